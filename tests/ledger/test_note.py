"""Signed notes and keys, as C2SP and Go's sumdb write them."""

from __future__ import annotations

import base64

import metamorphic_log
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import (
    BadSignature,
    MalformedKey,
    MalformedNote,
    Note,
    Signature,
    Signer,
    UnknownKey,
    Verifier,
    format_note,
    format_private_key,
    format_public_key,
    new_signer,
    open_note,
    parse_note,
    private_key_from_text,
    public_key_from_text,
    sign_note,
)
from tests.ledger.vector_files import load
from tests.sweeping import each

SIGNER = Signer("records.example.org/north", bytes(range(32)))
OTHER = Signer("witness.example.org", bytes(range(1, 33)))
TEXT = "a line\n\nanother, after a blank one: é\n"

names = st.text(
    st.characters(exclude_characters="+", exclude_categories=("Cs", "Cc", "Zs", "Zl", "Zp")),
    min_size=1,
    max_size=20,
)
texts = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n")).map(
    lambda text: text + "\n"
)
signatures = st.builds(
    Signature,
    name=names,
    key_id=st.binary(min_size=4, max_size=4),
    signature=st.binary(min_size=1, max_size=80),
)
notes = st.builds(Note, texts, st.lists(signatures, min_size=1, max_size=4).map(tuple))


@each("vector", of=load("notes")["notes"], ids=lambda vector: vector["verifier"])
def test_notes_made_by_others_open(vector):
    """The examples of C2SP and of Go's documentation, and the signature made again by our key."""
    verifier = public_key_from_text(vector["verifier"], Verifier)
    assert format_public_key(verifier) == vector["verifier"]
    data = f"{vector['text']}\n— {verifier.name} {vector['signature']}\n".encode()
    assert open_note(data, [verifier]).text == vector["text"]
    if "signer" in vector:
        signer = private_key_from_text(vector["signer"], Signer)
        assert format_private_key(signer) == vector["signer"]
        assert signer.verifier == verifier
        assert sign_note(vector["text"], signer) == data


@given(notes)
def test_parsing_undoes_formatting(note):
    """Whatever can be written is read back the same."""
    assert parse_note(format_note(note)) == note


def test_a_control_character_in_a_key_name_is_refused_when_read() -> None:
    """What `format_note` would not write, `parse_note` does not read."""
    with pytest.raises(MalformedNote):
        parse_note("a text\n\n— key\x00name AAAAAAA=\n".encode())


@given(st.binary(max_size=200) | notes.map(format_note).flatmap(
    lambda data: st.integers(0, len(data) - 1).flatmap(
        lambda at: st.binary(max_size=3).map(lambda put: data[:at] + put + data[at + 1 :])
    )
))  # fmt: skip
def test_a_note_is_read_only_as_it_is_written(data):
    """What parses is written back as the same bytes; the rest is refused with one error."""
    try:
        note = parse_note(data)
    except MalformedNote:
        return
    assert format_note(note) == data


def test_no_bit_of_a_signed_note_can_be_changed():
    """Each bit of it turned over: never does the note open."""
    data = sign_note(TEXT, SIGNER)
    for bit in range(8 * len(data)):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        with pytest.raises((MalformedNote, BadSignature, UnknownKey)):
            open_note(bytes(changed), [SIGNER.verifier])


def test_a_note_opens_when_one_of_the_keys_given_signed_it():
    """What is returned has only the signatures that were checked."""
    data = sign_note(TEXT, SIGNER, OTHER)
    assert [line.name for line in parse_note(data).signatures] == [SIGNER.name, OTHER.name]
    for signer in (SIGNER, OTHER):
        opened = open_note(data, [signer.verifier])
        assert opened.text == TEXT
        assert [line.name for line in opened.signatures] == [signer.name]
    assert len(open_note(data, [SIGNER.verifier, OTHER.verifier]).signatures) == 2


def test_a_note_without_a_signature_by_a_key_given_does_not_open():
    """It may be signed by anybody else, and by as many."""
    with pytest.raises(UnknownKey, match=r"witness\.example\.org"):
        open_note(sign_note(TEXT, OTHER), [SIGNER.verifier])
    with pytest.raises(UnknownKey):
        open_note(sign_note(TEXT, OTHER), [])


def test_one_bad_signature_by_a_known_key_refuses_the_note():
    """A good one beside it does not make up for it: somebody changed something."""
    good, other = SIGNER.sign(TEXT.encode()), OTHER.sign(b"something else\n")
    data = format_note(Note(TEXT, (good, other)))
    with pytest.raises(BadSignature):
        open_note(data, [SIGNER.verifier, OTHER.verifier])
    assert open_note(data, [SIGNER.verifier]).signatures == (good,)


def test_a_key_of_the_same_name_is_another_key():
    """Name and key belong together; a stranger's key under our name is unknown."""
    stranger = Signer(SIGNER.name, bytes(32))
    with pytest.raises(UnknownKey):
        open_note(sign_note(TEXT, stranger), [SIGNER.verifier])


def test_a_line_by_a_witness_is_passed_over():
    """A cosignature (type 0x04) is longer, and of a key that was not given."""
    cosignature = Signature("witness.example.org", b"\x01\x02\x03\x04", bytes(72))
    data = format_note(Note(TEXT, (SIGNER.sign(TEXT.encode()), cosignature)))
    assert open_note(data, [SIGNER.verifier]).text == TEXT


def test_base64_with_spare_bits_set_is_refused():
    """A lenient decoder would read the same bytes from it, and so from a changed file."""
    data = sign_note(TEXT, SIGNER)
    line = data.rsplit(b" ", 1)[1].strip()
    assert line.endswith(b"=")
    alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = line.rstrip(b"=")[-1:]
    twin = alphabet[alphabet.index(last) ^ 1 :][:1]
    forged = line.rstrip(b"=")[:-1] + twin + b"=" * line.count(b"=")
    assert base64.b64decode(forged) == base64.b64decode(line)
    with pytest.raises(MalformedNote):
        parse_note(data.replace(line, forged))


@each(
    "data",
    of=[
        b"",
        b"\n",
        b"text\n",
        b"text\n\n",
        "text\n\n— name AAAAAAA=".encode(),
        "text\n— name AAAAAAA=\n".encode(),
        "te\tt\n\n— name AAAAAAA=\n".encode(),
        "text\r\n\n— name AAAAAAA=\n".encode(),
        b"text\n\n-- name AAAAAAA=\n",
        "text\n\n—  AAAAAAA=\n".encode(),
        "text\n\n— na+me AAAAAAA=\n".encode(),
        "text\n\n— na\u00a0me AAAAAAA=\n".encode(),
        "text\n\n— name AAAAAA==\n".encode(),
        "text\n\n— name AAAAAAA\n".encode(),
        "text\n\n— name AAAA AAAA\n".encode(),
        "text\n\n— name AAAAAAA=\n\n".encode(),
        b"\xff\n\n\xe2\x80\x94 name AAAAAAA=\n",
        ("text\n\n" + "— name AAAAAAA=\n" * 101).encode(),
        b"x" * 1_000_001,
    ],
    ids=lambda data: repr(data[:40]),
)
def test_what_is_not_a_note_is_refused(data):
    """With one error, whatever is wrong with it."""
    with pytest.raises(MalformedNote):
        parse_note(data)


@each(
    "note",
    of=[
        Note("no end", (SIGNER.sign(b""),)),
        Note("control\x00\n", (SIGNER.sign(b""),)),
        Note("\ud800\n", (SIGNER.sign(b""),)),
        Note("text\n", ()),
        Note("text\n", (SIGNER.sign(b""),) * 101),
        Note("text\n", (Signature("two words", bytes(4), bytes(64)),)),
        Note("text\n", (Signature("", bytes(4), bytes(64)),)),
        Note("text\n", (Signature("name", bytes(3), bytes(64)),)),
        Note("text\n", (Signature("name", bytes(4), b""),)),
        Note("x" * 1_000_000 + "\n", (SIGNER.sign(b""),)),
    ],
)
def test_what_could_not_be_read_back_is_not_written(note):
    """Formatting refuses what parsing would refuse."""
    with pytest.raises(MalformedNote):
        format_note(note)


@each(
    "text",
    of=[
        "",
        "name",
        "name+00000000+AQ==",
        "PRIVATE+KEY+name+00000000",
        format_private_key(SIGNER).replace("PRIVATE", "PUBLIC"),
        format_private_key(SIGNER)[:-1],
        format_private_key(SIGNER).replace("north", "south"),
        format_public_key(SIGNER.verifier).replace("north", "south"),
        format_public_key(SIGNER.verifier) + "=",
        format_public_key(SIGNER.verifier).replace("+A", "+B"),
        format_public_key(SIGNER.verifier).upper(),
    ],
)
def test_a_key_text_with_a_mistake_in_it_is_refused(text):
    """A mistyped key is found by its id, before anything is verified with it."""
    with pytest.raises(MalformedKey):
        private_key_from_text(text, Signer)
    with pytest.raises(MalformedKey):
        public_key_from_text(text, Verifier)


@each("name", of=["", "two words", "a+b", "line\n", "\x7f\x00"])
def test_a_key_needs_a_name_that_fits_a_line(name):
    """Otherwise its signatures could not be written."""
    with pytest.raises(MalformedKey):
        Signer(name, bytes(32))


def test_a_key_has_32_bytes():
    """Both halves of it."""
    with pytest.raises(MalformedKey):
        Signer("name", bytes(31))
    with pytest.raises(MalformedKey):
        Verifier("name", bytes(33))


def test_a_new_key_signs_and_keeps_its_secret_out_of_messages():
    """Its seed is not in its repr, where a log might pick it up."""
    signer = new_signer("name")
    assert private_key_from_text(format_private_key(signer), Signer) == signer
    assert "seed" not in repr(signer)
    open_note(sign_note(TEXT, signer), [signer.verifier])


def test_a_verifier_by_others_opens_our_notes():
    """An implementation in another language, by other people, agrees."""
    key = format_public_key(SIGNER.verifier)
    assert metamorphic_log.verify_signed_note(sign_note(TEXT, SIGNER, OTHER).decode(), [key]) == 1
