"""Whether whoever wrote down a yes is sure that it was one. Pure.

A box is ticked by whoever holds the telephone: of what they only think they heard nobody knows that
it was said. Where they say so, or their words do and they have not said that they are sure, the yes
is in doubt until it was found valid, somebody has read the words, or they were asked again.
"""

from __future__ import annotations

from ..file.held import Held
from ..file.view import View
from ..freetext.wordsofdoubt import doubt_in
from ..recorded.events import Response
from .besideayes import found_valid_since
from .contradicting import AGREEMENTS
from .fromwhen import words_of_a_yes
from .writingread import read_of


def is_not_sure(view: View, said: Held[Response]) -> bool:
    """And nobody has found it valid since."""
    if said.event.answer not in AGREEMENTS:
        return False
    talk = view.conversations.get(said.event.conversation or "")
    if talk is not None and isinstance(talk.event.sure_of_a_yes, bool):
        return not talk.event.sure_of_a_yes and not found_valid_since(view, said, talk.seq)
    agreed = words_of_a_yes(view, said)
    return bool(agreed) and any(
        place not in read_of(view) and doubt_in(words) for place, words in agreed
    )
