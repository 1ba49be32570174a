"""Ways to change the entries and the head by hand. `ENTRY_CASES` are those on either database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from consent_service.storage.database.tables import entry_contents
from ledger.entry import format_entry
from tests.api.running import THEIRS
from tests.tamper.case import Case, chain, rolled_back, unreadable
from tests.tamper.hand import ENTRIES, HEADS, Hand
from tests.tamper.story import Story


def swap(hand: Hand, table: Any, column: str, one: int, two: int) -> None:
    first, second = (hand.row(table, seq=seq)[column] for seq in (one, two))
    if table is ENTRIES and column == "hash":
        hand.set(table, {"seq": one}, hash=b"\0" * 32)
    hand.set(table, {"seq": two}, **{column: first})
    hand.set(table, {"seq": one}, **{column: second})


def swap_entries(hand: Hand, story: Story) -> None:
    """Two whole rows, each with its own hash, in the other's place."""
    first, second = hand.row(ENTRIES, seq=4), hand.row(ENTRIES, seq=5)
    hand.remove(ENTRIES, seq=4)
    hand.remove(ENTRIES, seq=5)
    hand.add(ENTRIES, seq=4, hash=second["hash"], data=second["data"])
    hand.add(ENTRIES, seq=5, hash=first["hash"], data=first["data"])


def duplicate(hand: Hand, story: Story) -> None:
    """The entry of one place in the next one too."""
    data = hand.row(ENTRIES, seq=6)["data"]
    hand.set(ENTRIES, {"seq": 7}, data=data)


def append_a_copy(hand: Hand, story: Story) -> None:
    last = hand.row(ENTRIES, seq=story.size - 1)
    hand.add(ENTRIES, seq=story.size, hash=b"\1" * 32, data=last["data"])
    hand.end_at(story.size + 1)


def cut(hand: Hand, size: int, *, fix_head: bool) -> None:
    for table in (ENTRIES, entry_contents):
        hand.remove_from(table, size)
    if fix_head:
        hand.end_at(size)


def move_on(hand: Hand, story: Story) -> None:
    """From the last to the fifth, so that no two are ever in one place."""
    for seq in reversed(range(5, story.size)):
        hand.set(ENTRIES, {"seq": seq}, seq=seq + 1)


def move_to_the_other_authority(hand: Hand, story: Story) -> None:
    hand.set(ENTRIES, {"seq": 3}, authority="elsewhere")


def another_authoritys(hand: Hand, story: Story) -> None:
    """One of their entries in the place of one of ours."""
    theirs = story.hand(hand.connection, THEIRS).row(ENTRIES, seq=1)
    hand.set(ENTRIES, {"seq": 1}, data=theirs["data"], hash=theirs["hash"])


def bytes_of(seq: int, change: Callable[[Any], Any]) -> Callable[[Hand, Story], None]:
    """Change an entry's bytes and the hash beside them, and nothing else."""

    def alter(hand: Hand, story: Story) -> None:
        hand.write(seq, change(hand.entry(seq)))

    return alter


def data_alone(seq: int, change: Callable[[Any], Any]) -> Callable[[Hand, Story], None]:
    def alter(hand: Hand, story: Story) -> None:
        hand.set(ENTRIES, {"seq": seq}, data=format_entry(change(hand.entry(seq))))

    return alter


ENTRY_CASES: Final[dict[str, Case]] = {
    # one bit
    "a bit of an entry": chain(lambda h, _: h.flip(ENTRIES, "data", seq=5)),
    "a bit of the last entry": chain(lambda h, s: h.flip(ENTRIES, "data", seq=s.size - 1)),
    "a bit of a hash": chain(lambda h, _: h.flip(ENTRIES, "hash", seq=5)),
    "a bit of the last hash": chain(lambda h, s: h.flip(ENTRIES, "hash", seq=s.size - 1)),
    "a bit of the head's tip": chain(lambda h, _: h.flip(HEADS, "tip")),
    "a bit of the head's frontier": chain(lambda h, _: h.flip(HEADS, "frontier")),
    # the entry's own words
    "an entry's time": chain(
        data_alone(5, lambda e: replace(e, at=e.at + timedelta(microseconds=1)))
    ),
    "an entry's time and hash": chain(
        bytes_of(5, lambda e: replace(e, at=e.at + timedelta(microseconds=1)))
    ),
    "an entry's kind": chain(bytes_of(5, lambda e: replace(e, kind="child-added"))),
    "an entry's file": chain(bytes_of(5, lambda e: replace(e, file="f" * 32))),
    "an entry's commitment": chain(bytes_of(5, lambda e: replace(e, commitment=b"\0" * 32))),
    "an entry's place": chain(bytes_of(5, lambda e: replace(e, seq=6))),
    "an entry's ledger": chain(bytes_of(5, lambda e: replace(e, ledger="consent.test/x"))),
    "the first entry's previous hash": chain(bytes_of(0, lambda e: replace(e, prev=b"\1" * 32))),
    "a space in the bytes": chain(
        lambda h, _: h.set(
            ENTRIES, {"seq": 5}, data=bytes(h.row(ENTRIES, seq=5)["data"]).replace(b",", b", ", 1)
        )
    ),
    "two hashes swapped": chain(lambda h, _: swap(h, ENTRIES, "hash", 4, 5)),
    "two entries swapped": chain(swap_entries),
    "an entry twice": chain(duplicate),
    "an entry under another authority": chain(move_to_the_other_authority),
    "another authority's entry in its place": chain(another_authoritys),
    "the last entry once more": chain(append_a_copy),
    "the bytes of two entries swapped": chain(lambda h, _: swap(h, ENTRIES, "data", 4, 5)),
    "every entry from 5 on one place further": chain(move_on),
    "an entry's time in another spelling": chain(
        lambda h, _: h.set(
            ENTRIES,
            {"seq": 5},
            data=bytes(h.row(ENTRIES, seq=5)["data"]).replace(b"000Z", b"000+00:00", 1),
        )
    ),
    "a member written twice": chain(
        lambda h, _: h.set(
            ENTRIES,
            {"seq": 5},
            data=bytes(h.row(ENTRIES, seq=5)["data"])[:-1] + b',"v":1}',
        )
    ),
    "an entry's hash emptied": chain(lambda h, _: h.set(ENTRIES, {"seq": 5}, hash=b"")),
    "an entry's bytes emptied": chain(lambda h, _: h.set(ENTRIES, {"seq": 5}, data=b"")),
    # gone
    "the first entry, gone": chain(lambda h, _: h.remove(ENTRIES, seq=0)),
    "an entry in the middle, gone": chain(lambda h, _: h.remove(ENTRIES, seq=7)),
    "the last entry, gone": chain(lambda h, s: h.remove(ENTRIES, seq=s.size - 1)),
    "what no checkpoint covers, gone": chain(lambda h, s: cut(h, s.signed, fix_head=False)),
    "the tail, gone": rolled_back(lambda h, s: cut(h, s.signed - 1, fix_head=False)),
    "the tail, gone and the head made to fit": rolled_back(
        lambda h, s: cut(h, s.signed - 1, fix_head=True)
    ),
    "all but the first five, gone": rolled_back(lambda h, _: cut(h, 5, fix_head=True)),
    "every entry, gone": rolled_back(lambda h, _: h.remove_from(ENTRIES, 0)),
    "the head, gone": unreadable(lambda h, _: h.remove(HEADS)),
    # a head that does not say what is there
    "the head's size": chain(lambda h, s: h.set(HEADS, {}, size=s.size - 1)),
    "the head's origin": chain(lambda h, _: h.set(HEADS, {}, origin="consent.test/x")),
    "the head's time": chain(lambda h, _: h.set(HEADS, {}, at="2020-01-01T00:00:00.000000Z")),
    "a head before the last entry": chain(lambda h, s: h.end_at(s.size - 1)),
}
