"""What every test may ask for: an empty database of each kind, and one Hypothesis profile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import Engine, create_engine

from tests import databases

# A deadline measures the machine, not the code; `print_blob` lets a failure seen elsewhere be
# replayed here. In CI the same examples run each time, so that a red build means a changed program.
settings.register_profile("default", deadline=None, print_blob=True)
settings.register_profile("ci", settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")

_serial = count(1)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[databases.Server]:
    """One PostgreSQL for this process, started when first needed; each xdist worker has its own."""
    with databases.postgres() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_url(postgres_server: databases.Server) -> str:
    """The maintenance database: to create others in, not to write to."""
    return postgres_server.url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that has never been used, once of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    url: str = request.getfixturevalue("postgres_url")
    # The process id keeps xdist workers apart on a server that they share.
    with databases.new_database(url, f"test_{os.getpid()}_{next(_serial)}") as fresh:
        yield fresh


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A plain SQLAlchemy engine on `database_url`; its connections are closed before the drop."""
    made = create_engine(database_url)
    yield made
    made.dispose()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only `make campaign` and `make faults` run, unless asked for by its mark."""
    marks = [mark for mark in ("campaign", "faults") if mark not in config.option.markexpr]
    left_out = [item for item in items if any(map(item.get_closest_marker, marks))]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What tests have to say though they passed: how much was tried, and what came of it."""
    seen = [
        str(value)
        for report in terminalreporter.getreports("passed")
        for name, value in report.user_properties
        if name == "seen" and report.when == "call"
    ]
    if seen:
        terminalreporter.section("what was tried")
        for line in seen:
            terminalreporter.write_line(line)
