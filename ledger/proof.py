"""Proofs (C2SP tlog-proof): that an entry stands in a ledger, in a file that needs nothing else.

    c2sp.org/tlog-proof@v1
    index 1
    MWaXxgm8a9yRd0YJYLskpkJq7f9Og8n+FgdZX1duSHw=
    2G58a0g1OEvUMlGq7hZ6XnR3RcLna6JwnlJUqAtLa6A=

    records.example.org/north
    3
    MUC3qHApH/m3fFxk9SUKeRH7oZFxMLMTVVK9TItJ67k=

    — records.example.org/north D9zN0Omta9dgsTyW8LmERG27gLHHtYl5LnX9lU2rf4IOaYYAcZhwFggr54/bQLbHkZekUGKFEpzbGVEQmuSgbuhG+w0=

First the kind of file; perhaps a line `extra` with base64 of anything; the place of the entry,
from 0; the audit path of RFC 6962, section 2.1.1, from the leaf's sibling up; a blank line; and
a signed checkpoint as it was signed. What is in `extra` is not vouched for by the proof.
"""  # noqa: E501 - a signature line is as long as it is

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ledger.checkpoint import MAX_SIZE, Checkpoint, open_checkpoint, parse_checkpoint
from ledger.cosignature import CosignatureVerifier
from ledger.errors import MalformedCheckpoint, MalformedNote, MalformedProof
from ledger.note import MAX_NOTE, Verifier, decode_base64, encode_base64, parse_note
from ledger.tree import check_inclusion

MAX_EXTRA: Final = 3_000_000
"""The most bytes that `extra` may have. The specification sets no limit; a reader needs one."""

MAX_HASHES: Final = 63  # no tree here has more than 2**63 - 1 leaves
MAX_PROOF: Final = MAX_EXTRA // 3 * 4 + MAX_NOTE + 8_192  # bytes of a whole file

_FIRST: Final = "c2sp.org/tlog-proof@v1"
_is_index = re.compile("0|[1-9][0-9]{0,18}").fullmatch


@dataclass(frozen=True, slots=True)
class Proof:
    """A proof as read: nobody has checked it yet.

    `index` is the entry's place, from 0; `hashes` the audit path, 32 bytes each, leaf's sibling
    first; `checkpoint` the signed note, byte for byte; `extra` whatever else, or None.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: bytes
    extra: bytes | None = None


def format_proof(proof: Proof) -> bytes:
    """The bytes of a proof. Raises MalformedProof for what is out of bounds."""
    if type(proof.index) is not int or not 0 <= proof.index < MAX_SIZE:
        raise MalformedProof(f"{proof.index!r} is not a place in a ledger.")
    if len(proof.hashes) > MAX_HASHES or any(len(hash_) != 32 for hash_ in proof.hashes):
        raise MalformedProof(f"A proof has at most {MAX_HASHES} hashes of 32 bytes.")
    if proof.extra is not None and not 1 <= len(proof.extra) <= MAX_EXTRA:
        raise MalformedProof(f"What is beside a proof is 1 to {MAX_EXTRA} bytes.")
    try:
        parse_checkpoint(parse_note(proof.checkpoint).text)
    except (MalformedNote, MalformedCheckpoint) as error:
        raise MalformedProof(f"A proof ends with a signed checkpoint. {error}") from error
    lines = [_FIRST]
    if proof.extra is not None:
        lines.append(f"extra {encode_base64(proof.extra)}")
    lines.append(f"index {proof.index}")
    lines += [encode_base64(hash_) for hash_ in proof.hashes]
    return "".join(f"{line}\n" for line in lines).encode() + b"\n" + proof.checkpoint


def parse_proof(data: bytes) -> Proof:
    """Read what `format_proof` writes, checking nothing of it. Raises MalformedProof."""
    if len(data) > MAX_PROOF:
        raise MalformedProof(f"A proof is at most {MAX_PROOF} bytes.")
    # The *first* blank line divides: no line of the proof is empty, and a checkpoint has one.
    head, _, checkpoint = data.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise MalformedProof("A proof is ASCII text up to its checkpoint.") from error
    if lines.pop(0) != _FIRST:
        raise MalformedProof(f"A proof begins with the line {_FIRST}.")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = _decode(lines.pop(0).removeprefix("extra "))
    index = lines.pop(0).removeprefix("index ") if lines else ""
    if not _is_index(index):
        raise MalformedProof("A proof says the place of its entry: a line such as index 17.")
    proof = Proof(int(index), tuple(_decode(line) for line in lines), checkpoint, extra)
    if format_proof(proof) != data:
        raise MalformedProof("These bytes are not a proof in its one form.")
    return proof


def check_proof(
    proof: Proof,
    leaf: bytes,
    origin: str,
    verifiers: Iterable[Verifier | CosignatureVerifier],
) -> Checkpoint:
    """The signed checkpoint, once the proof shows `leaf` (32 bytes) at its place in that tree.

    Raises BadProof, and what `open_checkpoint` does: UnknownKey, BadSignature, NotPinned.
    `proof.extra` is not looked at.
    """
    checkpoint = open_checkpoint(proof.checkpoint, origin, verifiers)
    check_inclusion(leaf, proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    return checkpoint


def _decode(text: str) -> bytes:
    blob = decode_base64(text)
    if blob is None:
        raise MalformedProof("A line of the proof is not canonical base64.")
    return blob
