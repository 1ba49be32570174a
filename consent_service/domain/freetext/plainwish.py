"""Words beside what somebody asks us for, that are of nothing else: "in big print, my mum reads it
for me". Pure.

They are many more than are needed to ask for it, so each list is asked that hears more in words: a
no or what may become one, a service, harm or pressure, another language.
"""

from __future__ import annotations

import re
from typing import Final

from ..memo import read_once
from .readslikeano import is_left_open, is_short_and_plain, reads_like_a_no
from .servicesinwords import services_named_or_several
from .tellsofharm import harms_in
from .wordsofayes import may_deny_elsewhere, reads_as_english, says_no_elsewhere

#: They may go by it for what they answer, or say what is done with what we know.
_OF_AN_ANSWER: Final = re.compile(
    r"\b(?:decid\w+|decision|think\w*|until|till|before|first|unless|only|keep\w*|private\w*"
    r"|secret\w*|business|shar\w+|tell\w*|told|pass\w*|stop\w*|wrong|chang\w+|mind|consent\w*)\b",
    re.IGNORECASE,
)


@read_once
def is_plain_wish(words: str) -> bool:
    """Whoever asks for a letter, or another way of reading it, so has said no to nothing."""
    if is_short_and_plain(words):
        return True
    is_read = words.isascii() and reads_as_english(words, is_foreign=True)
    if not is_read or may_deny_elsewhere(words) or says_no_elsewhere(words):
        return False
    if reads_like_a_no(words) or reads_like_a_no(words, quoted=True) or is_left_open(words):
        return False
    if _OF_AN_ANSWER.search(words) is not None or services_named_or_several(words):
        return False
    return next(harms_in(words), None) is None
