"""Open a file, or one entry of it, with a reason; and unlock the names, with another. And what a
manager says of the opening of a record that is kept to others.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.file.opened import LOOK_INTO_THE_RECORD, Wanted, opening_of
from ..domain.file.restricted import is_kept_from
from ..domain.freetext.rationale import LEAST_SAID, length_said
from ..domain.recorded.checked import KeptRecordOpened, KeptRecordReviewed, RecordOpened
from ..domain.recorded.events import AnyEvent
from .moment import Moment
from .refused import Refused


def open_record(opening: RecordOpened, moment: Moment) -> Sequence[AnyEvent]:
    """Names are unlocked of what lies open already: first it is looked at without them.

    Whoever works with families needs none of this for a record that is kept to nobody, or to them;
    then it is an opening and no more.
    """
    if length_said(opening.reason) < LEAST_SAID:
        raise Refused("opening-needs-reason", "/reason")
    if opening.minute is not None and opening.minute > moment.at:
        raise Refused("time-in-the-future", "/minute")
    file, who = moment.the_file(), moment.by
    if opening.unlocks and opening_of(file, who.id, Wanted(opening.entry), moment.at) is None:
        raise Refused("not-opened-yet", "/unlocks")
    looks_into_any = who.role in LOOK_INTO_THE_RECORD
    if looks_into_any or not is_kept_from(moment.authority_file.kept_to, file.id, who.id):
        return [opening]
    return [opening, KeptRecordOpened(opening=opening.opening)]


def review_kept_record(review: KeptRecordReviewed, moment: Moment) -> Sequence[AnyEvent]:
    """By another manager than whoever opened it, of what was kept to others when it was opened."""
    opened = [
        held.by
        for held in moment.the_file().of(KeptRecordOpened)
        if held.event.opening == review.opening
    ]
    if not opened:
        raise Refused("not-on-file", "/opening")
    if moment.by.id in opened:
        raise Refused("someone-else-must-review")
    return [review]
