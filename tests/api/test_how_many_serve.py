"""How many processes serve, where nobody says: one, beside which another stands by."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from consent_service import serving
from consent_service.cli.group import cli
from tests.api.running import Running
from tests.faults.servers import environment


@pytest.mark.each_database
def test_one_process_serves_and_another_stands_by_unless_somebody_says_how_many(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[int, bool, int]] = []
    monkeypatch.setattr(
        serving,
        "serve",
        lambda given: begun.append((given.workers, given.stands_by, given.limits.threads)),
    )
    for options in ([], ["--workers", "3", "--threads", "5"]):
        done = CliRunner().invoke(cli, ["serve", *options], env=environment(service.settings))
        assert done.exit_code == 0, done.output
    assert begun == [(1, True, 32), (3, False, 5)]
