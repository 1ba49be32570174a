"""What was shared at once: written down, looked at by a manager, upheld."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from ..file.held import Held
from ..following.notwhole import not_whole, stands_as_shared
from ..recorded.sharingatonce import ShareNowRecorded, ShareNowReviewed, ShareNowUsed
from ..tasks.scene import Scene
from ..tasks.task import close_of, next_working_day
from ..times import day_of
from ..workingdays import working_days_after
from .lines import Lines
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
        "not_all_written_down": sum(row["is_whole"] is False for row in cases),
        "nothing_was_shared": sum(row["shared"] is False for row in cases),
        "reviewed": sum(row["reviewed_at"] is not None for row in cases),
        "reviewed_on_time": sum(row["reviewed_on_time"] is True for row in cases),
        "upheld": sum(row["upheld"] is True for row in cases),
        "not_upheld": sum(row["upheld"] is False for row in cases),
    }
    return Found([summary, *cases])


class _Used(msgspec.Struct, frozen=True, array_like=True):
    """A use, and what came of it."""

    share_now: str
    enquiry: str | None
    used_at: datetime
    recorded_at: datetime | None
    shared: bool | None
    is_whole: bool | None
    reviewed_at: datetime | None
    upheld: bool | None


def _uses(scene: Scene) -> Iterator[_Used]:
    recorded = {h.event.share_now: h for h in reversed(scene.view.holding[ShareNowRecorded])}
    reviewed = {h.event.share_now: h for h in scene.view.holding[ShareNowReviewed]}
    in_part = {h.event.share_now for h in not_whole(scene.view)}
    for used in scene.view.holding[ShareNowUsed]:
        id = used.event.share_now
        found = _used(used, recorded.get(id), reviewed.get(id), is_whole=id not in in_part)
        if found.shared is not None:
            shared = stands_as_shared(scene.view, id) is not None
            found = msgspec.structs.replace(found, shared=shared)
        yield found


def _used(
    used: Held[ShareNowUsed],
    recorded: Held[ShareNowRecorded] | None,
    reviewed: Held[ShareNowReviewed] | None,
    *,
    is_whole: bool = True,
) -> _Used:
    return _Used(
        used.event.share_now,
        used.event.enquiry if recorded is None else recorded.event.enquiry,
        used.effective_at,
        None if recorded is None else recorded.recorded_at,
        None if recorded is None else recorded.event.shared,
        None if recorded is None else is_whole,
        None if reviewed is None else reviewed.recorded_at,
        None if reviewed is None else reviewed.event.upheld,
    )


USES: Final = Lines("share-now", _Used, _uses)


def _cases(material: Material) -> Iterator[Row]:
    on_file: set[str] = set()
    for file, one in material.lines(USES):
        on_file.add(one.share_now)
        if material.is_in_period(one.used_at):
            yield _case(material.as_of, file, one)
    for used in material.own.of(ShareNowUsed):
        loose = used.event.share_now not in on_file
        known = used.holds(material.as_of, material.known)
        if loose and known and material.is_in_period(used.effective_at):
            yield _case(material.as_of, None, _used(used, None, None))


def _case(at: datetime, file: str | None, one: _Used) -> Row:
    due = close_of(next_working_day(one.used_at))
    return {
        "row": "CASE",
        "file": file,
        "enquiry": one.enquiry,
        "share_now": one.share_now,
        "used_at": one.used_at,
        "record_due_at": due,
        "recorded_at": one.recorded_at,
        "recorded_on_time": _on_time(at, due, one.recorded_at),
        "shared": one.shared,
        "is_whole": one.is_whole,
        "reviewed_at": one.reviewed_at,
        "reviewed_on_time": _reviewed_on_time(at, one.recorded_at, one.reviewed_at),
        "upheld": one.upheld,
    }


def _on_time(at: datetime, due: datetime, done: datetime | None) -> bool | None:
    """None while it is not done and not due."""
    if done is not None:
        return done < due
    return False if at >= due else None


def _reviewed_on_time(
    at: datetime, recorded: datetime | None, reviewed: datetime | None
) -> bool | None:
    if recorded is None:
        return None
    due = working_days_after(recorded, _REVIEWED_WITHIN)
    if reviewed is not None:
        return day_of(reviewed) <= due
    return False if day_of(at) > due else None
