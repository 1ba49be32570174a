"""A service of its own for each test, on each database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.api.running import Running, running
from tests.faults.forkers import Forkers, at_hand
from tests.faults.tracing import Deeds, doing_deeds


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, database_url) as started:
        yield started


@pytest.fixture(scope="session")
def forkers() -> Forkers:
    return at_hand()


@pytest.fixture
def deeds(forkers: Forkers, tmp_path: Path) -> Iterator[Deeds]:
    with doing_deeds(forkers, tmp_path / "said") as doing:
        yield doing


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Say at the end of the run what was seen: a test that passes is otherwise silent."""
    return lambda seen: record_property("seen", seen)
