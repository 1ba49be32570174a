"""How many processes serve, where nobody says: SQLite's writers take no turns."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from consent_service import serving
from consent_service.cli.group import cli
from tests.api.running import Running
from tests.faults.commands import environment


@pytest.mark.each_database
def test_one_process_serves_sqlite_and_two_serve_postgresql(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    monkeypatch.setattr(serving, "serve", lambda given: begun.append(given.workers))
    for options in ([], ["--workers", "3"]):
        done = CliRunner().invoke(cli, ["serve", *options], env=environment(service.settings))
        assert done.exit_code == 0, done.output
    usual = 1 if service.settings.database_url.startswith("sqlite") else 2
    assert begun == [usual, 3]
