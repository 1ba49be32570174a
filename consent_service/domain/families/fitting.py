"""Who on a file fits a question, and by what: what the index proposed, said by the file. Pure.

Addresses that must not come to somebody find nobody (`safety/withheld.py`): who lives where is not
to be found out by asking for one place after another. Who asks by a whole telephone number has it:
it finds whose it is, for whoever may read that file, so that nobody is taken in a second time.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import msgspec

from ..file.held import File
from ..recorded import births
from ..recorded.events import ChildAdded
from ..recorded.practice import ContactPointRecorded
from ..safety.reaching import same_way
from .finding import (
    BEGINNINGS,
    FoundBy,
    Name,
    Sought,
    keys_of,
    name_of,
    of_words,
    said_of_people,
    sound_keys,
    weight,
    whom,
)


class Fits(msgspec.Struct, frozen=True):
    """Somebody on a file, and by what they fit."""

    person: str
    by: tuple[FoundBy, ...]


def who_fits(
    question: Sought,
    file: File,
    on_file: Sequence[str],
    withheld: Collection[str],
    *,
    may_read: bool = False,
) -> list[Fits]:
    """Who of these people fits, whoever fits best first. `withheld` are the numbers and addresses
    that find nobody; but a telephone number does where whoever asks `may_read` the file.
    """
    said: dict[str, list[Any]] = {person: [] for person in on_file}
    for one in said_of_people(file):
        if whom(one) in said:
            said[whom(one)].append(one)
    found = [
        Fits(person, by)
        for person, every in said.items()
        if (by := _fits(question, every, withheld, may_read=may_read))
    ]
    return sorted(found, key=lambda one: -weight(one.by))


def how_well(fits: Sequence[Fits]) -> int:
    """How much of the question whoever fits best does fit; for the order alone."""
    return max((weight(one.by) for one in fits), default=0)


def _fits(
    question: Sought, said: Sequence[Any], withheld: Collection[str], *, may_read: bool
) -> tuple[FoundBy, ...]:
    reached = [one for one in said if not _finds_nobody(one, withheld, may_read=may_read)]
    found = {*_by_birth(question, said), *_by_number(question, reached)}
    names = [name_of(one.names) for one in said if getattr(one, "names", None) is not None]
    if question.name.words and names:
        now, ever = names[-1].spellings, frozenset[str]().union(*(n.spellings for n in names))
        by_now, by_ever = (_name_fits(question.name, spellings) for spellings in (now, ever))
        if by_ever is not None:
            is_former = by_ever is FoundBy.NAME and by_now is not FoundBy.NAME
            found.add(FoundBy.FORMER_NAME if is_former else by_ever)
    return tuple(one for one in FoundBy if one in found)


def _name_fits(asked: Name, spellings: Collection[str]) -> FoundBy | None:
    words = []
    for word in asked.words:
        fits = set()
        if not word.isdisjoint(spellings):
            fits.add(FoundBy.NAME)
        elif any(
            known.startswith(typed)
            for typed in word
            if len(typed) >= BEGINNINGS[0]
            for known in spellings
        ):
            fits.add(FoundBy.NAME_BEGINS)
        elif _sounds(word) & _sounds(spellings):
            fits.add(FoundBy.SOUNDS_LIKE)
        words.append(fits)
    return of_words(words) if any(words) else None


def _sounds(words: Collection[str]) -> set[str]:
    """How they sound, of those of which that says enough."""
    return {key for word in words for key in sound_keys(word)}


def _by_birth(question: Sought, said: Sequence[Any]) -> Iterator[FoundBy]:
    born = {day for one in said if (day := getattr(one, "dob", None)) is not None}
    if question.dob in born:
        yield FoundBy.BIRTH
    elif question.swapped in born:
        yield FoundBy.BIRTH_SWAPPED
    years = {day.year for day in born}
    months = {f"{day:%Y-%m}" for day in born}
    rough: set[str] = set()
    for one in said:
        guessed, due = (getattr(one, n, None) for n in ("estimated_dob", "estimated_due_date"))
        years |= set() if guessed is None else {guessed.year + n for n in (-1, 0, 1)}
        month, expected = (
            (births.born_in(one), births.due_in(one))
            if isinstance(one, ChildAdded)
            else (None,) * 2
        )
        if month is not None:
            years.add(births.year_of(month))
            rough |= {month} if births.is_month(month) else set()
        if expected is None and due is not None:
            expected = f"{due:%Y-%m}"
        years |= set() if expected is None else {births.year_of(expected)}
        if expected is not None and expected in question.months:
            yield FoundBy.DUE_MONTH
    if question.dob in born or question.swapped in born:
        return
    # Whoever asks by the day may mean one of whom the month is all that is known.
    if question.month in months | rough or (
        question.dob is not None and f"{question.dob:%Y-%m}" in rough
    ):
        yield FoundBy.BIRTH_MONTH
    asked = question.in_year or (None if question.dob is None else question.dob.year)
    if asked is None and question.month is not None:
        asked = births.year_of(question.month)
    if asked in years:
        yield FoundBy.BIRTH_YEAR


def _finds_nobody(said: Any, withheld: Collection[str], *, may_read: bool) -> bool:
    if not isinstance(said, ContactPointRecorded) or said.value is None:
        return False
    is_asked_whole = said.type == "PHONE" and may_read
    return not is_asked_whole and same_way(said.value) in withheld


def _by_number(question: Sought, said: Sequence[Any]) -> Iterator[FoundBy]:
    keys = {key for one in said for key in keys_of(one)}
    for key, (why, _) in question.keys.items():
        if why in (FoundBy.NUMBER, FoundBy.TELEPHONE, FoundBy.POSTCODE) and key in keys:
            yield why
