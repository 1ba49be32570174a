"""Problems that are answered before the application is asked: made once, sent as bytes."""

from __future__ import annotations

import uuid
from typing import Final

from ..api.edge.problems import problem_response
from ..api.edge.sealed import SEALED, UNLESS_SAID
from .messages import reply

_NOBODY: Final = "0" * 8 + "-0000-4000-8000-" + "0" * 12


class Refusals:
    """The bytes of each problem, but for the id of its occurrence."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[int, list[tuple[str, str]], bytes]] = {}

    def of(self, code: str) -> bytes:
        """The reply that says it; the connection is closed after it."""
        if code not in self._made:
            response = problem_response(code, request_id=_NOBODY)
            headers = [*response.headers.items(), *SEALED.items(), *UNLESS_SAID.items()]
            self._made[code] = response.status_code, headers, response.get_data()
        status, headers, body = self._made[code]
        return reply(status, headers, body.replace(_NOBODY.encode(), str(uuid.uuid4()).encode()))
