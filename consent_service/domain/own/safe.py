"""Whether one person may know that something on the file exists (`domain.md` 0.9). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from ..casefile import CaseFile
from ..practice import SafeToTellChanged, TellingRecorded
from ..scope import ANY


class _Word(NamedTuple):
    """The word of somebody on whether it is safe that a person knows, or that anybody does."""

    order: tuple[datetime, datetime, int]
    person: str | None
    safe: bool


def may_know(
    file: CaseFile,
    about: Iterable[str],
    person: str,
    at: datetime,
    *,
    at_first: bool,
    not_safe_for: Iterable[str] = (),
    must_be_told: bool = False,
) -> bool:
    """The latest word on each of these ids, and on this person; in doubt, no.

    A word about this person is only lifted by a word about this person: what has become safe for
    everybody else need not be safe for them. A later "not safe" for everybody is for them as well.
    What `must_be_told` nobody finds before they were told, or it was looked at and is safe.
    """
    about = tuple(about)
    words = sorted(_said(file, set(about), person, at), key=lambda word: word.order)
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
    return at_first and (not must_be_told or _was_told(file, set(about), person, at))


def _was_told(file: CaseFile, about: set[str], person: str, at: datetime) -> bool:
    return any(
        telling.event.told
        and telling.event.about in about
        and telling.event.person in (None, person)
        and telling.holds(at, at)
        for telling in file.of(TellingRecorded)
    )


def _said(file: CaseFile, about: set[str], person: str, at: datetime) -> Iterator[_Word]:
    for held in file.of(SafeToTellChanged):
        change = held.event
        if change.about in about and change.person in (None, person) and held.holds(at, at):
            yield _Word(held.order, change.person, change.safe)
    # "Not told, because it was not safe" says so as well. That somebody was told says nothing of
    # who else may be.
    for telling in file.of(TellingRecorded):
        said = telling.event
        if (
            said.about in about
            and said.person in (None, person)
            and not said.told
            and telling.holds(at, at)
        ):
            yield _Word(telling.order, said.person, safe=False)
