"""What follows from what is said of somebody's safety."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.events import AnyEvent, SafetyRecorded
from ..domain.oneadvocate import ABUSE
from .concerns import concerns_since_abuse_is_known
from .moment import Moment


def record_safety(recorded: SafetyRecorded, moment: Moment) -> Sequence[AnyEvent]:
    """Agreements given in somebody's hearing are looked at again once abuse is known."""
    if recorded.code not in ABUSE:
        return [recorded]
    return [recorded, *concerns_since_abuse_is_known(moment.view())]
