"""Processes that have imported everything, open nothing, and fork for what a test asks of them.

Starting Python and importing the service takes longer than what is tested with it, so that is done
once for all tests of a process, by `forking`; and one of each kind serves all tests.
"""

from __future__ import annotations

import atexit
import os
import select
import signal
import socket
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final, TextIO

ROOT: Final = Path(__file__).resolve().parents[2]
SECONDS: Final = 30


class Forker:
    """One kind of them: a line goes in, and what it answers comes out."""

    def __init__(self, process: int, stdin: TextIO, stdout: TextIO) -> None:
        self._process = process
        # It is nobody's child here: its end can be waited for all the same.
        self._running = os.pidfd_open(process)
        self.stdin, self.stdout = stdin, stdout

    def ends(self, within: float = SECONDS) -> bool:
        """Whether it has ended, or does within so many seconds."""
        return bool(select.select([self._running], [], [], within)[0])

    def kill(self) -> None:
        signal.pidfd_send_signal(self._running, signal.SIGKILL)

    def close(self) -> None:
        """With its input it ends by itself."""
        self.stdin.close()
        assert self.ends()
        self.stdout.close()
        os.close(self._running)


class Forkers:
    """By their kinds: `appending`, `deeds`, `starting`, `typed`."""

    def __init__(self) -> None:
        self._at_hand: dict[str, Forker] = {}
        ours, theirs = socket.socketpair()
        with theirs:
            command = [sys.executable, "-m", "tests.faults.forking"]
            # In a group of its own: what interrupts the tests is theirs, and it ends with them.
            self._asked = subprocess.Popen(
                command, cwd=ROOT, stdin=theirs.fileno(), process_group=0
            )
        self._asking = ours

    def of(self, kind: str) -> Forker:
        """The one of this kind, made if there is none, or if it was ended."""
        found = self._at_hand.get(kind)
        if found is None or found.ends(within=0):
            if found is not None:
                found.close()
            found = self._at_hand[kind] = self._forked(kind)
        return found

    def _forked(self, kind: str) -> Forker:
        (their_in, our_in), (our_out, their_out) = os.pipe(), os.pipe()
        socket.send_fds(self._asking, [kind.encode()], [their_in, their_out])
        os.close(their_in)
        os.close(their_out)
        process = int(self._asking.recv(32))
        return Forker(process, os.fdopen(our_in, "w"), os.fdopen(our_out, "r"))

    def end(self) -> None:
        for one in self._at_hand.values():
            one.close()
        self._asking.close()
        assert self._asked.wait(SECONDS) == 0


@cache
def at_hand() -> Forkers:
    """Those of this process, whichever test asks; they end when it does."""
    forkers = Forkers()
    atexit.register(forkers.end)
    return forkers
