"""What every test may ask for: an empty database of each kind; and how tests are found and begun.

It is of those processes that run tests, see `tests/conftest.py`.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from flask import Response, request, request_finished
from sqlalchemy import Engine, create_engine

from consent_service import app as application
from tests import (
    compiled,
    databases,
    inturn,
    leaks,
    oracle,
    prepared,
    sampling,
    trying,
    unhurried,
    unmade,
)
from tests.prepared import NewDatabase
from tests.sampling import POSTGRESQL, SQLITE

_serial = count(1)
#: The marks of what only `make campaign` and `make faults` run.
_AT_LENGTH = ("campaign", "faults")


leaks.watch()
compiled.share()
unhurried.nobody_hurries()
unmade.watch()


@pytest.fixture(autouse=True)
def nothing_is_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """The first fixture of every test, and so the last to end: nothing stays open; and every row is
    made. A family whose rows could not be made is on no list: a test fails by that, unless it
    expects it (`pytest.mark.rows_not_made`).
    """
    leaks.begin(request.node.nodeid)
    unmade.faults()
    yield
    left, found = leaks.end(), unmade.faults()
    assert left == [], left
    if request.node.get_closest_marker("rows_not_made") is None:
        assert found == [], "\n".join(found)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[databases.Server]:
    """One PostgreSQL for this process, started when first needed; each xdist worker has its own."""
    with databases.postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: databases.Server) -> str:
    """The maintenance database: to create others in, not to write to."""
    return postgres_server.url


@pytest.fixture(scope="session")
def whole_postgres(postgres_url: str) -> Iterator[str]:
    """A database in which two authorities have begun, to be copied."""
    # The process id keeps xdist workers apart on a server that they share.
    with prepared.template(postgres_url, f"whole_{os.getpid()}") as whole:
        yield whole


@pytest.fixture(scope="session")
def new_postgres(whole_postgres: str) -> NewDatabase:
    """Makes databases for `tests.api.running.running`, whose two authorities have begun in them."""
    names = (f"test_{os.getpid()}_{number}" for number in count(1))
    return lambda: prepared.copy_of(whole_postgres, next(names))


@pytest.fixture(scope="module")
def database_kind(request: pytest.FixtureRequest) -> str:
    """`sqlite` or `postgresql`; which of them is settled in `pytest_generate_tests`."""
    kind: str = request.param
    return kind


@pytest.fixture
def database_url(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """A database for `running`, in which nobody has recorded anything."""
    if database_kind == SQLITE:
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    new: NewDatabase = request.getfixturevalue("new_database")
    with new() as fresh:
        yield fresh


@pytest.fixture
def new_database(new_postgres: NewDatabase) -> NewDatabase:
    """Makes a PostgreSQL database for a test: in some folders one with more in it."""
    return new_postgres


@pytest.fixture
def empty_database_url(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """A database that has never been used."""
    if database_kind == SQLITE:
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    yield request.getfixturevalue("empty_postgres")


@pytest.fixture
def empty_postgres(postgres_url: str) -> Iterator[str]:
    """A PostgreSQL database that has never been used."""
    with databases.new_database(postgres_url, f"empty_{os.getpid()}_{next(_serial)}") as fresh:
        yield fresh


@pytest.fixture
def engine(empty_database_url: str) -> Iterator[Engine]:
    """A plain SQLAlchemy engine; its connections are closed before the database is dropped."""
    made = create_engine(empty_database_url)
    yield made
    made.dispose()


@pytest.hookimpl(wrapper=True)
def pytest_generate_tests(metafunc: pytest.Metafunc) -> Iterator[None]:
    """Each test is made of its cases, and they are counted."""
    _on_databases(metafunc)
    yield
    sampling.count(metafunc)
    marks = _left_out(metafunc.config)
    # Where one of them is asked for, it is settled by pytest what is run.
    if len(marks) == len(_AT_LENGTH):
        sampling.leave_out(metafunc, marks)


def _on_databases(metafunc: pytest.Metafunc) -> None:
    """Each test that stands on a database runs on both: every day, or on one of them in campaigns.

    Every day, a sample of them on PostgreSQL, if what it shows could hold on one
    database and not on the other: what a transaction keeps, who waits for whom, what is stored and
    how it is found again, what a fault does. Such modules are marked `each_database`. Rules, words
    and replies are the same code over the same entries, so every day they run on the quicker one;
    the operations that a test has in its mark must succeed in it, and together the marks name every
    operation.
    """
    if "database_kind" not in metafunc.fixturenames:
        return
    kinds: list[Any] = [SQLITE]
    if metafunc.definition.get_closest_marker("each_database"):
        kinds.append(POSTGRESQL)
    elif "campaign" in metafunc.config.option.markexpr:
        # Only there: to make two thousand tests and leave them out took a second of each process.
        kinds.append(pytest.param(POSTGRESQL, marks=pytest.mark.campaign))
    metafunc.parametrize("database_kind", kinds, indirect=True, scope="module")


#: The operations that succeeded since a test began.
_succeeded: set[str] = set()


def _note(_: Any, response: Response, **__: Any) -> None:
    if response.status_code < 400 and request.endpoint:
        _succeeded.add(request.endpoint)


# Not weakly: letting go of it while Python ends would say so under the last line of a run.
request_finished.connect(_note, weak=False)


def _log_access(operation: str | None, status: int, file: str) -> None:
    """Likewise of what goes past Flask."""
    if status < 400 and operation:
        _succeeded.add(operation)
    _as_logged(operation, status, file)


_as_logged = application._log_access
application._log_access = _log_access


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A test begins."""
    _succeeded.clear()
    oracle.begin(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """An operation that a test names in its mark `each_database` has succeeded in it."""
    yield
    named = {name for mark in item.iter_markers("each_database") for name in mark.args}
    assert named <= _succeeded, f"did not succeed: {sorted(named - _succeeded)}"


def pytest_itemcollected(item: pytest.Item) -> None:
    """In campaigns a property is tried too, and whatever asks whether this is one, at length:
    `tests/trying.py`. So is whatever is not of each day's sample: that it alone fails is seen where
    it is changed, for `.ci/run` runs all of them then.
    """
    is_tried = trying.is_campaign() and trying.is_longer_in_campaigns(item)
    if is_tried or not sampling.is_daily(item):
        item.add_marker("campaign")


def _left_out(config: pytest.Config) -> list[str]:
    """The marks of what this run leaves out."""
    return [mark for mark in _AT_LENGTH if mark not in config.option.markexpr]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `make campaign` and `make faults` run, unless asked for by its mark."""
    marks = _left_out(config)
    left_out = [item for item in items if any(map(item.get_closest_marker, marks))]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        # A set: in a list, thousands would each be looked for among thousands.
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: inturn.comes_later(item.path))


def pytest_collection(session: pytest.Session) -> None:
    """What is made while tests are collected is kept: looking for rubbish in it finds none."""
    gc.disable()
    inturn.read_ours_first(session)


def pytest_collection_finish() -> None:
    """What is here before the first test stays to the end: collecting after each need not look.

    What a test leaves is collected when it has ended, `tests/leaks.py`; looking for rubbish at
    every 700 objects while it runs took a twentieth of all.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()
