"""Words that leave out a service by its name, and are of no more: "dont tell the landlord". Pure.

Where anything else may be meant in them they are of everything: a sentence without a service, a no
beside which none is named, a word for all or for more, another language.
"""

from __future__ import annotations

import re
from typing import Final

from ..memo import read_once
from .howleftout import clauses_of
from .readslikeano import reads_like_a_no
from .sentences import sentences
from .servicesinwords import plainly_left_out, services_named
from .wordsofayes import reads_as_english, says_no_elsewhere

#: More than one, or more than is named.
_OF_MORE: Final = re.compile(
    r"\b(?:every\w*|any\w*|all|whole|lot|altogether|completely|entirely|whatever|whoever|more|else"
    r"|others?|either|neither|nothing|none|nobody|nowhere|never|both|rest|same|again|instead"
    r"|nor|or|etc|also|too|leave|stop\w*|withdr\w+|cancel\w*|end(?:ed|ing)?|until|till|unless|if"
    r"|yet|services?|agenc\w+|people|them|those|these|you|mash|social"
    r"|agree\w*|consent\w*|ask|speak|see|try|phone|ring|call)\b",
    re.IGNORECASE,
)
_PLEASE: Final = re.compile(r"(?:\W|\b(?:please|pls|plz|thanks|thank|ta)\b)+$", re.IGNORECASE)
_LAST_WORD: Final = re.compile(r"[^\W\d_]+$")


@read_once
def services_alone(words: str) -> frozenset[str]:
    """The types of service that may be meant, of each that is named; none where the words may be of
    anything else.
    """
    clauses = clauses_of(words)
    is_english = all(reads_as_english(one, is_foreign=True) for one in clauses)
    if says_no_elsewhere(words) or not is_english:
        return frozenset()
    # No list knows every way to say "none of it": so nothing may stand beside the service.
    if _OF_MORE.search(words) is not None or not _ends_with_a_service(words):
        return frozenset()
    if not all(map(services_named, filter(str.strip, sentences(words)))):
        return frozenset()
    noes = [one for one in clauses if reads_like_a_no(one, quoted=True)]
    if not all(map(plainly_left_out, noes)):
        return frozenset()
    if not plainly_left_out(words):
        return frozenset()
    return frozenset(one for types in services_named(words) for one in types)


def _ends_with_a_service(words: str) -> bool:
    """It is one clause, and nothing stands behind the service."""
    said = _PLEASE.sub("", words)
    last = _LAST_WORD.search(said)
    return last is not None and bool(services_named(last[0])) and len(clauses_of(said)) == 1
