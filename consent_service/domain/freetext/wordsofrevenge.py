"""Words by which somebody threatens whoever told of a family, "he'll put their door in": lines of
the table of harm (`wordsofharm.py`). Pure.

It is harm to somebody who stands on no file. A threat alone is none of these: in the same breath it
is said that somebody told.
"""

from __future__ import annotations

from typing import Final

from ..memo import read_once
from .wordtables import WordTable

#: Who told, and what somebody will do then; and the other way about.
REVENGE: Final = r"""
#teller#soon#threat
#threat#soon#teller
#will find (?:out )?#teller#soon#does
"""
#: What begins the one or the other; no other sentence stands between.
_TELLER: Final = (
    r"(?:grass(?:ed|es|er|ers|ing)?|snitch\w*|dobb(?:ed|er|ing)"
    r"|who(?:ever)? (?:it was |it is |the hell |the fuck )?(?:that )?(?:has |had |have )?"
    r"(?:told|rang|reported|phoned|called (?:us|you|it|social|ss|the)|shopped)"
    r"|(?:reported|shopped|informed on|told on) (?:us|me|him|her|them)"
    r"|(?:knows?|knew|found out|finds? out|finding out) (?:that )?(?:it (?:was|is) )?"
    r"(?:ne?xt[ -]?do+rs?|(?:the|my|our) neighbou?rs?))"
)
_THEIRS: Final = r"(?:there|their|thier|her|his|ur|your|the|ne?xt[ -]?do+rs|the neighbou?rs)"
_THINGS: Final = r"(?:\w+ )?(?:doors?|windows?|house|home|flat|car|place|face|head|teeth|legs?)"
_DOES: Final = (
    rf"(?:put(?:s|ting)? {_THEIRS} {_THINGS} (?:in|through)"
    rf"|(?:smash|brick|burn|torch|trash|kick|break|fire-?bomb|petrol[ -]?bomb)\w*"
    rf" {_THEIRS} {_THINGS}"
    r"|(?:kill|murder|batter|stab|hurt|beat|hit|get|do|sort|knife|shoot|slap|punch)"
    r" (?:them|him|her|(?=who)|that|next|the (?:grass\w*|snitch\w*|neighbou?rs?))"
    r"|pay (?:them|him|her|next|the) (?:\w+ )?a visit|make (?:them|him|her) (?:pay|sorry))"
)
_WILL: Final = (
    r"(?:gonna|gunna|going to|will|would|wants? to|threat\w*(?: to)?"
    r"|(?:says?|said|swears?) (?:that )?(?:he|she|they)['’]?(?:ll|d)?"
    r"|(?:he|she|they|I)['’]?(?:ll|d)|hell|shell|ill)"
)
_THREAT: Final = rf"{_WILL} (?:\w+ )?{_DOES}"
LISTS: Final = {
    "teller": _TELLER,
    "threat": _THREAT,
    "will": _WILL,
    "does": _DOES,
    "soon": r"\b[^.!?\n]{0,60}?\b",
}
_TABLE: Final = WordTable(LISTS, revenge=REVENGE)


@read_once
def threatens_whoever_told(words: str) -> bool:
    """Whoever told us of the family may be in danger by these words."""
    return _TABLE.stands_in(words)
