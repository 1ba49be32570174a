"""Where each operation and page is routed, and how a request for an operation runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

import orjson
from flask import Flask, Response, request
from werkzeug.routing import Map, Rule

from ...access.networks import network_of
from ...domain.may import Kind, Principal
from .guard import identified
from .operations import ANONYMOUS, Created, Operation, Plain, Public, Ready, Sent, answered, called
from .problems import ProblemError
from .service import RunningService
from .systems import ACTING_FOR, as_of_now, family_named

#: What most replies are.
JSON: Final = "application/json"
#: The member of a body by which something is only tried.
_TRIED: Final = "dry_run"
#: The status of what puts something on record. A no may be in it, so it waits for no count.
RECORDS: Final = 201


class Address(NamedTuple):
    """Where something stands that is no operation: a page, or what a page is made with."""

    path: str
    name: str
    method: str
    view: Callable[..., Response]


def register(
    app: Flask,
    service: RunningService,
    operations: Sequence[Operation],
    pages: Sequence[Address] = (),
) -> None:
    """Route every operation and page, and nothing else: routes from before are gone."""
    rows = [(one.path, one.name, one.method) for one in operations]
    rows += [(one.path, one.name, one.method) for one in pages]
    app.url_map = _addresses(tuple(rows))
    for operation in operations:
        app.view_functions[operation.name] = _view(service, operation)
    for page in pages:
        app.view_functions[page.name] = page.view


@lru_cache
def _addresses(rows: tuple[tuple[str, str, str], ...]) -> Map:
    """Where each path and method leads. Werkzeug compiles an address into code of its own, which
    takes longer than all the rest of making an application; so those of one process share it.
    """
    rules = [Rule(path, endpoint=name, methods=[method]) for path, name, method in rows]
    for rule in rules:
        # Flask asks this of each: whether it is to answer OPTIONS by itself.
        rule.provide_automatic_options = False  # type: ignore[attr-defined]
    # An address has one spelling; another is not found, and not sent elsewhere.
    return Map(rules, merge_slashes=False)


def _view(service: RunningService, operation: Operation) -> Callable[..., Response]:
    def view(**path: Any) -> Response:
        principal, trouble = ANONYMOUS, None
        if not isinstance(operation.roles, Public):
            is_check, cannot_wait = operation.at_once is not None, partial(_cannot_wait, operation)
            shown = service.access.principal(cannot_wait=cannot_wait)
            hurries = cannot_wait()
            acts_for = request.headers.get(ACTING_FOR)
            principal, trouble = identified(
                service,
                shown,
                operation.row,
                is_check=is_check,
                hurries=hurries,
                client_now=partial(client_now, service, operation, path, acts_for, hurries=hurries),
            )
            if not is_check and operation.status != RECORDS and principal.kind is not Kind.CLIENT:
                network = network_of(request.environ, service.proxies)
                service.allowances.look(principal.authority, principal.id, network)
        call = called(service, operation, principal, path, trouble=trouble)
        _assert_can_be_taken(operation)
        _assert_nothing_stands_beside(operation)
        answer = answered(operation, call)
        if isinstance(answer, Sent):
            return as_bytes(answer, answer.status or operation.status)
        data = as_json(answer)
        response = Response(data, status=operation.status, content_type=JSON)
        if isinstance(answer, Created) and answer.location is not None:
            response.headers["Location"] = answer.location
        return response

    return view


def client_now(
    service: RunningService,
    operation: Operation,
    path: Mapping[str, str],
    acts_for: str | None,
    client: Principal,
    *,
    hurries: bool,
) -> Principal:
    """A client, with what it may do now."""
    return as_of_now(
        service,
        client,
        family_named(service, client.authority, path, operation.reference_in),
        acts_for=acts_for,
        cannot_wait=hurries,
        may_wait=operation.status != RECORDS,
    )


def _assert_can_be_taken(operation: Operation) -> None:
    """Refuse to answer in a form that is not wanted, unless the answer is what cannot wait."""
    form = operation.reply
    offered = form.content_type if isinstance(form, Plain) else JSON
    wanted = request.accept_mimetypes
    if not wanted.provided or wanted[offered.partition(";")[0]] > 0:
        return
    if not _cannot_wait(operation):
        raise ProblemError("not-acceptable")


def _assert_nothing_stands_beside(operation: Operation) -> None:
    """Refuse that something is only tried, said in the address: it would be done. Whatever else
    stands there stands in nobody's way, as a no must not. Raises `ProblemError` (422).
    """
    said = {name.casefold().replace("-", "_") for name in request.args} if request.args else set()
    if _TRIED in said and operation.body is not None and _TRIED in operation.body().fields:
        raise ProblemError(
            "invalid", [("", "Send `dry_run` in the body: the address is not read.")]
        )


def _cannot_wait(operation: Operation) -> bool:
    """Whether this request is one that nothing else may delay or turn away."""
    return operation.at_once is not None and operation.at_once(request.get_data())


def needed_at_once(operations: Sequence[Operation]) -> Callable[[str, str, bytes], bool]:
    """Whether a request of this method, path and body is one that nothing else may delay."""
    rows = [
        (one.method, re.compile(re.sub(r"<string:\w+>", "[^/]+", one.path)), one.at_once)
        for one in operations
        if one.at_once is not None
    ]

    def is_needed(method: str, path: str, body: bytes) -> bool:
        return any(
            method == row and pattern.fullmatch(path) is not None and at_once(body)
            for row, pattern, at_once in rows
        )

    return is_needed


def as_json(answer: dict[str, Any] | Created | Ready) -> bytes:
    """What is answered, as it is sent."""
    if isinstance(answer, Ready):
        return answer.data
    return orjson.dumps(answer.shown if isinstance(answer, Created) else answer)


def as_bytes(sent: Sent, status: int) -> Response:
    """What is sent as it is: to be kept, saved or shown by its own rules."""
    response = Response(sent.data, status=status, content_type=sent.content_type)
    response.headers["Cache-Control"] = sent.cache
    if sent.filename is not None:
        response.headers["Content-Disposition"] = f'attachment; filename="{sent.filename}"'
    if sent.policy is not None:
        response.headers["Content-Security-Policy"] = sent.policy
    if sent.cache != "no-store":
        response.add_etag()
        response.make_conditional(request)
    return response
