"""Put a manager's decision on record. The check reads it as a fact.

A decision that is not ready is not lost: it is kept as it was typed, with what is missing, and
answered with the list. It decides nothing until it is complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ..domain import events, practice
from ..domain.codes import ADULT_CATEGORIES, DECIDING_PR, codes
from ..domain.events import AuthorisationMade
from ..domain.policy import NOT_SHARE
from ..domain.scope import ANY, Scope
from ..domain.shapes import (
    NOTHING_SAID,
    PUBLIC_TASK,
    DutyTest,
    LawfulBasis,
    Rationale,
    Telling,
)
from ..domain.view import LONDON
from ..domain.workingdays import end_of_working_days_after
from .deciding import (
    Missing,
    draft_of,
    missing_of_every_decision,
    need_a_draft,
    need_a_request,
    need_a_whole_scope,
    need_another_requester,
    need_the_grade,
)
from .moment import Moment, new_id
from .refused import Refused

_REASONS = {
    "DISPENSE_DECISION": ("dispense_reasons",),
    "OVERRIDE_DECISION": ("override_reasons",),
    "RELY_ONE_PARENT": ("split_view_reasons",),
    "S47_DECISION": ("override_reasons", "dispense_reasons"),
    "COURT_ORDER": (),
}

#: What an adult tells a doctor or the police holds: advice comes before a decision about it.
SENSITIVE = frozenset(
    row.code
    for row in codes("categories").values()
    if row.code in ADULT_CATEGORIES
    and (row.attributes.get("special") is True or row.code == "POLICE_INTELLIGENCE")
)


@dataclass(frozen=True, slots=True)
class RecordAuthorisation:
    """A manager decided to go ahead without agreement, or to rely on one parent."""

    kind: str
    scope: Scope
    rationale: Rationale = NOTHING_SAID
    telling: Telling | None = None
    duty_test: DutyTest | None = None
    lawful_basis: LawfulBasis = PUBLIC_TASK
    enquiry: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    review_due: date | None = None
    relies_on: str | None = None
    reason_codes: tuple[str, ...] = ()
    order_reference: str | None = None
    requested_by: str | None = None
    request: str | None = None
    draft: str | None = None
    child_view_considered: str | None = None
    advice_from: tuple[str, ...] = ()
    advice_to_follow: bool = False
    typed: str = ""


def record_authorisation(command: RecordAuthorisation, moment: Moment) -> Sequence[events.AnyEvent]:
    """Whoever asked for it does not make it, and whoever makes it has the grade for it."""
    enquiry = moment.the_enquiry(command.enquiry, "/enquiry")
    need_the_grade(command.kind, moment, enquiry, command.scope)
    request = need_a_request(command.request, moment)
    need_a_draft(command.draft, moment)
    asked_by = command.requested_by if request is None else request.by
    need_another_requester(asked_by, command.scope, moment)
    need_a_whole_scope(command.scope, moment)
    _need_what_its_kind_needs(command, moment)
    start = moment.when(command.start, "/start")
    if command.end is not None and command.end <= start:
        raise Refused("ends-before-it-begins", "/end")
    missing = tuple(_missing(command, moment))
    if missing:
        return [draft_of(command.typed, missing, enquiry, moment)]
    end = command.end or _default_end(command.kind, moment)
    assert command.telling is not None  # noqa: S101 - else it would be missing
    return [
        events.AuthorisationMade(
            authorisation=new_id(),
            enquiry=enquiry,
            decision=command.kind,
            scope=command.scope,
            safe_to_tell=command.telling.status != "NOT_SAFE",
            effective_at=start,
            end=end,
            relies_on=command.relies_on,
            reason_codes=command.reason_codes,
            rationale=None if command.rationale == NOTHING_SAID else command.rationale,
            order_reference=command.order_reference,
            requested_by=command.requested_by if request is None else request.by,
            request=command.request,
            draft=command.draft,
            duty_test=command.duty_test,
            lawful_basis=command.lawful_basis,
            telling=command.telling,
            review_due=command.review_due or (None if end is None else _last_day(end)),
            child_view_considered=command.child_view_considered,
            advice_from=command.advice_from,
            advice_to_follow=command.advice_to_follow,
        )
    ]


def _need_what_its_kind_needs(command: RecordAuthorisation, moment: Moment) -> None:
    if command.telling is not None:
        for place, person in enumerate(command.telling.not_safe_for):
            moment.need_anyone(person, f"/telling/not_safe_for/{place}")
    if command.kind == "COURT_ORDER" and not command.order_reference:
        raise Refused("order-needs-reference", "/order_reference")
    if command.kind == "RELY_ONE_PARENT" and not _holds_pr(command.relies_on, moment):
        raise Refused("relies-on-whom", "/relies_on")


def _holds_pr(person: str | None, moment: Moment) -> bool:
    everyone = [r for related in moment.view().relationships.values() for r in related]
    return any(r.event.person == person and r.event.pr_status in DECIDING_PR for r in everyone)


def _missing(command: RecordAuthorisation, moment: Moment) -> Iterator[Missing]:
    """What a decision of this kind must say and does not, all of it at once."""
    by_order = command.kind == "COURT_ORDER"
    if not by_order:
        yield from missing_of_every_decision(command.rationale, command.duty_test, moment)
        allowed = {code for name in _REASONS[command.kind] for code in codes(name)}
        if not allowed & set(command.reason_codes):
            yield "/reason_codes", "EMPTY"
        if command.requested_by is None and command.request is None:
            yield "/requested_by", "EMPTY"
    yield from _missing_of_telling(command.telling)
    if command.kind in ("DISPENSE_DECISION", "OVERRIDE_DECISION", "RELY_ONE_PARENT"):
        advised = command.advice_from or command.advice_to_follow
        if not advised and (SENSITIVE | {ANY}) & set(command.scope.categories):
            yield "/advice_from", "EMPTY"
    unheard = command.kind == "OVERRIDE_DECISION" and not command.child_view_considered
    if unheard and _overrides_a_young_person(command, moment):
        yield "/child_view_considered", "EMPTY"


def _missing_of_telling(telling: Telling | None) -> Iterator[Missing]:
    if telling is None:
        yield "/telling", "EMPTY"
    elif telling.status != "TOLD":
        if telling.on is None:
            yield "/telling/on", "EMPTY"
        if telling.status == "NOT_SAFE" and not telling.reason:
            yield "/telling/reason", "EMPTY"


def _overrides_a_young_person(command: RecordAuthorisation, moment: Moment) -> bool:
    """A young person who decides is spoken to before somebody decides over them."""
    view, scope = moment.view(), command.scope
    purposes = codes("purposes") if ANY in scope.purposes else scope.purposes
    return any(
        view.decides_alone(child, purpose)
        for child in view.children.values()
        if child.event.child in scope.subjects or ANY in scope.subjects
        for purpose in purposes
    )


def _default_end(kind: str, moment: Moment) -> datetime | None:
    """Counted from when it is put on record: a decision that began before is not over already."""
    days = moment.policy.rule(kind).working_days
    return None if days is None else end_of_working_days_after(moment.at, days)


def _last_day(end: datetime) -> date:
    """The last day on which a decision still holds: its end is exclusive."""
    return (end - timedelta(microseconds=1)).astimezone(LONDON).date()


@dataclass(frozen=True, slots=True)
class EndAuthorisation:
    """A manager's review ended a decision."""

    authorisation: str
    reason: str
    effective_at: datetime | None = None


def end_authorisation(command: EndAuthorisation, moment: Moment) -> Sequence[events.AnyEvent]:
    """One agency's view does not end a decision; a recorded review does."""
    known = moment.at
    held = {
        a.event.authorisation: a
        for a in moment.the_file().of(AuthorisationMade)
        if a.holds(a.effective_at, known)
    }
    ended = held.get(command.authorisation)
    if ended is None:
        raise Refused("not-on-file", "/authorisation")
    need_the_grade(ended.event.decision, moment, ended.event.enquiry)
    return [
        events.AuthorisationEnded(
            authorisation=command.authorisation,
            reason=command.reason,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]


@dataclass(frozen=True, slots=True)
class DecideNotToShare:
    """Somebody decided not to share for now, and why."""

    scope: Scope
    rationale: Rationale = NOTHING_SAID
    duty_test: DutyTest | None = None
    reason_codes: tuple[str, ...] = ()
    review_due: date | None = None
    enquiry: str | None = None
    request: str | None = None
    draft: str | None = None
    effective_at: datetime | None = None
    typed: str = ""


def decide_not_to_share(command: DecideNotToShare, moment: Moment) -> Sequence[events.AnyEvent]:
    """Golden rule 7 cuts both ways: a decision not to share has its reasons and its review.

    It changes no answer: whoever is worried later shares now, or asks again.
    """
    enquiry = moment.the_enquiry(command.enquiry, "/enquiry")
    need_the_grade(NOT_SHARE, moment, enquiry)
    need_a_request(command.request, moment)
    need_a_draft(command.draft, moment)
    need_a_whole_scope(command.scope, moment)
    missing = tuple(_missing_of_not_sharing(command, moment))
    if missing:
        return [draft_of(command.typed, missing, enquiry, moment)]
    assert command.duty_test is not None  # noqa: S101 - else it would be missing
    at = moment.when(command.effective_at, "/effective_at")
    days = moment.policy.rule(NOT_SHARE).working_days or 1
    return [
        practice.NotShareDecided(
            decision=new_id(),
            enquiry=enquiry,
            scope=command.scope,
            reason_codes=command.reason_codes,
            rationale=command.rationale,
            duty_test=command.duty_test,
            review_due=command.review_due or _last_day(end_of_working_days_after(at, days)),
            effective_at=at,
            request=command.request,
            draft=command.draft,
        )
    ]


def _missing_of_not_sharing(command: DecideNotToShare, moment: Moment) -> Iterator[Missing]:
    yield from missing_of_every_decision(command.rationale, command.duty_test, moment)
    if not command.reason_codes:
        yield "/reason_codes", "EMPTY"
