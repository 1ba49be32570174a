"""What somebody says is wrong of a fact, which is a day or how something is spelt. Pure.

It is about that fact alone: it disputes no answer, says no to nothing and stands beside no answer
that it does not name. No list of words is whole, so it is read by somebody all the same.
"""

from __future__ import annotations

import re
from typing import Final

from ..freetext.ofabirthday import is_of_a_birthday
from ..freetext.readslikeano import reads_like_a_no
from ..freetext.wordsofayes import reads_as_english
from ..recorded.practice import CorrectionAsked

_KINDS: Final = frozenset({"DATE", "SPELLING"})
#: By these they say nothing of what it is.
_LEFT_OPEN: Final = frozenset({"OTHER", None})
#: "Not the 11th", "not Arav" and "the day is wrong" deny another day or name alone.
_DENIES_ANOTHER: Final = re.compile(
    r"\b[Nn]ot (?:on |the |in |with )*"
    r"(?:\d[\w/.-]*|(?!(?:Share|Agree|Consent|Want|Tell|Ring|Ask)\b)[A-Z][\w'’-]*(?!\s+[A-Z])"
    r"|(?i:mon|tues?|wednes|wed|thurs?|fri|satur|sat|sun)(?:day)?\b"
    r"|(?i:january|february|march|april|may|june|july|august|september|october|november|december)\b)"
    r"|\bwrong\b"
)


def is_of_a_fact(asked: CorrectionAsked) -> bool:
    """By what they chose it as; or by its words, where they are of a birthday and of nothing else,
    and were not chosen as that they did not agree.
    """
    return asked.what in _KINDS or (asked.what in _LEFT_OPEN and is_of_a_birthday(asked.words))


def may_say_no(asked: CorrectionAsked) -> bool:
    """Whatever it was chosen as: its words read so, or nobody here can read them."""
    words = _DENIES_ANOTHER.sub("", asked.words)
    reads_so = reads_like_a_no(words) or not reads_as_english(words, is_foreign=False)
    return reads_so or not is_of_a_fact(asked)
