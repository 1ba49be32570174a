"""Receipts that somebody altered: by chance, by hand, and by whoever has the key to sign again."""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from ledger import Signer, entry_hash, sign_note
from ledger.receipt import format_receipt
from ledger.testing import flip
from ledger.tree import prove_inclusion, root_of
from tests.ledger.both_verifiers import ORIGIN, SIGNER
from tests.ledger.test_receipt_verifiers_agree import OPENING, ledger_with_a_content, receipt_of

#: What is put where another byte stood, or between two: of what forms are made, and of what none.
_BYTES: Final = b'\x00\t\n\r !"+,-./0159:=AZ\\az{}\x7f\x80\xc3\xff'
_OTHER: Final = Signer(ORIGIN, bytes(32))
SOUND: Final = (
    receipt_of(1, 0),
    receipt_of(50, 20),
    receipt_of(50, 21, opening=None),
    receipt_of(300, 256),
    receipt_of(257, 7, signers=(SIGNER, _OTHER)),
)


class Altered(NamedTuple):
    """How it was altered, and what came of it."""

    how: str
    data: bytes

    @property
    def is_signed_again(self) -> bool:
        """By the right key, which may sign for anything."""
        return self.how.endswith("signed_again")


def altered(chance: random.Random) -> Iterator[Altered]:
    """Without end, no two the same, and none that nobody altered."""
    seen = set(SOUND)
    while True:
        how = chance.choice(_WAYS)
        data = how(chance, chance.choice(SOUND))
        if data not in seen:
            seen.add(data)
            yield Altered(how.__name__.strip("_"), data)


def _one_bit(chance: random.Random, data: bytes) -> bytes:
    return flip(data, chance.randrange(8 * len(data)))


def _one_byte(chance: random.Random, data: bytes) -> bytes:
    """Another, one more or one less."""
    at, new = chance.randrange(len(data)), bytes([chance.choice(_BYTES)])
    return data[:at] + chance.choice((new, b"", new + data[at : at + 1])) + data[at + 1 :]


def _a_stretch(chance: random.Random, data: bytes) -> bytes:
    """Taken out, twice, the other way round, or from another receipt."""
    first, last = sorted(chance.choices(range(len(data) + 1), k=2))
    part = data[first:last]
    other = chance.choice(SOUND)[first:last]
    return data[:first] + chance.choice((b"", part + part, part[::-1], other)) + data[last:]


def _its_lines(chance: random.Random, data: bytes) -> bytes:
    """One is gone, stands twice or elsewhere, or is another receipt's."""
    lines = data.split(b"\n")
    at, to = chance.randrange(len(lines)), chance.randrange(len(lines))
    other = chance.choice(chance.choice(SOUND).split(b"\n"))
    line = lines[at]
    kept = lines[:at] + lines[at + 1 :]
    swapped = [*kept[:to], line, *kept[to:]]
    replaced = [*lines[:at], other, *lines[at + 1 :]]
    twice = [*lines[:to], line, *lines[to:]]
    return b"\n".join(chance.choice((kept, swapped, replaced, twice)))


def _a_number(chance: random.Random, data: bytes) -> bytes:
    """The index, or the size that was signed for."""
    numbers = list(re.finditer(rb"(?m)^(index )?([0-9]+)$", data))
    found = chance.choice(numbers)
    was = int(found[2])
    new = chance.choice(
        (was + 1, was - 1, was + 256, 0, 2**53, 2**63 - 2, 2**63 - 1, 2**64, f"+{was}", f"0{was}")
    )
    return data[: found.start(2)] + str(new).encode() + data[found.end(2) :]


def _what_is_inside(chance: random.Random, data: bytes) -> bytes:
    """The bytes that a line of base64 stands for, written again as they should be."""
    lines = data.split(b"\n")
    extra = base64.b64decode(lines[1].removeprefix(b"extra "))
    changed = chance.choice((_one_bit, _one_byte, _a_stretch))(chance, extra)
    if chance.random() < 0.5:
        # Deeper: what one of its members stands for.
        names = [one for one in (b"content", b"entry", b"salt") if b'"%s":' % one in extra]
        name = chance.choice(names)
        old = extra.split(b'"%s":"' % name, 1)[1].split(b'"', 1)[0]
        inner = chance.choice((_one_bit, _one_byte))(chance, base64.b64decode(old))
        changed = extra.replace(old, base64.b64encode(inner), 1)
    lines[1] = b"extra " + base64.b64encode(changed)
    return b"\n".join(lines)


def _an_entry_signed_again(chance: random.Random, _: bytes) -> bytes:
    """All of it fits, by the right key: only what is no entry of this place is left to find."""
    size, seq = chance.choice(((1, 0), (9, 8), (50, 20)))
    entries, leaves = ledger_with_a_content(size, seq)
    entry = chance.choice((_one_bit, _one_byte, _a_stretch))(chance, entries[seq]) or b" "
    leaves[seq] = entry_hash(entry)
    note = sign_note(_text(ORIGIN, size, root_of(leaves)), SIGNER)
    return format_receipt(entry, OPENING, seq, tuple(prove_inclusion(leaves, seq, size)), note)


def _a_note_signed_again(chance: random.Random, data: bytes) -> bytes:
    """By the right key, over a text that is a checkpoint no more, or another."""
    head, note = data.split(b"\n\n", 1)
    text = note.split(b"\n\n", 1)[0] + b"\n"
    changed = chance.choice((_one_byte, _a_stretch, _its_lines))(chance, text)
    signature = SIGNER.sign(changed)
    line = base64.b64encode(signature.key_id + signature.signature).decode()
    return head + b"\n\n" + changed + f"\n— {signature.name} {line}\n".encode()


def _text(origin: str, size: int, root: bytes) -> str:
    return f"{origin}\n{size}\n{base64.b64encode(root).decode()}\n"


_WAYS: Final[tuple[Callable[[random.Random, bytes], bytes], ...]] = (
    *(_one_bit, _one_bit, _one_byte, _one_byte, _a_stretch, _its_lines, _what_is_inside),
    *(_a_number, _an_entry_signed_again, _a_note_signed_again),
)
