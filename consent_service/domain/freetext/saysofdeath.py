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

_DIED: Final = (
    r"died|dead|deceased|(?:has |is )?passed (?:away|on)|passed|(?:his|her|their) death|death|rip"
    r"|r\.i\.p\.?|late|no longer (?:alive|living)|not alive"
)
_SAYS_SO: Final = re.compile(
    r"\b(?:died|dead|deceased|dec'?d|passed away|passed on|rip|r\.i\.p|widow(?:er|ed)?"
    r"|no longer alive)\b",
    re.IGNORECASE,
)
_MONTHS: Final = "|".join(filter(None, (*month_name, *month_abbr, "Sept")))
_ILLNESSES: Final = (
    r"(?:(?:breast|lung|bowel|liver|brain|skin|pancreatic|ovarian|blood) )?cancer|leukaemia"
    r"|(?:a )?heart attack|(?:a )?stroke|(?:a )?(?:long |short )?illness|covid(?:-?19)?|pneumonia"
    r"|sepsis|old age|natural causes|(?:a )?brain (?:tumour|haemorrhage)|(?:her |his )?heart"
)
_MAY_STAND_BESIDE: Final = re.compile(
    rf"^(?:mum|mother|dad|father|nan|gran|grandad)\b|\b(?:{_DIED}|{_MONTHS}|{_ILLNESSES}|in|on|of|from|about|around|early|end|the"
    r"|she|he|they|is|was|has|have|sadly|years?|months?|weeks?|ago|last|this|day|a|few|some|\d{1,4}(?:st|nd|rd|th)?)\b|[\s.,;:/()’'-]",
    re.IGNORECASE,
)


@read_once
def says_only_that_they_died(words: str) -> bool:
    """That, when, and of which illness: nothing of anybody who lives."""
    return _SAYS_SO.search(words) is not None and not _MAY_STAND_BESIDE.sub("", words)


@read_once
def may_say_that_they_died(words: str) -> bool:
    """Somebody is said to have died, whoever that is."""
    return _SAYS_SO.search(words) is not None
