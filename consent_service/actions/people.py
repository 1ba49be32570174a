"""What becomes known of people on the file: a birth, a father, needs, what they choose to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from ..domain import events, practice
from ..domain.folding import ALWAYS
from ..domain.view import LONDON
from .moment import Moment
from .refused import Refused

_FIRST_DAY: Final = date(1900, 1, 1)
#: As far from the estimated due date as a due date may lie from the day it is recorded.
_FROM_THE_DUE_DATE: Final = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class RecordBirth:
    """An unborn child of the file was born."""

    child: str
    dob: date
    names: str | None = None
    gender: str | None = None


def record_birth(command: RecordBirth, moment: Moment) -> Sequence[events.AnyEvent]:
    """From the beginning of that day in London on the child is born; before it nothing changes,
    and what was decided then stays as it was.
    """
    moment.need_child(command.child, "/child")
    child = moment.view().children[command.child]
    if child.event.dob is not None:
        raise Refused("born-already", "/child")
    due = child.event.estimated_due_date
    far = due is not None and abs(command.dob - due) > _FROM_THE_DUE_DATE
    if far or not _FIRST_DAY <= command.dob <= moment.at.astimezone(LONDON).date():
        raise Refused("date-not-believable", "/dob")
    return [
        practice.BirthRecorded(
            child=command.child,
            dob=command.dob,
            effective_at=datetime.combine(command.dob, time.min, LONDON).astimezone(UTC),
            names=command.names,
            gender=command.gender,
        )
    ]


@dataclass(frozen=True, slots=True)
class IdentifyFather:
    """The father for whom a placeholder stood is now known, and is an adult on the file."""

    person: str
    child: str
    father: str
    pr_status: str
    role: str = "FATHER"
    pr_source: str = "NONE"
    pr_checked: str = "NOT_CHECKED"
    lives_with: str = "UNKNOWN"
    main_caregiver: bool = False
    explanation: str | None = None
    since: datetime | None = None


def identify_father(command: IdentifyFather, moment: Moment) -> Sequence[events.AnyEvent]:
    """One act: no moment at which the child has neither, or both.

    The placeholder ends where it began, so that a later look at the past shows the father; what
    staff knew before today still shows the placeholder.
    """
    moment.need_person(command.person, "/person")
    moment.need_child(command.child, "/child")
    moment.need_person(command.father, "/father")
    placeholder = next(
        (
            link
            for link in moment.view().relationships.get(command.child, ())
            if link.event.person == command.person and link.event.role == "UNKNOWN_FATHER"
        ),
        None,
    )
    if placeholder is None:
        raise Refused("no-unknown-father", "/child")
    if command.father == command.person:
        raise Refused("father-is-a-placeholder", "/father")
    since = command.since
    return [
        events.RelationshipRecorded(
            person=command.father,
            child=command.child,
            role=command.role,
            pr_status=command.pr_status,
            pr_source=command.pr_source,
            pr_checked=command.pr_checked,
            lives_with=command.lives_with,
            main_caregiver=command.main_caregiver,
            explanation=command.explanation,
            effective_at=ALWAYS if since is None else moment.when(since, "/since"),
        ),
        events.RelationshipRecorded(
            person=command.person,
            child=command.child,
            role=placeholder.event.role,
            pr_status=placeholder.event.pr_status,
            explanation=placeholder.event.explanation,
            effective_at=placeholder.effective_at,
            ended=True,
        ),
    ]


@dataclass(frozen=True, slots=True)
class RecordNeeds:
    """What makes an advocate matter more for somebody. A later one replaces it."""

    person: str
    indicators: tuple[str, ...]
    note: str | None = None
    effective_at: datetime | None = None


def record_needs(command: RecordNeeds, moment: Moment) -> Sequence[events.AnyEvent]:
    """An empty list says that none holds any more."""
    moment.need_anyone(command.person, "/person")
    return [
        practice.NeedsRecorded(
            person=command.person,
            indicators=command.indicators,
            effective_at=moment.when(command.effective_at, "/effective_at"),
            note=command.note,
        )
    ]


@dataclass(frozen=True, slots=True)
class RecordEquality:
    """What somebody chose to say for equality monitoring."""

    person: str
    ethnicity: str | None = None
    disability: str | None = None
    religion: str | None = None
    area: str | None = None


def record_equality(command: RecordEquality, moment: Moment) -> Sequence[events.AnyEvent]:
    """None of it is ever required; an entry that says nothing is not worth making."""
    moment.need_anyone(command.person, "/person")
    said = (command.ethnicity, command.disability, command.religion, command.area)
    if all(answer is None for answer in said):
        raise Refused("nothing-to-record")
    return [
        practice.EqualityRecorded(
            person=command.person,
            ethnicity=command.ethnicity,
            disability=command.disability,
            religion=command.religion,
            area=command.area,
        )
    ]
