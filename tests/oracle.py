"""Whatever a test did, its whole record verifies afterwards, and each answer comes out the same.

Asked by `tests.api.running.running` of every service it ends, so that no test need remember to. A
test that breaks its ledger and leaves it so is marked `breaks_the_ledger("how")`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from consent_service.domain.looks import VERIFY
from consent_service.storage.opening import Opened
from consent_service.storage.reader import LedgerReader

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


def assert_sound(service: Running) -> None:
    for authority in service.storage.keys:
        service.storage.verify(authority, replay=True)


def reader_of(storage: Opened, authority: str) -> LedgerReader:
    """The reader that `verify` uses."""
    return LedgerReader(storage.engine, storage.records.ledgers[authority], VERIFY)
