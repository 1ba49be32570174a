"""Where nothing can be logged everybody is answered all the same, and what cannot wait."""

from __future__ import annotations

from contextlib import closing

import pytest

from tests.api.running import Family, Running
from tests.faults.seeded import LOG_IS
from tests.front.strangers import Stranger, asks, meeting


@pytest.mark.parametrize("how", ["gone", "stuck"])
def test_where_nothing_can_be_logged_everybody_is_answered(
    service: Running, family: Family, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(LOG_IS, how)
    with meeting(service, family, threads=2) as met:
        checks = met.checks()
        with closing(Stranger(met.port)) as stranger:
            for _ in range(10):
                said = stranger.send(met.check()).hears()
                assert (said.status, said.json()["recorded"]) == (200, "ledger")
        for _ in range(10):
            assert asks(met.port, met.check(immediate=True)).json()["outcome"] == "SHARE_NOW"
            # What is sent away is said in the log as well, by the loop.
            assert asks(met.port, b"GET /\r\n\r\n").status == 400
        assert met.is_open()
        assert met.checks() >= checks + 11
