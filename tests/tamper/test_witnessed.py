"""A witness refuses a second history and keeps both; its feeder believes nothing unchecked."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger import Checkpoint, open_checkpoint
from ledger.submission import parse_submission
from ledger.testing import A_TIME
from ledger.witness.state import read_evidence
from ledger.witnessing import WitnessHoldsAnother, submit
from tests.ledger.witnesses import ORIGIN, SIGNER, a_witness, listed
from tests.tamper.case import Case, by_name
from tests.tamper.witnessed import (
    FORK,
    FORK_CASES,
    HISTORY,
    LYING_CASES,
    WITNESS_CASES,
    Lying,
)

URL = "https://witness.example.org/w1/"


def opened(note: bytes) -> Checkpoint:
    return open_checkpoint(note, ORIGIN, (SIGNER.verifier,))


@by_name(WITNESS_CASES)
def test_a_witness_refuses(tmp_path: Path, name: str, case: Case) -> None:
    witness = a_witness(tmp_path)
    assert witness.add_checkpoint(HISTORY.submission(0, 8)).status == 200
    sent = case.alter()
    assert witness.add_checkpoint(sent).status == case.code
    kept = read_evidence(tmp_path)
    if not case.why.startswith("evidence"):
        assert kept == []
        return
    (one,) = kept
    assert one.held is not None
    assert opened(one.held) == HISTORY.at(8)
    refused = parse_submission(one.submission).checkpoint
    assert opened(refused) == opened(parse_submission(sent).checkpoint)


@by_name(LYING_CASES)
def test_a_feeder_does_not_believe(tmp_path: Path, name: str, case: Case) -> None:
    assert case.error is not None
    witness = Lying(a_witness(tmp_path), case.alter)
    with pytest.raises(case.error) as found:
        submit(
            HISTORY.signed(8),
            listed(URL),
            HISTORY.prove,
            logs=(SIGNER.verifier,),
            at=A_TIME,
            send=witness,
        )
    assert found.value.exit_code == case.code


@by_name(FORK_CASES)
def test_a_feeder_that_is_shown_another_history_keeps_both(
    tmp_path: Path, name: str, case: Case
) -> None:
    witness = a_witness(tmp_path)
    assert witness.add_checkpoint(FORK.submission(0, 8)).status == 200
    with pytest.raises(WitnessHoldsAnother) as found:
        submit(
            HISTORY.signed(8),
            listed(URL),
            HISTORY.prove,
            logs=(SIGNER.verifier,),
            at=A_TIME,
            held=8,
            send=Lying(witness, case.alter),
        )
    assert found.value.exit_code == case.code
    assert found.value.refusal.submitted == HISTORY.signed(8)
    assert found.value.refusal.held is not None
