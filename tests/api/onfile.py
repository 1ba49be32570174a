"""A family that is on file before a test begins: to put it there takes longer than most tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from consent_service.app import create_app
from consent_service.samples import SampleClock
from consent_service.settings import Settings
from tests import prepared
from tests.api.running import NOON, Family, Running, add_family


@cache
def with_family() -> tuple[Path, Family]:
    """On SQLite, a file as a worker opened it at noon, to be copied: it takes longer to open than
    most tests that begin with it. The folder, and what is in it.
    """
    folder = prepared.home("family")
    settings = prepared.on_sqlite_in(folder)
    prepared.put_into(settings)
    return folder, family_in(settings)


def family_in(settings: Settings) -> Family:
    """Put on file where nobody is served."""
    clock = SampleClock(NOON)
    service = Running(settings, clock, create_app(settings, clock))
    family = add_family(service)
    service.storage.engine.dispose()
    return family
