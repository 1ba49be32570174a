"""The service's application, and with faults that a request may ask for by name.

Three things are added to it: each reply names its process, and Flask's who asked it; a request may
hold its thread for some seconds, or while a file is there; and with `SEEDED_FAULTS=yes` in the
environment a request's header `Seeded-Fault` chooses one of the faults below. Each is a mistake
that services like this one have made, and each must be found by what looks for it.

* `cache`: a process answers a check again from memory for 100 ms.
* `torn`: a check is decided from the file as it was a moment before the place it is recorded at.
* `early`: some writes are acknowledged, and their transaction is then lost, as when a process dies
  between the two.
* `lagging`: checks are answered from a copy that is up to 100 ms behind, at the copy's own place.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from unittest.mock import patch

from flask import Flask, Response, has_request_context, request
from msgspec.structs import replace

from consent_service import worker
from consent_service.actions.moment import Moment
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.looks import DOOR
from consent_service.domain.file.view import View
from consent_service.domain.recorded.content import Content
from consent_service.storage.believed.unchanged import BatchViews
from consent_service.storage.beside import spool
from consent_service.storage.database.engine import reading, writing
from consent_service.storage.door import opening
from consent_service.storage.door.batch import Batch, Result
from consent_service.storage.door.openfiles import OpenFiles
from consent_service.storage.door.queries import read_file
from consent_service.storage.door.records import Records
from consent_service.storage.door.requests import ByHandle, EntryWritten, Recorded, Request
from ledger.log import EntryLine

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

FAULT: Final = "Seeded-Fault"
SERVED_BY: Final = "Served-By"
SEEN_FROM: Final = "Seen-From"
HELD: Final = "Held-For"
#: Computes for so many seconds, as Python does, and lets others run now and then.
BUSY: Final = "Busy-For"
#: In the environment: nobody reads any more what this process logs, or nobody has for so long that
#: no more fits.
LOG_IS: Final = "SEEDED_LOG"
#: In the environment: the disk of the spool takes what is written there, and says no more.
DISK_HANGS: Final = "SEEDED_DISK"
#: A file that is made when the request holds its thread, and lets go of it when it is removed.
HELD_WHILE: Final = "Held-While-There-Is"
CACHED_FOR: Final = 0.100
TORN_BY: Final = 0.020
BEHIND_BY: Final = 0.100
LOST: Final = 0.25


def application() -> Flask:
    """The service's own application, in one process of several."""
    if LOG_IS in os.environ:
        _log_is(os.environ[LOG_IS])
    if DISK_HANGS in os.environ:
        patch.object(spool, "_append", lambda *_: threading.Event().wait()).start()
    if os.environ.get("SEEDED_FAULTS") != "yes":
        app = worker.application()
    else:
        with patch.object(opening, "Records", _Seeded):
            app = worker.application()
        _cache(app)

    @app.after_request
    def say_who_asked(response: Response) -> Response:
        response.headers[SEEN_FROM] = str(request.remote_addr)
        return response

    app.wsgi_app = _held_and_signed(app.wsgi_app)  # type: ignore[method-assign, assignment]
    return app


def _log_is(how: str) -> None:
    reads, writes = os.pipe()
    os.set_blocking(writes, False)
    with suppress(BlockingIOError):
        while how == "stuck":
            os.write(writes, bytes(4_096))
    os.set_blocking(writes, True)
    os.dup2(writes, 2)
    os.close(writes)
    if how == "gone":
        os.close(reads)


def _held_and_signed(served: Any) -> WSGIApplication:
    """Every way by which a request is answered: a usual check goes past Flask, and its hooks. One
    that asks for a fault goes the way of those.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        # As long as a database would that does not answer.
        time.sleep(float(environ.get(_named(HELD), "0")))
        busy = time.monotonic() + float(environ.get(_named(BUSY), "0"))
        while time.monotonic() < busy:
            pass
        if _named(HELD_WHILE) in environ:
            there = Path(environ[_named(HELD_WHILE)])
            there.touch()
            while there.exists():
                time.sleep(0.01)

        def signed(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, [*headers, (SERVED_BY, str(os.getpid()))], *more)

        way: WSGIApplication = served.flask if _named(FAULT) in environ else served
        return way(environ, signed)

    return answer


def _named(header: str) -> str:
    return f"HTTP_{header.upper().replace('-', '_')}"


def _asked_for() -> str:
    """The fault that this request asks for. Keepers act on no request's behalf."""
    return request.headers.get(FAULT, "") if has_request_context() else ""


def _cache(app: Flask) -> None:
    kept: dict[tuple[str, bytes], tuple[float, bytes]] = {}

    @app.before_request
    def from_memory() -> Response | None:
        at, body = kept.get((request.path, request.get_data()), (0.0, b""))
        if _asked_for() != "cache" or time.monotonic() - at > CACHED_FOR:
            return None
        return Response(body, content_type="application/json")

    @app.after_request
    def remember(response: Response) -> Response:
        if request.path.endswith("/checks") and response.status_code == 200:
            asked = (request.path, request.get_data())
            at, _ = kept.get(asked, (0.0, b""))
            if time.monotonic() - at > CACHED_FOR:
                kept[asked] = (time.monotonic(), response.get_data())
        return response


class _Copy(NamedTuple):
    """A file as it stood when `last` was the ledger's newest entry."""

    taken: float
    file: CaseFile
    own: AuthorityFile
    last: EntryLine


class _Seeded(Records):
    """The door, with a fault in it where a request asks for one."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._copies: dict[str, _Copy] = {}
        self._chance = random.Random(os.getpid())

    def run(self, request: Request) -> Recorded:
        fault = _asked_for()
        # Of what these clients send, only checks come without a key.
        if request.once is None and isinstance(request.target, ByHandle):
            if fault == "torn":
                return super().run(self._torn(request, request.target.file))
            if fault == "lagging":
                return self._lagging(request, request.target.file)
        return super().run(request)

    def _torn(self, request: Request, handle: str) -> Request:
        file = read_file(self, request.authority, handle, DOOR)
        time.sleep(TORN_BY)
        return replace(request, action=lambda moment: request.action(replace(moment, file=file)))

    def _lagging(self, request: Request, handle: str) -> Recorded:
        copy = self._copies.get(handle)
        if copy is None or time.monotonic() - copy.taken > BEHIND_BY:
            copy = self._copies[handle] = self._copied(request.authority, handle)
        now = self.clock()
        (event,) = request.action(Moment(now, copy.own, request.by, copy.file))
        content = Content(request.by, event)
        origin = self.ledgers[request.authority].origin
        written = EntryWritten(copy.last.seq, copy.last.hash, now, content)
        return Recorded(origin, handle, (written,), View(copy.file, now, now), copy.own)

    def _copied(self, authority: str, handle: str) -> _Copy:
        ledger = self.ledgers[authority]
        with reading(self.engine, authority) as connection:
            seen = ledger.newest.catch_up(connection, ledger.store.head(connection), 0)
            files = OpenFiles(ledger, connection, seen, DOOR)
            files.load([handle], [])
            state = files.get(handle).state
            assert isinstance(state, CaseFile)
            size = ledger.store.head(connection).size
            (last,) = ledger.store.lines(connection, size - 1, size)
            return _Copy(time.monotonic(), state, files.own_state, last)

    def _transact(self, authority: str, requests: list[Request], views: BatchViews) -> list[Result]:
        if _asked_for() != "early" or self._chance.random() > LOST:
            return super()._transact(authority, requests, views)
        with writing(self.engine, authority) as connection:
            batch = Batch(self.ledgers[authority], connection, self.clock)
            results = batch.run(requests)
            transaction = connection.get_transaction()
            assert transaction is not None
            transaction.rollback()
        return results
