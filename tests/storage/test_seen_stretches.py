"""What is remembered of stretches of a ledger that were verified."""

from __future__ import annotations

import pytest

from consent_service.storage.believed import seenstretches
from consent_service.storage.believed.seenstretches import SeenStretch, SeenStretches
from ledger.log import EntryLine
from tests.made_up import NOON

_TIP = b"\x01" * 32
_LINE = EntryLine(0, _TIP, b"an entry")


def _seen(lines: int) -> SeenStretch:
    return SeenStretch(_TIP, NOON, NOON, (_LINE,) * lines)


def test_no_more_entries_are_held_than_are_allowed_and_what_is_asked_for_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(seenstretches, "_MOST_LINES", 10)
    seen = SeenStretches()
    seen.put(0, ["CHECK"], _seen(4))
    seen.put(1, ["CHECK"], _seen(4))
    assert seen.get(0, ["CHECK"], _TIP) == _seen(4)
    seen.put(2, ["CHECK"], _seen(4))
    assert seen.get(1, ["CHECK"], _TIP) is None
    # What is put twice counts once.
    for _ in range(9):
        seen.put(2, ["CHECK"], _seen(4))
    assert seen.get(0, ["CHECK"], _TIP) == _seen(4)
    seen.put(3, ["CHECK"], _seen(11))
    assert [n for n in range(4) if seen.get(n, ["CHECK"], _TIP)] == []


def test_a_stretch_that_ends_otherwise_was_not_seen() -> None:
    seen = SeenStretches()
    seen.put(0, ["CHECK"], _seen(1))
    assert seen.get(0, ["CHECK"], b"\x02" * 32) is None
    assert seen.get(0, ["ANSWER"], _TIP) is None
