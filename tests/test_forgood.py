"""What a process begins with is never looked through for rubbish; what comes after it is."""

from __future__ import annotations

import gc
import math
import weakref
from collections.abc import Callable
from typing import Any

import pytest

from consent_service.forgood import for_good, look_in_time, look_seldom


class Something:
    """Refers to itself, so that nothing but a look for rubbish finds that it is over."""

    def __init__(self) -> None:
        self.itself = self


def test_what_is_made_for_good_is_not_looked_through_and_what_comes_after_is() -> None:
    with for_good():
        assert not gc.isenabled()
        kept = weakref.ref(Something())
    assert gc.isenabled()
    over = weakref.ref(Something())
    gc.collect()
    assert kept() is not None
    assert over() is None


def test_it_is_looked_for_again_whatever_went_wrong_and_not_before_all_is_made() -> None:
    def fails() -> None:
        with for_good():
            with for_good():
                pass
            assert not gc.isenabled()
            raise ImportError("nothing came of it")

    with pytest.raises(ImportError, match="of it"):
        fails()
    assert gc.isenabled()


def test_a_process_that_keeps_much_looks_seldom_and_still_looks() -> None:
    pythons, before = (700, 10, 10), gc.get_threshold()
    try:
        look_seldom()
        assert math.prod(gc.get_threshold()) > 5 * math.prod(pythons)
        # Looked for by itself, though nobody asks.
        over = weakref.ref(Something())
        kept = [Something() for _ in range(2 * gc.get_threshold()[0])]
        assert over() is None
        assert kept
    finally:
        gc.set_threshold(*before)


class Later:
    """A loop that has come to the moment of whatever it was told to do last."""

    def call_later(self, seconds: float, act: Callable[[], None]) -> None:
        self.seconds, self.act = seconds, act


def test_what_was_let_go_is_gone_in_time_where_nobody_asks() -> None:
    loop: Any = Later()
    gc.disable()
    try:
        look_in_time(loop, seconds=60)
        for _ in range(2):  # it looks again and again
            over = weakref.ref(Something())
            assert over() is not None
            loop.act()
            assert over() is None
            assert loop.seconds == 60
    finally:
        gc.enable()
