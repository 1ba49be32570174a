"""What a strategy discussion came to and no manager has decided yet. Pure.

Whether a family is asked or told is part of that decision (`domain.md` 1). Until it is made nobody
knows that they may be, so whoever would speak to them asks a manager first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..file.held import Held
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.events import AuthorisationMade, ConversationRecorded
from ..recorded.meetings import MeetingCalled, MeetingRecorded
from ..safety.askfirst import family_of, first_to_a_manager, kept_decisions
from ..safety.signs import is_said_safe_after
from .convened import SECTION_47, STRATEGY, Convened, convened

_AND_SAFE: Final = "ask_first_safe"
_S47: Final = frozenset({"S47_JOINT", "S47_SINGLE"})


def came_to_section_47(one: Convened) -> Held[MeetingRecorded] | None:
    """How a discussion that was held was recorded, if it came to section 47."""
    recorded = one.recorded
    if recorded is None or one.called.event.meeting_type != STRATEGY or not recorded.event.held:
        return None
    return recorded if recorded.event.outcome in _S47 else None


def not_yet_decided(view: View) -> Iterator[tuple[Convened, Held[MeetingRecorded]]]:
    """Those of an enquiry that goes on, of which no manager has decided about each child."""
    for one in convened(view):
        recorded, called = came_to_section_47(one), one.called.event
        if recorded is None or called.enquiry not in view.going_on:
            continue
        if not all(_is_decided(view, one, recorded, child) for child in called.children):
            yield one, recorded


def _is_decided(view: View, one: Convened, recorded: Held[MeetingRecorded], child: str) -> bool:
    """About this very child: since the meeting, or before in a decision that goes on."""
    going_on = {held.seq for held in view.authorising}
    return any(
        (held.event.decision, held.event.enquiry) == (SECTION_47, one.called.event.enquiry)
        and held.event.scope.names(child)
        and (held.seq in going_on or held.recorded_at >= recorded.effective_at)
        for held in view.holding[AuthorisationMade]
    )


@worked_out_once
def before_it_is_decided(view: View) -> frozenset[str]:
    """Who of the living belongs to the family of a child about whom it came to that. With whom a
    talk was held since it was known all the same is spoken to as everybody is.
    """
    found = set[str]()
    for one, said in not_yet_decided(view) if view.holding[MeetingCalled] else ():
        near = family_of(view, one.called.event.children)
        found |= {who for who in near if not _was_talked_to(view, who, said)}
    return frozenset(found - view.the_dead)


def _was_talked_to(view: View, person: str, known: Held[MeetingRecorded]) -> bool:
    talks = view.by[ConversationRecorded, "person"].get(person, ())
    return any(talk.seq > known.seq and talk.effective_at >= known.recorded_at for talk in talks)


@worked_out_once
def ask_first(view: View) -> Mapping[str, str]:
    """Before whom a manager is asked, about anything, and which of the texts says why: a decision
    in force is kept from them, or nobody has decided yet whether one is.
    """
    return {
        **dict.fromkeys(before_it_is_decided(view), "ask_before_s47"),
        **dict.fromkeys(first_to_a_manager(view), "ask_first"),
    }


def why_ask_first(view: View, person: str) -> str | None:
    """Which of the texts says why a manager is asked before this person is spoken to; and, of one
    whom a manager found safe since, what holds then.
    """
    why = ask_first(view).get(view.the_one(person))
    return _AND_SAFE if why is not None and is_found_safe_since(view, person) else why


def is_found_safe_since(view: View, person: str) -> bool:
    """A manager has said that it is safe to ask somebody, after all that is kept from them was
    decided, or came to be decided. What is kept from them is kept all the same.
    """
    person = view.the_one(person)
    since = [one.decision.seq for one in kept_decisions(view) if person in one.people]
    since += [
        said.seq
        for one, said in not_yet_decided(view)
        if person in family_of(view, one.called.event.children)
    ]
    return bool(since) and is_said_safe_after(view, person, max(since))
