"""A report is made of entries that are those that were recorded, all of them, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from consent_service.domain.file.looks import SURVEY
from consent_service.storage.believed import newest
from consent_service.storage.door.trouble import NotSound
from consent_service.storage.shown import surveys
from consent_service.storage.shown.surveys import entries_between
from ledger.log import EntryLine
from ledger.verify import verify_ledger
from tests.api.breaking import altering, put_back, snapshot
from tests.api.running import NOON, OURS, Running
from tests.builders import a_check
from tests.tamper.hand import ENTRIES, Hand

MINUTE = timedelta(minutes=1)


@pytest.fixture
def long(service: Running, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """A ledger of several stretches, an entry a minute; put back in the end."""
    monkeypatch.setattr(newest, "STRETCH", 8)
    monkeypatch.setattr(surveys, "STRETCH", 8)
    for _ in range(40):
        service.clock.now += MINUTE
        service.storage.records.run(a_check())
    service.beat()
    held = snapshot(service)
    yield service
    put_back(service, held)


def between(
    service: Running, since: datetime, until: datetime, kinds: Collection[str] | None = None
) -> list[int]:
    records = service.storage.records
    found = entries_between(records, OURS, since, until, SURVEY, kinds=kinds)
    return [one.entry.seq for _, one in found]


@pytest.mark.parametrize(("first", "last"), [(1, 40), (3, 9), (8, 8), (12, 37), (39, 90)])
def test_the_entries_of_a_stretch_of_time_are_all_there_in_order(
    long: Running, first: int, last: int
) -> None:
    """The two before the first minute began the ledger."""
    found = between(long, NOON + first * MINUTE, NOON + (last + 1) * MINUTE)
    assert found == [minute + 1 for minute in range(first, min(last, 40) + 1)]
    started = long.restarted()
    assert between(started, NOON + first * MINUTE, NOON + (last + 1) * MINUTE) == found


WAYS: dict[str, Callable[[Hand], None]] = {
    "an entry is hidden": lambda hand: hand.remove(ENTRIES, seq=20),
    "an entry is another": lambda hand: hand.write(
        20, replace(hand.entry(20), kind="agreement-withdrawn")
    ),
    "an entry is another, and those after it follow": lambda hand: hand.chain_from(
        20, lambda entry: replace(entry, kind="agreement-withdrawn")
    ),
    "the last before it is later": lambda hand: hand.write(
        14, replace(hand.entry(14), at=NOON + 16 * MINUTE)
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_report_is_made_of_entries_that_are_hidden_or_forged(long: Running, way: str) -> None:
    asked = NOON + 14 * MINUTE, NOON + 30 * MINUTE
    assert between(long, *asked) == list(range(15, 31))
    with altering(long) as connection:
        WAYS[way](Hand(connection, long.storage.records.ledgers[OURS]))
    with pytest.raises(NotSound):
        between(long, *asked)


def test_a_stretch_that_was_verified_is_not_read_again_and_is_what_it_was_then(
    long: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its kinds, in this process alone; where it begins and ends is looked at each time."""
    asked = NOON + 3 * MINUTE, NOON + 39 * MINUTE, ["check-made"]
    first = between(long, *asked)
    assert first == list(range(4, 40))
    read: list[int] = []

    def counted(lines: list[EntryLine], *others: Any, **named: Any) -> Any:
        read.append(lines[0].seq)
        return verify_ledger(lines, *others, **named)

    monkeypatch.setattr(surveys, "verify_ledger", counted)
    assert between(long, *asked) == first
    assert read == [0, 40]
    assert between(long, *asked[:2], ["file-opened"]) == []
    assert read == [0, 40, *range(0, 48, 8)]
    with altering(long) as connection:
        WAYS["an entry is another"](Hand(connection, long.storage.records.ledgers[OURS]))
    assert between(long, *asked) == first
    with pytest.raises(NotSound):
        between(long, *asked[:2], ["agreement-withdrawn"])
    with pytest.raises(NotSound):
        between(long.restarted(), *asked)
