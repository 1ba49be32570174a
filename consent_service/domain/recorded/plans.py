"""Events of a safety plan: what it says, who must follow it, who has it, and that it has ended.

The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final, TypeAlias

import msgspec

from ..scopes.scope import Agency
from . import members as m
from .event import Event

Plan: TypeAlias = Annotated[str, m.OnFile(kinds=("safety-plan-made",))]
NamedRecipient: TypeAlias = Annotated[str, m.OnFile(kinds=("plan-recipient-named",))]

#: Whichever version is the newest.
NEWEST: Final = 0
_Version: TypeAlias = Annotated[
    int, m.Bounds(1, 1_000), m.LeftOut(NEWEST), "Which version; the newest if left out."
]


class PlanStep(msgspec.Struct, frozen=True):
    """Something that somebody does so that a child is safe, and when that is looked at again."""

    does: Annotated[
        m.WordsThatLead, m.TellsOfHarm(m.WHOEVER_IS_NAMED, is_ours=True), "What they do."
    ]
    person: Annotated[m.Person, m.LeadsThrough(), "Who does it, by id."] | None = None
    who: Annotated[m.WayLine, "Who does it, where they stand on no file."] | None = None
    review_on: date | None = None


class ContactArrangement(msgspec.Struct, frozen=True):
    """How somebody may be with the children, and who is there then; on a ward too, if it says so.

    On a ward it is for the staff of the hospital to hold, so one of it is to have the plan.
    """

    how: Annotated[str, m.code("contact_arrangements"), "How they may be with the children."]
    person: Annotated[m.Person, "Who, by id."] | None = None
    who: Annotated[m.Line, "Who, where they stand on no file."] | None = None
    supervised_by: Annotated[m.WayLine, "Who is there then."] | None = None
    words: Annotated[m.WordsThatLead, "What else was arranged."] | None = None
    on_the_ward: Annotated[bool, "Whether ward staff are to hold it as well."] = False


class SafetyPlanMade(Event, frozen=True, kw_only=True, tag="safety-plan-made"):
    """A safety plan, or the next version of one: dangers, goals, who does what, contact."""

    plan: Annotated[
        str, m.New(), m.OnFile(kinds=("safety-plan-made",)), "The plan that this is a version of."
    ]
    enquiry: m.EnquiryMeant
    children: Annotated[
        tuple[m.Child, ...], m.HowMany(1, 20, unique=True), "Whom it keeps safe, by id."
    ]
    dangers: Annotated[
        tuple[m.Words, ...],
        m.HowMany(most=20),
        "Danger statements: what people are afraid may happen to the child, and why.",
    ] = ()
    goals: Annotated[
        tuple[m.WordsThatLead, ...],
        m.HowMany(most=20),
        "Safety goals: what must be so that the child is safe.",
    ] = ()
    steps: Annotated[tuple[PlanStep, ...], m.HowMany(most=40), "Who does what."] = ()
    contact: Annotated[
        tuple[ContactArrangement, ...],
        m.HowMany(most=20),
        "How each may be with the children.",
    ] = ()
    version: Annotated[int, m.Ours()]
    effective_at: datetime
    review_on: date | None = None
    reason: Annotated[m.Words, "Why it says otherwise than the version before."] | None = None


class PlanRecipientNamed(Event, frozen=True, kw_only=True, tag="plan-recipient-named"):
    """An agency or one of the family is to have a safety plan and follow it; or no longer is.

    A later one of the same id replaces it. Nobody is given it because they are named here.
    """

    recipient: Annotated[
        str, m.New(), m.OnFile(kinds=("plan-recipient-named",)), "One named before, by id."
    ]
    plan: Plan
    effective_at: datetime
    agency: Agency | None = None
    person: m.Person | None = None
    name: Annotated[m.Line, "Who there."] | None = None
    ended: bool = False


class PlanShared(Event, frozen=True, kw_only=True, tag="plan-shared"):
    """A recipient was given a version of a safety plan. `disclosure` is the record of that."""

    recipient: NamedRecipient
    version: _Version
    effective_at: datetime
    sent_via: m.WayLine | None = None
    disclosure: Annotated[str | None, m.Ours()] = None


class PlanConfirmed(Event, frozen=True, kw_only=True, tag="plan-confirmed"):
    """A recipient said that they have a version of a safety plan, and what they will do."""

    recipient: NamedRecipient
    version: _Version
    effective_at: datetime
    words: Annotated[m.WordsThatLead, m.TellsOfHarm(m.WHOEVER_IS_NAMED, is_ours=True)] | None = None


class PlanEnded(Event, frozen=True, kw_only=True, tag="plan-ended"):
    """A safety plan ended, and why. Everybody who had it is to be told."""

    plan: Plan
    reason: m.WrittenOfAny
    effective_at: datetime
