"""Put a manager's decision on record, and its end. The decision reads it as a fact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..domain import events
from ..domain.scope import Scope
from .moment import Moment, new_id
from .refused import Refused
from .responses import need_subjects


@dataclass(frozen=True, slots=True)
class RecordAuthorisation:
    """A manager decided to go ahead without agreement, or to rely on one parent."""

    kind: str
    scope: Scope
    safe_to_tell: bool
    rationale: str
    enquiry: str | None = None
    start: datetime | None = None
    end: datetime | None = None
    relies_on: str | None = None
    reason_codes: tuple[str, ...] = ()
    order_reference: str | None = None
    requested_by: str | None = None


def record_authorisation(command: RecordAuthorisation, moment: Moment) -> Sequence[events.AnyEvent]:
    """A decision has a scope and an end; only a court's order may set no end."""
    enquiry = moment.the_enquiry(command.enquiry, "/enquiry")
    need_subjects(command.scope, moment, "/scope/subjects")
    for name in ("subjects", "agencies", "purposes", "categories", "directions"):
        if not getattr(command.scope, name):
            raise Refused("agreement-needs-scope", f"/scope/{name}")
    if command.kind == "RELY_ONE_PARENT":
        if command.relies_on is None:
            raise Refused("relies-on-whom", "/relies_on")
        moment.need_person(command.relies_on, "/relies_on")
    if command.kind == "COURT_ORDER" and not command.order_reference:
        raise Refused("order-needs-reference", "/order_reference")
    start = moment.when(command.start, "/start")
    if command.end is None and command.kind != "COURT_ORDER":
        raise Refused("decision-needs-end", "/end")
    if command.end is not None and command.end <= start:
        raise Refused("ends-before-it-begins", "/end")
    return [
        events.AuthorisationMade(
            authorisation=new_id(),
            enquiry=enquiry,
            decision=command.kind,
            scope=command.scope,
            safe_to_tell=command.safe_to_tell,
            effective_at=start,
            end=command.end,
            relies_on=command.relies_on,
            reason_codes=command.reason_codes,
            rationale=command.rationale,
            order_reference=command.order_reference,
            requested_by=command.requested_by,
        )
    ]


@dataclass(frozen=True, slots=True)
class EndAuthorisation:
    """A manager's review ended a decision."""

    authorisation: str
    reason: str
    effective_at: datetime | None = None


def end_authorisation(command: EndAuthorisation, moment: Moment) -> Sequence[events.AnyEvent]:
    """One agency's view does not end a decision; a recorded review does."""
    known = moment.at
    if not any(
        a.id == command.authorisation and a.holds(a.effective_at, known)
        for a in moment.the_file().authorisations
    ):
        raise Refused("not-on-file", "/authorisation")
    return [
        events.AuthorisationEnded(
            authorisation=command.authorisation,
            reason=command.reason,
            effective_at=moment.when(command.effective_at, "/effective_at"),
        )
    ]
