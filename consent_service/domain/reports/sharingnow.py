"""What was shared at once: written down, looked at by a manager, upheld."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ..held import Held
from ..practice import ShareNowRecorded, ShareNowReviewed, ShareNowUsed
from ..tasks.task import close_of, next_working_day
from ..times import day_of
from ..workingdays import working_days_after
from .report import Found, Material, Row

_REVIEWED_WITHIN = 2


def share_now(material: Material) -> Found:
    """Each use in the period. One about a family that is not found yet has no file."""
    cases = sorted(_cases(material), key=lambda row: (row["used_at"], row["share_now"]))
    summary = {
        "row": "SUMMARY",
        "uses": len(cases),
        "recorded": sum(row["recorded_at"] is not None for row in cases),
        "recorded_on_time": sum(row["recorded_on_time"] is True for row in cases),
        "not_recorded_and_late": sum(
            row["recorded_on_time"] is False and row["recorded_at"] is None for row in cases
        ),
        "nothing_was_shared": sum(row["shared"] is False for row in cases),
        "reviewed": sum(row["reviewed_at"] is not None for row in cases),
        "reviewed_on_time": sum(row["reviewed_on_time"] is True for row in cases),
        "upheld": sum(row["upheld"] is True for row in cases),
        "not_upheld": sum(row["upheld"] is False for row in cases),
    }
    return Found([summary, *cases])


def _cases(material: Material) -> Iterator[Row]:
    on_file: set[str] = set()
    for scene in material.scenes:
        recorded = {h.event.share_now: h for h in reversed(scene.view.holding[ShareNowRecorded])}
        reviewed = {h.event.share_now: h for h in scene.view.holding[ShareNowReviewed]}
        for used in scene.view.holding[ShareNowUsed]:
            id = used.event.share_now
            on_file.add(id)
            if material.is_in_period(used.effective_at):
                yield _case(material.as_of, scene.file.id, used, recorded.get(id), reviewed.get(id))
    for used in material.own.of(ShareNowUsed):
        loose = used.event.share_now not in on_file
        known = used.holds(material.as_of, material.known)
        if loose and known and material.is_in_period(used.effective_at):
            yield _case(material.as_of, None, used, None, None)


def _case(
    at: datetime,
    file: str | None,
    used: Held[ShareNowUsed],
    recorded: Held[ShareNowRecorded] | None,
    reviewed: Held[ShareNowReviewed] | None,
) -> Row:
    due = close_of(next_working_day(used.effective_at))
    return {
        "row": "CASE",
        "file": file,
        "enquiry": used.event.enquiry if recorded is None else recorded.event.enquiry,
        "share_now": used.event.share_now,
        "used_at": used.effective_at,
        "record_due_at": due,
        "recorded_at": None if recorded is None else recorded.recorded_at,
        "recorded_on_time": _on_time(at, due, None if recorded is None else recorded.recorded_at),
        "shared": None if recorded is None else recorded.event.shared,
        "reviewed_at": None if reviewed is None else reviewed.recorded_at,
        "reviewed_on_time": _reviewed_on_time(at, recorded, reviewed),
        "upheld": None if reviewed is None else reviewed.event.upheld,
    }


def _on_time(at: datetime, due: datetime, done: datetime | None) -> bool | None:
    """None while it is not done and not due."""
    if done is not None:
        return done < due
    return False if at >= due else None


def _reviewed_on_time(
    at: datetime, recorded: Held[ShareNowRecorded] | None, reviewed: Held[ShareNowReviewed] | None
) -> bool | None:
    if recorded is None:
        return None
    due = working_days_after(recorded.recorded_at, _REVIEWED_WITHIN)
    if reviewed is not None:
        return day_of(reviewed.recorded_at) <= due
    return False if day_of(at) > due else None
