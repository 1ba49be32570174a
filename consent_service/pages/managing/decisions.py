"""Decisions that wait for a manager: the question, each caregiver's own words, the minutes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask import Response

from ...domain.codes import label
from ...domain.listed import MOST_URGENT_FIRST, NOT_RATED
from ...domain.words.naming import lasting
from ..asking import ask
from ..frame import Visit, show
from ..page import Page
from .asked import question_of, request_of, said_by_each

#: Each line is read from its family's file, so that a page has only so many.
_ON_A_PAGE: Final = "20"


def _decisions(visit: Visit) -> Response:
    listed = ask(visit, "listTasks", {"code": "DECIDE", "limit": _ON_A_PAGE})
    tasks = sorted(listed["tasks"], key=_first_what_cannot_wait)
    return show(
        visit,
        "decisions.html",
        "Decisions waiting",
        is_wide=True,
        waiting=sorted(_waiting(visit, tasks), key=lambda one: not one["is_at_risk_now"]),
        more=listed["next"] is not None,
        counted=listed["counted"]["listed"],
        behind=listed["behind"],
        unreadable=listed["unreadable"],
    )


def _first_what_cannot_wait(task: Mapping[str, Any]) -> tuple[int, int]:
    return MOST_URGENT_FIRST.index(task["rating"] or NOT_RATED), -task["minutes_waiting"]


def _waiting(visit: Visit, tasks: list[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    files: dict[str, dict[str, Any]] = {}
    for task in tasks:
        file = task["file"]
        if file not in files:
            files[file] = ask(visit, "showFile", file=file)
        stands = files[file]
        asked = request_of(stands, task["about"])
        yield {
            "address": f"/files/{file}/decisions/{asked['id']}",
            "question": question_of(stands, asked),
            "said": [(one, list(_last(one["said"]))) for one in said_by_each(stands, asked)],
            "minutes": lasting(task["minutes_waiting"]),
            "is_late": task["overdue"],
            "rating": label("ratings", task["rating"]) if task["rating"] else None,
            "urgency": label("urgencies", asked["urgency"]),
            "is_at_risk_now": asked["urgency"] == "IMMEDIATE",
            "for": label("staff_roles", task["for_role"]),
        }


def _last(said: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """All that they said last: in one talk a no to the one and a yes to the other. A no of another
    enquiry stands beside what they said in this one, whenever that was.
    """
    here = [one["at"] for one in said if not one.get("is_elsewhere")][:1]
    return (one for one in said if one.get("is_elsewhere") or one["at"] in here)


PAGES: Final = (Page("decisionsWaiting", "GET", "/decisions", _decisions),)
