"""The witness: every answer by its rule, over HTTP."""

from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger import (
    Checkpoint,
    MalformedKey,
    Signer,
    Submission,
    format_note,
    format_public_key,
    format_submission,
    open_checkpoint,
    open_note,
    parse_note,
    parse_submission,
    sign_checkpoint,
    sign_note,
)
from ledger.testing import A_TIME
from ledger.transport import PeerReply, send
from ledger.witness.rules import Witness
from ledger.witness.state import State, read_evidence
from tests.ledger.witnesses import (
    COSIGNER,
    DIGEST,
    FORK,
    HISTORY,
    KEYS,
    ORIGIN,
    SIGNER,
    Clock,
    History,
    a_witness,
    add,
)


def accepted(answer: PeerReply, data: bytes) -> Checkpoint:
    """The checkpoint, once the answer is the cosignature of it and nothing else."""
    assert answer.status == 200
    note = parse_note(parse_note(data).text.encode() + b"\n" + answer.body)
    assert [line.name for line in note.signatures] == [COSIGNER.name]
    opened = format_note(replace(note, signatures=(*parse_note(data).signatures, *note.signatures)))
    assert len(open_note(opened, KEYS).signatures) == 2
    return open_checkpoint(opened, ORIGIN, KEYS)


def test_growth_is_cosigned_step_by_step(url, clock):
    """From nothing on, at sizes around powers of two, and again where it stands."""
    old = 0
    for size in (1, 2, 3, 7, 8, 8, 9, 255, 256, 257, 300):
        clock.at += timedelta(seconds=1)
        answer = add(url, HISTORY.submission(old, size))
        assert accepted(answer, HISTORY.signed(size)) == HISTORY.at(size)
        old = size


def test_an_empty_ledger_is_cosigned(url):
    """It has a root too."""
    assert accepted(add(url, HISTORY.submission(0, 0)), HISTORY.signed(0)).size == 0
    assert accepted(add(url, HISTORY.submission(0, 4)), HISTORY.signed(4)).size == 4


def test_another_old_size_is_answered_with_the_one_held(url):
    """409, the size and a newline, and the type that says so; also when nothing is held yet."""
    for old, size, held in ((3, 5, 0), (0, 5, None), (0, 6, 5), (4, 6, 5), (6, 6, 5), (4, 4, 5)):
        answer = add(url, HISTORY.submission(old, size))
        if held is None:
            assert answer.status == 200
        else:
            assert (answer.status, answer.kind) == (409, "text/x.tlog.size")
            assert answer.body == b"%d\n" % held


def test_an_unknown_ledger_is_404(url):
    """Whoever signed it."""
    stranger = History(signer=Signer("records.example.org/south", bytes(32)))
    assert add(url, stranger.submission(0, 3)).status == 404


def test_a_checkpoint_that_the_ledger_did_not_sign_is_403(url):
    """Signed by nobody known, or with a bad line by the known key beside whatever else."""
    stranger = History(signer=Signer(ORIGIN, bytes(32)))
    assert add(url, stranger.submission(0, 3)).status == 403
    bad = replace(parse_note(HISTORY.signed(3)), text=parse_note(HISTORY.signed(4)).text)
    assert add(url, format_submission(Submission(0, (), format_note(bad)))).status == 403


def test_lines_of_other_keys_are_passed_over(url):
    """And not kept: what the witness shows has the ledger's own line and its own."""
    other = Signer("other.example.org", bytes(32))
    data = sign_checkpoint(HISTORY.at(3), other, SIGNER)
    assert add(url, format_submission(Submission(0, (), data))).status == 200
    shown = send("GET", f"{url}/{DIGEST}/checkpoint", None)
    assert [line.name for line in parse_note(shown.body).signatures] == [ORIGIN, COSIGNER.name]


HASH = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(head + note, id=str(number))
        for number, (head, note) in enumerate(
            [
                (b"", b""),
                (b"garbage", b""),
                (b"old 0\n", b""),
                (b"old 0\n\n", b""),
                (b"old 00\n\n", HISTORY.signed(3)),
                (b"old -1\n\n", HISTORY.signed(3)),
                (b"old +1\n\n", HISTORY.signed(3)),
                (b"old  0\n\n", HISTORY.signed(3)),
                (b"old 0 \n\n", HISTORY.signed(3)),
                (b"new 0\n\n", HISTORY.signed(3)),
                (b"old 0\r\n\r\n", HISTORY.signed(3)),
                (b"old 9223372036854775808\n\n", HISTORY.signed(3)),
                (b"old 0\nnot base64\n\n", HISTORY.signed(3)),
                (b"old 0\n" + base64.b64encode(bytes(31)) + b"\n\n", HISTORY.signed(3)),
                (b"old 0\n" + f"{HASH}\n".encode() * 64 + b"\n", HISTORY.signed(3)),
                (b"old 0\n\n", HISTORY.signed(3)[:-1]),
                (b"old 0\n\n", sign_note("not a checkpoint\n", SIGNER)),
                (b"old 0\n\n", sign_note(f"{ORIGIN}\n3\n{HASH}\nextension\n", SIGNER)),
                (b"old 0\n\n", sign_note(f"{ORIGIN}\n03\n{HASH}\n", SIGNER)),
                (b"old 5\n\n", HISTORY.signed(3)),
            ]
        )
    ],
)
def test_what_is_not_a_submission_is_400(url, body):
    """Malformed in any part, or an old size larger than the new one."""
    assert add(url, body).status == 400


def test_a_bad_proof_is_422_and_kept(url, witness, folder):
    """Too short, too long, of another tree, or one where none belongs."""
    add(url, HISTORY.submission(0, 5))
    good = HISTORY.prove(5, 9)
    for proof in ((), good[:-1], (*good, bytes(32)), FORK.prove(5, 9), good[::-1]):
        data = format_submission(Submission(5, proof, HISTORY.signed(9)))
        assert add(url, data).status == 422
    assert add(url, format_submission(Submission(5, good, HISTORY.signed(5)))).status == 422
    # A proof for no old tree proves nothing.
    other = History(signer=Signer("records.example.org/west", bytes(32)))
    second = a_witness(folder, signers=(SIGNER, other.signer))
    data = format_submission(Submission(0, (bytes(32),), other.signed(4)))
    assert second.add_checkpoint(data).status == 422
    found = read_evidence(folder)
    assert [(one.origin, one.why) for one in found] == [
        (ORIGIN, "bad-proof"),
        (ORIGIN, "bad-proof"),
        (other.signer.name, "bad-proof"),
    ]
    # The good proof came: what was held against this checkpoint is void.
    assert add(url, HISTORY.submission(5, 9)).status == 200
    assert [parse_submission(one.submission).checkpoint for one in read_evidence(folder)] == [
        HISTORY.signed(5),
        other.signed(4),
    ]


def test_a_fork_is_422_and_kept_as_evidence(url, folder):
    """Another root of the same size: with the one held it convicts whoever has the key."""
    add(url, HISTORY.submission(0, 8))
    for _ in range(2):
        assert add(url, FORK.submission(8, 8)).status == 422
    assert add(url, FORK.submission(8, 9)).status == 422
    first, second = read_evidence(folder)
    assert (first.why, second.why) == ("two-roots", "bad-proof")
    assert first.refused_at == A_TIME
    assert first.held is not None
    ours = open_checkpoint(first.held, ORIGIN, [SIGNER.verifier])
    refused = parse_submission(first.submission).checkpoint
    theirs = open_checkpoint(refused, ORIGIN, [SIGNER.verifier])
    assert ours.size == theirs.size == 8
    assert ours.root != theirs.root
    assert accepted(add(url, HISTORY.submission(8, 9)), HISTORY.signed(9)).size == 9


def test_a_fork_that_comes_with_a_wrong_old_size_is_kept_too(url, folder):
    """The answer is 409, since the size is checked first; the two roots speak all the same."""
    add(url, HISTORY.submission(0, 8))
    assert add(url, FORK.submission(0, 8)).status == 409
    assert [one.why for one in read_evidence(folder)] == ["two-roots"]


def test_an_empty_tree_with_a_root_is_422(url, folder):
    """Its format is in order and what it says is impossible."""
    data = sign_note(f"{ORIGIN}\n0\n{base64.b64encode(bytes(32)).decode()}\n", SIGNER)
    assert add(url, format_submission(Submission(0, (), data))).status == 422
    assert [one.why for one in read_evidence(folder)] == ["two-roots"]
    for root in ("", "AAAA", base64.b64encode(bytes(33)).decode()):
        data = sign_note(f"{ORIGIN}\n0\n{root}\n", SIGNER)
        assert add(url, format_submission(Submission(0, (), data))).status == 400


def test_it_never_dates_a_cosignature_before_its_last(url, clock):
    """It said that this was the largest tree at that time. A clock put back: 503."""
    add(url, HISTORY.submission(0, 4))
    clock.at -= timedelta(seconds=1)
    assert add(url, HISTORY.submission(4, 5)).status == 503
    clock.at += timedelta(seconds=1)
    assert add(url, HISTORY.submission(4, 5)).status == 200


def test_a_ledger_with_two_keys_is_one_ledger(folder):
    """After a rotation checkpoints of either key are held to the same history."""
    new = Signer(ORIGIN, bytes(range(1, 33)))
    witness = a_witness(folder, signers=(SIGNER, new))
    rotated = History(signer=new)
    assert witness.add_checkpoint(HISTORY.submission(0, 4)).status == 200
    assert witness.add_checkpoint(rotated.submission(4, 6)).status == 200
    assert witness.add_checkpoint(History("x", 2, new).submission(6, 6)).status == 422


def test_a_witness_is_not_the_ledger(folder):
    """A ledger that cosigns itself vouches for nothing."""
    state = State(folder, format_public_key(COSIGNER.verifier), folder / "used")
    own = Signer(ORIGIN, COSIGNER.seed)
    with pytest.raises(MalformedKey):
        Witness(COSIGNER, [own.verifier], state, Clock())


@pytest.mark.parametrize("submitters", [8])
def test_of_two_histories_one_is_cosigned_whoever_is_first(url, submitters):
    """Both branches submitted by many at once, at every size: one root for each size."""
    roots: dict[int, set[bytes]] = {}

    def feed(history: History) -> None:
        for size in range(1, 40):
            answer = add(url, history.submission(size - 1, size))
            if answer.status == 200:
                roots.setdefault(size, set()).add(history.at(size).root)
            else:
                assert answer.status in (409, 422)

    with ThreadPoolExecutor(submitters) as pool:
        branches = [HISTORY, FORK] * (submitters // 2)
        list(pool.map(feed, branches))
    assert roots
    assert all(len(found) == 1 for found in roots.values())


@given(st.binary(max_size=300))
def test_nothing_that_is_sent_breaks_it(data):
    """An answer to every body; this state is never written to."""

    class Never(State):
        def __init__(self) -> None:
            pass

    witness = Witness(COSIGNER, [SIGNER.verifier], Never(), Clock())
    assert witness.add_checkpoint(b"old 0\n\n" + data).status in (400, 403, 404)
