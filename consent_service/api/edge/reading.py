"""A request's body: the one way that a route reads it.

At most 64 KiB, and said to be JSON; or a form, as other systems send it (RFC 6749, 3.2), in which
nothing comes twice. A page's form, whose letters take up more room, may be longer. Each refusal
has its own problem; none repeats what was sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from flask import Request

from .problems import ProblemError

MOST_BYTES: Final = 64 * 1024
#: A browser's form says each byte that is no Latin letter in three.
MOST_OF_A_FORM: Final = 3 * MOST_BYTES

_JSON: Final = re.compile(r"application/json\s*(;\s*charset=\"?utf-8\"?\s*)?", re.IGNORECASE)


def says_json(environ: Mapping[str, Any]) -> bool:
    """Whether a request says that its body is JSON, as it stands there."""
    return _JSON.fullmatch(environ.get("CONTENT_TYPE", "")) is not None and is_plain(environ)


def is_plain(environ: Mapping[str, Any]) -> bool:
    """The body is packed in nothing that has to be opened first."""
    return bool(environ.get("HTTP_CONTENT_ENCODING", "identity") == "identity")


def read_body(request: Request) -> bytes:
    """The body as sent, which says that it is JSON. Raises `ProblemError` (413 or 415)."""
    if not says_json(request.environ):
        raise ProblemError("not-json")
    if request.content_length is not None and request.content_length > MOST_BYTES:
        raise ProblemError("body-too-large")
    # To its end, and not so many bytes of it: a body that says no length comes in parts. Where it
    # fills the application's limit, Werkzeug stops and does not say that it did: that is more.
    data = request.get_data(cache=False)
    if len(data) > MOST_BYTES:
        raise ProblemError("body-too-large")
    return data


_FORM: Final = re.compile(
    r"application/x-www-form-urlencoded\s*(;\s*charset=\"?utf-8\"?\s*)?", re.IGNORECASE
)


def most_bytes(content_type: str) -> int:
    """How long a body may be that says that it is of this type."""
    return MOST_BYTES if _FORM.fullmatch(content_type) is None else MOST_OF_A_FORM


_MOST_FIELDS: Final = 20


def read_form(request: Request) -> dict[str, str] | None:
    """The fields of a form; one that is empty is one that was left out. None for what nobody could
    read in one way only. Raises `ProblemError` (413 or 415).
    """
    environ = request.environ
    if _FORM.fullmatch(environ.get("CONTENT_TYPE", "")) is None or not is_plain(environ):
        raise ProblemError("not-a-form")
    data = request.get_data(cache=False, parse_form_data=False)
    if len(data) > MOST_BYTES:
        raise ProblemError("body-too-large")
    try:
        pairs = parse_qsl(
            data.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError:
        return None
    sent = dict(pairs)
    if len(sent) != len(pairs) or request.query_string:
        return None
    return {name: value for name, value in sent.items() if value}
