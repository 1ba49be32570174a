"""Whether going ahead over a no changed anything."""

from __future__ import annotations

from collections import Counter

from ..codes import codes
from .decisions import decisions_that_hold
from .report import Found, Material


def overrides_changed_anything(material: Material) -> Found:
    """Overrides made in the period, by what the last review that says so found."""
    found: Counter[str] = Counter()
    for one in decisions_that_hold(material):
        if one.kind == "OVERRIDE_DECISION" and material.is_in_period(one.at):
            unsaid = "REVIEWED_NOT_SAID" if one.is_reviewed else "NOT_REVIEWED"
            found[one.said_to_change or unsaid] += 1
    answers = (*codes("changed_outcomes"), "REVIEWED_NOT_SAID", "NOT_REVIEWED")
    return Found(
        [
            {"row": "SUMMARY", "overrides": found.total()},
            *(
                {"row": "ANSWER", "changed_the_outcome": answer, "overrides": found[answer]}
                for answer in answers
            ),
        ]
    )
