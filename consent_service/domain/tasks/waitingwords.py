"""What was written in an entry that waits, and in the one that it is about, to be judged where it
is listed. Pure.

A number or an address that is kept from others stands in no list: whoever wants it opens it with a
reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from ..file.held import Held
from ..file.view import View
from ..recorded.event import Event
from ..recorded.members import Text, members_of
from ..recorded.practice import ContactPointRecorded
from ..safety.givenaway import is_kept_in
from ..words.naming import names_of

#: The rest of longer words is read where it was typed.
LONGEST: Final = 200
#: Members by which an entry says of which other it is.
_ABOUT: Final = ("corrects", "entry")


class WrittenWords(msgspec.Struct, frozen=True, array_like=True):
    """Words of one entry, or their beginning: who wrote them in which role, and of whom they are.
    `is_about`: they stand in what the entry that waits is about. `keeps`: there is a number or an
    address in them that is kept, and they are not here.
    """

    entry: int
    words: str
    by: str
    role: str
    person: str | None = None
    names: str | None = None
    is_about: bool = False
    keeps: bool = False


def written_in(
    view: View, waits: Iterable[Held[Event]], every: Mapping[int, Held[Event]]
) -> Iterator[WrittenWords]:
    """Of each of these entries, and of each that one of them is about."""
    waits = list(waits)
    about = _what_it_is_about(waits, every)
    for held, is_about in (*((one, False) for one in waits), *((one, True) for one in about)):
        # The number itself, and what stands with it, are read where they are opened.
        if not isinstance(held.event, ContactPointRecorded):
            yield from _words_of(view, held, is_about=is_about)


def _words_of(view: View, held: Held[Event], *, is_about: bool) -> Iterator[WrittenWords]:
    said = " ".join(dict.fromkeys(_texts(held.event)))
    if not said:
        return
    person = getattr(held.event, "person", None) or getattr(held.event, "child", None)
    keeps = is_kept_in(view, said)
    yield WrittenWords(
        held.seq,
        "" if keeps else beginning(said),
        held.by,
        held.role,
        person,
        None if person is None else view.each[names_of][person],
        is_about,
        keeps,
    )


def _what_it_is_about(
    waits: Sequence[Held[Event]], every: Mapping[int, Held[Event]]
) -> list[Held[Event]]:
    of = dict.fromkeys(place for one in waits for place in _about(one.event))
    return [every[place] for place in of if place in every and every[place] not in waits]


def whom_it_names(
    view: View, waits: Sequence[Held[Event]], every: Mapping[int, Held[Event]]
) -> tuple[str, ...]:
    """Everybody of the file of whom something is said there, or in what it is about, by name: that
    one is the father of the other is confirmed of both, whichever of them something falls for.
    """
    known = view.adults.keys() | view.children.keys()
    said = (*waits, *_what_it_is_about(waits, every))
    ids = (one for held in said for one in _people_in(held.event) if one in known)
    names = (view.each[names_of][one] for one in dict.fromkeys(ids))
    return tuple(one for one in names if one is not None)


def _people_in(part: Any) -> Iterator[str]:
    """Whatever may be an id of theirs: ours are those of nothing else."""
    for member in members_of(type(part)):
        value = getattr(part, member.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, msgspec.Struct):
                yield from _people_in(one)
            elif isinstance(one, str):
                yield one


def beginning(said: str, longest: int = LONGEST) -> str:
    """As much of words as stands in a list."""
    if len(said) <= longest:
        return said
    # No word is cut, unless it is all there is.
    cut = said[:longest]
    return f"{cut.rpartition(' ')[0] or cut}…"


def _about(event: Event) -> Iterator[int]:
    for member in _ABOUT:
        place = getattr(event, member, None)
        if isinstance(place, int):
            yield place


def _texts(part: Any) -> Iterator[str]:
    """What somebody typed in it in words, and not in a line: no name, no reference."""
    for member in members_of(type(part)):
        value = getattr(part, member.name)
        slot = member.holds.each or member.holds
        text = slot.mark(Text)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, msgspec.Struct):
                yield from _texts(one)
            elif isinstance(one, str) and text is not None and text.lines and one.strip():
                yield " ".join(one.split())
