"""What families said was wrong on record, and what came of it."""

from __future__ import annotations

from collections import Counter

from ..codes import codes
from ..practice import CorrectionAnswered, CorrectionAsked, DisagreementStated, EntryCorrected
from .report import Found, Material


def corrections(material: Material) -> Found:
    """Asked for, stated and put right in the period; answered by now."""
    found: Counter[str] = Counter()
    by: Counter[str] = Counter()
    for scene in material.scenes:
        answers = {
            h.event.correction: h.event.accepted for h in scene.view.holding[CorrectionAnswered]
        }
        for asked in scene.view.holding[CorrectionAsked]:
            if material.is_in_period(asked.effective_at):
                found["asked"] += 1
                accepted = answers.get(asked.event.correction)
                found[_OUTCOME[accepted]] += 1
        found["statements"] += sum(
            material.is_in_period(h.effective_at) for h in scene.view.holding[DisagreementStated]
        )
        for corrected in scene.view.holding[EntryCorrected]:
            if material.is_in_period(corrected.recorded_at):
                by[corrected.event.requested_by] += 1
    counted = ("asked", "upheld", "not_upheld", "waiting", "statements")
    return Found(
        [
            {"row": "SUMMARY", **{name: found[name] for name in counted}},
            *(
                {"row": "CORRECTED", "requested_by": who, "entries": by[who]}
                for who in codes("correction_requesters")
            ),
        ]
    )


_OUTCOME = {True: "upheld", False: "not_upheld", None: "waiting"}
