"""What the owner of the database, who has no key, would do to make a no look like a yes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from consent_service.storage.database.tables import (
    case_files,
    case_names,
    case_references,
    entry_contents,
    file_keys,
    once,
)
from ledger.entry import Entry
from tests.api.running import OURS, THEIRS
from tests.tamper.case import Case, known
from tests.tamper.forged_story import Forged
from tests.tamper.hand import ENTRIES, HEADS, Hand

Alter = Callable[[Hand, Forged], None]


def _together(*steps: Alter) -> Alter:
    def alter(hand: Hand, told: Forged) -> None:
        for step in steps:
            step(hand, told)

    return alter


# ── rows ────────────────────────────────────────────────────────────────────────────────────


def old_row(hand: Hand, told: Forged) -> None:
    old = told.old("case_files", file=told.file)
    hand.set(case_files, {"file": told.file}, folded_to=old["folded_to"], sealed=old["sealed"])


def old_row_at_the_new_place(hand: Hand, told: Forged) -> None:
    sealed = told.old("case_files", file=told.file)["sealed"]
    hand.set(case_files, {"file": told.file}, sealed=sealed)


def new_row_at_the_old_place(hand: Hand, told: Forged) -> None:
    place = told.old("case_files", file=told.file)["folded_to"]
    hand.set(case_files, {"file": told.file}, folded_to=place)


def marks_cleared(hand: Hand, told: Forged) -> None:
    for row in hand.rows(entry_contents, file=told.file):
        if row["seq"] >= told.withdrawal:
            hand.set(entry_contents, {"seq": row["seq"]}, changes=False)


def every_mark(value: bool) -> Alter:
    def alter(hand: Hand, told: Forged) -> None:
        hand.set(entry_contents, {}, changes=value)

    return alter


def later_contents_gone(hand: Hand, told: Forged) -> None:
    for row in hand.rows(entry_contents, file=told.file):
        if row["seq"] >= told.withdrawal:
            hand.remove(entry_contents, seq=row["seq"])


def withdrawal_gone(hand: Hand, told: Forged) -> None:
    hand.remove(entry_contents, seq=told.withdrawal)


def withdrawal_of_another(hand: Hand, told: Forged) -> None:
    hand.set(entry_contents, {"seq": told.withdrawal}, file=told.other)


def later_contents_of_another(hand: Hand, told: Forged) -> None:
    for row in hand.rows(entry_contents, file=told.file):
        if row["seq"] >= told.withdrawal:
            hand.set(entry_contents, {"seq": row["seq"]}, file=told.other)


def yes_in_its_place(hand: Hand, told: Forged) -> None:
    yes = hand.row(entry_contents, seq=told.yes)["sealed"]
    hand.set(entry_contents, {"seq": told.withdrawal}, sealed=yes)


def yes_and_no_swapped(hand: Hand, told: Forged) -> None:
    yes, no = (hand.row(entry_contents, seq=one)["sealed"] for one in (told.yes, told.withdrawal))
    hand.set(entry_contents, {"seq": told.withdrawal}, sealed=yes)
    hand.set(entry_contents, {"seq": told.yes}, sealed=no)


def gone(*tables: Any) -> Alter:
    def alter(hand: Hand, told: Forged) -> None:
        for table in tables:
            hand.remove(table, file=told.file)

    return alter


def of_the_other(table: Any, *columns: str) -> Alter:
    def alter(hand: Hand, told: Forged) -> None:
        theirs = hand.row(table, file=told.other)
        hand.set(table, {"file": told.file}, **{name: theirs[name] for name in columns})

    return alter


def pointed(table: Any, to: str | None) -> Alter:
    def alter(hand: Hand, told: Forged) -> None:
        goal = told.other if to is None else to
        for row in hand.rows(table, file=told.file):
            here = {"blind": row["blind"], "file": told.file}
            hand.remove(table, **here)
            if not hand.rows(table, blind=row["blind"], file=goal):
                hand.add(table, **{**row, "file": goal})

    return alter


def references_swapped(hand: Hand, told: Forged) -> None:
    (mine,) = hand.rows(case_references, file=told.file)
    (theirs,) = hand.rows(case_references, file=told.other)
    hand.set(case_references, {"blind": mine["blind"]}, file=told.other)
    hand.set(case_references, {"blind": theirs["blind"]}, file=told.file)


def planted_names(hand: Hand, told: Forged) -> None:
    for row in hand.rows(case_names, file=told.file):
        for number in range(30):
            hand.add(case_names, **{**row, "file": f"{number:032x}"})


def other_found_by_every_name(hand: Hand, told: Forged) -> None:
    for row in hand.rows(case_names, file=told.file):
        if not hand.rows(case_names, blind=row["blind"], file=told.other):
            hand.add(case_names, **{**row, "file": told.other})


def own_file_found_by_every_name(hand: Hand, told: Forged) -> None:
    for row in hand.rows(case_names, file=told.file):
        hand.add(case_names, **{**row, "file": hand.ledger.own_file})


def requests_forgotten(hand: Hand, told: Forged) -> None:
    hand.remove(once)


def every_request_was_the_yes(hand: Hand, told: Forged) -> None:
    hand.set(once, {}, file=told.file, first_seq=told.yes)


def own(table: Any, **values: Any) -> Alter:
    def alter(hand: Hand, told: Forged) -> None:
        here = {"file": hand.ledger.own_file}
        if values:
            hand.set(table, here, **values)
        else:
            hand.remove(table, **here)

    return alter


def all_contents_gone(hand: Hand, told: Forged) -> None:
    hand.remove(entry_contents, file=told.file)


# ── between authorities ─────────────────────────────────────────────────────────────────────


def given_to_the_other_authority(*tables: Any) -> Alter:
    def alter(hand: Hand, told: Forged) -> None:
        for table in tables:
            hand.set(table, {"file": told.file}, authority=THEIRS)

    return alter


def authorities_swapped(hand: Hand, told: Forged) -> None:
    for table in (ENTRIES, entry_contents, file_keys, case_files, case_references, HEADS):
        for old, new in ((OURS, "aside"), (THEIRS, OURS), ("aside", THEIRS)):
            hand.connection.execute(
                table.update().where(table.c.authority == old).values(authority=new)
            )


# ── entries and the head ────────────────────────────────────────────────────────────────────


def entry_of(**changes: Any) -> Alter:
    """The withdrawal's entry, changed in its own place alone, with the hash that belongs to it."""

    def alter(hand: Hand, told: Forged) -> None:
        other = {"file": told.other} if changes.get("file") == "" else {}
        hand.write(told.withdrawal, replace(hand.entry(told.withdrawal), **{**changes, **other}))

    return alter


def chained(**changes: Any) -> Alter:
    """The same with every hash after it, and the head, made to fit."""

    def alter(hand: Hand, told: Forged) -> None:
        def change(entry: Entry) -> Entry:
            other = {"file": told.other} if changes.get("file") == "" else {}
            return replace(entry, **{**changes, **other})

        hand.chain_from(told.withdrawal, change)

    return alter


def entry_is_the_yes(hand: Hand, told: Forged) -> None:
    yes = hand.row(ENTRIES, seq=told.yes)
    hand.set(ENTRIES, {"seq": told.withdrawal}, data=yes["data"])


def cut(*, and_the_head: bool) -> Alter:
    def alter(hand: Hand, told: Forged) -> None:
        hand.remove_from(ENTRIES, told.withdrawal)
        hand.remove_from(entry_contents, told.withdrawal)
        if and_the_head:
            hand.end_at(told.withdrawal)

    return alter


def old_head(hand: Hand, told: Forged) -> None:
    old = told.old("ledger_heads")
    hand.set(HEADS, {}, **{name: old[name] for name in ("size", "tip", "at", "frontier")})


def withdrawal_taken_out_of_the_chain(hand: Hand, told: Forged) -> None:
    """As if it had never been: everything after it one place earlier, chained anew."""
    size = len(hand.rows(ENTRIES))
    entries = [hand.entry(seq) for seq in range(told.withdrawal + 1, size)]
    contents = {row["seq"]: row for row in hand.rows(entry_contents)}
    hand.remove_from(ENTRIES, told.withdrawal)
    hand.remove_from(entry_contents, told.withdrawal)
    for seq, entry in enumerate(entries, told.withdrawal):
        hand.add(ENTRIES, seq=seq, hash=bytes([seq % 256]) * 32, data=b"x")
        prev = hand.row(ENTRIES, seq=seq - 1)["hash"]
        hand.write(seq, replace(entry, seq=seq, prev=bytes(prev)))
        hand.add(entry_contents, **{**contents[seq + 1], "seq": seq, "authority": OURS})
    hand.end_at(size - 1)


def yes_once_more(hand: Hand, told: Forged) -> None:
    """A new entry at the end with the commitment, and the content, of the old agreement."""
    size = len(hand.rows(ENTRIES))
    yes = hand.entry(told.yes)
    last = hand.row(ENTRIES, seq=size - 1)
    at = hand.entry(size - 1).at
    hand.add(ENTRIES, seq=size, hash=b"\1" * 32, data=b"x")
    hand.write(size, replace(yes, seq=size, prev=bytes(last["hash"]), at=at))
    row = hand.row(entry_contents, seq=told.yes)
    hand.add(entry_contents, **{**row, "seq": size, "authority": OURS})
    hand.end_at(size + 1)


def everything_as_it_was(hand: Hand, told: Forged) -> None:
    for table in (ENTRIES, HEADS, entry_contents, file_keys, case_files, case_references, once):
        hand.connection.execute(table.delete().where(table.c.authority == OURS))
        rows = [row for row in told.before[table.name] if row["authority"] == OURS]
        hand.connection.execute(table.insert(), rows)


def all_gone(table: Any) -> Alter:
    def alter(hand: Hand, told: Forged) -> None:
        hand.remove(table)

    return alter


_NOWHERE: Final = "e" * 32
_LEAVES: Final = "check-made"

#: Each is done to the rows of both kinds of database, by whoever owns them.
FORGERY_CASES: Final[dict[str, Case]] = {
    "an old row": known(old_row),
    "an old row, said to be of the new place": known(old_row_at_the_new_place),
    "the new row, said to be of the old place": known(new_row_at_the_old_place),
    "an old row, and the marks of what came later cleared": known(
        _together(old_row, marks_cleared)
    ),
    "an old row, and every mark cleared": known(_together(old_row, every_mark(False))),
    "every mark cleared": known(every_mark(False)),
    "every mark set": known(every_mark(True)),
    "an old row, and the later contents gone": known(_together(old_row, later_contents_gone)),
    "an old row, and the withdrawal's content gone": known(_together(old_row, withdrawal_gone)),
    "an old row, and the withdrawal under another file": known(
        _together(old_row, withdrawal_of_another)
    ),
    "an old row, and all that is later under another file": known(
        _together(old_row, later_contents_of_another)
    ),
    "an old row, and the agreement's content in the withdrawal's place": known(
        _together(old_row, yes_in_its_place)
    ),
    "the withdrawal's content gone": known(withdrawal_gone),
    "the withdrawal under another file": known(withdrawal_of_another),
    "the agreement's content in the withdrawal's place": known(yes_in_its_place),
    "the contents of agreement and withdrawal swapped": known(yes_and_no_swapped),
    "every content of the file gone": known(all_contents_gone),
    "the row of another family": known(of_the_other(case_files, "folded_to", "sealed")),
    "the key of another family": known(of_the_other(file_keys, "wrapped")),
    "row and key of another family": known(
        _together(
            of_the_other(case_files, "folded_to", "sealed"), of_the_other(file_keys, "wrapped")
        )
    ),
    "the row gone": known(gone(case_files)),
    "the key gone": known(gone(file_keys)),
    "row and key gone": known(gone(case_files, file_keys)),
    "row, key, reference and names gone": known(
        gone(case_files, file_keys, case_references, case_names)
    ),
    "everything of the file gone": known(
        gone(case_files, file_keys, case_references, case_names, entry_contents)
    ),
    "the reference gone": known(gone(case_references)),
    "the reference of another family": known(pointed(case_references, None)),
    "the reference of nothing": known(pointed(case_references, _NOWHERE)),
    "two references swapped": known(references_swapped),
    "the names gone": known(gone(case_names)),
    "the names of another family": known(pointed(case_names, None)),
    "the names of nothing": known(pointed(case_names, _NOWHERE)),
    "thirty planted names before the right one": known(planted_names),
    "another family under every name": known(other_found_by_every_name),
    "the authority's own file under every name": known(own_file_found_by_every_name),
    "every request forgotten": known(requests_forgotten),
    "every request said to be the agreement": known(every_request_was_the_yes),
    "the authority's own row gone": known(own(case_files)),
    "the authority's own row another": known(own(case_files, sealed=b"x" * 64)),
    "the authority's own row of another place": known(own(case_files, folded_to=0)),
    "the authority's own key gone": known(own(file_keys)),
    "the row given to another authority": known(given_to_the_other_authority(case_files)),
    "row and key given to another authority": known(
        given_to_the_other_authority(case_files, file_keys)
    ),
    "two authorities swapped": known(authorities_swapped),
    "the withdrawal's entry of a kind that changes nothing": known(
        _together(old_row, entry_of(kind=_LEAVES))
    ),
    "the withdrawal's entry of another family": known(_together(old_row, entry_of(file=""))),
    "the agreement's entry in the withdrawal's place": known(
        _together(old_row, yes_in_its_place, entry_is_the_yes)
    ),
    "the withdrawal of a kind that changes nothing, chained again": known(
        _together(old_row, chained(kind=_LEAVES))
    ),
    "the withdrawal of another family, chained again": known(_together(old_row, chained(file=""))),
    "the end cut off": known(_together(old_row, cut(and_the_head=False))),
    "the end cut off, and the head made to fit": known(_together(old_row, cut(and_the_head=True))),
    "an old head": known(_together(old_row, old_head)),
    "the withdrawal taken out, and all after it chained again": known(
        _together(old_row, withdrawal_taken_out_of_the_chain)
    ),
    "the agreement once more, at the end": known(yes_once_more),
    "the whole database as it was": known(everything_as_it_was),
    "no entries": known(all_gone(ENTRIES)),
    "no head": known(all_gone(HEADS)),
    "no keys": known(all_gone(file_keys)),
    "no rows": known(all_gone(case_files)),
    "no contents": known(all_gone(entry_contents)),
    "no references": known(all_gone(case_references)),
    "no names": known(all_gone(case_names)),
}
