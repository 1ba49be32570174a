"""What this council decided otherwise."""

from __future__ import annotations

from ....actions.policies import AdoptPolicy
from ....domain.policy import DecisionRule
from ...edge.fields import Code, Part, Several, Whole, YesNo
from .body import Body


class DecisionRuleSchema(Body):
    """Who may make one kind of decision, and after how many working days it ends by default."""

    makes = DecisionRule
    kind = Code("authorisation_kinds", "decision_not_to_share", required=True)
    roles = Several(Code("deciding_roles"), least=1, unique=True, required=True)
    working_days = Whole(least=1, most=260)


class AdoptPolicySchema(Body):
    """The bounds are those of `domain/policy.py`, which checks them only when reading."""

    makes = AdoptPolicy
    one_parent_enough = YesNo(required=True)
    longest_agreement_days = Whole(least=1, most=3660, required=True)
    decisions = Several(Part(DecisionRuleSchema), most=10)
    workers_respect_a_no_below_level = Whole(least=1, most=5)
    head_decides_below_level = Whole(least=1, most=5)
    small_number = Whole(least=0, most=20)
