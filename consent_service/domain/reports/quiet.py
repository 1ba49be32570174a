"""Agencies that have not sent what they were asked for, and how soon each kind replies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

import msgspec

from ..following.awaited import Awaited, awaited
from ..tasks.scene import Scene
from ..words.escalation import is_left_to_ask
from .lines import Lines
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


class _Request(msgspec.Struct, frozen=True, array_like=True):
    """What an agency is to answer, and what it has said."""

    enquiry: str
    disclosure: str
    agency: str
    direction: str
    since: datetime
    reply_by: datetime | None
    is_answered: bool
    first_reply_at: datetime | None
    last_reply: str | None
    because: str | None
    replied_at: datetime | None
    escalated: bool
    taken_back: bool
    has_words: bool

    def is_overdue(self, as_of: datetime) -> bool:
        """The time that it was given has passed, and it has not answered."""
        return not self.is_answered and self.reply_by is not None and self.reply_by < as_of


def _requests(scene: Scene) -> Iterator[_Request]:
    return map(_request, awaited(scene.view))


REQUESTS: Final = Lines("requests", _Request, _requests)


def quiet_agencies(material: Material) -> Found:
    """Requests of enquiries that go on: a line a type of agency, then each not answered, the
    longest waiting first.
    """
    by_file = list(material.lines(REQUESTS))
    requests = [one for _, one in by_file]
    agencies = sorted({one.agency for one in requests})
    summaries = [
        _summary("ALL", requests, material.as_of),
        *(
            _summary(
                agency,
                [one for one in requests if one.agency == agency],
                material.as_of,
            )
            for agency in agencies
        ),
    ]
    cases = [_case(file, one, material.as_of) for file, one in by_file if not one.is_answered]
    cases.sort(key=lambda row: (row["since"], row["file"], row["disclosure"]))
    return Found([*summaries, *cases], _NOTES)


def _request(of: Awaited) -> _Request:
    made, last = of.made.event, of.replies[-1] if of.replies else None
    answered = of.answered_at is not None
    has_words = not answered and not of.is_taken_back and is_left_to_ask(of.made, of.replies)
    return _Request(
        made.enquiry,
        made.disclosure,
        made.agency.type,
        made.direction,
        of.made.effective_at,
        of.reply_by,
        answered,
        of.replies[0].effective_at if of.replies else None,
        of.last,
        None if last is None else last.event.because,
        None if last is None else last.effective_at,
        any(reply.event.escalated_to for reply in of.replies),
        of.is_taken_back,
        has_words,
    )


def _case(file: str, one: _Request, as_of: datetime) -> Row:
    return {
        "row": "CASE",
        "file": file,
        "enquiry": one.enquiry,
        "disclosure": one.disclosure,
        "agency": one.agency,
        "direction": one.direction,
        "since": one.since,
        "minutes_waiting": minutes(one.since, as_of),
        "reply_by": one.reply_by,
        "overdue": one.is_overdue(as_of),
        "last_reply": one.last_reply,
        "because": one.because,
        "replied_at": one.replied_at,
        "escalated": one.escalated,
        "taken_back": one.taken_back,
        "escalation_words": _WORDS_AT if one.has_words else None,
    }


def _summary(agency: str, requests: Sequence[_Request], as_of: datetime) -> Row:
    unanswered = [one for one in requests if not one.is_answered]
    return {
        "row": "SUMMARY",
        "agency": agency,
        "requests": len(requests),
        "unanswered": len(unanswered),
        "without_reply": sum(one.last_reply is None for one in unanswered),
        "late": sum(one.last_reply == "DELAYED" for one in unanswered),
        "accepted": sum(one.last_reply == "ACCEPTED" for one in unanswered),
        "would_not": sum(one.last_reply == "WOULD_NOT" for one in unanswered),
        "overdue": sum(one.is_overdue(as_of) for one in unanswered),
        "median_minutes_to_first_reply": median(
            minutes(one.since, one.first_reply_at)
            for one in requests
            if one.first_reply_at is not None
        ),
    }
