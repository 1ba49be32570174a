"""A demonstration with two made-up people, and a service where nobody is made up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

import msgspec
import pytest

from consent_service.access.madeup import MadeUp
from tests.api.at_the_door import BORN
from tests.api.running import HOST, OURS, THEIRS, Running, running
from tests.pages.opening import Browser

HERE = "127.0.0.1"


def of_service(service: Running) -> Browser:
    """A new browser in front of it."""
    if HERE in service.settings.hosts:
        return Browser(service.app.test_client(), f"{HERE}:8000", "http")
    return Browser(service.app.test_client(), service.settings.hosts[0])


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("made-up")
    people = [
        MadeUp(name="Priya", about="asks", authority=OURS, subject="worker-1", role="MASH_WORKER"),
        MadeUp(name="Omar", about="decides", authority=THEIRS, subject="m-1", role="MASH_MANAGER"),
        MadeUp(
            name="Mia",
            about="is a mother",
            authority=OURS,
            subject="family-1",
            role="PARENT",
            file="0" * 32,
            person="0" * 24,
        ),
        MadeUp(
            name="Dana", about="decides", authority=OURS, subject="manager-1", role="MASH_MANAGER"
        ),
        MadeUp(name="Ines", about="checks", authority=OURS, subject="auditor", role="AUDITOR"),
        MadeUp(name="Ash", about="runs it", authority=OURS, subject="admin", role="SYSTEM_ADMIN"),
        MadeUp(name="Noor", about="advises", authority=OURS, subject="law", role="LEGAL_SERVICES"),
    ]
    (folder / "people.json").write_bytes(msgspec.json.encode(people))
    shown: dict[str, Any] = {"made_up_people": folder / "people.json", "hosts": (HERE, HOST)}
    with running(folder, f"sqlite:///{folder / 'test.db'}", **shown) as made_up:
        made_up.births = (str(date.fromisoformat(BORN) - timedelta(days=n)) for n in count())
        yield made_up


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("real")
    with running(folder, f"sqlite:///{folder / 'test.db'}", demonstration=False) as service:
        yield service
