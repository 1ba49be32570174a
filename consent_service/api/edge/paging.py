"""Lists in pages: one cursor for all of them.

A page is cut from the list as it was when the first page was asked for: the cursor carries both
clocks, so what is recorded meanwhile moves nothing. It says where to go on and of which question
it is, and nothing else: no name, no id, nothing that was typed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from sys import maxsize
from typing import Any, Final, TypeVar

from flask import request

from ...storage.shown.listing import Spot, SpotWindow
from .operations import Call
from .problems import ProblemError
from .queries import clocks

T = TypeVar("T")

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CURSOR: Final = re.compile(r"([0-9]{1,17})\.([0-9]{1,17})\.([0-9]{1,15})\.([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Window:
    """Which part of a list is asked for, as of which moment and from what was known by when.

    `start` is where the page begins: how many were given before it, or a place in the ledger.
    """

    as_of: datetime
    known: datetime
    start: int
    limit: int
    question: str

    def cut(self, everything: Sequence[T]) -> tuple[Sequence[T], str | None]:
        """The page, and the cursor of the next; None at the end."""
        end = self.start + self.limit
        return everything[self.start : end], self.at(end) if end < len(everything) else None

    def at(self, start: int) -> str:
        """The cursor of a page that begins there."""
        return _encoded(f"{_whole(self.as_of)}.{_whole(self.known)}.{start}.{self.question}")


def window(call: Call, asked: dict[str, Any]) -> Window:
    """What the query asks for. Raises `ProblemError` (422) for a cursor of another list."""
    as_of, known = clocks(call, asked)
    is_whole = call.form is not None and call.form.is_whole
    limit = maxsize if is_whole else asked["limit"]
    first = Window(as_of, known, 0, limit, _question(call))
    given = asked.get("cursor")
    if given is None:
        return first
    found = _CURSOR.fullmatch(_decoded(given))
    if found is None or found[4] != first.question:
        raise ProblemError("invalid", [("/cursor", "This is not a cursor of this list.")])
    # Whoever made one up sees no further ahead than anybody.
    now = call.now()
    as_of, known = (min(_EPOCH + timedelta(microseconds=int(found[n])), now) for n in (1, 2))
    return replace(first, as_of=as_of, known=known, start=int(found[3]))


_SPOT: Final = re.compile(
    r"([0-9]{1,19})\.([0-9]{1,18})\.([0-9a-f]{24,32})\.([0-9]{1,9})\.([0-9a-f]{16})"
)


def spots(call: Call, asked: dict[str, Any]) -> SpotWindow:
    """Which part is asked for of a list that is kept in rows, or of drafts. Its lines are as they
    are now: a page goes on after the last line of the one before, wherever that is meanwhile.
    Raises `ProblemError` (422) for a cursor of another list.
    """
    given = asked.get("cursor")
    if given is None:
        return SpotWindow(None, asked["limit"])
    found = _SPOT.fullmatch(_decoded(given))
    if found is None or found[5] != _question(call):
        raise ProblemError("invalid", [("/cursor", "This is not a cursor of this list.")])
    return SpotWindow((int(found[1]), int(found[2]), found[3], int(found[4])), asked["limit"])


def cursor_after(call: Call, spot: Spot | None) -> str | None:
    """The cursor of the page that goes on after this line; None at the end."""
    return None if spot is None else _encoded(".".join(map(str, (*spot, _question(call)))))


def _question(call: Call) -> str:
    """The address and what else was asked: a cursor of one question is none of another."""
    others = sorted((k, v) for k, v in call.parameters.items() if k not in ("cursor", "limit"))
    return hashlib.sha256(repr((request.path, others)).encode()).hexdigest()[:16]


def _whole(at: datetime) -> int:
    """Microseconds since 1970. No clock here was before."""
    return max(0, (at - _EPOCH) // timedelta(microseconds=1))


def _encoded(plain: str) -> str:
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _decoded(cursor: str) -> str:
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return raw.decode("ascii")
    except ValueError:
        return ""
