"""An agency that has not answered by its date is asked again (`domain.md` 7.1, F29)."""

from __future__ import annotations

from collections.abc import Iterator

from ..answers import Safe
from ..awaited import Awaited, awaited
from ..ofthefamily import NETWORK, may_hear, who_is_meant
from .scene import Scene
from .task import Task, next_working_day


def chasing(scene: Scene) -> Iterator[Task]:
    """Not for what was taken back since: it is told to stop. Somebody of the family's network is
    asked again where it is known who is meant, and safe.
    """
    for one in awaited(scene.view):
        reply_by = one.made.event.reply_by
        if reply_by is None or one.is_taken_back or not one.is_overdue(scene.as_of):
            continue
        person = _person(scene, one)
        if one.made.event.agency.type != NETWORK or person is not None:
            yield Task(
                "CHASE_AGENCY",
                reply_by,
                person=person,
                about=one.made.event.disclosure,
                enquiry=one.made.event.enquiry,
                due=next_working_day(reply_by),
            )


def _person(scene: Scene, one: Awaited) -> str | None:
    made = one.made.event
    person = who_is_meant(scene.view, None, made.agency, made.recipient)
    about = [made.disclosure, *made.subjects]
    if person is None or may_hear(scene.view, person, about) is not Safe.YES:
        return None
    return person
