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
from ..file.whatwaits import refused_places
from ..following.askedfor import settled
from ..freetext.tellsofharm import (
    calls_for_help,
    kinds_told_in,
    of_member,
    tells_of_harm,
    told_by_kind,
)
from ..freetext.wordsofayes import reads_as_english
from ..may import ADVOCATE, FAMILY
from ..memo import worked_out_once
from ..recorded.compared import FoundRight, WritingRead
from ..recorded.event import Event
from ..recorded.practice import CorrectionAnswered, CorrectionAsked, FamilyAsked, WordsRead
from ..said.besideananswer import cannot_be_read
from ..said.oneact import acts
from .harmtoread import harm_to_read
from .seento import TELLS, settles

#: Who writes on a page of theirs, or for them.
_THEMSELVES: Final = FAMILY | {ADVOCATE}


@worked_out_once
def unread_writing(view: View) -> Sequence[Held[Any]]:
    """Each entry, the first recorded first. Of what nobody here can read one worker's word is not
    enough that it was read: it counts once nothing of it waits for a manager.
    """
    found = [one for one in written_by_them(view) if not _counts_as_read(view, one)]
    return sorted(found, key=by_place)


def _counts_as_read(view: View, held: Held[Any]) -> bool:
    if nobody_can_read(view, held):
        return all(is_read(one, held) for one in view.readings_apart)
    # At once, also where what it would lift waits for a manager.
    return is_read(view.together, held)


def nobody_can_read(view: View, held: Held[Any]) -> bool:
    """It is in another language, as far as anybody here can tell."""
    person, text = who_wrote(view, held), written_words(held)
    if person is None:
        return not reads_as_english(text, is_foreign=False)
    return cannot_be_read(view, text, person)


def to_be_read(view: View) -> Iterator[Held[Any]]:
    """Those of which nothing else that is due says so already."""
    harm = {held.seq for held in harm_to_read(view)}
    for held in nobody_says_of(view):
        if held.seq not in harm and not calls_for_help(held.event):
            yield held


def nobody_says_of(view: View) -> Iterator[Held[Any]]:
    """Those of which nobody has said what stands in them, for a manager to confirm, or a manager
    refused that.
    """
    refused = refused_places(view.file, view.known)
    whole = view.together.without(refused) if refused else view.together
    return (held for held in unread_writing(view) if not is_read(whole, held))


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


@worked_out_once
def _read(view: View) -> frozenset[int]:
    """Places of those of which somebody has said what stands in them."""
    said: tuple[Held[Any], ...] = (*view.holding[WritingRead], *view.holding[WordsRead])
    looked = (one.event for one in view.recorded[FoundRight])
    found = {one.event.entry for one in said}
    return frozenset(found | {one.entry for one in looked if settles(one, TELLS)})


def is_read(view: View, held: Held[Any]) -> bool:
    """Somebody says what stands in it, or has dealt with it, as this look has it."""
    if held.seq in _read(view):
        return True
    if tells_of_harm(held.event) and not calls_for_help(held.event):
        # Read as what may tell of harm, or settled as that.
        return held.seq not in {one.seq for one in harm_to_read(view)}
    return held.seq in _dealt_with(view)


@worked_out_once
def _dealt_with(view: View) -> frozenset[int]:
    """Places of those that were asked for and answered, and of the same words of the same press."""
    found = set[int]()
    for act in acts(written_by_them(view), written_words):
        if any(_is_answered(view, held.event) for held in act):
            found.update(held.seq for held in act)
    return frozenset(found)


def _is_answered(view: View, event: Event) -> bool:
    match event:
        case FamilyAsked(request=request):
            return request in settled(view)
        case CorrectionAsked(correction=correction):
            return correction in view.by[CorrectionAnswered, "correction"]
    return False
