"""A talk that follows from what somebody said: filled in with what that was about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ...domain.scopes.scope import ANY
from ..agencies import chosen
from ..forms.choices import Known
from .asked import in_a_conversation, in_a_scope
from .changedmind import TOOK_BACK, is_named, taken_back_by


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
        if one["answer"] == TOOK_BACK and not is_named(one["scope"]):
            yield from taken_back_by(known.file["responses"], one)
        elif is_named(one["scope"]):
            yield one["scope"]


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
