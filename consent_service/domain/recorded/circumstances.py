"""What makes it unsafe to ask or tell somebody; who somebody is; deaths, and orders of courts.

The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final

from msgspec import UNSET, UnsetType

from .event import Event
from .members import (
    NOBODY_FOUND,
    Adult,
    Child,
    HowMany,
    InDoubt,
    LeftOut,
    Line,
    MonthOrYear,
    New,
    NewId,
    NotANo,
    OnFile,
    Ours,
    OurWords,
    Person,
    Reference,
    SentAs,
    Words,
    code,
)
from .particulars import Identifier, OnlyNotToHear


class WishWeighed(Event, frozen=True, kw_only=True, tag="wish-weighed"):
    """A manager weighed a child's wish that some people are not told, and why it came out so. Of
    one that names nobody it says whom the child means: none, where it is nobody on the file.
    """

    wish: Annotated[str, OnFile(kinds=("wish-recorded",))]
    may_be_told: bool
    reason: Words
    effective_at: datetime
    means: (
        Annotated[
            tuple[Person, ...],
            HowMany(most=20, unique=True, says_none=True),
            "Whom the child means, by id: none, where it is nobody on the file.",
        ]
        | UnsetType
    ) = UNSET


class DeathRecorded(Event, frozen=True, kw_only=True, tag="death-recorded"):
    """Somebody has died. Their yes covers nothing from then on; their no is shown. What was to be
    done with them, letters and their page end at once.

    Without a day, and without `died_in`, nobody said when: they are dead from when it was recorded
    on. Recorded again it is put right: the last word that says when they died is the one that
    counts.
    """

    person: Annotated[Person, InDoubt(NOBODY_FOUND, beside=("source", "reference"))]
    effective_at: datetime
    source: Line | None = None
    reference: Line | None = None
    died_in: Annotated[str, MonthOrYear()] | UnsetType = UNSET


class SignRecorded(Event, frozen=True, kw_only=True, tag="sign-recorded"):
    """A sign about somebody that others may be a danger to them, or to whoever tells them.

    `names` are those who are meant, where anybody is named. `matched` says that it comes from
    another file of the authority, and how the person was found to be the same: by a number, by
    somebody who confirmed it, or by name and birth only. It never says which file. `joining` is by
    whose word they are the same; `of_role`, what somebody whom this file does not know is there to
    the child whom the sign is about. `none_of` are those of whom whoever said it knows that it is
    none of them.
    """

    person: Annotated[Person, InDoubt(NOBODY_FOUND, beside=("people", "code", "note"))]
    code: Annotated[str, code("signs"), LeftOut("NOT_SAFE")]
    effective_at: datetime
    names: Annotated[tuple[Person, ...], HowMany(most=20, unique=True), SentAs("people")] = ()
    matched: Annotated[str, code("sign_matches"), Ours()] | None = None
    note: OurWords | None = None
    joining: Annotated[str, Ours()] | UnsetType = UNSET
    of_role: (
        Annotated[str, code("roles"), Ours(), "What whoever is meant is there."] | UnsetType
    ) = UNSET
    not_a_no: NotANo | UnsetType = UNSET
    none_of: (
        Annotated[tuple[Person, ...], Ours(), "Those who were on the file, and are not meant."]
        | UnsetType
    ) = UNSET
    only_not_to_hear: Annotated[OnlyNotToHear, Ours()] | UnsetType = UNSET


class DangerAsked(Event, frozen=True, kw_only=True, tag="danger-asked"):
    """Whoever wrote down what they heard of a family was asked, in the same act, who must not hear
    of it or may be a danger, and answered: by signs or wishes beside this, of whoever they named.

    `of_entries` says of which act: of so many entries just before this one. Two acts of one moment
    are two.
    """

    knows_of_nobody: Annotated[bool, Ours(), "Nobody that they know of."]
    effective_at: datetime
    of_entries: (
        Annotated[int, Ours(), "How many entries just before it are of the act; left out, none."]
        | UnsetType
    ) = UNSET
    is_none_of_these: (
        Annotated[bool, Ours(), "Somebody who is none of those on the file."] | UnsetType
    ) = UNSET


class PersonAmended(Event, frozen=True, kw_only=True, tag="person-amended"):
    """Who somebody is was put right: a name, a birth, a gender, a due date, a language, how they
    read, what they can use, what a child needs to be understood. The former names stay known, and
    whatever was recorded of the person is still recorded of them.
    """

    person: Person
    names: Line | None = None
    dob: date | None = None
    gender: Line | None = None
    estimated_due_date: date | None = None
    reason: Words | None = None
    born_in: Annotated[str, MonthOrYear()] | UnsetType = UNSET
    due_in: Annotated[str, MonthOrYear(is_month=True)] | UnsetType = UNSET
    language: Line | UnsetType = UNSET
    interpreter_needed: bool | UnsetType = UNSET
    format: Annotated[str, code("formats")] | UnsetType = UNSET
    digital_access: Annotated[str, code("digital_access")] | UnsetType = UNSET
    communication_needs: (
        Annotated[tuple[Line, ...], HowMany(most=20, says_none=True)] | UnsetType
    ) = UNSET


class NumberRecorded(Event, frozen=True, kw_only=True, tag="number-recorded"):
    """Numbers that other systems know somebody by, of whom they were not known before."""

    person: Person
    identifiers: Annotated[tuple[Identifier, ...], HowMany(1, 20)]
    source: Line | None = None


class ReferenceGiven(Event, frozen=True, kw_only=True, tag="reference-given"):
    """The case system knows the family by this reference from now on. By those before it is found
    as well, but for one that was `never_theirs`.
    """

    reference: Annotated[Reference, "The case system's own reference."] | None = None
    never_theirs: Annotated[Reference, "A reference that was put here by mistake."] | None = None


class PeopleJoined(Event, frozen=True, kw_only=True, tag="people-joined"):
    """Two entries of the file are one person. What was recorded of either is of that person; a no
    of either stands until they have answered again.
    """

    joining: NewId
    person: Person
    other: Person
    reason: Words


class PeopleParted(Event, frozen=True, kw_only=True, tag="people-parted"):
    """They were two people after all: each is again whoever they were recorded as."""

    joining: Annotated[str, OnFile(kinds=("people-joined",))]
    reason: Words


class PeopleToldApart(Event, frozen=True, kw_only=True, tag="people-told-apart"):
    """Two of one name are two people: that one of them is not safe to ask, or said no, says nothing
    of the other.
    """

    person: Person
    other: Person
    reason: Words


# ── orders and arrangements; what each means stands in `ordersmean.py` ────────────────────

_Order = Annotated[str, OnFile(kinds=("order-recorded",))]


#: Beside these an order is one, whatever else cannot be read of it.
_OF_AN_ORDER: Final = ("type", "source", "reference", "people", "limits")
#: Those that are read however they were spelt: none of them makes anybody's yes reach further.
_READ_AS_ORDERS: Final = tuple(
    (one, one)
    for one in (
        *("ADOPTION_ORDER", "CARE_ORDER", "INTERIM_CARE_ORDER", "PLACEMENT_ORDER"),
        *("SPECIAL_GUARDIANSHIP_ORDER", "SECTION_20", "PRIVATE_FOSTERING"),
        *("CHILD_ARRANGEMENTS_LIVES_WITH", "PROHIBITED_STEPS_ORDER", "SPECIFIC_ISSUE_ORDER"),
        "SUPERVISION_ORDER",
    )
)


class OrderRecorded(Event, frozen=True, kw_only=True, tag="order-recorded"):
    """An order of a court about a child, or an arrangement for them. A later one of the same id
    replaces it.

    `people` are those to whom it was made, or with whom the child is placed; `council` is the entry
    on the file for a council or agency that it gives parental responsibility, ours where none is
    named; `limits` are those whose responsibility that council limits. Of delegated authority,
    `purposes` and `categories` are what was delegated: nothing else was.
    """

    order: Annotated[str, New(), OnFile(kinds=("order-recorded",))]
    child: Annotated[Child, InDoubt(NOBODY_FOUND, beside=_OF_AN_ORDER)]
    order_type: Annotated[
        str,
        code("orders"),
        SentAs("type"),
        InDoubt("NOT_KNOWN", beside=_OF_AN_ORDER, reads=_READ_AS_ORDERS),
    ]
    effective_at: datetime
    source: Line
    reference: Line | None = None
    people: Annotated[tuple[Adult, ...], HowMany(most=10, unique=True)] = ()
    council: Adult | None = None
    limits: Annotated[tuple[Adult, ...], HowMany(most=10, unique=True)] = ()
    purposes: Annotated[tuple[str, ...], code("purposes"), HowMany(unique=True)] = ()
    categories: Annotated[tuple[str, ...], code("categories"), HowMany(unique=True)] = ()


class OrderEnded(Event, frozen=True, kw_only=True, tag="order-ended"):
    """An order was discharged, or an arrangement ended. What rested on it ends with it."""

    order: _Order
    effective_at: datetime
    source: Line
    reference: Line | None = None
