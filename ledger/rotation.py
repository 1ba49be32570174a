"""Changing the key that signs checkpoints, so that whoever pinned the old one can follow.

    ledger-key-rotation/v1
    records.example.org/north
    records.example.org/north+0fdccdd0+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4
    records.example.org/north+…

    — records.example.org/north …   by the old key: it hands over to this one
    — records.example.org/north …   by the new key: whoever holds it takes over

A statement is a signed note of four lines under both signatures. The old key's alone would let its
holder name a key of somebody else; the new key's alone would let anybody take over. A checkpoint
has three lines, so neither can be taken for the other.

What it is worth: as much as the old key was when it was made. Somebody who stole that key can make
one as well; that is why an auditor pins the new key, which they are told of by a way they trust,
as soon as they can, and why a statement also stands in the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ledger.errors import MalformedKey, MalformedNote, MalformedRotation, NotPinned, UnknownKey
from ledger.note import (
    Signer,
    Verifier,
    format_note,
    format_public_key,
    open_note,
    parse_note,
    public_key_from_text,
    sign_note,
)
from ledger.origin import check_origin

FIRST: Final = "ledger-key-rotation/v1"
MAX_ROTATIONS: Final = 100_000  # bytes of all statements of a ledger together


@dataclass(frozen=True, slots=True)
class Rotation:
    """From `new` on, this key signs the checkpoints of `origin` that `old` signed."""

    origin: str
    old: Verifier
    new: Verifier


def make_rotation(origin: str, old: Signer, new: Signer) -> bytes:
    """The statement, signed by both. The same keys give the same bytes. Raises MalformedOrigin."""
    keys = (format_public_key(old.verifier), format_public_key(new.verifier))
    text = "\n".join((FIRST, check_origin(origin), *keys)) + "\n"
    return sign_note(text, old, new)


def open_rotation(data: bytes, origin: str) -> Rotation:
    """What a statement says, once both keys signed it, and it is about this ledger.

    It says who hands over to whom. Whether the old key is one to be believed is for `follow`.
    Raises MalformedRotation, MalformedNote, NotPinned for another ledger, BadSignature, and
    UnknownKey where one of the two has not signed.
    """
    lines = parse_note(data).text.split("\n")
    if len(lines) != 5 or lines[0] != FIRST or lines[4]:
        raise MalformedRotation("A rotation is four lines: what it is, the ledger, and two keys.")
    if lines[1] != origin:
        raise NotPinned(f"This rotation is about {lines[1]}, and you asked about {origin}.")
    try:
        old, new = (public_key_from_text(line, Verifier) for line in lines[2:4])
    except MalformedKey as error:
        raise MalformedRotation(f"A rotation names two keys: {error}") from error
    if old == new:
        raise MalformedRotation("A rotation names two different keys.")
    signed = {(line.name, line.key_id) for line in open_note(data, (old, new)).signatures}
    if len(signed) != 2:
        raise UnknownKey("A rotation is signed by both keys, the old one and the new one.")
    return Rotation(origin, old, new)


def follow(pinned: Iterable[Verifier], rotations: Iterable[Rotation]) -> tuple[Verifier, ...]:
    """The keys that were pinned, and those that statements lead to from them, in that order."""
    keys = list(pinned)
    for key in keys:  # which grows while it is gone through
        keys += [r.new for r in rotations_of(key, rotations) if r.new not in keys]
    return tuple(keys)


def rotations_of(key: Verifier, rotations: Iterable[Rotation]) -> list[Rotation]:
    """The statements by which this key hands over."""
    return [rotation for rotation in rotations if rotation.old == key]


def format_rotations(statements: Sequence[bytes]) -> bytes:
    """All statements of a ledger as one file, one after another, the oldest first."""
    return b"".join(format_note(parse_note(data)) for data in statements)


def parse_rotations(data: bytes) -> list[bytes]:
    """Read what `format_rotations` writes, checking no signature. Raises MalformedRotation."""
    if len(data) > MAX_ROTATIONS:
        raise MalformedRotation("So many rotations no ledger has.")
    first = f"{FIRST}\n".encode()
    head, *rest = data.split(first)
    if head or (data and not rest):
        raise MalformedRotation(f"A file of rotations begins with the line {FIRST}.")
    statements = [first + one for one in rest]
    try:
        if format_rotations(statements) != data:
            raise MalformedRotation("A file of rotations is one signed note after another.")
    except MalformedNote as error:
        raise MalformedRotation(f"A file of rotations holds signed notes: {error}") from error
    return statements
