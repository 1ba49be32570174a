"""For tests: an oracle, the contract of a store, and ways to tamper.

Nothing here imports a test framework. `StoreContract` is a class whose `test_...` methods take a
`store`: inherit it in a test module that has a fixture of that name.

    class TestMyStore(StoreContract):
        pass
"""

# ruff: noqa: S101 - checks for tests are assertions; pytest shows what differed in them

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

from ledger.checkpoint import Checkpoint
from ledger.entry import NO_PREVIOUS, entry_hash, format_entry, parse_entry
from ledger.errors import StaleHead
from ledger.log import Draft, EntryLine, Head, Log, Store, extend
from ledger.verify import verify_ledger

A_TIME = datetime(2026, 11, 12, 12, 0, tzinfo=UTC)
"""A time for tests that need one."""


class Readable(Protocol):
    """The reading half of a `Store`."""

    def head(self) -> Head:
        """As `Store.head`."""

    def lines(self, start: int, stop: int | None = None) -> Iterator[EntryLine]:
        """As `Store.lines`."""


def assert_sound(store: Readable, origin: str, checkpoint: Checkpoint | None = None) -> Head:
    """The oracle for the end of a storage test: read everything back and verify it.

    Returns the head. Lines that the stored head does not count are found too. Raises what
    `verify_ledger` does.
    """
    head = store.head()
    return verify_ledger(store.lines(0), origin, head, checkpoint)


def drafts(count: int, kind: str = "thing-happened", start: int = 0) -> list[Draft]:
    """So many drafts, each unlike the others, the same at each call."""
    return [
        Draft(kind, f"{number:032x}", entry_hash(number.to_bytes(8, "big")))
        for number in range(start, start + count)
    ]


def ledger_of(count: int, origin: str, batch: int = 3) -> tuple[Head, list[EntryLine]]:
    """A ledger of so many entries in memory, in batches a second apart, the same at each call."""
    head, lines = Head.empty(origin), list[EntryLine]()
    for start in range(0, count, batch):
        at = A_TIME + timedelta(seconds=start)
        head, more = extend(head, at, drafts(min(batch, count - start), start=start))
        lines += more
    return head, lines


class StoreContract:
    """What every `Store` must do. `store` is a new, empty ledger each time."""

    def test_a_new_ledger_is_empty_and_sound(self, store: Store) -> None:
        """Before any entry the head is the empty one."""
        head = store.head()
        assert head == Head.empty(head.origin)
        assert assert_sound(store, head.origin) == head

    def test_what_was_appended_is_read_back_byte_for_byte(self, store: Store) -> None:
        """The lines that append returned are the lines that are stored, and the head fits."""
        log = Log(store, lambda: A_TIME)
        appended = log.append(drafts(3)) + log.append(drafts(2, start=3))
        assert list(store.lines(0)) == appended
        assert list(store.lines(1, 4)) == appended[1:4]
        assert assert_sound(store, store.head().origin).size == 5

    def test_nothing_of_an_abandoned_batch_remains(self, store: Store) -> None:
        """An exception between append and commit leaves the ledger as it was."""
        Log(store, lambda: A_TIME).append(drafts(2))
        before = store.head()
        try:
            with store.transaction() as transaction:
                head, lines = extend(transaction.lock_head(), A_TIME, drafts(3, start=2))
                transaction.append(lines, head)
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass
        assert store.head() == before
        assert assert_sound(store, before.origin) == before

    def test_lines_that_do_not_follow_the_head_are_refused(self, store: Store) -> None:
        """A batch made after another head than the stored one raises StaleHead."""
        origin = store.head().origin
        _, ours = extend(Head.empty(origin), A_TIME, drafts(1, start=7))
        elsewhere = Head(
            origin, 1, ours[-1].hash, A_TIME, store.head().frontier.append(ours[0].hash)
        )
        head, lines = extend(elsewhere, A_TIME, drafts(1, start=8))
        Log(store, lambda: A_TIME).append(drafts(1))
        try:
            with store.transaction() as transaction:
                transaction.lock_head()
                transaction.append(lines, head)
        except StaleHead:
            pass
        else:
            raise AssertionError("a fork was stored")
        assert assert_sound(store, origin).size == 1

    def test_writers_at_once_make_one_ledger(self, store: Store) -> None:
        """Batches appended by several threads are each in one piece, without gap or fork."""
        log = Log(store, lambda: A_TIME)
        with ThreadPoolExecutor(4) as writers:
            batches = list(
                writers.map(lambda number: log.append(drafts(3, start=3 * number)), range(12))
            )
        head = assert_sound(store, store.head().origin)
        assert head.size == 36
        stored = list(store.lines(0))
        for batch in batches:
            assert stored[batch[0].seq : batch[0].seq + 3] == batch

    def test_a_clock_put_back_does_not_make_the_ledger_run_backwards(self, store: Store) -> None:
        """An entry has the time of the one before it when the clock says less."""
        Log(store, lambda: A_TIME).append(drafts(1))
        Log(store, lambda: A_TIME - timedelta(days=1)).append(drafts(1, start=1))
        assert store.head().at == A_TIME
        assert_sound(store, store.head().origin)

    def test_more_lines_than_fit_a_chunk_are_all_read(self, store: Store) -> None:
        """Reading is in chunks and leaves nothing out between them."""
        appended = Log(store, lambda: A_TIME).append(drafts(2_500))
        assert list(store.lines(0)) == appended
        assert list(store.lines(999, 2_001)) == appended[999:2_001]


def flip(data: bytes, bit: int) -> bytes:
    """These bytes with one bit turned over; bit 0 is the lowest of the first byte."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def edit(lines: Sequence[EntryLine], seq: int, **fields: object) -> list[EntryLine]:
    """Change fields of one entry and nothing else: its stored hash and what follows stay."""
    data = format_entry(replace(parse_entry(lines[seq].data), **fields))  # type: ignore[arg-type]
    return [replace(line, data=data) if line.seq == seq else line for line in lines]


def delete(lines: Sequence[EntryLine], seq: int) -> list[EntryLine]:
    """Take one entry out."""
    return [line for line in lines if line.seq != seq]


def swap(lines: Sequence[EntryLine], one: int, other: int) -> list[EntryLine]:
    """Put two entries in each other's place, keeping the places' numbers."""
    changed = list(lines)
    changed[one] = replace(lines[other], seq=one)
    changed[other] = replace(lines[one], seq=other)
    return changed


def rechain(lines: Sequence[EntryLine]) -> tuple[Head, list[EntryLine]]:
    """Number and hash all of these anew, as one would who has the database and knows the format.

    The result is a perfect ledger. Only a checkpoint from before can tell.
    """
    tip, changed, origin = NO_PREVIOUS, list[EntryLine](), ""
    at: datetime | None = None
    for seq, line in enumerate(lines):
        entry = parse_entry(line.data)
        origin, at = entry.ledger, entry.at
        data = format_entry(replace(entry, seq=seq, prev=tip))
        tip = entry_hash(data)
        changed.append(EntryLine(seq, tip, data))
    frontier = Head.empty(origin or "empty").frontier.extend(line.hash for line in changed)
    return Head(origin, len(changed), tip, at, frontier), changed
