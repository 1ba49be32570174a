"""A disk that takes what is written and says no more: whoever asks is answered all the same."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from consent_service.storage.beside import spool as spool_module
from consent_service.storage.beside.spool import Kept, Spool, SpoolFull
from consent_service.storage.sealed.sealing import Succession, new_key
from tests.api.running import OURS, Running, add_family
from tests.builders import an_answer
from tests.faults.seeded import DISK_HANGS
from tests.faults.servers import until
from tests.front.strangers import asks, meeting


def test_whoever_is_at_immediate_risk_is_answered_though_the_spools_disk_hangs(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as there are threads for them were waited for, and nobody else was ever answered."""
    family = add_family(service)
    monkeypatch.setenv(DISK_HANGS, "yes")
    with meeting(service, family) as met:
        for _ in range(7):
            said = asks(met.port, met.check(immediate=True)).json()
            assert (said["outcome"], said["recorded"]) == ("SHARE_NOW", "no")
        assert asks(met.port, met.check()).json()["recorded"] == "ledger"


def test_what_hangs_is_waited_for_once_and_kept_if_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = Succession(new_key())
    spool = Spool(tmp_path, OURS, lambda: keys)
    append, goes_on, begun = spool_module._append, threading.Event(), list[Path]()

    def hangs(path: Path, line: bytes) -> None:
        begun.append(path)
        assert goes_on.wait(60)
        append(path, line)

    monkeypatch.setattr(spool_module, "_append", hangs)
    monkeypatch.setattr(spool_module, "WITHIN", 0.05)
    for number in range(5):
        with pytest.raises(SpoolFull):
            spool.add(an_answer(number))
    assert len(begun) == 1
    monkeypatch.setattr(spool_module, "WITHIN", 60.0)
    goes_on.set()
    until(lambda: spool.has_lines)

    def is_kept() -> bool:
        try:
            spool.add(an_answer(9))
        except SpoolFull:
            return False
        return True

    until(is_kept)
    kept: list[Kept] = []
    assert spool.drain(kept.append) == 2
    assert kept == [an_answer(0), an_answer(9)]
