"""Checkpoints: three lines, signed."""

from __future__ import annotations

import base64

import metamorphic_log
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import (
    EMPTY_ROOT,
    Checkpoint,
    Frontier,
    MalformedCheckpoint,
    NotPinned,
    Signer,
    UnknownKey,
    Verifier,
    format_checkpoint,
    format_public_key,
    leaf_hash,
    new_signer,
    open_checkpoint,
    parse_checkpoint,
    parse_entry,
    private_key_from_text,
    prove_consistency,
    prove_inclusion,
    public_key_from_text,
    root_of,
    sign_checkpoint,
    walk,
)
from tests.ledger.vector_files import load
from tests.sweeping import each

checkpoints = st.builds(
    Checkpoint,
    st.from_regex(r"[!#-*,-\[\]-~]{1,60}", fullmatch=True),
    st.integers(1, 2**63 - 1),
    st.binary(min_size=32, max_size=32),
)


def test_the_bytes_of_a_checkpoint_are_those_on_file():
    """Ed25519 always gives the same signature, so the whole note is fixed."""
    vectors = load("ledger")
    signer = private_key_from_text(vectors["signer"], Signer)
    assert format_public_key(signer.verifier) == vectors["verifier"]
    data = [vector["bytes"].encode() for vector in vectors["entries"]]
    head = walk(data, vectors["origin"])
    assert head.frontier.format().hex() == vectors["frontier"]
    assert sign_checkpoint(head.checkpoint(), signer).decode() == vectors["checkpoint"]
    nothing = walk([], vectors["origin"]).checkpoint()
    assert sign_checkpoint(nothing, signer).decode() == vectors["checkpoint_of_nothing"]
    assert parse_entry(data[-1]).seq == 2


def test_the_roots_of_a_log_written_by_others_are_ours():
    """Tessera's golden log, at the sizes for which it has checkpoints."""
    vectors = load("tessera")
    leaves = [leaf_hash(entry.encode()) for entry in vectors["entries"]]
    for size, root in vectors["roots"].items():
        assert base64.b64encode(root_of(leaves[: int(size)])).decode() == root
    signer = private_key_from_text(vectors["signer"], Signer)
    assert signer.verifier == public_key_from_text(vectors["verifier"], Verifier)


@given(checkpoints)
def test_parsing_undoes_formatting(checkpoint):
    """Whatever can be written is read back the same."""
    assert parse_checkpoint(format_checkpoint(checkpoint)) == checkpoint


@given(checkpoints.map(format_checkpoint), st.data())
def test_a_checkpoint_is_read_only_as_it_is_written(text, data):
    """What parses is written back as the same text; the rest is refused with one error."""
    at = data.draw(st.integers(0, len(text) - 1))
    changed = text[:at] + data.draw(st.text(max_size=2)) + text[at + 1 :]
    try:
        checkpoint = parse_checkpoint(changed)
    except MalformedCheckpoint:
        return
    assert format_checkpoint(checkpoint) == changed


ROOT = base64.b64encode(bytes(range(32))).decode()


@each(
    "text",
    of=[
        "",
        f"origin\n1\n{ROOT}",
        f"origin\n01\n{ROOT}\n",
        f"origin\n-1\n{ROOT}\n",
        f"origin\n+1\n{ROOT}\n",
        f"origin\n١\n{ROOT}\n",
        f"origin\n{2**63}\n{ROOT}\n",
        f"origin\n0\n{ROOT}\n",
        f"two words\n1\n{ROOT}\n",
        f"\n1\n{ROOT}\n",
        f"origin\n1\n{ROOT[:-4]}\n",
        f"origin\n1\n{ROOT.replace('8=', '9=')}\n",
        "origin\n1\nnot base64\n",
        f"origin\n1\n{ROOT}\nextension\n",
        f"origin\n1\n{ROOT}\n\n",
    ],
)
def test_what_is_not_a_checkpoint_is_refused(text):
    """Also what the specification allows and advises against: more lines."""
    with pytest.raises(MalformedCheckpoint):
        parse_checkpoint(text)


def test_a_checkpoint_of_nothing_has_the_empty_root():
    """Size 0 with any other root is not a statement about a tree."""
    assert parse_checkpoint(format_checkpoint(Checkpoint("origin", 0, EMPTY_ROOT))).size == 0
    with pytest.raises(MalformedCheckpoint):
        format_checkpoint(Checkpoint("origin", 0, bytes(32)))


def test_a_checkpoint_opens_for_the_origin_and_key_that_were_asked_for():
    """Neither is taken from what is being opened."""
    signer, stranger = new_signer("one.example"), new_signer("one.example")
    checkpoint = Checkpoint("one.example", 1, bytes(32))
    data = sign_checkpoint(checkpoint, signer)
    assert open_checkpoint(data, "one.example", [signer.verifier]) == checkpoint
    with pytest.raises(NotPinned, match=r"one\.example"):
        open_checkpoint(data, "two.example", [signer.verifier])
    with pytest.raises(UnknownKey):
        open_checkpoint(data, "one.example", [stranger.verifier])


@each("size", of=[1, 2, 3, 10, 256, 300])
def test_a_verifier_by_others_accepts_checkpoints_with_their_proofs(size):
    """Signature, inclusion and consistency, each by an implementation of other people's."""
    signer = new_signer("one.example")
    keys = [format_public_key(signer.verifier)]
    leaves = [leaf_hash(number.to_bytes(2, "big")) for number in range(size)]

    def signed(count):
        root = Frontier().extend(leaves[:count]).root()
        return sign_checkpoint(Checkpoint("one.example", count, root), signer).decode()

    read = metamorphic_log.checkpoint_verify(signed(size), keys)
    assert read.size == size
    index, old = size // 2, size // 2 + 1
    metamorphic_log.checkpoint_verify_inclusion(
        signed(size), keys, index, leaves[index], list(prove_inclusion(leaves, index, size))
    )
    metamorphic_log.checkpoint_verify_consistency(
        signed(old), signed(size), keys, list(prove_consistency(leaves, old, size))
    )
