"""The one strict reader of forms that other systems send (RFC 6749, 3.2): nothing comes twice."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import parse_qsl

from flask import Request

from .problems import ProblemError
from .reading import MOST_BYTES, is_plain

_FORM: Final = re.compile(
    r"application/x-www-form-urlencoded\s*(;\s*charset=\"?utf-8\"?\s*)?", re.IGNORECASE
)
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
