"""Problems (RFC 9457): one table (`meanings.py`), one shape, one way to make them.

A problem says in plain words what is wrong and what to do next. It never repeats a value that was
sent, never names anybody, never carries a library's text, and never says that sharing is
forbidden: each ends with what to do if a child is at risk.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from typing import Final

from flask import Response

from ...domain.codes import TEXTS
from .meanings import PROBLEMS

PROBLEM_JSON: Final = "application/problem+json"
PROBLEMS_PATH: Final = "/v1/problems/"


class ProblemError(Exception):
    """Ends a request with a problem. `errors` are pairs of JSON Pointer and what is wrong.

    `draft` is the id under which what was typed has been kept.
    """

    def __init__(
        self, code: str, errors: Sequence[tuple[str, str]] = (), *, draft: str | None = None
    ) -> None:
        super().__init__(code)
        self.code = code
        self.errors = tuple(errors)
        self.draft = draft


def problem_response(
    code: str,
    errors: Sequence[tuple[str, str]] = (),
    request_id: str | None = None,
    draft: str | None = None,
    *,
    to_family: bool = False,
) -> Response:
    """The response of one problem, with the way to share now; for the family, with whom to call."""
    problem = PROBLEMS[code]
    ending = TEXTS["danger_now" if to_family else "share_now"]
    body: dict[str, object] = {
        "type": f"{PROBLEMS_PATH}{code}",
        "title": problem.title,
        "status": problem.status,
        "detail": f"{problem.next} {ending}",
        "instance": f"urn:uuid:{request_id or uuid.uuid4()}",
    }
    if errors:
        body["errors"] = [{"pointer": pointer, "detail": detail} for pointer, detail in errors]
    if draft is not None:
        body["draft"] = draft
    response = Response(
        json.dumps(body, ensure_ascii=False), status=problem.status, content_type=PROBLEM_JSON
    )
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    if problem.status == 503:
        response.headers["Retry-After"] = "2"
    return response


def problems_page() -> str:
    """The table as Markdown, for `api_spec/problems.md`."""
    lines = [
        "# Problems",
        "",
        "Every error of the API is a problem (RFC 9457, `application/problem+json`). `type` is the",
        "address below; `detail` says what to do next and ends with how to share now if a child is",
        "at risk. `errors`, where present, gives a JSON Pointer (RFC 6901) and what is wrong.",
        "A value that was sent is never repeated.",
        "",
        "Made from `consent_service/api/edge/meanings.py`; do not edit by hand.",
        "",
        "| type | status | what is wrong | what to do next |",
        "|---|---|---|---|",
    ]
    lines += [
        f"| `{PROBLEMS_PATH}{code}` | {p.status} | {p.title} | {p.next} |"
        for code, p in PROBLEMS.items()
    ]
    return "\n".join(lines) + "\n"
