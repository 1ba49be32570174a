"""What makes it unsafe to ask or tell somebody, that somebody has died, and who somebody is.

The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from .event import Event
from .members import HowMany, Line, NewId, OnFile, Ours, Person, SentAs, Words, code


class WishWeighed(Event, frozen=True, kw_only=True, tag="wish-weighed"):
    """A manager weighed a child's wish that some people are not told, and why it came out so."""

    wish: Annotated[str, OnFile(kinds=("wish-recorded",))]
    may_be_told: bool
    reason: Words
    effective_at: datetime


class DeathRecorded(Event, frozen=True, kw_only=True, tag="death-recorded"):
    """Somebody has died. Their yes covers nothing from then on; their no is shown."""

    person: Person
    effective_at: datetime
    source: Line | None = None


class SignRecorded(Event, frozen=True, kw_only=True, tag="sign-recorded"):
    """A sign about somebody that others may be a danger to them, or to whoever tells them.

    `names` are those who are meant, where anybody is named. `matched` says that it comes from
    another file of the authority, and how the person was found to be the same: by a number, by
    somebody who confirmed it, or by name and birth only. It never says which file.
    """

    person: Person
    code: Annotated[str, code("signs")]
    effective_at: datetime
    names: Annotated[tuple[Person, ...], HowMany(most=20, unique=True), SentAs("people")] = ()
    matched: Annotated[str, code("sign_matches"), Ours()] | None = None
    note: Words | None = None


class PersonAmended(Event, frozen=True, kw_only=True, tag="person-amended"):
    """A name, a date of birth, a gender or a due date was put right. The former names stay known,
    and whatever was recorded of the person is still recorded of them.
    """

    person: Person
    names: Line | None = None
    dob: date | None = None
    gender: Line | None = None
    estimated_due_date: date | None = None
    reason: Words | None = None


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
