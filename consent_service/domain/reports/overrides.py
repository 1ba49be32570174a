"""Whether going ahead over a no changed anything."""

from __future__ import annotations

from collections import Counter

from ..codes import codes
from ..held import in_order
from ..practice import DecisionReviewed
from .decisions import decisions_that_hold
from .report import Found, Material


def overrides_changed_anything(material: Material) -> Found:
    """Overrides made in the period, by what the last review that says so found."""
    found: Counter[str] = Counter()
    for scene in material.scenes:
        for one in decisions_that_hold(scene):
            if one.kind != "OVERRIDE_DECISION" or not material.is_in_period(one.at):
                continue
            reviews = scene.view.by[DecisionReviewed, "decision"].get(one.id, ())
            said = max(
                (h for h in reviews if h.event.changed_the_outcome is not None),
                key=in_order,
                default=None,
            )
            if said is not None and said.event.changed_the_outcome is not None:
                found[said.event.changed_the_outcome] += 1
            else:
                found["REVIEWED_NOT_SAID" if reviews else "NOT_REVIEWED"] += 1
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
