"""What an answer that is no yes, and a gap, is called where it is shown. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..answers import Reason
from ..deciding.outcomes import NEAREST_GAP

SHOWN: Final = {
    "UNDECIDED": "UNDECIDED",
    "NOT_CLEAR": "NOT_CLEAR",
    "REFUSED": "REFUSED",
    "WITHDRAWN": "WITHDRAWN",
    "ASK_ATTEMPTED": "ATTEMPTED",
    "AWAITING": "AWAITING_REPLY",
    "REPORTED_BY_REFERRER": "REPORTED_NOT_CONFIRMED",
    "NOT_ASKED_UNSAFE": "NOT_SAFE_TO_ASK",
}

#: What a gap is called where it is all there is. Of an item nobody has spoken of there is none.
GAPS: Final = {
    Reason.AWAITING_REPLY: "AWAITING_REPLY",
    Reason.UNDECIDED: "UNDECIDED",
    Reason.DISPUTED: "DISPUTED",
    Reason.SAID_BOTH: "SAID_BOTH",
    Reason.NOT_CLEAR: "NOT_CLEAR",
    Reason.VALIDITY_CONCERN: "VALIDITY_CONCERN",
    Reason.REPORTED_NOT_CONFIRMED: "REPORTED_NOT_CONFIRMED",
    Reason.NOT_YET: "NOT_YET",
    Reason.EXPIRED: "EXPIRED",
    Reason.ENQUIRY_CLOSED: "ENDED_WITH_ENQUIRY",
    Reason.NAME_THE_SERVICE: "AGREED_PART",
}


def nearest(reasons: Iterable[Reason]) -> str:
    """The status of the first of these that a check would tell."""
    present = set(reasons)
    return next(
        (GAPS[reason] for reason in NEAREST_GAP if reason in present and reason in GAPS),
        "REFUSED",
    )
