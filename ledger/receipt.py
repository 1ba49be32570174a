"""Receipts: what a person keeps, to show later that something was recorded, and what it said.

A receipt is a C2SP tlog-proof (`ledger.proof`) whose line `extra` is base64 of

    {"content":"Zmlyc3Q=","entry":"eyJhdCI6...","salt":"AAECAwQF..."}

without spaces, members in this order, each value canonical base64 of bytes. A receipt that
withholds the content has `entry` alone.

Why not a file format of our own? Because this one is a proof to tools written by strangers: they
check everything but what is in `extra`, which is what `check_receipt` adds. Why not the entry
outside, and the proof beside it? Because two files are one too many for a kitchen drawer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ledger.checkpoint import Checkpoint, open_checkpoint
from ledger.cosignature import CosignatureVerifier
from ledger.entry import MAX_ENTRY, Entry, commit, entry_hash, parse_entry
from ledger.errors import Altered, MalformedEntry, MalformedProof, MalformedReceipt
from ledger.note import Verifier, decode_base64, encode_base64, parse_note
from ledger.proof import MAX_EXTRA, Proof, check_proof, format_proof, parse_proof
from ledger.tree import HashReader, prove_inclusion

_BASE64 = "[A-Za-z0-9+/]*={0,2}"
_is_extra = re.compile(
    rf'\{{(?:"content":"({_BASE64})",)?"entry":"({_BASE64})"(?:,"salt":"({_BASE64})")?\}}'
).fullmatch


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens a commitment: the `content`, and the 32 bytes of `salt` that hide it."""

    content: bytes
    salt: bytes


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt as read, not checked: the bytes of the entry, the opening of its commitment
    (None when withheld), and the proof, whose `extra` is made from these two."""

    entry: bytes
    opening: Opening | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class CheckedReceipt:
    """What a receipt shows: this entry, with this content (None when withheld), was among the
    first `checkpoint.size` of the ledger, whose signed `checkpoint` it is."""

    entry: Entry
    content: bytes | None
    checkpoint: Checkpoint


def make_receipt(
    tree: HashReader,
    entry: bytes,
    checkpoint: bytes,
    origin: str,
    verifiers: Iterable[Verifier],
    *,
    opening: Opening | None = None,
) -> bytes:
    """The receipt for `entry` (its bytes) under the signed `checkpoint`, checked before it leaves.

    `tree` must reach as far as the checkpoint does (`ledger.tilestore.tile_reader` over its
    tiles); O(log size) hashes of it are read. Everything is of one snapshot: the path is made for
    the size that the checkpoint states, whatever the ledger has become since.

    Raises MalformedTree when the entry is not yet under this checkpoint, and what `check_receipt`
    does: a receipt that its holder could not check is never handed out.
    """
    keys = tuple(verifiers)
    stated = open_checkpoint(checkpoint, origin, keys)
    index = parse_entry(entry).seq
    path = prove_inclusion(tree, index, stated.size)
    data = format_receipt(entry, opening, index, path, checkpoint)
    check_receipt(data, origin, keys)
    return data


def format_receipt(
    entry: bytes, opening: Opening | None, index: int, path: tuple[bytes, ...], checkpoint: bytes
) -> bytes:
    """The bytes of a receipt, unchecked. Raises MalformedReceipt for what is out of bounds."""
    if not 1 <= len(entry) <= MAX_ENTRY:
        raise MalformedReceipt(f"An entry is 1 to {MAX_ENTRY} bytes.")
    extra = f'"entry":"{encode_base64(entry)}"'
    if opening is not None:
        if len(opening.salt) != 32:
            raise MalformedReceipt("The salt in a receipt is 32 bytes.")
        content, salt = encode_base64(opening.content), encode_base64(opening.salt)
        extra = f'"content":"{content}",{extra},"salt":"{salt}"'
    if len(extra) + 2 > MAX_EXTRA:
        raise MalformedReceipt(f"The content is too long for a receipt ({MAX_EXTRA} bytes).")
    try:
        return format_proof(Proof(index, path, checkpoint, f"{{{extra}}}".encode()))
    except MalformedProof as error:
        raise MalformedReceipt(f"This cannot be a receipt: {error}") from error


def parse_receipt(data: bytes) -> Receipt:
    """Read what `format_receipt` writes, checking nothing of it. Raises MalformedReceipt."""
    try:
        proof = parse_proof(data)
        found = _is_extra((proof.extra or b"").decode("ascii"))
    except (MalformedProof, UnicodeDecodeError) as error:
        raise MalformedReceipt(f"This is not a receipt: {error}") from error
    if found is None:
        raise MalformedReceipt("This is not a receipt: it is a proof without the entry it is of.")
    content, entry, salt = (None if text is None else _decode(text) for text in found.groups())
    if entry is None or (content is None) != (salt is None):
        raise MalformedReceipt("A receipt has both the content and its salt, or neither.")
    opening = None if content is None or salt is None else Opening(content, salt)
    again = format_receipt(entry, opening, proof.index, proof.hashes, proof.checkpoint)
    if again != data:
        raise MalformedReceipt("These bytes are not a receipt in its one form.")
    return Receipt(entry, opening, proof)


def check_receipt(
    data: bytes, origin: str, verifiers: Iterable[Verifier | CosignatureVerifier]
) -> CheckedReceipt:
    """What this receipt shows, once every part of it is bound to a key that was given.

    The entry is canonical and of the ledger `origin`; its `seq` is the proof's index; its
    commitment opens with the content and salt, if they are there; its hash is the leaf there, in
    a tree whose checkpoint one of `verifiers` signed. Signature lines by keys not given are passed
    over, as in any note: who relies on witnesses gives their keys, or `check_policy`.

    Raises MalformedReceipt, Altered, BadProof, BadSignature, UnknownKey, NotPinned.
    """
    receipt = parse_receipt(data)
    index = receipt.proof.index
    lines = parse_note(receipt.proof.checkpoint).signatures
    if len(set(lines)) != len(lines):
        raise MalformedReceipt("This receipt has one signature twice; as issued it has each once.")
    # The signature comes first: without it, nothing that the receipt says is anybody's word.
    checkpoint = check_proof(receipt.proof, entry_hash(receipt.entry), origin, verifiers)
    try:
        entry = parse_entry(receipt.entry)
    except MalformedEntry as error:
        raise Altered(index, "its bytes are not an entry in canonical form") from error
    if entry.ledger != origin:
        # The checkpoint is of the right ledger: somebody signed for an entry that is not its own.
        raise Altered(index, f"in its place is an entry of the ledger {entry.ledger}")
    if entry.seq != index:
        raise Altered(index, f"in its place is an entry that says it is entry {entry.seq}")
    if receipt.opening is None:
        return CheckedReceipt(entry, None, checkpoint)
    if commit(receipt.opening.salt, receipt.opening.content) != entry.commitment:
        raise Altered(index, "the content in the receipt is not the one that it was recorded with")
    return CheckedReceipt(entry, receipt.opening.content, checkpoint)


def _decode(text: str) -> bytes:
    blob = decode_base64(text)
    if blob is None:
        raise MalformedReceipt("A value in the receipt is not canonical base64.")
    return blob
