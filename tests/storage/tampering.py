"""Ways to change what is stored, each with the error that `verify` must name it by.

The story every one of them is done to: two families, checks with and without a key, a withdrawal,
an answer from the spool; a checkpoint; then three more entries, which no checkpoint covers yet.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final

import msgspec

from consent_service.domain.casefile import CaseFile
from consent_service.storage.openfiles import _decode_case, encode_state
from consent_service.storage.tables import (
    case_files,
    case_names,
    case_references,
    entry_contents,
    file_keys,
    once,
)
from ledger.entry import format_entry, parse_entry
from ledger.errors import (
    Altered,
    ContentMissing,
    Forked,
    LedgerError,
    RolledBack,
    Unreadable,
)
from ledger.log import Draft, Head, extend
from tests.api.running import NOON, OURS, THEIRS, Running
from tests.builders import Household
from tests.storage.hand import ENTRIES, HEADS, Hand


@dataclass(frozen=True)
class Story:
    """What is on record. `old_row` is the first family's row as it was before the withdrawal."""

    service: Running
    house: Household
    other: Household
    signed: int
    size: int
    old_row: dict[str, Any]
    check: int

    def hand(self, connection: Any, authority: str = OURS) -> Hand:
        return Hand(connection, self.service.storage.records.ledgers[authority])


@dataclass(frozen=True)
class Case:
    """`alter` is done by hand; then `verify` raises exactly `error`, whose exit code is `code`."""

    alter: Callable[[Hand, Story], Any]
    error: type[LedgerError]
    code: int


def altered(alter: Callable[[Hand, Story], Any]) -> Case:
    return Case(alter, Altered, 2)


def rolled_back(alter: Callable[[Hand, Story], Any]) -> Case:
    return Case(alter, RolledBack, 3)


def forked(alter: Callable[[Hand, Story], Any]) -> Case:
    return Case(alter, Forked, 3)


def missing(alter: Callable[[Hand, Story], Any]) -> Case:
    return Case(alter, ContentMissing, 4)


# ── several statements ──────────────────────────────────────────────────────────────────────


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


def insert_in_the_middle(hand: Hand, story: Story) -> None:
    """A made-up entry between two others; all that follow move up and are chained again."""
    rows = sorted(hand.rows(ENTRIES), key=lambda row: row["seq"])
    entries = [parse_entry(bytes(row["data"])) for row in rows]
    entries.insert(6, replace(entries[6], commitment=hashlib.sha256(b"made up").digest()))
    drafts = [(entry.at, Draft(entry.kind, entry.file, entry.commitment)) for entry in entries]
    head, lines = Head.empty(hand.ledger.origin), []
    for at, draft in drafts:
        head, more = extend(head, at, [draft])
        lines += more
    hand.put(head, lines)


def remove_and_close_the_gap(place: int) -> Callable[[Hand, Story], None]:
    """As if it had never been: the rest moves down and is chained again."""

    def alter(hand: Hand, story: Story) -> None:
        rows = sorted(hand.rows(ENTRIES), key=lambda row: row["seq"])
        entries = [parse_entry(bytes(row["data"])) for row in rows]
        del entries[place]
        head, lines = Head.empty(hand.ledger.origin), []
        for entry in entries:
            head, more = extend(head, entry.at, [Draft(entry.kind, entry.file, entry.commitment)])
            lines += more
        hand.put(head, lines)

    return alter


def made_up(size: int) -> Callable[[Hand, Story], None]:
    """A fresh ledger under the old name."""

    def alter(hand: Hand, story: Story) -> None:
        drafts = [
            Draft("check-made", hand.ledger.own_file, hashlib.sha256(bytes([n])).digest())
            for n in range(size)
        ]
        hand.put(*extend(Head.empty(hand.ledger.origin), NOON, drafts))

    return alter


def cut(hand: Hand, size: int, *, fix_head: bool) -> None:
    for table in (ENTRIES, entry_contents):
        hand.remove_from(table, size)
    if fix_head:
        hand.end_at(size)


def move_to_the_other_authority(hand: Hand, story: Story) -> None:
    hand.set(ENTRIES, {"seq": 3}, authority="elsewhere")


def another_authoritys(hand: Hand, story: Story) -> None:
    """One of their entries in the place of one of ours."""
    theirs = story.hand(hand.connection, THEIRS).row(ENTRIES, seq=1)
    hand.set(ENTRIES, {"seq": 1}, data=theirs["data"], hash=theirs["hash"])


def old_row_put_back(hand: Hand, story: Story) -> None:
    """The row from before the withdrawal, with the number it was folded to."""
    held = {name: story.old_row[name] for name in ("folded_to", "sealed")}
    hand.set(case_files, {"file": story.house.file}, **held)


def old_row_under_the_new_number(hand: Hand, story: Story) -> None:
    hand.set(case_files, {"file": story.house.file}, sealed=story.old_row["sealed"])


def swap_case_rows(hand: Hand, story: Story) -> None:
    """One family's answers under another family's name."""
    one, two = (hand.row(case_files, file=f) for f in (story.house.file, story.other.file))
    hand.set(case_files, {"file": story.house.file}, sealed=two["sealed"])
    hand.set(case_files, {"file": story.other.file}, sealed=one["sealed"])


def sealed_anew(hand: Hand, story: Story) -> None:
    """By a thief of the key file, in whose row nobody has withdrawn."""
    file = story.house.file
    row, seal = hand.row(case_files, file=file), hand.seal(file)
    state: CaseFile = _decode_case(seal.open_row(row["sealed"], row["folded_to"]))
    forged = encode_state(msgspec.structs.replace(state, responses=state.responses[:1]))
    hand.set(case_files, {"file": file}, sealed=seal.seal_row(forged, row["folded_to"]))


def an_extra_case_row(hand: Hand, story: Story) -> None:
    row = hand.row(case_files, file=story.house.file)
    hand.add(case_files, file="f" * 32, folded_to=row["folded_to"], sealed=row["sealed"])


def rewrite(seq: Callable[[Story], int], **members: Any) -> Callable[[Hand, Story], None]:
    """Change an entry and chain everything after it again, hashes and head."""

    def alter(hand: Hand, story: Story) -> None:
        hand.chain_from(seq(story), lambda entry: replace(entry, **members))

    return alter


def backdate(seq: Callable[[Story], int]) -> Callable[[Hand, Story], None]:
    def alter(hand: Hand, story: Story) -> None:
        def earlier(entry: Any) -> Any:
            return replace(entry, at=entry.at - timedelta(seconds=1))

        hand.chain_from(seq(story), earlier)

    return alter


def another_answer(hand: Hand, story: Story) -> None:
    """By a thief of the key file, before the next checkpoint: everything fits but the rules."""
    seq = story.size - 1
    entry = hand.entry(seq)
    seal = hand.seal(entry.file)
    content = seal.open_content(hand.row(entry_contents, seq=seq)["sealed"], entry.commitment)
    assert b'"outcome":"ASK"' in content
    forged = content.replace(b'"outcome":"ASK"', b'"outcome":"COVERED"')
    commitment, sealed = seal.seal_content(forged)
    hand.chain_from(seq, lambda held: replace(held, commitment=commitment))
    hand.set(entry_contents, {"seq": seq}, sealed=sealed)


def bytes_of(seq: int, change: Callable[[Any], Any]) -> Callable[[Hand, Story], None]:
    """Change an entry's bytes and the hash beside them, and nothing else."""

    def alter(hand: Hand, story: Story) -> None:
        hand.write(seq, change(hand.entry(seq)))

    return alter


def data_alone(seq: int, change: Callable[[Any], Any]) -> Callable[[Hand, Story], None]:
    def alter(hand: Hand, story: Story) -> None:
        hand.set(ENTRIES, {"seq": seq}, data=format_entry(change(hand.entry(seq))))

    return alter


def a_key(hand: Hand) -> bytes:
    return bytes(hand.rows(once)[0]["blind"])


def signed(story: Story) -> int:
    return story.signed - 2


def unsigned(story: Story) -> int:
    """An entry that no checkpoint covers and that changes a family's row."""
    return story.signed


CASES: Final[dict[str, Case]] = {
    # one bit
    "a bit of an entry": altered(lambda h, _: h.flip(ENTRIES, "data", seq=5)),
    "a bit of the last entry": altered(lambda h, s: h.flip(ENTRIES, "data", seq=s.size - 1)),
    "a bit of a hash": altered(lambda h, _: h.flip(ENTRIES, "hash", seq=5)),
    "a bit of the last hash": altered(lambda h, s: h.flip(ENTRIES, "hash", seq=s.size - 1)),
    "a bit of a content": altered(lambda h, _: h.flip(entry_contents, "sealed", seq=5)),
    "a bit of a wrapped key": altered(lambda h, s: h.flip(file_keys, "wrapped", file=s.house.file)),
    "a bit of the own file's key": altered(
        lambda h, _: h.flip(file_keys, "wrapped", file=h.ledger.own_file)
    ),
    "a bit of a case row": altered(lambda h, s: h.flip(case_files, "sealed", file=s.house.file)),
    "a bit of the own file's row": altered(
        lambda h, _: h.flip(case_files, "sealed", file=h.ledger.own_file)
    ),
    "a bit of the head's tip": altered(lambda h, _: h.flip(HEADS, "tip")),
    "a bit of the head's frontier": altered(lambda h, _: h.flip(HEADS, "frontier")),
    # the entry's own words
    "an entry's time": altered(
        data_alone(5, lambda e: replace(e, at=e.at + timedelta(microseconds=1)))
    ),
    "an entry's time and hash": altered(
        bytes_of(5, lambda e: replace(e, at=e.at + timedelta(microseconds=1)))
    ),
    "an entry's kind": altered(bytes_of(5, lambda e: replace(e, kind="child-added"))),
    "an entry's file": altered(bytes_of(5, lambda e: replace(e, file="f" * 32))),
    "an entry's commitment": altered(bytes_of(5, lambda e: replace(e, commitment=b"\0" * 32))),
    "an entry's place": altered(bytes_of(5, lambda e: replace(e, seq=6))),
    "an entry's ledger": altered(bytes_of(5, lambda e: replace(e, ledger="consent.test/x"))),
    "the first entry's previous hash": altered(bytes_of(0, lambda e: replace(e, prev=b"\1" * 32))),
    "a space in the bytes": altered(
        lambda h, _: h.set(
            ENTRIES, {"seq": 5}, data=bytes(h.row(ENTRIES, seq=5)["data"]).replace(b",", b", ", 1)
        )
    ),
    # entries and contents in other places
    "two contents swapped": altered(lambda h, _: swap(h, entry_contents, "sealed", 4, 5)),
    "two hashes swapped": altered(lambda h, _: swap(h, ENTRIES, "hash", 4, 5)),
    "two entries swapped": altered(swap_entries),
    "an entry twice": altered(duplicate),
    "the last entry once more": altered(append_a_copy),
    "a content under another file": altered(
        lambda h, s: h.set(entry_contents, {"seq": 4}, file=s.other.file)
    ),
    "an entry under another authority": altered(move_to_the_other_authority),
    "another authority's entry in its place": altered(another_authoritys),
    "that an entry changes its file": altered(
        lambda h, _: h.set(entry_contents, {"seq": 5}, changes=False)
    ),
    "that a check leaves its file alone": altered(
        lambda h, s: h.set(entry_contents, {"seq": s.check}, changes=True)
    ),
    # gone
    "the first entry": altered(lambda h, _: h.remove(ENTRIES, seq=0)),
    "an entry in the middle": altered(lambda h, _: h.remove(ENTRIES, seq=7)),
    "the last entry": altered(lambda h, s: h.remove(ENTRIES, seq=s.size - 1)),
    "what no checkpoint covers": altered(lambda h, s: cut(h, s.signed, fix_head=False)),
    "the tail": rolled_back(lambda h, s: cut(h, s.signed - 1, fix_head=False)),
    "the tail and the head with it": rolled_back(lambda h, s: cut(h, s.signed - 1, fix_head=True)),
    "all but the first five": rolled_back(lambda h, _: cut(h, 5, fix_head=True)),
    "every entry": rolled_back(lambda h, _: h.remove_from(ENTRIES, 0)),
    "the head": Case(lambda h, _: h.remove(HEADS), Unreadable, 5),
    "a content": missing(lambda h, _: h.remove(entry_contents, seq=5)),
    "the last content": missing(lambda h, s: h.remove(entry_contents, seq=s.size - 1)),
    "a family's contents": missing(lambda h, s: h.remove(entry_contents, file=s.house.file)),
    "a family's key": missing(lambda h, s: h.remove(file_keys, file=s.house.file)),
    "a case row": altered(lambda h, s: h.remove(case_files, file=s.house.file)),
    "the own file's row": altered(lambda h, _: h.remove(case_files, file=h.ledger.own_file)),
    # a head that does not say what is there
    "the head's size": altered(lambda h, s: h.set(HEADS, {}, size=s.size - 1)),
    "the head's origin": altered(lambda h, _: h.set(HEADS, {}, origin="consent.test/x")),
    "the head's time": altered(lambda h, _: h.set(HEADS, {}, at="2020-01-01T00:00:00.000000Z")),
    "a head before the last entry": altered(lambda h, s: h.end_at(s.size - 1)),
    "a content past the end": altered(
        lambda h, s: h.add(
            entry_contents, seq=s.size, file="f" * 32, changes=True, sealed=b"planted"
        )
    ),
    # written again with everything that follows
    "the kind, chained again": forked(rewrite(signed, kind="child-added")),
    "the time, chained again": forked(backdate(lambda s: s.check)),
    "the first entry, chained again": forked(rewrite(lambda _: 0, kind="policy-adopted")),
    "the last signed entry, chained again": forked(
        rewrite(lambda s: s.signed - 1, commitment=b"\0" * 32)
    ),
    "one put in, chained again": forked(insert_in_the_middle),
    "the first taken out, chained again": forked(remove_and_close_the_gap(0)),
    "one taken out, chained again": forked(remove_and_close_the_gap(7)),
    "a fresh ledger, shorter": rolled_back(made_up(4)),
    "a fresh ledger, longer": forked(made_up(60)),
    "an unsigned kind, chained again": altered(rewrite(unsigned, kind="child-added")),
    "an unsigned file, chained again": altered(rewrite(unsigned, file="f" * 32)),
    "an unsigned commitment, chained again": altered(rewrite(unsigned, commitment=b"\0" * 32)),
    "an unsigned time, chained again": altered(backdate(unsigned)),
    "an unsigned answer, sealed and chained again": altered(another_answer),
    # what is made from the entries
    "an old case row": altered(old_row_put_back),
    "an old case row under the new number": altered(old_row_under_the_new_number),
    "two case rows swapped": altered(swap_case_rows),
    "a case row sealed anew": altered(sealed_anew),
    "what a case row was folded to": altered(
        lambda h, s: h.set(case_files, {"file": s.house.file}, folded_to=s.size - 1)
    ),
    "a case row too many": altered(an_extra_case_row),
    "a key too many": altered(lambda h, _: h.add(file_keys, file="f" * 32, wrapped=b"planted")),
    "a reference to another file": altered(
        lambda h, s: h.set(case_references, {"file": s.house.file}, file=s.other.file)
    ),
    "a name taken away": altered(lambda h, s: h.remove(case_names, file=s.house.file)),
    "a name moved to another family": altered(
        lambda h, s: h.set(case_names, {"file": s.house.file}, file="f" * 32)
    ),
    "a name put in": altered(lambda h, s: h.add(case_names, blind=b"\0" * 32, file=s.house.file)),
    "a reference taken away": altered(lambda h, s: h.remove(case_references, file=s.house.file)),
    "a reference too many": altered(
        lambda h, s: h.add(case_references, blind=b"\0" * 32, file=s.house.file)
    ),
    "a request's digest": altered(lambda h, _: h.set(once, {"blind": a_key(h)}, digest=b"\0" * 32)),
    "a request's entry": altered(lambda h, _: h.set(once, {"blind": a_key(h)}, first_seq=1)),
    "a request's count": altered(lambda h, _: h.set(once, {"blind": a_key(h)}, count=9)),
    "a request's file": altered(lambda h, _: h.set(once, {"blind": a_key(h)}, file="f" * 32)),
    "a request forgotten": altered(lambda h, _: h.remove(once, blind=a_key(h))),
    "a request too many": altered(
        lambda h, s: h.add(
            once, blind=b"\0" * 32, digest=b"\0" * 32, file=s.house.file, first_seq=3, count=1
        )
    ),
}
