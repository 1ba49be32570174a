"""What was heard of somebody on another file counts while they are joined, and not after. Pure.

A joining across files ends by an entry of either file: by a parting, or by a correction that says
that it was an error. What had been heard by it was never this person's, so it ends with it, as if
struck in that moment: whoever asks of a time before reads what was believed then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, TypeVar

import msgspec

from ..recorded.circumstances import SignRecorded
from ..recorded.event import Event, tag_of
from ..recorded.joinedelsewhere import (
    NoAboutChildElsewhere,
    NoAboutChildEnded,
    NoHeardElsewhere,
    PersonJoinedElsewhere,
    PersonPartedElsewhere,
)
from .held import File, Held

F = TypeVar("F", bound=File)

#: What is heard by a joining, and ends with it.
_HEARD: Final[tuple[type[Event], ...]] = (NoHeardElsewhere, NoAboutChildElsewhere, SignRecorded)


def while_joined(file: F) -> F:
    """The file in which what was heard by a joining that has ended was struck as it ended."""
    ended = joinings_ended(file)
    over = {held.event.heard: held.recorded_at for held in file.of(NoAboutChildEnded)}
    if not ended and not over:
        return file
    facts = {}
    for kind in _HEARD:
        every: tuple[Held[Any], ...] = file.of(kind)
        read = tuple(_while_joined(held, ended, over) for held in every)
        if any(one is not other for one, other in zip(every, read, strict=True)):
            facts[tag_of(kind)] = read
    return msgspec.structs.replace(file, facts=file.facts | facts) if facts else file


def _while_joined(
    held: Held[Any], ended: dict[str, datetime], over: dict[str, datetime]
) -> Held[Any]:
    said = held.event
    ends = [ended[one] for one in _by(said) if one in ended]
    ends += [over[said.heard]] if getattr(said, "heard", None) in over else []
    if held.struck_at is not None:
        ends.append(held.struck_at)
    struck = min(ends, default=None)
    return held if struck == held.struck_at else msgspec.structs.replace(held, struck_at=struck)


def joinings_ended(file: File) -> dict[str, datetime]:
    """By each joining that has ended: when. One that was said again after a parting goes on."""
    joined, parted = _last_joined(file), file.of(PersonPartedElsewhere)
    found = {one: held.struck_at for one, held in joined.items() if held.struck_at is not None}
    for held in parted:
        last = joined.get(held.event.joining)
        if held.struck_at is None and (last is None or last.seq < held.seq):
            before = found.get(held.event.joining, held.recorded_at)
            found[held.event.joining] = min(before, held.recorded_at)
    return found


def joined_still(file: File) -> Iterator[PersonJoinedElsewhere]:
    """Each joining of the file that has not ended."""
    ended = joinings_ended(file)
    for joining, held in _last_joined(file).items():
        if joining not in ended:
            yield held.event


def _last_joined(file: File) -> dict[str, Held[PersonJoinedElsewhere]]:
    return {held.event.joining: held for held in file.of(PersonJoinedElsewhere)}


def heard_by(file: File, joining: str) -> bool:
    """Whether anything that was heard by this joining still stands on the file."""
    read = while_joined(file)
    every: Iterator[Held[Any]] = (held for kind in _HEARD for held in read.of(kind))
    return any(joining in _by(held.event) for held in every if held.struck_at is None)


def _by(said: Any) -> tuple[Any, Any]:
    """By which joinings it was heard."""
    return said.joining, getattr(said, "through", None)
