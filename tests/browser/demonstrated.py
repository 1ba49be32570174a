"""The demonstration that `make run` starts, begun once for all processes of a run and copied.

That it begins by itself, as it is typed, is shown by the README's tests; what is looked at here is
its pages.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from consent_service.demonstration import load, settings_of
from consent_service.serving import answers
from consent_service.settings import Settings
from tests.faults.servers import Starter
from tests.rules.test_readme import environment


def begun(shared: Path) -> Path:
    """Its folder in one that the processes of a run share: whoever needs it first begins it."""
    whole = shared / "demonstration"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not whole.exists():
            new = shared / "demonstration.new"
            load(Settings.read(settings_of(new)))
            new.rename(whole)
    return whole


@contextmanager
def served(shared: Path, folder: Path, port: int) -> Iterator[None]:
    """A copy of it in `folder`, served there."""
    whole = begun(shared)
    shutil.copytree(whole, folder)
    found = (folder / "env").read_text(encoding="utf-8")
    told = found.replace(str(shared / "demonstration.new"), str(folder))
    (folder / "env").write_text(told, encoding="utf-8")
    log = folder.parent / "service.log"
    typed = ["demo", "--folder", str(folder), "--port", str(port)]
    service = Starter(log, environment(), typed=typed)
    try:
        until = time.monotonic() + 120
        while not answers(f"http://127.0.0.1:{port}/livez"):
            assert service.poll() is None, log.read_text()
            assert time.monotonic() < until, "the demonstration did not start"
            time.sleep(0.05)
        yield
    finally:
        service.terminate()
        service.wait(20)


def shared_by_all(basetemp: Path) -> Path:
    """Where the processes of one run find what any of them made."""
    return basetemp.parent if "PYTEST_XDIST_WORKER" in os.environ else basetemp
