"""Ways to change the checkpoint that is kept outside the database. Each gives the file's bytes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ledger import Checkpoint, Note, Signature, Signer, format_note, parse_note, sign_checkpoint
from ledger.checkpoint import open_checkpoint
from ledger.errors import BadSignature, Forked, Malformed, NotPinned, RolledBack, UnknownKey
from ledger.testing import flip
from tests.api.running import OURS
from tests.tamper.case import CHECKPOINT, KEEPER, Case
from tests.tamper.story import Story

Change = Callable[[Story, bytes], bytes | None]


def by_us(change: Callable[[Checkpoint], Checkpoint]) -> Change:
    """Another checkpoint, under the ledger's own signature: only a thief of the key can."""

    def alter(story: Story, held: bytes) -> bytes:
        signer = story.service.storage.keys[OURS].signer()
        checkpoint = open_checkpoint(held, signer.name, (signer.verifier,))
        return sign_checkpoint(change(checkpoint), signer)

    return alter


def by_a_stranger(story: Story, held: bytes) -> bytes:
    """The very checkpoint, by a key that nobody was ever told of."""
    signer = story.service.storage.keys[OURS].signer()
    checkpoint = open_checkpoint(held, signer.name, (signer.verifier,))
    return sign_checkpoint(checkpoint, Signer(signer.name, bytes(32)))


def of_an_unknown_algorithm(story: Story, held: bytes) -> bytes:
    """Our name, and the key id that our key would have under another signature type."""
    note = parse_note(held)
    return format_note(
        Note(note.text, (Signature(note.signatures[0].name, b"\x7f" * 4, bytes(64)),))
    )


def in_the_signature(bit: int) -> Change:
    def alter(_: Story, held: bytes) -> bytes:
        note = parse_note(held)
        (line,) = note.signatures
        return format_note(
            Note(note.text, (Signature(line.name, line.key_id, flip(line.signature, bit)),))
        )

    return alter


def in_the_text(old: Callable[[Story], str], new: Callable[[Story], str]) -> Change:
    def alter(story: Story, held: bytes) -> bytes:
        changed = held.replace(old(story).encode(), new(story).encode(), 1)
        assert changed != held
        return changed

    return alter


def _size(story: Story) -> str:
    return f"\n{story.signed}\n"


def _origin(story: Story) -> str:
    return story.service.storage.keys[OURS].origin


#: What stands in the file `checkpoint` afterwards; None if it is gone.
CHECKPOINT_CASES: Final[dict[str, Case]] = {
    "the first bit of the signature": Case(in_the_signature(0), CHECKPOINT, 2, BadSignature),
    "the last bit of the signature": Case(in_the_signature(511), CHECKPOINT, 2, BadSignature),
    "another size under the same signature": Case(
        in_the_text(_size, lambda story: f"\n{story.signed - 1}\n"), CHECKPOINT, 2, BadSignature
    ),
    "another origin under the same signature": Case(
        in_the_text(lambda story: _origin(story) + "\n", lambda _: "consent.test/other\n"),
        CHECKPOINT,
        2,
        BadSignature,
    ),
    "another origin, signed by us": Case(
        by_us(lambda held: Checkpoint("consent.test/other", held.size, held.root)),
        CHECKPOINT,
        6,
        NotPinned,
    ),
    "signed by a key that nobody introduced": Case(by_a_stranger, CHECKPOINT, 6, UnknownKey),
    "a signature of an unknown algorithm": Case(of_an_unknown_algorithm, CHECKPOINT, 6, UnknownKey),
    "another root at the same size, signed by us": Case(
        by_us(lambda held: Checkpoint(held.origin, held.size, b"\1" * 32)), CHECKPOINT, 3, Forked
    ),
    "a root of more entries than there are, signed by us": Case(
        by_us(lambda held: Checkpoint(held.origin, held.size + 99, b"\1" * 32)),
        CHECKPOINT,
        3,
        RolledBack,
    ),
    "torn": Case(lambda _, held: held[:40], CHECKPOINT, 5, Malformed),
    "emptied": Case(lambda _, held: b"", CHECKPOINT, 5, Malformed),
    "longer than a note can be": Case(
        lambda _, held: held + b"x" * 1_000_001, CHECKPOINT, 5, Malformed
    ),
    "gone": Case(lambda _, held: None, CHECKPOINT, 3, RolledBack),
    "an earlier one put back": Case(
        lambda story, _: story.first,
        KEEPER,
        3,
        RolledBack,
        why="a process that ran before remembers; to a new one, and to `verify`, the ledger has "
        "grown from it. Auditors and witnesses hold later ones",
    ),
}
