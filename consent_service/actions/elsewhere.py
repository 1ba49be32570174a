"""Somebody who stands on another file of the authority as well: joined, and parted again.

An action looks at one file. What stands on the other is written with it, under the same lock
(`storage/shown/carrying.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain.families.searching import joined_elsewhere
from ..domain.recorded.events import AnyEvent
from ..domain.recorded.joinedelsewhere import PersonJoinedElsewhere, PersonPartedElsewhere
from ..domain.recorded.members import Opaque, Person, Words
from .moment import Moment
from .refused import Refused
from .said import event_of


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinElsewhere:
    """The person of this file and `other` of that one are the same. Neither file names the other,
    and why it is thought so stands on this one only.
    """

    person: Person
    file: Opaque
    other: Opaque
    reason: Words


def join_elsewhere(command: JoinElsewhere, moment: Moment) -> Sequence[AnyEvent]:
    """On one file they are joined there."""
    if command.file == moment.the_file().id:
        raise Refused("this-very-file", "/file")
    return [event_of(PersonJoinedElsewhere, command)]


def part_elsewhere(parted: PersonPartedElsewhere, moment: Moment) -> Sequence[AnyEvent]:
    """Once: what was heard of them on the other file is then theirs no longer."""
    if parted.joining not in {one.joining for one in joined_elsewhere(moment.the_file())}:
        raise Refused("settled-already", "/joining")
    return [parted]
