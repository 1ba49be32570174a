"""Who may make which decision (`domain.md` 5.4), under one authority's policy. Pure."""

from __future__ import annotations

from ..file.held import Held
from ..recorded.events import EnquiryOpened
from ..recorded.policy import NOT_SHARE, Policy

#: Going ahead where somebody has said no.
_OVER_A_NO = frozenset({"OVERRIDE_DECISION", "RELY_ONE_PARENT"})


def may_decide(
    policy: Policy, kind: str, role: str, enquiry: Held[EnquiryOpened], *, over_a_no: bool = False
) -> bool:
    """Whether somebody in this role may make this kind of decision in this enquiry.

    Going ahead over a no where the need is low is for a Head of Service; respecting that no is
    for any worker. Where nobody has said what the level of need is, it counts as high for both.
    `over_a_no` says that somebody has said no, whatever the decision is called.
    """
    level = enquiry.event.threshold_level
    if level is not None:
        goes_over = kind in _OVER_A_NO or (over_a_no and kind == "DISPENSE_DECISION")
        if goes_over and level < policy.head_decides_below_level:
            return role == "HEAD_OF_SERVICE"
        if kind == NOT_SHARE and level < policy.workers_respect_a_no_below_level:
            return True
    return role in policy.rule(kind).roles
