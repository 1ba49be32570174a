"""The family: who is on the file, what they are to one another, what becomes known of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Annotated, Final

import msgspec

from ..domain.answers import Safe
from ..domain.codes import PLACEHOLDER
from ..domain.file.joining import joinings
from ..domain.file.view import View
from ..domain.recorded.amending import put_right
from ..domain.recorded.births import born_in, due_in
from ..domain.recorded.circumstances import (
    PeopleJoined,
    PeopleParted,
    PeopleToldApart,
    PersonAmended,
    ReferenceGiven,
)
from ..domain.recorded.events import (
    AnyEvent,
    ChildAdded,
    FileOpened,
    PrStatus,
    RelationshipRecorded,
    SafetyRecorded,
)
from ..domain.recorded.members import ALWAYS, Adult, Child, Person, Since, WrittenOfThem, code
from ..domain.recorded.practice import BirthRecorded, EqualityRecorded
from ..domain.safety.signs import asking
from ..domain.times import LONDON, day_of
from ..domain.writing import as_seen
from .moment import Moment, new_id
from .refused import Refused
from .said import event_of

#: Why the placeholder and the father are read as one, beside the entry that says so.
_HE_IS_THE_UNKNOWN: Final = "He is the father for whom this entry stood."


def open_file(opened: FileOpened, moment: Moment) -> Sequence[AnyEvent]:
    """A reference stands for one file."""
    if moment.reference_taken_by is not None:
        raise Refused("reference-in-use", "/reference")
    return [opened]


def give_reference(given: ReferenceGiven, moment: Moment) -> Sequence[AnyEvent]:
    """A reference stands for one family. Whoever put it on the wrong one says so there first."""
    mine = {as_seen(one) for one in moment.the_file().references}
    said, wrong = given.reference, given.never_theirs
    if wrong is not None and as_seen(wrong) not in mine:
        raise Refused("not-on-file", "/never_theirs")
    if said is None and wrong is None:
        raise Refused("nothing-to-record")
    if said is not None and (
        as_seen(said) in mine or moment.reference_taken_by not in (None, moment.the_file().id)
    ):
        raise Refused("reference-in-use", "/reference")
    return [given]


def add_child(added: ChildAdded, moment: Moment) -> Sequence[ChildAdded]:
    """Whether a child decides alone depends on their age, so one of the dates is needed: where
    nobody knows it, the month or year, or the likeliest day.

    With care no child is left out for it. They are taken as born, since before a birth one parent
    alone is asked; and, where no day of it can be used, today, which is shown as the guess it is.
    """
    dates = (added.dob, added.estimated_due_date, added.estimated_dob)
    if sum(one is not None for one in (*dates, born_in(added), due_in(added))) == 1:
        return [added]
    moment.lacks("dob-or-due-date", "/dob")
    unset = msgspec.UNSET
    about = None if added.dob else added.estimated_dob
    month = unset if added.dob or about else added.born_in
    if not added.dob and month is unset:
        about = about or day_of(moment.at)
    return [
        msgspec.structs.replace(
            added, estimated_due_date=None, estimated_dob=about, born_in=month, due_in=unset
        )
    ]


#: Of whom each is known: a child's form and access are those of whoever cares for them.
_OF_A_CHILD: Final = frozenset(
    {"gender", "estimated_due_date", "born_in", "due_in", "communication_needs"}
)
_OF_AN_ADULT: Final = frozenset({"interpreter_needed", "format", "digital_access"})


def amend_person(said: PersonAmended, moment: Moment) -> Sequence[AnyEvent]:
    """Whatever was recorded of them goes on being about them. Before a birth only the day it is
    expected is put right: that a child was born is recorded as such.
    """
    child = moment.view().children.get(moment.view().the_one(said.person))
    changes = put_right(said)
    if not changes:
        raise Refused("nothing-to-record")
    for name in changes:
        if child is None and name in _OF_A_CHILD:
            raise Refused("of-a-child-only", f"/{name}")
        if child is not None and name in _OF_AN_ADULT:
            raise Refused("of-an-adult-only", f"/{name}")
    if child is not None:
        first, others = ("dob", "born_in"), ("estimated_due_date", "due_in")
        if child.event.dob is None:
            if any(name in changes for name in first):
                raise Refused("not-born-yet")
            first, others = others, first
        both = [name for name in first if name in changes]
        wrong = [*(name for name in others if name in changes), *both[1:]]
        if wrong:
            raise Refused("dob-or-due-date", f"/{wrong[0]}")
    return [said]


def join_people(joined: PeopleJoined, moment: Moment) -> Sequence[AnyEvent]:
    """Two children or two adults. Who is one already, or said to be, need not be joined."""
    view = moment.view()
    one, other = view.the_one(joined.person), view.the_one(joined.other)
    if _are_said_to_be_one(one, other, view):
        raise Refused("one-person-already", "/other")
    if (one in view.children) is not (other in view.children):
        raise Refused("child-and-adult", "/other")
    return [joined]


def part_people(parted: PeopleParted, moment: Moment) -> Sequence[AnyEvent]:
    """Once: they are then two again."""
    if parted.joining not in {h.event.joining for h in joinings(moment.the_file(), moment.at)}:
        raise Refused("settled-already", "/joining")
    return [parted]


def tell_apart(told: PeopleToldApart, moment: Moment) -> Sequence[AnyEvent]:
    """Who is one person here is parted, and not told apart."""
    if _are_said_to_be_one(told.person, told.other, moment.view()):
        raise Refused("one-person-already", "/other")
    return [told]


def _are_said_to_be_one(one: str, other: str, view: View) -> bool:
    """By whatever reading of the file: that may wait for a manager."""
    return any(r.the_one(one) == r.the_one(other) for r in (view, *view.readings))


def record_relationship(recorded: RelationshipRecorded, moment: Moment) -> Sequence[AnyEvent]:
    """Without `since` it was always so: a mother did not become one when it was typed in. But what
    changes between two people changes from now, also where an order made them what they were.
    """
    view = moment.view()
    person, child = view.the_one(recorded.person), view.the_one(recorded.child)
    if person == child:
        raise Refused("nobody-is-their-own-parent", "/child")
    stands = view.standings[child]
    every = (*view.recorded[RelationshipRecorded], *stands.links, *stands.left)
    known = any(
        (view.the_one(link.event.person), view.the_one(link.event.child)) == (person, child)
        for link in every
    )
    if known and recorded.effective_at == ALWAYS:
        recorded = msgspec.structs.replace(recorded, effective_at=moment.at)
    return [recorded]


def record_birth(born: BirthRecorded, moment: Moment) -> Sequence[AnyEvent]:
    """From the beginning of that day in London on the child is born; before it nothing changes,
    and what was decided then stays as it was.
    """
    child = moment.view().children[moment.view().the_one(born.child)].event
    if child.dob is not None:
        raise Refused("born-already", "/child")
    begins = datetime.combine(born.dob, time.min, LONDON).astimezone(UTC)
    return [msgspec.structs.replace(born, effective_at=begins)]


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifyFather:
    """The father for whom a placeholder stood is now known, and is on the file."""

    person: Adult
    child: Child
    father: Person
    effective_at: Since
    pr_status: PrStatus
    role: Annotated[str, code("roles", but=(PLACEHOLDER, "MOTHER"))] = "FATHER"
    pr_source: Annotated[str, code("pr_sources")] = "NONE"
    pr_checked: Annotated[str, code("pr_checked")] = "NOT_CHECKED"
    lives_with: Annotated[str, code("lives_with")] = "UNKNOWN"
    main_caregiver: bool = False
    explanation: WrittenOfThem | None = None


def identify_father(command: IdentifyFather, moment: Moment) -> Sequence[AnyEvent]:
    """One act: no moment at which the child has neither, or both.

    The placeholder ends where it began, so that a later look at the past shows the father; what
    staff knew before today still shows the placeholder. Whatever is recorded of the placeholder is
    recorded of the father: that it is not safe to ask him, above all.
    """
    view = moment.view()
    placeholder = next(
        (
            link
            for link in view.relationships.get(command.child, ())
            if link.event.person == view.the_one(command.person) and link.event.role == PLACEHOLDER
        ),
        None,
    )
    if placeholder is None:
        raise Refused("no-unknown-father", "/child")
    if command.father == command.person:
        raise Refused("father-is-a-placeholder", "/father")
    if view.the_one(command.father) == view.the_one(command.child):
        raise Refused("nobody-is-their-own-parent", "/father")
    was = placeholder.event
    return [
        event_of(RelationshipRecorded, command, person=command.father),
        RelationshipRecorded(
            person=command.person,
            child=was.child,
            role=was.role,
            pr_status=was.pr_status,
            explanation=was.explanation,
            effective_at=was.effective_at,
            ended=True,
        ),
        *_also_of_the_father(command, moment),
    ]


def _also_of_the_father(command: IdentifyFather, moment: Moment) -> Iterator[AnyEvent]:
    """That he and the placeholder are one. Where they cannot be read so (he is a child of the file,
    or it stood for another child's father too, who was found to be somebody else): that he is not
    known to be safe either, where that is not known of the placeholder.
    """
    view, reason = moment.view(), _HE_IS_THE_UNKNOWN
    if _are_said_to_be_one(command.person, command.father, view):
        return
    stands_for_nobody_else = all(
        reading.the_one(command.person) == command.person for reading in view.readings
    )
    if command.father not in view.children and stands_for_nobody_else:
        yield PeopleJoined(
            joining=new_id(), person=command.father, other=command.person, reason=reason
        )
    elif view.each[asking][view.the_one(command.person)].answer is not Safe.YES:
        yield SafetyRecorded(
            person=command.father,
            safe_to_ask=False,
            code="OTHER",
            effective_at=moment.at,
            reason=reason,
        )


def record_equality(said: EqualityRecorded, _: Moment) -> Sequence[AnyEvent]:
    """None of it is ever required; an entry that says nothing is not worth making."""
    if all(
        answer is None for answer in (said.ethnicity, said.disability, said.religion, said.area)
    ):
        raise Refused("nothing-to-record")
    return [said]
