"""Words beside a yes that name a later beginning, where nobody typed from which day it holds. Pure.

"Ok from January" is no no, and no yes of today: such a yes is in doubt until that day was said, or
it was found valid. Whoever has read the words and found no no in them was not asked from when.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..file.held import Held
from ..file.view import View
from ..freetext.wordsoflater import begins_later
from ..recorded.events import ConversationRecorded, Response
from .besideananswer import holds_no_plain_yes, of_what_was_agreed
from .besideayes import found_valid_since
from .contradicting import AGREEMENTS
from .writingread import read_of


def says_not_from_when(view: View, said: Held[Response]) -> bool:
    """And nobody has found it valid since."""
    if said.event.valid_from is not None:
        return False
    agreed = words_of_a_yes(view, said)
    return bool(agreed) and any(begins_later(words) for _, words in agreed)


def is_held_from_when(view: View, said: Held[Response]) -> bool:
    """And nothing else is due by which the words are read: they do not hold as what may be a no."""
    if not says_not_from_when(view, said):
        return False
    talk = view.conversations.get(said.event.conversation or "")
    return talk is None or not (_is_left(view, talk) and holds_no_plain_yes(view, talk))


def _is_left(view: View, talk: Held[ConversationRecorded]) -> bool:
    return not (talk.event.not_a_no is True or talk.seq in read_of(view))


def words_of_a_yes(view: View, said: Held[Response]) -> Sequence[tuple[int, str]]:
    """What they said with a yes, or in the talk in which it was given, of what they agreed to, each
    with its place, but for what somebody found valid since; nothing where it is no yes. Whoever
    asks, and whichever item it is asked of, it is looked for once.
    """
    found: dict[int, Sequence[tuple[int, str]]]
    found = view.worked_out.setdefault(("words of a yes",), {})
    known = found.get(said.seq)
    if known is None:
        known = found[said.seq] = _words_of_a_yes(view, said)
    return known


def _words_of_a_yes(view: View, said: Held[Response]) -> Sequence[tuple[int, str]]:
    if said.event.answer not in AGREEMENTS:
        return ()
    return [
        (place, of_what_was_agreed(view, said.event, words))
        for place, words in _words_of(view, said)
        if not found_valid_since(view, said, place)
    ]


def _words_of(view: View, said: Held[Response]) -> Iterator[tuple[int, str]]:
    """What they said with it, or in the talk in which it was given, each with its place."""
    talk = view.conversations.get(said.event.conversation or "")
    if said.event.words:
        yield said.seq, said.event.words
    if talk is not None and talk.event.parent_words:
        yield talk.seq, talk.event.parent_words
