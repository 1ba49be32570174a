"""The story that every change to a database is made to, and the fixtures that tell it.

Two families, checks with and without a key, a withdrawal, an answer from the spool; a checkpoint;
then three more entries, which no checkpoint covers yet.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.deciding.decision import share_now
from consent_service.storage.beside.spool import Spooled
from consent_service.storage.door.requests import Once, Recorded, Request
from tests import leaks
from tests.api.breaking import Snapshot, put_back, snapshot
from tests.api.running import NOON, OURS, THEIRS, Running
from tests.builders import WORKER, Household, a_check, add_household, an_adult, proposal, rows_of
from tests.tamper.hand import Hand
from tests.tamper.once import one_service


@dataclass(frozen=True)
class Story:
    """What is on record. `old_row` is the first family's row as it was before the withdrawal, and
    `first` a checkpoint that was signed before it.
    """

    service: Running
    house: Household
    other: Household
    signed: int
    size: int
    old_row: dict[str, Any]
    check: int
    first: bytes

    def hand(self, connection: Any, authority: str = OURS) -> Hand:
        return Hand(connection, self.service.storage.records.ledgers[authority])


@pytest.fixture(scope="module")
def told(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    """One service a module: what a test alters is put back after it."""
    with one_service(database_kind, request, tmp_path_factory, "told") as service:
        yield tell(service)


def tell(service: Running) -> Story:
    def run(one: Request) -> Recorded:
        # Room between two entries, so that a time can be changed without being out of order.
        service.clock.now += timedelta(seconds=10)
        return service.storage.records.run(one)

    house, other = add_household(service, "LCS-1"), add_household(service, "LCS-2")
    run(house.check())
    service.storage.keepers[OURS].checkpoint()
    first = service.storage.checkpoints[OURS].latest()
    assert first is not None
    old_row = next(
        row._asdict() for row in rows_of(service, OURS)["case_files"] if row.file == house.file
    )
    run(house.withdrawal(Once("client-1", "key-1", b"the body")))
    check = run(house.check(Once("client-1", "key-2", b"the body"))).entries[0].seq
    service.storage.spools[OURS].add(
        Spooled("answer-1", WORKER, proposal("0" * 24), share_now(), NOON)
    )
    run(an_adult(other.file, "Zo\u00eb Example"))
    service.clock.now += timedelta(seconds=10)
    service.beat()
    run(a_check())
    service.storage.keepers[OURS].checkpoint()
    signed = service.size()
    run(an_adult(house.file, "Cy Example"))
    run(house.check())
    run(a_check())
    size = service.size()
    assert_whole(service)
    return Story(service, house, other, signed, size, old_row, check, first)


def assert_whole(service: Running) -> None:
    for authority in (OURS, THEIRS):
        service.storage.verify(authority, replay=True)


@pytest.fixture
def story(told: Story) -> Iterator[Story]:
    """The story, and in the end the database, the checkpoints and the marks as they were."""
    service = told.service
    held: Snapshot = snapshot(service)
    checkpoints = service.settings.checkpoints
    aside = checkpoints.with_name("checkpoints.aside")
    shutil.copytree(checkpoints, aside)
    yield told
    for engine in service.engines:
        engine.dispose()
    put_back(service, held)
    shutil.rmtree(checkpoints)
    aside.rename(checkpoints)
    shutil.rmtree(service.settings.spool, ignore_errors=True)
    for name in ("not-sound", "altered"):
        (checkpoints / OURS / name).unlink(missing_ok=True)
    # Another process: nothing that this one remembers stands in the way of the next test.
    service.engines.clear()
    object.__setattr__(told, "service", service.restarted())
    leaks.outlives(told.service.storage.engine)
    assert_whole(told.service)
