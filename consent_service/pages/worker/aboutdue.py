"""What a task is about, in a few words: which agency, of which answer, and what was written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..agencies import agency_alone


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
    wrong = [(one["id"], one["words"]) for one in stands["corrections_asked"]]
    wrote = [*((one["request"], one["words"]) for one in asked), *wrong]
    return found | {
        id: ": ".join(filter(None, (found.get(id), f"“{words}”"))) for id, words in wrote if words
    }
