"""`kill -9` of a witness, wherever it is: between writing down and answering above all."""

from __future__ import annotations

import random
import time
from threading import Event, Thread

import pytest

from ledger import check_consistency, open_checkpoint, open_note, parse_note
from ledger.transport import PeerReply, WitnessUnavailable, send
from ledger.witness.state import read_evidence
from tests.ledger.witnesses import COSIGNER, ORIGIN, SIGNER, History, Process

CYCLES = 12
HISTORIES = [History(f"{branch} ", 0) for branch in "ab"]


class Feeder(Thread):
    """Pushes one of the histories as fast as it goes, and keeps what was cosigned."""

    def __init__(self, url: str, history: History, stop: Event) -> None:
        super().__init__()
        self._url, self._history, self._stopped = url, history, stop
        self.cosigned: dict[int, bytes] = {}
        self.sizes: list[int] = []

    def run(self) -> None:
        size = 0
        while size < 298 and not self._stopped.is_set():  # a history ends at 300
            try:
                answer = self._post(size, size + 1)
                if answer.status == 200:
                    size += 1
                    self._keep(size, answer.body)
                elif answer.kind == "text/x.tlog.size":
                    size = min(int(answer.body), 298)
                    self.sizes.append(size)
                elif answer.status == 422:
                    # The other history is held at this size. Try one with the same size too.
                    self._post(size, size)
                    size = 0
            except WitnessUnavailable:
                return

    def _post(self, old: int, size: int) -> PeerReply:
        body = self._history.submission(old, size)
        return send("POST", f"{self._url}/add-checkpoint", body)

    def _keep(self, size: int, line: bytes) -> None:
        data = self._history.signed(size) + line
        assert len(open_note(data, [SIGNER.verifier, COSIGNER.verifier]).signatures) == 2
        self.cosigned[size] = data


@pytest.mark.slow
def test_a_witness_that_is_killed_never_goes_back(tmp_path):
    """Two histories are pushed at once and the witness is killed at random moments. What it
    cosigned it holds after the next start, or more of the same, and no size has two roots.
    """
    moments = random.Random(4)
    cosigned: dict[int, bytes] = {}
    largest = 0
    for _ in range(CYCLES):
        process = Process(tmp_path)
        assert process.url, process.said
        stop = Event()
        feeders = [Feeder(process.url, history, stop) for history in HISTORIES]
        for feeder in feeders:
            feeder.start()
        time.sleep(moments.uniform(0.02, 0.25))
        process.kill()
        stop.set()
        for feeder in feeders:
            feeder.join()
            assert all(size >= largest for size in feeder.sizes)
        for feeder in feeders:
            for size, data in feeder.cosigned.items():
                # The text is root and size: the same text, or there were two histories.
                text = parse_note(data).text
                assert parse_note(cosigned.setdefault(size, data)).text == text
        largest = max(cosigned, default=0)
    assert largest > CYCLES
    roots = {open_checkpoint(data, ORIGIN, [SIGNER.verifier]).root for data in cosigned.values()}
    (true,) = [one for one in HISTORIES if one.at(largest).root in roots]
    for size, data in cosigned.items():
        found = open_checkpoint(data, ORIGIN, [SIGNER.verifier])
        proof = true.prove(size, largest)
        check_consistency(size, found.root, largest, true.at(largest).root, proof)
    assert {one.why for one in read_evidence(tmp_path / "state")} == {"two-roots", "bad-proof"}
