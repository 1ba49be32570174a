"""What this council decided otherwise."""

from __future__ import annotations

from ...actions.policies import AdoptPolicy
from ..fields import Whole, YesNo
from .body import Body


class AdoptPolicySchema(Body):
    """The bounds are those of `domain/policy.py`, which checks them only when reading."""

    makes = AdoptPolicy
    one_parent_enough = YesNo(required=True)
    longest_agreement_days = Whole(least=1, most=3660, required=True)
