"""Meetings that are to be considered, written down and told of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from ..answers import Safe
from ..codes import TEXTS
from ..file.held import Held
from ..following.convened import (
    STRATEGY,
    Convened,
    convened,
    may_be_invited,
    to_be_asked_about,
    without_anybody_safe,
    without_strategy,
)
from ..following.section47 import came_to_section_47, not_yet_decided
from ..recorded.meetings import ConferenceConsidered, InjuryRecorded, MeetingCalled, MeetingRecorded
from ..recorded.plans import SafetyPlanMade
from ..safety.seento import is_decided
from ..safety.signs import asking, standing_signs
from ..times import day_of
from ..workingdays import working_days_after
from .scene import Scene
from .task import MANAGER, Task, next_working_day

#: An initial conference is held within so many working days of the strategy discussion.
_CONFERENCE_WITHIN: Final = 15


def hurt(scene: Scene) -> Iterator[Task]:
    """Whether or not an enquiry is open: an injury is one all the same."""
    yield from (_today("CONSIDER_STRATEGY", held) for held in without_strategy(scene.view))
    yield from (_today("DECIDE_WHO_IS_SAFE", held) for held in without_anybody_safe(scene.view))
    for held in to_be_asked_about(scene.view):
        yield _today("ASK_ABOUT_INJURY", held)._replace(due=next_working_day(held.recorded_at))


def _today(code: str, held: Held[InjuryRecorded]) -> Task:
    return Task(
        code,
        held.recorded_at,
        for_role=MANAGER,
        child=held.event.child,
        about=held.event.injury,
        due=day_of(held.recorded_at),
    )


def meeting(scene: Scene) -> Iterator[Task]:
    """From when each was called, until whoever was invited knows what it came to."""
    for one in convened(scene.view):
        if one.recorded is None:
            yield from _write_down(scene, one)
            yield from _invited(scene, one)
        else:
            yield from _tell(scene, one, one.recorded)
            yield from _conference(scene, one, one.recorded)
            yield from _as_agreed(scene, one, one.recorded)
    yield from _section_47(scene)


def _write_down(scene: Scene, one: Convened) -> Iterator[Task]:
    """From when it was to begin; without that, from when it was called."""
    since = one.called.event.starts_at or one.called.effective_at
    if since <= scene.as_of:
        yield _about(one, "RECORD_MEETING", since)


def _invited(scene: Scene, one: Convened) -> Iterator[Task]:
    """Whoever of the family is to come is told when and where: their own page promises it. Whoever
    was invited before it was moved is told that, the agencies as well. And who comes is a manager's
    to decide once one of them, who was safe when they were invited, may not be: the others come
    into one room with them.
    """
    starts, view = one.called.event.starts_at, scene.view
    for invited in one.invited:
        person, held, moved = invited.person, invited.invitation, one.moved
        is_moved = moved is not None and held.seq < moved.seq
        since = moved.recorded_at if moved is not None and is_moved else held.recorded_at
        task = _about(one, "TELL_INVITED", since)._replace(
            person=person,
            about=held.event.invitation,
            so_far=TEXTS["meeting_moved"] if is_moved else None,
        )
        is_over = starts is not None and starts <= scene.as_of
        is_told = one.is_told(invited) or is_over
        if person is None:
            if is_moved and not is_told:
                yield task
        elif one.called.event.meeting_type == STRATEGY:
            continue
        elif may_be_invited(view, one, person) is Safe.YES:
            if not is_told:
                yield task
        elif view.at[held.effective_at].each[asking][person].answer is Safe.YES:
            since = max((o[1] for _, o in standing_signs(view, person)), default=held.recorded_at)
            yield task._replace(
                code="LOOK_AT_INVITED",
                so_far=None,
                since=since,
                for_role=MANAGER,
                due=next_working_day(since),
            )


def _tell(scene: Scene, one: Convened, recorded: Held[MeetingRecorded]) -> Iterator[Task]:
    """Whoever came heard it there. Nobody is told who must not know of it."""
    for invited in one.invited:
        person = invited.person
        safe = person is None or may_be_invited(scene.view, one, person) is Safe.YES
        # When and where it is was told before, and not what came of it.
        told = invited.told is not None and invited.told.effective_at >= recorded.effective_at
        if safe and not (invited.came or told):
            task = _about(one, "TELL_OF_MEETING", recorded.recorded_at)
            yield task._replace(person=person, about=invited.invitation.event.invitation)


def _section_47(scene: Scene) -> Iterator[Task]:
    """What agencies came to between them is no decision: a manager records it the same day, and why
    (`domain.md` 1; J02). Until then each check about it says that one is needed.
    """
    for one, recorded in not_yet_decided(scene.view):
        since = recorded.effective_at
        yield _about(one, "DECIDE_S47", since)._replace(for_role=MANAGER, due=day_of(since))


def _conference(scene: Scene, one: Convened, recorded: Held[MeetingRecorded]) -> Iterator[Task]:
    if came_to_section_47(one) is None:
        return
    considered = {
        child
        for held in scene.view.holding[ConferenceConsidered]
        if held.event.enquiry == one.called.event.enquiry
        and held.effective_at >= recorded.effective_at
        and is_decided(held.event)
        for child in held.event.children
    }
    if not considered.issuperset(one.called.event.children):
        due = working_days_after(recorded.effective_at, _CONFERENCE_WITHIN)
        yield _about(one, "CONSIDER_CONFERENCE", recorded.effective_at)._replace(
            for_role=MANAGER, due=due
        )


#: By what a meeting came to: what is due then, and the facts by which that is done.
_AGREED: Final[dict[str, tuple[str, type[MeetingCalled] | type[SafetyPlanMade]]]] = {
    "MEET_AGAIN": ("MEET_AGAIN", MeetingCalled),
    "PLAN": ("MAKE_PLAN", SafetyPlanMade),
}


def _as_agreed(scene: Scene, one: Convened, recorded: Held[MeetingRecorded]) -> Iterator[Task]:
    """Whatever kind of meeting it was: what it came to is somebody's to do, until it is on record
    of one of these children.
    """
    code, kind = _AGREED.get(recorded.event.outcome or "", (None, MeetingCalled))
    children = set(one.called.event.children)
    if code is None or not recorded.event.held:
        return
    since = (held for held in scene.view.holding[kind] if held.seq > recorded.seq)
    if not any(children & set(held.event.children) for held in since):
        yield _about(one, code, recorded.effective_at)


def _about(one: Convened, code: str, since: datetime) -> Task:
    called = one.called.event
    return Task(
        code, since, about=called.meeting, enquiry=called.enquiry, due=next_working_day(since)
    )
