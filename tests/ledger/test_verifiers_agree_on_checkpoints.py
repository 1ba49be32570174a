"""Two verifiers that share no code: one reading of keys, notes and checkpoints, right or wrong."""

from __future__ import annotations

import base64

import pytest

from ledger import (
    Checkpoint,
    Note,
    Signature,
    Signer,
    Verifier,
    format_note,
    format_public_key,
    parse_note,
    sign_checkpoint,
    sign_note,
)
from ledger.testing import ledger_of
from tests.ledger.both_verifiers import KEY, ORIGIN, SIGNER, ask, write_copy

OTHER = Signer("records.example.org/north", bytes(32))


def test_a_checkpoint_that_was_kept_is_held_against_the_copy(tmp_path):
    """Larger, of another history, of another ledger, by another key, or no checkpoint."""
    copy = write_copy(tmp_path / "copy", 300)
    kept = tmp_path / "kept"
    for size, expected in ((301, 3), (300, 0), (299, 0)):
        kept.write_bytes(sign_checkpoint(ledger_of(size, ORIGIN, batch=7)[0].checkpoint(), SIGNER))
        assert ask(copy, since=kept)["exit_code"] == expected
    for size in (1, 255, 256, 257, 300):
        kept.write_bytes(sign_checkpoint(Checkpoint(ORIGIN, size, bytes(32)), SIGNER))
        assert ask(copy, since=kept)["error"] == "Forked"
    kept.write_bytes(sign_checkpoint(Checkpoint("elsewhere", 1, bytes(32)), SIGNER))
    assert ask(copy, since=kept)["error"] == "NotPinned"
    kept.write_bytes(sign_checkpoint(Checkpoint(ORIGIN, 1, bytes(32)), OTHER))
    assert ask(copy, since=kept)["error"] == "UnknownKey"
    kept.write_bytes(b"x" * 1_000_001)
    assert ask(copy, since=kept)["exit_code"] == 5


def test_origin_and_key_are_the_auditors(tmp_path):
    """Not given, or not those that are found; one of several keys is enough."""
    copy = write_copy(tmp_path / "copy", 3)
    stranger = format_public_key(OTHER.verifier)
    assert ask(copy, keys=[stranger])["error"] == "UnknownKey"
    assert ask(copy, keys=[stranger, KEY])["sound"]
    assert ask(copy, keys=[KEY, KEY])["sound"]
    assert ask(copy, keys=[])["error"] == "NotPinned"
    assert ask(copy, origin="")["error"] == "NotPinned"
    assert ask(copy, origin="records.example.org/south")["error"] == "NotPinned"
    assert ask(copy, origin="no such name")["error"] == "NotPinned"


@pytest.mark.parametrize(
    "key",
    [
        "",
        "name",
        "name+00000000",
        "+00000000+AQ==",
        KEY[:-1],
        KEY + "=",
        KEY + "\n",
        " " + KEY,
        KEY.replace("north", "south"),
        KEY.replace("north", "n rth"),
        KEY.replace("+0fdccdd0+", "+0FDCCDD0+"),
        KEY.replace("+0fdccdd0+", "+0fdccdd1+"),
        KEY.replace("+A", "+B"),
        KEY.replace("+0fdccdd0+", "+0fdccdd0++"),
        format_public_key(Verifier("two", bytes([2]) + bytes(31))),
        format_public_key(Verifier("two", b"\xff" * 32)),
    ],
)
def test_a_key_text_with_a_mistake_in_it(tmp_path, key):
    """Refused before anything is verified with it, even beside a good one."""
    copy = write_copy(tmp_path / "copy", 3)
    assert ask(copy, keys=[KEY, key])["exit_code"] == 5


def with_spare_bits(data, word):
    """The same, with another spelling of a word in base64 that ends in one sign of padding."""
    alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    last = alphabet.index(word[-2:-1]) ^ 1
    twin = word[:-2] + alphabet[last : last + 1] + b"="
    assert base64.b64decode(twin) == base64.b64decode(word)
    return data.replace(word, twin)


def notes():
    """Checkpoints of the same three entries, as notes that are more or less right."""
    checkpoint = ledger_of(3, ORIGIN, batch=7)[0].checkpoint()
    good = sign_checkpoint(checkpoint, SIGNER)
    text, line = parse_note(good).text, parse_note(good).signatures[0]
    witness = Signature("witness.example", b"\1\2\3\4", bytes(72))
    wrong = Signature(line.name, line.key_id, bytes(64))
    root = text.split("\n")[2]

    def note(*signatures, text=text):
        return format_note(Note(text, signatures))

    def signed(text):
        return sign_note(text, SIGNER)

    yield "good", good
    yield "two keys", sign_checkpoint(checkpoint, SIGNER, OTHER)
    yield "the other key first", sign_checkpoint(checkpoint, OTHER, SIGNER)
    yield "the other key only", sign_checkpoint(checkpoint, OTHER)
    yield "a witness", note(line, witness)
    yield "a witness first", note(witness, line)
    yield "a witness only", note(witness)
    yield "twice the same", note(line, line)
    yield "a wrong one of a known key", note(line, wrong)
    yield "a wrong one first", note(wrong, line)
    yield "wrong only", note(wrong)
    yield "short", note(Signature(line.name, line.key_id, line.signature[:-1]))
    yield "long", note(Signature(line.name, line.key_id, line.signature + b"\0"))
    yield "no key id", good.replace(good.split(b" ")[-1], b"AAAAAA==\n")
    yield "99 strangers", note(*[witness] * 99, line)
    yield "100 strangers", good + note(*[witness] * 100)[len(text) + 1 :]
    yield "id of another name", note(Signature("other", line.key_id, line.signature))
    yield "spare bits", with_spare_bits(good, good.split(b" ")[-1].strip())
    yield "no padding", good.replace(b"=\n", b"\n")
    yield "more padding", good[:-1] + b"=\n"
    yield "url alphabet", good.replace(b"/", b"_")
    yield "carriage returns", good.replace(b"\n", b"\r\n")
    yield "no last line end", good[:-1]
    yield "a blank line more", good + b"\n"
    yield "a space more", good[:-1] + b" \n"
    yield "a tab", good.replace(b" records", b"\trecords")
    yield "two spaces", good.replace(b" records", b"  records")
    yield "a hyphen", good.replace("—".encode(), b"-")
    yield "a nul in a name", good + "— na\0me AAAAAAA=\n".encode()
    yield "a delete in a name", good + "— na\x7fme AAAAAAA=\n".encode()
    yield "a hard space in a name", good + "— na\u00a0me AAAAAAA=\n".encode()
    yield "a line separator in a name", good + "— na\u2028me AAAAAAA=\n".encode()
    yield "a name of letters", good + "— näme\u200b AAAAAAA=\n".encode()
    yield "a plus in a name", good + "— na+me AAAAAAA=\n".encode()
    yield "no name", good + "—  AAAAAAA=\n".encode()
    yield "letters in base64", good + "— name AAAA\u00e9AA=\n".encode()
    yield "no text", b"\n\n" + good.split(b"\n\n")[1]
    yield "no signatures", text.encode() + b"\n"
    yield "not UTF-8", good.replace(b"north\n", b"n\xffrth\n")
    yield "a surrogate", good.replace(b"north\n", b"n\xed\xa0\x80th\n")
    yield "a mark in front", b"\xef\xbb\xbf" + good
    yield "empty", b""
    yield "a line", b"\n"
    yield "a megabyte", good.replace(b"\n\n", b"\n" + b"x" * 1_000_000 + b"\n\n")
    yield "a line more", signed(text + "more\n")
    yield "a blank line in it", signed(text + "\nmore\n")
    yield "a line less", signed("\n".join(text.split("\n")[:2]) + "\n")
    yield "another size", signed(text.replace("\n3\n", "\n4\n"))
    yield "size 0", signed(text.replace("\n3\n", "\n0\n"))
    yield "a size with a nought", signed(text.replace("\n3\n", "\n03\n"))
    yield "a size with a plus", signed(text.replace("\n3\n", "\n+3\n"))
    yield "a negative size", signed(text.replace("\n3\n", "\n-3\n"))
    yield "an Arabic digit", signed(text.replace("\n3\n", "\n\u0663\n"))
    yield "2**63 - 1", signed(text.replace("\n3\n", f"\n{2**24}\n"))
    yield "2**63", signed(text.replace("\n3\n", f"\n{2**63}\n"))
    yield "20 digits", signed(text.replace("\n3\n", f"\n{10**19}\n"))
    yield "a root of 31 bytes", signed(text.replace(root, "A" * 40 + "AA=="))
    yield "a root of 33 bytes", signed(text.replace(root, "A" * 44))
    yield "a root with spare bits", signed(with_spare_bits(text.encode(), root.encode()).decode())
    yield "a root with a space", signed(text.replace(root, root + " "))
    yield "no root", signed(text.replace(root, ""))
    yield "another origin", signed(text.replace("north", "south"))
    yield "no origin", signed(text.replace(ORIGIN, ""))
    yield "an origin with a space", signed(text.replace("/", " "))
    yield "an origin of Unicode", signed(text.replace("north", "n\u00f6rth"))
    yield "no checkpoint", signed("a text\n")


@pytest.mark.parametrize(("name", "data"), [pytest.param(*each, id=each[0]) for each in notes()])
def test_a_checkpoint_that_is_more_or_less_right(tmp_path, name, data):
    """The same answer from both, and sound only where nothing that matters is wrong."""
    copy = write_copy(tmp_path / "copy", 3)
    (copy / "checkpoint").write_bytes(data)
    harmless = {"good", "two keys", "the other key first", "a witness", "a witness first"}
    harmless |= {"twice the same", "99 strangers", "a delete in a name", "a name of letters"}
    assert ask(copy)["sound"] == (name in harmless)
    (tmp_path / "kept").write_bytes(data)
    assert ask(write_copy(tmp_path / "again", 3), since=tmp_path / "kept")["sound"] == (
        name in harmless
    )
