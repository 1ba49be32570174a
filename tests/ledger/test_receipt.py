"""Receipts: one file that shows an entry, its content and its place, to one who trusts a key."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import metamorphic_log
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import (
    Altered,
    BadProof,
    BadSignature,
    LedgerError,
    MalformedProof,
    MalformedReceipt,
    MalformedTree,
    NotPinned,
    Opening,
    Proof,
    Signer,
    UnknownKey,
    Verifier,
    check_proof,
    check_receipt,
    commit,
    entry_hash,
    format_proof,
    format_receipt,
    hash_reader,
    make_receipt,
    parse_proof,
    parse_receipt,
    prove_inclusion,
    public_key_from_text,
    sign_checkpoint,
)
from ledger.log import Draft, Head, extend
from ledger.testing import A_TIME, flip, ledger_of
from tests.ledger.vector_files import load
from tests.sweeping import each

LEDGER, RECEIPT = load("ledger"), load("receipt")
ORIGIN = LEDGER["origin"]
KEYS = [public_key_from_text(LEDGER["verifier"], Verifier)]
SIGNER = Signer(ORIGIN, bytes(range(32)))
FULL, WITHHELD = RECEIPT["receipt"].encode(), RECEIPT["content_withheld"].encode()
ENTRY = LEDGER["entries"][1]["bytes"].encode()


def test_the_receipt_in_the_vectors_is_the_one_we_make():
    """Byte for byte, with the content and without it, and what is in `extra`."""
    leaves = [entry_hash(entry["bytes"].encode()) for entry in LEDGER["entries"]]
    content = LEDGER["contents"][1]
    opening = Opening(content["content"].encode(), bytes.fromhex(content["salt"]))
    checkpoint = LEDGER["checkpoint"].encode()
    tree = hash_reader(leaves)
    assert make_receipt(tree, ENTRY, checkpoint, ORIGIN, KEYS, opening=opening) == FULL
    assert make_receipt(tree, ENTRY, checkpoint, ORIGIN, KEYS) == WITHHELD
    assert (parse_proof(FULL).extra or b"").decode() == RECEIPT["extra"]
    assert (parse_proof(WITHHELD).extra or b"").decode() == RECEIPT["extra_withheld"]


def test_a_receipt_shows_the_entry_its_content_and_the_checkpoint():
    """What a holder learns; when the content is withheld, the entry alone."""
    shown = check_receipt(FULL, ORIGIN, KEYS)
    assert shown.entry.kind == "response-recorded"
    assert (shown.entry.seq, shown.content, shown.checkpoint.size) == (1, b"second", 3)
    assert check_receipt(WITHHELD, ORIGIN, KEYS).content is None


def test_a_strangers_tool_accepts_the_proof_in_a_receipt():
    """It is a C2SP tlog-proof: metamorphic-log checks the path against the signed root."""
    proof = parse_proof(FULL)
    metamorphic_log.checkpoint_verify_inclusion(
        proof.checkpoint.decode(),
        [LEDGER["verifier"]],
        proof.index,
        entry_hash(ENTRY),
        list(proof.hashes),
    )
    assert check_proof(proof, entry_hash(ENTRY), ORIGIN, KEYS).size == 3


def test_the_receipt_in_the_format_is_the_one_in_the_vectors():
    """The document's example is the bytes that the code is held to."""
    text = (Path(__file__).parents[2] / "docs/ledger-format.md").read_text(encoding="utf-8")
    assert f"```\n{RECEIPT['receipt']}```\n" in text
    assert f"```\n{RECEIPT['extra']}\n{RECEIPT['extra_withheld']}\n```\n" in text


def one_of_many(size, index):
    """A receipt for one of so many entries, each with a content of its own."""
    openings = [Opening(b"content %d" % n, bytes([0, n % 251] * 16)) for n in range(size)]
    drafts = [Draft("a-kind", "00" * 16, commit(one.salt, one.content)) for one in openings]
    head, lines = extend(Head.empty(ORIGIN), A_TIME, drafts)
    tree = hash_reader([line.hash for line in lines])
    note = sign_checkpoint(head.checkpoint(), SIGNER)
    return make_receipt(tree, lines[index].data, note, ORIGIN, KEYS, opening=openings[index])


MANY = one_of_many(11, 6)


@each("size", of=[1, 2, 3, 8, 255, 256, 257])
def test_every_entry_can_have_a_receipt(size):
    """The first, the last, and one in between."""
    for index in {0, size // 2, size - 1}:
        shown = check_receipt(one_of_many(size, index), ORIGIN, KEYS)
        assert (shown.entry.seq, shown.content) == (index, b"content %d" % index)


@pytest.mark.parametrize(
    "step", [7, pytest.param(1, marks=pytest.mark.campaign)], ids=["every 7th", "all"]
)
def test_no_bit_of_a_receipt_can_be_changed(step):
    """Of two receipts: in every byte one that is bound to the key that was given."""
    for good in (FULL, WITHHELD):
        for bit in range(0, 8 * len(good), step):
            with pytest.raises(LedgerError):
                check_receipt(flip(good, bit), ORIGIN, KEYS)


@given(data=st.data())
def test_no_bit_of_any_receipt_can_be_changed(data):
    """Whatever the size of the ledger and the place in it."""
    size = data.draw(st.integers(1, 40))
    good = one_of_many(size, data.draw(st.integers(0, size - 1)))
    bit = data.draw(st.integers(0, 8 * len(good) - 1))
    with pytest.raises(LedgerError):
        check_receipt(flip(good, bit), ORIGIN, KEYS)


@given(data=st.data())
def test_no_line_can_be_left_out_repeated_or_put_elsewhere(data):
    """A proof of another shape, a signature twice, a checkpoint in pieces."""
    lines = data.draw(st.sampled_from([FULL, WITHHELD, MANY])).split(b"\n")
    one = data.draw(st.integers(0, len(lines) - 1))
    other = data.draw(st.integers(0, len(lines) - 1))
    moved = list(lines)
    moved[one], moved[other] = moved[other], moved[one]
    for changed in (
        lines[:one] + lines[one + 1 :],
        [*lines[:one], lines[one], *lines[one:]],
        moved,
        lines[:one],
    ):
        if changed != lines:
            with pytest.raises(LedgerError):
                check_receipt(b"\n".join(changed), ORIGIN, KEYS)


@given(data=st.data())
def test_no_bytes_can_be_put_in(data):
    """Anywhere: spaces, line ends, more base64."""
    at = data.draw(st.integers(0, len(FULL)))
    more = data.draw(st.binary(min_size=1, max_size=3) | st.sampled_from([b" ", b"\n", b"\r"]))
    with pytest.raises(LedgerError):
        check_receipt(FULL[:at] + more + FULL[at:], ORIGIN, KEYS)


def rebuilt(receipt, **changes):
    """A receipt in perfect form, one part of which is another."""
    parts = {
        "entry": receipt.entry,
        "opening": receipt.opening,
        "index": receipt.proof.index,
        "path": receipt.proof.hashes,
        "checkpoint": receipt.proof.checkpoint,
    }
    return format_receipt(**(parts | changes))


def test_each_part_is_bound_to_the_others():
    """Parts that are each sound, and are not of one receipt: what a careful forger would try."""
    receipt, other = parse_receipt(MANY), parse_receipt(one_of_many(11, 7))
    assert receipt.opening is not None
    swapped = Opening(receipt.opening.salt, bytes(receipt.opening.content.ljust(32)))
    for changes, error in (
        ({"entry": other.entry}, BadProof),
        ({"opening": other.opening}, Altered),
        ({"opening": swapped}, Altered),
        ({"index": 7}, BadProof),
        ({"path": other.proof.hashes}, BadProof),
        ({"path": receipt.proof.hashes[:-1]}, BadProof),
        ({"checkpoint": parse_receipt(one_of_many(12, 6)).proof.checkpoint}, BadProof),
        ({"entry": other.entry, "path": other.proof.hashes}, BadProof),
    ):
        with pytest.raises(error):
            check_receipt(rebuilt(receipt, **changes), ORIGIN, KEYS)
    # The boundary between salt and content cannot be moved: a salt is 32 bytes.
    with pytest.raises(MalformedReceipt):
        rebuilt(receipt, opening=Opening(b"ontent 6", receipt.opening.salt + b"c"))


def under(leaves, index, entry, opening=None):
    """A receipt under a tree of anything, signed by the right key: no operator makes these."""
    head = Head.empty(ORIGIN)
    head = Head(ORIGIN, len(leaves), leaves[-1], A_TIME, head.frontier.extend(leaves))
    note = sign_checkpoint(head.checkpoint(), SIGNER)
    return format_receipt(entry, opening, index, prove_inclusion(leaves, index, len(leaves)), note)


def test_what_a_key_signed_must_still_be_an_entry_in_its_place():
    """Of another ledger, in another place, or no entry at all, under a perfect proof."""
    _, here = ledger_of(5, ORIGIN)
    _, south = ledger_of(5, "records.example.org/south")
    with pytest.raises(Altered, match="an entry of the ledger records"):
        check_receipt(under([line.hash for line in south], 3, south[3].data), ORIGIN, KEYS)
    with pytest.raises(Altered, match="says it is entry 3"):
        check_receipt(under([here[3].hash] * 5, 2, here[3].data), ORIGIN, KEYS)
    with pytest.raises(Altered, match="canonical"):
        check_receipt(under([entry_hash(b"{}")] * 2, 1, b"{}"), ORIGIN, KEYS)


def test_origin_and_key_are_the_holders():
    """A receipt that is sound, from another ledger or under another key, shows nothing."""
    with pytest.raises(NotPinned):
        check_receipt(FULL, "records.example.org/south", KEYS)
    with pytest.raises(UnknownKey):
        check_receipt(FULL, ORIGIN, [Signer(ORIGIN, bytes(32)).verifier])
    with pytest.raises(UnknownKey):
        check_receipt(FULL, ORIGIN, [])


def test_a_receipt_still_verifies_when_others_have_signed_too():
    """A line by a key not given is passed over; one by the key given must be good."""
    more = sign_checkpoint(
        check_receipt(FULL, ORIGIN, KEYS).checkpoint, Signer("witness.example", bytes(32))
    )
    line = more.split(b"\n")[-2] + b"\n"
    assert check_receipt(FULL + line, ORIGIN, KEYS).content == b"second"
    with pytest.raises(MalformedReceipt, match="twice"):
        check_receipt(FULL + line + line, ORIGIN, KEYS)
    forged = FULL.split(b"\n")[-2].replace(b"Omta", b"Omtb") + b"\n"
    with pytest.raises(BadSignature):
        check_receipt(FULL + forged, ORIGIN, KEYS)


def test_a_receipt_is_of_the_size_its_checkpoint_says_however_long_the_ledger_is():
    """Path and checkpoint are of one snapshot; beyond it there is no receipt yet."""
    head, lines = ledger_of(9, ORIGIN)
    _, more = ledger_of(30, ORIGIN, batch=3)
    tree = hash_reader([line.hash for line in more])
    note = sign_checkpoint(head.checkpoint(), SIGNER)
    receipt = make_receipt(tree, lines[4].data, note, ORIGIN, KEYS)
    assert check_receipt(receipt, ORIGIN, KEYS).checkpoint.size == 9
    with pytest.raises(MalformedTree):
        make_receipt(tree, more[9].data, note, ORIGIN, KEYS)


def test_a_receipt_that_would_not_verify_is_never_handed_out():
    """A damaged tile, or the content of another entry, is found before it leaves."""
    head, lines = ledger_of(9, ORIGIN)
    hashes = [line.hash for line in lines]
    note = sign_checkpoint(head.checkpoint(), SIGNER)
    damaged = [*hashes[:5], flip(hashes[5], 0), *hashes[6:]]
    with pytest.raises(BadProof):
        make_receipt(hash_reader(damaged), lines[4].data, note, ORIGIN, KEYS)
    opening = Opening(b"x", bytes(32))
    with pytest.raises(Altered):
        make_receipt(hash_reader(hashes), lines[4].data, note, ORIGIN, KEYS, opening=opening)


@given(
    st.integers(0, 2**62),
    st.lists(st.binary(min_size=32, max_size=32), max_size=63),
    st.none() | st.binary(min_size=1, max_size=40),
)
def test_a_proof_is_read_back_as_it_was_written(index, hashes, extra):
    """Any place, path and extra."""
    proof = Proof(index, tuple(hashes), LEDGER["checkpoint"].encode(), extra)
    assert parse_proof(format_proof(proof)) == proof


@given(st.binary(max_size=200) | st.sampled_from([FULL, WITHHELD]).flatmap(
    lambda good: st.integers(0, len(good)).map(lambda at: good[:at])
))  # fmt: skip
def test_what_is_read_is_what_would_be_written(data):
    """Any bytes: refused as malformed, or formatted to themselves again."""
    with suppress(MalformedProof):
        assert format_proof(parse_proof(data)) == data
    with suppress(MalformedReceipt):
        assert format_proof(parse_receipt(data).proof) == data


@each("old", "new", of=[
        (b"tlog-proof@v1", b"tlog-proof@v2"),
        (b"index 1\n", b"index 01\n"),
        (b"index 1\n", b"index -1\n"),
        (b"index 1\n", b"index 9223372036854775807\n"),
        (b"index 1\n", b"Index 1\n"),
        (b"index 1\n", b""),
        (b"extra ", b"extra  "),
        (b"extra ", b"more "),
        # The two spare bits of this last group are not zero, and decode to the same byte.
        (b"In0=\n", b"In1=\n"),
        (b"2G58", b"2G5!"),
        (b"2G58a0g1OEvUMlGq7hZ6XnR3RcLna6JwnlJUqAtLa6A=", b"2G58"),
        (b"nlJUqAtLa6A=", b"nlJUqAtLa6B="),
        (b"\n\nrecords", b"\n\n\nrecords"),
        (b"\n\nrecords", b"\nrecords"),
        (b"\n", b"\r\n"),
    ])  # fmt: skip
def test_another_spelling_of_a_proof_is_refused(old, new):
    """Even where it would mean the same."""
    assert old in FULL
    with pytest.raises(MalformedProof):
        parse_proof(FULL.replace(old, new))


@each(
    "extra",
    of=[
        b"{}",
        b"[]",
        b'{"content":"","entry":"e30="}',
        b'{"entry":"e30=","salt":"AAAA"}',
        b'{"content":"eA==","entry":"e30=","salt":"AAAA"}',
        b'{"entry":""}',
        b'{"entry":"e30"}',
        b'{"entry":"e31="}',
        b'{"entry": "e30="}',
        b'{"entry":"e30="} ',
        b'{"entry":"e30=","entry":"e30="}',
        b'{"entry":"e30=","more":"e30="}',
        b'\xff{"entry":"e30="}',
    ],
)
def test_another_spelling_of_what_is_kept_is_refused(extra):
    """Half an opening, members in another order or twice, lenient base64."""
    proof = parse_proof(FULL)
    data = format_proof(Proof(proof.index, proof.hashes, proof.checkpoint, extra))
    with pytest.raises(MalformedReceipt):
        parse_receipt(data)


def test_a_proof_without_an_entry_is_no_receipt():
    """Any tlog-proof is a proof; ours say what of."""
    proof = parse_proof(FULL)
    with pytest.raises(MalformedReceipt):
        parse_receipt(format_proof(Proof(proof.index, proof.hashes, proof.checkpoint)))


def test_what_no_receipt_can_hold_is_refused_when_it_is_written():
    """Too many hashes, too much content, an entry of nothing."""
    proof = parse_proof(FULL)
    note = proof.checkpoint
    for index, path in ((-1, ()), (True, ()), (2**63, ()), (0, (b"x",)), (0, (bytes(32),) * 64)):
        with pytest.raises(MalformedProof):
            format_proof(Proof(index, path, note))
        with pytest.raises(MalformedReceipt):
            format_receipt(ENTRY, None, index, path, note)
    for bad in (Proof(0, (), b"no note"), Proof(0, (), note, b"")):
        with pytest.raises(MalformedProof):
            format_proof(bad)
    with pytest.raises(MalformedReceipt):
        format_receipt(b"", None, 0, (), note)
    with pytest.raises(MalformedReceipt, match="too long"):
        format_receipt(ENTRY, Opening(bytes(3_000_000), bytes(32)), 0, (), note)
    with pytest.raises(MalformedProof):
        parse_proof(b"x" * 10_000_000)
