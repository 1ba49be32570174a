"""Safety plans: made, given to whoever must follow one, confirmed, ended."""

from __future__ import annotations

from typing import Final

from ...actions import plans as actions
from ...domain.recorded import plans
from ..edge.operations import FILE
from .write import Write

_PLAN: Final = f"{FILE}/plans/<string:plan>"
_RECIPIENT: Final = f"{FILE}/plan-recipients/<string:recipient>"

WRITES: Final = (
    Write(
        "makePlan",
        f"{FILE}/plans",
        "Make a safety plan or its next version, and name who must follow it",
        actions.MakePlan,
        actions.make_plan,
        description=(
            "Danger statements, safety goals, who does what and when that is looked at again, how "
            "each may be with the children. With `plan` it is the next version of that one, which "
            "whoever follows it is to be given."
        ),
    ),
    Write(
        "nameRecipient",
        f"{_PLAN}/recipients",
        "Say that an agency or one of the family is to have a safety plan, or no longer is",
        plans.PlanRecipientNamed,
        actions.name_recipient,
        description=(
            "Nobody is given it by that. Whoever is not known to be safe is no task of anybody's."
        ),
    ),
    Write(
        "sharePlan",
        f"{_RECIPIENT}/sharings",
        "Record that a recipient was given a version of a safety plan",
        actions.SharePlan,
        actions.share_plan,
        names_check=True,
        description=(
            "It is a disclosure like any other, and held against what stood on record: ask with "
            "the `question` that `showFile` has for the recipient, and name that check. The child, "
            "and whoever decides for each child of the plan, are given it without one."
        ),
    ),
    Write(
        "confirmPlan",
        f"{_RECIPIENT}/confirmations",
        "Record that a recipient has a version of a safety plan, and what they say of it",
        plans.PlanConfirmed,
        actions.confirm_plan,
        description="What they were never given they cannot have.",
    ),
    Write(
        "endPlan",
        f"{_PLAN}/end",
        "End a safety plan",
        plans.PlanEnded,
        description=(
            "A worker's word waits for a manager: until then it stands. Everybody who had it is "
            "to be told."
        ),
    ),
)
