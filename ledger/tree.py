"""The Merkle tree of RFC 6962, section 2.1: roots, and proofs that need only a few hashes.

Throughout, a *leaf* is a leaf hash (`leaf_hash` of an entry's bytes), 32 bytes. Provers read the
tree through a `HashReader`, so that they run as well over a list as over stored tiles. Checkers
follow RFC 9162, sections 2.1.3.2 and 2.1.4.2, and share no code with the provers: a mistake in
one is then found by the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, TypeAlias

from ledger.errors import BadProof, MalformedTree

EMPTY_ROOT: Final = sha256(b"").digest()
"""The root of a tree without leaves: the hash of nothing (RFC 6962, section 2.1)."""

HashReader: TypeAlias = Callable[[int, int], bytes]
"""Given (level, index), the hash over leaves index * 2**level up to (index + 1) * 2**level.

Provers ask only for subtrees that are complete within the size they were given, O(log size) of
them, each at most once.
"""


def leaf_hash(data: bytes) -> bytes:
    """SHA-256(0x00 || data)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 || left || right) of two 32-byte hashes."""
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """What must be kept of a tree to let it grow: the roots of its complete subtrees.

    `size` is the number of leaves. `hashes` has one hash for each bit set in `size`, the
    largest (leftmost) subtree first. A value: appending gives another one.
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> Frontier:
        """This tree with one more leaf."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> Frontier:
        """This tree with more leaves, in order; amortised one node hash for each."""
        row = list(leaves)
        size = self.size + len(row)
        waiting = list(self.hashes)  # complete subtrees to the left, smallest last
        kept: list[bytes] = []  # those of the result, smallest first
        old = self.size
        while old or row:
            if old & 1:
                row.insert(0, waiting.pop())
            if len(row) & 1:
                # The last one has no partner yet. It waits; it is never hashed with itself,
                # which would give two lists of leaves the same root.
                kept.append(row.pop())
            pairs = iter(row)
            row = [
                sha256(b"\x01" + left + right).digest()
                for left, right in zip(pairs, pairs, strict=True)
            ]
            old >>= 1
        return Frontier(size, tuple(reversed(kept)))

    def root(self) -> bytes:
        """The root of the tree, 32 bytes, in O(log size) hashes."""
        if not self.hashes:
            return EMPTY_ROOT
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root

    def format(self) -> bytes:
        """Eight bytes of size, big-endian, then the hashes."""
        return self.size.to_bytes(8, "big") + b"".join(self.hashes)

    @classmethod
    def parse(cls, data: bytes) -> Frontier:
        """Read what `format` writes; anything else raises MalformedTree."""
        size = int.from_bytes(data[:8], "big")
        if len(data) < 8 or len(data) != 8 + 32 * size.bit_count():
            raise MalformedTree("These bytes are not the frontier of a tree.")
        return cls(size, tuple(data[at : at + 32] for at in range(8, len(data), 32)))


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes."""
    return Frontier().extend(leaves).root()


def hash_reader(leaves: Sequence[bytes]) -> HashReader:
    """Read subtrees of a list of leaf hashes.

    Every subtree is computed at its first use and kept, so several proofs over one list cost
    one pass over it.
    """
    known: dict[tuple[int, int], bytes] = {}

    def read(level: int, index: int) -> bytes:
        if level == 0:
            return leaves[index]
        place = (level, index)
        if place not in known:
            known[place] = node_hash(read(level - 1, 2 * index), read(level - 1, 2 * index + 1))
        return known[place]

    return read


def prove_inclusion(tree: HashReader | Sequence[bytes], index: int, size: int) -> tuple[bytes, ...]:
    """The audit path of leaf `index` in the tree of the first `size` leaves, from leaf to root.

    PATH(m, D[n]) of RFC 6962, section 2.1.1. Raises MalformedTree unless 0 <= index < size.
    """
    ranges, read = beside(index, size), _reader(tree)
    return tuple(_subtree(read, start, stop) for start, stop in ranges)


def beside(index: int, size: int) -> tuple[tuple[int, int], ...]:
    """Which leaves are under each hash of the audit path of leaf `index`, in the path's order: from
    the first up to, and without, the second. What lies before the leaf is hashed to the left of it.

    Raises MalformedTree unless 0 <= index < size.
    """
    if not 0 <= index < size:
        raise MalformedTree(f"A tree of {size} leaves has no leaf {index}.")
    start, stop = 0, size
    found: list[tuple[int, int]] = []
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            found.append((middle, stop))
            stop = middle
        else:
            found.append((start, middle))
            start = middle
    return tuple(reversed(found))


def prove_consistency(tree: HashReader | Sequence[bytes], old: int, new: int) -> tuple[bytes, ...]:
    """That the first `old` leaves of the tree of `new` leaves are the tree of `old` leaves.

    PROOF(m, D[n]) of RFC 6962, section 2.1.2; empty when old is 0 or equals new. Raises
    MalformedTree unless 0 <= old <= new.
    """
    if not 0 <= old <= new:
        raise MalformedTree(f"A tree of {new} leaves never had {old}.")
    if old in (0, new):
        return ()
    read = _reader(tree)
    start, stop = 0, new
    proof: list[bytes] = []
    while stop != old:
        middle = start + _split(stop - start)
        if old <= middle:
            proof.append(_subtree(read, middle, stop))
            stop = middle
        else:
            proof.append(_subtree(read, start, middle))
            start = middle
    # If we only ever went left, the old tree is a complete subtree of the new one, and the
    # checker has its root already: it is the old root.
    if start:
        proof.append(_subtree(read, start, stop))
    return tuple(reversed(proof))


def check_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> None:
    """Raise BadProof unless `proof` shows `leaf` at `index` of the `size` leaves under `root`.

    The steps are those of RFC 9162, section 2.1.3.2.
    """
    _check_hashes(leaf, root, *proof)
    if not 0 <= index < size:
        raise BadProof(f"A tree of {size} leaves has no leaf {index}.")
    fn, sn = index, size - 1
    found = leaf
    for hash_ in proof:
        if sn == 0:
            raise BadProof("The inclusion proof is too long.")
        if fn & 1 or fn == sn:
            found = node_hash(hash_, found)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            found = node_hash(found, hash_)
        fn >>= 1
        sn >>= 1
    if sn:
        raise BadProof("The inclusion proof is too short.")
    if found != root:
        raise BadProof("The inclusion proof leads to another root.")


def check_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Raise BadProof unless `proof` shows that the new tree is the old one, grown.

    The steps are those of RFC 9162, section 2.1.4.2, which leaves the cases of an empty old
    tree and of equal sizes to the reader: both take an empty proof.
    """
    _check_hashes(old_root, new_root, *proof)
    if not 0 <= old_size <= new_size:
        raise BadProof(f"A tree of {new_size} leaves never had {old_size}.")
    for size, root in ((old_size, old_root), (new_size, new_root)):
        if size == 0 and root != EMPTY_ROOT:
            raise BadProof("A tree without leaves has one root only, and this is not it.")
    if old_size in (0, new_size):
        if proof:
            raise BadProof("The consistency proof is too long.")
        if old_size == new_size and old_root != new_root:
            raise BadProof("Two trees of one size have different roots.")
        return
    # An old tree that is complete is a node of the new one, and its root is not sent again.
    path = [old_root, *proof] if old_size.bit_count() == 1 else list(proof)
    if not path:
        raise BadProof("The consistency proof is too short.")
    if _climb(path, old_size - 1, new_size - 1) != (old_root, new_root):
        raise BadProof("The consistency proof leads to another root.")


def _climb(path: Sequence[bytes], fn: int, sn: int) -> tuple[bytes, bytes]:
    """Steps 4 to 6 of RFC 9162, section 2.1.4.2: the old and the new root that `path` leads to."""
    while fn & 1:
        fn >>= 1
        sn >>= 1
    old = new = path[0]
    for hash_ in path[1:]:
        if sn == 0:
            raise BadProof("The consistency proof is too long.")
        if fn & 1 or fn == sn:
            old = node_hash(hash_, old)
            new = node_hash(hash_, new)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            new = node_hash(new, hash_)
        fn >>= 1
        sn >>= 1
    if sn:
        raise BadProof("The consistency proof is too short.")
    return old, new


def _reader(tree: HashReader | Sequence[bytes]) -> HashReader:
    return tree if callable(tree) else hash_reader(tree)


def _split(count: int) -> int:
    """The largest power of two smaller than `count`, for count > 1."""
    return 1 << (count - 1).bit_length() - 1


def _subtree(read: HashReader, start: int, stop: int) -> bytes:
    """The hash over leaves start up to stop, where start is a boundary of the RFC's recursion.

    Such a range is complete subtrees of falling size, and its hash folds them from the right.
    """
    parts: list[bytes] = []
    while start < stop:
        level = (stop - start).bit_length() - 1
        parts.append(read(level, start >> level))
        start += 1 << level
    found = parts.pop()
    while parts:
        found = node_hash(parts.pop(), found)
    return found


def _check_hashes(*hashes: bytes) -> None:
    if any(len(hash_) != 32 for hash_ in hashes):
        raise BadProof("Every hash of a proof is 32 bytes.")
