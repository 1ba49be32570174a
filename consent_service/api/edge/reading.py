"""A request's body: the one way that a route reads it.

At most 64 KiB, and said to be JSON. Each refusal has its own problem; none repeats what was sent.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from flask import Request

from .problems import ProblemError

MOST_BYTES: Final = 64 * 1024

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
    # To its end, and not so many bytes of it: a body that says no length comes in parts.
    data = request.get_data(cache=False)
    # Where such a body fills the application's limit, Werkzeug stops and does not say that it did.
    cut = len(data) == MOST_BYTES and request.content_length is None
    if cut or len(data) > MOST_BYTES:
        raise ProblemError("body-too-large")
    return data
