"""Where a family stands: everybody, what each has said, in the words shown to staff. Pure."""

from __future__ import annotations

from typing import Any

from .casefile import Response
from .scope import ANY
from .view import EXPIRING_SOON, View

_SHOWN = {
    "UNDECIDED": "UNDECIDED",
    "REFUSED": "REFUSED",
    "WITHDRAWN": "WITHDRAWN",
    "ASK_ATTEMPTED": "ATTEMPTED",
    "AWAITING": "AWAITING_REPLY",
    "REPORTED_BY_REFERRER": "REPORTED_NOT_CONFIRMED",
    "NOT_ASKED_UNSAFE": "NOT_SAFE_TO_ASK",
}


def shown_status(view: View, response: Response) -> str:
    """The derived status of one answer (`domain.md` 3.2). Unknown is never shown as agreed."""
    if response.answer not in ("AGREED", "AGREED_IN_PART"):
        return _SHOWN[response.answer]
    if not view.can_be_relied_on(response):
        return "VALIDITY_CONCERN"
    if response.valid_from is not None and response.valid_from > view.as_of:
        # Agreed for later: until then nobody has agreed to anything.
        return "NOT_ASKED"
    later = [
        r
        for r in view.file.responses
        if r.answer in ("WITHDRAWN", "REFUSED")
        and (r.person, r.enquiry, r.kind) == (response.person, response.enquiry, response.kind)
        and r.order > response.order
        and r.holds(view.as_of, view.known)
    ]
    if later:
        whole = any(_takes_back_all(r, response) for r in later)
        return "WITHDRAWN" if whole else "PART_WITHDRAWN"
    if view.closed(response.enquiry) is not None:
        return "ENDED_WITH_ENQUIRY"
    if response.expires_at is not None:
        if response.expires_at <= view.as_of:
            return "EXPIRED"
        if response.expires_at - view.as_of <= EXPIRING_SOON:
            return "EXPIRING_SOON"
    excluded = response.scope.exclusions
    return "AGREED_PART" if excluded.agencies or excluded.categories else "AGREED"


def _takes_back_all(withdrawn: Response, agreed: Response) -> bool:
    taken, given = withdrawn.scope, agreed.scope
    return (
        _covers(taken.subjects, given.subjects)
        and _covers(taken.purposes, given.purposes)
        and _covers(taken.categories, given.categories)
        and ("BOTH" in taken.directions or _covers(taken.directions, given.directions))
        and all(
            any(
                t.type in ("*", g.type) and t.organisation in (None, g.organisation)
                for t in taken.agencies
            )
            for g in given.agencies
        )
    )


def _covers(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    return "*" in wide or set(narrow) <= set(wide)


def status_of_person(view: View, person: str, child: str, enquiry: str | None) -> str:
    """One word for where a caregiver stands about one child in an enquiry.

    An answer about a brother says nothing about this child: then nobody has been asked.
    """
    if not view.is_safe_to_ask(person):
        return "NOT_SAFE_TO_ASK"
    said = [
        r
        for r in view.responses.get(person, ())
        if r.enquiry == enquiry and (child in r.scope.subjects or ANY in r.scope.subjects)
    ]
    answered = [r for r in said if r.answer != "ASK_ATTEMPTED"]
    if answered:
        return shown_status(view, answered[0])
    if not view.is_reachable(person, enquiry):
        return "UNREACHABLE"
    return "ATTEMPTED" if said else "NOT_ASKED"


def standing(view: View) -> dict[str, Any]:
    """Children, adults, who is what to whom, and what each has said. Plain values, codes kept."""
    file = view.file
    newest = next(reversed(view.enquiries), None)
    return {
        "reference": file.reference,
        "enquiry": newest,
        "enquiries": [
            {
                "id": e.id,
                "opened_at": e.effective_at,
                "closed_at": closed.effective_at if (closed := view.closed(e.id)) else None,
                "close_reason": closed.reason if closed else None,
                "rating": e.rating,
                "referrer_agency": e.referrer_agency,
                "referrer_reported_consent": e.referrer_reported_consent,
            }
            for e in view.enquiries.values()
        ],
        "children": [
            {
                "id": c.id,
                "names": c.names,
                "dob": c.dob,
                "estimated_due_date": c.estimated_due_date,
                "age": view.age(c),
                "objects": view.objects(c.id),
                "caregivers": [
                    {
                        "person": r.person,
                        "role": r.role,
                        "pr_status": r.pr_status,
                        "pr_checked": r.pr_checked,
                        "main_caregiver": r.main_caregiver,
                        "status": status_of_person(view, r.person, c.id, newest),
                    }
                    for r in view.relationships.get(c.id, ())
                ],
            }
            for c in view.children.values()
        ],
        "adults": [
            {
                "id": a.id,
                "names": a.names,
                "safe_to_ask": view.is_safe_to_ask(a.id),
                "reachable": view.is_reachable(a.id, newest),
                "advocate": status.status if (status := view.advocate(a.id, newest)) else None,
            }
            for a in view.adults.values()
        ],
        "responses": [
            {
                "id": r.id,
                "person": r.person,
                "enquiry": r.enquiry,
                "kind": r.kind,
                "answer": r.answer,
                "status": shown_status(view, r),
                "scope": r.scope,
                "effective_at": r.effective_at,
                "recorded_at": r.recorded_at,
                "expires_at": r.expires_at,
                "words": r.words,
                "written_summary_sent": r.id in view.summarised,
                "seq": r.seq,
            }
            for r in file.responses
            if r.holds(view.as_of, view.known)
        ],
        "authorisations": [
            {
                "id": a.id,
                "kind": a.kind,
                "scope": a.scope,
                "start": a.effective_at,
                "end": a.end,
                "safe_to_tell": a.safe_to_tell,
                "relies_on": a.relies_on,
                "seq": a.seq,
            }
            for a in view.authorisations
        ],
    }
