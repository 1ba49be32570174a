"""Every key is rotated by commands, one after another, beside servers at work: nobody notices."""

from __future__ import annotations

from pathlib import Path

import pytest
import requests

from consent_service.access.tokenkeys import read_token_keys
from consent_service.storage.sealed.keys import read_key_files
from tests.api.running import HOST, OURS, Running, add_family
from tests.builders import assert_ledger_sound
from tests.faults.commands import command, serving
from tests.faults.test_rotation_commands import asked_without_pause

pytestmark = pytest.mark.each_database

MINE = ("--authority", OURS)
BY_NAME = {"names": "Ng", "dob": "2024-02-01"}


@pytest.mark.slow
@pytest.mark.faults
def test_every_key_is_rotated_and_retired_beside_two_servers_at_work(
    service: Running, tmp_path: Path
) -> None:
    family = add_family(service, "CASE-1")
    service.check(family.file, family.question())
    before, tokens = read_key_files(service.settings.keys), service.headers()

    def ran(*arguments: str) -> str:
        done = command(service.settings, "keys", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    with serving(service.settings, tmp_path / "log", workers=2) as server:
        with asked_without_pause(service, server, family) as outcomes:
            for purpose in ("wrapping", "index"):
                asked = len(outcomes)
                ran("rotate", purpose, *MINE)
                found = server.ask("/v1/searches", BY_NAME, service.headers()).json()["found"]
                assert [one["file"] for one in found] == [family.file]
                ran("retire", purpose, *MINE, "--at-once")
                assert asked < len(outcomes), "checks were asked throughout"
            ran("rotate", "token")
        assert set(outcomes) == {"200 ASK"}
        # Both workers have it: each is asked often enough.
        path, question = f"{family.path}/checks", family.question()
        new = read_token_keys(service.settings.keys).kid
        assert {kid for _ in range(8) for kid in _shown(server.url)} >= {new}
        assert server.ask(path, question, tokens).status_code == 200
        ran("retire", "token", "--at-once")
        assert {server.ask(path, question, tokens).status_code for _ in range(8)} == {401}
        assert {kid for _ in range(8) for kid in _shown(server.url)} == {new}
        log = (tmp_path / "log").read_text()
    assert "rotation" not in ran("list").split("token")[0]
    after = read_key_files(service.settings.keys)
    for name in (OURS, f"{OURS}/reads"):
        assert after[name].wrapping.held() != before[name].wrapping.held()
        assert len(after[name].wrapping.held()) == len(after[name].index.held()) == 1
    assert '"level": "error"' not in log
    service.tokens.clear()
    assert command(service.settings, "verify", *MINE, "--replay").returncode == 0
    assert_ledger_sound(service.restarted())


def _shown(url: str) -> list[str]:
    said = requests.get(f"{url}/.well-known/jwks.json", headers={"Host": HOST}, timeout=10).json()
    return [one["kid"] for one in said["keys"]]
