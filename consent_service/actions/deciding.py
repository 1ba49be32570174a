"""What decisions have in common: who may make one, what each must say, asking for one, drafts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from ..domain.deciding.grades import may_decide
from ..domain.families.staffofaname import is_namesake
from ..domain.file.held import Held
from ..domain.freetext.rationale import PASTED_WITHIN, in_plain_words, what_is_missing
from ..domain.recorded.events import AnyEvent, AuthorisationMade
from ..domain.recorded.particulars import DutyTest, Rationale
from ..domain.recorded.policy import NOT_SHARE
from ..domain.recorded.practice import (
    DecisionDrafted,
    DecisionRequested,
    DecisionReviewed,
    NotShareDecided,
)
from ..domain.said.contradicting import NOES
from ..domain.scopes.scope import ANY, DIMENSIONS, Scope
from .moment import Moment, new_id
from .refused import Refused

#: Where something is missing, as a JSON Pointer, and a code of `missing_words`.
Missing: TypeAlias = tuple[str, str]


def need_the_grade(kind: str, moment: Moment, enquiry: str, scope: Scope | None = None) -> None:
    """Raise unless the policy gives this kind of decision to the role of whoever acts."""
    in_enquiry = moment.view().enquiries.get(enquiry)
    over_a_no = scope is not None and _somebody_said_no(scope, enquiry, moment)
    # With care a no is heard in no enquiry; nobody has the grade to decide anything there.
    if in_enquiry is None or not may_decide(
        moment.policy, kind, moment.by.role, in_enquiry, over_a_no=over_a_no
    ):
        raise Refused("decision-of-another-grade")


def _somebody_said_no(scope: Scope, enquiry: str, moment: Moment) -> bool:
    """Somebody's newest answer in the enquiry about any of these people is a no."""
    newest = (
        next((r for r in said if r.event.enquiry == enquiry and _about(r.event.scope, scope)), None)
        for said in moment.view().responses.values()
    )
    return any(r is not None and r.event.answer in NOES for r in newest)


def _about(one: Scope, other: Scope) -> bool:
    return ANY in (*one.subjects, *other.subjects) or not set(one.subjects).isdisjoint(
        other.subjects
    )


def need_another_requester(requested_by: str | None, scope: Scope, moment: Moment) -> None:
    """Raise if whoever decides asked for it, by the name given, or by a request of theirs that
    nobody has answered; or has the name of somebody on the file.
    """
    mine = moment.by.id.casefold()
    file, known = moment.the_file(), moment.at
    answered = {a.event.request for a in file.of(AuthorisationMade)} | {
        h.event.request for h in file.of(NotShareDecided)
    }
    asked = any(
        held.by.casefold() == mine
        and held.event.request not in answered
        and held.holds(held.effective_at, known)
        and _about(held.event.scope, scope)
        for held in file.of(DecisionRequested)
    )
    is_asked_by_them = requested_by is not None and requested_by.strip().casefold() == mine
    is_of_the_family = is_namesake(moment.authority_file, moment.by.id, moment.view())
    if asked or is_asked_by_them or is_of_the_family:
        raise Refused("someone-else-must-decide")


def requested_by(request: str | None, moment: Moment) -> str | None:
    """Who asked for the decision, if a request for it is named."""
    asked = moment.the_file().of(DecisionRequested)
    return next((held.by for held in asked if held.event.request == request), None)


def need_a_whole_scope(scope: Scope) -> None:
    """What a decision reaches is written down, never assumed."""
    for name in DIMENSIONS:
        if not getattr(scope, name):
            raise Refused("agreement-needs-scope", f"/scope/{name}")


def missing_of_every_decision(
    rationale: Rationale, duty_test: DutyTest | None, moment: Moment
) -> Iterator[Missing]:
    """The five parts of the reasons, and the three questions of the duty to share."""
    before = moment.said_before
    pasted = (
        before is not None
        and moment.at - before <= PASTED_WITHIN
        and not _was_struck(rationale, moment)
    )
    for part, code in what_is_missing(rationale, said_before=pasted):
        yield (f"/rationale/{part}" if part else "/rationale"), code
    if duty_test is None:
        yield "/duty_test", "EMPTY"


def _was_struck(rationale: Rationale, moment: Moment) -> bool:
    """A decision on this file gave these reasons and was found to be a mistake: putting it right
    takes the same reasons again.
    """
    said = in_plain_words(rationale)
    file = moment.as_it_stands.file
    made: list[Held[AuthorisationMade] | Held[NotShareDecided]] = [
        *file.of(AuthorisationMade),
        *file.of(NotShareDecided),
    ]
    struck = (held.event.rationale for held in made if held.is_struck(moment.at))
    return any(r is not None and in_plain_words(r) == said for r in struck)


def draft_of(
    typed: str, missing: Sequence[Missing], enquiry: str, moment: Moment
) -> DecisionDrafted:
    """What was typed, kept. Each missing part stands as a pointer, a space and a code."""
    return DecisionDrafted(
        draft=new_id(),
        enquiry=enquiry,
        typed=typed,
        missing=tuple(f"{pointer} {code}" for pointer, code in missing),
        effective_at=moment.at,
    )


def request_decision(requested: DecisionRequested, _: Moment) -> Sequence[AnyEvent]:
    """Asking holds nothing up: whoever cannot wait shares now."""
    need_a_whole_scope(requested.scope)
    return [requested]


def review_decision(review: DecisionReviewed, moment: Moment) -> Sequence[AnyEvent]:
    """To go ahead, or not to share. A review that ends a decision is recorded as its end."""
    file, known = moment.as_it_stands.file, moment.at
    held = {
        a.event.authorisation: (a.event.decision, a.event.enquiry)
        for a in file.of(AuthorisationMade)
        if a.holds(a.effective_at, known)
    }
    held |= {
        h.event.decision: (NOT_SHARE, h.event.enquiry)
        for h in file.of(NotShareDecided)
        if h.holds(h.effective_at, known)
    }
    if review.decision not in held:
        raise Refused("not-on-file", "/decision")
    kind, enquiry = held[review.decision]
    need_the_grade(kind, moment, enquiry)
    return [review]
