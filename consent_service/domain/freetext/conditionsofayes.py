"""Conditions inside a yes: "HV ok but not if its our Bry", "yes unless his dad hears". Pure.

Whoever agrees so has agreed to less than was ticked. When they may be rung, and what is usual to
say ("if needed", "as long as it helps"), is no condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..memo import read_once
from .sentences import in_a_line, sentences
from .wordsoflater import begins_later

_CONDITION: Final = re.compile(
    r"\b(?:(?:but |just |only )?not (?:if|when|whilst|while|until|till?|unless|with|by)\b"
    r"|unless\b|(?:but )?only (?:if|when|once|while|with)\b|(?:but )?(?:as|so) long as\b"
    r"|provided\b|on (?:the |one )?condition\b"
    r"|if (?:it|that|they|she|he)(?:['’]?s| is)?(?: not|nt|n['’]t| anyone but| anybody but)\b)",
    re.IGNORECASE,
)
_YOU_NEED: Final = (
    r"(?:(?:it|that|this|you|they|we)(?:['’]?s|['’]?re| is| are)?(?: really| only)? ?)?"
    r"(?:need|have to|necessar|help|think|best|possible|useful|want|like|takes|say|said|urgent"
    r"|about (?:that|this)|for (?:that|this))"
)
_USUAL: Final = re.compile(rf"^\s*{_YOU_NEED}", re.IGNORECASE)
#: When somebody may be reached: no part of what they agreed to.
_TO_REACH: Final = re.compile(
    r"\b(?:ring|rings|rung|ringing|calls?|called|calling|phone|phoned|text|texted|visit|visits"
    r"|come|comes|knock|write|letter|bell|bother|worry|worried|sure|know|certain|clear|answer)\b",
    re.IGNORECASE,
)
#: What is said of one thing, and then of another, before the condition.
_PART: Final = re.compile(r"[,:]|\band\b|\s[&+–-]\s", re.IGNORECASE)


class Condition(NamedTuple):
    """What stands right before it, and all of the sentence."""

    of: str
    words: str


@read_once
def conditions_in(words: str) -> tuple[Condition, ...]:
    """Each, as far as it reads."""
    return (*_each(words),)


def _each(words: str) -> Iterator[Condition]:
    for one in map(in_a_line, sentences(words)):
        for found in _CONDITION.finditer(one):
            before, behind = one[: found.start()], one[found.end() :]
            of = [part for part in _PART.split(before) if part.strip(" ,-–")][-1:]
            is_when = found[0].casefold().endswith(("until", "till", "til")) and begins_later(one)
            if _USUAL.match(behind) or is_when or any(map(_TO_REACH.search, of)):
                continue
            yield Condition(of[0] if of else "", one.strip())
