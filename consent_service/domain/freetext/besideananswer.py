"""What words say beside the answers that were ticked in the same talk, as far as they read: that
they are no plain yes, or say no to a service of which nothing was ticked. Pure.

What was ticked is how they answered, and mostly the words are those of that. Where they say more,
they are heard like any that nobody has answered (`saidbesides.py`): until whoever wrote them down
says that there is no no in them, or they have said yes since.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ..codes import codes
from ..file.held import Held
from ..file.view import View
from ..names.namedinprose import as_read, named_at
from ..recorded.events import ConversationRecorded
from ..said.contradicting import AGREEMENTS, NOES
from ..said.explaining import reads_english
from ..scopes.scope import ANY
from .readslikeano import is_not_yet, is_nothing_but_a_no
from .widerwords import words_of
from .wordsofayes import reads_as_english, says_no_elsewhere

_IF: Final = (
    r"\b(?:if|as long as|so long as|provided(?: that)?|once|(?:only )?when|unless|up to"
    r"|depends on(?: what)?)\s+"
)
_THEY_DO: Final = (
    r"(?:agree|sa(?:y|id)|does|do\b|wants?(?: it| to)|think|consent|allow|lets?\b|too\b|\W*$"
    r"|(?:is|['’]s)(?:\s+(?:happy|ok(?:ay)?|fine|al ?right|willing|with|for it)|\W*$))"
)
#: A condition on what another says; on somebody who is named there.
_IF_HE: Final = re.compile(_IF + r"(?:he|she|they)\s+" + _THEY_DO, re.IGNORECASE)
_BEFORE: Final = re.compile(_IF + r"(?:(?:my|her|his|their|the|our)\s+)?$", re.IGNORECASE)
_BEHIND: Final = re.compile(r"\s*" + _THEY_DO, re.IGNORECASE)
#: After it, within so many words, stands what is left out.
_NOT: Final = re.compile(
    r"(?:\b(?:(?:but |and |just )?not(?! (?:a problem|bothered|sure if|just|only))|no to"
    r"|except(?: for)?|apart from|leave out)"
    r"|n['’]?t (?:want|ask|contact|tell|ring|phone|speak|talk|share|involve))"
    r"(?P<what>(?:\s+[\w'’]+){1,5})",
    re.IGNORECASE,
)
_PROFESSIONAL: Final = "VIA_PROFESSIONAL_INTERPRETER"
_WORD: Final = re.compile(r"[^\W\d_]+")


def is_no_plain_yes(view: View, talk: Held[ConversationRecorded]) -> bool:
    """Nobody here can read it as one; or it is a no, is for another day, or turns on what somebody
    else says.
    """
    interpreted = _was_interpreted(talk.event)
    return is_none(view, talk.event.parent_words, talk.event.person, interpreted=interpreted)


def is_none(view: View, words: str | None, person: str, *, interpreted: bool = False) -> bool:
    """The same of words beside somebody's yes, wherever they stand."""
    if not words or not words.strip():
        return False
    if is_nothing_but_a_no(words) or is_not_yet(words):
        return True
    if interpreted:
        # Whoever interpreted knew what it meant; a no is a no.
        if says_no_elsewhere(words):
            return True
    elif not reads_as_english(words, is_foreign=not view.each[reads_english][person]):
        return True
    return _is_conditional(view, words, view.the_one(person))


def _was_interpreted(talk: ConversationRecorded) -> bool:
    """By whoever is no relative and no friend, and they did more than say yes to it."""
    who, is_shown = talk.interpreter, talk.understanding_check != "SAID_YES_ONLY"
    is_professional = _PROFESSIONAL in talk.modifiers or (
        who is not None and who.is_family_member is False
    )
    return is_professional and is_shown and (who is None or who.is_family_member is not True)


def _is_conditional(view: View, words: str, person: str) -> bool:
    if re.search(_IF, words, re.IGNORECASE) is None:
        return False
    text = as_read(words)
    return _IF_HE.search(text) is not None or any(
        person not in one.people
        and _BEFORE.search(text[: one.start]) is not None
        and _BEHIND.match(text, one.end) is not None
        for one in named_at(view, text)
    )


def says_no_to_more(view: View, talk: Held[ConversationRecorded]) -> bool:
    """A service that is named in it as left out, of a type of which they answered nothing in it."""
    words = talk.event.parent_words
    named = set(_left_out(words)) if words else set()
    if not named:
        return False
    said = [
        one.event
        for one in view.said_by.get(view.the_one(talk.event.person), ())
        if one.event.conversation == talk.event.conversation
    ]
    agreed = {to.type for one in said if one.answer in AGREEMENTS for to in one.scope.agencies}
    noes = (one.scope if one.answer in NOES else one.scope.exclusions for one in said)
    refused = {to.type for no in noes for to in no.agencies}
    if ANY in refused:
        return False
    return any(not (types & refused or types <= agreed) for types in named)


def _left_out(words: str) -> Iterator[frozenset[str]]:
    """The types of service that each word may mean."""
    for found in _NOT.finditer(words):
        for word in _WORD.findall(found["what"].casefold()):
            types = frozenset(one for one in codes("agencies") if word in words_of((one,)))
            if types:
                yield types
