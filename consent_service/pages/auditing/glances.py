"""Who looked, in words: the looks of one person at a stretch are one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from itertools import groupby
from typing import Any, Final, NamedTuple

from ...api.table import operations
from ...domain.codes import label
from ...domain.recorded.checked import QUESTIONS
from ...domain.times import LONDON
from ...domain.words.naming import moment
from ..worker.timeline import sentences

_QUESTIONS: Final = frozenset(str(one.__struct_config__.tag) for one in QUESTIONS)
#: Looks of one person that are no further apart are one stretch of work.
_STRETCH: Final = timedelta(minutes=30)


class Glances(NamedTuple):
    """What one person was shown at a stretch: who, in which role, from when to when, and what."""

    who: str
    role: str
    first: str
    last: str
    #: The last in words, by the clock alone on the same day; None where it is the first.
    until: str | None
    what: list[str]
    many: int
    why: list[str]
    is_later: bool


def glances(looks: Sequence[Mapping[str, Any]]) -> list[Glances]:
    """Of what `listLooks` replies, the newest first."""
    by_person = sorted(looks, key=lambda one: (one["by"], one["role"], one["at"]))
    found = [
        _told(stretch)
        for _, every in groupby(by_person, key=lambda one: (one["by"], one["role"]))
        for stretch in _stretches(list(every))
    ]
    return sorted(found, key=lambda one: one.last, reverse=True)


def _stretches(looks: list[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    stretch: list[Mapping[str, Any]] = []
    for one in looks:
        if stretch and _at(one) - _at(stretch[-1]) > _STRETCH:
            yield stretch
            stretch = []
        stretch.append(one)
    yield stretch


def _at(look: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(look["at"])


def _told(stretch: Sequence[Mapping[str, Any]]) -> Glances:
    first, last = stretch[0], stretch[-1]
    role = label("staff_roles", first["role"])
    return Glances(
        who=next(
            (one["names"] for one in stretch if one["names"]), "Somebody not on the list of staff"
        ),
        role=role,
        first=first["at"],
        last=last["at"],
        until=_until(_at(first), _at(last)),
        what=list(dict.fromkeys(map(_what, stretch))),
        many=len(stretch),
        why=list(dict.fromkeys(one["why"] for one in stretch if one["why"])),
        is_later=any(one["recorded_at"] > one["at"] for one in stretch),
    )


def _until(first: datetime, last: datetime) -> str | None:
    here, there = first.astimezone(LONDON), last.astimezone(LONDON)
    if f"{here:%x %H:%M}" == f"{there:%x %H:%M}":
        return None
    return f"{there:%H:%M}" if here.date() == there.date() else moment(last)


def _what(look: Mapping[str, Any]) -> str:
    kind, operation = str(look["kind"]), look["operation"]
    if kind in _QUESTIONS:
        return "Asked what is agreed, and read the answer"
    if operation is None:
        return sentences().get(kind, kind.replace("-", " "))
    return _summaries().get(operation, "Something that this version has no more")


@cache
def _summaries() -> dict[str, str]:
    return {one.name: one.summary for one in operations()}
