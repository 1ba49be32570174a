"""Whether an answer may have come to its end by some moment: looked up, and not worked out. Pure.

What was shared is asked about one by one, each at its own time, and where an answer stood then is
worked out from all that its giver had said. Of most nothing had happened by then that could have
ended it, and that is told from a few times.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import datetime
from typing import Final, NamedTuple

from ..file.held import Held
from ..file.view import View
from ..recorded.events import EnquiryClosed, Response
from ..scopes.scope import Exclusions
from ..times import span
from .contradicting import NOES

#: What says no, or may: of a whole item, or of what an agreement left out.
_NO_OR_MAYBE: Final = frozenset({*NOES, "NOT_CLEAR"})
_NOTHING: Final = Exclusions()


class _Ends(NamedTuple):
    """Of what one person said, what may end an answer: by when each was certainly said, in that
    order; by place the first moment from which it or one after it may; and the same by talk.
    """

    said_by: list[datetime]
    from_then_on: list[datetime]
    of_a_talk: dict[str, datetime]


def may_have_ended(view: View, said: Held[Response], then: datetime) -> bool:
    """Whether this answer, in effect by then, may have been taken back, replaced, or over then, or
    over with its enquiry, as far as is known in the view. Where it may not, it was not: its giver
    had by then said no to nothing, taken nothing's place, and outlasted nothing that is not
    certainly older than it.
    """
    ends = view.each[_what_ends][said.event.person]
    place = bisect_right(ends.said_by, span(said.effective_at, said.event.precision).first)
    if place < len(ends.said_by) and ends.from_then_on[place] <= then:
        return True
    talk = said.event.conversation
    return talk is not None and talk in ends.of_a_talk and ends.of_a_talk[talk] <= then


def _what_ends(view: View, person: str) -> _Ends:
    found: list[tuple[datetime, datetime]] = []
    of_a_talk: dict[str, datetime] = {}
    for said in view.said_by.get(person, ()):
        since = _may_end_from(view, said)
        if since is None:
            continue
        found.append((span(said.effective_at, said.event.precision).end, since))
        talk = said.event.conversation
        if talk is not None:
            of_a_talk[talk] = min(since, of_a_talk.get(talk, since))
    found.sort()
    first = [since for _, since in found]
    for place in range(len(first) - 2, -1, -1):
        first[place] = min(first[place], first[place + 1])
    return _Ends([at for at, _ in found], first, of_a_talk)


def _may_end_from(view: View, said: Held[Response]) -> datetime | None:
    """From when on this answer may end another, or has ended itself; None where it never may."""
    event = said.event
    if (
        event.answer in _NO_OR_MAYBE
        or event.supersedes is not None
        or event.scope.exclusions != _NOTHING
    ):
        return said.effective_at
    closed = view.by[EnquiryClosed, "enquiry"].get(event.enquiry or "", ())
    ends = [one.effective_at for one in closed]
    if event.expires_at is not None:
        ends.append(event.expires_at)
    return min(ends, default=None)
