"""Say where a parent stands about having an advocate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ..domain import events
from ..domain.advocates import (
    NOT_DISCUSSED,
    TAKEN_ON,
    begins_again,
    may_follow,
    same_name,
    unanswered,
    unsuitable,
)
from ..domain.events import AdvocateStatusChanged
from ..domain.held import Held
from ..domain.oneadvocate import interprets, is_of_concern, others_of
from ..domain.view import View
from .moment import Moment
from .refused import Refused


@dataclass(frozen=True, slots=True)
class ChangeAdvocateStatus:
    """One step in finding somebody to support a parent.

    `advocate_person` is the advocate's id, where they are an adult on the file as well.
    """

    person: str
    status: str
    enquiry: str | None = None
    effective_at: datetime | None = None
    advocate: str | None = None
    advocate_person: str | None = None
    relationship: str | None = None
    organisation: str | None = None
    suitability: Mapping[str, str] = field(default_factory=dict)
    information_permission: str | None = None
    parent_words: str | None = None
    note: str | None = None


def change_advocate_status(
    command: ChangeAdvocateStatus, moment: Moment
) -> Sequence[events.AnyEvent]:
    """The steps are those of `domain.md` 4.2. What was said at an earlier step stays known."""
    moment.need_anyone(command.person, "/person")
    enquiry = moment.the_open_enquiry(command.enquiry, "/enquiry", command.effective_at)
    if command.advocate_person is not None:
        moment.need_person(command.advocate_person, "/advocate_person")
    view = moment.view()
    before = view.advocate(command.person, enquiry)
    current = NOT_DISCUSSED if before is None else before.event.status
    if not may_follow(current, command.status):
        raise Refused("advocate-step-missing", "/status")
    changed = _changed(command, enquiry, _known_of_the_same(command, before), moment)
    if command.status == "NOMINATED" and changed.advocate is None:
        raise Refused("advocate-needs-name", "/advocate")
    if command.status == "CONFIRMED":
        _need_every_check(changed)
    if command.status in TAKEN_ON:
        _need_somebody_else(changed, view)
    return [changed]


def _known_of_the_same(
    command: ChangeAdvocateStatus, before: Held[AdvocateStatusChanged] | None
) -> Held[AdvocateStatusChanged] | None:
    """What was said before, if it was of this advocate: checks of one are no checks of another."""
    if before is None or begins_again(command.status):
        return None
    another_name = command.advocate is not None and before.event.advocate is not None
    if another_name and not same_name(command.advocate, before.event.advocate):
        return None
    another = command.advocate_person not in (None, before.event.advocate_person)
    return None if another and before.event.advocate_person is not None else before


def _changed(
    command: ChangeAdvocateStatus,
    enquiry: str,
    before: Held[AdvocateStatusChanged] | None,
    moment: Moment,
) -> events.AdvocateStatusChanged:
    advocate_person = command.advocate_person or (before.event.advocate_person if before else None)
    advocate = command.advocate or (before.event.advocate if before else None)
    if advocate is None and advocate_person is not None:
        advocate = moment.view().adults[advocate_person].event.names
    return events.AdvocateStatusChanged(
        person=command.person,
        enquiry=enquiry,
        status=command.status,
        effective_at=moment.when(command.effective_at, "/effective_at"),
        advocate=advocate,
        relationship=command.relationship or (before.event.relationship if before else None),
        organisation=command.organisation or (before.event.organisation if before else None),
        suitability={**(before.event.suitability if before else {}), **command.suitability},
        information_permission=(
            command.information_permission
            or (before.event.information_permission if before else None)
        ),
        parent_words=command.parent_words,
        note=command.note,
        advocate_person=advocate_person,
    )


def _need_every_check(changed: events.AdvocateStatusChanged) -> None:
    if unanswered(changed.suitability):
        raise Refused("advocate-needs-checks", "/suitability")
    if unsuitable(changed.suitability):
        raise Refused("advocate-not-suitable", "/suitability")
    if changed.information_permission is None:
        raise Refused("advocate-needs-permission", "/information_permission")


def _need_somebody_else(changed: events.AdvocateStatusChanged, view: View) -> None:
    """Not whoever may have harmed somebody (F17), not the interpreter, not both sides (F18).

    Until somebody else is found the parent waits for an advocate, and nothing else waits.
    """
    if is_of_concern(view, changed.advocate, changed.advocate_person):
        raise Refused("advocate-of-concern", "/status")
    if interprets(view, changed.enquiry, changed.advocate):
        raise Refused("advocate-interprets", "/advocate")
    if others_of(view, changed):
        raise Refused("advocate-of-both-sides", "/status")
