"""Work that is counted and not timed: the machine has no part in it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest


def steps(work: Callable[[], object], counted: str = "line") -> int:
    """How many lines are carried out; one that is gone through again counts again. Or how many
    calls: that keeps what is counted waiting for less.
    """
    count = 0

    def trace(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        count += event == counted
        return trace if counted == "line" else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


class Calls:
    """How often something is called from now on, and until it is begun again."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, of: object, name: str) -> None:
        self.count = 0
        real = getattr(of, name)

        def counted(*asked: Any, **named: Any) -> Any:
            self.count += 1
            return real(*asked, **named)

        monkeypatch.setattr(of, name, counted)

    def of(self, work: Callable[[], object]) -> int:
        """How often in this alone."""
        self.count = 0
        work()
        return self.count
