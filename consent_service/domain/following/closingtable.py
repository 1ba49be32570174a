"""The closing table: who was heard in an enquiry, who was told how it ends, who has the plan. Pure.

Whoever closes an enquiry says why for each place that is empty: that nobody was heard or told is
somebody's decision, and on record. That something is still to be done is a reason as well, by which
it stays a task; so no closing has to wait for anything but a word. One that is handed on goes on,
and one that was opened in error was none: neither asks for anything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple

from ..answers import Safe
from ..codes import PLACEHOLDER
from ..file.findings import OF_AGE
from ..file.goingon import HANDED_ON
from ..file.held import Held, in_order
from ..file.inanenquiry import answers_in, talks_in
from ..file.view import View
from ..file.whattheysaid import NOT_HEARD_HERE, REACHED_BY
from ..recorded.events import WishRecorded
from ..recorded.owning import ClosingGapExplained
from ..recorded.practice import DisclosureRecorded
from ..safety.signs import NOT_SAFE, Sign, asking
from ..safety.telling import telling
from ..safety.wishes import counting, kept_by_wishes
from ..said.spokenof import not_spoken_of
from ..scopes.scope import SHARE, Agency
from .awaited import answered_at, replies_to
from .outcometold import agency_told, contacted, person_told, referrer_told
from .planned import Planned, does_something_by, planned

HEARD: Final = "HEARD"
TOLD: Final = "TOLD"
HAS_PLAN: Final = "HAS_PLAN"
#: It was opened in error: there was none.
NO_ENQUIRY_WAS: Final = "ENTERED_IN_ERROR"
_NO_CAREGIVER: Final = "LOCAL_AUTHORITY"
#: A younger child is too young to say what they think: nobody is asked why they were not heard.
SPEAKS_FROM: Final = 4
_TOO_YOUNG: Final = "TOO_YOUNG"


class ClosedOf(StrEnum):
    """Whose row it is."""

    CHILD = "CHILD"
    CAREGIVER = "CAREGIVER"
    REFERRER = "REFERRER"
    AGENCY = "AGENCY"
    PLAN = "PLAN"


class Filled(StrEnum):
    """Whether a cell is filled. `NOT_NEEDED`: nobody would look for anything there."""

    YES = "YES"
    NO = "NO"
    NOT_NEEDED = "NOT_NEEDED"


class Cell(NamedTuple):
    """One cell: since when it is filled; where it is not, what was said of that, and what may be.

    `so_far` is how much of it is there, where it has several parts.
    """

    column: str
    filled: Filled
    at: datetime | None = None
    because: Held[ClosingGapExplained] | None = None
    offers: str | None = None
    so_far: str | None = None

    @property
    def asks(self) -> bool:
        """It is empty, and nobody has said why."""
        return self.filled is Filled.NO and self.because is None

    @property
    def is_left(self) -> bool:
        """It is empty, and was to be filled after the closing."""
        because = None if self.filled is not Filled.NO else self.because
        return because is not None and not because.event.leaves_it_at_that


class ClosingRow(NamedTuple):
    """A child, a caregiver, the referrer, an agency that was contacted, or a safety plan."""

    kind: ClosedOf
    id: str
    cells: tuple[Cell, ...]
    person: str | None = None
    agency: Agency | None = None


def closing_table(view: View, enquiry: str) -> tuple[ClosingRow, ...]:
    """Each row, in the order of the kinds and of the record. The enquiry is on the file."""
    explained = {
        # Of whoever stands on the file twice it may have been said under either id.
        (view.the_one(held.event.about), held.event.column): held
        for held in sorted(view.by[ClosingGapExplained, "enquiry"].get(enquiry, ()), key=in_order)
        if held.event.says_why
    }
    plans = tuple(plan for plan in planned(view) if plan.ended is None)
    rows = (
        *_children(view, enquiry, plans),
        *_caregivers(view, enquiry, plans),
        *_referrer(view, enquiry),
        *_agencies(view, enquiry, plans),
        *map(_plan, plans),
    )
    return tuple(_with_reasons(row, explained) for row in rows)


def asking_why(rows: tuple[ClosingRow, ...]) -> Iterator[tuple[str, str]]:
    """Each cell that is empty and nobody has said why: its row's id, and its column."""
    return ((row.id, cell.column) for row in rows for cell in row.cells if cell.asks)


def without_reason(rows: tuple[ClosingRow, ...]) -> int:
    """How many cells are empty and nobody has said why."""
    return sum(1 for _ in asking_why(rows))


def asks_for_reasons(reason: str) -> bool:
    """Whether closing an enquiry for this ends it, so that what is empty is to be explained."""
    return reason not in HANDED_ON and reason != NO_ENQUIRY_WAS


def _with_reasons(
    row: ClosingRow, explained: dict[tuple[str, str], Held[ClosingGapExplained]]
) -> ClosingRow:
    return row._replace(
        cells=tuple(
            cell._replace(because=explained.get((row.id, cell.column)))
            if cell.filled is Filled.NO
            else cell._replace(offers=None)
            for cell in row.cells
        )
    )


# ── people ──────────────────────────────────────────────────────────────────────────────────


def _children(view: View, enquiry: str, plans: tuple[Planned, ...]) -> Iterator[ClosingRow]:
    """An unborn child is heard and told by nobody, and so is one who is too young to say."""
    for id, held in view.children.items():
        if id in view.the_dead:
            continue
        why = _why_not(view, enquiry, id)
        is_asked = held.event.dob is not None and why != _TOO_YOUNG
        wished = [
            wish.effective_at
            for wish in view.by[WishRecorded, "child"].get(id, ())
            if wish.effective_at >= view.enquiries[enquiry].effective_at
        ]
        heard = min((*wished, *_heard(view, enquiry, id)), default=None)
        yield ClosingRow(
            ClosedOf.CHILD,
            id,
            (
                _cell(HEARD, heard, why, needed=is_asked),
                _cell(TOLD, _told(view, enquiry, id), why, needed=is_asked),
                _has_plan(view, plans, person=id, offers=why),
            ),
            person=id,
        )


def _caregivers(view: View, enquiry: str, plans: tuple[Planned, ...]) -> Iterator[ClosingRow]:
    """Everybody who is something to a child; a father who is not known yet has not been heard."""
    links = [link.event for every in view.relationships.values() for link in every]
    children: dict[str, dict[str, None]] = {}
    for link in links:
        # Of a child whose own entry is struck in this reading nobody is asked.
        age = view.ages.get(link.child, OF_AGE)
        if link.child not in view.the_dead and (age or 0) < OF_AGE:
            children.setdefault(link.person, {})[link.child] = None
    for person in dict.fromkeys(link.person for link in links):
        roles = {link.role for link in links if link.person == person}
        if person in view.the_dead or roles == {_NO_CAREGIVER}:
            continue
        why = _why_not(view, enquiry, person)
        known = PLACEHOLDER not in roles
        yield ClosingRow(
            ClosedOf.CAREGIVER,
            person,
            (
                _heard_of_each(view, enquiry, person, children.get(person, ()), why),
                _cell(TOLD, _told(view, enquiry, person), why, needed=known),
                _has_plan(view, plans, person=person, offers=why),
            ),
            person=person,
        )


def _heard_of_each(
    view: View, enquiry: str, person: str, children: Collection[str], why: str | None
) -> Cell:
    """Whoever cares for several children was heard where they were asked about each of them
    (`domain.md` 0.6).
    """
    heard = min(_heard(view, enquiry, person), default=None)
    left = not_spoken_of(view, person, children, (enquiry,)) if heard and children else ()
    if not left:
        return _cell(HEARD, heard, why)
    so_far = f"About {len(children) - len(left)} of {len(children)} children"
    return Cell(HEARD, Filled.NO, offers=why, so_far=so_far)


def _heard(view: View, enquiry: str, person: str) -> list[datetime]:
    """Each time that we heard them ourselves in this enquiry."""
    said: list[Held[Any]] = [
        *talks_in(view, enquiry, person),
        *(one for one in answers_in(view, enquiry, person) if one.event.answer in REACHED_BY),
    ]
    return [held.effective_at for held in said if held.event.method not in NOT_HEARD_HERE]


def _told(view: View, enquiry: str, person: str) -> datetime | None:
    told = person_told(view, enquiry, person)
    return told.effective_at if told is not None and told.event.told else None


def _why_not(view: View, enquiry: str, person: str) -> str | None:
    """The reason that is offered for an empty cell. Somebody has to say that it is the one. Where
    nobody knows whether it is safe, or a child asked that they are not told and nobody has weighed
    it, nobody has said that it is not: that is still to be decided.
    """
    safe, told = view.each[asking][person], telling(view, person, [enquiry])
    if safe.answer is Safe.NOT_KNOWN or _is_to_be_weighed(view, person, {*safe.signs, *told.signs}):
        return "NOT_SAFE" if Sign.SAID_NOT_SAFE_TO_TELL in told.signs else "STILL_TO_DO"
    if Safe.NO in (safe.answer, told.answer):
        return "NOT_SAFE"
    said = answers_in(view, enquiry, person)
    tried = any(one.event.answer == "ASK_ATTEMPTED" for one in said)
    if tried or not view.reachable[person, enquiry]:
        return "TRIED"
    age = view.ages.get(person)
    return _TOO_YOUNG if age is not None and age < SPEAKS_FROM else None


def _is_to_be_weighed(view: View, person: str, signs: set[Sign]) -> bool:
    """Nothing else is against them but the wish of a child that nobody has weighed, or that they
    were named as one who must not hear.
    """
    against = signs & NOT_SAFE
    if against == {Sign.MUST_NOT_HEAR}:
        return True
    if against - {Sign.MUST_NOT_HEAR} != {Sign.WISH_NOT_WEIGHED}:
        return False
    kept = (one for child in view.children for one in kept_by_wishes(view, child))
    return not any(counting(view, one.wish) for one in kept if person in one.named)


# ── agencies, the referrer, plans ───────────────────────────────────────────────────────────


def _referrer(view: View, enquiry: str) -> Iterator[ClosingRow]:
    opened = view.enquiries[enquiry].event
    if opened.referrer_agency is not None:
        told = referrer_told(view, enquiry)
        cells = (
            _cell(HEARD, None, None, needed=False),
            _cell(TOLD, None if told is None else told.effective_at, None),
            _cell(HAS_PLAN, None, None, needed=False),
        )
        agency = Agency(opened.referrer_agency, opened.referrer_organisation)
        yield ClosingRow(ClosedOf.REFERRER, enquiry, cells, agency=agency)


def _agencies(view: View, enquiry: str, plans: tuple[Planned, ...]) -> Iterator[ClosingRow]:
    for agency, contacts in contacted(view, enquiry).items():
        asked = [held for held in contacts if held.event.direction != SHARE]
        told = agency_told(view, enquiry, agency)
        yield ClosingRow(
            ClosedOf.AGENCY,
            contacts[0].event.disclosure,
            (
                _cell(HEARD, _answered(view, asked), None, needed=bool(asked)),
                _cell(TOLD, None if told is None else told.effective_at, None),
                _has_plan(view, plans, agency=agency),
            ),
            agency=agency,
        )


def _answered(view: View, asked: list[Held[DisclosureRecorded]]) -> datetime | None:
    """When it had answered everything that it was asked."""
    found = []
    for held in asked:
        answered = answered_at(replies_to(view, held.event.disclosure))
        if answered is None:
            return None
        found.append(answered)
    return max(found, default=None)


def _plan(plan: Planned) -> ClosingRow:
    """Whoever may have it has it. What nobody was given protects nobody: that nobody may have it,
    or that nobody was named, is said as the reason.
    """
    is_had = plan.having and len(plan.having) == len(plan.to_have)
    offers = "NOT_SAFE" if plan.following and not plan.to_have else None
    filled = Filled.YES if is_had else Filled.NO
    cells = (
        _cell(HEARD, None, None, needed=False),
        _cell(TOLD, None, None, needed=False),
        Cell(HAS_PLAN, filled, offers=None if is_had else offers, so_far=plan.so_far),
    )
    return ClosingRow(ClosedOf.PLAN, plan.newest.event.plan, cells)


def _has_plan(
    view: View,
    plans: tuple[Planned, ...],
    *,
    person: str | None = None,
    agency: Agency | None = None,
    offers: str | None = None,
) -> Cell:
    """Whoever is to follow one has its newest version; and whoever does something by one is to have
    it, though nobody has said so.
    """
    theirs = [
        (plan, one)
        for plan in plans
        for one in plan.following
        if (one.person == person if person else one.named.event.agency == agency)
    ]
    named_of = {plan.newest.event.plan for plan, _ in theirs}
    forgotten = any(
        does_something_by(view, plan, person, agency)
        for plan in plans
        if plan.newest.event.plan not in named_of
    )
    if not theirs and not forgotten:
        return Cell(HAS_PLAN, Filled.NOT_NEEDED)
    if forgotten or any(one not in plan.having for plan, one in theirs):
        return Cell(HAS_PLAN, Filled.NO, offers=offers)
    since = [one.shared.effective_at for _, one in theirs if one.shared is not None]
    return Cell(HAS_PLAN, Filled.YES, max(since, default=None))


def _cell(column: str, at: datetime | None, offers: str | None, *, needed: bool = True) -> Cell:
    if at is not None:
        return Cell(column, Filled.YES, at)
    return Cell(column, Filled.NO if needed else Filled.NOT_NEEDED, offers=offers)
