"""Whatever of a file was shown has its line: processes killed, the ledger of who looked locked."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPException

import pytest
import sqlalchemy as sa

from consent_service.domain.file.looks import VERIFY
from consent_service.domain.recorded.falling import Looked
from consent_service.storage.database.tables import ledger_tables
from consent_service.storage.sealed.keys import reads_of
from consent_service.storage.whole.reader import LedgerReader
from tests.api.running import OURS, Running, add_family
from tests.faults.servers import SECONDS, killing, repeating, send, served, until

pytestmark = [pytest.mark.slow, pytest.mark.each_database]

READS = reads_of(OURS)
PEOPLE = 4


@contextmanager
def locked(service: Running) -> Iterator[None]:
    """Somebody else holds what a line needs, and nothing that a read needs."""
    engine = sa.create_engine(service.settings.database_url)
    heads = ledger_tables.heads
    with engine.connect() as other:
        if engine.dialect.name == "sqlite":
            other.exec_driver_sql("PRAGMA busy_timeout = 60000")
            other.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            other.execute(sa.select(heads).where(heads.c.authority == READS).with_for_update())
        try:
            yield
        finally:
            other.rollback()
    engine.dispose()


@dataclass
class Looking:
    """Some people who look at one file as often as they can, and what each was shown."""

    service: Running
    path: str
    port: int
    sent: Counter[str] = field(default_factory=Counter)
    shown: Counter[str] = field(default_factory=Counter)
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        people = [
            threading.Thread(target=self._look, args=(f"worker-{number}",), daemon=True)
            for number in range(PEOPLE)
        ]
        for one in people:
            one.start()
        try:
            yield
        finally:
            self._stop.set()
            for one in people:
                one.join(SECONDS)

    def _look(self, who: str) -> None:
        headers = {"Authorization": f"Bearer {self.service.token(subject=who)}"}
        while not self._stop.is_set():
            self.sent[who] += 1
            with suppress(OSError, HTTPException, ValueError):
                self.shown[who] += send(self.port, "GET", self.path, None, headers).status == 200


def lines(service: Running) -> Counter[str]:
    """By whom, each look once: one whose commit nobody heard of may stand there twice."""
    reader = LedgerReader(service.storage.engine, service.storage.records.ledgers[READS], VERIFY)
    looks = {
        event.look: one.content.by.id
        for one in reader.opened(0, reader.head().size)
        if isinstance(event := one.content.event, Looked)
    }
    return Counter(looks.values())


@pytest.mark.parametrize(
    "seconds", [1.5, pytest.param(90, marks=pytest.mark.faults)], ids=["a while", "long"]
)
def test_whatever_was_shown_has_its_line_whoever_is_killed_and_whatever_is_locked(
    service: Running, seconds: float, tell: Callable[[str], None]
) -> None:
    """A process is ended with `kill -9` now and then, and the ledger of who looked takes nothing
    for a while, so that lines wait in the spool of processes that are killed meanwhile.
    """
    family = add_family(service)
    service.beat()
    faults: list[tuple[int, int]] = []
    with served(service, processes=2) as servers:
        looking = Looking(service, f"{family.path}/tasks", servers.port)
        with (
            looking.going_on(),
            killing(servers, 0.9, faults),
            repeating(lambda: locked(service), (0.4, 1.6), 0.5, faults),
        ):
            time.sleep(seconds)
        # Those who serve enter what waits; so no process that was killed took a line with it.
        until(lambda: service.storage.spools[READS].is_empty)
        found = lines(service)
    assert looking.shown.total() > 0
    for who, times in looking.shown.items():
        assert times <= found[who] <= looking.sent[who], who
    service.storage.verify(READS)
    service.storage.verify(OURS)
    tell(
        f"{len(faults)} faults on {service.storage.engine.dialect.name}: "
        f"{looking.shown.total()} looks shown, {found.total()} on record, none without its line"
    )
