"""A service of its own for each test, on each database; and a story to do things to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.running import Running, running
from tests.tamper.story import story, told

__all__ = ["service", "story", "told"]


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, database_url) as started:
        yield started
