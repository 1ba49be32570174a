"""A witness that others wrote (aics-witness, C2SP tlog-witness), and their way of asking ours."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger import (
    CosignatureVerifier,
    PolicyWitness,
    check_policy,
    format_public_key,
    open_checkpoint,
    public_key_from_text,
)
from ledger.policy import PolicyLog, WitnessPolicy
from ledger.transport import send
from ledger.witnessing import (
    Gathered,
    WitnessAhead,
    WitnessHoldsAnother,
    WitnessRefused,
    gather,
    submit,
)
from tests.ledger.witnesses import COSIGNER, ORIGIN, SIGNER, History, Process

HISTORY, FORK = History(), History("fork ", 4)
LOGS = (SIGNER.verifier,)

pytestmark = pytest.mark.slow


def theirs(folder: Path, command: str, *arguments: str) -> list[str]:
    config = str(folder / "witness.json")
    return [sys.executable, "-m", "aics_witness", command, "--config", config, *arguments]


def said(folder: Path, command: str, *arguments: str) -> str:
    done = subprocess.run(
        theirs(folder, command, *arguments), check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@contextmanager
def running(folder: Path) -> Iterator[PolicyWitness]:
    """Their witness as a process on loopback, told of our ledger; the same again in one folder."""
    key = said(folder, "init", "--name", "witness.example.com/w1")
    said(folder, "add-log", "--origin", ORIGIN, "--vkey", format_public_key(SIGNER.verifier))
    process = subprocess.Popen(
        theirs(folder, "serve", "--listen", "127.0.0.1:0"), stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        line = next(line for line in process.stderr if "listening on" in line)
        url = line.split("listening on ")[1].split()[0]
        yield PolicyWitness("theirs", public_key_from_text(key, CosignatureVerifier), url)
    finally:
        process.terminate()
        process.communicate()


def ask(history: History, size: int, witness: PolicyWitness, held: int = 0) -> bytes:
    at = datetime.now(UTC)
    return submit(history.signed(size), witness, history.prove, logs=LOGS, at=at, held=held)


def test_a_witness_of_others_cosigns_our_growth_and_nothing_else(tmp_path):
    """Growth at sizes around powers of two; a stale size, a fork and a rollback are refused."""
    with running(tmp_path) as witness:
        old = 0
        for size in (1, 2, 3, 8, 9, 255, 256, 257):
            data = ask(HISTORY, size, witness, held=old)
            keys = (SIGNER.verifier, witness.key)
            assert open_checkpoint(data, ORIGIN, keys) == HISTORY.at(size)
            old = size
        # A stale size is answered with the true one.
        answer = send("POST", f"{witness.url}/add-checkpoint", HISTORY.submission(9, 300))
        assert (answer.status, answer.kind) == (409, "text/x.tlog.size")
        assert answer.body == b"257\n"
        # Two forks, of the same size and larger.
        for size in (257, 260):
            with pytest.raises(WitnessHoldsAnother) as refused:
                ask(FORK, size, witness, held=257)
            assert refused.value.refusal.status == 422
        # An older copy.
        with pytest.raises(WitnessAhead):
            ask(HISTORY, 200, witness)
        # What others sign in our name.
        other = History(signer=type(SIGNER)(ORIGIN, bytes(32)))
        with pytest.raises(WitnessRefused) as unknown:
            submit(
                other.signed(300),
                witness,
                other.prove,
                logs=[other.signer.verifier],
                at=datetime.now(UTC),
                held=257,
            )
        assert unknown.value.refusal.status == 403
    # It has kept the forks, and remembers after a restart.
    assert len(json.loads(said(tmp_path, "evidence"))) == 2
    with running(tmp_path) as witness:
        with pytest.raises(WitnessHoldsAnother):
            ask(FORK, 257, witness)
        ask(HISTORY, 300, witness)


def test_their_witness_and_ours_fulfil_one_policy(tmp_path):
    """A checkpoint cosigned by both, gathered at once."""
    (tmp_path / "theirs").mkdir()
    ours = Process(tmp_path)
    try:
        with running(tmp_path / "theirs") as witness:
            both = [witness, PolicyWitness("ours", COSIGNER.verifier, ours.url)]
            policy = WitnessPolicy.at_least(2, both, [PolicyLog(SIGNER.verifier)])
            now = datetime.now(UTC)
            found = gather(HISTORY.signed(70), policy, HISTORY.prove, at=now)
            assert found == Gathered(found.note, {})
            witnessed = check_policy(found.note, ORIGIN, policy)
            lag = witnessed.lag(now)
            assert lag is not None
            assert abs(lag.total_seconds()) < 30
    finally:
        ours.end()


FEEDER = """
import json, sys
from aics_witness.feeder import WitnessClient
asked = json.load(sys.stdin)
client = WitnessClient(asked["url"], asked["key"], max_attempts=1)
for note, proofs in asked["notes"]:
    proof = lambda old, new: [bytes.fromhex(hash_) for hash_ in proofs[str(old)]]
    try:
        print("cosigned", client.submit(note.encode(), proof).strip())
    except Exception as error:
        print(type(error).__name__)
"""


def test_their_feeder_is_served_by_our_witness(tmp_path):
    """Growth is cosigned in a way that they verify; a fork and an old copy are told as such."""
    submitted = [(HISTORY, 5), (HISTORY, 9), (FORK, 9), (FORK, 12), (HISTORY, 7), (HISTORY, 12)]
    ours = Process(tmp_path)
    try:
        asked = {
            "url": ours.url,
            "key": format_public_key(COSIGNER.verifier),
            "notes": [
                (
                    history.signed(size).decode(),
                    {
                        old: [hash_.hex() for hash_ in history.prove(old, size)]
                        for old in (0, 5, 9)
                        if old <= size
                    },
                )
                for history, size in submitted
            ],
        }
        done = subprocess.run(
            [sys.executable, "-c", FEEDER],
            input=json.dumps(asked),
            check=True,
            capture_output=True,
            text=True,
        )
    finally:
        ours.end()
    found = [line.split()[0] for line in done.stdout.splitlines()]
    refused, ahead = "WitnessRejected", "WitnessAhead"
    assert found == ["cosigned", "cosigned", refused, refused, ahead, "cosigned"]
