"""One service a module, served by real processes; a smaller one for who needs it full."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.running import Family, Running, add_family, running
from tests.front.strangers import Met, meeting


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("front")
    with running(folder, f"sqlite:///{folder / 'test.db'}") as started:
        yield started


@pytest.fixture(scope="module")
def family(service: Running) -> Family:
    return add_family(service)


@pytest.fixture(scope="module")
def met(service: Running, family: Family) -> Iterator[Met]:
    with meeting(service, family, processes=2, threads=4) as standing:
        yield standing


@pytest.fixture(scope="module")
def small(service: Running, family: Family) -> Iterator[Met]:
    """One process with one thread, and places for forty."""
    with meeting(service, family, threads=1, connections=40) as standing:
        yield standing
