"""What a process begins with is never looked through for rubbish; what comes after it is."""

from __future__ import annotations

import gc
import weakref

import pytest

from consent_service.forgood import for_good


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
