"""`consent-service append-one`: one append from the outside, to be broken at any of its calls."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.api.running import OURS, Running, running
from tests.builders import a_check, assert_ledger_sound
from tests.faults.writers import assert_database_is_whole, stored

COMMAND = [sys.executable, "-c", "from consent_service.cli import main; main()", "append-one"]


def environment(service: Running) -> dict[str, str]:
    settings = service.settings
    return {
        **os.environ,
        "CONSENT_DATABASE_URL": settings.database_url,
        "CONSENT_KEYS": str(settings.keys),
        "CONSENT_CHECKPOINTS": str(settings.checkpoints),
        "CONSENT_SPOOL": str(settings.spool),
        "CONSENT_ISSUER": settings.issuer,
        "CONSENT_AUDIENCE": settings.audience,
        "CONSENT_HOSTS": "consent.test",
    }


def append_one(service: Running, *before: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*before, *COMMAND, "--authority", OURS],
        env=environment(service),
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.slow
def test_it_says_where_its_entry_stands(service: Running) -> None:
    start = service.size()
    done = append_one(service)
    assert done.stderr == "READY\n"
    match = re.fullmatch(r"ACK (\d+) ([0-9a-f]{64})\n", done.stdout)
    assert match is not None, done.stdout
    assert int(match[1]) == start
    assert stored(service)[start].hex() == match[2]
    assert_ledger_sound(service)


@pytest.mark.slow
def test_it_acknowledges_nothing_when_the_ledger_is_not_sound(service: Running) -> None:
    service.storage.soundness[OURS].distrust("behind its checkpoint")
    start = service.size()
    done = append_one(service)
    assert (done.returncode, done.stdout) == (3, "")
    assert "behind its checkpoint" in done.stderr
    assert service.size() == start


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_disk_is_asked_to_sync_before_the_acknowledgement(
    service: Running, tmp_path: Path
) -> None:
    """On a server it is the server that syncs, in a process that this test cannot watch."""
    if service.storage.engine.dialect.name != "sqlite":
        pytest.skip("the server has its own tests of this")
    trace = tmp_path / "trace"
    calls = "trace=write,pwrite64,fsync,fdatasync,ftruncate"
    done = append_one(service, "strace", "-f", "-y", "-e", calls, "-o", str(trace))
    if "ptrace" in done.stderr:
        pytest.skip("this machine does not let one process watch another")
    lines = trace.read_text().splitlines()
    ready = next(n for n, line in enumerate(lines) if '"READY' in line)
    acknowledged = next(n for n, line in enumerate(lines) if '"ACK' in line)
    between = lines[ready:acknowledged]
    journal = [n for n, line in enumerate(between) if "test.db-journal>" in line]
    written = [n for n, line in enumerate(between) if "test.db>" in line and "pwrite64(" in line]
    synced = [n for n, line in enumerate(between) if "test.db>" in line and "sync(" in line]
    # What was is safe before it is changed; what is new is safe before the journal is let go.
    assert any(n < written[0] for n in journal if "sync(" in between[n])
    assert written[-1] < synced[-1] < journal[-1]
    assert "sync(" in between[journal[-1]] or "ftruncate(" in between[journal[-1]]
    assert_ledger_sound(service)


#: Under seccomp the rest of the program runs at full speed; a signal cannot be sent from there.
FAILED = ("--seccomp-bpf", "error=EIO")
KILLED = ("-f", "signal=KILL")
#: The steps of SQLite's commit, in their order: which file, which call, which time.
STEPS = {
    "write what was to the journal": ("test.db-journal", "pwrite64", 1),
    "sync the journal": ("test.db-journal", "fdatasync", 1),
    "sync the journal's count": ("test.db-journal", "fdatasync", 2),
    "write the first page": ("test.db", "pwrite64", 1),
    "write the third page": ("test.db", "pwrite64", 3),
    "sync the pages": ("test.db", "fdatasync", 1),
    "let the journal go": ("test.db-journal", "ftruncate", 1),
    "sync that it is gone": ("test.db-journal", "fdatasync", 3),
}


@pytest.mark.slow
@pytest.mark.faults
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
@pytest.mark.parametrize(
    ("step", "how"),
    [(step, FAILED) for step in STEPS]
    + [(step, KILLED) for step in ("write the third page", "sync the pages", "let the journal go")],
    ids=lambda value: value if isinstance(value, str) else value[1].partition("=")[2],
)
def test_an_append_broken_at_any_step_is_there_or_not_and_never_half(
    tmp_path: Path, step: str, how: tuple[str, str]
) -> None:
    """No acknowledgement without an entry. An entry without an acknowledgement is what the
    idempotency key is for.
    """
    file, call, time = STEPS[step]
    option, fault = how
    strace = ["strace", "-f", option, "-qq", "-e", f"trace={call}", "-P", str(tmp_path / file)]
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        start = service.size()
        done = append_one(service, *strace, "-e", f"inject={call}:{fault}:when={time}")
        if "ptrace" in done.stderr:
            pytest.skip("this machine does not let one process watch another")
        assert "(INJECTED)" in done.stderr or done.returncode == -signal.SIGKILL, done.stderr
        assert done.stdout == ""
        assert done.returncode != 0
        assert start <= service.size() <= start + 1
        assert_database_is_whole(service)
        assert_ledger_sound(service)
        # The next one finds everything in order.
        service.storage.records.run(a_check())
        assert_ledger_sound(service)
