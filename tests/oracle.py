"""Whatever a test did, its whole record verifies afterwards, and each answer comes out the same.

Asked by `tests.api.running.running` of the services it ends, so that no test need remember to. A
test that breaks its ledger and leaves it so is marked `breaks_the_ledger("how")`.

Of one service in ten of the tests that stand on either database, and of those of pages, which
record by the same operations; of each in campaigns; of every one of all other tests, and of those
of storage, of tampering and of faults. Which of them is settled by the test's name, and so the
same each day. A write that leaves its record unsound does so
after whichever of many tests makes it; one that does only after the story of a single test is found
by the campaign.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from zlib import crc32

import pytest
from sqlalchemy import select

from consent_service.domain.file.looks import VERIFY
from consent_service.storage.database.tables import ledger_tables
from consent_service.storage.door.opening import OpenStorage
from consent_service.storage.whole.reader import LedgerReader
from tests import trying

if TYPE_CHECKING:
    from tests.api.running import Running

#: Of those that stand on either database, or are of pages, one in so many is looked at every day.
_EACH: Final = 10
_PAGES: Final = "pages"
#: Folders whose every service is looked at, on whichever database it runs today.
_ALWAYS: Final = frozenset({"storage", "tamper", "faults"})
_applies = True


def begin(test: pytest.Item) -> None:
    """A test begins: what it has for an excuse, and whether it is of today's sample."""
    global _applies  # noqa: PLW0603 - one test at a time runs in a process
    mark = test.get_closest_marker("breaks_the_ledger")
    assert mark is None or (len(mark.args) == 1 and mark.args[0]), "say how it breaks the ledger"
    _applies = mark is None and (trying.is_campaign() or _is_tried(test))


def _is_tried(test: pytest.Item) -> bool:
    """Whether its services are looked at every day."""
    if _ALWAYS & set(test.path.parts):
        return True
    names: tuple[str, ...] = getattr(test, "fixturenames", ())
    is_sampled = "database_kind" in names or _PAGES in test.path.parts
    return not is_sampled or crc32(test.nodeid.encode()) % _EACH == 0


def applies() -> bool:
    """Whether a service that begins now must end sound."""
    return _applies


def sizes(service: Running) -> dict[str, int]:
    """How many entries each ledger has."""
    heads = ledger_tables.heads
    with service.storage.engine.connect() as connection:
        found = connection.execute(select(heads.c.authority, heads.c.size))
        return {str(ledger): size for ledger, size in found}


def assert_sound(service: Running, began: Mapping[str, int]) -> None:
    """Every ledger that has grown since it `began`, and in campaigns the others too: each of them
    is a copy of one that was sound, and three of four stand still in most tests.
    """
    now = sizes(service)
    for ledger in service.storage.keys:
        if trying.is_campaign() or now.get(ledger) != began.get(ledger):
            service.storage.verify(ledger, replay=True)


def reader_of(storage: OpenStorage, authority: str) -> LedgerReader:
    """The reader that `verify` uses."""
    return LedgerReader(storage.engine, storage.records.ledgers[authority], VERIFY)
