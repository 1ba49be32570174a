"""What somebody of a family wrote themselves and nobody of us has read: until somebody has, no
other adult of that family is sent for. Pure.

No list of words is whole, and none reads all the languages in which a page invites them to write.
So it does not matter how the words read. What an answer says does not change by it: what cannot
wait is shared now.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from ..file.held import Held, by_place
from ..file.view import View
from ..following.askedfor import settled
from ..freetext.tellsofharm import (
    calls_for_help,
    kinds_told_in,
    of_member,
    tells_of_harm,
    told_by_kind,
)
from ..may import ADVOCATE, FAMILY
from ..memo import worked_out_once
from ..recorded.compared import FoundRight, WritingRead
from ..recorded.practice import CorrectionAnswered, CorrectionAsked, FamilyAsked, WordsRead
from .harmtoread import TELLS, harm_to_read
from .seento import settles

#: Who writes on a page of theirs, or for them.
_THEMSELVES: Final = FAMILY | {ADVOCATE}


@worked_out_once
def unread_writing(view: View) -> Sequence[Held[Any]]:
    """Each entry, the first recorded first."""
    written = [*written_by_them(view)]
    if not written:
        return ()
    read = _read(view)
    return sorted((one for one in written if not _is_read(view, one, read)), key=by_place)


def to_be_read(view: View) -> Iterator[Held[Any]]:
    """Those of which nothing else that is due says so already."""
    harm = {held.seq for held in harm_to_read(view)}
    for held in unread_writing(view):
        if held.seq not in harm and not calls_for_help(held.event):
            yield held


@worked_out_once
def not_sent_for(view: View) -> frozenset[str]:
    """The adults of whom somebody else may have written so."""
    found = set[str]()
    for held in unread_writing(view):
        writer = who_wrote(view, held)
        found |= {one for one in view.adults if view.the_one(one) != writer}
    return frozenset(found)


def who_wrote(view: View, held: Held[Any]) -> str | None:
    """Whose page it was typed on; None where nobody knows."""
    for name in ("person", "child"):
        person = getattr(held.event, name, None)
        if person is not None:
            return view.the_one(person)
    return None


def written_words(held: Held[Any]) -> str:
    """Whatever they wrote in it."""
    every = (of_member(held.event, one) for one in told_by_kind().get(type(held.event), ()))
    return " ".join(filter(None, (one.strip() for one in every)))


def written_by_them(view: View) -> Iterator[Held[Any]]:
    """Each entry in which they wrote anything, whoever has read it."""
    for kind in view.read.those_of(kinds_told_in()):
        for held in view.holding[kind]:
            if held.role in _THEMSELVES and written_words(held):
                yield held


def _read(view: View) -> frozenset[int]:
    """Places of those of which somebody has said what stands in them: it counts for this at once,
    also where what it would lift waits for a manager.
    """
    said: tuple[Held[Any], ...] = (*view.file.of(WritingRead), *view.file.of(WordsRead))
    found = {one.event.entry for one in said if one.holds(view.as_of, view.known)}
    looked = (one.event for one in view.recorded[FoundRight])
    return frozenset(found | {one.entry for one in looked if settles(one, TELLS)})


def _is_read(view: View, held: Held[Any], read: frozenset[int]) -> bool:
    if held.seq in read:
        return True
    if tells_of_harm(held.event) and not calls_for_help(held.event):
        # Read as what may tell of harm, or settled as that.
        return held.seq not in {one.seq for one in harm_to_read(view)}
    match held.event:
        case FamilyAsked(request=request):
            return request in settled(view)
        case CorrectionAsked(correction=correction):
            return correction in view.by[CorrectionAnswered, "correction"]
    return False
