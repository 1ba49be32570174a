"""The pages that staff go to from anywhere, by what each may use."""

from __future__ import annotations

from typing import Final, NamedTuple

from flask import request

from ..access.sessions import SignedIn
from ..api.edge.operations import Public
from ..api.table import operations
from ..domain.may import Kind


class Way(NamedTuple):
    """A link at the top of staff's pages: where to, and the operation that the page is made of."""

    words: str
    path: str
    operation: str


WAYS: Final = (
    Way("Check", "/", "checkAgencies"),
    Way("Find a family", "/find", "search"),
    Way("My families", "/my-families", "listEnquiries"),
    Way("To do", "/to-do", "listTasks"),
    Way("Decisions", "/decisions", "listWaiting"),
    Way("To look at", "/to-look-at", "listWaiting"),
    Way("Team", "/team", "listWaiting"),
    Way("Reports", "/reports", "listReports"),
)


class Shown(NamedTuple):
    """A link, and whether this is where it leads to."""

    words: str
    path: str
    is_here: bool


def ways_for(signed_in: SignedIn | None) -> list[Shown]:
    """What whoever is signed in finds at the top of each page; nothing for a family."""
    if signed_in is None or signed_in.principal.kind is not Kind.STAFF:
        return []
    return [
        Shown(one.words, one.path, request.path == one.path)
        for one in WAYS
        if may_use(signed_in, one.operation)
    ]


def may_use(signed_in: SignedIn, name: str) -> bool:
    """Whether one of their roles may use an operation at all."""
    roles = next(one.roles for one in operations() if one.name == name)
    return isinstance(roles, Public) or not roles.isdisjoint(signed_in.principal.roles)
