"""When what is not safe is looked at again."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from ..workingdays import working_days_after

#: Nothing is not safe for ever without anybody asking again: so many working days, unless it says.
_LOOKED_AT_WITHIN: Final = 10


def looked_at_again(at: datetime) -> date:
    """The day, in London, on which something said at this moment to be unsafe is looked at again.

    That the day passes makes nothing safe: it is a task, and no more.
    """
    return working_days_after(at, _LOOKED_AT_WITHIN)
