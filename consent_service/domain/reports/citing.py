"""Agencies that would not send or were late because nobody had agreed, and the time it cost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from ..file.held import Held, in_order
from ..following.awaited import answered_at, replies_to
from ..following.disclosed import holds_up
from ..recorded.practice import AgencyReplied, DisclosureRecorded
from ..tasks.scene import Scene
from .lines import Lines
from .measuring import median, minutes
from .report import Found, Material, Row

_BECAUSE: Final = "NO_CONSENT"

_NOTES: Final = (
    (
        "Agencies decide for themselves, and the duty of s.16LA Children Act 2004 does not wait "
        "for agreement. Time lost runs from our request until something was sent, or until now."
    ),
)


class _Cited(msgspec.Struct, frozen=True, array_like=True):
    """A request to which an agency said at some times that nobody had agreed. `lost_until` is when
    it had answered, where it held us up until then.
    """

    agency: str
    enquiry: str
    disclosure: str
    asked_at: datetime
    said_at: tuple[datetime, ...]
    would_not: bool
    escalated: bool
    held_up: bool
    lost_until: datetime | None


def _cited(scene: Scene) -> Iterator[_Cited]:
    said = {h.event.disclosure for h in scene.view.holding[AgencyReplied] if _is_cited(h)}
    if not said:
        return
    for made in sorted(scene.view.holding[DisclosureRecorded], key=in_order):
        if made.event.disclosure in said:
            replies = replies_to(scene.view, made.event.disclosure)
            cited = [reply for reply in replies if _is_cited(reply)]
            yield _Cited(
                made.event.agency.type,
                made.event.enquiry,
                made.event.disclosure,
                made.effective_at,
                tuple(reply.effective_at for reply in cited),
                any(reply.event.outcome == "WOULD_NOT" for reply in cited),
                any(reply.event.escalated_to for reply in replies),
                holds_up(replies),
                answered_at(replies),
            )


def _is_cited(reply: Held[AgencyReplied]) -> bool:
    return reply.event.because == _BECAUSE


CITED: Final = Lines("cited", _Cited, _cited)


def agencies_citing_consent(material: Material) -> Found:
    """Requests to which an agency said so in the period, by type of agency."""
    cases = [
        _case(file, one, material.as_of)
        for file, one in material.lines(CITED)
        if any(map(material.is_in_period, one.said_at))
    ]
    agencies = sorted({row["agency"] for row in cases})
    rows = [
        _summary("ALL", cases),
        *(_summary(agency, [r for r in cases if r["agency"] == agency]) for agency in agencies),
    ]
    return Found(
        [*rows, *sorted(cases, key=lambda row: (row["asked_at"], row["disclosure"]))], _NOTES
    )


def _case(file: str, one: _Cited, as_of: datetime) -> Row:
    ended = one.lost_until or as_of
    return {
        "row": "CASE",
        "agency": one.agency,
        "file": file,
        "enquiry": one.enquiry,
        "disclosure": one.disclosure,
        "asked_at": one.asked_at,
        "would_not": one.would_not,
        "escalated": one.escalated,
        "minutes_lost": minutes(one.asked_at, ended) if one.held_up else None,
        "still_waiting": one.held_up and one.lost_until is None,
    }


def _summary(agency: str, cases: list[Row]) -> Row:
    lost = [row["minutes_lost"] for row in cases if row["minutes_lost"] is not None]
    return {
        "row": "SUMMARY",
        "agency": agency,
        "requests": len(cases),
        "would_not": sum(row["would_not"] for row in cases),
        "escalated": sum(row["escalated"] for row in cases),
        "still_waiting": sum(row["still_waiting"] for row in cases),
        "minutes_lost": sum(lost),
        "median_minutes_lost": median(lost),
    }
