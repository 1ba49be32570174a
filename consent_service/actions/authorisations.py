"""Put a manager's decision on record. The check reads it as a fact.

A decision that is not ready is not lost: it is kept as it was typed, with what is missing, and
answered with the list. It decides nothing until it is complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Final

import msgspec
from msgspec import UNSET, UnsetType

from ..domain.codes import ADULT_CATEGORIES, DECIDING_PR, codes
from ..domain.file.comingofage import may_decide_alone
from ..domain.freetext.rationale import OTHER_KIND, reasons_of
from ..domain.recorded.askedfirst import only_asks_first
from ..domain.recorded.events import AnyEvent, AuthorisationEnded, AuthorisationMade
from ..domain.recorded.members import (
    DecisionRequest,
    DraftMeant,
    EnquiryMeant,
    HowMany,
    Ours,
    Spread,
    Words,
    code,
)
from ..domain.recorded.particulars import NOTHING_SAID, DutyTest, Rationale, Telling
from ..domain.recorded.policy import NOT_SHARE
from ..domain.recorded.practice import NotShareDecided
from ..domain.scopes.leftopen import leaves_open
from ..domain.scopes.scope import ANY, Scope
from ..domain.tasks.conflicts import is_between
from ..domain.tasks.scene import Scene
from ..domain.times import LONDON
from ..domain.workingdays import end_of_working_days_after, looked_at_again
from .bounds import missing_of_its_bounds, missing_of_request
from .deciding import (
    Missing,
    draft_of,
    missing_of_every_decision,
    need_a_whole_scope,
    need_another_requester,
    need_the_grade,
    requested_by,
)
from .moment import Moment
from .refused import Refused
from .said import event_of

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

    made: Annotated[AuthorisationMade, Spread()]
    typed: Annotated[str, Ours()] = ""


def record_authorisation(command: RecordAuthorisation, moment: Moment) -> Sequence[AnyEvent]:
    """Whoever asked for it does not make it, and whoever makes it has the grade for it."""
    made = _looked_at_again(command.made, moment)
    need_the_grade(made.decision, moment, made.enquiry, made.scope)
    asked_by = requested_by(made.request, moment) or made.requested_by
    need_another_requester(asked_by, made.scope, moment)
    need_a_whole_scope(made.scope)
    _need_what_its_kind_needs(made, moment)
    if made.end is not None and made.end <= made.effective_at:
        raise Refused("ends-before-it-begins", "/end")
    missing = tuple(_missing(made, moment))
    if missing or made.telling is None:
        return [draft_of(command.typed, missing, made.enquiry, moment)]
    end = made.end or _default_end(made, moment)
    return [
        msgspec.structs.replace(
            made,
            safe_to_tell=not _is_kept_from_all(made.telling, made.scope, moment),
            end=end,
            rationale=None if made.rationale == NOTHING_SAID else made.rationale,
            requested_by=asked_by,
            review_due=made.review_due or _last_day(end),
        )
    ]


def _is_kept_from_all(telling: Telling, scope: Scope, moment: Moment) -> bool:
    """It is not safe, and nobody is named, or nobody who would be told: who is responsible for a
    child whom it is about, or a parent of one, or whose own information it is. That others may know
    was not said then.
    """
    view = moment.view()
    about = {view.the_one(one) for one in (*scope.subjects, *view.children) if scope.names(one)}
    told = {view.the_one(one) for one in about if one not in view.children}
    told |= {link.event.person for child in about - told for link in view.deciders[child]}
    told.update(Scene(view, moment.policy).parents_of(scope))
    named = {view.the_one(one) for one in telling.not_safe_for}
    return telling.status == "NOT_SAFE" and named.isdisjoint(map(view.the_one, told))


def _looked_at_again(made: AuthorisationMade, moment: Moment) -> AuthorisationMade:
    """That it is not safe to tell is looked at again, also where nobody said when."""
    telling = made.telling
    if telling is None or telling.status != "NOT_SAFE" or telling.on is not None:
        return made
    telling = msgspec.structs.replace(telling, on=looked_at_again(moment.at))
    return msgspec.structs.replace(made, telling=telling)


def _need_what_its_kind_needs(made: AuthorisationMade, moment: Moment) -> None:
    if made.decision == "COURT_ORDER" and not made.order_reference:
        raise Refused("order-needs-reference", "/order_reference")
    if made.decision == "RELY_ONE_PARENT" and not _holds_pr(made.relies_on, moment):
        raise Refused("relies-on-whom", "/relies_on")


def _holds_pr(person: str | None, moment: Moment) -> bool:
    everyone = [r for related in moment.view().relationships.values() for r in related]
    return any(r.event.person == person and r.event.pr_status in DECIDING_PR for r in everyone)


def _missing(made: AuthorisationMade, moment: Moment) -> Iterator[Missing]:
    """What a decision of this kind must say and does not, all of it at once."""
    by_order = made.decision == "COURT_ORDER"
    if not by_order:
        yield from missing_of_every_decision(made.rationale or NOTHING_SAID, made.duty_test, moment)
        if not reasons_of(made.decision).keys() & set(made.reason_codes):
            yield "/reason_codes", OTHER_KIND if made.reason_codes else "EMPTY"
        if not (made.requested_by or made.request) and not is_between(
            Scene(moment.view(), moment.policy), made.enquiry, made.scope
        ):
            yield "/requested_by", "EMPTY"
    yield from _missing_of_telling(made.telling)
    yield from missing_of_its_bounds(made, moment)
    if made.decision in ("DISPENSE_DECISION", "OVERRIDE_DECISION", "RELY_ONE_PARENT"):
        advised = made.advice_from or made.advice_to_follow
        if not advised and (SENSITIVE | {ANY}) & set(made.scope.categories):
            yield "/advice_from", "EMPTY"
    unheard = made.decision == "OVERRIDE_DECISION" and not made.child_view_considered
    if unheard and _overrides_a_young_person(made, moment):
        yield "/child_view_considered", "EMPTY"


def _missing_of_telling(telling: Telling | None) -> Iterator[Missing]:
    if telling is None:
        yield "/telling", "EMPTY"
    elif telling.status != "TOLD":
        if telling.on is None:
            yield "/telling/on", "EMPTY"
        if telling.status == "NOT_SAFE" and not telling.reason:
            yield "/telling/reason", "EMPTY"


def _overrides_a_young_person(made: AuthorisationMade, moment: Moment) -> bool:
    """A young person who decides is spoken to before somebody decides over them."""
    view, scope = moment.view(), made.scope
    purposes = codes("purposes") if ANY in scope.purposes else scope.purposes
    return any(
        may_decide_alone(view, child.event.child, purpose)
        for child in view.children.values()
        if child.event.child in scope.subjects or ANY in scope.subjects
        for purpose in purposes
    )


def _default_end(made: AuthorisationMade, moment: Moment) -> datetime:
    """Counted from when it is put on record: a decision that began before is not over already."""
    most = moment.policy.longest(made.decision, anything=leaves_open(made.scope))
    usual = moment.policy.rule(made.decision).working_days
    return end_of_working_days_after(moment.at, min(most, usual or most))


def _last_day(end: datetime) -> date:
    """The last day on which a decision still holds: its end is exclusive."""
    return (end - timedelta(microseconds=1)).astimezone(LONDON).date()


def end_authorisation(end: AuthorisationEnded, moment: Moment) -> Sequence[AnyEvent]:
    """One agency's view does not end a decision; a recorded review does."""
    ended = next(
        (
            held.event
            for held in moment.as_it_stands.file.of(AuthorisationMade)
            if held.event.authorisation == end.authorisation
            and held.holds(held.effective_at, moment.at)
        ),
        None,
    )
    if ended is None:
        raise Refused("not-on-file", "/authorisation")
    need_the_grade(ended.decision, moment, ended.enquiry)
    return [end]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecideNotToShare:
    """Somebody decided not to share for now, and why. What it does not say yet is missing."""

    scope: Scope
    enquiry: EnquiryMeant
    effective_at: datetime
    rationale: Rationale = NOTHING_SAID
    duty_test: DutyTest | None = None
    reason_codes: Annotated[tuple[str, ...], code("not_share_reasons"), HowMany(unique=True)] = ()
    review_due: date | None = None
    request: DecisionRequest | None = None
    draft: DraftMeant | None = None
    child_view_considered: Words | UnsetType = UNSET
    to_whoever_asked: Words | UnsetType = UNSET
    typed: Annotated[str, Ours()] = ""


def decide_not_to_share(command: DecideNotToShare, moment: Moment) -> Sequence[AnyEvent]:
    """Golden rule 7 cuts both ways: a decision not to share has its reasons and its review. One
    that only sends a question back, to ask somebody first, wants words alone.

    It changes no answer: whoever is worried later shares now, or asks again.
    """
    need_the_grade(NOT_SHARE, moment, command.enquiry)
    need_a_whole_scope(command.scope)
    missing = tuple(_missing_of_not_sharing(command, moment))
    if missing:
        return [draft_of(command.typed, missing, command.enquiry, moment)]
    days = moment.policy.rule(NOT_SHARE).working_days or 1
    by_then = _last_day(end_of_working_days_after(command.effective_at, days))
    return [event_of(NotShareDecided, command, review_due=command.review_due or by_then)]


def _missing_of_not_sharing(command: DecideNotToShare, moment: Moment) -> Iterator[Missing]:
    yield from _missing_of_why_not(command, moment)
    yield from missing_of_request(command.request, moment)
    most = end_of_working_days_after(moment.at, moment.policy.longest(NOT_SHARE))
    if command.review_due is not None and command.review_due > _last_day(most):
        yield "/review_due", "TOO_LONG"


#: What says why something goes out, and never why nothing does.
_OF_GOING_OUT: Final = frozenset(
    {"/rationale/why_now", "/rationale/why_this_agency_and_information"}
)


def _missing_of_why_not(command: DecideNotToShare, moment: Moment) -> Iterator[Missing]:
    every = missing_of_every_decision(command.rationale, command.duty_test, moment)
    missing = [one for one in every if one[0] not in _OF_GOING_OUT]
    if not only_asks_first(command.reason_codes):
        yield from missing
        if not command.reason_codes:
            yield "/reason_codes", "EMPTY"
    # Whoever gave all the reasons of a decision has said what is to be done.
    elif missing and not command.to_whoever_asked:
        yield "/to_whoever_asked", "EMPTY"
