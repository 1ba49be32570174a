"""What holds of a way of reaching somebody: what was last said of it, and each care that nobody who
may has let go. Pure.

A new number is known as soon as it is said. That less care is taken of it waits for a manager, and
stays undone where a manager has refused it: until then it is used with the care of before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final, NamedTuple

from ..held import Held, in_order
from ..practice import ContactPointRecorded
from ..view import View
from ..whatwaits import Undone, undone
from .reaching import said_of
from .withheld import is_marked

_Ways = dict[str, Held[ContactPointRecorded]]


class Care(NamedTuple):
    """How it is used, as a code of `safe_contacts`, and when."""

    safety: str
    safe_times: str | None


class WayThatHolds(NamedTuple):
    """A way of reaching somebody: what was `said` of it last, each care that holds, the gravest
    first, whether it is kept from others, and why what was said last does not hold, if it does not.
    """

    said: Held[ContactPointRecorded]
    cares: tuple[Care, ...]
    is_marked: bool
    undone: Undone | None


_SAFE: Final = "SAFE"
#: The gravest first.
_GRAVITY: Final = ("UNSAFE", "CODE_WORD", "SAFE_AT_TIMES", "NO_VOICEMAIL", "NEVER_TEXT", _SAFE)


def ways_of(view: View, among: Collection[int] | None = None) -> Iterator[WayThatHolds]:
    """Each way of the file that has not ended; of those that were put on record at the places
    `among`, where only these may be known.
    """
    readings = {one: _newest(one, among) for one in (view, *view.readings_apart)}
    last: _Ways = {}
    for ways in readings.values():
        # One that would be an error, were that confirmed, is none yet.
        last = {**ways, **last}
    for contact, held in last.items():
        if not held.event.ended:
            now = [(one, ways[contact]) for one, ways in readings.items() if contact in ways]
            yield _holding(view, held, now, are_all_known=among is None)


def _newest(view: View, among: Collection[int] | None) -> _Ways:
    if among is None:
        return dict(view.newest[ContactPointRecorded, "contact"])
    known = (held for held in view.holding[ContactPointRecorded] if held.seq in among)
    return {held.event.contact: held for held in sorted(known, key=in_order)}


def _holding(
    view: View,
    said: Held[ContactPointRecorded],
    now: list[tuple[View, Held[ContactPointRecorded]]],
    *,
    are_all_known: bool,
) -> WayThatHolds:
    points = [
        point
        for reading, held in now
        if not held.event.ended
        for point in (said_of(reading, held.event) if are_all_known else (held.event,))
    ]
    found = {Care(point.safety, point.safe_times) for point in points}
    careful = {care for care in found if care.safety != _SAFE} or found
    cares = sorted(careful, key=lambda one: (_GRAVITY.index(one.safety), one.safe_times or ""))
    last = Care(said.event.safety, said.event.safe_times)
    holds = set(cares) == {last}
    return WayThatHolds(
        said,
        tuple(cares),
        any(map(is_marked, points)),
        None if holds else undone(view.file, said.seq, view.known),
    )
