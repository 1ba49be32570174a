"""One service a module on each database, of which every test sees what was told before it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.api.running import Running, running


@contextmanager
def one_service(
    database_kind: str, request: pytest.FixtureRequest, factory: pytest.TempPathFactory, name: str
) -> Iterator[Running]:
    folder, url = factory.mktemp(name), ""
    with ExitStack() as stack:
        if database_kind == "sqlite":
            url = f"sqlite:///{folder / 'test.db'}"
        else:
            url = stack.enter_context(request.getfixturevalue("new_postgres")())
        yield stack.enter_context(running(folder, url))
