"""Processes that have imported everything, open nothing, and fork for what a test asks of them.

Starting Python takes longer than what is tested with it, so one of each kind serves all tests of a
process.
"""

from __future__ import annotations

import atexit
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]


class Forkers:
    """By the name of the module that each runs."""

    def __init__(self) -> None:
        self._started: dict[str, subprocess.Popen[str]] = {}

    def of(self, module: str) -> subprocess.Popen[str]:
        """The one that runs this, started if there is none, or if it was ended."""
        found = self._started.get(module)
        if found is None or found.poll() is not None:
            found = self._started[module] = subprocess.Popen(
                [sys.executable, "-m", module],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        return found

    def end(self) -> None:
        for one in self._started.values():
            with one:
                if one.poll() is None:
                    assert one.stdin is not None
                    one.stdin.close()
                    assert one.wait(30) == 0


@cache
def at_hand() -> Forkers:
    """Those of this process, whichever test asks; they end when it does."""
    forkers = Forkers()
    atexit.register(forkers.end)
    return forkers


@contextmanager
def ready() -> Iterator[Forkers]:
    forkers = Forkers()
    try:
        yield forkers
    finally:
        forkers.end()
