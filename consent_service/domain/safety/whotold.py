"""How a sentence says whose doing it is, by "he" or "she", and who only tells it of another. Pure.

Who tells it is who did it as soon as nobody else is said to: "Dad told me off and hit me", "Jon
said he hits them".
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum, auto
from typing import Final

from ..freetext.tellsofharm import Harm
from ..names.namedinprose import Named

#: Between whoever does it, or whom it is done to, and what is done.
_LITTLE: Final = (
    r"(?:will|would|can|could|might|may|does|did|has|have|had|never|not|\w+n['’]?t|keeps?|kept"
    r"|always|sometimes|often|still|just|only|really|even|used to|tried to|tries to|goes and"
    r"|went and|nearly|then|also|once|again|a|such a|this|\w+ly"
    r"|is|was|are|were|been|being|gets?|got)"
)
_CHAIN: Final = rf"(?P<short>['’]?(?:s|ll|d|ve|re|m))?\s+(?P<little>(?:{_LITTLE}\s+)*)"
#: The clause up to what is done: by a word that stands for any; by one who was seen at it, "saw him
#: hit her", who is not whoever saw it; by somebody whom nobody names; or by another of us.
_CLAUSE: Final = re.compile(
    r"(?P<or>\b(?:and|or|n)\s+|[/&]\s*)?\b(?:(?P<who>s?he|they|both|parents|adults)"
    r"|(?:saw|sees?|seen|seeing|hears?|heard|watch\w*|witness\w*|caught)\s+(?P<seen>him|her|them)"
    r"|(?P<any>(?:some|any|no) ?(?:one|body)|people|an? (?:\w+ )?(?:man|woman|lad|boy|girl|bloke"
    rf"|stranger))|we|I|you|who|there){_CHAIN}$",
    re.IGNORECASE,
)
_DOING: Final = re.compile(_CHAIN, re.IGNORECASE)
_DONE_TO_WHO: Final = re.compile(r"\b(?:is|was|are|were|been|being|gets?|got)\b", re.IGNORECASE)
#: Whoever stands before it is one, or has one: "is a strangler", "has got a knife".
_IS_OR_HAS: Final = re.compile(
    r"\ba\s|\bthis\s|(?:\bha(?:s|ve|d)|['’](?:s|ve|d))\b.*\bgot\b", re.IGNORECASE
)
_AS_SUBJECT: Final = {"him": "he", "her": "she", "them": "they"}
_BEGINS_WITH: Final = re.compile(r"(?P<who>s?he)\b(?!.*\ballowed\b)", re.IGNORECASE)
_OR: Final = re.compile(r"(?:\b(?:and|or|n)\s+|[/&]\s*)$", re.IGNORECASE)
#: What stands there is done, or somebody is like that, and it was not done to them.
_IS_ACTIVE: Final = re.compile(
    r"\w*ing|violen\w+|abusive|coerciv\w+|controlling|.*temper.*|drunk|intoxicated", re.IGNORECASE
)
#: One of these is done by whoever stands before it, whatever stands behind: "he slapped ng".
_STRIKES: Final = re.compile(
    r"(?:hit|beat|kick|punch|smack|slap|thump|whack|clout|batter|chok|strangl|stab|attack|assault"
    r"|belt|murder)\w*",
    re.IGNORECASE,
)
_TO_SOMEBODY: Final = re.compile(
    r"\s+(?:(?:at|on|into)\s+)?(?:(?:me|us|him|her|them|my|our|his|their|the|an?|it)\b"
    r"|(?-i:[A-Z])\w+)",
    re.IGNORECASE,
)
#: Behind it: by whom, or of whom, where that is no more than "him", and not "her dad".
_BY_THEM: Final = re.compile(
    r"\s+(?:by|of)\s+(?:(?P<he>him)|(?P<she>her)(?=\s*(?:$|[,.;:!?)]|(?:when|at|and|cos|because|if"
    r"|now|so|as|but|again|last)\b)))\b",
    re.IGNORECASE,
)
_ANY: Final = re.compile(r"\b(?P<who>s?he)\b", re.IGNORECASE)
#: Behind whoever says so; and with what they did before they said it.
_SAYS: Final = re.compile(
    r"\s+(?:says?|said|told|tells|thinks?|reports?|reported|saw|sees|heard|(?:has |had )?seen)\b",
    re.IGNORECASE,
)
_TELLS: Final = re.compile(
    r"(?:[\s,]+[\w'’]+){0,4}?[\s,]+(?:says?|saying|said|told|tells|telling|thinks?|reports?|reported"
    r"|disclos(?:ed|es|ing)|states?|stated|alleges?|alleged|saw|sees|seen|heard|rang|rung|called|phoned"
    r"|texted|emailed|wrote)\b",
    re.IGNORECASE,
)
#: It was done to whoever stands before.
_DONE_TO: Final = re.compile(
    r"(?:['’]s|\b(?:is|was|were|are|gets?|got|been|being|getting))\s+(?:\w+ly\s+)?$", re.IGNORECASE
)
#: Between what is said and what is done: whoever is spoken of there goes on behind an "and".
_WHO_GOES_ON: Final = re.compile(
    r"\b(?P<who>s?he|they|who|we|both|(?:him|her|them)(?= to\b))(?:['’]?(?:s|d|ll|ve|re))?\b",
    re.IGNORECASE,
)


class OnlyTells(Enum):
    """Whether somebody tells it of another, or perhaps of themselves, or does no such thing."""

    NOT = auto()
    PERHAPS = auto()
    OF_ANOTHER = auto()


def says_so(text: str, one: Named) -> bool:
    """Whoever is named so says it, right away."""
    return _SAYS.match(text, one.end) is not None


def does_it(harm: Harm, one: Named) -> bool:
    """Whoever is named so stands right before what is done to somebody."""
    is_plain = harm.is_done and _is_active(harm)
    return is_plain and _DOING.fullmatch(harm.sentence, one.end, harm.start) is not None


def may_tell(harm: Harm, one: Named) -> bool:
    """Whoever is named so says something before it is said what is done."""
    return _TELLS.match(harm.sentence, one.end, harm.start) is not None


def spoken_of_as(harm: Harm) -> str | None:
    """As "he" or "she", whoever does it, is feared or is not to hear; None where it is neither, or
    may be either.
    """
    text = harm.sentence
    by_them = _BY_THEM.match(text, harm.end)
    if by_them is not None and not harm.is_kept:
        return by_them.lastgroup
    if not (harm.is_done or harm.is_kept):
        # Who has an injury did not do it.
        return None
    found = (_ANY.search if harm.is_kept else _BEGINS_WITH.match)(text, harm.start, harm.end)
    if found is not None:
        return None if _OR.search(text[: found.start()]) else found["who"].lower()
    # Who has to ask for money, or whispers, did not do it: only of what is done to somebody is it
    # plain.
    does = who_does_it(harm) if _is_active(harm) else None
    return does if does in ("he", "she") else None


def who_does_it(harm: Harm) -> str | None:
    """As what they are called there who does it, by a word that stands for any: "she", "they"."""
    clause = None if harm.is_fear or harm.is_taken else _clause(harm)
    if clause is None or not (clause["who"] or clause["seen"]):
        return None
    if _may_be_done_to(clause) and not _is_active(harm):
        return None
    who = (clause["who"] or clause["seen"]).lower()
    return "they" if clause["or"] else _AS_SUBJECT.get(who, who)


def _may_be_done_to(clause: re.Match[str]) -> bool:
    is_short = clause["short"] is not None and clause["short"].endswith("s")
    return is_short or _DONE_TO_WHO.search(clause["little"]) is not None


def _clause(harm: Harm) -> re.Match[str] | None:
    """Who stands before what is done, as far as it is by a word that names nobody."""
    return _CLAUSE.search(harm.sentence, 0, harm.start)


def is_done_to(harm: Harm, one: Named) -> bool:
    """By how it is said, it was done to whoever is named before it: "Mum was nearly hit"."""
    found = _DOING.fullmatch(harm.sentence, one.end, harm.start)
    return (
        found is not None
        and _DONE_TO_WHO.search(found["little"]) is not None
        and _IS_OR_HAS.search(found[0]) is None
    )


def _is_active(harm: Harm) -> bool:
    what = harm.sentence[harm.start : harm.end]
    if harm.is_done_to or _IS_ACTIVE.fullmatch(what) or _TO_SOMEBODY.match(harm.sentence, harm.end):
        return True
    if not _STRIKES.fullmatch(what) or _DONE_TO.search(harm.sentence[: harm.start]):
        return False
    clause = _clause(harm)
    return clause is not None and not _may_be_done_to(clause)


def tells_it(harm: Harm, one: Named, others: Iterable[Named], never: str | None) -> OnlyTells:
    """Whether whoever is named so only tells it: `others` are named there besides, and `never` is
    the word, "he" or "she", by which nobody speaks of them.
    """
    text = harm.sentence
    if harm.start <= one.start < harm.end:
        return OnlyTells.NOT
    told = _TELLS.match(text, one.end, harm.start)
    is_said = says_so(text, one)
    if told is None or any(told.start() <= other.start < told.end() for other in others):
        return OnlyTells.PERHAPS if is_said else OnlyTells.NOT
    if _is_anothers(harm, [other for other in others if other is not one], never):
        return OnlyTells.OF_ANOTHER
    going_on = [o["who"].lower() for o in _WHO_GOES_ON.finditer(text, told.end(), harm.start)]
    # Whoever saw, heard or rang may go on themselves: they are never let go by it.
    if going_on and (going_on[-1] == never or _is_left_out(harm)):
        return OnlyTells.PERHAPS
    if not is_said or _is_left_out(harm):
        return OnlyTells.NOT
    return OnlyTells.PERHAPS


def _is_anothers(harm: Harm, others: Iterable[Named], never: str | None) -> bool:
    """Whose doing it is stands before it."""
    text, before = harm.sentence, harm.sentence[: harm.start]
    if any(_DOING.fullmatch(text, o.end, harm.start) for o in others if o.end <= harm.start):
        return True
    is_active = _is_active(harm)
    clause = _clause(harm)
    if clause is not None and (clause["any"] or (clause["seen"] and is_active)):
        return True
    if _DONE_TO.search(before) and not is_active:
        return True
    of_them = spoken_of_as(harm)
    return of_them is not None and of_them == never


def _is_left_out(harm: Harm) -> bool:
    """Nobody stands before it who does it: whoever was spoken of before does."""
    return _clause(harm) is None and _is_active(harm)
