"""One service for the rules that are about the running application. None of them records."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.api.running import Running, running


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("rules")
    with running(folder, f"sqlite:///{folder / 'test.db'}") as started:
        yield started
