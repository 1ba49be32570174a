"""What the rules need to know of a person: safe to ask, reachable, able to decide, their wishes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from ..domain import events
from ..domain.oneadvocate import ABUSE
from .concerns import concerns_since_abuse_is_known
from .moment import Moment


@dataclass(frozen=True, slots=True)
class RecordSafety:
    """Say whether it is safe to ask or contact somebody."""

    person: str
    safe_to_ask: bool
    code: str
    reason: str | None = None
    review_on: date | None = None
    effective_at: datetime | None = None


def record_safety(command: RecordSafety, moment: Moment) -> Sequence[events.AnyEvent]:
    """Safety is about an adult or a young person alike."""
    moment.need_anyone(command.person, "/person")
    recorded = events.SafetyRecorded(
        person=command.person,
        safe_to_ask=command.safe_to_ask,
        code=command.code,
        reason=command.reason,
        review_on=command.review_on,
        effective_at=moment.when(command.effective_at, "/effective_at"),
    )
    if command.code not in ABUSE:
        return [recorded]
    return [recorded, *concerns_since_abuse_is_known(moment.view())]


@dataclass(frozen=True, slots=True)
class RecordReachability:
    """Say whether somebody can be reached."""

    person: str
    reachable: bool
    reason: str | None = None
    effective_at: datetime | None = None


def record_reachability(command: RecordReachability, moment: Moment) -> Sequence[events.AnyEvent]:
    """Three attempts say the same without anybody saying it."""
    moment.need_anyone(command.person, "/person")
    return [
        events.ReachabilityRecorded(
            person=command.person,
            reachable=command.reachable,
            reason=command.reason,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]


@dataclass(frozen=True, slots=True)
class RecordCapacity:
    """Say whether an adult has capacity for a decision (Mental Capacity Act 2005)."""

    person: str
    status: str
    purpose: str = "*"
    rationale: str | None = None
    effective_at: datetime | None = None


def record_capacity(command: RecordCapacity, moment: Moment) -> Sequence[events.AnyEvent]:
    """Capacity is about one decision; `*` stands for all of them."""
    moment.need_person(command.person, "/person")
    return [
        events.CapacityRecorded(
            person=command.person,
            status=command.status,
            purpose=command.purpose,
            rationale=command.rationale,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]


@dataclass(frozen=True, slots=True)
class RecordCompetence:
    """Say whether a child is Gillick competent for a decision."""

    child: str
    status: str
    purpose: str = "*"
    rationale: str | None = None
    effective_at: datetime | None = None


def record_competence(command: RecordCompetence, moment: Moment) -> Sequence[events.AnyEvent]:
    """Competence is about one decision; `*` stands for all of them."""
    moment.need_child(command.child, "/child")
    return [
        events.CompetenceRecorded(
            child=command.child,
            status=command.status,
            purpose=command.purpose,
            rationale=command.rationale,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]


@dataclass(frozen=True, slots=True)
class RecordWish:
    """Write down what a child wants, in the child's words."""

    child: str
    objects: bool
    words: str
    heard_by: str
    how_weighed: str | None = None
    effective_at: datetime | None = None


def record_wish(command: RecordWish, moment: Moment) -> Sequence[events.AnyEvent]:
    """A wish never decides; it is shown with every answer about the child."""
    moment.need_child(command.child, "/child")
    return [
        events.WishRecorded(
            child=command.child,
            objects=command.objects,
            words=command.words,
            heard_by=command.heard_by,
            how_weighed=command.how_weighed,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]
