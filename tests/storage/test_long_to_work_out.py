"""A write that takes long to work out: its time is over, and what became of it is certain."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import pytest
from msgspec.structs import replace

from consent_service.actions.moment import Moment
from consent_service.domain.recorded.events import AnyEvent
from consent_service.storage.database import deadline
from consent_service.storage.door.requests import Request
from consent_service.storage.door.trouble import CannotRecord
from consent_service.storage.shown.lists import write_changed
from tests.api.running import Running
from tests.builders import Household, add_household, an_adult, assert_ledger_sound

pytestmark = pytest.mark.each_database


def taking_long(house: Household) -> Request:
    """The time of the call is over when it is worked out."""
    adult = an_adult(house.file)

    def action(moment: Moment) -> Sequence[AnyEvent]:
        deadline._end.set(time.monotonic() - 1.0)
        return adult.action(moment)

    return replace(adult, action=action)


def test_what_took_long_to_work_out_is_written_all_the_same(service: Running) -> None:
    house = add_household(service)
    start = service.size()
    service.storage.records.run(taking_long(house))
    assert service.size() == start + 1
    assert_ledger_sound(service)


def test_time_that_is_over_before_the_commit_leaves_no_doubt(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = add_household(service)
    start = service.size()

    def slowly(*asked: Any) -> None:
        write_changed(*asked)
        deadline._end.set(time.monotonic() - 1.0)

    monkeypatch.setattr("consent_service.storage.door.batch.write_changed", slowly)
    with pytest.raises(CannotRecord) as caught:
        service.storage.records.run(an_adult(house.file))
    assert type(caught.value) is CannotRecord
    assert service.size() == start
    assert_ledger_sound(service)
