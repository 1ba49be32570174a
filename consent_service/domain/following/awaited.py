"""What an agency was asked and is to answer: how far it has come, and whether it is late. Pure.

That it accepts is a reply and no answer: whoever accepts and does nothing is quiet all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from ..file.held import Held, in_order
from ..file.view import View
from ..may import PARTNER
from ..memo import worked_out_once
from ..recorded.askedfirst import only_asks_first
from ..recorded.practice import (
    AgencyReplied,
    DisclosureRecorded,
    DisclosureReviewed,
    NotShareDecided,
)
from ..said.travelling import travelling
from ..scopes.scope import ANY, SHARE, contains

#: With one of these it is heard. A refusal is none: it can be asked to look at it again.
ENDS_WAITING: Final = frozenset({"SENT", "SENT_IN_PART", "NOTHING_HELD", "DONE"})

#: It has answered, with a no of its own.
WOULD_NOT: Final = "WOULD_NOT"


class Awaited(NamedTuple):
    """A contact that an agency is to answer, and its replies so far, the first first.

    `is_taken_back`: somebody has taken back what it rested on.
    """

    made: Held[DisclosureRecorded]
    replies: Sequence[Held[AgencyReplied]]
    is_taken_back: bool

    @property
    def answered_at(self) -> datetime | None:
        """When it had answered."""
        return answered_at(self.replies)

    @property
    def reply_by(self) -> datetime | None:
        """By when it is to answer, as was last said."""
        return reply_by(self.made, self.replies)

    @property
    def last(self) -> str | None:
        """What it said last, as a code of `agency_outcomes`."""
        return self.replies[-1].event.outcome if self.replies else None

    def is_overdue(self, as_of: datetime) -> bool:
        """The time that it was given has passed, and it has not answered."""
        reply_by = self.reply_by
        return reply_by is not None and reply_by < as_of and self.answered_at is None


@worked_out_once
def awaited(view: View) -> tuple[Awaited, ...]:
    """Each contact of an enquiry that goes on; who was told something and not asked is awaited
    only where it was given a time to reply by, or has replied.
    """
    return tuple(_awaited(view))


def _awaited(view: View) -> Iterator[Awaited]:
    going_on = [h for h in view.holding[DisclosureRecorded] if h.event.enquiry not in view.ended]
    if not going_on:
        return
    taken_back = {c.disclosure for one in travelling(view) for c in one.contacted}
    for held in going_on:
        made, replies = held.event, replies_to(view, held.event.disclosure)
        if is_to_answer(held, replies):
            yield Awaited(held, replies, made.disclosure in taken_back)


def is_to_answer(made: Held[DisclosureRecorded], replies: Sequence[Held[AgencyReplied]]) -> bool:
    """Whether somebody waits for the agency."""
    return made.event.direction != SHARE or made.event.reply_by is not None or bool(replies)


def reply_by(
    made: Held[DisclosureRecorded], replies: Sequence[Held[AgencyReplied]]
) -> datetime | None:
    """By when an agency is to answer: the day that was last given, then or since."""
    for held in reversed(replies):
        if isinstance(day := held.event.reply_by, datetime):
            return day
    return made.event.reply_by


def replies_to(view: View, disclosure: str) -> list[Held[AgencyReplied]]:
    """What an agency answered to one disclosure, the first first."""
    replies = view.by[AgencyReplied, "disclosure"].get(disclosure)
    return sorted(replies, key=in_order) if replies else []


@worked_out_once
def unread(view: View) -> dict[str, list[Held[AgencyReplied]]]:
    """By disclosure: what an agency wrote to us itself, in words of its own, and of which nobody
    has said since what they make of it. Whoever of ours typed an answer has read it.
    """
    looked = {held.event.disclosure: held.seq for held in view.holding[DisclosureReviewed]}
    found: dict[str, list[Held[AgencyReplied]]] = {}
    for held in view.holding[AgencyReplied]:
        since = looked.get(held.event.disclosure, -1)
        if held.role == PARTNER and held.event.words and held.seq > since:
            found.setdefault(held.event.disclosure, []).append(held)
    return found


def answered_at(replies: Sequence[Held[AgencyReplied]]) -> datetime | None:
    """When an agency had answered; None while it has not."""
    if not replies:
        return None
    ends = (one.effective_at for one in replies if one.event.outcome in ENDS_WAITING)
    return min(ends, default=None)


def is_settled(view: View, one: Awaited) -> bool:
    """What an agency refused was answered since: somebody else was asked to help, it was asked or
    told again about one of these, or it was decided, with reasons, that nothing goes to it for now.
    """
    made, since = one.made.event, one.replies[-1]
    again = (
        held
        for held in view.holding[DisclosureRecorded]
        if held.event.enquiry == made.enquiry
        and contains(held.event.agency, made.agency)
        and set(held.event.subjects) & set(made.subjects)
    )
    left = (
        held
        for held in view.holding[NotShareDecided]
        if held.event.enquiry == made.enquiry
        and not only_asks_first(held.event.reason_codes)
        and any(contains(agency, made.agency) for agency in held.event.scope.agencies)
        and {ANY, *made.subjects} & set(held.event.scope.subjects)
    )
    # Who was asked for help about an earlier answer knows nothing of this one.
    return since.event.escalated_to is not None or any(
        held.order > since.order for held in (*again, *left)
    )
