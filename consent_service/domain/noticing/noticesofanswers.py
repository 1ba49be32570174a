"""What whoever typed what somebody said, or wants, should know of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..codes import OWN_TO_AN_ADULT, label
from ..file.held import Held
from ..file.view import View
from ..may import NOT_STAFF
from ..recorded.circumstances import WishWeighed
from ..recorded.content import Content
from ..recorded.event import Event
from ..recorded.events import (
    AgreementWithdrawn,
    ConversationRecorded,
    ResponseRecorded,
    WishRecorded,
)
from ..recorded.falling import Notice
from ..safety.wishes import leaves_open_whom
from ..said.aboutwhom import besides
from ..said.contradicting import AGREEMENTS, NOES, contradict, say_two_things
from ..said.indoubt import doubts_of
from ..said.saidlater import close_together, is_after, takes_the_place_of
from ..scopes.usualends import usual_end
from .noticesofstops import notices_of_stops


def counts_otherwise(view: View, event: Event) -> Iterator[str]:
    """It does not count as whoever typed it may think: less, or of more people."""
    match event:
        case ResponseRecorded() | AgreementWithdrawn() if event.answer not in AGREEMENTS:
            is_own = not OWN_TO_AN_ADULT.isdisjoint(event.scope.categories)
            others = {*event.scope.subjects} - {event.person}
            if is_own and event.person in event.scope.subjects and others & view.children.keys():
                yield "ABOUT_THEMSELVES_TOO"
    yield from notices_of_stops(view, event)
    if isinstance(event, ResponseRecorded | AgreementWithdrawn):
        meant = {one for scope in besides(view, event) for one in scope.subjects}
        if event.person in meant & view.adults.keys():
            yield "ABOUT_THEMSELVES_TOO"
        elif meant:
            yield "ABOUT_OTHERS_TOO"


def of_a_yes_in_doubt(view: View, seq: int) -> Iterator[Notice]:
    """A yes of which, as it was given, nobody can rely, with why: whoever typed it would go ahead
    on it.
    """
    for said in view.read.of(ResponseRecorded):
        if said.seq == seq and (why := list(doubts_of(view, said))):
            words = (label("notices", "YES_IN_DOUBT"), *(one.words for one in why))
            yield Notice("YES_IN_DOUBT", " ".join(words), tuple(one.code for one in why))


def says_what_nobody_answered(view: View, talk: ConversationRecorded) -> bool:
    """Free words decide nothing: a no that stands in them alone is heard by nobody."""
    return bool(talk.parent_words) and not any(
        said.event.conversation == talk.conversation for said in view.read.responses
    )


def asked_for_on_a_page(view: View, event: Event) -> Iterator[str]:
    """What a page asks whoever types it for, and a system may leave out: it counts at once, and
    somebody is asked for the rest.
    """
    match event:
        case ResponseRecorded() | AgreementWithdrawn() if event.answer in NOES:
            talk = view.conversations.get(event.conversation or "")
            if not (event.words or (talk is not None and talk.event.parent_words)):
                yield "NO_WITHOUT_WORDS"
        case WishRecorded(objects=True) if not event.words:
            yield "NO_WITHOUT_WORDS"
        case ResponseRecorded(answer="ASK_ATTEMPTED", words=str()) if event.not_a_no is not False:
            yield "ATTEMPT_WITH_WORDS"
        case WishWeighed() | WishRecorded() if leaves_open_whom(view, event):
            yield "WHOM_NOT_SAID"


def of_its_end(content: Content, view: View | None) -> Iterator[str]:
    """An agreement ends when one usually does: perhaps nobody said until when it holds."""
    event, talks = content.event, {} if view is None else view.conversations
    talk = talks.get(getattr(event, "conversation", None) or "")
    is_said = talk is not None and "HOW_LONG" in talk.event.explained
    if isinstance(event, ResponseRecorded) and event.answer in AGREEMENTS and not is_said:
        usual = usual_end(event.scope.purposes, event.valid_from or event.effective_at)
        if event.expires_at == usual and content.by.role not in NOT_STAFF:
            yield "ENDS_AS_USUAL"


def against_what_they_said(view: View, fact: Held[Any]) -> Iterator[str]:
    """A yes of theirs and something less that meet, where what was just recorded is not simply the
    later.
    """
    if isinstance(fact.event, ResponseRecorded | AgreementWithdrawn):
        for other in view.said_by.get(fact.event.person, ()):
            talk = fact.event.conversation
            if talk is not None and talk == other.event.conversation:
                if say_two_things(fact, other) or say_two_things(other, fact):
                    yield "BOTH_IN_ONE_TALK"
            elif not (contradict(fact, other) or contradict(other, fact)):
                continue
            elif fact.event.answer in NOES and is_after(other, fact):
                yield "SAID_BOTH" if close_together(fact, other) else "NOT_WHAT_COUNTS"
            elif _is_outlived(fact, other):
                yield "NOT_WHAT_COUNTS"


def _is_outlived(yes: Held[Any], no: Held[Any]) -> bool:
    """A yes that lifts nothing of their no: it was not certainly said later, nor names it."""
    return no.event.answer in NOES and not (is_after(yes, no) or takes_the_place_of(yes, no))
