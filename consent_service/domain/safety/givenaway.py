"""A number or an address that is kept from others, and stands in words all the same. Pure.

It is hidden from our own staff until they open it with a reason, and goes to whoever it must not
reach in one sentence of a telephone call. So the words of whatever goes out, or was said, are
looked through for it (`placesinprose.py`): whoever types them reads it before, and a manager sees
it the same day, whoever has it now. What is said of it repeats nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from ..file.held import Held
from ..file.view import View
from ..freetext.placesinprose import stands_in
from ..memo import worked_out_once
from ..recorded.event import Event
from ..recorded.events import ConversationRecorded
from ..recorded.meetings import MeetingCalled, MeetingMoved
from ..recorded.members import Text, members_of
from ..recorded.plans import PlanRecipientNamed, PlanShared, SafetyPlanMade
from ..recorded.practice import (
    CorrectionAnswered,
    CorrectionAsked,
    FamilyAnswered,
    FamilyAsked,
    StopNoticeSent,
)
from .whoistold import SAYS_SO, TELLS, by_what, meant, who_hears
from .withheld import KeptWay, kept_from_others

#: What goes out, or is given to somebody, and tells nobody of the family by itself.
_GOES: Final = (SafetyPlanMade, StopNoticeSent, MeetingCalled, MeetingMoved)
#: What somebody reads on their page.
_ANSWERS: Final = (FamilyAnswered, CorrectionAnswered)
#: Of these the words are the plan's.
_OF_A_PLAN: Final = (PlanRecipientNamed, PlanShared)
#: By whichever of these it has gone out. Whoever is to have a plan has it once it is sent.
WENT: Final[tuple[type[Event], ...]] = (*TELLS, *SAYS_SO, *_GOES, *_ANSWERS)
#: In whichever of these it stands.
GIVES: Final[tuple[type[Event], ...]] = (*WENT, PlanRecipientNamed)

_WITH: Final = frozenset({"YES", "PART"})


def is_given_away(view: View, fact: Held[Any]) -> bool:
    """It goes to an agency, or into a plan; or to somebody of the family whose it is not."""
    ways = _in_words_of(view, fact.event)
    if not ways:
        return False
    heard = list(_who_hears(view, fact))
    if not heard:
        # An agency that wrote it knows it from somebody else.
        return not isinstance(fact.event, SAYS_SO)
    return bool(_strangers_to(view, ways, heard))


def who_learns(view: View, fact: Held[Any]) -> tuple[str, ...]:
    """Who of the family knows by it where somebody is, or by which number, and must not."""
    ways = _in_words_of(view, fact.event)
    return tuple(_strangers_to(view, ways, _who_hears(view, fact))) if ways else ()


def keeps_any(view: View) -> bool:
    """Of most families nothing is kept from anybody, and nobody need look."""
    return bool(_kept(view))


def is_kept_in(view: View, text: str) -> bool:
    """A number or an address that is kept from anybody stands in these words."""
    return any(stands_in(way.type, way.value, text) for way in _kept(view))


def _strangers_to(view: View, ways: Sequence[KeptWay], people: Iterable[str]) -> list[str]:
    """Those from whom it is kept, but for who lives with whoever is reached there."""
    return [
        person
        for person in view.each_one(people)
        if any(way.is_from(person) and not _lives_with(view, person, way) for way in ways)
    ]


def _lives_with(view: View, child: str, way: KeptWay) -> bool:
    return any(
        link.event.lives_with in _WITH and view.the_one(link.event.person) == way.whose
        for link in view.relationships.get(child, ())
    )


def _who_hears(view: View, fact: Held[Any]) -> Iterator[str]:
    return filter(None, _each(view, fact))


def _each(view: View, fact: Held[Any]) -> Iterator[str | None]:
    said = fact.event
    match said:
        case PlanRecipientNamed():
            yield meant(view, view, said)
        case PlanShared():
            yield from by_what(view, view, said.recipient)
        case FamilyAnswered():
            asked = view.by[FamilyAsked, "request"].get(said.request, ())
            yield from (one.event.person for one in asked)
        case CorrectionAnswered():
            wrong = view.by[CorrectionAsked, "correction"].get(said.correction, ())
            yield from (one.event.person for one in wrong)
        # Whoever says it themself, by whichever way, knows it.
        case ConversationRecorded():
            yield said.person
            yield from who_hears(view, fact)
        case _ if isinstance(said, (*TELLS, *SAYS_SO)):
            yield from who_hears(view, fact)


def _in_words_of(view: View, event: Event) -> list[KeptWay]:
    ways = _kept(view)
    if not ways:
        return []
    texts = [*_texts(event)]
    if isinstance(event, _OF_A_PLAN):
        texts += _texts_of_its_plan(view, event)
    return [way for way in ways if any(stands_in(way.type, way.value, one) for one in texts)]


def _texts_of_its_plan(view: View, event: PlanRecipientNamed | PlanShared) -> Iterator[str]:
    """Of the version that they were given; else of the newest there is."""
    if isinstance(event, PlanRecipientNamed):
        plans = {event.plan}
    else:
        named = view.by[PlanRecipientNamed, "recipient"].get(event.recipient, ())
        plans = {one.event.plan for one in named}
    versions = [h.event for h in view.recorded[SafetyPlanMade] if h.event.plan in plans]
    newest = max((one.version for one in versions), default=0)
    version = event.version if isinstance(event, PlanShared) else newest
    for one in versions:
        if one.version == version:
            yield from _texts(one)


@worked_out_once
def _kept(view: View) -> tuple[KeptWay, ...]:
    return tuple(dict.fromkeys(kept_from_others(view)))


def _texts(part: Any) -> Iterator[str]:
    """Whatever somebody typed in it, for people."""
    for member in members_of(type(part)):
        value = getattr(part, member.name)
        slot = member.holds.each or member.holds
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, msgspec.Struct):
                yield from _texts(one)
            elif isinstance(one, str) and slot.mark(Text) is not None:
                yield one
