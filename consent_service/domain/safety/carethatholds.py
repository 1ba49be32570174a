"""What holds of a way of reaching somebody: what was last said of it, and each care that nobody who
may has let go. Pure.

A new number is known as soon as it is said. That less care is taken of it waits for a manager, and
stays undone where a manager has refused it: until then it is used with the care of before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from ..file.held import Held, in_order
from ..file.view import View
from ..file.whatwaits import Undone, undone
from ..recorded.practice import ContactPointRecorded
from .reaching import NOBODY_KNOWS_YET, by_value, last_by_value, value_of
from .withheld import is_marked


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
_UNSAFE: Final = "UNSAFE"
#: The gravest first.
_GRAVITY: Final = (
    *(_UNSAFE, NOBODY_KNOWS_YET, "CODE_WORD", "SAFE_AT_TIMES", "NO_VOICEMAIL", "NEVER_TEXT"),
    _SAFE,
)


def ways_of(view: View, among: Collection[int] | None = None) -> Iterator[WayThatHolds]:
    """Each way of the file that has not ended; of those that were put on record at the places
    `among`, where only these may be known.
    """
    readings = [_Reading.of(one, among) for one in dict.fromkeys((view, *view.readings_apart))]
    for contact in dict.fromkeys(chain.from_iterable(one.newest for one in readings)):
        # One that would be an error, or have ended, were that confirmed, is none and has not yet.
        every = (one.newest[contact] for one in readings if contact in one.newest)
        held = next((one for one in every if not one.event.ended), None)
        if held is not None:
            points = [point for one in readings for point in one.said_of(contact, held.event)]
            yield _as_it_holds(view, held, points)


class _Reading(NamedTuple):
    """One reading of what may be known: what was said last of each way, and of each number or
    address whatever it goes by: typed again it is no safer.
    """

    view: View
    newest: dict[str, Held[ContactPointRecorded]]
    by_value: Mapping[tuple[str, str], Held[ContactPointRecorded]]

    @classmethod
    def of(cls, view: View, among: Collection[int] | None) -> _Reading:
        if among is None:
            return cls(view, dict(view.newest[ContactPointRecorded, "contact"]), by_value(view))
        known = [held for held in view.holding[ContactPointRecorded] if held.seq in among]
        newest = {held.event.contact: held for held in sorted(known, key=in_order)}
        return cls(view, newest, last_by_value(view, known))

    def said_of(self, contact: str, said: ContactPointRecorded) -> Iterator[ContactPointRecorded]:
        """What counts in it of this way, of which `said` was said last."""
        here = self.newest.get(contact)
        points = [said, *([] if here is None else [here.event])]
        if here is not None and not here.event.ended:
            yield here.event
        for value in {value_of(self.view, point) for point in points}:
            last = self.by_value.get(value)
            if last is not None and (not last.event.ended or last.event.safety == _UNSAFE):
                yield last.event


def _as_it_holds(
    view: View, said: Held[ContactPointRecorded], points: Sequence[ContactPointRecorded]
) -> WayThatHolds:
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
