"""Words that say of somebody that they have died. Pure.

Typed where it is asked whether somebody is in danger they are taken for a sign of one, by which
whoever lived with them may be held. What says no more than that they died, and when, or of which
illness, says nothing of anybody else; whatever else stands beside it may: "found dead, he did it".
"""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from typing import Final

from ..memo import read_once

_SAYS_SO: Final = re.compile(
    r"\b(?:died|dead|deceased|dec'?d|passed away|passed on|rip|r\.i\.p|widow(?:er|ed)?"
    r"|no longer alive)\b",
    re.IGNORECASE,
)
_MONTHS: Final = "|".join(dict.fromkeys(filter(None, (*month_name, *month_abbr, "Sept"))))
_ILLNESSES: Final = (
    r"(?:(?:breast|lung|bowel|liver|brain|skin|pancreatic|ovarian|blood) )?cancer|leukaemia"
    r"|heart attack|stroke|(?:long |short )?illness|covid(?: ?19)?|pneumonia|sepsis|old age"
    r"|natural causes|brain (?:tumour|haemorrhage)|heart"
)
#: Who died, at most once: of whoever is said to be anything besides, something else is said.
_WHO: Final = r"(?:(?:the )?late )?(?:mum|mother|dad|father|nan|gran|grandad|s?he|they)"
_IS_DEAD: Final = r"dead|deceased|dec['’]?d|no longer (?:alive|living)|not alive"
_HAS_DIED: Final = r"died|passed(?: away| on)?"
_SAYS_IT: Final = (
    rf"(?:(?:is|was|are|were) )?(?:sadly )?(?:{_IS_DEAD})"
    rf"|(?:(?:has|have|had) )?(?:sadly )?(?:{_HAS_DIED})"
)
#: A day or a time, past or to come: "dead in a week" says what somebody means to do.
_WHEN: Final = (
    r"(?:(?:in|on|of|about|around|early|late|mid|end|the|last|this) )*+"
    rf"(?:\d{{1,4}}(?:st|nd|rd|th)?|{_MONTHS})"
    r"|(?:(?:about|around|a|few|some|\d{1,4}) )*(?:years?|months?|weeks?|days?) ago"
    r"|(?:(?:in|the|early|mid|late|end|of) )*(?:last|this) (?:year|month|week)"
)
_WHAT_OF: Final = rf"(?:(?:of|from|after) )?(?:(?:a|an|the|her|his|their) )?(?:{_ILLNESSES})"
_BESIDE: Final = rf"{_IS_DEAD}|{_HAS_DIED}|sadly|rip|r i p|{_WHEN}|{_WHAT_OF}"
_ONLY_THAT: Final = re.compile(
    rf"(?:(?:rip|r i p) )?(?:{_WHO}(?:['’]s)? )?(?:{_SAYS_IT}|rip|r i p)"
    rf"(?: (?:{_BESIDE})(?![^ ]))*+",
    re.IGNORECASE,
)
#: Whatever day it was, it is past; and a day that may be still to come: "she is dead in January".
_PAST: Final = re.compile(
    r"\b(?:was|were|died|passed|deceased|dec['’]?d|ago|last|19\d\d|20(?:[01]\d|2[0-5]))\b",
    re.IGNORECASE,
)
_DAY: Final = re.compile(rf"\d|\b(?:this|{_MONTHS})\b", re.IGNORECASE)
_MARKS: Final = re.compile(r"[\s.,;:/()-]+")


@read_once
def says_only_that_they_died(words: str) -> bool:
    """That, when, and of which illness, of one: nothing of anybody who lives. It is read as one
    sentence whole, since of words alone another can be made: "he was around the day she died".
    """
    said = _MARKS.sub(" ", words).strip()
    if _SAYS_SO.search(words) is None or _ONLY_THAT.fullmatch(said) is None:
        return False
    return _PAST.search(said) is not None or _DAY.search(said) is None


@read_once
def may_say_that_they_died(words: str) -> bool:
    """Somebody is said to have died, whoever that is."""
    return _SAYS_SO.search(words) is not None
