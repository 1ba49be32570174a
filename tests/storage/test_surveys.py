"""Reads across an authority: everything that opens, nothing of anybody else's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from consent_service.domain.looks import SURVEY
from consent_service.storage import surveys
from consent_service.storage.looking import look
from consent_service.storage.surveys import entries_between, surveyed
from consent_service.storage.tables import case_files
from tests.api.running import NOON, OURS, THEIRS, Running, add_family
from tests.builders import add_household

pytestmark = pytest.mark.each_database


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surveys, "_CHUNK", 3)


def test_every_file_of_an_authority_is_read_and_no_other(service: Running) -> None:
    ours = {add_household(service).file for _ in range(7)}
    theirs = add_family(service.as_authority(THEIRS)).file
    found = surveyed(service.storage.records, OURS, SURVEY, lambda found: (found, []))
    assert {file.id for file in found.files} == ours
    assert theirs not in ours
    assert found.files.damaged == 0


def test_no_more_files_are_open_at_once_than_are_read_together(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(7):
        add_household(service)
    found = surveyed(service.storage.records, OURS, SURVEY, lambda found: (found, []))
    looks: list[int] = []

    def looked(*given: Any) -> Any:
        looks.append(1)
        return look(*given)

    monkeypatch.setattr(surveys, "look", looked)
    going = iter(found.files)
    for _ in range(3):
        next(going)
    assert len(looks) == 1
    assert (len(list(going)), len(looks)) == (4, 3)
    # They can be gone through once more, and are then opened anew.
    assert (found.files.damaged, len(looks)) == (0, 3)
    assert (len(list(found.files)), len(looks)) == (7, 6)


@pytest.mark.breaks_the_ledger("a row does not open")
def test_a_file_that_does_not_open_is_counted_and_left_out(service: Running) -> None:
    households = [add_household(service) for _ in range(4)]
    broken = households[1].file
    with service.storage.engine.begin() as connection:
        change = sa.update(case_files).where(case_files.c.file == broken)
        connection.execute(change.values(sealed=b"not what was sealed"))
    found = surveyed(service.storage.records, OURS, SURVEY, lambda found: (found, []))
    assert {file.id for file in found.files} == {h.file for h in households} - {broken}
    assert found.files.damaged == 1


def test_the_entries_of_a_stretch_of_time_are_those_recorded_in_it(service: Running) -> None:
    add_household(service)
    before = service.size()
    service.clock.now = NOON + timedelta(hours=2)
    household = add_household(service)
    service.storage.records.run(household.check())
    after = service.size()
    service.clock.now = NOON + timedelta(hours=4)
    add_household(service)

    def between(low: int, high: int) -> list[int]:
        since, until = NOON + timedelta(hours=low), NOON + timedelta(hours=high)
        read = entries_between(service.storage.records, OURS, since, until, SURVEY)
        return [one.entry.seq for _, one in read]

    assert between(1, 3) == list(range(before, after))
    assert between(2, 3) == list(range(before, after))
    assert between(3, 4) == []
    assert between(-5, 9) == list(range(service.size()))
    assert between(9, 10) == []
