"""`consent-service keys rotate` and `retire`, killed at each step beside a service at work."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import Final

import pytest

from consent_service.storage.sealed.keys import read_key_file
from consent_service.storage.sealed.sealing import key_id
from consent_service.storage.sealed.succeeding import retire, rotate
from tests.api.running import OURS, Running, add_family, running
from tests.faults.commands import killed_at

MINE: Final = ("--authority", OURS)
#: One after another on one ledger: each run goes on where the one before it was killed.
TAKING_OVER: Final = [
    "before keyfolder write_secret 1",
    "before keyfolder sync_folder 1",  # the new key is there, and nothing is made with it
    "after keyfolder write_secret 1",
    "before succeeding note_keys 1",  # it has taken over
    "after succeeding note_keys 1",
]
EVERY_STEP: Final = {
    "wrapping": [
        *TAKING_OVER,
        "before rewrapping _again 1",
        "after rewrapping _again 1",  # and nothing of that transaction is committed
        "after rewrapping _again 3",
        "after succeeding seal_again 1",
    ],
    "index": [
        *TAKING_OVER,
        "before reindexing _index_file 1",
        "after reindexing _index_file 2",  # nor of this one
        "after reindexing _index_files 1",
        "after reindexing _make_lists 1",
    ],
}
NEVER: Final = "before keyfolder write_secret 0"


def assert_goes_on(service: Running, file: str) -> None:
    """Whoever was at work goes on without a restart, and who starts now finds nothing wrong."""
    for one in (service, service.restarted()):
        assert one.get(f"/v1/files/{file}").status_code == 200
        one.storage.verify(OURS)


@pytest.mark.slow
def test_killed_the_next_run_goes_on_from_there(tmp_path: Path) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        file = add_family(service).file
        first = read_key_file(service.settings.keys, OURS).seal().wrapping_id.hex()
        done = killed_at(
            service.settings, EVERY_STEP["wrapping"][6], "keys", "rotate", "wrapping", *MINE
        )
        assert done.returncode == -signal.SIGKILL, done.stderr
        assert service.get(f"/v1/files/{file}").status_code == 200
        ours = (service.storage, service.settings.keys, OURS, "wrapping")
        rotate(*ours, lambda *_: None, wait=lambda _: None)
        assert retire(*ours) == first
        assert_goes_on(service, file)


@pytest.mark.campaign
@pytest.mark.each_database
@pytest.mark.parametrize("purpose", sorted(EVERY_STEP))
def test_killed_at_every_step_the_next_run_goes_on_from_there(
    database_url: str, tmp_path: Path, purpose: str
) -> None:
    with running(tmp_path, database_url) as service:
        families = [add_family(service, f"CASE-{n}").file for n in range(3)]
        service.beat()
        first = key_id(read_key_file(service.settings.keys, OURS).of(purpose).active).hex()
        for where in EVERY_STEP[purpose]:
            done = killed_at(service.settings, where, "keys", "rotate", purpose, *MINE)
            assert done.returncode == -signal.SIGKILL, (where, done.stderr)
            assert_goes_on(service, families[0])
        done = killed_at(service.settings, NEVER, "keys", "rotate", purpose, *MINE)
        assert done.returncode == 0, done.stderr
        assert first not in done.stdout + done.stderr
        killed = killed_at(
            service.settings,
            "after keyfolder write_secret 1",
            "keys",
            "retire",
            purpose,
            *MINE,
            "--at-once",
        )
        assert killed.returncode == -signal.SIGKILL
        assert_goes_on(service, families[1])
        told = killed_at(service.settings, NEVER, "keys", "progress", *MINE)
        assert "done" in told.stdout
        gone = killed_at(service.settings, NEVER, "keys", "retire", purpose, *MINE, "--at-once")
        assert (gone.returncode, first in gone.stdout) == (0, True), gone.stderr
        told = killed_at(service.settings, NEVER, "keys", "list", *MINE)
        assert first not in told.stdout
        assert len(told.stdout.splitlines()) == 9
        for file in families:
            assert_goes_on(service, file)
        # Nor is the old key in a file that a killed run left behind.
        names = sorted(one.name for one in service.settings.keys.glob(f"{OURS}*"))
        assert names == [f"{OURS}.json", f"{OURS}.reads.json"]
