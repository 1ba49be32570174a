"""Whatever a test did, its whole record verifies afterwards, and each answer comes out the same.

Asked by `tests.api.running.running` of every service it ends, so that no test need remember to. A
test that breaks its ledger and leaves it so is marked `breaks_the_ledger("how")`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from consent_service.domain.looks import VERIFY
from consent_service.storage.opening import Opened
from consent_service.storage.reader import LedgerReader
from consent_service.storage.tables import ledger_tables
from tests import trying

if TYPE_CHECKING:
    from tests.api.running import Running

_is_excused = False


def begin(test: pytest.Item) -> None:
    """A test begins: what it has for an excuse."""
    global _is_excused  # noqa: PLW0603 - one test at a time runs in a process
    mark = test.get_closest_marker("breaks_the_ledger")
    assert mark is None or (len(mark.args) == 1 and mark.args[0]), "say how it breaks the ledger"
    _is_excused = mark is not None


def applies() -> bool:
    """Whether a service that begins now must end sound."""
    return not _is_excused


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


def reader_of(storage: Opened, authority: str) -> LedgerReader:
    """The reader that `verify` uses."""
    return LedgerReader(storage.engine, storage.records.ledgers[authority], VERIFY)
