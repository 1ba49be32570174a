"""A made-up family in a fresh demonstration ledger, for the measurements to ask about."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from consent_service import logs
from consent_service.api.access import issue_token
from consent_service.app import create_app
from consent_service.demonstration import AUTHORITY, load, settings_of
from consent_service.settings import Settings
from tests.databases import new_database, postgres


@dataclass(frozen=True)
class Case:
    """One application on one database, with John's case in it."""

    app: Flask
    environment: dict[str, str]
    file: str
    john: str

    @property
    def token(self) -> str:
        """A worker's token that lasts longer than a measurement."""
        with self.app.app_context():
            return issue_token("bench", ["MASH_WORKER"], AUTHORITY, demonstration=True)

    @property
    def body(self) -> str:
        """A check that is answered COVERED."""
        return json.dumps(
            {
                "subjects": [self.john],
                "agency": {"type": "HEALTH_VISITOR"},
                "categories": ["CHILD_HEALTH"],
                "purpose": "CIN_ASSESSMENT",
                "direction": "SEEK",
            }
        )

    def entries(self) -> int:
        """How many entries the ledger holds."""
        storage = self.app.extensions["consent_storage"]
        ledger = storage.records.ledgers[AUTHORITY]
        with storage.engine.connect() as connection:
            return int(ledger.store.head(connection).size)

    def assert_sound(self) -> None:
        """Verify the whole record, answers included. Raises what is wrong."""
        self.app.extensions["consent_storage"].verify(AUTHORITY, replay=True)


@contextmanager
def case_on(database: str) -> Iterator[Case]:
    """A fresh case on `sqlite` or `postgresql`, gone afterwards."""
    logs.configure(logging.ERROR)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        environment = settings_of(folder)
        if database == "postgresql":
            server = stack.enter_context(postgres())
            environment["CONSENT_DATABASE_URL"] = stack.enter_context(
                new_database(server.url, "bench_case")
            )
        settings = Settings.read(environment)
        played = load(settings)
        app = create_app(settings)
        stack.callback(app.extensions["consent_storage"].engine.dispose)
        yield Case(app, environment, played.kept["file"], played.kept["john"])
