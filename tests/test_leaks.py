"""A leak is found in the test that leaked, whatever was there before."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

from tests import leaks

NOT_DISPOSED = "sqlite3: a connection whose engine was not disposed"
NOT_GIVEN_BACK = "sqlite: 1 connection(s) not given back"


@pytest.fixture(autouse=True)
def another_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """What each of these opens is another test's; it ends with `leaks.end`."""
    leaks.begin("another test")
    yield
    leaks.begin(request.node.nodeid)


def an_engine(folder: Path) -> Engine:
    return create_engine(f"sqlite:///{folder / 'a.db'}")


def test_what_is_given_back_and_disposed_is_no_leak(tmp_path: Path) -> None:
    engine = an_engine(tmp_path)
    with engine.connect():
        pass
    engine.dispose()
    assert leaks.end() == []


def test_an_engine_that_is_not_disposed_is_found(tmp_path: Path) -> None:
    with an_engine(tmp_path).connect():
        pass
    assert leaks.end() == [NOT_DISPOSED]
    leaks.begin("the next test")
    assert leaks.end() == []


def test_a_connection_that_is_not_given_back_is_found(tmp_path: Path) -> None:
    engine = an_engine(tmp_path)
    held = engine.connect()
    assert leaks.end() == [NOT_GIVEN_BACK, NOT_DISPOSED]
    held.close()


def test_one_that_nobody_can_reach_any_more_is_found(tmp_path: Path) -> None:
    """Nor does it wait for whoever runs when Python collects."""
    gc.disable()
    try:
        knot: list[Any] = [an_engine(tmp_path).connect()]
        knot.append(knot)
        del knot
        assert leaks.end() == [NOT_DISPOSED]
    finally:
        gc.enable()


def test_what_a_module_made_may_stay_open_and_may_not_be_in_use(tmp_path: Path) -> None:
    engine = an_engine(tmp_path)
    leaks.outlives(engine)
    held = engine.connect()
    assert leaks.end() == [NOT_GIVEN_BACK]
    leaks.begin("the next test")
    held.close()
    assert leaks.end() == []
    engine.dispose()


def many_tests(folder: Path) -> None:
    """None of them leaves anything."""
    for _ in range(leaks.SOME):
        an_engine(folder).dispose()
        leaks.begin("the next test")
        assert leaks.end() == []


def test_a_file_that_is_left_open_is_closed_with_what_many_tests_left(tmp_path: Path) -> None:
    """In a knot, as a framework leaves one: none of the tests after it is kept waiting for that."""
    knot: list[Any] = [(tmp_path / "a").open("w")]
    knot.append(knot)
    del knot
    with pytest.warns(ResourceWarning, match="unclosed file"):
        many_tests(tmp_path)
