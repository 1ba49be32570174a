"""Reads across an authority: everything that opens, nothing of anybody else's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.looks import SURVEY
from consent_service.domain.file.view import View
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.reports.lines import OfFile
from consent_service.domain.reports.timeliness import OPENED
from consent_service.domain.tasks.scene import Scene
from consent_service.storage.believed import filesasof
from consent_service.storage.believed.filesasof import FilesAsOf
from consent_service.storage.database.tables import case_files, case_lists
from consent_service.storage.door.looking import look
from consent_service.storage.shown.surveys import Survey, entries_between, surveyed
from tests.api.running import NOON, OURS, THEIRS, Running, add_family
from tests.builders import add_household

pytestmark = pytest.mark.each_database


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesasof, "_CHUNK", 3)
    monkeypatch.setattr(filesasof, "_ROWS", 4)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How often it was looked."""
    found: list[int] = []

    def looked(*given: Any) -> Any:
        found.append(1)
        return look(*given)

    monkeypatch.setattr(filesasof, "look", looked)
    return found


def every_file(service: Running, ago: timedelta = timedelta(0)) -> FilesAsOf:
    # A row is as of just after what it was made with.
    service.clock.now += timedelta(minutes=1)
    records = service.storage.records
    as_of = records.now(OURS) - ago

    def make(found: Survey) -> tuple[FilesAsOf, list[str]]:
        return found.as_of(as_of, as_of), []

    return surveyed(records, OURS, SURVEY, make)


def gone_through(files: FilesAsOf, opened: list[str] | None = None) -> Iterator[OfFile[Any]]:
    """With which files had to be opened for it."""

    def make(file: CaseFile) -> Sequence[Any]:
        if opened is not None:
            opened.append(file.id)
        return OPENED.of(Scene(View(file, NOON, NOON), DEFAULT_POLICY))

    return files.lines(OPENED, make)


def test_every_file_of_an_authority_is_read_and_no_other(service: Running) -> None:
    ours = {add_household(service).file for _ in range(7)}
    theirs = add_family(service.as_authority(THEIRS)).file
    files, opened = every_file(service), list[str]()
    assert {of.file for of in gone_through(files, opened)} == ours
    assert theirs not in ours
    assert (files.damaged, files.read, opened) == (0, 7, [])


def test_no_more_files_are_open_at_once_than_are_read_together(
    service: Running, looks: list[int]
) -> None:
    for _ in range(7):
        add_household(service)
    # Of a moment before their rows were made each file is opened.
    files, opened = every_file(service, ago=timedelta(days=1)), list[str]()
    going = gone_through(files, opened)
    for _ in range(3):
        next(going)
    assert (len(looks), len(opened)) == (2, 3)
    assert (len(list(going)), len(looks), len(opened)) == (4, 5, 7)
    # They can be gone through once more, and are then opened anew.
    assert (files.damaged, len(looks)) == (0, 5)
    assert (len(list(gone_through(files))), len(looks)) == (7, 10)


@pytest.mark.breaks_the_ledger("rows do not open")
def test_a_file_that_does_not_open_is_counted_and_left_out(service: Running) -> None:
    households = [add_household(service) for _ in range(4)]
    broken, without_row = households[1].file, households[2].file
    with service.storage.engine.begin() as connection:
        for table, file, column in (
            (case_files, broken, "sealed"),
            (case_lists, broken, "lines"),
            (case_lists, without_row, "lines"),
        ):
            change = sa.update(table).where(table.c.file == file)
            connection.execute(change.values({column: b"not what was sealed"}))
    files, opened = every_file(service), list[str]()
    found = {of.file for of in gone_through(files, opened)}
    assert found == {h.file for h in households} - {broken}
    assert (files.damaged, opened) == (1, [without_row])


def test_the_entries_of_a_stretch_of_time_are_those_recorded_in_it(service: Running) -> None:
    add_household(service)
    before = service.size()
    service.clock.now = NOON + timedelta(hours=2)
    household = add_household(service)
    service.storage.records.run(household.check())
    after = service.size()
    service.clock.now = NOON + timedelta(hours=4)
    add_household(service)

    def between(low: int, high: int, **of: Any) -> list[int]:
        since, until = NOON + timedelta(hours=low), NOON + timedelta(hours=high)
        read = entries_between(service.storage.records, OURS, since, until, SURVEY, **of)
        return [one.entry.seq for _, one in read]

    assert between(1, 3) == list(range(before, after))
    assert between(2, 3) == list(range(before, after))
    assert between(1, 3, kinds={"check-made"}) == [after - 1]
    assert between(3, 4) == []
    assert between(-5, 9) == list(range(service.size()))
    assert between(9, 10) == []
