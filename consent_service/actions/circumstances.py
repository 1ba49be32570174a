"""What follows from what is said of somebody's safety."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..domain.events import AnyEvent, SafetyRecorded
from ..domain.oneadvocate import ABUSE
from ..domain.safety import looked_at_again
from .concerns import concerns_since_abuse_is_known
from .moment import Moment


def record_safety(recorded: SafetyRecorded, moment: Moment) -> Sequence[AnyEvent]:
    """Agreements given in somebody's hearing are looked at again once abuse is known; and whoever
    is not safe to ask is not left so for ever without anybody asking.
    """
    if not recorded.safe_to_ask and recorded.review_on is None:
        recorded = msgspec.structs.replace(recorded, review_on=looked_at_again(moment.at))
    if recorded.code not in ABUSE:
        return [recorded]
    return [recorded, *concerns_since_abuse_is_known(moment.view())]
