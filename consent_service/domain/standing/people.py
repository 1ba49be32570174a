"""Who is on the file, where each of them stands, and who supports them."""

from __future__ import annotations

from typing import Any

from ..casefile import AdvocateStatus, latest
from ..oneadvocate import interprets, is_in_conflict
from ..statuses import status_of_person
from ..view import View


def enquiries(view: View) -> list[dict[str, Any]]:
    """Each enquiry, open or closed."""
    return [
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
    ]


def children(view: View, enquiry: str | None) -> list[dict[str, Any]]:
    """Each child, with everybody who cares for them and where they stand."""
    return [
        {
            "id": c.id,
            "names": c.names,
            "dob": c.dob,
            "estimated_due_date": c.estimated_due_date,
            "gender": c.gender,
            "age": view.age(c),
            "objects": view.objects(c.id),
            "caregivers": [
                {
                    "person": r.person,
                    "role": r.role,
                    "pr_status": r.pr_status,
                    "pr_checked": r.pr_checked,
                    "main_caregiver": r.main_caregiver,
                    "status": status_of_person(view, r.person, c.id, enquiry),
                }
                for r in view.relationships.get(c.id, ())
            ],
        }
        for c in view.children.values()
    ]


def adults(view: View, enquiry: str | None) -> list[dict[str, Any]]:
    """Each adult."""
    return [
        {
            "id": a.id,
            "names": a.names,
            "safe_to_ask": view.is_safe_to_ask(a.id),
            "reachable": view.is_reachable(a.id, enquiry),
            "digital_access": a.digital_access,
            "advocate": status.status if (status := view.advocate(a.id, enquiry)) else None,
        }
        for a in view.adults.values()
    ]


def needs(view: View) -> list[dict[str, Any]]:
    """What makes an advocate matter more, for each person it was recorded of."""
    return [
        {
            "person": person,
            "indicators": newest.event.indicators,
            "note": newest.event.note,
            "effective_at": newest.effective_at,
        }
        for person in dict.fromkeys(held.event.person for held in view.file.needs)
        if (
            newest := latest(
                (held for held in view.file.needs if held.event.person == person),
                view.as_of,
                view.known,
            )
        )
        is not None
    ]


def advocates(view: View) -> list[dict[str, Any]]:
    """Where each person stands about an advocate, in each enquiry in which it was talked about."""
    pairs = dict.fromkeys((a.person, a.enquiry) for a in view.file.advocates)
    found = (view.advocate(person, enquiry) for person, enquiry in pairs)
    return [_advocate(view, status) for status in found if status is not None]


def _advocate(view: View, status: AdvocateStatus) -> dict[str, Any]:
    named = status.advocate is not None or status.advocate_person is not None
    return {
        "person": status.person,
        "enquiry": status.enquiry,
        "status": status.status,
        "advocate": status.advocate,
        "advocate_person": status.advocate_person,
        "relationship": status.relationship,
        "organisation": status.organisation,
        "suitability": status.suitability,
        "information_permission": status.information_permission,
        "interpreter_separate": (
            not interprets(view, status.enquiry, status.advocate) if named else None
        ),
        "conflict": is_in_conflict(view, status),
        "parent_words": status.parent_words,
        "effective_at": status.effective_at,
    }
