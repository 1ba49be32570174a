"""What there is to know of a write is told from the view that the rows of lists were made from."""

from __future__ import annotations

from datetime import timedelta

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.noticing.notices import notices_of_all
from consent_service.domain.recorded.events import AdultAdded
from consent_service.storage.door.requests import Recorded
from tests.api.running import OURS, Running
from tests.builders import Household, add_household, an_adult
from tests.domain.walk.situations import SITUATIONS
from tests.domain.walk.walking import as_it_stands

A_MOMENT = timedelta.resolution


def test_of_no_kind_of_entry_is_there_anything_else_to_know_a_moment_after() -> None:
    """The view of the rows is of just after."""
    for record in map(as_it_stands, SITUATIONS):
        own, (*_, (last, _)) = record.own, record.entries
        views = [View(record.file, at, at) for at in (last.at, last.at + A_MOMENT)]
        for stamp, content in record.entries:
            now, after = (notices_of_all([(content, stamp)], view, own, last.at) for view in views)
            assert now == after, content


@pytest.fixture
def house(service: Running) -> Household:
    return add_household(service)


def _called(one: Recorded) -> set[str | None]:
    assert one.view is not None
    return {held.event.names for held in one.view.read.of(AdultAdded)}


@pytest.mark.each_database
def test_it_is_told_from_what_its_rows_were_made_from(service: Running, house: Household) -> None:
    recorded = service.storage.records.run(an_adult(house.file, "Ann Example"))
    (entry,) = recorded.entries
    assert recorded.view is not None
    assert recorded.view.as_of == entry.at + A_MOMENT
    # Whoever asks next is answered from it as well.
    kept = service.storage.records.ledgers[OURS].kept._files[house.file].state.seen
    assert kept is not None
    assert recorded.view is kept.view


@pytest.mark.each_database
def test_of_two_in_one_batch_the_first_is_told_from_what_itself_left(
    service: Running, house: Household
) -> None:
    names = ("Ann Example", "Bea Example")
    first, last = service.storage.records.run_all([an_adult(house.file, one) for one in names])
    assert isinstance(first, Recorded)
    assert isinstance(last, Recorded)
    assert names[0] in _called(first)
    assert names[1] not in _called(first)
    assert {*names} <= _called(last)
