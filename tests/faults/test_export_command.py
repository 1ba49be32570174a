"""`consent-service ledger export`: what an operator sees of it, and what a kill leaves."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ledger.folder import verify_folder
from ledger.note import format_public_key
from tests.api.running import OURS, THEIRS, Running, add_family, running
from tests.builders import grow
from tests.faults.commands import command
from tests.faults.servers import environment

COMMAND = "from consent_service.cli import main; main()"
#: The same command, which is killed when it is given entry 270.
KILLED = f"""
import os, signal
from consent_service.cli import auditing

class Reader(auditing.LedgerReader):
    def lines(self, start, stop):
        for line in super().lines(start, stop):
            if line.seq == 270:
                os.kill(os.getpid(), signal.SIGKILL)
            yield line

auditing.LedgerReader = Reader
{COMMAND}
"""


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Running:
    """A ledger of some 300 entries."""
    folder = tmp_path_factory.mktemp("begun")
    with running(folder, f"sqlite:///{folder / 'test.db'}") as service:
        add_family(service)
        grow(service, 300)
        service.beat()
    return service


def export(
    service: Running, folder: Path, *, program: str = COMMAND, authority: str = OURS
) -> subprocess.CompletedProcess[str]:
    typed = ["ledger", "export", str(folder), "--authority", authority]
    if program == COMMAND:
        return command(service.settings, *typed)
    return subprocess.run(
        [sys.executable, "-c", program, *typed],
        env=environment(service.settings),
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def size_of(service: Running, folder: Path, authority: str = OURS) -> int:
    verifier = service.storage.keys[authority].signer().verifier
    return verify_folder(folder, f"consent.test/{authority}", [verifier]).head.size


@pytest.mark.slow
@pytest.mark.faults
def test_after_it_was_killed_it_goes_on_and_the_copy_verifies(
    begun: Running, tmp_path: Path
) -> None:
    killed = export(begun, tmp_path / "copy", program=KILLED)
    assert killed.returncode == -signal.SIGKILL
    assert not (tmp_path / "copy" / "checkpoint").exists()
    kept = tmp_path / "copy" / "tile" / "entries" / "000"
    written = kept.stat().st_mtime_ns
    done = export(begun, tmp_path / "copy")
    assert done.returncode == 0, done.stderr
    assert kept.stat().st_mtime_ns == written
    assert size_of(begun, tmp_path / "copy") == begun.size()


@pytest.mark.slow
def test_it_says_what_was_written_and_refuses_a_folder_with_another_ledgers_copy(
    begun: Running, tmp_path: Path
) -> None:
    done = export(begun, tmp_path / "copy")
    assert (done.returncode, done.stderr) == (0, "")  # no progress for who is no terminal
    assert done.stdout.startswith(f"Written to {tmp_path / 'copy'}: {begun.size()} entries.")
    refused = export(begun, tmp_path / "copy", authority=THEIRS)
    assert refused.returncode == 6
    assert f"consent.test/{OURS}" in refused.stderr
    assert size_of(begun, tmp_path / "copy") == begun.size()


@pytest.mark.slow
def test_progress_is_shown_on_a_terminal_unless_it_is_to_be_quiet(
    begun: Running, tmp_path: Path
) -> None:
    folder = str(tmp_path / "copy")
    command = [COMMAND, "ledger", "export", folder, "--authority", OURS]
    assert b"Exporting" in on_a_terminal(command, environment(begun.settings))
    assert on_a_terminal([*command, "--quiet"], environment(begun.settings)) == b""
    program = "import sys; from ledger.__main__ import main; sys.exit(main())"
    key = format_public_key(begun.storage.keys[OURS].signer().verifier)
    command = [program, "verify", folder, "--origin", f"consent.test/{OURS}", "--key", key]
    assert b"Verifying" in on_a_terminal(command, dict(os.environ))
    assert on_a_terminal([*command, "--json"], dict(os.environ)) == b""


def on_a_terminal(command: list[str], environ: dict[str, str]) -> bytes:
    """What a command that ends well writes to standard error, which is a terminal."""
    ours, theirs = pty.openpty()
    with os.fdopen(ours, "rb", buffering=0) as screen:
        started = subprocess.Popen(
            [sys.executable, "-c", *command],
            env=environ | {"TERM": "xterm"},
            cwd=Path(__file__).resolve().parents[2],
            stdout=subprocess.DEVNULL,
            stderr=theirs,
        )
        os.close(theirs)
        seen = b""
        try:
            while more := screen.read(4096):
                seen += more
        except OSError:
            pass  # the other end is closed: Linux says so like this
        assert started.wait(timeout=120) == 0
    return seen
