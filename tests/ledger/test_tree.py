"""The Merkle tree, against the definition in RFC 6962 written down as it stands there."""

from __future__ import annotations

import random
from hashlib import sha256

import metamorphic_log
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import (
    EMPTY_ROOT,
    BadProof,
    Frontier,
    MalformedTree,
    check_consistency,
    check_inclusion,
    hash_reader,
    leaf_hash,
    node_hash,
    prove_consistency,
    prove_inclusion,
    root_of,
)
from tests.ledger.vector_files import load
from tests.trying import is_campaign

MANY = 300
LEAVES = [leaf_hash(number.to_bytes(2, "big")) for number in range(MANY)]
#: All in campaigns; each day every third, and those beside which a tree is of another shape.
SIZES = [
    size
    for size in range(MANY + 1)
    if is_campaign() or size % 3 == 0 or any(one & (one - 1) == 0 for one in (size, size + 1))
]

_memory: dict[tuple[int, int], bytes] = {}


def split(count):
    k = 1
    while k * 2 < count:
        k *= 2
    return k


def mth(start, stop):
    """MTH of RFC 6962, section 2.1, over LEAVES[start:stop]."""
    if start == stop:
        return sha256(b"").digest()
    if stop - start == 1:
        return LEAVES[start]
    if (start, stop) not in _memory:
        k = split(stop - start)
        both = mth(start, start + k) + mth(start + k, stop)
        _memory[start, stop] = sha256(b"\x01" + both).digest()
    return _memory[start, stop]


def path(m, start, stop):
    """PATH of RFC 6962, section 2.1.1."""
    if stop - start == 1:
        return []
    k = split(stop - start)
    if m < k:
        return [*path(m, start, start + k), mth(start + k, stop)]
    return [*path(m - k, start + k, stop), mth(start, start + k)]


def subproof(m, start, stop, b):
    """SUBPROOF of RFC 6962, section 2.1.2."""
    if m == stop - start:
        return [] if b else [mth(start, stop)]
    k = split(stop - start)
    if m <= k:
        return [*subproof(m, start, start + k, b), mth(start + k, stop)]
    return [*subproof(m - k, start + k, stop, False), mth(start, start + k)]


def test_roots_are_those_of_the_definition_at_every_size():
    """Grown leaf by leaf, grown at once, and grown in two steps: always the defined root."""
    frontier = Frontier()
    for size in range(MANY + 1):
        assert frontier.root() == mth(0, size) == root_of(LEAVES[:size])
        half = size // 3
        assert Frontier().extend(LEAVES[:half]).extend(LEAVES[half:size]) == frontier
        assert Frontier.parse(frontier.format()) == frontier
        if size < MANY:
            frontier = frontier.append(LEAVES[size])


def test_every_inclusion_proof_is_the_defined_one_and_checks():
    """Every leaf of each size, from one reader over the longest list."""
    tree = hash_reader(LEAVES)
    for size in SIZES[1:]:
        root = mth(0, size)
        for index in range(size):
            proof = prove_inclusion(tree, index, size)
            assert list(proof) == path(index, 0, size)
            check_inclusion(LEAVES[index], index, size, proof, root)


def test_every_consistency_proof_is_the_defined_one_and_checks():
    """Each size, and every one before it."""
    tree = hash_reader(LEAVES)
    for new in SIZES:
        for old in range(new + 1):
            proof = prove_consistency(tree, old, new)
            assert list(proof) == (subproof(old, 0, new, True) if 0 < old < new else [])
            check_consistency(old, mth(0, old), new, mth(0, new), proof)


def test_an_inclusion_proof_fits_one_leaf_one_place_and_one_tree():
    """Any one thing changed, and the proof is refused."""
    choose = random.Random(1)
    for size in range(1, 70):
        root = mth(0, size)
        index = choose.randrange(size)
        leaf, proof = LEAVES[index], prove_inclusion(LEAVES, index, size)
        other = bytes(32)
        wrong = [
            (other, index, size, proof, root),
            (leaf, index, size, proof, other),
            (leaf, size, size, proof, root),
            (leaf, -1, size, proof, root),
            (leaf, index, size, (*proof, other), root),
            (leaf, index, size, proof, root[:31]),
        ]
        wrong += [(leaf, place, size, proof, root) for place in range(size) if place != index]
        wrong += [(leaf, index, size, proof[:-1], root)] if proof else []
        wrong += [
            (leaf, index, size, (*proof[:at], other, *proof[at + 1 :]), root)
            for at in range(len(proof))
        ]
        for arguments in wrong:
            with pytest.raises(BadProof):
                check_inclusion(*arguments)


def test_a_consistency_proof_fits_two_trees_only():
    """Any one thing changed, and the proof is refused."""
    other = bytes(32)
    for new in range(1, 40):
        for old in range(new + 1):
            old_root, new_root = mth(0, old), mth(0, new)
            proof = prove_consistency(LEAVES, old, new)
            wrong = [
                (old, old_root, new, new_root, (*proof, other)),
                (old, other, new, new_root, proof),
                (new + 1, old_root, new, new_root, proof),
                (-1, old_root, new, new_root, proof),
            ]
            wrong += [(old, old_root, new, other, proof)] if old else []
            wrong += [(old, old_root, new, new_root, proof[:-1])] if proof else []
            wrong += [
                (old, old_root, new, new_root, (*proof[:at], other, *proof[at + 1 :]))
                for at in range(len(proof))
            ]
            for arguments in wrong:
                with pytest.raises(BadProof):
                    check_consistency(*arguments)


def test_a_proof_reads_a_logarithm_of_the_tree():
    """A tree far too large to hold: the prover asks for few hashes, each complete and once."""
    size = 10**12 + 12345
    asked = []

    def read(level, index):
        assert (index + 1) << level <= size
        asked.append((level, index))
        return sha256(f"{level} {index}".encode()).digest()

    prove_inclusion(read, 10**11 + 7, size)
    assert len(asked) == len(set(asked)) < 80
    asked.clear()
    prove_consistency(read, 10**11 + 7, size)
    assert len(asked) == len(set(asked)) < 160


def test_the_reference_answers_hold():
    """Roots and proofs of the eight leaves that Certificate Transparency is tested with."""
    vectors = load("rfc6962")
    leaves = [leaf_hash(bytes.fromhex(leaf)) for leaf in vectors["leaves"]]
    for size, root in enumerate(vectors["roots"]):
        assert root_of(leaves[:size]).hex() == root
    for case in vectors["inclusion_first_8_bytes"]:
        proof = prove_inclusion(leaves, case["index"], case["size"])
        assert [hash_.hex()[:16] for hash_ in proof] == case["proof"]
    for case in vectors["consistency_first_8_bytes"]:
        proof = prove_consistency(leaves, case["old"], case["new"])
        assert [hash_.hex()[:16] for hash_ in proof] == case["proof"]
    assert leaf_hash(b"L123456").hex() == vectors["leaf_L123456"]
    assert node_hash(b"N123", b"N456").hex() == vectors["node_N123_N456"]
    assert EMPTY_ROOT.hex() == vectors["roots"][0]


def test_an_odd_last_leaf_is_not_paired_with_itself():
    """Otherwise three leaves and the same three with the last one twice had one root."""
    assert root_of(LEAVES[:3]) != root_of([*LEAVES[:3], LEAVES[2]])


@pytest.mark.parametrize("size", [1, 2, 3, 7, 64, 100, 255, 256, 257])
def test_a_verifier_by_others_accepts_our_proofs(size):
    """An implementation in another language, by other people, agrees."""
    root = root_of(LEAVES[:size])
    for index in {0, size // 2, size - 1}:
        proof = prove_inclusion(LEAVES, index, size)
        metamorphic_log.verify_inclusion(index, size, LEAVES[index], list(proof), root)
    for old in {1, size // 2 or 1, size}:
        proof = prove_consistency(LEAVES, old, size)
        metamorphic_log.verify_consistency(old, size, list(proof), root_of(LEAVES[:old]), root)


@given(st.binary(max_size=200))
def test_a_frontier_is_read_only_as_it_is_written(data):
    """What parses is written back as the same bytes; the rest is refused with one error."""
    try:
        frontier = Frontier.parse(data)
    except MalformedTree:
        return
    assert frontier.format() == data


@pytest.mark.parametrize(("index", "size"), [(0, 0), (5, 5), (-1, 5)])
def test_a_leaf_that_is_not_there_has_no_proof(index, size):
    """Asking for it is an error of the caller's, said so."""
    with pytest.raises(MalformedTree):
        prove_inclusion(LEAVES, index, size)


@pytest.mark.parametrize(("old", "new"), [(6, 5), (-1, 5)])
def test_a_tree_never_had_more_leaves_than_it_has(old, new):
    """Asking for such a proof is an error of the caller's, said so."""
    with pytest.raises(MalformedTree):
        prove_consistency(LEAVES, old, new)
