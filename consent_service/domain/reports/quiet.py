"""Agencies that have not sent what they were asked for, and how soon each kind replies."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from ..awaited import Awaited, awaited
from ..tasks.scene import Scene
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
    """What an agency is to answer, and of which family."""

    scene: Scene
    of: Awaited


def quiet_agencies(material: Material) -> Found:
    """Requests of enquiries that go on: a line a type of agency, then each not answered, the
    longest waiting first.
    """
    requests = [_Request(scene, one) for scene in material.scenes for one in awaited(scene.view)]
    agencies = sorted({one.of.made.event.agency.type for one in requests})
    summaries = [
        _summary("ALL", requests, material.as_of),
        *(
            _summary(
                agency,
                [one for one in requests if one.of.made.event.agency.type == agency],
                material.as_of,
            )
            for agency in agencies
        ),
    ]
    cases = [_case(one, material.as_of) for one in requests if one.of.answered_at is None]
    cases.sort(key=lambda row: (row["since"], row["file"], row["disclosure"]))
    return Found([*summaries, *cases], _NOTES)


def _case(request: _Request, as_of: datetime) -> Row:
    of, made = request.of, request.of.made.event
    last = of.replies[-1] if of.replies else None
    has_words = (
        not of.is_taken_back
        and words_for_escalation(request.scene.view, made.disclosure) is not None
    )
    return {
        "row": "CASE",
        "file": request.scene.file.id,
        "enquiry": made.enquiry,
        "disclosure": made.disclosure,
        "agency": made.agency.type,
        "direction": made.direction,
        "since": of.made.effective_at,
        "minutes_waiting": minutes(of.made.effective_at, as_of),
        "reply_by": made.reply_by,
        "overdue": of.is_overdue(as_of),
        "last_reply": of.last,
        "because": None if last is None else last.event.because,
        "replied_at": None if last is None else last.effective_at,
        "escalated": any(reply.event.escalated_to for reply in of.replies),
        "taken_back": of.is_taken_back,
        "escalation_words": _WORDS_AT if has_words else None,
    }


def _summary(agency: str, requests: Sequence[_Request], as_of: datetime) -> Row:
    unanswered = [one for one in requests if one.of.answered_at is None]
    return {
        "row": "SUMMARY",
        "agency": agency,
        "requests": len(requests),
        "unanswered": len(unanswered),
        "without_reply": sum(one.of.last is None for one in unanswered),
        "late": sum(one.of.last == "DELAYED" for one in unanswered),
        "accepted": sum(one.of.last == "ACCEPTED" for one in unanswered),
        "would_not": sum(one.of.last == "WOULD_NOT" for one in unanswered),
        "overdue": sum(one.of.is_overdue(as_of) for one in unanswered),
        "median_minutes_to_first_reply": median(
            minutes(one.of.made.effective_at, one.of.replies[0].effective_at)
            for one in requests
            if one.of.replies
        ),
    }
