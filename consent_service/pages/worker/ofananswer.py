"""A talk that follows from what somebody said: filled in with what that was about, and what to say
where they have changed their mind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

from ...domain.said.contradicting import AGREEMENTS
from ...domain.scopes.scope import ANY
from ...domain.words.naming import day, listed
from ..agencies import agency_called
from ..forms.choices import Known
from .asked import chosen, in_a_conversation, in_a_scope

_TOOK_BACK: Final = "WITHDRAWN"


def filled_in_talk(known: Known, given: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """By the check that the address names, or the answer, or the talk in which it was given."""
    if given.get("check"):
        return in_a_conversation(known, given)
    said = _said(known, given.get("answer", ""))
    theirs = [one for one in said if one["person"] == given.get("person")]
    return _as_fields(known, theirs, _IN_A_TALK)


def filled_in_scope(known: Known, given: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """The same for whoever asks a manager about it."""
    if given.get("check"):
        return in_a_scope(known, given)
    return _as_fields(known, _said(known, given.get("answer", "")), _IN_A_SCOPE)


def _said(known: Known, named: str) -> list[Mapping[str, Any]]:
    every = known.file["responses"] if named else ()
    return [one for one in every if named in (one["id"], one["conversation"])]


def _scopes(known: Known, said: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """What was asked; of all that somebody took back at once, each of what it was."""
    for one in said:
        if one["answer"] == _TOOK_BACK and not _is_named(one["scope"]):
            yield from (each["scope"] for each in _taken_back(known, one["person"]))
        elif _is_named(one["scope"]):
            yield one["scope"]


def _taken_back(known: Known, person: str) -> list[Mapping[str, Any]]:
    return [
        one
        for one in known.file["responses"]
        if one["person"] == person
        and one["answer"] in AGREEMENTS
        and one["status"] == _TOOK_BACK
        and _is_named(one["scope"])
    ]


def _is_named(scope: Mapping[str, Any]) -> bool:
    """Every part of it, so that it can be asked: nobody is asked about everything."""
    kinds = [one["type"] for one in scope["agencies"]]
    parts = [*scope["subjects"], *scope["categories"], *scope["purposes"], *kinds]
    return bool(kinds) and ANY not in parts and len(scope["purposes"]) == 1


def _but_services(scope: Mapping[str, Any]) -> dict[str, list[str]]:
    """The rest of it."""
    return {name: sorted(held) for name, held in scope.items() if name in _PARTS}


_PARTS: Final = ("subjects", "categories", "purposes", "directions")


class _Names(NamedTuple):
    """What the fields of a form are called in which it is asked."""

    all: str
    services: str
    purpose: str
    direction: str


_IN_A_TALK: Final = _Names("responses", "service", "purpose", "direction")
_IN_A_SCOPE: Final = _Names("scope", "agencies", "purposes", "directions")


def _as_fields(
    known: Known, said: Sequence[Mapping[str, Any]], names: _Names
) -> dict[str, Sequence[str]]:
    """Of several, those services of which the same was said: nothing is asked of one because it was
    asked of another.
    """
    scopes = list(_scopes(known, said))
    if not scopes:
        return {}
    scope, ways = scopes[0], scopes[0]["directions"]
    alike = [one for one in scopes if _but_services(one) == _but_services(scope)]
    services = list(dict.fromkeys(chosen(each) for one in alike for each in one["agencies"]))
    found: dict[str, Sequence[str]] = {
        "subjects": scope["subjects"],
        "categories": scope["categories"],
        names.purpose: scope["purposes"],
        names.direction: ways if len(ways) == 1 and ANY not in ways else (),
    }
    for n, (code, organisation) in enumerate(services):
        found |= {f"{names.services}.{n}": (code,)}
        found |= {f"{names.services}.{n}.organisation": (organisation,)}
    return {f"{names.all}.{name}": held for name, held in found.items()}


def changed_their_mind(known: Known, person: str) -> str:
    """What somebody took back about which nobody has talked with them since, and when; nothing,
    where there is no such thing.
    """
    file = known.file
    took = [
        one
        for one in file["responses"]
        if one["person"] == person and one["answer"] == _TOOK_BACK and one["corrected"] is None
    ]
    talks = [one["effective_at"] for one in file["conversations"] if one["person"] == person]
    moment = datetime.fromisoformat
    newest = max((moment(one) for one in talks), default=None)
    since = [one for one in took if newest is None or newest <= moment(one["effective_at"])]
    if not since:
        return ""
    scopes = [one["scope"] for one in (*since, *_taken_back(known, person))]
    named = [each for one in scopes for each in one["agencies"] if each["type"] != ANY]
    what = listed(list(dict.fromkeys(map(agency_called, named)))) or "everything"
    return f"{what}, on {day(max(moment(one['effective_at']) for one in since))}"
