"""That a birthday is wrong on record, and which it is: words that say nothing else. Pure.

Whoever puts a day right says no to nothing. Who decides goes by the day itself, once it is put
right; and words of an age by which a child may decide are of more than a day.
"""

from __future__ import annotations

import re
from typing import Final

from ..memo import read_once
from .spelt import as_spelt

_SIGN: Final = re.compile("['’‘ʼ`´]")
_BIRTHDAY: Final = re.compile(
    r"\b(?:d ?o ?b|date of birth|birth ?da(?:y|te)|bday|day of birth)s?\b"
)
_MONTH: Final = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_NUMBER: Final = r"\d{1,2}(?:st|nd|rd|th)?"
#: A day, or a part of one: never a number of years by itself.
_DAY: Final = re.compile(
    rf"\b(?:{_NUMBER}(?: of)? {_MONTH}(?: (?:19|20)?\d\d)?"
    rf"|{_MONTH}(?: {_NUMBER})?(?: (?:19|20)\d\d)?|\d{{1,2}} \d{{1,2}}(?: (?:19|20)?\d\d)?"
    r"|(?:19|20)\d\d|\d{1,2}(?:st|nd|rd|th))\b"
)
#: The other day, which is not it; and what ours are to do, or it should be.
_ALSO: Final = re.compile(
    r"§ (?:is |was )?not (?:the )?¤ (?:its|it is|but) (?:the )?(?=¤)|(?<=¤) not (?:the )?(?=¤)"
    r"|\bshould be (?=(?:the )?¤)|\b(?:you|u)(?:ve| have)? (?:got|put)\b"
    r"|\b(?:can|could|would) (?:you|u) (?:please |pls )?(?=(?:change|fix|correct)\b)"
)
#: What may stand around both, where nothing more is said: nothing that denies or agrees to anything
#: is among it.
_AROUND: Final = """
the my her his their our your a an is are was it its in on for to of at and but as that this you u
we i he she got put down written typed wrong wrongly incorrect incorrectly correct right actually
really please thanks thank hi hello sorry change changed fix record records file form page mistake
typo error day month year born real proper
"""
_KNOWN: Final = frozenset(_AROUND.split())
_WORD: Final = re.compile(r"[^\W_]+")
#: Whose it is.
_WHOSE: Final = re.compile(r"\b[^\W\d_]{2,}s (?=§)")


@read_once
def is_of_a_birthday(words: str) -> bool:
    """All of it is."""
    said = " ".join(_WORD.findall(_SIGN.sub("", as_spelt(words)).casefold()))
    marked, found = _BIRTHDAY.subn("§", said)
    left = _ALSO.sub(" ", _DAY.sub("¤", _WHOSE.sub("", marked)))
    return found > 0 and all(word in _KNOWN for word in re.sub("[§¤]", " ", left).split())
