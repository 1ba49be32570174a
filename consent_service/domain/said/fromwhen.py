"""Words beside a yes that name a later beginning, where nobody typed from which day it holds. Pure.

"Ok from January" is no no, and no yes of today: such a yes is in doubt until that day was said, or
it was found valid. Whoever has read the words and found no no in them was not asked from when.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..file.held import Held
from ..file.view import View
from ..freetext.wordsoflater import begins_later
from ..recorded.events import ConversationRecorded, Response
from .besideananswer import holds_no_plain_yes, of_what_was_agreed
from .besideayes import found_valid_since
from .contradicting import AGREEMENTS
from .writingread import read_of


def says_not_from_when(view: View, said: Held[Response]) -> bool:
    """Whichever item it is asked of: worked out once."""
    found: dict[int, bool] = view.worked_out.setdefault(("says not from when",), {})
    if said.seq not in found:
        found[said.seq] = _says_not_from_when(view, said)
    return found[said.seq]


def is_held_from_when(view: View, said: Held[Response]) -> bool:
    """And nothing else is due by which the words are read: they do not hold as what may be a no."""
    talk = view.conversations.get(said.event.conversation or "")
    if talk is not None and _is_left(view, talk) and holds_no_plain_yes(view, talk):
        return False
    return says_not_from_when(view, said)


def _is_left(view: View, talk: Held[ConversationRecorded]) -> bool:
    return not (talk.event.not_a_no is True or talk.seq in read_of(view))


def _says_not_from_when(view: View, said: Held[Response]) -> bool:
    if said.event.answer not in AGREEMENTS or said.event.valid_from is not None:
        return False
    return any(
        begins_later(of_what_was_agreed(view, said.event, words))
        for place, words in words_of(view, said)
        if not found_valid_since(view, said, place)
    )


def words_of(view: View, said: Held[Response]) -> Iterator[tuple[int, str]]:
    """What they said with it, or in the talk in which it was given, each with its place."""
    talk = view.conversations.get(said.event.conversation or "")
    if said.event.words:
        yield said.seq, said.event.words
    if talk is not None and talk.event.parent_words:
        yield talk.seq, talk.event.parent_words
