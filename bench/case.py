"""A made-up family in a fresh demonstration ledger, for the measurements to ask about."""

from __future__ import annotations

import io
import json
import logging
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from consent_service import logs
from consent_service.access.tokens import issue_token
from consent_service.api.edge.service import RunningService
from consent_service.app import create_app
from consent_service.demonstration import AUTHORITY, load, settings_of
from consent_service.settings import Settings
from consent_service.storage.door.opening import OpenStorage
from ledger.entry import parse_entry
from ledger.log import EntryLine
from tests.databases import new_database, postgres


@dataclass(frozen=True)
class Case:
    """One application on one database, with John's case in it."""

    app: Flask
    environment: dict[str, str]
    file: str
    john: str

    @cached_property
    def token(self) -> str:
        """A worker's token: one, as a client has, and it lasts longer than a measurement."""
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

    @property
    def path(self) -> str:
        """Where a check of this case is asked for."""
        return f"/v1/files/{self.file}/checks"

    @property
    def service(self) -> RunningService:
        """What the application's operations work with."""
        found: RunningService = self.app.extensions["consent"]
        return found

    @property
    def storage(self) -> OpenStorage:
        """What the application stores with."""
        found: OpenStorage = self.app.extensions["consent_storage"]
        return found

    def send(self, address: str, body: bytes | None = None, token: str | None = None) -> bytes:
        """One request by a worker, or by whoever has another token, posted where it has a body;
        what it is replied. Raises if it is not taken.
        """
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET" if body is None else "POST",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_AUTHORIZATION": f"Bearer {token or self.token}",
            "wsgi.url_scheme": "http",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(body or b"")),
            "HTTP_IDEMPOTENCY_KEY": secrets.token_hex(8),
            "wsgi.input": io.BytesIO(body or b""),
            "wsgi.errors": sys.stderr,
        }
        said: list[str] = []

        def start(status: str, *_: object) -> Callable[[bytes], object]:
            said.append(status)
            return lambda _: None

        reply = b"".join(self.app.wsgi_app(environ, start))
        if said not in (["200 OK"], ["201 CREATED"]):
            raise AssertionError(address, said, reply[:400])
        return reply

    def entries(self) -> int:
        """How many entries the ledger holds."""
        with self.storage.engine.connect() as connection:
            return self.service.records.ledgers[AUTHORITY].store.head(connection).size

    def added(self, since: int) -> list[EntryLine]:
        """The entries from `since` on. Raises if one of them is anything but a check's answer."""
        with self.storage.engine.connect() as connection:
            lines = list(self.service.records.ledgers[AUTHORITY].store.lines(connection, since))
        kinds = {parse_entry(line.data).kind for line in lines}
        if kinds - {"check-made"}:
            raise AssertionError(f"not only checks were recorded: {sorted(kinds)}")
        return lines

    def assert_sound(self) -> None:
        """Verify the whole record, answers included. Raises what is wrong."""
        self.storage.verify(AUTHORITY, replay=True)


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
        case = Case(app, environment, played.kept["file"], played.kept["john"])
        stack.callback(case.storage.engine.dispose)
        yield case
