"""One operation of the API: declared once, and routed, guarded and described from that."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Mapping
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeAlias

import marshmallow
import msgspec
import orjson
from flask import request
from msgspec import UNSET

from ...domain.file.casefile import CaseFile
from ...domain.file.looks import Somebody
from ...domain.file.opened import LOOK_INTO_THE_RECORD, LiesOpen
from ...domain.file.view import View
from ...domain.may import NOT_CONFIRMED, AccessRow, Kind, Principal
from ...domain.recorded.content import By
from ...domain.recorded.event import Event
from ...domain.recorded.falling import MANAGERS
from ...storage.door.requests import Once, Recorded
from ...strict import parse_object
from .fields import When
from .guard import ActsAs, a_file, a_place, let_in
from .halfway import Asking, carried_out
from .pointers import pointers
from .problems import ProblemError
from .reading import read_body
from .service import RunningService
from .views import PageViews
from .withoutnames import WithoutNames

#: Roles that work on cases.
WORKERS: Final = frozenset(
    {
        "MASH_WORKER",
        "MASH_MANAGER",
        "HEAD_OF_SERVICE",
        "EDT_WORKER",
        "EDT_MANAGER",
        "SOCIAL_WORKER",
    }
)
#: Roles that put decisions on record, a court's order included.
DECIDERS: Final = MANAGERS | {"LEGAL_SERVICES"}
#: Roles that keep the directory of services.
DIRECTORY_KEEPERS: Final = MANAGERS | {"SYSTEM_ADMIN"}
#: Roles to whom somebody may say no, or whom somebody may tell of a danger, besides.
HEARERS: Final = WORKERS | {"LEGAL_SERVICES", "IG_OFFICER"}
#: Roles that look into the record: a file's content when they have opened it, with a reason.
OVERSEERS: Final = LOOK_INTO_THE_RECORD
#: Roles that may read a file.
READERS: Final = WORKERS | OVERSEERS

#: What an Idempotency-Key is: visible ASCII, and so much of it.
KEY_PATTERN: Final = "^[!-~]+$"
LONGEST_KEY: Final = 255

#: Where a case file stands.
FILE: Final = "/v1/files/<string:file>"

ANONYMOUS: Final = Principal(kind=Kind.ANYBODY, id="", authority="", client="")


@dataclass(frozen=True, slots=True)
class Public:
    """No token is asked for, and why that is right."""

    because: str


class AskedWith(NamedTuple):
    """What is asked with, in the place of Flask's request: by a page, whose own query is not the
    operation's; or where there is none (`straight`).
    """

    query: Mapping[str, str]
    body: bytes = b""
    #: Under which key it is recorded.
    key: str | None = None
    #: Method and path; None for a page, whose own they are.
    address: str | None = None
    #: A page shows all of a list: each part of it would be worked out of the whole again.
    is_whole: bool = False
    #: Those that a page is made from, which only reads.
    views: PageViews | None = None


class Call(msgspec.Struct, frozen=True):
    """One request, past the guard: who asks, in which role, and what the path names.

    `for_whom` is what whoever opens a file for it says.
    """

    service: RunningService
    principal: Principal
    role: str
    path: Mapping[str, Any]
    #: Who is put on record.
    by: By
    for_whom: Somebody
    #: Why it could not be looked up that they still may. Only a check goes on then, and not far.
    trouble: Exception | None = None
    #: What they have opened of the file, with a reason; None where they need not.
    opening: LiesOpen | None = None
    #: What it asks with; None where the request itself is the operation's.
    form: AskedWith | None = None
    #: Of which files, and entries that stand in none, the reply tells.
    told_of: list[CaseFile | Event] = []

    def now(self) -> datetime:
        """The time for whoever reads: the one that a check would be answered for."""
        if self.form is not None and self.form.views is not None:
            return self.form.views.now(self._read_clock)
        return self._read_clock()

    def _read_clock(self) -> datetime:
        return self.service.records.now(self.principal.authority)

    def view(self, file: CaseFile, as_of: datetime, known: datetime) -> View:
        """The whole file at these times. What is told of it names nobody, if they unlocked none."""
        self.told_of.append(file)
        if self.form is None or self.form.views is None:
            return View(file, as_of, known)
        return self.form.views.of(file, as_of, known)

    def body(self) -> tuple[bytes, dict[str, Any]]:
        """The JSON body, as sent and as parsed. Raises `ProblemError`."""
        raw = self.sent()
        return raw, parse_object(raw)

    def sent(self) -> bytes:
        """The body as sent, which ought to be JSON. Raises `ProblemError`."""
        return read_body(request) if self.form is None else self.form.body

    def query(self, schema: marshmallow.Schema) -> Any:
        """The query's parameters. Raises `ProblemError` (422)."""
        if self.form is None and any(len(values) > 1 for values in request.args.listvalues()):
            raise ProblemError("invalid", [("", "A parameter comes twice.")])
        return load(schema, self.parameters)

    @property
    def parameters(self) -> dict[str, str]:
        """The query's parameters as they came."""
        return request.args.to_dict() if self.form is None else dict(self.form.query)

    @property
    def names_nobody(self) -> bool:
        """Whoever looks into the record has opened this and not unlocked it: nobody in it has a
        name for them. Who works with families and opens what is kept to others reads it whole.
        """
        if self.opening is None or self.role not in OVERSEERS:
            return False
        return not self.opening.is_unlocked

    @property
    def file(self) -> str:
        """The case file that the path names. Raises `ProblemError` (404) for what cannot be one."""
        file: str = self.path["file"]
        return a_file(file)

    def place(self, name: str) -> int:
        """A place in the ledger that the path names. Raises `ProblemError` (404)."""
        return a_place(self.path[name])

    def tell_of_repeat(self, recorded: Recorded) -> None:
        """What was recorded before is shown again: no entry says so, as one does of what is new."""
        if recorded.view is not None:
            authority = self.principal.authority
            self.service.records.reads.record(authority, self.for_whom, [recorded.file])

    @property
    def address(self) -> str:
        """Method and path."""
        form = self.form
        if form is not None and form.address is not None:
            return form.address
        return f"{request.method} {request.path}"

    def at_its_address(self, body: bytes) -> bytes:
        """The same body at another address is another request."""
        return f"{self.address}\n".encode() + body

    def once(self, body: bytes) -> Once:
        """The Idempotency-Key of a write, which must be there. Raises `ProblemError` (400)."""
        key = self.key()
        if key is None:
            raise ProblemError("idempotency-key-missing")
        return Once(self.principal.client, key, self.at_its_address(body))

    def key(self) -> str | None:
        """The Idempotency-Key if one was sent. Raises `ProblemError` if it cannot be one."""
        form = self.form
        key = request.headers.get("Idempotency-Key") if form is None else form.key
        if key is None:
            return None
        if not 0 < len(key) <= LONGEST_KEY or re.fullmatch(KEY_PATTERN, key) is None:
            raise ProblemError("idempotency-key-missing")
        return key


@dataclass(frozen=True, slots=True)
class Sent:
    """A reply that is no JSON: bytes, their type, how long they may be kept, a name to save by.

    What may be kept has an ETag, so that whoever has it need not be sent it again.
    """

    data: bytes
    content_type: str
    cache: str = "no-store"
    filename: str | None = None
    #: The Content-Security-Policy of a page; without one nothing may be loaded at all.
    policy: str | None = None
    #: Where it is another than the operation's own.
    status: int | None = None


@dataclass(frozen=True, slots=True)
class Ready:
    """A reply that is written out as JSON already."""

    data: bytes

    @property
    def shown(self) -> dict[str, Any]:
        """What it says, for whoever shows it in another way."""
        found: dict[str, Any] = orjson.loads(self.data)
        return found


@dataclass(frozen=True, slots=True)
class Created:
    """A reply about something that was recorded, and where that can be read (`Location`), if it
    can.
    """

    shown: dict[str, Any]
    location: str | None


@dataclass(frozen=True, slots=True)
class Plain:
    """The type of a reply that is no JSON, for the specification, and whether it may be kept."""

    content_type: str
    is_kept: bool = False


Reply: TypeAlias = "dict[str, Any] | Sent | Created | Ready"
#: What asks of the door no more than to put its question may be carried out in two parts.
Handler: TypeAlias = "Callable[[Call], Reply | Asking[Reply]]"


@dataclass(frozen=True, slots=True)
class Operation:
    """A method and path, who may use it, what goes in and what comes out."""

    name: str
    path: str
    summary: str
    handler: Handler
    roles: frozenset[str] | Public
    reply: type[marshmallow.Schema] | Plain
    _: KW_ONLY
    method: str = "GET"
    #: Under which heading the specification has it.
    tag: str = "read"
    body: type[marshmallow.Schema] | None = None
    #: What is sent as a form and not as JSON, and the shape of a refusal that is no problem: both
    #: as another standard has them.
    form: type[marshmallow.Schema] | None = None
    refusal: type[marshmallow.Schema] | None = None
    query: type[marshmallow.Schema] | None = None
    description: str = ""
    status: int = 200
    problems: tuple[str, ...] = ()
    takes_key: str = "no"
    #: Which bodies make a request one that nothing else may delay: it is answered without storage.
    at_once: Callable[[bytes], bool] | None = None
    #: The scope by which a registered client may use it; None where none may.
    scope: str | None = None
    #: Whoever uses it must have shown anew who they are.
    step_up: bool = False
    #: The case system's own reference in a body, where it names the family and the path does not.
    reference_in: Callable[[bytes], str | None] | None = None
    #: It shows what is in a file: who looks into the record opens it first, with a reason.
    is_content: bool = False
    #: It is no reading, and hands out what stands on the file all the same.
    opens: bool = False
    #: It gives back to whoever typed it what they typed, and nothing else that stands on the file.
    own_words: bool = False
    #: What the path names, where it is not what such a name means everywhere.
    places: Mapping[str, str] = field(default_factory=dict)
    #: What it asks of whoever uses it. What is public is not guarded: by its row nobody may.
    row: AccessRow = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        roles = self.roles if isinstance(self.roles, frozenset) else frozenset[str]()
        needs_reason = OVERSEERS if self.is_content else frozenset[str]()
        row = AccessRow(roles, self.scope, self.step_up, needs_reason, self.hands_out)
        object.__setattr__(self, "row", row)

    @property
    def hands_out(self) -> bool:
        """It shows what stands on a file. A check does not: it is answered to whoever asks. What
        somebody began to write is theirs.
        """
        is_read = self.method == "GET" and self.path.startswith(FILE) and not self.own_words
        return self.is_content or is_read or self.opens


_when: Final = When()


def called(
    service: RunningService,
    operation: Operation,
    principal: Principal,
    path: Mapping[str, Any],
    *,
    trouble: Exception | None = None,
    form: AskedWith | None = None,
) -> Call:
    """One use of an operation by somebody who may. Raises `ProblemError` for who may not."""
    entered = ActsAs("", None)
    if not isinstance(operation.roles, Public):
        parameters = request.args if form is None else form.query
        entered = let_in(
            *(service.records, service.own, principal, operation.row, path),
            minute=_minute_of(parameters),
        )
    role, opening = entered
    acting_for, client = principal.acting_for, principal.client
    by = By(
        principal.id,
        role if principal.is_confirmed else NOT_CONFIRMED,
        UNSET if acting_for is None else acting_for,
    )
    looking = Somebody(
        By(principal.id, role),
        operation.name,
        why=None if opening is None else opening.reason,
        session=principal.session,
        client=None if client == principal.id else client,
        acting_for=acting_for,
    )
    return Call(service, principal, role, path, by, looking, trouble, opening, form)


def _minute_of(parameters: Mapping[str, str]) -> datetime | None:
    """At which minute of the past all is looked at, as it could be seen then. The place in a list
    says times of its own, so whoever goes on in one looks at none.
    """
    as_of = parameters.get("as_of")
    if as_of is None or parameters.get("known_at") != as_of or "cursor" in parameters:
        return None
    with suppress(marshmallow.ValidationError):
        minute: datetime = _when.deserialize(as_of)
        return minute
    return None


def answered(operation: Operation, call: Call) -> Reply:
    """What an operation answers, as whoever asks may read it."""
    return carried_out(answering(operation, call), call.service.records)


def answering(operation: Operation, call: Call) -> Asking[Reply]:
    """The same, for who carries it out."""
    made = operation.handler(call)
    answer = (yield from made) if isinstance(made, Generator) else made
    if not call.names_nobody or isinstance(answer, Sent):
        return answer
    shown = answer if isinstance(answer, dict) else answer.shown
    return WithoutNames(*call.told_of).reply(shown)


def load(schema: marshmallow.Schema, data: Mapping[str, Any]) -> Any:
    """What `schema` makes of `data`. Raises `ProblemError` (422), pointing at each member."""
    try:
        return schema.load(data)
    except marshmallow.ValidationError as error:
        raise ProblemError("invalid", list(pointers(error.messages, schema))) from error
