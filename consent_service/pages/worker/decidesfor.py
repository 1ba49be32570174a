"""For which children somebody who is asked decides, and of what; and to which they are nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ...domain.codes import codes, label
from ...domain.words.naming import listed, lower_first
from ..forms.choices import Known
from ..unconfirmed import holds
from .askedabout import AskedAbout

#: An order by which a carer decides some things.
_DELEGATED: Final = "DELEGATED_AUTHORITY"


def is_carer(child: Mapping[str, Any], person: str) -> bool:
    """Whether they are something to this child, on record."""
    return any(one["person"] == person for one in child["caregivers"])


def not_theirs(known: Known, adult: Mapping[str, Any] | None, about: Sequence[str]) -> str:
    """The children about whom an adult is asked to whom, on record, they are nothing: whoever asks
    them tells them of somebody else's child.
    """
    if adult is None:
        return ""
    strangers = [
        child["names"]
        for child in known.file["children"]
        if child["id"] in about and not is_carer(child, adult["id"])
    ]
    return listed(strangers) if strangers else ""


def supports(known: Known, person: str, asked: AskedAbout) -> str:
    """The children of whom somebody is asked who does not decide for them: a carer, a parent whose
    responsibility has ended, or of a child who decides alone or is not born yet.
    """
    names = [
        child["names"]
        for child in known.file["children"]
        for carer in child["caregivers"]
        if child["id"] in asked.subjects
        and carer["person"] == person
        and not _decides_for(carer, child, asked.purpose)
        and _left_to_others(known, person, child["id"], asked)
    ]
    return listed(names) if names else ""


def _left_to_others(known: Known, person: str, child: str, asked: AskedAbout) -> list[str]:
    """The kinds that are asked about of which nothing was delegated to them."""
    kept = known.file["known"]
    ended = {one["order"] for one in kept["orders_ended"] if holds(one)}
    theirs = [
        kind
        for one in filter(holds, kept["orders"])
        if one["order"] not in ended and one["order_type"] == _DELEGATED
        if (one["child"], asked.purpose in one["purposes"]) == (child, True)
        if person in one["people"]
        for kind in one["categories"]
    ]
    return [one for one in asked.categories if one not in theirs]


def delegated(known: Known, person: str, asked: AskedAbout) -> str:
    """Of what is asked, what they do decide for a child for whom others are responsible."""
    kinds = {
        kind
        for child in asked.subjects
        for kind in {*asked.categories}.difference(_left_to_others(known, person, child, asked))
    }
    words = [lower_first(label("categories", one)) for one in asked.categories if one in kinds]
    return listed(words) if words else ""


def _decides_for(carer: Mapping[str, Any], child: Mapping[str, Any], purpose: str) -> bool:
    if child["age"] is None and carer["role"] != "MOTHER":
        return False
    holds = codes("pr_statuses")[carer["pr_status"]].attributes.get("decides")
    return bool(holds) and purpose not in child["decides_alone"]
