"""Watching a deed's calls into the kernel, and breaking one of them, by strace.

strace comes with the machine: `.ci/run` installs Debian's package where it may. Without it, or
where one process may not watch another, these tests are skipped and say so.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.faults.forkers import Forker, Forkers

ATTACH_SECONDS = 30

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None, reason="strace is not installed (Debian's package: strace)"
)


@dataclass(frozen=True)
class Call:
    """The `when`-th call of this name since the deed was let go."""

    name: str
    when: int
    text: str


@dataclass(frozen=True)
class Done:
    """How a deed ended: its exit code (negative: the signal), what it said, what was traced."""

    code: int
    out: str
    err: str
    trace: str

    @property
    def acknowledged(self) -> bool:
        return self.out.startswith("ACK")


class Doing:
    """A deed that was begun. `let_go` starts it, `ended` waits for it."""

    def __init__(self, server: Forker, process: int, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self.process = process
        self.is_over = False

    def let_go(self) -> None:
        _say(self._server, "")

    def ended(self) -> tuple[int, str, str]:
        code = int(_heard(self._server))
        self.is_over = True
        return code, self.said("out"), self.said("err")

    def said(self, stream: str) -> str:
        return (self._folder / stream).read_text()


class Deeds:
    """Does deeds, one at a time, each in a fresh process."""

    def __init__(self, server: Forker, folder: Path) -> None:
        self._server = server
        self._folder = folder
        self.doing: Doing | None = None
        folder.mkdir()

    def begin(self, deed: str, service: Path, database_url: str) -> Doing:
        asked: dict[str, Any] = {"deed": deed, "folder": str(service), "database_url": database_url}
        for stream in ("out", "err"):
            asked[stream] = str(self._folder / stream)
            (self._folder / stream).write_text("")
        _say(self._server, json.dumps(asked))
        self.doing = Doing(self._server, int(_heard(self._server)), self._folder)
        return self.doing

    def do(self, deed: str, service: Path, database_url: str, *strace: str) -> Done:
        """Do a deed under strace with these options; without any, by itself."""
        doing = self.begin(deed, service, database_url)
        trace = self._folder / "trace"
        trace.write_text("")
        if not strace:
            doing.let_go()
            return Done(*doing.ended(), "")
        command = ["strace", "-f", "-qq", "-o", str(trace), *strace, "-p", str(doing.process)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            _attached(doing, tracer)
            doing.let_go()
            ended = doing.ended()
            tracer.wait(ATTACH_SECONDS)
        return Done(*ended, trace.read_text(errors="replace"))


def _attached(doing: Doing, tracer: subprocess.Popen[str]) -> None:
    status = Path(f"/proc/{doing.process}/status")
    deadline = time.monotonic() + ATTACH_SECONDS
    while "TracerPid:\t0" in status.read_text():
        if tracer.poll() is not None or time.monotonic() > deadline:
            doing.let_go()
            doing.ended()
            assert tracer.stderr is not None
            tracer.kill()
            said = tracer.stderr.read()
            pytest.skip(f"this machine does not let one process watch another: {said}")
        time.sleep(0.002)


@contextmanager
def doing_deeds(forkers: Forkers, folder: Path) -> Iterator[Deeds]:
    """Have a process at hand that forks for each deed. What they say goes to files in `folder`."""
    server = forkers.of("deeds")
    deeds = Deeds(server, folder)
    try:
        yield deeds
    finally:
        if deeds.doing is not None and not deeds.doing.is_over:
            # What it forked may be stopped for good: whoever waited for it would wait for ever.
            server.kill()
            assert server.ends()


_CALL = re.compile(r"^\d+ +(\w+)\(")


def calls_after_ready(trace: str, names: Sequence[str]) -> list[Call]:
    """The calls of these names between READY and the end, numbered as strace counts them."""
    counted: Counter[str] = Counter()
    found: list[Call] = []
    ready = False
    for line in trace.splitlines():
        match = _CALL.match(line)
        if match is None or match[1] not in names:
            continue
        counted[match[1]] += 1
        if ready:
            found.append(Call(match[1], counted[match[1]], line))
        ready = ready or 'write(2, "READY' in line
    assert ready, trace[-2000:]
    return found


def _say(server: Forker, line: str) -> None:
    server.stdin.write(line + "\n")
    server.stdin.flush()


def _heard(server: Forker) -> str:
    return server.stdout.readline()
