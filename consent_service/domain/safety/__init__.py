"""Is it safe to ask somebody, to tell them, to reach them by this way: nothing else decides it.

Edition 2026.3 of the rules, section 4. Pure. Three answers, each with its reasons; nobody takes
NOT_KNOWN for a yes, and nothing is safe because nobody said that it is not.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from ..workingdays import working_days_after
from .askfirst import (
    KeptDecision,
    family_of,
    first_to_a_manager,
    is_kept_near,
    kept_decisions,
)
from .carethatholds import WayThatHolds, ways_of
from .close import says_not_who_harmed
from .harmed import Order, may_be_harmed, says_harmed_as
from .heard import heard_ourselves, spoken_to_first
from .reaching import (
    NOT_TO_BE,
    VIA_ADVOCATE,
    Way,
    asked_not_to_be,
    besides,
    by_value,
    goes_through,
    is_plausible,
    is_unsafe_way,
    never_by,
    reaching,
    said_of,
    same_way,
    value_of,
    wants_none,
)
from .signs import (
    NOBODY_KNOWS,
    NOT_SAFE,
    Judged,
    Sign,
    asking,
    asking_by_their_own,
    entries_that_say_so,
    first_sign,
    is_said_safe_after,
    places_of_signs,
    safe_since,
    says_safe,
    signs_alone,
    signs_in,
    signs_of_their_own,
    standing_signs,
    unsafe_of_wish,
)
from .telling import (
    each_known_until,
    is_kept_by_the_young,
    kept_from,
    known_until,
    not_to_be_told,
    safe_until,
    spoken_of_in,
    telling,
    telling_anybody,
    telling_family,
)
from .unnamed import may_be_because_of
from .wishes import (
    NOBODY,
    kept_by_wishes,
    kept_in_any_reading,
    may_be_meant,
    says_whom,
    told_in_confidence,
)
from .withheld import has_protected_address, is_marked, no_address_any_more, withheld

__all__ = [
    "NOBODY",
    "NOBODY_KNOWS",
    "NOT_SAFE",
    "NOT_TO_BE",
    "VIA_ADVOCATE",
    "Judged",
    "KeptDecision",
    "Order",
    "Sign",
    "Way",
    "WayThatHolds",
    "asked_not_to_be",
    "asking",
    "asking_by_their_own",
    "besides",
    "by_value",
    "each_known_until",
    "entries_that_say_so",
    "family_of",
    "first_sign",
    "first_to_a_manager",
    "goes_through",
    "has_protected_address",
    "heard_ourselves",
    "is_kept_by_the_young",
    "is_kept_near",
    "is_marked",
    "is_plausible",
    "is_said_safe_after",
    "is_unsafe_way",
    "kept_by_wishes",
    "kept_decisions",
    "kept_from",
    "kept_in_any_reading",
    "known_until",
    "looked_at_again",
    "may_be_because_of",
    "may_be_harmed",
    "may_be_meant",
    "never_by",
    "no_address_any_more",
    "not_to_be_told",
    "places_of_signs",
    "reaching",
    "safe_since",
    "safe_until",
    "said_of",
    "same_way",
    "says_harmed_as",
    "says_not_who_harmed",
    "says_safe",
    "says_whom",
    "signs_alone",
    "signs_in",
    "signs_of_their_own",
    "spoken_of_in",
    "spoken_to_first",
    "standing_signs",
    "telling",
    "telling_anybody",
    "telling_family",
    "told_in_confidence",
    "unsafe_of_wish",
    "value_of",
    "wants_none",
    "ways_of",
    "withheld",
]


#: Nothing is not safe for ever without anybody asking again: so many working days, unless it says.
_LOOKED_AT_WITHIN: Final = 10


def looked_at_again(at: datetime) -> date:
    """The day, in London, on which something said at this moment to be unsafe is looked at again.

    That the day passes makes nothing safe: it is a task, and no more.
    """
    return working_days_after(at, _LOOKED_AT_WITHIN)
