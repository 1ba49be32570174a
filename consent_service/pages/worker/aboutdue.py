"""What a task is about, in a few words: which agency, of which answer, and what was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...domain.tasks.saiddone import ASKED_PARENT
from ...domain.tasks.task import FIRST
from ..agencies import agency_alone
from ..called import names_on
from ..doing import does, what_to_do
from ..frame import Visit
from ..heard import attempts
from .eachitem import name_in


def due_of(
    visit: Visit, answer: Mapping[str, Any], stands: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """What an answer leaves to do; and whether it is to read what somebody wrote to us, before
    anybody goes by a yes of theirs.
    """
    about, names = with_whom_of(stands), {**names_on(stands), **answer["people"]}
    for task in answer["tasks"]:
        who = task["person"] or task["child"]
        yield {
            "address": does(visit, task, answer["ledger"] and answer["ledger"]["seq"]),
            "what": what_to_do(task),
            "who": None if who is None else name_in(names, who),
            "with": about.get(task["about"]),
            # A call for help stands before all else there.
            "is_to_read": bool(task["words"]) and task["code"] not in FIRST,
            "by": task["due"],
            "is_late": task["overdue"],
            "code": task["code"],
        }


def with_whom_of(stands: Mapping[str, Any]) -> dict[str, str]:
    """By what a task is about: the agencies of an answer, of an invitation or a plan the one that
    has it, and what somebody wrote when they asked for it.
    """
    found = {
        one["id"]: ", ".join(map(agency_alone, one["scope"]["agencies"]))
        for one in stands["responses"]
    }
    invited = [(one["invitation"], one) for m in stands["meetings"] for one in m["invited"]]
    having = [(one["recipient"], one) for plan in stands["plans"] for one in plan["recipients"]]
    for id, one in (*invited, *having):
        if one["agency"] is not None:
            found[id] = ": ".join(filter(None, (agency_alone(one["agency"]), one["name"])))
    asked = stands["done"]["family_requests"]
    found |= {one["request"]: found[one["about"]] for one in asked if one["about"] in found}
    return found | {
        id: ": ".join(filter(None, (found.get(id), f"“{words}”")))
        for id, words in _written(stands)
        if words
    }


def _written(stands: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """What each asked for, or says is wrong, with what they wrote."""
    yield from ((one["request"], one["words"]) for one in stands["done"]["family_requests"])
    yield from ((one["id"], one["words"]) for one in stands["corrections_asked"])
    yield from ((one["id"], one["words"]) for one in attempts(stands))
    asked = [o for o in stands["done"]["follow_ups"] if o["action_taken"] == ASKED_PARENT]
    for check in dict.fromkeys(one["check"] for one in asked):
        notes = (one["note"] for one in asked if one["check"] == check)
        yield str(check), "; ".join(filter(None, notes))
