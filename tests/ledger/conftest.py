"""One large copy of a ledger for all who look at one: it takes seconds to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger.both_verifiers import write_copy


@pytest.fixture(scope="session")
def large_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """70,000 entries: three levels of tiles. What a test changes in it, it puts back."""
    return write_copy(tmp_path_factory.mktemp("large") / "copy", 70_000)
