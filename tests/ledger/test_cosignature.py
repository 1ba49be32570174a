"""Cosignatures: a witness's line under a checkpoint, and the time in it."""

from __future__ import annotations

import ast
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ledger
from ledger import (
    BadSignature,
    CosignatureVerifier,
    Cosigner,
    LedgerError,
    MalformedKey,
    MalformedNote,
    Note,
    Signature,
    Signer,
    UnknownKey,
    Verifier,
    cosigned_at,
    format_note,
    format_private_key,
    format_public_key,
    new_cosigner,
    open_checkpoint,
    open_note,
    parse_note,
    private_key_from_text,
    public_key_from_text,
    with_cosignatures,
)
from ledger.testing import A_TIME
from tests.ledger.vector_files import load
from tests.ledger.witnesses import COSIGNER, ORIGIN, SIGNER, History
from tests.sweeping import each

VECTOR = load("cosignature")
TEXT = parse_note(VECTOR["checkpoint"].encode()).text.encode()
HISTORY = History()


def test_the_bytes_are_those_that_others_verified():
    """Key texts, what is signed, and the line: each literally."""
    assert format_private_key(COSIGNER) == VECTOR["cosigner"]
    assert private_key_from_text(VECTOR["cosigner"], Cosigner) == COSIGNER
    assert format_public_key(COSIGNER.verifier) == VECTOR["verifier"]
    assert public_key_from_text(VECTOR["verifier"], CosignatureVerifier) == COSIGNER.verifier
    line = COSIGNER.cosign(TEXT, A_TIME)
    data = VECTOR["checkpoint"].encode()
    assert data.endswith(format_note(Note("x\n", (line,))).removeprefix(b"x\n\n"))
    assert int.from_bytes(line.signature[:8], "big") == VECTOR["time"]
    # What is signed, by Ed25519 itself.
    bare = Verifier("any", COSIGNER.verifier.public_key)
    bare.check(VECTOR["signed"].encode(), line.signature[8:])


def test_the_examples_in_docstrings_are_real_bytes():
    """The cosigned checkpoint, what is signed over it, the policy, and the submission."""
    package = Path(ledger.__file__).parent
    shown = {
        name: ast.get_docstring(ast.parse((package / f"{name}.py").read_text("utf-8"))) or ""
        for name in ("cosignature", "policy", "submission")
    }
    lines = {
        name: "".join(
            f"{line[4:]}\n" for line in text.splitlines() if line[:4].isspace() or not line
        )
        for name, text in shown.items()
    }
    assert VECTOR["checkpoint"] in lines["cosignature"]
    assert VECTOR["signed"] in lines["cosignature"]
    assert VECTOR["policy"] in lines["policy"]
    example = lines["submission"].strip("\n") + "\n"
    found = ledger.parse_submission(example.encode())
    entries = [bytes.fromhex(entry["hash"]) for entry in load("ledger")["entries"]]
    assert found.proof == ledger.prove_consistency(entries, 2, 3)
    assert found.checkpoint.decode() == load("ledger")["checkpoint"]


def test_the_format_document_shows_the_same_bytes():
    """What a reader of it would copy from there."""
    text = (Path(__file__).parents[2] / "docs/ledger-format.md").read_text("utf-8")
    for name in ("checkpoint", "signed", "policy"):
        assert f"```\n{VECTOR[name]}```" in text
    assert f"```\n{VECTOR['verifier']}\n```" in text
    start = text.index("```\nold 2\n") + 4
    found = ledger.parse_submission(text[start : text.index("```", start)].encode())
    assert found.checkpoint.decode() == load("ledger")["checkpoint"]
    witness = (Path(__file__).parents[2] / "docs/witness.md").read_text("utf-8")
    assert VECTOR["log"] in witness
    assert VECTOR["policy"].splitlines()[1] in witness


def test_a_note_opens_with_the_keys_of_the_ledger_and_of_the_witness():
    """Both lines are verified, and the time of the witness's can be read."""
    data = VECTOR["checkpoint"].encode()
    note = open_note(data, [SIGNER.verifier, COSIGNER.verifier])
    assert [line.name for line in note.signatures] == [SIGNER.name, COSIGNER.name]
    assert cosigned_at(note.signatures[1]) == datetime(2026, 11, 12, 12, tzinfo=UTC)
    checkpoint = open_checkpoint(data, ORIGIN, [COSIGNER.verifier, SIGNER.verifier])
    assert checkpoint.size == 3


def test_a_witness_does_not_stand_in_for_the_ledger():
    """A checkpoint that only witnesses signed is nobody's: one false witness could make it."""
    line = COSIGNER.cosign(TEXT, A_TIME)
    data = format_note(Note(TEXT.decode(), (line,)))
    assert open_note(data, [COSIGNER.verifier]).signatures == (line,)
    with pytest.raises(UnknownKey, match="cosigned by a witness"):
        open_checkpoint(data, ORIGIN, [SIGNER.verifier, COSIGNER.verifier])


def test_no_bit_of_a_cosignature_can_be_changed():
    """Neither of the key, the time, the signature nor the text."""
    data = VECTOR["checkpoint"].encode()
    keys = (SIGNER.verifier, COSIGNER.verifier)
    for bit in range(8 * len(data)):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        try:
            note = open_note(bytes(changed), keys)
        except LedgerError:
            continue
        # The name or key id of the witness was hit: its line is then a stranger's, and missing.
        assert [line.name for line in note.signatures] != [SIGNER.name, COSIGNER.name]


def test_a_ledgers_signature_is_no_cosignature_and_the_other_way_round():
    """The same key under the other type is another key, and signs other bytes."""
    twin = Cosigner(SIGNER.name, SIGNER.seed)
    assert twin.verifier.key_id != SIGNER.verifier.key_id
    line = SIGNER.sign(TEXT)
    with pytest.raises(BadSignature):
        twin.verifier.check(TEXT, bytes(8) + line.signature)
    with pytest.raises(BadSignature):
        SIGNER.verifier.check(TEXT, twin.cosign(TEXT, A_TIME).signature[8:])


@each("length", of=[0, 7, 8, 64, 71, 73])
def test_a_cosignature_has_72_bytes(length):
    """A line of another length is refused, however it is read."""
    line = Signature(COSIGNER.name, COSIGNER.verifier.key_id, b"x" * length)
    with pytest.raises(BadSignature):
        COSIGNER.verifier.check(TEXT, line.signature)
    with pytest.raises(MalformedNote):
        cosigned_at(line)


def test_a_time_beyond_the_calendar_is_refused():
    """It is signed as it should be, and from no clock."""
    for time in (253_402_300_800, 2**63, 2**64 - 1):
        message = b"cosignature/v1\ntime %d\n%b" % (time, TEXT)
        line = Signer("any", COSIGNER.seed).sign(message)
        with pytest.raises(BadSignature):
            COSIGNER.verifier.check(TEXT, time.to_bytes(8, "big") + line.signature)


@given(st.integers(0, 253_402_300_799_999_999))
def test_the_time_is_read_as_it_was_signed(microseconds):
    """To the second."""
    at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    line = COSIGNER.cosign(TEXT, at)
    COSIGNER.verifier.check(TEXT, line.signature)
    assert cosigned_at(line) == at.replace(microsecond=0)


def test_a_time_that_is_not_known_is_not_signed():
    """A naive one is not guessed to be UTC."""
    for at in (A_TIME.replace(tzinfo=None), datetime(1969, 12, 31, tzinfo=UTC)):
        with pytest.raises(MalformedNote):
            COSIGNER.cosign(TEXT, at)


def test_a_newer_cosignature_takes_the_place_of_an_older_one():
    """Two lines of one key would make the note malformed to others."""
    later = A_TIME + timedelta(hours=1)
    data = HISTORY.signed(5)
    text = parse_note(data).text.encode()
    other = Cosigner("other.example.org", bytes(32))
    once = with_cosignatures(data, [COSIGNER.cosign(text, A_TIME), other.cosign(text, A_TIME)])
    twice = with_cosignatures(once, [COSIGNER.cosign(text, later)])
    note = open_note(twice, [SIGNER.verifier, COSIGNER.verifier, other.verifier])
    assert [line.name for line in note.signatures] == [ORIGIN, other.name, COSIGNER.name]
    assert cosigned_at(note.signatures[2]) == later
    assert with_cosignatures(twice, []) == twice


def test_a_key_text_is_of_one_type():
    """A ledger's key is not taken for a witness's, private or public."""
    with pytest.raises(MalformedKey, match="0x04"):
        private_key_from_text(ledger.format_private_key(SIGNER), Cosigner)
    with pytest.raises(MalformedKey, match="0x04"):
        public_key_from_text(ledger.format_public_key(SIGNER.verifier), CosignatureVerifier)
    with pytest.raises(MalformedKey, match="0x01"):
        private_key_from_text(VECTOR["cosigner"], Signer)
    with pytest.raises(MalformedKey, match="0x01"):
        public_key_from_text(VECTOR["verifier"], Verifier)


@each(
    "text",
    of=[
        "",
        "name",
        "PRIVATE+KEY+name+00000000",
        VECTOR["cosigner"][:-1],
        VECTOR["cosigner"].replace("witness", "w1tness"),
        VECTOR["verifier"].replace("witness", "w1tness"),
        VECTOR["verifier"] + "=",
        VECTOR["verifier"].upper(),
    ],
)
def test_a_key_text_with_a_mistake_in_it_is_refused(text):
    """As that of a ledger is."""
    with pytest.raises(MalformedKey):
        private_key_from_text(text, Cosigner)
    with pytest.raises(MalformedKey):
        public_key_from_text(text, CosignatureVerifier)


def test_a_key_text_that_encodes_no_point_is_refused():
    """OpenSSL verifies with some of them; as with a ledger's key, the text has the one encoding."""
    p = 2**255 - 19
    for y in (p, p + 1, 1 | 1 << 255, 2):  # not reduced, twice; minus nought; off the curve
        text = format_public_key(CosignatureVerifier("name", y.to_bytes(32, "little")))
        with pytest.raises(MalformedKey, match="point of the curve"):
            public_key_from_text(text, CosignatureVerifier)


def test_a_key_has_a_name_and_32_bytes():
    """Both halves of it."""
    for make in (Cosigner, CosignatureVerifier):
        with pytest.raises(MalformedKey):
            make("name", bytes(31))
        with pytest.raises(MalformedKey):
            make("two words", bytes(32))


def test_a_new_key_cosigns_and_keeps_its_secret_out_of_messages():
    """Its seed is not in its repr, where a log might pick it up."""
    cosigner = new_cosigner("name")
    assert private_key_from_text(format_private_key(cosigner), Cosigner) == cosigner
    assert "seed" not in repr(cosigner)
    cosigner.verifier.check(TEXT, cosigner.cosign(TEXT, A_TIME).signature)
