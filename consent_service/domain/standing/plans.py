"""Safety plans as staff read them: what each version says, and who has which."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import msgspec

from ..file.view import View
from ..following.planned import End, Planned, Recipient, decides_with_us, planned, shared_with
from ..recorded.plans import PlanEnded
from ..recorded.practice import TellingRecorded
from ..scopes.scope import Agency
from .known import said_in

OF_A_VERSION: Final = (
    *("version", "enquiry", "children", "dangers", "goals", "steps", "contact", "review_on"),
    "reason",
)
OF_A_RECIPIENT: Final = ("recipient", "agency", "person", "name", "ended")
OF_A_SHARING: Final = ("version", "sent_via", "disclosure")
OF_A_CONFIRMATION: Final = ("version", "words")


def plans(view: View) -> list[dict[str, Any]]:
    """Each plan, the newest version last."""
    return [
        {
            "plan": plan.newest.event.plan,
            "version": plan.newest.event.version,
            "versions": [said_in(held, *OF_A_VERSION) for held in plan.versions],
            "looked_at_again": plan.looked_at_again,
            "ended": None if plan.ended is None else _ended(plan.ended),
            "following": len(plan.following),
            "to_have": len(plan.to_have),
            "having": len(plan.having),
            "recipients": [_recipient(view, plan, one) for one in plan.recipients],
        }
        for plan in planned(view)
    ]


def _named(agency: Agency) -> dict[str, str]:
    """As a question takes it: what is not known is left out."""
    said = msgspec.structs.asdict(agency)
    return {name: value for name, value in said.items() if value is not None}


def _ended(end: End) -> dict[str, Any]:
    if isinstance(end.event, PlanEnded):
        return said_in(end, "reason")
    return {**said_in(end), "reason": end.event.what_was_wrong}


def _told_at(one: Recipient) -> datetime | None:
    """That they were not told, and why, is on record as well, and is no telling."""
    held = one.told_of_end
    if held is None or (isinstance(held.event, TellingRecorded) and not held.event.told):
        return None
    return held.effective_at


def _recipient(view: View, plan: Planned, one: Recipient) -> dict[str, Any]:
    made = plan.newest
    person = one.person
    with_us = person is not None and decides_with_us(view, made.event, person)
    asks = {
        "enquiry": made.event.enquiry,
        "subjects": made.event.children,
        "agency": _named(shared_with(view, one)),
        "categories": ("SAFETY_PLAN",),
        "purpose": "SAFETY_PLAN",
        "direction": "SHARE",
    }
    return {
        **said_in(one.named, *OF_A_RECIPIENT),
        "follows": one.follows,
        "may_have_it": None if person is None else one.may_have,
        "question": None if with_us else asks,
        "shared": None if one.shared is None else said_in(one.shared, *OF_A_SHARING),
        "confirmed": None if one.confirmed is None else said_in(one.confirmed, *OF_A_CONFIRMATION),
        "told_of_end_at": _told_at(one),
    }
