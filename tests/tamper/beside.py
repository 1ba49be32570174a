"""Ways to change what stands beside the entries: contents, keys, and what is made from them."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import msgspec

from consent_service.domain.file.casefile import CaseFile
from consent_service.storage.database.tables import (
    case_files,
    case_lists,
    case_names,
    case_references,
    entry_contents,
    file_keys,
    list_places,
    once,
)
from consent_service.storage.door.openfiles import _decode_case, encode_state
from consent_service.storage.sealed.sealing import _bound, _seal
from tests.tamper.case import Case, answers, contents, missing, rows
from tests.tamper.entries import swap
from tests.tamper.hand import Hand
from tests.tamper.story import Story


def of_the_check(story: Story) -> int:
    return story.check


def of_zoe(story: Story) -> int:
    """The entry by which an adult with an accent in her name joins the other family."""
    return next(
        one.entry.seq
        for one in story.service.entries()
        if "Zo\u00eb".encode() in msgspec.json.encode(one.content)
    )


def decomposed(plain: bytes) -> bytes:
    """What looks the same to a reader, and is stored in other bytes."""
    return unicodedata.normalize("NFD", plain.decode()).encode()


def resealed(
    change: Callable[[bytes], bytes], of: Callable[[Story], int] = of_the_check
) -> Callable[[Hand, Story], None]:
    """By a thief of the key file: another content under the entry's own commitment."""

    def alter(hand: Hand, story: Story) -> None:
        seq = of(story)
        entry = hand.entry(seq)
        row, seal = hand.row(entry_contents, seq=seq), hand.seal(entry.file)
        plain = seal.open_content(row["sealed"], entry.commitment)
        forged = change(plain)
        assert forged != plain or change(b"x") == b"x"
        salted = bytes(32) + forged
        bound_to = _bound("content", hand.ledger.origin, entry.file, entry.commitment)
        hand.set(entry_contents, {"seq": seq}, sealed=_seal(seal._key, salted, bound_to))

    return alter


def decomposed_in_the_row(hand: Hand, story: Story) -> None:
    file = story.other.file
    row, seal = hand.row(case_files, file=file), hand.seal(file)
    plain = seal.open_row(row["sealed"], row["folded_to"])
    # The letter and its accent apart are three bytes for two: the length before them goes with it.
    forged = plain.replace(b"\xacZo\xc3\xab Example", b"\xadZoe\xcc\x88 Example")
    assert forged != plain
    hand.set(case_files, {"file": file}, sealed=seal.seal_row(forged, row["folded_to"]))


def swap_keys(hand: Hand, story: Story) -> None:
    one, two = (
        hand.row(file_keys, file=f)["wrapped"] for f in (story.house.file, story.other.file)
    )
    hand.set(file_keys, {"file": story.house.file}, wrapped=two)
    hand.set(file_keys, {"file": story.other.file}, wrapped=one)


def content_of_another_family(hand: Hand, story: Story) -> None:
    mine = hand.entry(story.check)
    theirs = hand.rows(entry_contents, file=story.other.file)[0]
    hand.set(entry_contents, {"seq": mine.seq}, sealed=theirs["sealed"])


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
    kept = {kind: held for kind, held in state.facts.items() if kind != "agreement-withdrawn"}
    assert kept != state.facts
    forged = encode_state(msgspec.structs.replace(state, facts=kept))
    hand.set(case_files, {"file": file}, sealed=seal.seal_row(forged, row["folded_to"]))


def an_extra_case_row(hand: Hand, story: Story) -> None:
    row = hand.row(case_files, file=story.house.file)
    hand.add(case_files, file="f" * 32, folded_to=row["folded_to"], sealed=row["sealed"])


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


def a_key(hand: Hand) -> bytes:
    return bytes(hand.rows(once)[0]["blind"])


BESIDE_CASES: Final[dict[str, Case]] = {
    "a bit of a content": contents(lambda h, _: h.flip(entry_contents, "sealed", seq=5)),
    "a bit of a wrapped key": contents(
        lambda h, s: h.flip(file_keys, "wrapped", file=s.house.file)
    ),
    "a bit of the own file's key": contents(
        lambda h, _: h.flip(file_keys, "wrapped", file=h.ledger.own_file)
    ),
    "a bit of a case row": rows(lambda h, s: h.flip(case_files, "sealed", file=s.house.file)),
    "a bit of the own file's row": rows(
        lambda h, _: h.flip(case_files, "sealed", file=h.ledger.own_file)
    ),
    # entries and contents in other places
    "two contents swapped": contents(lambda h, _: swap(h, entry_contents, "sealed", 4, 5)),
    "a content under another file": contents(
        lambda h, s: h.set(entry_contents, {"seq": 4}, file=s.other.file)
    ),
    "that an entry changes its file": contents(
        lambda h, _: h.set(entry_contents, {"seq": 5}, changes=False)
    ),
    "that a check leaves its file alone": contents(
        lambda h, s: h.set(entry_contents, {"seq": s.check}, changes=True)
    ),
    "a content, gone": missing(lambda h, _: h.remove(entry_contents, seq=5)),
    "the last content, gone": missing(lambda h, s: h.remove(entry_contents, seq=s.size - 1)),
    "a family's contents, gone": missing(lambda h, s: h.remove(entry_contents, file=s.house.file)),
    "a family's key, gone": missing(lambda h, s: h.remove(file_keys, file=s.house.file)),
    "a case row, gone": rows(lambda h, s: h.remove(case_files, file=s.house.file)),
    "the own file's row, gone": rows(lambda h, _: h.remove(case_files, file=h.ledger.own_file)),
    "a content past the end": contents(
        lambda h, s: h.add(
            entry_contents, seq=s.size, file="f" * 32, changes=True, sealed=b"planted"
        )
    ),
    "an unsigned answer, sealed and chained again": answers(another_answer),
    "a content sealed anew with another actor": contents(
        resealed(lambda plain: plain.replace(b'"worker-1"', b'"worker-2"'))
    ),
    "a content sealed anew with another purpose": contents(
        resealed(lambda plain: plain.replace(b"AGENCY_CHECKS", b"CIN_ASSESSMENT"), of_the_check)
    ),
    "a name in a content composed otherwise (NFC as NFD)": contents(resealed(decomposed, of_zoe)),
    "the same content sealed with another salt": contents(resealed(lambda plain: plain)),
    "a content in the place of a case row": rows(
        lambda h, s: h.set(
            case_files,
            {"file": s.house.file},
            sealed=h.row(entry_contents, seq=s.check)["sealed"],
        )
    ),
    "a case row in the place of a content": contents(
        lambda h, s: h.set(
            entry_contents,
            {"seq": s.check},
            sealed=h.row(case_files, file=s.house.file)["sealed"],
        )
    ),
    "a case row in the place of a key": contents(
        lambda h, s: h.set(
            file_keys,
            {"file": s.house.file},
            wrapped=h.row(case_files, file=s.house.file)["sealed"],
        )
    ),
    "two families' keys swapped": contents(swap_keys),
    "a content moved to another family's entry": contents(content_of_another_family),
    "every content, gone": missing(lambda h, _: h.remove(entry_contents)),
    # what is made from the entries
    "a name in a case row composed otherwise (NFC as NFD)": rows(decomposed_in_the_row),
    "an old case row": rows(old_row_put_back),
    "an old case row under the new number": rows(old_row_under_the_new_number),
    "two case rows swapped": rows(swap_case_rows),
    "a case row sealed anew": rows(sealed_anew),
    "what a case row was folded to": rows(
        lambda h, s: h.set(case_files, {"file": s.house.file}, folded_to=s.size - 1)
    ),
    "a case row too many": rows(an_extra_case_row),
    "a key too many": rows(lambda h, _: h.add(file_keys, file="f" * 32, wrapped=b"planted")),
    "a reference to another file": rows(
        lambda h, s: h.set(case_references, {"file": s.house.file}, file=s.other.file)
    ),
    "a name taken away": rows(lambda h, s: h.remove(case_names, file=s.house.file)),
    "a name moved to another family": rows(
        lambda h, s: h.set(case_names, {"file": s.house.file}, file="f" * 32)
    ),
    "a name put in": rows(lambda h, s: h.add(case_names, blind=b"\0" * 32, file=s.house.file)),
    "what lists show of a family": rows(
        lambda h, s: h.flip(case_lists, "sealed", file=s.house.file)
    ),
    "what reports need of a family": rows(
        lambda h, s: h.flip(case_lists, "lines", file=s.house.file)
    ),
    "for how long a list holds": rows(
        lambda h, s: h.set(case_lists, {"file": s.house.file}, holds_until=2**60)
    ),
    "whose a line of a list is": rows(
        lambda h, s: h.set(list_places, {"file": s.house.file}, owner=b"\0" * 16)
    ),
    "a line of a list taken away": rows(lambda h, s: h.remove(list_places, file=s.house.file, n=0)),
    "a reference taken away": rows(lambda h, s: h.remove(case_references, file=s.house.file)),
    "a reference too many": rows(
        lambda h, s: h.add(case_references, blind=b"\0" * 32, file=s.house.file)
    ),
    "a request's digest": rows(lambda h, _: h.set(once, {"blind": a_key(h)}, digest=b"\0" * 32)),
    "a request's entry": rows(lambda h, _: h.set(once, {"blind": a_key(h)}, first_seq=1)),
    "a request's count": rows(lambda h, _: h.set(once, {"blind": a_key(h)}, count=9)),
    "a request's file": rows(lambda h, _: h.set(once, {"blind": a_key(h)}, file="f" * 32)),
    "a request forgotten": rows(lambda h, _: h.remove(once, blind=a_key(h))),
    "a request too many": rows(
        lambda h, s: h.add(
            once, blind=b"\0" * 32, digest=b"\0" * 32, file=s.house.file, first_seq=3, count=1
        )
    ),
}
