"""Feeding witnesses: those that answer, and those that lie, are slow, go back or are away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from ledger import (
    Cosigner,
    NotPinned,
    PolicyLog,
    RolledBack,
    Signer,
    TooFewCosignatures,
    UnknownKey,
    Verifier,
    WitnessPolicy,
    check_policy,
    cosigned_at,
    open_checkpoint,
    open_note,
    parse_note,
    parse_submission,
    with_cosignatures,
)
from ledger.testing import A_TIME
from ledger.transport import PeerReply, Send, WitnessUnavailable
from ledger.witness.rules import Witness
from ledger.witnessing import (
    WitnessAhead,
    WitnessFaulty,
    WitnessHoldsAnother,
    WitnessRefused,
    gather,
    submit,
)
from tests.ledger.witnesses import (
    COSIGNER,
    ORIGIN,
    SIGNER,
    Clock,
    History,
    a_witness,
    listed,
    serving,
)
from tests.sweeping import each

HISTORY, FORK = History(), History("fork ", 4)
LOGS = (SIGNER.verifier,)
KEYS = (SIGNER.verifier, COSIGNER.verifier)
NOWHERE = listed("https://witness.example.org/w1/")


class Line:
    """A `Send` to a witness in this process, which remembers what was asked."""

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        self.asked: list[int | str] = []

    def __call__(self, method: str, url: str, body: bytes | None) -> PeerReply:
        path = url.removeprefix("https://witness.example.org/w1/")
        if body is None:
            self.asked.append("GET")
            reply = self.witness.checkpoint(path.removesuffix("/checkpoint"))
        else:
            assert (method, path) == ("POST", "add-checkpoint")
            self.asked.append(parse_submission(body).old)
            reply = self.witness.add_checkpoint(body)
        return PeerReply(reply.status, reply.kind, reply.body)


@pytest.fixture
def witness(tmp_path):
    return a_witness(tmp_path)


@pytest.fixture
def line(witness):
    return Line(witness)


def ask(
    history: History, size: int, send: Send, *, held: int = 0, logs: Sequence[Verifier] = LOGS
) -> bytes:
    return submit(
        history.signed(size), NOWHERE, history.prove, logs=logs, at=A_TIME, held=held, send=send
    )


def says(status: int, body: bytes = b"", kind: str = "text/plain") -> Send:
    return lambda *_: PeerReply(status, kind, body)


def test_a_checkpoint_comes_back_cosigned(line):
    """Verified, with the ledger's own line before it."""
    note = open_note(ask(HISTORY, 5, line), KEYS)
    assert [signature.name for signature in note.signatures] == [ORIGIN, COSIGNER.name]
    assert cosigned_at(note.signatures[1]) == A_TIME
    assert line.asked == [0]


def test_it_is_asked_again_from_the_size_that_it_names(line):
    """Once, with a proof from there; and from there at once when we know where it is."""
    ask(HISTORY, 5, line)
    ask(HISTORY, 9, line)
    ask(HISTORY, 12, line, held=9)
    assert line.asked == [0, 0, 5, 9]
    ask(HISTORY, 12, line, held=9)
    assert line.asked[4:] == [9, 12]


def test_an_answer_that_was_lost_is_had_again(line):
    """The witness cosigned and the line broke: the same checkpoint is cosigned once more."""

    def broken(method: str, url: str, body: bytes | None) -> PeerReply:
        line(method, url, body)
        raise WitnessUnavailable("the line broke")

    with pytest.raises(WitnessUnavailable):
        ask(HISTORY, 5, broken)
    assert len(open_note(ask(HISTORY, 5, line), KEYS).signatures) == 2


def test_a_size_that_moves_all_the_time_is_left_for_later(line):
    """Somebody else is feeding it; there is no third try."""
    sizes = iter([2, 3, 4])

    def moving(method: str, url: str, body: bytes | None) -> PeerReply:
        return PeerReply(409, "text/x.tlog.size", b"%d\n" % next(sizes))

    with pytest.raises(WitnessRefused) as refused:
        ask(HISTORY, 5, moving)
    assert refused.value.refusal.status == 409
    assert next(sizes) == 4


def test_a_fork_is_returned_as_evidence(line):
    """Both checkpoints, each signed by the ledger's key, at one size and at two."""
    ask(HISTORY, 8, line)
    for size in (8, 12):
        with pytest.raises(WitnessHoldsAnother) as refused:
            ask(FORK, size, line)
        assert refused.value.exit_code == 3
        refusal = refused.value.refusal
        assert (refusal.status, refusal.witness, refusal.at) == (422, COSIGNER.name, A_TIME)
        assert open_checkpoint(refusal.submitted, ORIGIN, LOGS) == FORK.at(size)
        assert refusal.held is not None
        assert open_checkpoint(refusal.held, ORIGIN, LOGS) == HISTORY.at(8)


def test_a_witness_of_the_older_protocol_says_409_to_a_fork(line):
    """With the size that was sent, or in plain words; what it holds is looked at all the same."""
    ask(HISTORY, 8, line)
    for kind, body in (("text/x.tlog.size", b"8\n"), ("text/plain", b"other root\n")):

        def older(
            method: str, url: str, data: bytes | None, kind: str = kind, body: bytes = body
        ) -> PeerReply:
            found = line(method, url, data)
            return PeerReply(409, kind, body) if found.status == 422 else found

        with pytest.raises(WitnessHoldsAnother):
            ask(FORK, 8, older, held=8)


def test_a_refusal_that_shows_nothing_is_kept_and_proves_nothing(line):
    """The witness may be mistaken: 422 without a checkpoint that contradicts ours."""
    ask(HISTORY, 5, line)
    for shown in (says(404), says(200, b"nonsense"), says(200, HISTORY.signed(5)), says(200, b"")):

        def refusing(method: str, url: str, body: bytes | None, shown: Send = shown) -> PeerReply:
            return PeerReply(422, "text/plain", b"no\n") if body else shown(method, url, body)

        with pytest.raises(WitnessRefused) as refused:
            ask(HISTORY, 8, refusing)
        assert refused.value.refusal.submitted == HISTORY.signed(8)
        assert refused.value.refusal.said == b"no\n"


def test_a_checkpoint_that_the_ledger_did_not_sign_is_no_evidence():
    """A witness cannot make a fork up."""
    forged = History("forged ", 2, Signer(ORIGIN, bytes(32))).signed(5)

    def forging(method: str, url: str, body: bytes | None) -> PeerReply:
        return PeerReply(422, "text/plain", b"") if body else PeerReply(200, "text/plain", forged)

    with pytest.raises(WitnessRefused) as refused:
        ask(HISTORY, 5, forging)
    assert refused.value.refusal.held is None


def test_a_witness_that_is_ahead_may_be_right(line):
    """An old copy of a ledger meets the witness that saw more: what it saw is shown."""
    ask(HISTORY, 9, line)
    with pytest.raises(WitnessAhead, match="ROLLBACK") as refused:
        ask(HISTORY, 5, line)
    assert isinstance(refused.value, RolledBack)
    assert refused.value.size == 9
    assert refused.value.held is not None
    assert open_checkpoint(refused.value.held, ORIGIN, LOGS) == HISTORY.at(9)
    with pytest.raises(WitnessAhead):
        ask(HISTORY, 5, line, held=9)


def test_a_witness_that_goes_back_is_not_fed(line):
    """It cosigned 9 entries and says that it holds fewer: it has forgotten, or was put back."""
    for named in (0, 4, 8):
        with pytest.raises(WitnessFaulty, match="gone back"):
            ask(HISTORY, 12, says(409, b"%d\n" % named, "text/x.tlog.size"), held=9)


OTHER = Cosigner("other.example.org", bytes(32))
TEXT = parse_note(HISTORY.signed(5)).text.encode()


def lines_of(*lines) -> bytes:
    """Signature lines as a witness returns them."""
    return with_cosignatures(HISTORY.signed(5), lines)[len(HISTORY.signed(5)) :]


def early(by: timedelta) -> bytes:
    return lines_of(COSIGNER.cosign(TEXT, A_TIME - by))


@each(
    "body",
    of=[
        b"",
        b"nonsense\n",
        lines_of(COSIGNER.cosign(TEXT, A_TIME))[:-1],
        b"\n" + lines_of(COSIGNER.cosign(TEXT, A_TIME)),
        lines_of(OTHER.cosign(TEXT, A_TIME)),
        lines_of(COSIGNER.cosign(b"another checkpoint\n", A_TIME)),
        lines_of(Signer(COSIGNER.name, COSIGNER.seed).sign(TEXT)),
        lines_of(replace(COSIGNER.cosign(TEXT, A_TIME), signature=bytes(72))),
        lines_of(COSIGNER.cosign(TEXT, A_TIME)) * 2,
        early(timedelta(minutes=6)),
        early(timedelta(minutes=-6)),
    ],
)
def test_a_false_cosignature_is_not_taken(body):
    """Of nothing, by another, over something else, of another time: the checkpoint stays bare."""
    with pytest.raises(WitnessFaulty):
        ask(HISTORY, 5, says(200, body))


def test_lines_of_others_that_come_with_it_are_left_out():
    """Whoever they are by, they were not asked and are not verified."""
    body = lines_of(OTHER.cosign(TEXT, A_TIME), COSIGNER.cosign(TEXT, A_TIME))
    note = parse_note(ask(HISTORY, 5, says(200, body)))
    assert [line.name for line in note.signatures] == [ORIGIN, COSIGNER.name]


@each(
    "status",
    "error",
    of=[
        (400, WitnessRefused),
        (403, WitnessRefused),
        (404, WitnessRefused),
        (301, WitnessRefused),
        (204, WitnessRefused),
        (418, WitnessRefused),
        (429, WitnessUnavailable),
        (500, WitnessUnavailable),
        (503, WitnessUnavailable),
    ],
)
def test_every_other_answer_says_whether_to_try_again(status, error):
    """What passes is unavailable; what somebody must mend is refused."""
    with pytest.raises(error):
        ask(HISTORY, 5, says(status))


@each("body", of=[b"", b"5", b"05\n", b"-1\n", b"x\n", b"5\n\n", b"\xff\n"])
def test_a_size_that_is_none_is_not_guessed(body):
    """It says by its type that it is a size."""
    with pytest.raises(WitnessFaulty):
        ask(HISTORY, 9, says(409, body, "text/x.tlog.size"))


def test_a_checkpoint_that_is_not_the_ledgers_is_not_sent(line):
    """It would ask somebody to vouch for it."""
    with pytest.raises(UnknownKey):
        ask(HISTORY, 5, line, logs=[Signer(ORIGIN, bytes(32)).verifier])
    assert line.asked == []


def test_one_of_three_is_away_and_the_policy_still_holds(tmp_path):
    """Two of three cosign over HTTP; the third is in the failures, by its name."""
    cosigners = [Cosigner(f"w{number}.example.org", bytes([number]) * 32) for number in (1, 2, 3)]
    clock = Clock()
    one, two = (
        a_witness(tmp_path / cosigner.name, cosigner, clock=clock) for cosigner in cosigners[:2]
    )
    with serving(one) as first, serving(two) as second:
        policy = WitnessPolicy.at_least(
            2,
            [
                listed(first, cosigners[0], "one"),
                listed(second, cosigners[1], "two"),
                listed("http://127.0.0.1:1", cosigners[2], "three"),
            ],
            [PolicyLog(SIGNER.verifier)],
        )
        gathered = gather(HISTORY.signed(5), policy, HISTORY.prove, at=A_TIME)
        assert set(gathered.failures) == {"three"}
        assert isinstance(gathered.failures["three"], WitnessUnavailable)
        found = check_policy(gathered.note, ORIGIN, policy)
        assert found.lag(A_TIME + timedelta(minutes=3)) == timedelta(minutes=3)

        # Later, and with one that we know to be behind: what is reached is said by the policy.
        clock.at += timedelta(minutes=1)
        again = gather(
            HISTORY.signed(9), policy, HISTORY.prove, at=clock.at, held={"one": 5, "two": 9}
        )
        assert set(again.failures) == {"two", "three"}
        assert isinstance(again.failures["two"], WitnessFaulty)
        with pytest.raises(TooFewCosignatures):
            check_policy(again.note, ORIGIN, policy)


def test_a_witness_without_an_address_is_not_asked():
    """A policy for auditors has none; its checkpoints are cosigned by somebody else's asking."""
    policy = WitnessPolicy.at_least(1, [listed(None)], [PolicyLog(SIGNER.verifier)])
    gathered = gather(HISTORY.signed(5), policy, HISTORY.prove, at=A_TIME, send=says(500))
    assert gathered.note == HISTORY.signed(5)
    assert gathered.failures == {}
    with pytest.raises(NotPinned):
        gather(HISTORY.signed(5), replace(policy, logs=()), HISTORY.prove, at=A_TIME)
