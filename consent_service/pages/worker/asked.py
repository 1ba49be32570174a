"""What a check asked, for a form about what follows from its answer: filled in as it was asked."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from ..asking import ask
from ..forms import Known


def question_of(known: Known, given: Mapping[str, str]) -> Mapping[str, Any] | None:
    """What the check asked that the address names, if it names one. Raises as `showCheck` does."""
    check = given.get("check", "")
    if not re.fullmatch(r"[0-9]{1,15}", check):
        return None
    visit = known.visit
    shown = ask(visit, "showCheck", file=visit.path["file"], seq=check)
    return {**shown["asked"], "enquiry": shown["enquiry"]}


def in_a_scope(known: Known, given: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """Its question as the fields of a scope."""
    asked = question_of(known, given)
    if asked is None:
        return {}
    service, organisation = chosen(asked["agency"])
    return {
        "scope.subjects": asked["subjects"],
        "scope.agencies.0": (service,),
        "scope.agencies.0.organisation": (organisation,),
        "scope.categories": asked["categories"],
        "scope.purposes": (asked["purpose"],),
        "scope.directions": (asked["direction"],),
        "enquiry": (asked["enquiry"] or "",),
    }


def in_a_conversation(known: Known, given: Mapping[str, str]) -> dict[str, Sequence[str]]:
    """Its question as what somebody is asked about."""
    asked = question_of(known, given)
    if asked is None:
        return {}
    service, organisation = chosen(asked["agency"])
    return {
        "responses.subjects": asked["subjects"],
        "responses.service.0": (service,),
        "responses.service.0.organisation": (organisation,),
        "responses.categories": asked["categories"],
        "responses.purpose": (asked["purpose"],),
        "responses.direction": (asked["direction"],),
        "enquiry": (asked["enquiry"] or "",),
    }


def chosen(agency: Mapping[str, Any]) -> tuple[str, str]:
    """An agency as it is chosen from the directory, and what is typed of one that is not in it."""
    if agency["id"] is not None:
        return f"{agency['type']}.{agency['id']}", ""
    return agency["type"], agency["organisation"] or agency["described"] or ""
