"""Where the processor's time of one check goes: take one layer away, and see what is saved.

In one thread and without a server, so that nothing waits for anything: what is left out is the
time that threads and processes take from each other. A layer costs more here than in a loop of
its own, because the code around it has pushed it out of the processor's caches.
"""

from __future__ import annotations

import io
import json
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from typing import Any
from unittest import mock

import structlog
from flask import Flask
from msgspec.structs import replace

import consent_service.app
from consent_service import logs
from consent_service.access import tokens
from consent_service.actions.moment import Moment
from consent_service.api.asked import checks
from consent_service.api.edge import operations
from consent_service.demonstration import AUTHORITY
from consent_service.domain.events import AnyEvent
from consent_service.domain.may import Kind, Principal
from consent_service.storage.batch import Batch
from consent_service.storage.engine import writing
from consent_service.storage.records import Records
from consent_service.storage.requests import Recorded, Request
from consent_service.storage.sealing import FileSeal

from . import appends, bare
from .case import Case, case_on

#: How many checks a batch holds, about, under the load of `over_http`.
BATCH = 10
ROUNDS = 7

Layers = list[tuple[str, float]]


def measure() -> Layers:
    """Microseconds of processor time by layer, on PostgreSQL."""
    with case_on("postgresql") as case, _logging_to_nowhere():
        moments: list[Moment] = []
        request = appends.check(case)

        def looking(moment: Moment) -> Sequence[AnyEvent]:
            moments.append(moment)
            return request.action(moment)

        recorded = case.service.records.run(replace(request, action=looking))
        return [*_in_the_request(case, recorded, moments[0]), *_in_the_batch(case, request)]


def as_markdown(found: Layers) -> str:
    """Two columns."""
    lines = [f"| {name:42} | {cost:6.0f} |" for name, cost in found]
    return "\n".join([f"| {'layer of a check':42} | {'µs':>6} |", f"|{'-' * 44}|-------:|", *lines])


def _in_the_request(case: Case, recorded: Recorded, moment: Moment) -> Layers:
    """The request with a door that only decides, then without this and without that."""
    asked = json.loads(case.body)
    command = operations.load(checks._by_file, asked)  # noqa: SLF001
    shown = checks._recorded(recorded)  # noqa: SLF001
    principal = Principal(
        kind=Kind.STAFF,
        id="bench",
        authority=AUTHORITY,
        roles=frozenset(["MASH_WORKER"]),
        client="bench",
    )
    cost = _Cost(lambda: _ask(case.app, case, case.path))

    def decides(_: Records, request: Request) -> Recorded:
        request.action(moment)
        return recorded

    with mock.patch.object(Records, "run", return_value=recorded):
        without_decision = cost.now()
    with mock.patch.object(Records, "run", decides):
        whole = cost.now()
        layers = [
            ("token", cost.less(tokens.Access, "principal", lambda _: principal)),
            ("JSON reading", cost.less(operations, "read_body", lambda _: (b"", asked))),
            ("marshmallow", cost.less(checks, "load", lambda *_: command)),
            ("building the reply", cost.less(checks, "_recorded", lambda *_: shown)),
            ("access log", cost.less(consent_service.app, "_log_access", lambda _: None)),
        ]
    with mock.patch.dict(os.environ, case.environment):
        plain = bare.application()
    rest = without_decision - sum(saved for _, saved in layers)
    return [
        ("the bare route, whole", _Cost(lambda: _ask(plain, case, "/bare")).now()),
        ("a check without the door, whole", without_decision),
        *((f"  of it {name}", saved) for name, saved in layers),
        ("  of it Flask, Werkzeug, headers", rest),
        ("deciding", whole - without_decision),
    ]


def _in_the_batch(case: Case, request: Request) -> Layers:
    """The door: what each check costs in a batch, and what the batch costs however many it has."""
    records = case.service.records

    def batch(count: int) -> None:
        with writing(records.engine, AUTHORITY) as connection:
            Batch(records.ledgers[AUTHORITY], connection, records.clock).run([request] * count)

    one, many = _Cost(lambda: batch(1), 60).now(), _Cost(lambda: batch(33), 15)
    each = (many.now() - one) / 32
    sealing = many.less(FileSeal, "seal_content", lambda *_: (bytes(32), bytes(1400))) / 33
    rows = many.less(Batch, "_add_contents", lambda _: None) / 33
    return [
        ("each check in a batch, deciding included", each),
        ("  of it sealing", sealing),
        ("  of it inserting the sealed contents", rows),
        ("a batch, however many: lock, load, commit", one - each),
        (f"  for each check, in batches of {BATCH}", (one - each) / BATCH),
    ]


class _Cost:
    """The processor's time of `work` in microseconds, the least of several rounds."""

    def __init__(self, work: Callable[[], object], times: int = 200) -> None:
        self._work, self._times = work, times
        self._whole: float | None = None

    def now(self) -> float:
        """As things are. Kept, for `less`."""
        self._whole = min(self._round() for _ in range(ROUNDS))
        return self._whole

    def less(self, owner: Any, name: str, instead: Callable[..., Any]) -> float:
        """What is saved when `instead` takes the place of `owner.name`."""
        whole = self.now() if self._whole is None else self._whole
        with mock.patch.object(owner, name, instead):
            return whole - min(self._round() for _ in range(ROUNDS))

    def _round(self) -> float:
        self._work()
        began = time.thread_time()
        for _ in range(self._times):
            self._work()
        return (time.thread_time() - began) / self._times * 1e6


def _ask(app: Flask, case: Case, path: str) -> bytes:
    """One request as a server would hand it over."""
    body = case.body.encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_AUTHORIZATION": f"Bearer {case.token}",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
    }
    return b"".join(app.wsgi_app(environ, lambda *_: lambda _: None))


@contextmanager
def _logging_to_nowhere() -> Iterator[None]:
    """The access log as it is in the service, to a file that keeps nothing."""
    with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):
        logs.configure(logging.INFO)
        # A logger that was used before keeps the level it had then.
        fresh = structlog.get_logger("bench")
        with mock.patch.object(consent_service.app, "log", fresh):
            yield
    logs.configure(logging.ERROR)
