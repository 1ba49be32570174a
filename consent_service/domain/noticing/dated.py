"""What is dated as it can hardly have been: the rules of `plausible.py` that look at times."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from ..file.deaths import deaths
from ..file.held import Held
from ..file.view import View
from ..following.convened import as_moved
from ..recorded.amending import known_birth
from ..recorded.meetings import (
    ConferenceConsidered,
    MeetingCalled,
    MeetingInvited,
    MeetingMoved,
    MeetingRecorded,
)
from ..times import day_of, span

#: No talk is longer: an answer may be typed with the time at which it was written down.
_LONGEST_TALK: Final = timedelta(hours=12)

#: A meeting may begin this much earlier than it was called for.
_EARLY: Final = timedelta(hours=1)
#: Whoever was there, or was not, is known when it was held.
_KNOWN_THERE: Final = frozenset({"CAME", "DID_NOT_COME"})


def before_its_talk(view: View, fact: Held[Any]) -> bool:
    """Answered certainly before the conversation in which it was answered began."""
    said = fact.event
    talk = view.conversations.get(said.conversation or "")
    # What is dated after it was answered after it, however exactly either was typed.
    if talk is None or talk.effective_at <= fact.effective_at:
        return False
    return span(talk.effective_at, talk.event.precision).is_certainly_after(
        span(fact.effective_at, said.precision)
    )


def after_its_talk(view: View, fact: Held[Any]) -> bool:
    """Said to have been answered when the conversation in which it was answered was long over: of
    what they said in between it may lift a no that they said after it.
    """
    said = fact.event
    talk = view.conversations.get(said.conversation or "")
    if talk is None or fact.effective_at < talk.effective_at + _LONGEST_TALK:
        return False
    over = span(talk.effective_at, talk.event.precision).end + _LONGEST_TALK
    return span(fact.effective_at, said.precision).first >= over


def before_the_enquiry(view: View, fact: Held[Any]) -> bool:
    """On a day before the one on which its enquiry was opened."""
    opened = view.enquiries.get(fact.event.enquiry or "")
    if opened is None or fact.effective_at >= opened.effective_at:
        return False
    return day_of(fact.effective_at) < day_of(opened.effective_at)


def before_the_birth(view: View, fact: Held[Any]) -> bool:
    """What is said of somebody, or by them, on a day before they were born. Of a child whom the
    file knew before the birth an answer may be.
    """
    event, births, of_a_scope = fact.event, view.each[_born], view.each[_born_alone]
    person = getattr(event, "child", None) or getattr(event, "person", None) or ""
    last = births[person]
    scope = getattr(event, "scope", None)
    for one in () if scope is None else scope.subjects:
        born = of_a_scope[one]
        if born is not None and (last is None or born > last):
            last = born
    return last is not None and day_of(fact.effective_at) < last


def after_the_death(view: View, fact: Held[Any]) -> bool:
    """What somebody is said to have said on a day after the one on which they died: somebody else
    may have spoken.
    """
    death = deaths(view).get(view.the_one(fact.event.person))
    return death is not None and day_of(fact.effective_at) > day_of(death.effective_at)


def _born(view: View, person: str) -> date | None:
    """When somebody was born, where the day is known."""
    child, adult = view.children.get(person), view.adults.get(person)
    return known_birth(child.event) if child else None if adult is None else adult.event.dob


def _born_alone(view: View, child: str) -> date | None:
    """The same of a child of whom nobody says when they were expected."""
    held = view.children.get(child)
    known = held is not None and held.event.estimated_due_date is None
    return known_birth(held.event) if held is not None and known else None


def closed_before_opened(view: View, fact: Held[Any]) -> bool:
    """An enquiry that ended before it began."""
    opened = view.enquiries.get(fact.event.enquiry)
    return opened is not None and fact.effective_at < opened.effective_at


def before_its_meeting(view: View, fact: Held[Any]) -> bool:
    """A meeting that was held, or to which somebody came or did not, certainly before it was to
    begin. That it will not be held, or that somebody cannot come, is known before.
    """
    said = fact.event
    if not (said.held if isinstance(said, MeetingRecorded) else said.attendance in _KNOWN_THERE):
        return False
    meeting = _meeting_of(view, said) or ""
    called = view.newest[MeetingCalled, "meeting"].get(meeting)
    moves = view.by[MeetingMoved, "meeting"].get(meeting, ())
    begins = None if called is None else as_moved(called, moves).event.starts_at
    return begins is not None and fact.effective_at + _EARLY < begins


def _meeting_of(view: View, said: Any) -> str | None:
    if isinstance(said, MeetingRecorded):
        return said.meeting
    invited = view.newest[MeetingInvited, "invitation"].get(said.invitation)
    return None if invited is None else invited.event.meeting


def review_in_the_past(_: View, fact: Held[Any]) -> bool:
    """When it is to be looked at again, or somebody to be told, was over when it was recorded."""
    telling = getattr(fact.event, "telling", None)
    days = [getattr(fact.event, name, None) for name in ("review_on", "review_due")]
    days += [getattr(fact.event, "next_contact_due", None)]
    days += [step.review_on for step in getattr(fact.event, "steps", ())]
    days += [telling.on] if telling is not None and telling.status != "TOLD" else []
    today = day_of(fact.recorded_at)
    return any(day is not None and day < today for day in days)


def conference_in_the_past(_: View, fact: Held[ConferenceConsidered]) -> bool:
    """A conference that was to be held on a day before somebody decided that it is."""
    considered = fact.event
    on = considered.on
    return considered.to_be_held and on is not None and on < day_of(fact.effective_at)


def called_for_a_day_that_was_over(_: View, fact: Held[MeetingCalled | MeetingMoved]) -> bool:
    """A meeting that was to begin on a day before the one on which it was called, or moved."""
    starts = fact.event.starts_at
    return starts is not None and day_of(starts) < day_of(fact.effective_at)
