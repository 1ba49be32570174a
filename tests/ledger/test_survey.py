"""Verifying in runs, by several processes: the same finding as entry by entry."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest

from ledger import (
    Altered,
    Head,
    Signer,
    extend,
    sign_checkpoint,
    verify_folder,
    write_folder,
)
from ledger.testing import A_TIME, drafts, flip, ledger_of
from ledger.tiles import Tile
from tests.trying import is_campaign

ORIGIN = "records.example.org/north"
SIGNER = Signer(ORIGIN, bytes(range(32)))
KEYS = [SIGNER.verifier]


def signed(head):
    return sign_checkpoint(head.checkpoint(), SIGNER)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """More than one run of entries, with faults to be put into it."""
    head, lines = ledger_of(9_000, ORIGIN, batch=50)
    folder = tmp_path_factory.mktemp("large") / "copy"
    write_folder(folder, lines, signed(head))
    return folder, head


#: In which tile, and at which entry: each before the last one.
FAULTS = ((34, 8_900), (20, 5_200), (4, 1_024), (3, 1_023))


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_however_many_share_the_work_the_first_fault_is_named(large, monkeypatch, workers):
    """Several faults, in several runs: the one that is first in the ledger, in the same words."""
    folder, head = large
    monkeypatch.setattr("ledger.survey.WORTH_IT", 0)
    monkeypatch.setattr("ledger.survey.RUN", 1_024)
    told = []
    verified = verify_folder(
        folder, ORIGIN, KEYS, workers=workers, progress=lambda done, of: told.append(done)
    )
    assert verified.head == head
    assert told == [*range(256, 9_000, 256), 9_000]
    damaged = {}
    for index, seq in FAULTS if is_campaign() else FAULTS[::2]:
        path = folder / Tile(None, index, 256 if index < 35 else 40).path
        damaged[path] = good = path.read_bytes()
        path.write_bytes(flip(good, 8 * (good.index(b'"seq":%d,' % seq) - 1)))
        with pytest.raises(Altered) as found:
            verify_folder(folder, ORIGIN, KEYS, workers=workers)
        assert found.value.seq == seq
    for path, good in damaged.items():
        path.write_bytes(good)


def test_runs_that_do_not_fit_together_are_found(tmp_path, monkeypatch):
    """Each run sound in itself; but the second goes back in time, or follows another entry."""
    monkeypatch.setattr("ledger.survey.RUN", 256)
    head, lines = ledger_of(256, ORIGIN)
    _, drafted = ledger_of(600, ORIGIN, batch=600)
    early = Head(ORIGIN, 256, head.tip, A_TIME - timedelta(days=1), head.frontier)
    later, more = extend(early, A_TIME - timedelta(days=1), drafts(300, start=256))
    write_folder(tmp_path / "time", lines + more, signed(later))
    with pytest.raises(Altered, match="recorded before") as found:
        verify_folder(tmp_path / "time", ORIGIN, KEYS)
    assert found.value.seq == 256
    spliced = lines + drafted[256:]
    frontier = Head.empty(ORIGIN).frontier.extend(line.hash for line in spliced)
    joined = Head(ORIGIN, 600, drafted[-1].hash, A_TIME, frontier)
    write_folder(tmp_path / "splice", spliced, signed(joined))
    with pytest.raises(Altered, match="hash of the entry before") as found:
        verify_folder(tmp_path / "splice", ORIGIN, KEYS)
    assert found.value.seq == 256


def test_a_process_that_dies_takes_no_finding_with_it(large, monkeypatch):
    """Its runs are read by the one that is left."""
    folder, head = large
    monkeypatch.setattr("ledger.survey.WORTH_IT", 0)
    monkeypatch.setattr("ledger.survey._leave_interrupts_alone", die)
    assert verify_folder(folder, ORIGIN, KEYS, workers=2).head == head


def die():
    os._exit(1)
