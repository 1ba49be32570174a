"""Say where a parent stands about having an advocate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ..domain import events
from ..domain.advocates import NOT_DISCUSSED, may_follow, unanswered
from .moment import Moment
from .refused import Refused


@dataclass(frozen=True, slots=True)
class ChangeAdvocateStatus:
    """One step in finding somebody to support a parent."""

    person: str
    status: str
    enquiry: str | None = None
    effective_at: datetime | None = None
    advocate: str | None = None
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
    enquiry = moment.the_open_enquiry(command.enquiry, "/enquiry")
    before = moment.view().advocate(command.person, enquiry)
    current = NOT_DISCUSSED if before is None else before.status
    if not may_follow(current, command.status):
        raise Refused("advocate-step-missing", "/status")
    advocate = command.advocate or (before.advocate if before else None)
    suitability = {**(before.suitability if before else {}), **command.suitability}
    permission = command.information_permission or (
        before.information_permission if before else None
    )
    if command.status == "NOMINATED" and advocate is None:
        raise Refused("advocate-needs-name", "/advocate")
    if command.status == "CONFIRMED":
        if unanswered(suitability):
            raise Refused("advocate-needs-checks", "/suitability")
        if permission is None:
            raise Refused("advocate-needs-permission", "/information_permission")
    return [
        events.AdvocateStatusChanged(
            person=command.person,
            enquiry=enquiry,
            status=command.status,
            effective_at=moment.when(command.effective_at, "/effective_at"),
            advocate=advocate,
            relationship=command.relationship or (before.relationship if before else None),
            organisation=command.organisation or (before.organisation if before else None),
            suitability=suitability,
            information_permission=permission,
            parent_words=command.parent_words,
            note=command.note,
        )
    ]
