"""What a council may decide otherwise. Its policy lives on the ledger, in the authority's file.

The decision takes the policy as an argument, so that replaying an old check uses the policy of
that moment (`domain.md` 5.6).
"""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

import msgspec

from .members import HowMany, code

#: The kind under which the table of decisions speaks of deciding not to share.
NOT_SHARE: Final = "NOT_SHARE"


_WorkingDays: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=260)]
Days: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=3660)]
Level: TypeAlias = Annotated[int, msgspec.Meta(ge=1, le=5)]
SmallNumber: TypeAlias = Annotated[int, msgspec.Meta(ge=0, le=20)]


class DecisionRule(msgspec.Struct, frozen=True):
    """Who may make one kind of decision, when it ends unless another end is given, and how long it
    may last at most.

    `roles` are codes of `staff_roles`. `working_days` counts from when it is recorded; None where
    only an order says when it ends. `longest_working_days` is the most there may be, and
    `any_working_days` the most where something is left open with `*`; None means the usual ones.
    """

    kind: Annotated[str, code("authorisation_kinds", "decision_not_to_share")]
    roles: Annotated[tuple[str, ...], code("deciding_roles"), HowMany(least=1, unique=True)]
    working_days: _WorkingDays | None = None
    longest_working_days: _WorkingDays | None = None
    any_working_days: _WorkingDays | None = None


#: The defaults of `domain.md` 5.4. Somebody who may decide out of hours may always decide: a clock
#: that stands between a manager and a decision protects nobody.
DECISIONS: Final = (
    DecisionRule("S47_DECISION", ("MASH_MANAGER", "HEAD_OF_SERVICE", "EDT_MANAGER"), 15, 30, 12),
    DecisionRule("DISPENSE_DECISION", ("MASH_MANAGER", "HEAD_OF_SERVICE"), 10, 20, 5),
    DecisionRule("OVERRIDE_DECISION", ("MASH_MANAGER", "HEAD_OF_SERVICE"), 10, 20, 5),
    DecisionRule("RELY_ONE_PARENT", ("MASH_MANAGER", "HEAD_OF_SERVICE"), 10, 20, 5),
    DecisionRule(
        "COURT_ORDER",
        ("LEGAL_SERVICES", "MASH_MANAGER", "HEAD_OF_SERVICE", "EDT_MANAGER"),
        None,
        260,
        130,
    ),
    DecisionRule(NOT_SHARE, ("MASH_MANAGER", "HEAD_OF_SERVICE", "EDT_MANAGER"), 10, 20, 20),
)
_USUAL: Final = {rule.kind: rule for rule in DECISIONS}


class Policy(msgspec.Struct, frozen=True):
    """One version of an authority's policy.

    `one_parent_enough`: one holder of parental responsibility may agree alone, as s.2(7) of the
    Children Act 1989 lets them act; otherwise every one of them must agree.
    `longest_agreement_days`: an end date further away than this is refused when recording.
    `decisions`: one row for each kind of decision.
    `workers_respect_a_no_below_level`: below this level of need a worker may decide not to share.
    `head_decides_below_level`: below it a Head of Service goes ahead over a no, and nobody else.
    `small_number`: reports show no count of people from 1 up to this.
    """

    version: Annotated[int, msgspec.Meta(ge=1)] = 1
    one_parent_enough: bool = True
    longest_agreement_days: Days = 366
    decisions: tuple[DecisionRule, ...] = DECISIONS
    workers_respect_a_no_below_level: Level = 3
    head_decides_below_level: Level = 3
    small_number: SmallNumber = 5

    def rule(self, kind: str) -> DecisionRule:
        """The row for a kind of decision; a table that lacks it keeps the default row."""
        every = (*self.decisions, *DECISIONS)
        return next(rule for rule in every if rule.kind == kind)

    def longest(self, kind: str, *, anything: bool = False) -> int:
        """The most working days for which a kind of decision may last, counted from when it is
        recorded; fewer where it leaves something open with `*`. A council whose usual length is
        more than the usual most has that as its most.
        """
        rule, usual = self.rule(kind), _USUAL[kind]
        most = rule.longest_working_days or max(
            usual.longest_working_days or 0, rule.working_days or 0
        )
        if not anything:
            return most
        return min(most, rule.any_working_days or usual.any_working_days or most)


DEFAULT_POLICY = Policy()
