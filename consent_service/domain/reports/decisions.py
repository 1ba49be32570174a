"""Decisions by kind and reason, how long they took, and what is open past its review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, NamedTuple

import msgspec

from ..codes import codes
from ..deciding.authorised import decided_at
from ..file.held import Held, in_order, is_by
from ..recorded.events import AuthorisationMade
from ..recorded.policy import NOT_SHARE
from ..recorded.practice import DecisionRequested, DecisionReviewed, NotShareDecided
from ..tasks.scene import Scene
from ..tasks.tobedecided import deciding
from .lines import Lines
from .measuring import median, minutes
from .report import Found, Material, Row

KINDS: Final = (*codes("authorisation_kinds"), NOT_SHARE)


class Decided(msgspec.Struct, frozen=True, array_like=True):
    """A decision to go ahead or not to share, whichever it was, and what came of it.

    `requested_at`: when a worker had asked for it. `review_due` is the day of a review that is to
    be done, late from `late_from` on. `changed`: what its last review said of that, and
    `said_to_change` the last one that said something.
    """

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
    says_share: bool
    struck_at: datetime | None
    requested_at: datetime | None
    review_due: date | None
    late_from: datetime | None
    is_reviewed: bool
    changed: str | None
    said_to_change: str | None


def every_decision(scene: Scene) -> Iterator[Decided]:
    """All that are on the file, corrected since or not."""
    reviews = {t.about: t for t in scene.tasks(deciding) if t.code == "REVIEW_DECISION"}
    asked = {h.event.request: h.effective_at for h in scene.view.holding[DecisionRequested]}
    for held, id, kind in recorded_decisions(scene):
        event, review = held.event, reviews.get(id)
        looked = sorted(scene.view.by[DecisionReviewed, "decision"].get(id, ()), key=in_order)
        changed = [one.event.changed_the_outcome for one in looked]
        yield Decided(
            scene.file.id,
            event.enquiry,
            id,
            kind,
            decided_at(held),
            held.recorded_at,
            held.seq,
            held.by,
            held.role,
            event.reason_codes,
            event.duty_test is not None and event.duty_test.says_share,
            held.struck_at,
            None if event.request is None else asked.get(event.request),
            None if review is None else review.due,
            None if review is None else review.late_from,
            bool(looked),
            changed[-1] if changed else None,
            next((one for one in reversed(changed) if one is not None), None),
        )


DECISIONS: Final = Lines("decisions", Decided, every_decision)


class DecisionStands(NamedTuple):
    """A decision as it stands on the file, its id and its kind."""

    held: Held[AuthorisationMade] | Held[NotShareDecided]
    id: str
    kind: str


def recorded_decisions(scene: Scene) -> Iterator[DecisionStands]:
    """Each of a file, corrected since or not."""
    for authorised in scene.file.of(AuthorisationMade):
        event = authorised.event
        yield DecisionStands(authorised, event.authorisation, event.decision)
    for held in scene.file.of(NotShareDecided):
        yield DecisionStands(held, held.event.decision, NOT_SHARE)


def known_decisions(material: Material) -> Iterator[Decided]:
    """All that had been recorded by then, corrected since or not."""
    return (one for _, one in material.lines(DECISIONS) if one.recorded_at <= material.known)


def decisions_that_hold(material: Material) -> Iterator[Decided]:
    """Those in effect and not found to be an error."""
    for one in known_decisions(material):
        if one.at <= material.as_of and not is_by(one.struck_at, material.known):
            yield one


def decisions(material: Material) -> Found:
    """Those made in the period; open past review is as things stand, whenever they were made."""
    made: list[tuple[Decided, int | None]] = []
    late: list[Row] = []
    for one in decisions_that_hold(material):
        if material.is_in_period(one.at):
            requested = one.requested_at
            made.append((one, None if requested is None else minutes(requested, one.at)))
        if material.is_late(one.late_from):
            late.append(_past_review(one))
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
        for one, _ in sorted(made, key=lambda made: (made[0].file, made[0].enquiry, made[0].id))
        if one.kind == NOT_SHARE and one.says_share
    ]
    late.sort(key=lambda row: (row["review_due"], row["decision"]))
    return Found([*rows, *late, *against])


def _past_review(one: Decided) -> Row:
    return {
        "row": "PAST_REVIEW",
        "kind": one.kind,
        "file": one.file,
        "enquiry": one.enquiry,
        "decision": one.id,
        "review_due": one.review_due,
    }
