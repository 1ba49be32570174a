"""What families said was wrong on record, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from ..codes import codes
from ..recorded.practice import (
    CorrectionAnswered,
    CorrectionAsked,
    DisagreementStated,
    EntryCorrected,
)
from ..tasks.scene import Scene
from .lines import Lines
from .report import Found, Material

_OUTCOME: Final = {True: "upheld", False: "not_upheld", None: "waiting"}
_STATED: Final = "statements"
_CORRECTED: Final = "corrected"


class _Corrected(msgspec.Struct, frozen=True, array_like=True):
    """Something that was asked for, stated or put right; `by` is for whom it was put right."""

    at: datetime
    what: str
    by: str | None = None


def _said(scene: Scene) -> Iterator[_Corrected]:
    holding = scene.view.holding
    answers = {h.event.correction: h.event.accepted for h in holding[CorrectionAnswered]}
    for asked in holding[CorrectionAsked]:
        yield _Corrected(asked.effective_at, _OUTCOME[answers.get(asked.event.correction)])
    for stated in holding[DisagreementStated]:
        yield _Corrected(stated.effective_at, _STATED)
    for corrected in holding[EntryCorrected]:
        yield _Corrected(corrected.recorded_at, _CORRECTED, corrected.event.requested_by)


SAID_WRONG: Final = Lines("said-wrong", _Corrected, _said)


def corrections(material: Material) -> Found:
    """Asked for, stated and put right in the period; answered by now."""
    found: Counter[str] = Counter()
    by: Counter[str | None] = Counter()
    for _, one in material.lines(SAID_WRONG):
        if material.is_in_period(one.at):
            found[one.what] += 1
            found["asked"] += one.what in _OUTCOME.values()
            by[one.by] += 1
    counted = ("asked", "upheld", "not_upheld", "waiting", _STATED)
    return Found(
        [
            {"row": "SUMMARY", **{name: found[name] for name in counted}},
            *(
                {"row": "CORRECTED", "requested_by": who, "entries": by[who]}
                for who in codes("correction_requesters")
            ),
        ]
    )
