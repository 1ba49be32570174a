"""`consent-service append-one`: one append from the outside, to be broken at any of its calls."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.api.running import OURS, Running
from tests.builders import assert_ledger_sound
from tests.faults.commands import command
from tests.faults.tracing import needs_strace
from tests.faults.writers import stored

pytestmark = pytest.mark.each_database


def append_one(service: Running, *before: str) -> subprocess.CompletedProcess[str]:
    return command(service.settings, "append-one", "--authority", OURS, before=before)


@pytest.mark.slow
def test_it_says_where_its_entry_stands(service: Running) -> None:
    start = service.size()
    done = append_one(service)
    assert done.stderr.endswith("READY\n")
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
@needs_strace
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
