"""A receipt in two verifiers that share no code: one finding, whatever was done to it."""

from __future__ import annotations

import base64
import random

import pytest

from ledger import (
    Signer,
    entry_hash,
    format_entry,
    format_public_key,
    parse_entry,
    sign_checkpoint,
)
from ledger.checkpoint import Checkpoint
from ledger.entry import commit
from ledger.receipt import Opening, format_receipt
from ledger.testing import flip, ledger_of
from ledger.tree import prove_inclusion, root_of
from tests.ledger.both_verifiers import KEY, ORIGIN, SIGNER, ask
from tests.ledger.vector_files import load

VECTORS = load("receipt")
SALT, CONTENT = bytes(range(32)), b"what was said"
OPENING = Opening(CONTENT, SALT)


def judge(data, path, origin=ORIGIN, key=KEY):
    """(exit code, entry named) of both, who must agree in these and in all else they answer."""
    path.write_bytes(data)
    answer = ask(path, what="receipt", origin=origin, keys=[key])
    return answer["exit_code"], answer["seq"]


def ledger_with_a_content(size, seq):
    """Leaves of so many entries, of which one was recorded for SALT and CONTENT."""
    _, lines = ledger_of(size, ORIGIN, batch=7)
    entries = [line.data for line in lines]
    entry = parse_entry(entries[seq])
    opened = type(entry)(
        entry.ledger, seq, entry.at, entry.kind, entry.file, commit(SALT, CONTENT), entry.prev
    )
    entries[seq] = format_entry(opened)
    return entries, [entry_hash(data) for data in entries]


def receipt_of(size, seq, opening=OPENING, signers=(SIGNER,)):
    entries, leaves = ledger_with_a_content(size, seq)
    checkpoint = sign_checkpoint(Checkpoint(ORIGIN, size, root_of(leaves)), *signers)
    path = prove_inclusion(leaves, seq, size)
    return format_receipt(entries[seq], opening, seq, path, checkpoint)


def test_the_vectors_are_sound(tmp_path):
    """With the content, and with the content withheld."""
    vectors = load("ledger")
    for name in ("receipt", "content_withheld"):
        data = VECTORS[name].encode()
        found = judge(data, tmp_path / "receipt", vectors["origin"], vectors["verifier"])
        assert found == (0, VECTORS["seq"])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 255, 256, 257, 300])
def test_every_place_in_a_tree_has_a_receipt(tmp_path, size):
    """The first, the last, around the middle; the content as well or withheld."""
    for seq in {0, 1, size // 2 - 1, size // 2, size - 2, size - 1} & set(range(size)):
        for opening in (OPENING, None):
            data = receipt_of(size, seq, opening)
            assert judge(data, tmp_path / "receipt") == (0, seq)


def test_the_wrong_key_or_origin_is_not_pinned(tmp_path):
    """Neither is taken from the receipt."""
    data = receipt_of(10, 4)
    stranger = format_public_key(Signer(ORIGIN, bytes(32)).verifier)
    assert judge(data, tmp_path / "receipt", key=stranger) == (6, None)
    assert judge(data, tmp_path / "receipt", origin="records.example.org/south")[0] == 6
    two = receipt_of(10, 4, signers=(SIGNER, Signer(ORIGIN, bytes(32))))
    assert judge(two, tmp_path / "receipt") == (0, 4)


def flip_each(data, path, bits):
    good = judge(data, path)
    assert good[0] == 0
    for bit in bits:
        assert judge(flip(data, bit), path)[0] in (2, 5, 6), bit


def test_a_flipped_bit_is_found_by_both(tmp_path):
    """A sample of what `make campaign` does with every bit of a receipt."""
    data = receipt_of(50, 20)
    flip_each(data, tmp_path / "receipt", random.Random(4).sample(range(8 * len(data)), 60))


@pytest.mark.campaign
def test_every_flipped_bit_is_found_by_both(tmp_path):
    """Each bit of it."""
    data = receipt_of(50, 20)
    flip_each(data, tmp_path / "receipt", range(8 * len(data)))


def encoded(data):
    return base64.b64encode(data).decode()


def changes():
    """A receipt of entry 20 of 50, more or less as it should be."""
    entries, leaves = ledger_with_a_content(50, 20)
    checkpoint = sign_checkpoint(Checkpoint(ORIGIN, 50, root_of(leaves)), SIGNER)
    proof = prove_inclusion(leaves, 20, 50)

    def made(entry=entries[20], opening=OPENING, index=20, path=proof, note=checkpoint):
        return format_receipt(entry, opening, index, tuple(path), note)

    def with_extra(extra):
        lines = good.split(b"\n")
        return good.replace(lines[1], b"extra " + base64.b64encode(extra), 1)

    good = made()
    extra = base64.b64decode(good.split(b"\n")[1].removeprefix(b"extra "))
    hashes = good.split(b"\n\n")[0].split(b"\n")[3:]
    yield "good", good
    yield "withheld", made(opening=None)
    yield "another entry", made(entry=entries[21])
    yield "another index", made(index=21)
    yield "an index beyond the end", made(index=50)
    yield "the largest index", made(index=2**63 - 2)
    yield "an index too large", good.replace(b"index 20", b"index 9223372036854775807")
    yield "an index larger still", good.replace(b"index 20", b"index 9999999999999999999")
    yield "an index with a nought", good.replace(b"index 20", b"index 020")
    yield "no index", good.replace(b"index 20\n", b"")
    yield "a proof too short", made(path=proof[:-1])
    yield "a proof too long", made(path=[*proof, proof[0]])
    yield "no proof", made(path=[])
    yield "63 hashes", made(path=[*proof, *[bytes(32)] * (63 - len(proof))])
    yield "64 hashes", good.replace(hashes[0], b"\n".join([hashes[0]] * 60))
    yield "a hash of 31 bytes", good.replace(hashes[0], base64.b64encode(bytes(31)))
    yield "a hash of 33 bytes", good.replace(hashes[0], base64.b64encode(bytes(33)))
    yield "proof in another order", made(path=proof[::-1])
    yield "another content", made(opening=Opening(b"something else", SALT))
    yield "an empty content", made(opening=Opening(b"", SALT))
    yield "another salt", made(opening=Opening(CONTENT, bytes(32)))
    yield (
        "a byte moved from content to salt",
        with_extra(extra.replace(encoded(CONTENT).encode(), encoded(SALT[-1:] + CONTENT).encode())),
    )
    yield (
        "a salt of 31 bytes",
        with_extra(extra.replace(encoded(SALT).encode(), encoded(SALT[:-1]).encode())),
    )
    yield "an empty salt", with_extra(extra.replace(encoded(SALT).encode(), b""))
    yield "no salt", with_extra(extra.replace(b',"salt":"' + encoded(SALT).encode() + b'"', b""))
    yield "no content", with_extra(extra[:1] + extra[extra.index(b'"entry"') :])
    yield "no entry", with_extra(b'{"entry":""}')
    yield "an entry too long", with_extra(b'{"entry":"' + base64.b64encode(b"x" * 65_536) + b'"}')
    yield "an entry that is none", with_extra(b'{"entry":"eHh4"}')
    yield "a space", with_extra(extra.replace(b",", b", "))
    yield "a member more", with_extra(extra[:-1] + b',"z":""}')
    yield "two entries", with_extra(extra[:-1] + b',"entry":"eHh4"}')
    yield "not ASCII", with_extra(extra.replace(b"salt", b"s\xe4lt"))
    yield "no extra", good.replace(good.split(b"\n")[1] + b"\n", b"")
    yield "an empty extra", with_extra(b"")
    yield "extra of something else", with_extra(b"something else")
    yield (
        "three megabytes more",
        with_extra(b'{"content":"' + b"AAAA" * 800_000 + b'",' + extra[extra.index(b'"entry"') :]),
    )
    yield "a file too long", good + bytes(6_000_000)
    yield "two extras", good.replace(b"\nindex", b"\nextra AAAA\nindex")
    yield "another version", good.replace(b"@v1", b"@v2")
    yield "a capital", good.replace(b"index", b"Index")
    yield "carriage returns", good.replace(b"\n", b"\r\n")
    yield "a line end less", good[:-1]
    yield "a line end more", good + b"\n"
    yield "a blank line more", good.replace(b"\n\n", b"\n\n\n", 1)
    yield "a blank line less", good.replace(b"\n\n", b"\n", 1)
    yield "a signature twice", good + good.split(b"\n\n")[-1]
    yield "a stranger's signature", good + "— witness AAAAAAA=\n".encode()
    yield "another checkpoint", made(note=sign_checkpoint(Checkpoint(ORIGIN, 50, SALT), SIGNER))
    yield (
        "another ledger's",
        made(note=sign_checkpoint(Checkpoint("elsewhere", 50, root_of(leaves)), SIGNER)),
    )
    yield (
        "an empty ledger",
        made(note=sign_checkpoint(Checkpoint(ORIGIN, 0, root_of([])), SIGNER), path=[], index=0),
    )
    yield "no checkpoint", good.split(b"\n\n")[0] + b"\n\n"
    yield "nothing", b""
    for seq, name, old, new in (
        (20, "a signed entry that is none", b'"v":1', b'"v":2'),
        (20, "a signed entry of another place", b'"seq":20', b'"seq":21'),
        (20, "a signed entry of another ledger", b"example.org/north", b"example.org/south"),
    ):
        data = entries[seq].replace(old, new)
        forged = [*leaves[:seq], entry_hash(data), *leaves[seq + 1 :]]
        note = sign_checkpoint(Checkpoint(ORIGIN, 50, root_of(forged)), SIGNER)
        yield name, made(entry=data, note=note, path=prove_inclusion(forged, seq, 50))


def test_another_ledger_is_not_pinned_and_anothers_entry_is_altered(tmp_path):
    """Whose checkpoint it is, the holder sees at once (6); a wrong entry under the right one was
    signed by the right key, and is a fault of the ledger's (2)."""
    made = dict(changes())
    assert judge(made["another ledger's"], tmp_path / "receipt") == (6, None)
    assert judge(made["a signed entry of another ledger"], tmp_path / "receipt") == (2, 20)


@pytest.mark.parametrize(("name", "data"), [pytest.param(*each, id=each[0]) for each in changes()])
def test_a_receipt_that_is_more_or_less_right(tmp_path, name, data):
    """The same answer from both, and sound only where nothing is wrong."""
    found = judge(data, tmp_path / "receipt")
    assert (found[0] == 0) == (name in {"good", "withheld", "a stranger's signature"})
