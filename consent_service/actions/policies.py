"""Adopt a policy: what this council decided otherwise. It stands in the authority's own file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..domain import events
from ..domain.policy import Policy
from .moment import Moment


@dataclass(frozen=True, slots=True)
class AdoptPolicy:
    """The council's choices from now on. The version is ours to count."""

    one_parent_enough: bool
    longest_agreement_days: int


def adopt_policy(command: AdoptPolicy, moment: Moment) -> Sequence[events.AnyEvent]:
    """Checks made before keep the policy they were made under."""
    return [
        events.PolicyAdopted(
            policy=Policy(
                version=moment.policy.version + 1,
                one_parent_enough=command.one_parent_enough,
                longest_agreement_days=command.longest_agreement_days,
            )
        )
    ]
