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
#: What may stand around both, where nothing more is said.
_AROUND: Final = """
the my her his their our your a an is are was were be been should it its has have had in on for to
of at and but not isnt wasnt as that this there you u we i he she they got put down written typed
saying says say said wrong wrongly incorrect incorrectly correct right actually really please pls
thanks thank hi hello sorry change changed fix can could will would record records file form page
mistake typo error day month year born real proper instead
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
    left = _DAY.sub(" ", _WHOSE.sub("", marked)).replace("§", " ")
    return found > 0 and all(word in _KNOWN for word in left.split())
