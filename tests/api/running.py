"""A whole service in a temporary folder, asked over HTTP, with a clock that stands where it is put.

Everything here goes through Flask's test client; what a test wants to know of the ledger it asks
the reader that `verify` uses.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from consent_service.access.tokens import issue_token
from consent_service.api.edge.meanings import PROBLEMS
from consent_service.api.edge.problems import PROBLEM_JSON
from consent_service.api.replies.service import ProblemSchema
from consent_service.app import create_app
from consent_service.domain.answers import Outcome
from consent_service.domain.codes import TEXTS
from consent_service.domain.may import ADVOCATE, FAMILY, PARTNER
from consent_service.domain.recorded.content import By
from consent_service.samples import SampleClock
from consent_service.settings import Settings
from consent_service.storage.door.opening import OpenStorage
from consent_service.storage.whole.reader import LedgerReader, OpenedEntry
from tests import oracle, prepared
from tests.api.at_the_door import BORN, Asked, family_by, handed_in, path_of
from tests.api.closing import why_each
from tests.api.specified import documented

HOST: Final = prepared.HOST
OURS, THEIRS = prepared.OURS, prepared.THEIRS
NOON: Final = prepared.NOON
settings_in = prepared.settings_in
SHARE_NOW: Final = TEXTS["share_now"]
DANGER_NOW: Final = TEXTS["danger_now"]
#: Whom a token of the family is for where no test says: nobody.
NOBODY: Final[dict[str, Any]] = {"file": "0" * 32, "person": "0" * 24}

_keys = itertools.count(1)
_reasons = itertools.count(1)


def text_of(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def whose(role: str) -> str:
    """Who acts in this role where a test does not say."""
    return "worker-1" if role == "MASH_WORKER" else "manager-1"


@dataclass
class Running:
    """One running application. `asks` and `posts` speak as a MASH worker unless told otherwise."""

    settings: Settings
    clock: SampleClock
    app: Flask
    authority: str = OURS
    tokens: dict[tuple[str, str, str], str] = field(default_factory=dict, repr=False)
    #: For which school a partner speaks: one that nobody has listed, where a test lists none.
    school: str = "0" * 24
    #: On which day the child of each further family was born: where many stand beside each other,
    #: none may be another's.
    births: Iterator[str] = field(default_factory=lambda: itertools.repeat(BORN), repr=False)
    #: Where whoever opens a family is listed: each further time their name is looked for.
    staffed: set[str] = field(default_factory=set, repr=False)
    #: What to close in the end: this one's engine, and those of every restart.
    engines: list[Engine] = field(default_factory=list, repr=False)

    def __post_init__(self) -> None:
        self.engines.append(self.storage.engine)

    @property
    def storage(self) -> OpenStorage:
        opened: OpenStorage = self.app.extensions["consent_storage"]
        return opened

    @cached_property
    def client(self) -> Any:
        return self.app.test_client()

    def token(self, role: str = "MASH_WORKER", subject: str = "worker-1") -> str:
        who = (role, subject, self.authority)
        if who not in self.tokens:
            with self.app.app_context():
                bound = {PARTNER: {"agency": "SCHOOL", "organisation": self.school}}
                bound |= {ADVOCATE: NOBODY | {"named_at": 0}, **dict.fromkeys(FAMILY, NOBODY)}
                own: dict[str, Any] = bound.get(role, {})
                self.tokens[who] = issue_token(subject, [role], self.authority, **own)
        return self.tokens[who]

    def headers(self, role: str = "MASH_WORKER", subject: str = "worker-1") -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(role, subject)}", "Host": HOST}

    def get(self, path: str, role: str = "MASH_WORKER", **query: str) -> TestResponse:
        return self._as_documented(
            self.client.get(path, query_string=query, headers=self.headers(role))
        )

    def post(
        self,
        path: str,
        body: Any,
        role: str = "MASH_WORKER",
        *,
        key: str | None = "",
        subject: str = "",
        headers: dict[str, str] | None = None,
    ) -> TestResponse:
        """Post JSON. Without `key` a fresh one is sent; with `key=None` none. A manager is
        another person than a worker.
        """
        sent = self.headers(role, subject or whose(role))
        if key is not None:
            sent["Idempotency-Key"] = key or f"key-{next(_keys)}"
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self._as_documented(
            self.client.post(
                path,
                data=raw,
                headers={"Content-Type": "application/json", **sent, **(headers or {})},
            )
        )

    def _as_documented(self, reply: TestResponse) -> TestResponse:
        """No operation replies with a problem that it does not document. What stands at no
        operation's address is nobody's. Whatever else is recorded, nothing is noticed twice.
        """
        if reply.status_code == 201 and reply.content_type == "application/json":
            noticed = [(one["code"], one["text"]) for one in reply.get_json().get("notices", ())]
            assert len(noticed) == len({*noticed}), noticed
        if reply.content_type == PROBLEM_JSON:
            with suppress(HTTPException):
                asked = reply.request
                name, _ = self.app.url_map.bind(HOST).match(asked.path, method=asked.method)
                code = reply.get_json()["type"].removeprefix("/v1/problems/")
                assert code in documented(name), f"{name} does not document {code}"
        return reply

    def record(
        self, path: str, body: Any, role: str = "MASH_WORKER", *, subject: str = ""
    ) -> dict[str, Any]:
        """Post what must be recorded, and what was."""
        reply = self.post(path, body, role, subject=subject)
        assert reply.status_code == 201, reply.text
        recorded: dict[str, Any] = reply.get_json()
        return recorded

    def close(
        self, enquiry: str, reason: str = "NFA_ADVICE", role: str = "MASH_WORKER"
    ) -> dict[str, Any]:
        """End the enquiry at this path, with a reason for each place that asks for one."""
        gaps = why_each(self.get(f"{enquiry}/closing", role).get_json())
        return self.record(f"{enquiry}/end", {"reason": reason, "gaps": gaps}, role)

    def check(self, file: str, body: dict[str, Any], **options: Any) -> dict[str, Any]:
        """Ask, and the answer, which every check has."""
        return answer_of(
            self.post(f"/v1/files/{file}/checks", body, key=options.pop("key", None), **options)
        )

    def check_reference(self, body: dict[str, Any], **options: Any) -> dict[str, Any]:
        return answer_of(self.post("/v1/checks", body, key=options.pop("key", None), **options))

    # ── the ledger behind it ────────────────────────────────────────────────────────────────

    @property
    def reader(self) -> LedgerReader:
        return oracle.reader_of(self.storage, self.authority)

    def size(self) -> int:
        try:
            return self.reader.head().size
        except DBAPIError:
            # A pooled connection that the server has closed meanwhile. The pool now knows.
            return self.reader.head().size

    def entries(self, start: int = 0) -> list[OpenedEntry]:
        return list(self.reader.opened(start, self.size()))

    def kinds(self, start: int = 0) -> list[str]:
        return [one.entry.kind for one in self.entries(start)]

    def beat(self) -> None:
        """What a keeper does each second."""
        try:
            self.storage.keepers[self.authority].beat()
        except DBAPIError:
            # As in its thread: what meets a connection the server has closed waits for the next.
            self.storage.keepers[self.authority].beat()

    def assert_sound(self) -> None:
        """The whole record verifies, and each recorded answer comes out the same again."""
        self.storage.verify(self.authority, replay=True)

    def as_authority(self, authority: str) -> Running:
        """The same application, asked by another authority's staff."""
        return Running(self.settings, self.clock, self.app, authority, engines=self.engines)

    def restarted(self, **changes: Any) -> Running:
        """The same service in a new process."""
        settings = replace(self.settings, **changes)
        self.storage.engine.dispose()
        app = create_app(settings, self.clock)
        return replace(self, settings=settings, app=app, tokens={})


@contextmanager
def running(
    folder: Path,
    database_url: str,
    *,
    demonstration: bool = True,
    whole: Path | None = None,
    **changes: Any,
) -> Iterator[Running]:
    """Two authorities on one database, begun at noon, with these settings; sound when the block
    ends.
    """
    must_be_sound = oracle.applies()
    settings = replace(settings_in(folder, database_url), **changes)
    prepared.put_into(settings, demonstration=demonstration, whole=whole)
    clock = SampleClock(NOON)
    service = Running(settings, clock, create_app(settings, clock))
    began = oracle.sizes(service) if must_be_sound else {}
    try:
        yield service
        if must_be_sound:
            oracle.assert_sound(service, began)
    finally:
        for engine in service.engines:
            engine.dispose()


# ── what every reply is held to ─────────────────────────────────────────────────────────────


def answer_of(reply: TestResponse) -> dict[str, Any]:
    """A check's answer: 200, one of eight outcomes, the way to share now."""
    assert reply.status_code == 200, reply.text
    answer: dict[str, Any] = reply.get_json()
    assert answer["outcome"] in set(Outcome)
    assert answer["share_now"]["text"] == SHARE_NOW
    assert answer["share_now"]["how"] == TEXTS["share_now_route"]
    assert (answer["ledger"] is None) == (answer["recorded"] != "ledger")
    return answer


def problem_of(reply: TestResponse, code: str | None = None) -> dict[str, Any]:
    """A problem's body, held to the one shape that every problem has."""
    assert reply.content_type == PROBLEM_JSON, reply.text
    body: dict[str, Any] = reply.get_json()
    assert set(body) - {"errors", "draft"} == {"type", "title", "status", "detail", "instance"}
    assert _problems().validate(body) == {}
    found = body["type"].removeprefix("/v1/problems/")
    meant = PROBLEMS[found]
    assert body["status"] == reply.status_code == meant.status
    assert body["title"] == meant.title
    assert body["detail"] in (f"{meant.next} {SHARE_NOW}", f"{meant.next} {DANGER_NOW}")
    assert body["instance"].startswith("urn:uuid:")
    if code is not None:
        assert found == code, reply.text
    return body


@cache
def _problems() -> ProblemSchema:
    return ProblemSchema()


def same_but_for_instance(*bodies: dict[str, Any]) -> bool:
    stripped = [{k: v for k, v in body.items() if k != "instance"} for body in bodies]
    return all(body == stripped[0] for body in stripped)


# ── a family ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Family:
    """One file with a child, both parents and an open enquiry; nobody has been asked."""

    file: str
    child: str
    mother: str
    father: str
    enquiry: str

    @property
    def path(self) -> str:
        return f"/v1/files/{self.file}"

    def question(self, **changes: Any) -> dict[str, Any]:
        """May we ask the health visitor about the child's health?"""
        return {
            "subjects": [self.child],
            "agency": {"type": "HEALTH_VISITOR"},
            "categories": ["CHILD_HEALTH"],
            "purpose": "AGENCY_CHECKS",
            "direction": "SEEK",
            **changes,
        }

    def scope(self, **changes: Any) -> dict[str, Any]:
        """What the mother usually agrees to: exactly what is asked above."""
        return {
            "subjects": [self.child],
            "purposes": ["AGENCY_CHECKS"],
            "agencies": [{"type": "HEALTH_VISITOR"}],
            "categories": ["CHILD_HEALTH"],
            "directions": ["SEEK"],
            **changes,
        }

    def conversation(self, *answers: dict[str, Any], **changes: Any) -> dict[str, Any]:
        free = {"seen_alone": "YES", "pressure_concern": "NONE"}
        talk = {"person": self.mother, "method": "PHONE_VERBAL", **free}
        return {**talk, "responses": list(answers) or [self.agreement()], **changes}

    def agreement(self, **changes: Any) -> dict[str, Any]:
        return {
            "answer": "AGREED",
            "expires_at": text_of(NOON + timedelta(days=20)),
            "scope": self.scope(),
            **changes,
        }


def reasons(**changes: str) -> dict[str, str]:
    """Five answers that say enough, never the same twice: pasted ones are found."""
    number = next(_reasons)
    return {
        "what_risk": f"A third injury in a month, not explained (visit {number}).",
        "why_now": "The child goes home tonight.",
        "why_this_agency_and_information": "The health visitor saw the child last week.",
        "what_if_we_wait": "Another injury could follow before anybody has looked.",
        "alternatives_considered": "Asking the mother again; she has not answered since Friday.",
        **changes,
    }


def decision(family: Family, **changes: Any) -> dict[str, Any]:
    """A manager's decision that says all that one of its kind must say."""
    return {
        "kind": "OVERRIDE_DECISION",
        "scope": family.scope(),
        "rationale": reasons(),
        "duty_test": {"relevant": True, "may_help": True, "more_harm_than_good": False},
        "reason_codes": ["SIGNIFICANT_HARM_NOT_RULED_OUT"],
        "telling": {"status": "WILL_TELL_BY", "on": "2026-03-11"},
        "requested_by": "worker-1",
        "end": text_of(NOON + timedelta(days=10)),
        **changes,
    }


def decide(service: Running, family: Family, role: str = "MASH_MANAGER", **changes: Any) -> str:
    """A decision that is made, by somebody who did not ask for it; its id."""
    reply = service.post(f"{family.path}/authorisations", decision(family, **changes), role)
    assert reply.status_code == 201, reply.text
    made: str = reply.get_json()["id"]
    return made


def add_family(service: Running, reference: str | None = None, *, typed: bool = False) -> Family:
    """A file as a worker opens it, who is listed on the staff: each a request of its own, if it is
    `typed`; else what they would put on record, in a few transactions at the door.
    """

    def put(role: str, file: str, *asked: Asked) -> list[dict[str, Any]]:
        if typed:
            return [service.record(path_of(name, file), body, role) for name, body in asked]
        by = By(whose(role), role)
        return handed_in(service.storage.records, service.authority, by, file, *asked)

    is_listed = service.authority in service.staffed and not typed
    service.staffed.add(service.authority)
    return Family(*family_by(put, reference, next(service.births), is_listed=is_listed))


def agree(service: Running, family: Family, **changes: Any) -> dict[str, Any]:
    """The mother agrees on the telephone; what was recorded."""
    return service.record(
        f"{family.path}/conversations", family.conversation(family.agreement(**changes))
    )
