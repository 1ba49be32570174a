"""The pages that staff go to from anywhere, by what each may use."""

from __future__ import annotations

from contextlib import suppress
from typing import Final, NamedTuple

from flask import request

from ..access.sessions import SignedIn
from ..api.edge.operations import Public
from ..api.table import operations
from ..domain.may import Kind
from .asking import ask
from .visit import Visit


class Way(NamedTuple):
    """A link at the top of staff's pages: where to, and the operation that the page is made of. Who
    may use `unless` has another way there.
    """

    words: str
    path: str
    operation: str
    unless: str | None = None


WAYS: Final = (
    Way("Check", "/", "checkAgencies"),
    Way("Find a family", "/find", "checkAgencies"),
    # What is theirs to do, not what they may read of it: an auditor has nothing to do here.
    Way("My families", "/my-families", "keepDraft"),
    Way("To do", "/to-do", "keepDraft"),
    Way("Decisions", "/decisions", "listWaiting"),
    Way("To look at", "/to-look-at", "listWaiting"),
    Way("Team", "/team", "listWaiting"),
    Way("Is it whole?", "/audit", "verifyNow"),
    Way("What staff saw", "/audit/families", "search", unless="checkAgencies"),
    Way("Ten decisions", "/audit/sample", "drawSample"),
    Way("Reports", "/reports", "listReports"),
    Way("People and rights", "/people", "grantRight"),
    Way("Systems", "/systems", "listClients"),
    Way("Services", "/services", "listService", unless="checkAgencies"),
    Way("Policy and notices", "/rules", "listClients"),
)


#: For whoever has a desk, the first page is what waits for them.
_DESK: Final = Way("What waits", "/", "listWaiting")
_TO_DO: Final = "/to-do"


class NavigationLink(NamedTuple):
    """A link, and whether this is where it leads to; beside it, how much of it is one's own."""

    words: str
    path: str
    is_here: bool
    mine: int = 0


def ways_for(visit: Visit, *, is_counted: bool) -> list[NavigationLink]:
    """What whoever is signed in finds at the top of each page; nothing for a family. What is theirs
    to do is counted if `is_counted`: where something is wrong already, nothing more is asked.
    """
    signed_in = visit.signed_in
    if signed_in is None or signed_in.principal.kind is not Kind.STAFF:
        return []
    ways = [one for one in WAYS if _is_for(signed_in, one)]
    if may_use(signed_in, _DESK.operation):
        ways[0] = _DESK
    shown = [NavigationLink(one.words, one.path, request.path == one.path) for one in ways]
    has_to_do = any(one.path == _TO_DO for one in ways)
    mine = _mine(visit) if has_to_do and is_counted and request.method == "GET" else 0
    if not mine:
        return shown
    mine_at = f"{_TO_DO}?whose=mine"
    return [one._replace(path=mine_at, mine=mine) if one.path == _TO_DO else one for one in shown]


def _is_for(signed_in: SignedIn, way: Way) -> bool:
    return may_use(signed_in, way.operation) and not (
        way.unless is not None and may_use(signed_in, way.unless)
    )


def _mine(visit: Visit) -> int:
    """How much is theirs to do. It stands in no page's way: none is shown where nobody can say."""
    with suppress(Exception):
        return sum(one["listed"] for one in ask(visit, "countTasks", {"mine": "true"})["kinds"])
    return 0


def may_use(signed_in: SignedIn, name: str) -> bool:
    """Whether one of their roles may use an operation at all."""
    return is_for(signed_in.principal.roles, name)


def is_for(roles: frozenset[str], name: str) -> bool:
    """Whether one of these roles may use an operation at all."""
    allowed = next(one.roles for one in operations() if one.name == name)
    return isinstance(allowed, Public) or not allowed.isdisjoint(roles)
