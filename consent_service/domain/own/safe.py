"""Whether one person may know that something on the file exists (`domain.md` 0.9). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from ..practice import SafeToTellChanged, TellingRecorded
from ..scope import ANY
from ..view import View


class _Word(NamedTuple):
    """The word of somebody on whether it is safe that a person knows, or that anybody does."""

    order: tuple[datetime, datetime, int]
    person: str | None
    safe: bool


def may_know(
    view: View,
    about: Iterable[str],
    person: str,
    *,
    at_first: bool,
    not_safe_for: Iterable[str] = (),
    must_be_told: bool = False,
) -> bool:
    """The latest word known on each of these ids, and on this person; in doubt, no.

    A word about this person is only lifted by a word about this person: what has become safe for
    everybody else need not be safe for them. A later "not safe" for everybody is for them as well.
    What `must_be_told` nobody finds before they were told, or it was looked at and is safe.
    """
    about = tuple(dict.fromkeys(about))
    words = sorted(_said(view.at[view.known], about, person), key=lambda word: word.order)
    mine = next((word for word in reversed(words) if word.person is not None), None)
    everybody = next((word for word in reversed(words) if word.person is None), None)
    if (
        everybody is not None
        and not everybody.safe
        and (mine is None or mine.order < everybody.order)
    ):
        return False
    if mine is not None:
        return mine.safe
    if person in not_safe_for or ANY in not_safe_for:
        return False
    if everybody is not None:
        return everybody.safe
    return at_first and (not must_be_told or _was_told(view.at[view.known], about, person))


def _was_told(view: View, about: Iterable[str], person: str) -> bool:
    return any(
        telling.event.told and telling.event.person in (None, person)
        for id in about
        for telling in view.by[TellingRecorded, "about"].get(id, ())
    )


def _said(view: View, about: Iterable[str], person: str) -> Iterator[_Word]:
    for id in about:
        for held in view.by[SafeToTellChanged, "about"].get(id, ()):
            change = held.event
            if change.person in (None, person):
                yield _Word(held.order, change.person, change.safe)
        # "Not told, because it was not safe" says so as well. That somebody was told says nothing
        # of who else may be.
        for telling in view.by[TellingRecorded, "about"].get(id, ()):
            said = telling.event
            if said.person in (None, person) and not said.told:
                yield _Word(telling.order, said.person, safe=False)
