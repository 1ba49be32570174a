"""What to know of what was just ended or taken back: an enquiry that was closed, a talk in which
something was answered, a decision that was looked at again and ends all the same; and of what was
shared at once. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ..file.goingon import HANDED_ON
from ..file.responsibility import InForce
from ..file.view import View
from ..recorded.circumstances import OrderEnded, OrderRecorded
from ..recorded.event import Event
from ..recorded.events import AuthorisationMade, ConversationRecorded, EnquiryClosed
from ..recorded.owning import ClosingGapExplained
from ..recorded.practice import DecisionReviewed, EntryCorrected
from ..recorded.sharingatonce import ShareNowRecorded
from ..times import A_MOMENT, day_of


def notices_of_ending(event: Event, view: View | None) -> Iterator[str]:
    """What it lacks, or means, by code."""
    match event:
        case DecisionReviewed(review_due=date() as on) if view is not None:
            if any(
                _ends_before(one.event, event.decision, on)
                for one in view.holding[AuthorisationMade]
            ):
                yield "ENDS_BEFORE_ITS_REVIEW"
        case OrderEnded() if view is not None and _gave_responsibility(event, view):
            yield "RESPONSIBILITY_ENDED"
        case ShareNowRecorded(shared=True, disclosure=None):
            yield "SHARED_NOT_ALL_SAID"
        case EnquiryClosed(reason="ENTERED_IN_ERROR"):
            yield "COUNTS_AS_NEVER_OPENED"
            if not event.words:
                yield "ERROR_WITHOUT_WORDS"
        case EnquiryClosed(owner=None, team=None) if event.reason in HANDED_ON:
            yield "HANDED_ON_TO_NOBODY"
        case EntryCorrected() if view is not None and _answers_stand(event, view):
            yield "ITS_ANSWERS_STAND"
        case ClosingGapExplained() if not event.says_why:
            yield "GAP_WITHOUT_WORDS"


def _answers_stand(taken_back: EntryCorrected, view: View) -> bool:
    """Of a talk: whether an answer that was given in it is no error with it."""
    talks = {
        held.event.conversation
        for held in view.read.of(ConversationRecorded)
        if held.seq == taken_back.corrects
    }
    return any(held.event.conversation in talks for held in view.said)


def _gave_responsibility(over: OrderEnded, view: View) -> bool:
    """Somebody held it by this order, and holds it by nothing now."""
    made = view.newest[OrderRecorded, "order"].get(over.order)
    if made is None:
        return False
    standing = view.standings[made.event.child]
    return any(not standing.holds(one) for one in InForce(made.effective_at, made).holders)


def _ends_before(made: AuthorisationMade, decision: str, on: date) -> bool:
    """To look at a decision again makes it last no longer."""
    last = None if made.end is None else day_of(made.end - A_MOMENT)
    return made.authorisation == decision and last is not None and last < on
