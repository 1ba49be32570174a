"""Close an enquiry. What people agreed to in it ends with it."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.events import AnyEvent, EnquiryClosed
from .moment import Moment
from .refused import Refused


def close_enquiry(closed: EnquiryClosed, moment: Moment) -> Sequence[AnyEvent]:
    """Closing twice is a mistake worth knowing about."""
    if moment.view().closed.get(closed.enquiry) is not None:
        raise Refused("enquiry-closed", "/enquiry")
    return [closed]
