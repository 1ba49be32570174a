"""One large copy of a ledger for all who look at one, which takes seconds to write; and a witness
in this process, by a clock that a test sets.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.witness.rules import Witness
from tests.ledger.both_verifiers import write_copy
from tests.ledger.witnesses import Clock, a_witness, serving


@pytest.fixture(scope="session")
def large_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """70,000 entries: three levels of tiles. What a test changes in it, it puts back."""
    return write_copy(tmp_path_factory.mktemp("large") / "copy", 70_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the witness keeps what it remembers."""
    return tmp_path / "state"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def witness(folder: Path, clock: Clock) -> Witness:
    return a_witness(folder, clock=clock)


@pytest.fixture
def url(witness: Witness) -> Iterator[str]:
    with serving(witness) as address:
        yield address
