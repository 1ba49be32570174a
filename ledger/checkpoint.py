"""Checkpoints (C2SP tlog-checkpoint): a signed statement of how many entries, under which root.

    records.example.org/north
    3
    MUC3qHApH/m3fFxk9SUKeRH7oZFxMLMTVVK9TItJ67k=

    — records.example.org/north D9zN0Omta9dgsTyW8LmERG27gLHHtYl5LnX9lU2rf4IOaYYAcZhwFggr54/bQLbHkZekUGKFEpzbGVEQmuSgbuhG+w0=

The three lines are origin, size in decimal, and root in base64. The specification allows more
lines after them and advises against it, since nothing audits what they say; here there are none.
"""  # noqa: E501 - a signature line is as long as it is

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ledger.cosignature import CosignatureVerifier
from ledger.errors import MalformedCheckpoint, MalformedOrigin, NotPinned, UnknownKey
from ledger.note import Signer, Verifier, open_note, sign_note
from ledger.origin import check_origin
from ledger.tree import EMPTY_ROOT

MAX_SIZE: Final = 2**63 - 1

_is_size = re.compile("0|[1-9][0-9]{0,18}").fullmatch


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The first `size` entries of the ledger `origin` have the Merkle root `root` (32 bytes)."""

    origin: str
    size: int
    root: bytes


def format_checkpoint(checkpoint: Checkpoint) -> str:
    """The text of a checkpoint, three lines. Raises MalformedCheckpoint."""
    _check(checkpoint)
    root = base64.b64encode(checkpoint.root).decode("ascii")
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Read what `format_checkpoint` writes; anything else raises MalformedCheckpoint."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not _is_size(lines[1]):
        raise MalformedCheckpoint("A checkpoint is three lines: origin, size and root.")
    try:
        root = base64.b64decode(lines[2], validate=True)
    except (binascii.Error, ValueError) as error:
        raise MalformedCheckpoint("The root of a checkpoint is base64.") from error
    checkpoint = Checkpoint(lines[0], int(lines[1]), root)
    if format_checkpoint(checkpoint) != text:
        raise MalformedCheckpoint("The root of a checkpoint is canonical base64.")
    return checkpoint


def sign_checkpoint(checkpoint: Checkpoint, *signers: Signer) -> bytes:
    """The signed note of this checkpoint.

    Signing is a promise never to sign another root at this size, nor a tree that is not a
    growth of this one. `ledger.signing` keeps that promise; this function only signs.
    """
    return sign_note(format_checkpoint(checkpoint), *signers)


def open_checkpoint(
    data: bytes, origin: str, verifiers: Iterable[Verifier | CosignatureVerifier]
) -> Checkpoint:
    """The checkpoint in this note, once signed by one of these keys and about this origin.

    Keys of witnesses may be among them. A line by one of those must verify too, and does not
    stand in for the ledger's own; whether there are enough of them is for `check_policy` to say.

    Raises MalformedNote, MalformedCheckpoint, BadSignature, UnknownKey, or NotPinned when it
    is about another ledger. Origin and keys are given by the caller, never taken from `data`.
    """
    keys = tuple(verifiers)
    note = open_note(data, keys)
    own = {(key.name, key.key_id) for key in keys if isinstance(key, Verifier)}
    if not any((line.name, line.key_id) in own for line in note.signatures):
        raise UnknownKey(
            "This checkpoint is cosigned by a witness and not signed by a key of the ledger that "
            "you gave. A witness vouches for what a ledger signed, and signs nothing in its place."
        )
    checkpoint = parse_checkpoint(note.text)
    if checkpoint.origin != origin:
        raise NotPinned(
            f"This checkpoint is about the ledger {checkpoint.origin}, and "
            f"you asked about {origin}."
        )
    return checkpoint


def _check(checkpoint: Checkpoint) -> None:
    try:
        check_origin(checkpoint.origin)
    except MalformedOrigin as error:
        raise MalformedCheckpoint(str(error)) from error
    if type(checkpoint.size) is not int or not 0 <= checkpoint.size <= MAX_SIZE:
        raise MalformedCheckpoint(f"{checkpoint.size!r} is not the size of a tree.")
    if len(checkpoint.root) != 32:
        raise MalformedCheckpoint("The root of a checkpoint is 32 bytes.")
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise MalformedCheckpoint("A tree without leaves has one root only, and this is not it.")
