"""What somebody took back, and whether they wait to be called about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import product
from typing import Any, Final

from msgspec import convert

from ...domain.said.contradicting import AGREEMENTS
from ...domain.scopes.scope import ANY, BOTH, SEEK, SHARE, Agency, Point, Reach, Scope, overlaps
from ...domain.words.naming import day, listed
from ..agencies import agency_called
from ..asking import ask_for_all
from ..called import asking_of
from ..forms.choices import Known
from ..heard import is_struck

TOOK_BACK: Final = "WITHDRAWN"
_CALL: Final = "CALL_AFTER_WITHDRAWAL"
_SAFE: Final = "YES"


def is_named(scope: Mapping[str, Any]) -> bool:
    """Every part of it, so that it can be asked: nobody is asked about everything."""
    kinds = [one["type"] for one in scope["agencies"]]
    parts = [*scope["subjects"], *scope["categories"], *scope["purposes"], *kinds]
    return bool(kinds) and ANY not in parts and len(scope["purposes"]) == 1


def taken_back_by(
    responses: Sequence[Mapping[str, Any]], withdrawal: Mapping[str, Any]
) -> Iterator[Mapping[str, Any]]:
    """The scope of each earlier yes of theirs that this one took back, with those services of it
    that none before had reached: what they stopped long ago, and were talked with about, they did
    not stop again.
    """
    theirs = [one for one in responses if one["person"] == withdrawal["person"]]
    for yes in theirs:
        is_gone = yes["answer"] in AGREEMENTS and yes["status"] == TOOK_BACK
        if not is_gone or not is_named(yes["scope"]) or _when(yes) > _when(withdrawal):
            continue
        before = [
            one
            for one in theirs
            if _is_withdrawal(one) and _when(yes) <= _when(one) < _when(withdrawal)
        ]
        services = [
            each for each in yes["scope"]["agencies"] if _reached(yes, each, withdrawal, before)
        ]
        if services:
            yield {**yes["scope"], "agencies": services}


def _is_withdrawal(one: Mapping[str, Any]) -> bool:
    return one["answer"] == TOOK_BACK and not is_struck(one)


def _when(said: Mapping[str, Any]) -> tuple[datetime, int]:
    return datetime.fromisoformat(said["effective_at"]), said["seq"]


def _reached(
    yes: Mapping[str, Any],
    service: Mapping[str, Any],
    by: Mapping[str, Any],
    before: Sequence[Mapping[str, Any]],
) -> bool:
    """Whether it took back anything of what they agreed to of this service."""
    own, earlier = convert(by["scope"], Scope), [convert(one["scope"], Scope) for one in before]
    return any(
        overlaps(own, point, ()) is not Reach.NOT
        and not any(overlaps(one, point, ()) >= Reach.NAMED for one in earlier)
        for point in _points(yes["scope"], convert(service, Agency))
    )


def _points(scope: Mapping[str, Any], service: Agency) -> Iterator[Point]:
    ways = dict.fromkeys(
        each for one in scope["directions"] for each in ((SEEK, SHARE) if one == BOTH else (one,))
    )
    parts = product(scope["subjects"], scope["purposes"], scope["categories"], ways)
    yield from (Point(who, why, service, what, way) for who, why, what, way in parts)


def changed_their_mind(known: Known, person: str) -> str:
    """What somebody who is safe to ask took back, and when, while it is due that they are called
    about it; nothing, where it is not.
    """
    took = [
        one for one in known.file["responses"] if one["person"] == person and _is_withdrawal(one)
    ]
    if not took or asking_of(known.file, person) != _SAFE:
        return ""
    since = list(_not_talked_about(known, person, took))
    if not since:
        return ""
    named = [each for one in since for each in _services(known, one)]
    what = listed(list(dict.fromkeys(map(agency_called, named)))) or "everything"
    return f"{what}, on {day(max(map(_when, since))[0])}"


def _not_talked_about(
    known: Known, person: str, took: Sequence[Mapping[str, Any]]
) -> Iterator[Mapping[str, Any]]:
    """The first of those that a call is due about, and what came after it in the same enquiry."""
    due = ask_for_all(known.visit, "listTasksOfFile", file=known.visit.path["file"])["tasks"]
    about = {one["about"] for one in due if (one["code"], one["person"]) == (_CALL, person)}
    first = {one["enquiry"]: one["seq"] for one in took if one["id"] in about}
    for one in took:
        if one["enquiry"] in first and one["seq"] >= first[one["enquiry"]]:
            yield one


def _services(known: Known, withdrawal: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    own = [one for one in withdrawal["scope"]["agencies"] if one["type"] != ANY]
    yield from own
    if not own:
        for scope in taken_back_by(known.file["responses"], withdrawal):
            yield from scope["agencies"]
