"""A check, or what is recorded of a family, that comes as most do, answered without what Flask does
for each request.

It goes the way of every operation: the same look at who asks, the same guard, handler and door;
what it ends with otherwise than with an answer is said by the application's own handler of errors.
Whatever comes in another way is Flask's whole, as is what cannot wait: that is settled before
anything is asked. Once something was, Flask is not asked again, or one question might be put on
record twice. See decision 31.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache, partial
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple

from flask import Flask
from flask.ctx import AppContext
from werkzeug.exceptions import SecurityError
from werkzeug.sansio.utils import get_host

from ...domain.may import Kind, Principal
from ...storage.door.batch import Result
from ...storage.door.requests import Request
from .guard import identified
from .halfway import LATER, AnswersLater, Asking
from .operations import (
    FILE,
    AskedWith,
    Created,
    Operation,
    Plain,
    Sent,
    answering,
    called,
)
from .reading import MOST_BYTES, says_json
from .requestid import new_request_id
from .routing import JSON, RECORDS, as_json, client_now
from .service import RunningService

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Logs who asked what, as what, with which status, about which file.
LogAccess = Callable[[str, int, str], None]

#: A length, in its one spelling.
_LENGTH: Final = re.compile(r"[1-9][0-9]{0,5}")
#: By how many names we are remembered.
_MOST_HOSTS: Final = 64
#: What asks for something else, if it is sent at all.
_ELSE: Final = frozenset({"HTTP_UPGRADE", "HTTP_TRANSFER_ENCODING"})
_ANY_FORM: Final = frozenset({"*/*", JSON})
#: Those who ask for a family's page are held to its pace, and are Flask's.
_WHO: Final = frozenset({Kind.STAFF, Kind.CLIENT})
#: What names a file, what is done about it, and at most one thing of it besides, by an id.
_PATH: Final = re.compile(r"/v1/files/([0-9a-f]{32})/([a-z-]+)(?:/([0-9a-f]{24})/([a-z-]+))?")
_DECLARED: Final = re.compile(r"([a-z-]+)(?:/<string:(\w+)>/([a-z-]+))?")
_STATUS: Final = {200: "200 OK", RECORDS: "201 CREATED"}


class _Came(NamedTuple):
    """What came, as far as it needs no Flask to read it."""

    operation: Operation
    path: str
    names: dict[str, str]
    body: bytes


class _Use(NamedTuple):
    """One use under way."""

    came: _Came
    environ: WSGIEnvironment
    context: AppContext
    asking: Asking[tuple[bytes, str | None]]
    #: Who takes the reply when it is there; None where this thread is to bring it.
    later: AnswersLater | None


class _Made(NamedTuple):
    """A reply as WSGI has it."""

    status: str
    headers: list[tuple[str, str]]
    parts: Iterable[bytes]


class _Way(NamedTuple):
    """An operation, and what is named in its path beside the file."""

    operation: Operation
    names: str | None


def _ways(operations: Iterable[Operation]) -> dict[tuple[str, str | None], _Way]:
    """What is asked or recorded about a file that the path names, by what stands in its path."""
    found = {}
    for one in operations:
        declared = _DECLARED.fullmatch(one.path.removeprefix(f"{FILE}/"))
        is_asked_or_kept = one.at_once is not None or one.status == RECORDS
        is_asked_or_kept &= not isinstance(one.reply, Plain)
        if declared is not None and one.method == "POST" and is_asked_or_kept:
            found[declared[1], declared[3]] = _Way(one, declared[2])
    return found


class Straight:
    """Stands before an application, and hands on what is not such a use of one of `operations`."""

    def __init__(
        self,
        app: Flask,
        service: RunningService,
        operations: Iterable[Operation],
        headers: Iterable[tuple[str, str]],
        log_access: LogAccess,
    ) -> None:
        self.flask: Final[WSGIApplication] = app.wsgi_app
        self._app, self._service = app, service
        self._ways: Final = _ways(operations)
        self._headers = (("Content-Type", JSON), *headers)
        self._log_access = log_access
        trusted = app.config["TRUSTED_HOSTS"]

        @lru_cache(_MOST_HOSTS)
        def is_ours(scheme: str, host: str | None) -> bool:
            with suppress(SecurityError):
                return bool(get_host(scheme, host, None, trusted))
            return False

        self._is_ours: Final = is_ours

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """As WSGI has it."""
        came = self._came(environ)
        if came is None:
            return self.flask(environ, start_response)
        principal = self._service.access.seen_before(environ.get("HTTP_AUTHORIZATION", ""))
        if principal is None or principal.kind not in _WHO:
            return self.flask(environ, start_response)
        context = self._app.app_context()
        context.g.request_id = new_request_id()
        asking = self._answer(came, principal, environ)
        made = self._go_on(_Use(came, environ, context, asking, environ.get(LATER)))
        if made is None:
            return ()
        start_response(made.status, made.headers)
        return made.parts

    def _go_on(self, use: _Use, recorded: Result | None = None) -> _Made | None:
        """What is replied; None where that is told later. What is put on record is waited for
        outside of the context of what asked for it: whoever has it may go on at once.
        """
        records = self._service.records
        while isinstance(made := self._next(use, recorded), Request):
            try:
                if use.later is None:
                    recorded = records.run(made)
                else:
                    records.run_later(made, partial(self._told, use, use.later), use.later)
                    return None
            except Exception as error:  # noqa: BLE001 - whoever asked goes on from it
                recorded = error
        return made

    def _told(self, use: _Use, later: AnswersLater, recorded: Result) -> None:
        def make() -> tuple[int, list[tuple[str, str]], bytes] | None:
            made = self._go_on(use, recorded)
            if made is None:
                return None
            return int(made.status.partition(" ")[0]), made.headers, b"".join(made.parts)

        if isinstance(recorded, Exception) or recorded.replayed:
            # What it comes to then, or that it is shown again, is put on record or written to a
            # disk: whoever tells it, and all who wait behind them, are not to wait for that.
            later.put(partial(later.answer, make))
        else:
            later.answer(make)

    def _next(self, use: _Use, recorded: Result | None) -> _Made | Request:
        """What it asks next, or what is replied."""
        with use.context:
            try:
                if isinstance(recorded, Exception):
                    return use.asking.throw(recorded)
                return next(use.asking) if recorded is None else use.asking.send(recorded)
            except StopIteration as end:
                data, location = end.value
            except Exception as error:  # noqa: BLE001 - as Flask hands on whatever is raised
                return self._refused(error, use.environ)
            operation, headers = use.came.operation, [*self._headers]
            self._log_access(operation.name, operation.status, use.came.names["file"])
        headers.append(("Content-Length", str(len(data))))
        if location is not None:
            headers.append(("Location", location))
        return _Made(_STATUS[operation.status], headers, [data])

    def _came(self, environ: WSGIEnvironment) -> _Came | None:
        """What came, if it is such a use. Else nothing of it has been taken."""
        path: str = environ["PATH_INFO"]
        named, length = _PATH.fullmatch(path), environ.get("CONTENT_LENGTH", "")
        way = None if named is None else self._ways.get((named[2], named[4]))
        if (
            named is None
            or way is None
            or environ["REQUEST_METHOD"] != way.operation.method
            or environ.get("QUERY_STRING")
            or environ.get("SCRIPT_NAME")
            or not environ.keys().isdisjoint(_ELSE)
            or environ.get("HTTP_ACCEPT", JSON) not in _ANY_FORM
            or not says_json(environ)
            or not self._is_ours(environ["wsgi.url_scheme"], environ.get("HTTP_HOST"))
            or _LENGTH.fullmatch(length) is None
            or int(length) > MOST_BYTES
        ):
            return None
        body = environ["wsgi.input"].read(int(length))
        # Whoever reads it after all begins at its beginning.
        environ["wsgi.input"] = BytesIO(body)
        at_once = way.operation.at_once
        if len(body) != int(length) or (at_once is not None and at_once(body)):
            return None
        names = {"file": named[1]} if way.names is None else {"file": named[1], way.names: named[3]}
        return _Came(way.operation, path, names, body)

    def _answer(
        self, came: _Came, principal: Principal, environ: WSGIEnvironment
    ) -> Asking[tuple[bytes, str | None]]:
        """What is replied, and where what was recorded is. Raises whatever an operation ends
        with.
        """
        service, operation, path = self._service, came.operation, came.names
        now, trouble = identified(
            service,
            principal,
            operation.row,
            is_check=operation.at_once is not None,
            hurries=False,
            client_now=partial(
                client_now, service, operation, path, environ.get("HTTP_ACTING_FOR"), hurries=False
            ),
        )
        key: str | None = environ.get("HTTP_IDEMPOTENCY_KEY")
        form = AskedWith({}, came.body, key, f"{operation.method} {came.path}")
        call = called(service, operation, now, path, trouble=trouble, form=form)
        answer = yield from answering(operation, call)
        assert not isinstance(answer, Sent)  # noqa: S101 - all of these answer in JSON
        return as_json(answer), answer.location if isinstance(answer, Created) else None

    def _refused(self, error: Exception, environ: WSGIEnvironment) -> _Made:
        """As the application says it, with all that follows each of its replies."""
        with self._app.request_context(environ):
            response = self._app.finalize_request(self._app.handle_user_exception(error))
        parts, status, headers = response.get_wsgi_response(environ)
        return _Made(status, headers, parts)
