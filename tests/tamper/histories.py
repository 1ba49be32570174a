"""Ways to write a history anew by hand, hashes and head and all, so that the chain is perfect."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from consent_service.storage.database.tables import entry_contents
from ledger.entry import Entry, parse_entry
from ledger.log import Draft, Head, extend
from tests.api.running import NOON, THEIRS
from tests.tamper.case import Case, chain, contents, forked, rolled_back, rows, unseen
from tests.tamper.hand import ENTRIES, Hand
from tests.tamper.story import Story

At = Callable[[Story], int]


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


def signed(story: Story) -> int:
    return story.signed - 2


def unsigned(story: Story) -> int:
    """An entry that no checkpoint covers and that changes a family's row."""
    return story.signed


def remade(change: Callable[[list[Entry], Story], None]) -> Callable[[Hand, Story], None]:
    """Change the list of entries as one likes; then number, hash and chain all of them again."""

    def alter(hand: Hand, story: Story) -> None:
        lines = sorted(hand.rows(ENTRIES), key=lambda row: row["seq"])
        entries = [parse_entry(bytes(line["data"])) for line in lines]
        change(entries, story)
        head, made = Head.empty(hand.ledger.origin), []
        for entry in entries:
            at = entry.at if head.at is None else max(entry.at, head.at)
            head, more = extend(head, at, [Draft(entry.kind, entry.file, entry.commitment)])
            made += more
        hand.put(head, made)

    return alter


def put_in(place: int, **members: Any) -> Callable[[list[Entry], Story], None]:
    def change(entries: list[Entry], _: Story) -> None:
        made_up = replace(entries[place], commitment=hashlib.sha256(b"made up").digest(), **members)
        entries.insert(place, made_up)

    return change


def taken_out(of: At) -> Callable[[list[Entry], Story], None]:
    def change(entries: list[Entry], story: Story) -> None:
        del entries[of(story)]

    return change


def exchanged(one: int, two: int) -> Callable[[list[Entry], Story], None]:
    def change(entries: list[Entry], _: Story) -> None:
        entries[one], entries[two] = entries[two], entries[one]

    return change


def theirs_among_ours(at: int, chained: bool) -> Callable[[Hand, Story], None]:
    """The other authority's entries in ours' place; as they are, or chained again as ours."""

    def alter(hand: Hand, story: Story) -> None:
        theirs = story.hand(hand.connection, THEIRS).rows(ENTRIES)
        for row in theirs:
            hand.set(ENTRIES, {"seq": at + row["seq"]}, data=row["data"], hash=row["hash"])
        if chained:
            remade(lambda *_: None)(hand, story)

    return alter


def made_up(size: At) -> Callable[[Hand, Story], None]:
    """A fresh ledger under the old name."""

    def alter(hand: Hand, story: Story) -> None:
        drafts = [
            Draft("check-made", hand.ledger.own_file, hashlib.sha256(bytes([n])).digest())
            for n in range(size(story))
        ]
        hand.put(*extend(Head.empty(hand.ledger.origin), NOON, drafts))

    return alter


def shorter(by: At) -> Callable[[Hand, Story], None]:
    """The last ones gone, with their contents, and the head made to fit."""

    def alter(hand: Hand, story: Story) -> None:
        size = story.size - by(story)
        for table in (ENTRIES, entry_contents):
            hand.remove_from(table, size)
        hand.end_at(size)

    return alter


def commitment_at(at: At) -> Callable[[Hand, Story], None]:
    return rewrite(at, commitment=b"\0" * 32)


HISTORY_CASES: Final[dict[str, Case]] = {
    "the kind, chained again": forked(rewrite(signed, kind="child-added")),
    "the time, chained again": forked(backdate(lambda s: s.check)),
    "entry 0, chained again": forked(rewrite(lambda _: 0, kind="policy-adopted")),
    "entry 1, chained again": forked(commitment_at(lambda _: 1)),
    "one in the middle, chained again": forked(commitment_at(lambda s: s.signed // 2)),
    "the last but one signed, chained again": forked(commitment_at(signed)),
    "the last signed, chained again": forked(commitment_at(lambda s: s.signed - 1)),
    "the file, chained again": forked(rewrite(signed, file="f" * 32)),
    "one put in, chained again": forked(remade(put_in(6))),
    "one put in with an earlier time, chained again": forked(
        remade(put_in(6, at=NOON - timedelta(days=30)))
    ),
    "the first taken out, chained again": forked(remade(taken_out(lambda _: 0))),
    "one taken out, chained again": forked(remade(taken_out(lambda _: 7))),
    "the last signed taken out, chained again": forked(remade(taken_out(lambda s: s.signed - 1))),
    "two in each other's place, chained again": forked(remade(exchanged(4, 5))),
    "another authority's entries among ours": chain(theirs_among_ours(3, chained=False)),
    "the same, chained again under our name": forked(theirs_among_ours(3, chained=True)),
    "the last five gone, head and contents made to fit": rolled_back(shorter(lambda _: 5)),
    "all since the first checkpoint gone, all made to fit": rolled_back(
        shorter(lambda s: s.size - s.signed // 2)
    ),
    "all but one gone, all made to fit": rolled_back(shorter(lambda s: s.size - 1)),
    "a fresh ledger, shorter": rolled_back(made_up(lambda _: 4)),
    "a fresh ledger as long": forked(made_up(lambda s: s.size)),
    "a fresh ledger, longer": forked(made_up(lambda _: 60)),
    # since the last checkpoint: the chain is perfect, and nothing outside says otherwise
    "an unsigned kind, chained again": contents(rewrite(unsigned, kind="child-added")),
    "an unsigned file, chained again": rows(rewrite(unsigned, file="f" * 32)),
    "an unsigned commitment, chained again": contents(commitment_at(unsigned)),
    "an unsigned time, chained again": rows(backdate(unsigned)),
    "the last one gone, unsigned, all made to fit": unseen(
        shorter(lambda _: 1),
        "no checkpoint covers it yet, which is a matter of a second; whoever was told its place "
        "and hash can show it",
    ),
}
