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
from .wordsofending import ENDING

#: All that a longer wish may be made of: no list knows every way to take back a yes.
_WISH: Final = """
a an the and or in on to at by for of from with as so it its is are this that them they
i im my me we our us you your can could would will please pls plz thank thanks ta hi hello
have get need want like send sent post posted bring give read reads reading see write
letter letters copy copies print printed big bigger large larger font text email e mail audio
braille paper coloured yellow number address new one two more page pages glasses eyes sight
dyslexic dyslexia mum mam nan gran sister daughter son friend work home
english polish urdu punjabi somali arabic welsh bengali romanian turkish
"""
_OF_A_WISH: Final = frozenset(_WISH.split())
_WORD: Final = re.compile(r"[^\W\d_]+")


@read_once
def is_plain_wish(words: str) -> bool:
    """Whoever asks for a letter, or another way of reading it, so has said no to nothing."""
    if ENDING.stands_in(words):
        return False
    if is_short_and_plain(words):
        return True
    is_read = words.isascii() and reads_as_english(words, is_foreign=True)
    if not is_read or may_deny_elsewhere(words) or says_no_elsewhere(words):
        return False
    if reads_like_a_no(words) or reads_like_a_no(words, quoted=True) or is_left_open(words):
        return False
    if not all(one.casefold() in _OF_A_WISH for one in _WORD.findall(words.replace("'", ""))):
        return False
    if services_named_or_several(words):
        return False
    return next(harms_in(words), None) is None
