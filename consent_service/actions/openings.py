"""Open a file, or one entry of it, with a reason; and unlock the names, with another."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.checked import RecordOpened
from ..domain.events import AnyEvent
from ..domain.opened import opening_of
from .bounds import LEAST_CHARACTERS
from .moment import Moment
from .refused import Refused


def open_record(opening: RecordOpened, moment: Moment) -> Sequence[AnyEvent]:
    """Names are unlocked of what lies open already: first it is looked at without them."""
    if len(opening.reason.strip()) < LEAST_CHARACTERS:
        raise Refused("opening-needs-reason", "/reason")
    file = moment.the_file()
    if opening.unlocks and opening_of(file, moment.by.id, opening.entry, moment.at) is None:
        raise Refused("not-opened-yet", "/unlocks")
    return [opening]
