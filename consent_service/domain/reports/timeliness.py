"""How long families wait to be spoken to, and how long agencies were held up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from ..answers import Outcome
from ..codes import codes
from ..deciding.authorised import decided_at
from ..file.goingon import BY_REFERRER
from ..file.held import Held
from ..recorded.checked import CheckMade
from ..recorded.events import AuthorisationMade, ConversationRecorded, EnquiryOpened
from ..recorded.practice import CheckFollowedUp, DisclosureRecorded, NotShareDecided
from ..said.contradicting import AGREEMENTS, NOES
from ..scopes.containing import misses
from ..scopes.proposal import Proposal
from ..scopes.scope import ANY, Agency, Scope
from ..tasks.scene import Scene
from .lines import Lines
from .measuring import median, minutes, working_minutes
from .report import Entered, Found, Material, Row, enquiries

#: Answers to a check after which nobody goes to the agency yet.
_WAITING: Final = frozenset({Outcome.ASK, Outcome.OBJECTION, Outcome.DECISION_NEEDED})
_GOING: Final = frozenset({Outcome.COVERED, Outcome.AUTHORISED, Outcome.SHARE_NOW})
#: What a worker did after a check that ends the wait.
_SETTLED: Final = frozenset({"CONTACTED", "NOT_CONTACTED", "SHARED_NOW"})

_ANSWERED: Final = AGREEMENTS | NOES

_NOTES: Final = (
    "An enquiry that was rated anew counts by the most urgent rating that it ever had.",
    "Working minutes run from 9 to 5 on working days; the time an agency waits runs by the clock.",
    (
        "An agency waits from the first check that found nobody to have agreed or decided until it "
        "was contacted, a later check covered it, it was decided to go ahead, or to leave it."
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


class Opened(msgspec.Struct, frozen=True, array_like=True):
    """An enquiry, and when somebody was first tried, talked to and heard in it."""

    enquiry: str
    rating: str
    opened_at: datetime
    attempt: datetime | None
    conversation: datetime | None
    answer: datetime | None


def _opened(scene: Scene) -> Iterator[Opened]:
    for enquiry in enquiries(scene):
        yield Opened(
            enquiry.event.enquiry,
            scene.view.rated_at_most(enquiry.event.enquiry),
            enquiry.effective_at,
            _first_attempt(scene, enquiry),
            min(_conversations(scene, enquiry), default=None),
            _first_answer(scene, enquiry),
        )


OPENED: Final = Lines("opened", Opened, _opened)


def timeliness(material: Material) -> Found:
    """Enquiries opened in the period, and agencies first checked in it, by the most urgent rating
    that each ever had.
    """
    opened = [one for _, one in material.lines(OPENED) if material.is_in_period(one.opened_at)]
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


def _line(rating: str, opened: list[Opened], waits: list[_Wait]) -> Row:
    mine = [one for one in opened if rating in ("ALL", one.rating)]
    waited = [w for w in waits if rating in ("ALL", w.rating)]
    row: Row = {"row": "SUMMARY", "rating": rating, "enquiries": len(mine)}
    for name in ("attempt", "conversation", "answer"):
        times = [(one.opened_at, getattr(one, name)) for one in mine]
        took = [working_minutes(start, end) for start, end in times if end is not None]
        called = "first_attempt" if name == "attempt" else name
        row[f"with_{called}"] = len(took)
        row[f"median_working_minutes_to_{called}"] = median(took)
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


def _conversations(scene: Scene, enquiry: Held[EnquiryOpened]) -> list[datetime]:
    return [
        c.effective_at
        for c in scene.view.holding[ConversationRecorded]
        if c.event.enquiry == enquiry.event.enquiry and c.event.method != BY_REFERRER
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


class _Settled(msgspec.Struct, frozen=True, array_like=True):
    """Something that ends an agency's wait, in an enquiry or after a check."""

    at: datetime
    agencies: tuple[str, ...]
    check: int | None = None


class _GoneAhead(msgspec.Struct, frozen=True, array_like=True):
    """A decision to go ahead: from then on nobody waits for anybody's answer to what it holds."""

    at: datetime
    scope: Scope


class _Enquiry(msgspec.Struct, frozen=True, array_like=True):
    """An enquiry, and what ended the wait of agencies in it."""

    enquiry: str
    rating: str
    settled: tuple[_Settled, ...]
    decided: tuple[_GoneAhead, ...]


def _enquiries(scene: Scene) -> Iterator[_Enquiry]:
    holding = scene.view.holding
    after_checks = [
        _Settled(h.effective_at, (), h.event.check)
        for h in holding[CheckFollowedUp]
        if h.event.action_taken in _SETTLED
    ]
    for enquiry in enquiries(scene):
        id = enquiry.event.enquiry
        closed = scene.view.closed.get(id)
        settled = [] if closed is None else [_Settled(closed.effective_at, (ANY,))]
        settled += [
            _Settled(h.effective_at, (h.event.agency.type,))
            for h in holding[DisclosureRecorded]
            if h.event.enquiry == id
        ]
        settled += [
            _Settled(h.effective_at, tuple({a.type: None for a in h.event.scope.agencies}))
            for h in holding[NotShareDecided]
            if h.event.enquiry == id
        ]
        decided = tuple(
            _GoneAhead(decided_at(h), h.event.scope)
            for h in holding[AuthorisationMade]
            if h.event.enquiry == id
        )
        yield _Enquiry(id, scene.view.rated_at_most(id), (*settled, *after_checks), decided)


SETTLED: Final = Lines("settled", _Enquiry, _enquiries)


def _waits(material: Material) -> Iterator[_Wait]:
    checks: dict[str, list[Entered]] = {}
    for entered in material.events():
        if isinstance(entered.content.event, CheckMade):
            checks.setdefault(entered.file, []).append(entered)
    for file, enquiry in material.lines(SETTLED):
        if file in checks:
            yield from _waits_of(file, enquiry, checks[file], material.as_of)


class _Check(NamedTuple):
    """A check about an agency, and what it found."""

    seq: int
    at: datetime
    outcome: Outcome
    proposal: Proposal


def _is_in(check: _Check, decision: _GoneAhead) -> bool:
    """The decision holds all that was asked."""
    return not any(misses(decision.scope, point) for point in check.proposal.points())


def _waits_of(
    file: str, enquiry: _Enquiry, entries: list[Entered], as_of: datetime
) -> Iterator[_Wait]:
    asked: dict[Agency, list[_Check]] = {}
    for entered in entries:
        event = entered.content.event
        if isinstance(event, CheckMade) and event.proposal.enquiry == enquiry.enquiry:
            one = _Check(entered.seq, entered.at, event.answer.outcome, event.proposal)
            asked.setdefault(event.proposal.agency, []).append(one)
    for agency, checks in asked.items():
        waited_for = [check for check in checks if check.outcome in _WAITING]
        if not waited_for:
            continue
        since = waited_for[0].at
        mine = {check.seq for check in checks}
        ends = [check.at for check in checks if check.outcome in _GOING and check.at >= since]
        ends += [
            decision.at
            for decision in enquiry.decided
            if decision.at >= since and any(_is_in(check, decision) for check in waited_for)
        ]
        ends += [
            one.at
            for one in enquiry.settled
            if one.at >= since and (one.check in mine or {agency.type, ANY} & set(one.agencies))
        ]
        yield _Wait(
            file,
            enquiry.enquiry,
            enquiry.rating,
            agency.type,
            since,
            minutes(since, min(ends, default=as_of)),
            goes_on=not ends,
        )
