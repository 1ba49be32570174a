"""Put somebody on the file; and that they have died, where whoever adds them knows it.

A parent who died years ago is on the file for what they were to a child. Unless it is said as they
are put there, they are somebody to ring, to ask, and to be in danger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Annotated

import msgspec

from ..domain.recorded.births import died_in, first_of, last_of
from ..domain.recorded.circumstances import DeathRecorded
from ..domain.recorded.events import AdultAdded, AnyEvent, ChildAdded
from ..domain.recorded.members import MonthOrYear, Spread
from ..domain.times import LONDON
from .families import add_child
from .moment import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Died:
    """Whether somebody who is added has died, and as much of the day as is known."""

    has_died: Annotated[bool, "Whether they have died; a day says that they have."] = False
    died_on: Annotated[date, "The day on which they died, where it is known."] | None = None
    died_in: Annotated[str, MonthOrYear()] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddChild(Died):
    """A child, and whether they have died."""

    child: Annotated[ChildAdded, Spread()]


@dataclass(frozen=True, slots=True, kw_only=True)
class AddAdult(Died):
    """An adult, and whether they have died."""

    adult: Annotated[AdultAdded, Spread()]


def add_a_child(command: AddChild, moment: Moment) -> Sequence[AnyEvent]:
    """As `add_child`."""
    (child,) = add_child(command.child, moment)
    return [child, *death_of(child.child, command, moment)]


def add_an_adult(command: AddAdult, moment: Moment) -> Sequence[AnyEvent]:
    """They belong to no child until it is said what they are to one."""
    return [command.adult, *death_of(command.adult.person, command, moment)]


def death_of(person: str, said: Died, moment: Moment) -> Sequence[AnyEvent]:
    """What is said of it; nothing of whoever is alive, as far as is known."""
    on, during = said.died_on, said.died_in
    if not (said.has_died or on or during):
        return ()
    at = moment.at if on is None else moment.when(_begins(on), "/died_on")
    month = msgspec.UNSET if during is None else during
    return record_death(DeathRecorded(person=person, effective_at=at, died_in=month), moment)


def record_death(died: DeathRecorded, moment: Moment) -> Sequence[AnyEvent]:
    """Of a month or a year they are dead from its last day on, whatever day of it that was. With a
    day beside it, it is that day.
    """
    said = died_in(died)
    if said is None:
        return [died]
    without = msgspec.structs.replace(died, died_in=msgspec.UNSET)
    if died.effective_at != moment.at:
        moment.lacks("day-or-month", "/died_in")
        return [without]
    if _begins(first_of(said)) > moment.at:
        moment.lacks("time-in-the-future", "/died_in")
        return [without]
    return [msgspec.structs.replace(died, effective_at=min(_begins(last_of(said)), moment.at))]


def _begins(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON).astimezone(UTC)
