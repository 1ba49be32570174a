"""The demonstration that `make run` starts, begun once for all processes of a run and copied."""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from consent_service.serving import answers
from tests.faults.servers import Starter

ROOT = Path(__file__).resolve().parents[1]


def environment() -> dict[str, str]:
    """A reader's shell: it knows nothing of a test run, of make, or of another demonstration."""
    theirs = ("CONSENT_", "COV", "PYTEST", "MAKE", "MFLAGS")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(theirs)}
    # The code under test, wherever the environment that runs it was installed from.
    return clean | {"PYTHONPATH": str(ROOT)}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def demonstration(folder: Path, port: int) -> Iterator[None]:
    """What `make run` starts, in a folder of its own: begun there, if nothing is there yet."""
    command = [
        str(Path(sys.executable).with_name("consent-service")),
        *("demo", "--folder", str(folder), "--port", str(port)),
    ]
    log = folder.parent / "service.log"
    with log.open("wb") as said:
        service = subprocess.Popen(command, stdout=said, stderr=said, env=environment())
        try:
            _wait_for(port, service.poll, log)
            yield
        finally:
            service.terminate()
            service.wait(timeout=20)


def _wait_for(port: int, poll: Callable[[], int | None], log: Path) -> None:
    # Ten seconds where nothing else runs; how busy a machine is says nothing of what is begun.
    until = time.monotonic() + 120
    while not answers(f"http://127.0.0.1:{port}/livez"):
        assert poll() is None, log.read_text()
        assert time.monotonic() < until, "the demonstration did not start"
        time.sleep(0.05)


def copied(shared: Path, folder: Path) -> None:
    """Put a copy there. Whoever needs the first begins it, by what is typed, in a folder that the
    processes of a run share.
    """
    whole, new = shared / "demonstration", shared / "demonstration.new"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            with demonstration(new, free_port()):
                pass
            new.rename(whole)
    shutil.copytree(whole, folder)
    found = (folder / "env").read_text(encoding="utf-8")
    (folder / "env").write_text(found.replace(str(new), str(folder)), encoding="utf-8")


@contextmanager
def served(shared: Path, folder: Path, port: int) -> Iterator[None]:
    """A copy of it in `folder`, served there."""
    copied(shared, folder)
    log = folder.parent / "service.log"
    typed = ["demo", "--folder", str(folder), "--port", str(port)]
    service = Starter(log, environment(), typed=typed)
    try:
        _wait_for(port, service.poll, log)
        yield
    finally:
        service.terminate()
        service.wait(20)


def shared_by_all(basetemp: Path) -> Path:
    """Where the processes of one run find what any of them made."""
    return basetemp.parent if "PYTEST_XDIST_WORKER" in os.environ else basetemp
