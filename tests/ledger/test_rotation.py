"""One key hands over to another, and whoever pinned the first can follow."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.checkpoint import open_checkpoint
from ledger.errors import (
    BadSignature,
    LedgerError,
    MalformedRotation,
    NotPinned,
    UnknownKey,
)
from ledger.note import (
    Note,
    Signer,
    format_note,
    format_public_key,
    parse_note,
    private_key_from_text,
    sign_note,
)
from ledger.rotation import (
    FIRST,
    MAX_ROTATIONS,
    Rotation,
    follow,
    format_rotations,
    make_rotation,
    open_rotation,
    parse_rotations,
)
from tests.ledger.vector_files import load
from tests.sweeping import each
from tests.trying import is_campaign

VECTOR = load("rotation")
ORIGIN: str = VECTOR["origin"]
OLD, NEW = (private_key_from_text(VECTOR[one], Signer) for one in ("old", "new"))
STATEMENT: bytes = VECTOR["statement"].encode()
THIRD, STRANGER = Signer(ORIGIN, b"3" * 32), Signer(ORIGIN, b"s" * 32)


def text_of(*lines: str) -> str:
    return "\n".join(lines) + "\n"


def keys(*signers: Signer) -> list[str]:
    return [format_public_key(signer.verifier) for signer in signers]


def test_the_statement_in_the_vectors_is_the_one_we_make():
    assert make_rotation(ORIGIN, OLD, NEW) == STATEMENT
    assert open_rotation(STATEMENT, ORIGIN) == Rotation(ORIGIN, OLD.verifier, NEW.verifier)


def test_the_statement_in_the_format_is_the_one_in_the_vectors():
    text = (Path(__file__).parents[2] / "docs/ledger-format.md").read_text(encoding="utf-8")
    assert f"```\n{VECTOR['statement']}```\n" in text


def test_a_checkpoint_of_both_verifies_with_either():
    note = VECTOR["checkpoint_of_both"].encode()
    for signer in (OLD, NEW):
        assert open_checkpoint(note, ORIGIN, [signer.verifier]).size == 3


@each("signers", of=[(OLD,), (NEW,), (OLD, STRANGER), (STRANGER, NEW)])
def test_one_signature_is_not_enough(signers):
    """By the old key alone it could name anybody's; by the new alone anybody could take over."""
    text = text_of(FIRST, ORIGIN, *keys(OLD, NEW))
    with pytest.raises(UnknownKey):
        open_rotation(sign_note(text, *signers), ORIGIN)


def test_no_bit_of_it_can_be_changed():
    """Every third of them every day, in each of its bytes; in campaigns all."""
    for bit in range(0, 8 * len(STATEMENT), 1 if is_campaign() else 3):
        changed = bytearray(STATEMENT)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises(LedgerError):
            open_rotation(bytes(changed), ORIGIN)


def test_a_signature_over_another_statement_does_not_serve():
    other = parse_note(make_rotation(ORIGIN, OLD, THIRD)).signatures[0]
    mine = parse_note(STATEMENT)
    mixed = format_note(Note(mine.text, (other, mine.signatures[1])))
    with pytest.raises(BadSignature):
        open_rotation(mixed, ORIGIN)


def test_it_is_about_one_ledger():
    with pytest.raises(NotPinned):
        open_rotation(STATEMENT, "records.example.org/south")


@each(
    "lines",
    of=[
        (FIRST, ORIGIN, *keys(OLD)),
        (FIRST, ORIGIN, *keys(OLD, NEW, THIRD)),
        (FIRST, ORIGIN, *keys(OLD, OLD)),
        ("ledger-key-rotation/v2", ORIGIN, *keys(OLD, NEW)),
        (FIRST, ORIGIN, keys(OLD)[0], "no key"),
    ],
)
def test_what_is_not_a_rotation_is_refused(lines):
    with pytest.raises(MalformedRotation):
        open_rotation(sign_note(text_of(*lines), OLD, NEW), ORIGIN)


def test_a_checkpoint_is_no_rotation_and_a_rotation_no_checkpoint():
    with pytest.raises(MalformedRotation):
        open_rotation(VECTOR["checkpoint_of_both"].encode(), ORIGIN)
    with pytest.raises(LedgerError):
        open_checkpoint(STATEMENT, ORIGIN, [OLD.verifier])


def test_whoever_pinned_a_key_is_led_to_those_after_it_and_to_none_before():
    first = Rotation(ORIGIN, OLD.verifier, NEW.verifier)
    second = Rotation(ORIGIN, NEW.verifier, THIRD.verifier)
    for rotations in ([first, second], [second, first]):
        assert follow([OLD.verifier], rotations) == (OLD.verifier, NEW.verifier, THIRD.verifier)
        assert follow([NEW.verifier], rotations) == (NEW.verifier, THIRD.verifier)
        assert follow([STRANGER.verifier], rotations) == (STRANGER.verifier,)


def test_keys_that_lead_in_a_circle_end():
    there, back = (
        Rotation(ORIGIN, OLD.verifier, NEW.verifier),
        Rotation(ORIGIN, NEW.verifier, OLD.verifier),
    )
    assert follow([OLD.verifier], [there, back]) == (OLD.verifier, NEW.verifier)


def test_all_of_a_ledgers_rotations_are_one_file():
    statements = [STATEMENT, make_rotation(ORIGIN, NEW, THIRD)]
    assert parse_rotations(format_rotations(statements)) == statements
    assert parse_rotations(b"") == []


@each(
    "data",
    of=[
        b"x" + STATEMENT,
        STATEMENT + b"x",
        STATEMENT[:-1],
        STATEMENT + f"{FIRST}\n".encode(),
        b"x",
        bytes(MAX_ROTATIONS + 1),
    ],
)
def test_what_is_no_file_of_rotations_is_refused(data):
    with pytest.raises(MalformedRotation):
        parse_rotations(data)
