"""How long families wait to be spoken to, and how long agencies were held up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from ..answers import Outcome
from ..checked import CheckMade
from ..codes import codes
from ..contradicting import AGREEMENTS, NOES
from ..events import ConversationRecorded, EnquiryOpened
from ..held import Held
from ..practice import CheckFollowedUp, DisclosureRecorded, NotShareDecided
from ..scope import ANY, Agency
from ..tasks.scene import Scene
from .measuring import median, minutes, working_minutes
from .report import Entered, Found, Material, Row, enquiries

#: Answers to a check after which nobody goes to the agency yet.
_WAITING: Final = frozenset({Outcome.ASK, Outcome.OBJECTION, Outcome.DECISION_NEEDED})
_GOING: Final = frozenset({Outcome.COVERED, Outcome.AUTHORISED, Outcome.SHARE_NOW})
#: What a worker did after a check that ends the wait.
_SETTLED: Final = frozenset({"CONTACTED", "NOT_CONTACTED", "SHARED_NOW"})

_ANSWERED: Final = AGREEMENTS | NOES

_NOTES: Final = (
    "Working minutes run from 9 to 5 on working days; the time an agency waits runs by the clock.",
    (
        "An agency waits from the first check that found nobody to have agreed or decided until it "
        "was contacted, a later check covered it, or it was decided to leave it."
    ),
)


class _Wait(NamedTuple):
    """An agency that could not be asked or told yet."""

    file: str
    enquiry: str
    rating: str
    agency: str
    since: datetime
    minutes: int
    goes_on: bool


def timeliness(material: Material) -> Found:
    """Enquiries opened in the period, and agencies first checked in it, by rating."""
    opened = list(material.opened())
    waits = list(_waits(material))
    ratings = ["ALL", *codes("ratings")]
    return Found([_line(rating, opened, waits) for rating in ratings], _NOTES)


def agencies_kept_waiting(material: Material) -> Found:
    """What asking first cost, by type of agency; and each that waits still, the longest first."""
    waits = list(_waits(material))
    summaries: list[Row] = [
        {
            "row": "SUMMARY",
            "agency": agency,
            "agencies_held_up": len(waited),
            "agencies_still_waiting": sum(w.goes_on for w in waited),
            "median_minutes_held_up": median(w.minutes for w in waited),
            "minutes_held_up": sum(w.minutes for w in waited),
            "longest_minutes_held_up": max(w.minutes for w in waited),
        }
        for agency in sorted({wait.agency for wait in waits})
        if (waited := [wait for wait in waits if wait.agency == agency])
    ]
    cases: list[Row] = [
        {
            "row": "CASE",
            "file": wait.file,
            "enquiry": wait.enquiry,
            "agency": wait.agency,
            "rating": wait.rating,
            "since": wait.since,
            "minutes_held_up": wait.minutes,
        }
        for wait in sorted(waits, key=lambda wait: (wait.since, wait.file, wait.agency))
        if wait.goes_on
    ]
    return Found([*summaries, *cases], _NOTES)


def _line(rating: str, opened: list[tuple[Scene, Held[EnquiryOpened]]], waits: list[_Wait]) -> Row:
    mine = [(s, e) for s, e in opened if rating in ("ALL", e.event.rating)]
    waited = [w for w in waits if rating in ("ALL", w.rating)]
    row: Row = {"row": "SUMMARY", "rating": rating, "enquiries": len(mine)}
    for name, times in (
        ("first_attempt", [(e.effective_at, _first_attempt(s, e)) for s, e in mine]),
        ("conversation", [(e.effective_at, _first_conversation(s, e)) for s, e in mine]),
        ("answer", [(e.effective_at, _first_answer(s, e)) for s, e in mine]),
    ):
        took = [working_minutes(start, end) for start, end in times if end is not None]
        row[f"with_{name}"] = len(took)
        row[f"median_working_minutes_to_{name}"] = median(took)
    return row | {
        "agencies_held_up": len(waited),
        "agencies_still_waiting": sum(w.goes_on for w in waited),
        "median_minutes_held_up": median(w.minutes for w in waited),
        "minutes_held_up": sum(w.minutes for w in waited),
    }


def _first_attempt(scene: Scene, enquiry: Held[EnquiryOpened]) -> datetime | None:
    """Any try to reach somebody, the one that did included. The referrer's word is none."""
    tried = [
        r.effective_at
        for r in scene.view.said
        if r.event.enquiry == enquiry.event.enquiry
        and r.event.answer in _ANSWERED | {"ASK_ATTEMPTED", "AWAITING"}
    ]
    return min([*tried, *_conversations(scene, enquiry)], default=None)


def _first_conversation(scene: Scene, enquiry: Held[EnquiryOpened]) -> datetime | None:
    return min(_conversations(scene, enquiry), default=None)


def _conversations(scene: Scene, enquiry: Held[EnquiryOpened]) -> list[datetime]:
    return [
        c.effective_at
        for c in scene.view.holding[ConversationRecorded]
        if c.event.enquiry == enquiry.event.enquiry and c.event.method != "VIA_REFERRER"
    ]


def _first_answer(scene: Scene, enquiry: Held[EnquiryOpened]) -> datetime | None:
    """The first yes or no, whichever it was."""
    said = [
        r.effective_at
        for r in scene.view.said
        if r.event.enquiry == enquiry.event.enquiry
        and r.event.answer in _ANSWERED
        and r.event.response_kind == "SHARE_INFO"
    ]
    return min(said, default=None)


# ── agencies ────────────────────────────────────────────────────────────────────────────────


def _waits(material: Material) -> Iterator[_Wait]:
    checks: dict[str, list[Entered]] = {}
    for entered in material.events():
        if isinstance(entered.content.event, CheckMade):
            checks.setdefault(entered.file, []).append(entered)
    for scene in material.scenes:
        if scene.file.id in checks:
            yield from _waits_of(scene, checks[scene.file.id])


def _waits_of(scene: Scene, entries: list[Entered]) -> Iterator[_Wait]:
    asked: dict[tuple[str, Agency], list[tuple[int, datetime, Outcome]]] = {}
    for entered in entries:
        event = entered.content.event
        if isinstance(event, CheckMade) and event.proposal.enquiry is not None:
            key = event.proposal.enquiry, event.proposal.agency
            asked.setdefault(key, []).append((entered.seq, entered.at, event.answer.outcome))
    for enquiry in enquiries(scene):
        for (id, agency), checks in asked.items():
            since = next((at for _, at, outcome in checks if outcome in _WAITING), None)
            if id != enquiry.event.enquiry or since is None:
                continue
            ends = [at for _, at, outcome in checks if outcome in _GOING and at >= since]
            ends += _settled(
                scene, enquiry.event.enquiry, agency, {seq for seq, _, _ in checks}, since
            )
            yield _Wait(
                scene.file.id,
                id,
                enquiry.event.rating,
                agency.type,
                since,
                minutes(since, min(ends, default=scene.as_of)),
                goes_on=not ends,
            )


def _settled(
    scene: Scene, enquiry: str, agency: Agency, checks: set[int], since: datetime
) -> Iterator[datetime]:
    """When the agency was contacted, or somebody settled that it would not be."""
    closed = scene.view.closed.get(enquiry)
    found = [] if closed is None else [closed.effective_at]
    found += [
        h.effective_at
        for h in scene.view.holding[DisclosureRecorded]
        if (h.event.enquiry, h.event.agency.type) == (enquiry, agency.type)
    ]
    found += [
        h.effective_at
        for h in scene.view.holding[CheckFollowedUp]
        if h.event.check in checks and h.event.action_taken in _SETTLED
    ]
    found += [
        h.effective_at
        for h in scene.view.holding[NotShareDecided]
        if h.event.enquiry == enquiry
        and {a.type for a in h.event.scope.agencies} & {agency.type, ANY}
    ]
    return (at for at in found if at >= since)
