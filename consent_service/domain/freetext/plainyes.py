"""Words that say yes and nothing else: a short table, and no rule. Pure.

Whoever typed a yes beside other words reads them once more. Asked of "yes thats fine" as well, that
is answered without being read.
"""

from __future__ import annotations

import re
from typing import Final

from ..memo import read_once

_WORD: Final = re.compile(r"[^\W_]+(?:['’‘ʼ`][^\W_]+)*")
#: One of these must be there: by "I'm fine, thanks" somebody says no.
_IS_A_YES: Final = re.compile(
    r"\b(?:yes|yeah|yep|yup|yh|aye|agreed?|(?:happy|fine|ok(?:ay)?) with (?:all|everything))\b",
    re.IGNORECASE,
)
#: By these somebody says how they are, or that they heard.
_IS_NO_MORE: Final = re.compile(r"\b(?:i['’]?m|am) (?:fine|ok(?:ay)?)\b(?! with)", re.IGNORECASE)
#: To which of several: all of it is all of it.
_OF_ONE: Final = re.compile(r"(?<!all of )\bit\b", re.IGNORECASE)
#: Nothing else stands between the words: a picture says more than they do.
_BETWEEN: Final = re.compile(r"[\s.,!'’‘ʼ`-]*")
#: In these a no denies nothing.
_NO_TROUBLE: Final = re.compile(r"\bno\s+(?:problems?|probs?|bother|worries)\b", re.IGNORECASE)
#: Beside it nothing but these: in the first person, or in none. Whoever says it for somebody else,
#: what it is about, when, and on what condition are words more.
_BESIDE: Final = frozenset(
    """
    yes yeah yep yup yh aye ok okay agree agreed fine happy sure course absolutely definitely
    i im i'm am thats that's its it's all of it everything with to and please thanks thank you
    cheers ta go ahead so very quite totally completely
    """.split()  # noqa: SIM905
)


@read_once
def says_yes_alone(words: str) -> bool:
    """Nothing stands in them but a yes, however it is put: no name, no service, no other person, no
    time and no condition.
    """
    said = _NO_TROUBLE.sub(" ", words)
    if not _IS_A_YES.search(said) or _IS_NO_MORE.search(said) or _OF_ONE.search(said):
        return False
    if _BETWEEN.fullmatch(_WORD.sub("", said)) is None:
        return False
    every = (word.casefold().replace("’", "'") for word in _WORD.findall(said))
    return all(word in _BESIDE for word in every)
