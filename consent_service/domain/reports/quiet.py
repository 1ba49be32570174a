"""Agencies that have not sent what they were asked for, and how soon each kind replies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from ..disclosed import ENDS_WAITING, replies_to
from ..held import Held
from ..practice import AgencyReplied, DisclosureRecorded
from ..scope import SHARE
from ..tasks.scene import Scene
from ..travelling import travelling
from ..words import words_for_escalation
from .measuring import median, minutes
from .report import Found, Material, Row

#: Where the words are shown: they say whom it is about, which no report does.
_WORDS_AT: Final = "showEscalationWords"

_NOTES: Final = (
    (
        "An agency that was told something and not asked is here only where it was given a time to "
        "reply by, or has replied."
    ),
    "Words are not offered where what the request rested on was taken back.",
)


class _Request(NamedTuple):
    """What an agency is to answer, its replies so far, and how it stands."""

    scene: Scene
    made: Held[DisclosureRecorded]
    replies: Sequence[Held[AgencyReplied]]
    is_taken_back: bool

    @property
    def is_unanswered(self) -> bool:
        """A refusal is a reply and no answer: it can still be asked to look at it again."""
        return not any(reply.event.outcome in ENDS_WAITING for reply in self.replies)

    @property
    def last(self) -> str | None:
        """What it said last, as a code of `agency_outcomes`."""
        return self.replies[-1].event.outcome if self.replies else None

    def is_overdue(self, as_of: datetime) -> bool:
        """The time that it was given has passed."""
        reply_by = self.made.event.reply_by
        return self.is_unanswered and reply_by is not None and reply_by < as_of


def quiet_agencies(material: Material) -> Found:
    """Requests of enquiries that go on: a line a type of agency, then each not answered, the
    longest waiting first.
    """
    requests = [one for scene in material.scenes for one in _requests(scene)]
    agencies = sorted({one.made.event.agency.type for one in requests})
    summaries = [
        _summary("ALL", requests, material.as_of),
        *(
            _summary(
                agency,
                [one for one in requests if one.made.event.agency.type == agency],
                material.as_of,
            )
            for agency in agencies
        ),
    ]
    cases = [_case(one, material.as_of) for one in requests if one.is_unanswered]
    cases.sort(key=lambda row: (row["since"], row["file"], row["disclosure"]))
    return Found([*summaries, *cases], _NOTES)


def _requests(scene: Scene) -> Iterator[_Request]:
    view = scene.view
    going_on = [h for h in view.holding[DisclosureRecorded] if h.event.enquiry not in view.ended]
    if not going_on:
        return
    taken_back = {c.disclosure for one in travelling(view) for c in one.contacted}
    for held in going_on:
        made, replies = held.event, replies_to(view, held.event.disclosure)
        if made.direction != SHARE or made.reply_by is not None or replies:
            yield _Request(scene, held, replies, made.disclosure in taken_back)


def _case(request: _Request, as_of: datetime) -> Row:
    made, last = request.made.event, request.replies[-1] if request.replies else None
    has_words = (
        not request.is_taken_back
        and words_for_escalation(request.scene.view, made.disclosure) is not None
    )
    return {
        "row": "CASE",
        "file": request.scene.file.id,
        "enquiry": made.enquiry,
        "disclosure": made.disclosure,
        "agency": made.agency.type,
        "direction": made.direction,
        "since": request.made.effective_at,
        "minutes_waiting": minutes(request.made.effective_at, as_of),
        "reply_by": made.reply_by,
        "overdue": request.is_overdue(as_of),
        "last_reply": request.last,
        "because": None if last is None else last.event.because,
        "replied_at": None if last is None else last.effective_at,
        "escalated": any(reply.event.escalated_to for reply in request.replies),
        "taken_back": request.is_taken_back,
        "escalation_words": _WORDS_AT if has_words else None,
    }


def _summary(agency: str, requests: Sequence[_Request], as_of: datetime) -> Row:
    unanswered = [one for one in requests if one.is_unanswered]
    return {
        "row": "SUMMARY",
        "agency": agency,
        "requests": len(requests),
        "unanswered": len(unanswered),
        "without_reply": sum(one.last is None for one in unanswered),
        "late": sum(one.last == "DELAYED" for one in unanswered),
        "would_not": sum(one.last == "WOULD_NOT" for one in unanswered),
        "overdue": sum(one.is_overdue(as_of) for one in unanswered),
        "median_minutes_to_first_reply": median(
            minutes(one.made.effective_at, one.replies[0].effective_at)
            for one in requests
            if one.replies
        ),
    }
