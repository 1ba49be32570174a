"""Appending, as a pure rule and on a store in memory."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from threading import Lock

import pytest

from ledger import (
    NO_PREVIOUS,
    Draft,
    Head,
    MalformedEntry,
    MalformedOrigin,
    StaleHead,
    entry_hash,
    extend,
    parse_entry,
    root_of,
    walk,
)
from ledger.testing import A_TIME, StoreContract, drafts, ledger_of

ORIGIN = "records.example.org/north"


class MemoryStore:
    """A store that forgets; it keeps the contract but for durability."""

    def __init__(self):
        self._lock = Lock()
        self._head = Head.empty(ORIGIN)
        self._lines = []

    @contextmanager
    def transaction(self):
        with self._lock:
            change = MemoryTransaction(self._head)
            yield change
            self._head, self._lines = change.head, self._lines + change.lines

    def head(self):
        return self._head

    def lines(self, start, stop=None):
        yield from self._lines[start:stop]


class MemoryTransaction:
    def __init__(self, head):
        self.head = head
        self.lines = []

    def lock_head(self):
        return self.head

    def append(self, lines, head):
        if parse_entry(lines[0].data).prev != self.head.tip or lines[0].seq != self.head.size:
            raise StaleHead
        self.lines, self.head = lines, head


class TestMemoryStore(StoreContract):
    """The contract can be kept, and a store of thirty lines keeps it."""

    @pytest.fixture
    def store(self):
        return MemoryStore()


def test_entries_are_chained_and_counted():
    """Each carries the hash of the one before, and the head has what the next needs."""
    head, lines = extend(Head.empty(ORIGIN), A_TIME, drafts(3))
    entries = [parse_entry(line.data) for line in lines]
    assert [entry.prev for entry in entries] == [NO_PREVIOUS, lines[0].hash, lines[1].hash]
    assert [entry.seq for entry in entries] == [line.seq for line in lines] == [0, 1, 2]
    assert {entry.at for entry in entries} == {A_TIME} == {head.at}
    assert all(entry_hash(line.data) == line.hash for line in lines)
    assert (head.size, head.tip) == (3, lines[2].hash)
    assert head.root() == root_of([line.hash for line in lines]) == head.checkpoint().root


def test_batches_of_any_size_make_the_same_ledger():
    """How entries were batched does not show, but in their times."""
    one, _ = extend(Head.empty(ORIGIN), A_TIME, drafts(20))
    other = Head.empty(ORIGIN)
    for start, count in ((0, 1), (1, 7), (8, 0), (8, 12)):
        other, _ = extend(other, A_TIME, drafts(count, start=start))
    assert one == other


def test_the_ledger_never_runs_backwards():
    """With a clock put back, a batch has the time of the last entry."""
    head, _ = extend(Head.empty(ORIGIN), A_TIME, drafts(1))
    later, lines = extend(head, A_TIME - timedelta(days=1), drafts(1))
    assert later.at == A_TIME == parse_entry(lines[0].data).at


def test_a_batch_with_a_bad_draft_in_it_leaves_the_head_as_it_was():
    """Heads are values: nothing of the batch has happened."""
    head, _ = extend(Head.empty(ORIGIN), A_TIME, drafts(1))
    with pytest.raises(MalformedEntry):
        extend(head, A_TIME, [*drafts(1), Draft("Not A Kind", "00" * 16, bytes(32))])
    assert head.size == 1


def test_a_time_without_an_offset_or_with_another_one_is_refused():
    """What time it is in UTC is not guessed."""
    for at in (datetime(2026, 1, 1), A_TIME.astimezone(timezone(timedelta(hours=1)))):  # noqa: DTZ001
        with pytest.raises(MalformedEntry):
            extend(Head.empty(ORIGIN), at, drafts(1))
    assert A_TIME.tzinfo is UTC


def test_a_ledger_needs_a_name():
    """One that fits an entry, a checkpoint and a key."""
    with pytest.raises(MalformedOrigin):
        Head.empty("two words")


def test_a_made_up_ledger_for_tests_is_sound():
    """The tests' own builder makes what the verifier accepts."""
    head, lines = ledger_of(50, ORIGIN)
    assert walk([line.data for line in lines], ORIGIN) == head
