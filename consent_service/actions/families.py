"""Open a file; add the children, the adults and what they are to one another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from ..domain import events
from ..domain.folding import ALWAYS
from ..domain.shapes import Identifier
from .moment import Moment, new_id
from .refused import Refused

#: A file may still be worked on when a child of the family has grown up; nobody is a child at 30.
OLDEST: Final = timedelta(days=30 * 365)


@dataclass(frozen=True, slots=True)
class OpenFile:
    """Open a case file, under the case system's own reference if it has one."""

    reference: str | None = None


def open_file(command: OpenFile, moment: Moment) -> Sequence[events.AnyEvent]:
    """A reference stands for one file."""
    if moment.reference_taken_by is not None:
        raise Refused("reference-in-use", "/reference")
    return [events.FileOpened(reference=command.reference)]


@dataclass(frozen=True, slots=True)
class AddChild:
    """Add a child, born or unborn."""

    names: str
    dob: date | None = None
    estimated_due_date: date | None = None
    gender: str | None = None
    language: str | None = None
    communication_needs: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


def add_child(command: AddChild, moment: Moment) -> Sequence[events.AnyEvent]:
    """Whether a child decides alone depends on their age, so one of the two dates is needed."""
    moment.the_file()
    if (command.dob is None) == (command.estimated_due_date is None):
        raise Refused("dob-or-due-date", "/dob")
    today = moment.at.date()
    if command.dob is not None and not today - OLDEST <= command.dob <= today:
        raise Refused("date-not-believable", "/dob")
    due = command.estimated_due_date
    if due is not None and abs((due - today).days) > 300:
        raise Refused("date-not-believable", "/estimated_due_date")
    return [
        events.ChildAdded(
            child=new_id(),
            names=command.names,
            dob=command.dob,
            estimated_due_date=command.estimated_due_date,
            gender=command.gender,
            language=command.language,
            communication_needs=command.communication_needs,
            identifiers=command.identifiers,
        )
    ]


@dataclass(frozen=True, slots=True)
class AddAdult:
    """Add a parent, a carer, or the placeholder for a father who is not yet known."""

    names: str
    dob: date | None = None
    language: str | None = None
    interpreter_needed: bool = False
    format: str = "STANDARD"
    digital_access: str = "UNKNOWN"


def add_adult(command: AddAdult, moment: Moment) -> Sequence[events.AnyEvent]:
    """The adult belongs to no child until a relationship is recorded."""
    moment.the_file()
    today = moment.at.date()
    if command.dob is not None and not date(1900, 1, 1) <= command.dob <= today:
        raise Refused("date-not-believable", "/dob")
    return [
        events.AdultAdded(
            person=new_id(),
            names=command.names,
            dob=command.dob,
            language=command.language,
            interpreter_needed=command.interpreter_needed,
            format=command.format,
            digital_access=command.digital_access,
        )
    ]


@dataclass(frozen=True, slots=True)
class RecordRelationship:
    """Say what an adult is to one child. A later one for the same two replaces it."""

    person: str
    child: str
    role: str
    pr_status: str
    pr_source: str = "NONE"
    pr_checked: str = "NOT_CHECKED"
    lives_with: str = "UNKNOWN"
    main_caregiver: bool = False
    ended: bool = False
    explanation: str | None = None
    since: datetime | None = None


def record_relationship(command: RecordRelationship, moment: Moment) -> Sequence[events.AnyEvent]:
    """Without `since` it was always so: a mother did not become one when it was typed in."""
    moment.need_person(command.person, "/person")
    moment.need_child(command.child, "/child")
    if command.role == "UNKNOWN_FATHER" and not command.explanation:
        raise Refused("unknown-father-explained", "/explanation")
    since = command.since
    return [
        events.RelationshipRecorded(
            person=command.person,
            child=command.child,
            role=command.role,
            pr_status=command.pr_status,
            pr_source=command.pr_source,
            pr_checked=command.pr_checked,
            lives_with=command.lives_with,
            main_caregiver=command.main_caregiver,
            ended=command.ended,
            explanation=command.explanation,
            effective_at=ALWAYS if since is None else moment.when(since, "/since"),
        )
    ]
