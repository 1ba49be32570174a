"""What taking an agreement back means for what was asked or told under it (`domain.md` 5.3).

What was shared stays on record, and stays what it was when it was done. An agency that was
contacted is told to stop; what went out after the person had spoken is looked at again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec

from .contradicting import noes_of
from .event import Event
from .events import AuthorisationMade, Response
from .held import Held
from .practice import DisclosureRecorded, DisclosureReviewed, StopNoticeAcknowledged, StopNoticeSent
from .scope import BOTH, SEEK, SHARE, Agency, Point, Reach, overlaps
from .view import View

_AGREEMENTS: Final = frozenset({"AGREED", "AGREED_IN_PART"})


class StopNotice(StrEnum):
    """How far telling an agency to stop has come."""

    TO_SEND = "TO_SEND"
    SENT = "SENT"
    ACKNOWLEDGED = "ACKNOWLEDGED"


class Contacted(msgspec.Struct, frozen=True, kw_only=True):
    """One disclosure made under what was taken back.

    `to_review` says that it was made at or after the moment the person said so: look at this
    again. Nobody had to know it then.
    """

    disclosure: str
    agency: Agency
    direction: str
    made_at: datetime
    notice: StopNotice
    to_review: bool
    notice_sent_at: datetime | None = None
    acknowledged_at: datetime | None = None
    reviewed_at: datetime | None = None


class TakenBack(msgspec.Struct, frozen=True, kw_only=True):
    """A withdrawal, or a later no to some of a yes, and every contact made under it."""

    response: str
    person: str
    enquiry: str
    answer: str
    effective_at: datetime
    recorded_at: datetime
    contacted: tuple[Contacted, ...]


def travelling(view: View) -> list[TakenBack]:
    """Each withdrawal in the order in which it was said, with the agencies it must reach.

    A no is among them where something had been shared under an earlier yes of the same person.
    """
    said = [r for r in view.said if r.event.response_kind == "SHARE_INFO" and any(noes_of(r))]
    found = [_taken_back(view, r) for r in said]
    return [one for one in found if one.contacted or one.answer == "WITHDRAWN"]


def _taken_back(view: View, withdrawal: Held[Response]) -> TakenBack:
    return TakenBack(
        response=withdrawal.event.response,
        person=withdrawal.event.person,
        enquiry=withdrawal.event.enquiry,
        answer=withdrawal.event.answer,
        effective_at=withdrawal.effective_at,
        recorded_at=withdrawal.recorded_at,
        contacted=tuple(
            _contacted(view, withdrawal, held) for held in _made_under(view, withdrawal)
        ),
    )


def _made_under(view: View, withdrawal: Held[Response]) -> Iterator[Held[DisclosureRecorded]]:
    """Disclosures that rested on an earlier yes of this person and that the no reaches.

    One made after the withdrawal was recorded is among them: it rested on it all the same.
    """
    if not view.holding[DisclosureRecorded]:
        return
    whose = withdrawal.event.person, withdrawal.event.enquiry
    given = {
        r.event.response
        for r in _agreements(view).get(whose, ())
        if r.order < withdrawal.order and r.recorded_at <= view.known
    }
    noes = list(noes_of(withdrawal))
    # A decision to rely on this person rests on their yes as well.
    relied = {
        a.event.authorisation
        for a in view.read.of(AuthorisationMade)
        if a.event.relies_on == withdrawal.event.person
    }
    for held in view.holding[DisclosureRecorded]:
        made = held.event
        if (given if made.basis == "AGREED" else relied) & set(made.rests_on) and (
            any(overlaps(no, p, ()) >= Reach.NAMED for no in noes for p in _points(made))
        ):
            yield held


def _agreements(view: View) -> dict[tuple[str, str | None], list[Held[Response]]]:
    """By person and enquiry: each yes, gone through once."""
    key = (_agreements,)
    if key not in view.worked_out:
        found: dict[tuple[str, str | None], list[Held[Response]]] = defaultdict(list)
        for r in view.read.responses:
            if r.event.answer in _AGREEMENTS:
                found[r.event.person, r.event.enquiry].append(r)
        view.worked_out[key] = found
    every: dict[tuple[str, str | None], list[Held[Response]]] = view.worked_out[key]
    return every


def _points(made: DisclosureRecorded) -> Iterator[Point]:
    directions = (SEEK, SHARE) if made.direction == BOTH else (made.direction,)
    for direction in directions:
        for subject in made.subjects:
            for category in made.categories:
                yield Point(subject, made.purpose, made.agency, category, direction)


def _contacted(view: View, withdrawal: Held[Response], held: Held[DisclosureRecorded]) -> Contacted:
    id, since = held.event.disclosure, withdrawal.effective_at
    sent_at = _first(view, StopNoticeSent, id, since)
    acknowledged_at = _first(view, StopNoticeAcknowledged, id, since)
    reviewed_at = _first(view, DisclosureReviewed, id, since)
    if acknowledged_at is not None:
        notice = StopNotice.ACKNOWLEDGED
    else:
        notice = StopNotice.TO_SEND if sent_at is None else StopNotice.SENT
    return Contacted(
        disclosure=id,
        agency=held.event.agency,
        direction=held.event.direction,
        made_at=held.effective_at,
        notice=notice,
        to_review=held.effective_at >= since,
        notice_sent_at=sent_at,
        acknowledged_at=acknowledged_at,
        reviewed_at=reviewed_at,
    )


def _first(view: View, kind: type[Event], disclosure: str, since: datetime) -> datetime | None:
    """When it was first done. What was done before the person spoke was about something else."""
    done = view.by[kind, "disclosure"].get(disclosure, ())
    return min((held.effective_at for held in done if held.effective_at >= since), default=None)
