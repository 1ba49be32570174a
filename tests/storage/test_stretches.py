"""A report is made of entries that are those that were recorded, all of them, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from consent_service.domain.looks import SURVEY
from consent_service.storage import newest, surveys
from consent_service.storage.surveys import entries_between
from consent_service.storage.trouble import NotSound
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


def between(service: Running, since: datetime, until: datetime) -> list[int]:
    found = entries_between(service.storage.records, OURS, since, until, SURVEY)
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
