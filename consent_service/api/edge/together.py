"""What can be wrong about meetings and safety plans, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .outages import Problem

TOGETHER: Final[Mapping[str, Problem]] = {
    "agency-or-person": Problem(
        422,
        "This is for an agency or for somebody on the file, and says neither or both.",
        "Name the agency, or the person by id, and leave the other out.",
    ),
    "plan-shared-how": Problem(
        422,
        "It does not say on which basis this plan was shared, and in which words.",
        "Give the disclosure: its basis, what it rests on, the purpose and the exact words.",
    ),
    "plan-first": Problem(
        409,
        "No version of the plan was given to this recipient.",
        "Record that it was given to them, then that they confirmed it.",
    ),
}
