"""The API's specification and the catalogues, written from the code that they describe."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Final

from apispec import APISpec

from ...domain.recorded.catalogue import event_catalogue
from ..edge.meanings import PROBLEMS
from ..edge.operations import KEY_PATTERN, LONGEST_KEY, Operation, Plain, Public
from ..edge.problems import problems_page
from ..replies.oauth import TokenRefusedSchema
from ..replies.recorded import RecordedSchema
from ..replies.service import ProblemSchema
from ..table import operations
from .alike import said_once
from .asyaml import as_yaml
from .components import (
    RESPONSES,
    TROUBLE,
    Plugin,
    Usual,
    listed,
    problem_responses,
)
from .examples import (
    NONE,
    RECORDED,
    Examples,
    problems_shown,
    read_examples,
    show,
    usual_replies,
)
from .vocabulary import PLACES

#: What may come of any request, and of any that is asked for more: said once for each kind of them,
#: to which an operation refers by `4XX` and `5XX` for what is not of its own.
_ALWAYS: Final = (
    "bad-request",
    "method-not-allowed",
    "not-acceptable",
    "too-slow",
    "head-too-large",
    "internal",
    "overloaded",
)
_OF_WHOEVER_IS_KNOWN: Final = (
    "unauthenticated",
    "too-many-requests",
    "not-your-role",
    # where it cannot be looked up what somebody may
    "storage-unavailable",
    "ledger-not-sound",
)
_OF_A_BODY: Final = (
    "malformed-json",
    "not-an-object",
    "duplicate-member",
    "json-too-deep",
    "json-too-many-members",
    "body-too-large",
    "not-json",
)
_OF_A_KEY: Final = ("idempotency-key-missing", "clock-in-doubt", "outcome-unknown")
_OF_A_CHANGE: Final = ("not-from-our-page",)
_OF_A_RECORD: Final = ("not-found", "record-damaged")
_OF_ANY: Final = frozenset(
    {
        *(*_ALWAYS, *_OF_WHOEVER_IS_KNOWN, *_OF_A_BODY),
        *(*_OF_A_KEY, *_OF_A_CHANGE, *_OF_A_RECORD),
    }
)
#: From which status on it is not whoever asks who has to do something about it.
_OURS: Final = 500
_WAIT: Final = "`Retry-After`, after a 429 or 503, says in how many seconds to ask again."
_WHERE: Final = {"Location": {"$ref": "#/components/headers/Location"}}
#: How another standard's refusal is called here, and with which statuses it comes.
REFUSED: Final = "TokenRefused"
_REFUSED: Final = ("400", "401")
_WITH_BODY: Final = (*_OF_A_BODY, "invalid")


def write(root: Path, *, check: bool = False) -> list[str]:
    """Write every generated document below `root`; with `check`, only say which are stale."""
    stale = []
    for name, text in documents(root).items():
        path = root / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return stale


def documents(root: Path) -> dict[str, str]:
    """Each generated document, by its path in the project; it holds the examples below `root`."""
    return {
        "api_spec/openapi.yaml": as_yaml(openapi(read_examples(root))),
        "api_spec/problems.md": problems_page(),
        "docs/events.md": event_catalogue(),
    }


@cache
def served() -> bytes:
    """The specification as a running service gives it: the examples lie with the sources."""
    return as_yaml(openapi()).encode()


def openapi(examples: Examples = NONE) -> dict[str, Any]:
    """The API as OpenAPI 3.1."""
    spec = APISpec(
        title="Consent service",
        version="1",
        openapi_version="3.1.0",
        info={
            "description": (
                "Asked by a children's safeguarding hub before it contacts another agency. A check "
                "is always answered, and no answer says that information may not be shared. If a "
                "child is at risk right now: share what is needed now, and record it after. "
                "Replies may get new members, and codes new ones: show the words beside a code "
                "that you do not know, and never take it for agreement."
            )
        },
        plugins=[Plugin()],
        servers=[
            {
                "url": "https://{host}",
                "description": "Wherever the council runs it.",
                "variables": {
                    "host": {
                        "default": "localhost",
                        "description": "The host's name, and its port if it has one of its own.",
                    }
                },
            }
        ],
        # Asked of every operation that does not say otherwise.
        security=[{"token": []}],
        tags=[
            {"name": "check", "description": "Check before contacting an agency."},
            {"name": "record", "description": "Put something on record."},
            {"name": "read", "description": "See what is on record."},
            {"name": "own", "description": "A parent's or young person's own view."},
            {"name": "audit", "description": "Checkpoints, tiles and receipts."},
            {"name": "access", "description": "How a system comes to a token."},
            {"name": "service", "description": "The service itself."},
        ],
    )
    spec.components.security_scheme(
        "token", {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    )
    spec.components.schema("Problem", schema=ProblemSchema)
    usual = _usual_problems()
    shown = problems_shown(examples)
    for name, response in problem_responses(usual, _of_kinds(), shown).items():
        spec.components.response(name, response)
    spec.components.header(
        "Location",
        {
            "description": "Where what was recorded can be read: itself, or its receipt. Left out "
            "where a write was only tried.",
            "schema": {"type": "string", "format": "uri-reference"},
        },
    )
    for required in (True, False):
        spec.components.parameter(_key_named(required=required), "header", _key(required=required))
    spec.components.response(RECORDED, _recorded(examples))
    spec.components.response(
        REFUSED,
        {
            "description": "No token, as RFC 6749, 5.2 says it.",
            "content": {"application/json": {"schema": TokenRefusedSchema}},
        },
    )
    for operation in operations():
        spec.path(
            path=_path(operation),
            operations={operation.method.lower(): _operation(operation, examples, usual)},
        )
    return said_once(spec.to_dict())


def _recorded(examples: Examples) -> dict[str, Any]:
    """What most writes reply."""
    content = {"schema": RecordedSchema, "examples": usual_replies(examples)}
    return {
        "description": "Recorded.",
        "content": {"application/json": content},
        "headers": _WHERE,
    }


def _content(reply: Any) -> dict[str, Any]:
    if isinstance(reply, Plain):
        media = reply.content_type.partition(";")[0]
        # What is read as YAML is an object, and was no string.
        is_object = media.endswith("yaml")
        shape = {"type": "object"} if is_object else {"type": "string", "format": "binary"}
        return {media: {"schema": shape}}
    return {"application/json": {"schema": reply}}


def _path(operation: Operation) -> str:
    return re.sub(r"<(?:string|path):(\w+)>", r"{\1}", operation.path)


def _operation(operation: Operation, examples: Examples, usual: Usual) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.tag],
        **({"parameters": parameters} if (parameters := _parameters(operation)) else {}),
        "responses": _responses(operation, usual),
    }
    said = operation.description
    if isinstance(operation.roles, Public):
        described["security"] = []
        said = f"{said} Public, because {operation.roles.because}.".lstrip()
    else:
        described["x-roles"] = sorted(operation.roles)
    described["description"] = said
    if operation.body is not None:
        described["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": operation.body}},
        }
    if operation.form is not None:
        described["requestBody"] = {
            "required": True,
            "content": {"application/x-www-form-urlencoded": {"schema": operation.form}},
        }
    show(examples.get(operation.name, ()), operation, described)
    return described


def _parameters(operation: Operation) -> list[Any]:
    found: list[Any] = [
        {
            "in": "path",
            "name": name,
            "required": True,
            "schema": {"type": "string"},
            "description": operation.places.get(name) or PLACES[name],
        }
        for name in re.findall(r"<(?:string|path):(\w+)>", operation.path)
    ]
    if operation.takes_key != "no":
        found.append(_key_named(required=operation.takes_key == "required"))
    if operation.query is not None:
        found.append({"in": "query", "schema": operation.query})
    return found


def _key_named(*, required: bool) -> str:
    return "KeyOfAWrite" if required else "KeyOfACheck"


def _key(*, required: bool) -> dict[str, Any]:
    return {
        "name": "Idempotency-Key",
        "required": required,
        "schema": {
            "type": "string",
            "minLength": 1,
            "maxLength": LONGEST_KEY,
            "pattern": KEY_PATTERN,
        },
        "description": "A new key for each new thing. Sent again with the same body, it gives the "
        "first result again.",
    }


def _responses(operation: Operation, usual: Usual) -> dict[str, Any]:
    responses: dict[str, Any] = {
        str(operation.status): {
            "description": "Recorded." if operation.status == 201 else "The answer.",
            "content": _content(operation.reply),
        }
    }
    if operation.status == 201:
        responses["201"]["headers"] = _WHERE
    if isinstance(operation.reply, Plain) and operation.reply.is_kept:
        responses["304"] = {"description": "What `If-None-Match` names is still what there is."}
    for status, codes in sorted(_own_problems(operation).items()):
        response = {"$ref": f"#/components/responses/{RESPONSES[status][0]}"}
        if codes != usual[status]:
            # OpenAPI 3.1 lets a reference say in its own words what it is here.
            response["description"] = f"{listed(codes)}."
        responses[str(status)] = response
    if operation.refusal is not None:
        responses |= {status: {"$ref": f"#/components/responses/{REFUSED}"} for status in _REFUSED}
    for range_, kind in (("4XX", _kind(operation)), ("5XX", TROUBLE)):
        responses[range_] = {"$ref": f"#/components/responses/{kind}"}
    return responses


def _kind(operation: Operation) -> str:
    """As what an operation is refused, where that is of all of its kind."""
    codes = _of_any(operation)
    if isinstance(operation.roles, Public):
        of = "AForm" if operation.form is not None else "Anybody"
    elif operation.takes_key != "no":
        of = "ASending" if operation.body is None else "AWrite"
    elif operation.method == "GET":
        of = "ARead"
    else:
        of = "AChange" if operation.body is None else "AQuestion"
    return f"Of{of}{'OnRecord' if 'not-found' in codes else ''}"


def _of_kinds() -> dict[str, str]:
    """What no operation says of itself: of each kind what it is refused as, and what may come of
    any.
    """
    refused: dict[str, frozenset[str]] = {}
    trouble: set[str] = set()
    for operation in operations():
        codes = _of_any(operation)
        at_fault = frozenset(code for code in codes if PROBLEMS[code].status >= _OURS)
        of_this = refused.setdefault(_kind(operation), codes - at_fault)
        assert of_this == codes - at_fault  # noqa: S101 - found when it is made
        trouble |= at_fault
    texts = {name: f"{_with_statuses(codes)}. {_WAIT}" for name, codes in refused.items()}
    return {**texts, TROUBLE: f"Ours to put right. {_with_statuses(trouble)}. {_WAIT}"}


def _with_statuses(codes: Container[str]) -> str:
    """As no operation says with which status they come."""
    by_status = sorted((PROBLEMS[code].status, code) for code in PROBLEMS if code in codes)
    return "; ".join(
        f"{status}: {', '.join(f'`{code}`' for _, code in of)}"
        for status, of in groupby(by_status, itemgetter(0))
    )


def _own_problems(operation: Operation) -> dict[int, frozenset[str]]:
    """Those of `_problems` that may not come of any request alike, and what has their status."""
    found = {status: frozenset(codes) for status, codes in _problems(operation).items()}
    return {status: codes for status, codes in found.items() if not codes <= _OF_ANY}


def _of_any(operation: Operation) -> frozenset[str]:
    """What may come of it and of all of its kind."""
    return _OF_ANY.intersection(code for codes in _problems(operation).values() for code in codes)


def _usual_problems() -> Usual:
    """What most operations that may answer with a status mean by it."""
    found: dict[int, Counter[frozenset[str]]] = defaultdict(Counter)
    for operation in operations():
        for status, codes in _own_problems(operation).items():
            found[status][codes] += 1
    return {status: counted.most_common(1)[0][0] for status, counted in found.items()}


def _problems(operation: Operation) -> dict[int, list[str]]:
    codes = [*_ALWAYS, *operation.problems]
    if not isinstance(operation.roles, Public):
        codes += _OF_WHOEVER_IS_KNOWN
        if operation.method != "GET":
            codes += _OF_A_CHANGE
        codes += ["sign-in-again"] if operation.step_up else []
        codes += ["not-opened-yet"] if operation.is_content else []
        codes += ["kept-to-others"] if operation.hands_out else []
        # Of a file on which something bears a time to come nobody says how it stands.
        codes += ["clock-in-doubt"] if operation.hands_out or operation.tag == "own" else []
    if operation.body is not None:
        codes += _WITH_BODY
    if operation.query is not None:
        codes += ["invalid"]
    found: dict[int, list[str]] = {}
    for code in dict.fromkeys(codes):
        found.setdefault(PROBLEMS[code].status, []).append(code)
    return found
