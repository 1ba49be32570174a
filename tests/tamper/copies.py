"""Ways to change what an auditor is given: a copy of a ledger, and a receipt."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from ledger import (
    Checkpoint,
    Cosigner,
    Note,
    Signer,
    format_note,
    parse_note,
    sign_checkpoint,
)
from ledger.errors import BadSignature
from ledger.log import EntryLine
from ledger.testing import flip, ledger_of, rechain
from ledger.tiles import format_bundle, format_tile, parse_bundle
from ledger.tree import leaf_hash
from tests.ledger.both_verifiers import ORIGIN, SIGNER, write_copy
from tests.tamper.case import BUNDLE, HARMLESS, POLICY, RECEIPT, Case

SIZE: Final = 50
WITNESS: Final = Cosigner("witness.example.org", bytes(range(32, 64)))
ENTRIES, TILE = f"tile/entries/000.p/{SIZE}", f"tile/0/000.p/{SIZE}"


def with_file(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    def alter(copy: Path) -> None:
        held = (copy / name).read_bytes()
        changed = change(held)
        assert changed != held
        (copy / name).write_bytes(changed)

    return alter


def without(name: str) -> Callable[[Path], None]:
    return lambda copy: (copy / name).unlink()


def link(name: str, to: str) -> Callable[[Path], None]:
    """A link where a file was: what is verified would not be what is in the copy."""

    def alter(copy: Path) -> None:
        outside = copy.parent / "outside"
        (copy / name).rename(outside)
        (copy / name).symlink_to(to or outside)

    return alter


def added(name: str) -> Callable[[Path], None]:
    def alter(copy: Path) -> None:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(bytes(32))

    return alter


def entry(change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    """Entry 20 otherwise, with its hash in the tile made to fit."""

    def alter(copy: Path) -> None:
        entries = parse_bundle((copy / ENTRIES).read_bytes())
        entries[20] = change(entries[20])
        (copy / ENTRIES).write_bytes(format_bundle(entries))
        (copy / TILE).write_bytes(format_tile([leaf_hash(data) for data in entries]))

    return alter


def history(change: Callable[[list[EntryLine]], list[EntryLine]]) -> Callable[[Path], None]:
    """Another history, perfect in itself, under the old checkpoint."""

    def alter(copy: Path) -> None:
        _, lines = ledger_of(SIZE, ORIGIN, batch=7)
        _, made = rechain(change(lines))
        entries = [line.data for line in made][:SIZE]
        (copy / ENTRIES).write_bytes(format_bundle(entries))
        (copy / TILE).write_bytes(format_tile([leaf_hash(data) for data in entries]))

    return alter


def signed(checkpoint: Checkpoint, *signers: Signer) -> Callable[[Path], None]:
    def alter(copy: Path) -> None:
        (copy / "checkpoint").write_bytes(sign_checkpoint(checkpoint, *signers))

    return alter


def another_ledgers(copy: Path) -> None:
    """A whole copy, of another ledger, by its own key."""
    for file in sorted(copy.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    copy.rmdir()
    origin = "records.example.org/south"
    write_copy(copy, SIZE, Signer(origin, bytes(range(32))), origin)


def shorter(copy: Path) -> None:
    """An older copy, whole and rightly signed."""
    for file in sorted(copy.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    copy.rmdir()
    write_copy(copy, SIZE - 1)


def stripped(copy: Path) -> None:
    """The witness's line taken away; what is left is as good as it ever was without a witness."""
    note = parse_note((copy / "checkpoint").read_bytes())
    kept = tuple(line for line in note.signatures if line.name != WITNESS.name)
    assert kept != note.signatures
    (copy / "checkpoint").write_bytes(format_note(Note(note.text, kept)))


def in_its_signature(held: bytes) -> bytes:
    note = parse_note(held)
    ours = note.signatures[0]
    changed = replace(ours, signature=flip(ours.signature, 99))
    return format_note(Note(note.text, (changed, *note.signatures[1:])))


_HEAD = ledger_of(SIZE, ORIGIN, batch=7)[0].checkpoint()

#: Each is done to a folder with a sound copy of 50 entries.
COPY_CASES: Final[dict[str, Case]] = {
    "a link to a file outside the copy": Case(link(ENTRIES, ""), BUNDLE, 5),
    "a link up and out of the folder": Case(link(TILE, "../../../../../etc/hostname"), BUNDLE, 5),
    "a file of another name beside the others": Case(added("tile/0/..%2f000"), BUNDLE, 5),
    "a tile that no ledger of this size has": Case(added("tile/1/000"), BUNDLE, 5),
    "a file cut short": Case(with_file(ENTRIES, lambda data: data[:-7]), BUNDLE, 2),
    "a tile cut by one hash": Case(with_file(TILE, lambda data: data[:-32]), BUNDLE, 2),
    "bytes after the last entry": Case(with_file(ENTRIES, lambda data: data + bytes(9)), BUNDLE, 2),
    "bytes after the last hash": Case(with_file(TILE, lambda data: data + bytes(32)), BUNDLE, 2),
    "an entry said to be of 65,535 bytes": Case(
        with_file(ENTRIES, lambda data: b"\xff\xff" + data[2:]), BUNDLE, 2
    ),
    "a file longer than any of its kind": Case(
        with_file(ENTRIES, lambda data: data + bytes(20_000_000)), BUNDLE, 5
    ),
    "a checkpoint said to be of 10^18 entries": Case(
        signed(Checkpoint(ORIGIN, 10**18, bytes(32)), SIGNER), BUNDLE, 5
    ),
    "a member of an entry written twice": Case(
        entry(lambda data: data.replace(b'"seq":20', b'"seq":20,"seq":20')), BUNDLE, 2
    ),
    "an entry with a member more": Case(entry(lambda data: data[:-1] + b',"w":1}'), BUNDLE, 2),
    "an entry's time, hash and tile": Case(
        entry(lambda data: data.replace(b"2026-11-12T12", b"2026-11-12T11")), BUNDLE, 2
    ),
    "a history without its first entry": Case(
        history(lambda lines: [*lines[1:], lines[-1]]), BUNDLE, 3
    ),
    "a history with two entries exchanged": Case(
        history(lambda lines: [*lines[:20], lines[21], lines[20], *lines[22:]]), BUNDLE, 2
    ),
    "no checkpoint": Case(without("checkpoint"), BUNDLE, 5),
    "no entries": Case(without(ENTRIES), BUNDLE, 5),
    "no tile": Case(without(TILE), BUNDLE, 5),
    "a copy of another ledger": Case(another_ledgers, BUNDLE, 6),
    "a checkpoint by another key": Case(signed(_HEAD, Signer(ORIGIN, bytes(32))), BUNDLE, 6),
    "a checkpoint with another root, rightly signed": Case(
        signed(Checkpoint(ORIGIN, SIZE, bytes(32)), SIGNER), BUNDLE, 3
    ),
    "a bit of the checkpoint's signature": Case(
        with_file("checkpoint", in_its_signature), BUNDLE, 2, BadSignature
    ),
    "an older copy, where a later checkpoint was kept": Case(shorter, BUNDLE, 3),
    "a cosignature stripped, where a policy asks for one": Case(stripped, POLICY, 6),
    "an empty folder more": Case(
        lambda copy: (copy / "tile/7/x000").mkdir(parents=True),
        HARMLESS,
        0,
        why="it holds nothing; whoever unpacks may make folders",
    ),
}


# ── receipts ────────────────────────────────────────────────────────────────────────────────


def line(number: int, change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def alter(receipt: bytes) -> bytes:
        lines = receipt.split(b"\n")
        lines[number] = change(lines[number])
        return b"\n".join(lines)

    return alter


def extra(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(word: bytes) -> bytes:
        plain = base64.b64decode(word.removeprefix(b"extra "))
        assert old in plain
        return b"extra " + base64.b64encode(plain.replace(old, new, 1))

    return line(1, change)


def _content(text: bytes) -> bytes:
    return b'"content":"' + base64.b64encode(text) + b'"'


#: Each gives other bytes for those of a receipt of entry 20 of 50, whose content is known.
RECEIPT_CASES: Final[dict[str, Case]] = {
    "another content": Case(
        extra(_content(b"what was said"), _content(b"what was sold")), RECEIPT, 2
    ),
    "another place": Case(line(2, lambda _: b"index 21"), RECEIPT, 2),
    "a bit of a proof's hash": Case(
        line(3, lambda word: base64.b64encode(flip(base64.b64decode(word), 3))), RECEIPT, 2
    ),
    "a hash of the proof gone": Case(
        lambda data: data.replace(data.split(b"\n")[3] + b"\n", b"", 1), RECEIPT, 2
    ),
    "another size under the signature": Case(
        lambda data: data.replace(b"\n50\n", b"\n51\n", 1), RECEIPT, 2
    ),
    "another ledger's name under the signature": Case(
        lambda data: data.replace(b"north\n50", b"south\n50", 1), RECEIPT, 2
    ),
    "no signature": Case(lambda data: data.rpartition(b"\n\n")[0] + b"\n\n", RECEIPT, 5),
    "a signature by a stranger in its place": Case(
        lambda data: (
            data.rpartition(b"\n\n")[0]
            + b"\n\n"
            + sign_checkpoint(_HEAD, Signer(ORIGIN, bytes(32))).rpartition(b"\n\n")[2]
        ),
        RECEIPT,
        6,
    ),
    "a member twice": Case(extra(b'{"content"', b'{"content":"","content"'), RECEIPT, 5),
    "cut short": Case(lambda data: data[:-20], RECEIPT, 5),
    "bytes after the end": Case(lambda data: data + b"\n", RECEIPT, 5),
    "an empty file": Case(lambda data: b"", RECEIPT, 5),
    "a line signed by a stranger more": Case(
        lambda data: data + "\u2014 witness AAAAAAA=\n".encode(),
        HARMLESS,
        0,
        why="a line by a key that was not given proves nothing and binds nothing",
    ),
}
