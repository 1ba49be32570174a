"""Decisions by kind and reason, how long they took, and what is open past its review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from ..authorised import decided_at
from ..codes import codes
from ..events import AuthorisationMade
from ..particulars import DutyTest, Rationale
from ..policy import NOT_SHARE
from ..practice import DecisionRequested, NotShareDecided
from ..tasks.deciding import deciding
from ..tasks.scene import Scene
from .measuring import median, minutes
from .report import Found, Material, Row

KINDS: Final = (*codes("authorisation_kinds"), NOT_SHARE)


class Decided(NamedTuple):
    """A decision to go ahead or not to share, whichever it was."""

    file: str
    enquiry: str
    id: str
    kind: str
    at: datetime
    recorded_at: datetime
    seq: int
    by: str | None
    role: str | None
    reason_codes: tuple[str, ...]
    rationale: Rationale | None
    duty_test: DutyTest | None
    request: str | None
    struck_at: datetime | None


def every_decision(scene: Scene) -> Iterator[Decided]:
    """All that had been recorded by then, corrected since or not."""
    file = scene.file
    for a in file.of(AuthorisationMade):
        if a.recorded_at <= scene.known:
            yield Decided(
                file.id, a.event.enquiry, a.event.authorisation, a.event.decision, decided_at(a),
                a.recorded_at, a.seq,
                a.by, a.role, a.event.reason_codes, a.event.rationale, a.event.duty_test,
                a.event.request, a.struck_at,
            )  # fmt: skip
    for h in file.of(NotShareDecided):
        if h.recorded_at <= scene.known:
            e = h.event
            yield Decided(
                file.id, e.enquiry, e.decision, NOT_SHARE, decided_at(h),
                h.recorded_at, h.seq,
                h.by, h.role, e.reason_codes, e.rationale, e.duty_test,
                e.request, h.struck_at,
            )  # fmt: skip


def decisions_that_hold(scene: Scene) -> Iterator[Decided]:
    """Those in effect and not found to be an error."""
    for one in every_decision(scene):
        struck = one.struck_at is not None and one.struck_at <= scene.known
        if one.at <= scene.as_of and not struck:
            yield one


def decisions(material: Material) -> Found:
    """Those made in the period; open past review is as things stand, whenever they were made."""
    made: list[tuple[Decided, int | None]] = []
    late: list[Row] = []
    for scene in material.scenes:
        asked = {h.event.request: h.effective_at for h in scene.view.holding[DecisionRequested]}
        standing = {one.id: one for one in decisions_that_hold(scene)}
        for one in standing.values():
            if material.is_in_period(one.at):
                requested = None if one.request is None else asked.get(one.request)
                made.append((one, None if requested is None else minutes(requested, one.at)))
        late += _past_review(scene, standing)
    rows: list[Row] = []
    for kind in KINDS:
        mine = [(one, took) for one, took in made if one.kind == kind]
        rows.append(
            {
                "row": "SUMMARY",
                "kind": kind,
                "made": len(mine),
                "requested_before": sum(took is not None for _, took in mine),
                "median_minutes_from_request": median(t for _, t in mine if t is not None),
                "open_past_review": sum(row["kind"] == kind for row in late),
            }
        )
        reasons = Counter(code for one, _ in mine for code in one.reason_codes)
        rows += [
            {"row": "REASON", "kind": kind, "reason": code, "made": count}
            for code, count in sorted(reasons.items())
        ]
    against = [
        {
            "row": "DUTY_TEST_SAYS_SHARE",
            "kind": one.kind,
            "file": one.file,
            "enquiry": one.enquiry,
            "decision": one.id,
            "reasons": list(one.reason_codes),
            "decided_at": one.at,
        }
        for one, _ in sorted(made)
        if one.kind == NOT_SHARE and one.duty_test is not None and one.duty_test.says_share
    ]
    late.sort(key=lambda row: (row["review_due"], row["decision"]))
    return Found([*rows, *late, *against])


def _past_review(scene: Scene, standing: dict[str, Decided]) -> Iterator[Row]:
    for task in deciding(scene):
        if task.code == "REVIEW_DECISION" and task.overdue(scene.as_of):
            one = standing.get(task.about or "")
            if one is not None:
                yield {
                    "row": "PAST_REVIEW",
                    "kind": one.kind,
                    "file": one.file,
                    "enquiry": one.enquiry,
                    "decision": one.id,
                    "review_due": task.due,
                }
