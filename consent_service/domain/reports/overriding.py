"""Whether what was learned without a yes changed what was done."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ..codes import codes
from .decisions import decisions_that_hold
from .report import Found, Material, Row

#: A court decided, not we: whether that changed anything is no measure of our practice.
_NOT_OURS: Final = "COURT_ORDER"
_ANSWERS: Final = (*codes("changed_outcomes"), "REVIEWED_NOT_SAID", "NOT_REVIEWED")


def overrides_changed_anything(material: Material) -> Found:
    """Decisions of the period to go ahead, by kind and by what the last review that says so found:
    over a no, on one parent's word, without asking, and under section 47.
    """
    kinds = [kind for kind in codes("authorisation_kinds") if kind != _NOT_OURS]
    found: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    for one in decisions_that_hold(material):
        if one.kind in found and material.is_in_period(one.at):
            unsaid = "REVIEWED_NOT_SAID" if one.is_reviewed else "NOT_REVIEWED"
            found[one.kind][one.said_to_change or unsaid] += 1
    made: list[Row] = [
        {"row": "KIND", "kind": kind, "overrides": of.total()} for kind, of in found.items()
    ]
    changed: list[Row] = [
        {
            "row": "ANSWER",
            "changed_the_outcome": answer,
            "overrides": sum(of[answer] for of in found.values()),
        }
        for answer in _ANSWERS
    ]
    every = sum(of.total() for of in found.values())
    return Found([{"row": "SUMMARY", "overrides": every}, *made, *changed])
