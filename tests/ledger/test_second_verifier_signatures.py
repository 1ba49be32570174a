"""The second verifier's own Ed25519, against RFC 8032 and against another implementation."""

from __future__ import annotations

from functools import cache

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from hypothesis import given
from hypothesis import strategies as st

from ledger import MalformedKey, Verifier, format_public_key, public_key_from_text
from tests.ledger.both_verifiers import load_second
from tests.ledger.vector_files import load
from tests.trying import tried

SECOND = load_second()
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
VECTORS = load("ed25519")["signatures"]
SEED = bytes(range(32))
PUBLIC = Ed25519PrivateKey.from_private_bytes(SEED).public_key().public_bytes_raw()
MESSAGE = b"a message"
SIGNATURE = Ed25519PrivateKey.from_private_bytes(SEED).sign(MESSAGE)


def number(data):
    return int.from_bytes(data, "little")


def octets(value, sign=0):
    return (value | sign << 255).to_bytes(32, "little")


def encode(point):
    return octets(point[1], point[0] & 1)


def accepted_by_cryptography(public_key, message, signature):
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def both(public_key, message, signature):
    """What both answer, who must answer alike."""
    mine = SECOND.is_signature(public_key, message, signature)
    assert mine == accepted_by_cryptography(public_key, message, signature)
    return mine


@cache
def of_small_order():
    """The eight points that a multiple of 8 takes to the neutral one."""
    found = {(0, 1)}
    for y in range(2, 60):
        point = SECOND.decode_point(octets(y))
        if point is not None:
            found.add(SECOND.multiply(L, point))
        if len(found) == 8:
            break
    return sorted(found)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["test"])
def test_the_vectors_of_rfc_8032_verify(vector):
    """Section 7.1, all five; and not with a bit of text, key or signature changed."""
    public, message, signature = (
        bytes.fromhex(vector[name]) for name in ("public_key", "message", "signature")
    )
    assert both(public, message, signature)
    assert not both(public, message + b"\0", signature)
    for at in (0, 31, 32, 63):
        changed = bytearray(signature)
        changed[at] ^= 1
        assert not both(public, message, bytes(changed))
    changed = bytearray(public)
    changed[0] ^= 1
    assert not both(bytes(changed), message, signature)


def test_the_arithmetic_is_that_of_the_curve():
    """The base point has order L; every encoding is that of its point and of no other."""
    base = SECOND.decode_point(octets(4 * pow(5, -1, P) % P))
    assert encode(base).hex() == "58" + 31 * "66"
    assert SECOND.multiply(L, base) == (0, 1)
    assert SECOND.multiply(number(SEED), base) == SECOND.add(
        SECOND.multiply(number(SEED) - 1, base), base
    )
    for vector in VECTORS:
        data = bytes.fromhex(vector["public_key"])
        assert encode(SECOND.decode_point(data)) == data


def test_a_scalar_has_one_spelling():
    """s + L verifies in arithmetic without a bound. With one, a signature cannot be rewritten."""
    s = number(SIGNATURE[32:])
    assert both(PUBLIC, MESSAGE, SIGNATURE)
    for more in range(1, 16):
        if s + more * L < 2**256:
            assert not both(PUBLIC, MESSAGE, SIGNATURE[:32] + octets(s + more * L))
    for s in (0, L - 1, L, L + 1, 2**255 - 1, 2**256 - 1):
        assert not both(PUBLIC, MESSAGE, SIGNATURE[:32] + octets(s))


@pytest.mark.parametrize("length", [0, 1, 31, 32, 63, 65, 96, 128])
def test_a_signature_has_64_bytes(length):
    """One byte less or more, or none."""
    assert not both(PUBLIC, MESSAGE, (SIGNATURE + bytes(64))[:length])


def test_a_point_has_one_encoding():
    """y below p, and no sign on an x of nought: RFC 8032, section 5.1.3."""
    for sign in (0, 1):
        for y in range(P, 2**255):
            assert SECOND.decode_point(octets(y, sign)) is None
    for y in (1, P - 1):
        assert SECOND.decode_point(octets(y)) == (0, y)
        assert SECOND.decode_point(octets(y, 1)) is None
    not_on_the_curve = [y for y in range(60) if SECOND.decode_point(octets(y)) is None]
    assert 2 in not_on_the_curve
    assert 20 < len(not_on_the_curve) < 40


def test_a_commitment_in_another_encoding_is_refused():
    """R is compared as it was sent. Otherwise one signature could be spelled twice."""
    for signer in of_small_order():
        for data in (octets(1, 1), octets(P + 1), octets(P + 1, 1), octets(P - 1, 1)):
            for text in (b"0", b"1", b"2", b"3"):
                assert not both(encode(signer), text, data + octets(0))


def test_points_of_small_order_are_judged_alike():
    """As key, as commitment, as both. There is no cofactor to hide the difference in."""
    assert len(of_small_order()) == 8
    answers = {
        both(encode(key), text, encode(commitment) + octets(0))
        for key in of_small_order()
        for commitment in of_small_order()
        for text in (b"0", b"1", b"2", b"3")
    }
    assert answers == {True, False}


def test_a_part_of_small_order_is_not_multiplied_away():
    """A signature whose R has one added to it would pass with a cofactor, and does not here."""
    secret = number(SECOND.hashlib.sha512(SEED).digest()[:32])
    secret = secret & ((1 << 254) - 8) | 1 << 254
    base = SECOND.decode_point(octets(4 * pow(5, -1, P) % P))
    for small in of_small_order():
        r = encode(SECOND.add(SECOND.multiply(77, base), small))
        k = number(SECOND.hashlib.sha512(r + PUBLIC + MESSAGE).digest()) % L
        forged = r + octets((77 + k * secret) % L)
        assert both(PUBLIC, MESSAGE, forged) == (small == (0, 1))


@tried(2, at_length=200)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 511))
def test_what_others_sign_verifies_and_a_changed_bit_does_not(seed, message, bit):
    """Any key, any message, any bit of the signature."""
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), bytearray(key.sign(message))
    assert both(public, message, bytes(signature))
    signature[bit // 8] ^= 1 << bit % 8
    assert not both(public, message, bytes(signature))


@tried(2, at_length=200)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=20), st.binary(max_size=70))
def test_rubbish_is_no_signature(public_key, message, signature):
    """Keys that are no points, signatures of any length."""
    assert not both(public_key, message, signature)


def test_both_read_the_same_keys():
    """A key text holds the one encoding of a point. OpenSSL would verify with another as well."""
    read = set()
    others = [octets(y, sign) for y in range(P, 2**255) for sign in (0, 1)]
    minus = [octets(1, 1), octets(P - 1, 1)]
    near = [octets(y, sign) for y in (*range(40), *range(P - 40, P)) for sign in (0, 1)]
    for data in [*others, *minus, *near, *map(encode, of_small_order()), PUBLIC]:
        text = format_public_key(Verifier("name", data))
        answers = set()
        for reader, refusal in (
            (lambda text: public_key_from_text(text, Verifier), MalformedKey),
            (lambda text: SECOND.read_keys([text]), SECOND.Finding),
        ):
            try:
                reader(text)
            except refusal:
                answers.add(False)
            else:
                answers.add(True)
                read.add(data)
        assert len(answers) == 1
    assert not read & {*others, *minus}
    assert {PUBLIC, *map(encode, of_small_order())} <= read
    assert accepted_by_cryptography(octets(P + 1), MESSAGE, octets(1) + octets(0))
