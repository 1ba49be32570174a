"""Words in which somebody tells of being hurt, threatened or afraid, and by which no sign of danger
is on record yet. Pure.

Nobody works out of words who is meant: whoever typed them is asked at once to share what cannot
wait, and to record the sign by which nobody rings the one who may have done it (`domain.md` 0).
"""

from __future__ import annotations

import re
from typing import Final

from .circumstances import SignRecorded
from .event import Event
from .meetings import InjuryRecorded
from .saidbesides import declared

#: What is a sign, or is looked into, as it is.
_ARE_SIGNS: Final = (SignRecorded, InjuryRecorded)
_HARM: Final = re.compile(
    r"\b(?:hit(?:s|ting)?|beat(?:s|en|ing)?|kick(?:s|ed|ing)?|punch\w*|slap\w*|chok(?:es?|ed|ing)"
    r"|strangl\w+|belt|bruis\w+|rap(?:es?|ed)|kill\w*|threat\w*|afraid|scared|terrified|frighten\w*"
    r"|(?:hurt|touch|lock|starv|burn|shak|shook|throw|threw)\w* (?:me|us|him|her|them)"
    r"|broke (?:my|her|his|their))\b",
    re.IGNORECASE,
)


def tells_of_harm(event: Event) -> bool:
    """Whether words that stand in it read so, theirs or ours of them."""
    if isinstance(event, _ARE_SIGNS):
        return False
    members = (one.member for one in declared() if isinstance(event, one.kind))
    return any(_HARM.search(getattr(event, member) or "") is not None for member in members)
