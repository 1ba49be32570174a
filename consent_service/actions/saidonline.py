"""A yes that somebody says on their own page: theirs, said online, and talked about with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec

from ..domain.own import Seen
from ..domain.own.again import is_of_several, may_be_said_yes_to, part_read_as
from ..domain.recorded.events import AnyEvent, ConversationRecorded, ResponseRecorded
from ..domain.recorded.falling import EffectWaits, FallKind
from ..domain.recorded.members import HowMany, Opaque, Words, code
from ..domain.said.contradicting import AGREEMENTS, CHANGE
from ..domain.scopes.scope import Scope
from .concerns import concern_about
from .guarding import would_wait
from .moment import Moment, new_id
from .own import ONLINE, READ, asked, need_own_view
from .refused import Refused
from .responses import answers_given

_UNCHECKED: Final = "IN_UNCHECKED_TRANSLATION"


@dataclass(frozen=True, slots=True)
class SayYes:
    """Yes to what an answer of theirs is about: one they said no to, took back, or that ended.

    `explained` is what they were shown of it before, in a language of theirs; it is nothing unless
    whoever showed it says so. `unchecked`: the texts were a translation that nobody has checked.
    `who` are the services that they say yes to, as their page calls them. Where it is of several,
    none of them is meant unless it is named; of one alone it may be left out.
    """

    response: Opaque
    words: Words | None = None
    explained: Annotated[
        tuple[str, ...], code("explained"), HowMany(unique=True), "What they read before."
    ] = ()
    unchecked: Annotated[bool, "They read it in a translation that nobody has checked."] = False
    who: READ = ()


def say_yes(command: SayYes, person: str, moment: Moment) -> Sequence[AnyEvent]:
    """Their own answer, in a talk that was their page: that explains what it showed, and does not
    know who stood beside them. Over a no of theirs it counts after the call, like any that is
    pressed; that call is about the whole of it, so nothing else is asked for.
    """
    seen = need_own_view(person, moment)
    every = (*seen.responses, *seen.undecided)
    found = (held for held in every if held.event.response == command.response)
    meant = next(found, None)
    if meant is None or not may_be_said_yes_to(seen, meant):
        raise Refused("not-on-your-page", "/response")
    before = meant.event
    scope = _chosen(command, seen, before.scope)
    talk = ConversationRecorded(
        conversation=new_id(),
        enquiry=before.enquiry,
        person=seen.person,
        method=ONLINE,
        seen_alone="NOT_KNOWN",
        effective_at=moment.at,
        modifiers=(_UNCHECKED,) if command.unchecked else (),
        explained=command.explained,
        parent_words=command.words,
    )
    answer = ResponseRecorded(
        response=new_id(),
        enquiry=before.enquiry,
        person=seen.person,
        answer=before.answer if before.answer in AGREEMENTS else "AGREED",
        scope=scope,
        effective_at=moment.at,
        conversation=talk.conversation,
        method=ONLINE,
        words=command.words,
    )
    said: list[AnyEvent] = []
    for given in answers_given(answer, moment):
        said += [given, *concern_about(given, talk, moment.view())]
    kept = [talk, *said]
    if any(_is_a_call(waits) for waits in would_wait(moment, kept)):
        return kept
    return [*kept, asked(seen.person, CHANGE, command.words, moment.at)]


def _chosen(command: SayYes, seen: Seen, whole: Scope) -> Scope:
    """Of several services those that they chose: one that is not there is no yes to another, and
    who chose none has said yes to none.
    """
    if not command.who:
        if is_of_several(seen, whole, "who"):
            raise Refused("choose-services", "/who")
        return whole
    part = part_read_as(seen, whole, "who", command.who)
    if part is None:
        raise Refused("not-on-your-page", "/who")
    return msgspec.structs.replace(whole, agencies=part.agencies)


def _is_a_call(waits: EffectWaits) -> bool:
    return all(fall.kind is FallKind.PRESSED_ONLINE for fall in waits.falls)
