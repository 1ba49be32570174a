"""Adopt a policy: what this council decided otherwise. It stands in the authority's own file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import msgspec

from ..domain.recorded.events import AnyEvent
from ..domain.recorded.members import HowMany
from ..domain.recorded.ofauthority import PolicyAdopted
from ..domain.recorded.policy import DECISIONS, Days, DecisionRule, Level, Policy, SmallNumber
from .moment import Moment
from .refused import Refused

_DEFAULT = Policy()


@dataclass(frozen=True, slots=True)
class AdoptPolicy:
    """The council's choices from now on. The version is ours to count.

    `decisions` replaces rows of the table of decisions; a kind left out keeps its default row.
    """

    one_parent_enough: bool
    longest_agreement_days: Days
    decisions: Annotated[tuple[DecisionRule, ...], HowMany(most=10)] = ()
    workers_respect_a_no_below_level: Level = _DEFAULT.workers_respect_a_no_below_level
    head_decides_below_level: Level = _DEFAULT.head_decides_below_level
    small_number: SmallNumber = _DEFAULT.small_number


def adopt_policy(command: AdoptPolicy, moment: Moment) -> Sequence[AnyEvent]:
    """Checks made before keep the policy they were made under."""
    given = {rule.kind: rule for rule in command.decisions}
    if len(given) < len(command.decisions):
        raise Refused("decision-kind-twice", "/decisions")
    whole = tuple(_filled(given.get(rule.kind, rule)) for rule in DECISIONS)
    policy = Policy(
        version=moment.policy.version + 1,
        one_parent_enough=command.one_parent_enough,
        longest_agreement_days=command.longest_agreement_days,
        decisions=whole,
        workers_respect_a_no_below_level=command.workers_respect_a_no_below_level,
        head_decides_below_level=command.head_decides_below_level,
        small_number=command.small_number,
    )
    return [PolicyAdopted(policy=policy)]


def _filled(rule: DecisionRule) -> DecisionRule:
    """With the most that it may last written out, so that a later default changes no old policy."""
    alone = Policy(decisions=(rule,))
    return msgspec.structs.replace(
        rule,
        longest_working_days=alone.longest(rule.kind),
        any_working_days=alone.longest(rule.kind, anything=True),
    )
