"""A service of its own for each test of who may come in: on each database, or on SQLite alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.running import Running, running


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, database_url) as started:
        yield started


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as started:
        yield started
