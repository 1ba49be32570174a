"""Close an enquiry: it ends, and what people agreed to in it; or it is handed on."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.events import AnyEvent, EnquiryClosed
from ..domain.goingon import HANDED_ON
from .moment import Moment
from .refused import Refused


def close_enquiry(closed: EnquiryClosed, moment: Moment) -> Sequence[AnyEvent]:
    """Ending one twice is a mistake worth knowing about. One that was handed on may be again, or
    end. Whose it is now is said of one that goes on.
    """
    if closed.enquiry in moment.view().ended:
        raise Refused("enquiry-closed", "/enquiry")
    if closed.reason not in HANDED_ON:
        for member in ("owner", "team"):
            if getattr(closed, member) is not None:
                raise Refused("not-handed-on", f"/{member}")
    return [closed]
