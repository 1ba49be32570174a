"""What somebody said that is quoted where one of us writes how they came to a finding: that
somebody can be reached, can decide, or that a yes of theirs is valid. Pure.

Left open nothing of theirs was left open there: so whoever writes it is asked, once, whether a no
stands in it, wherever it tells what they said, or names a service to which they had said yes.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from ..file.held import Held
from ..file.view import View
from ..freetext.readslikeano import reads_like_a_no
from ..freetext.servicesinwords import services_named
from ..freetext.tellswhatwassaid import tells_what_was_said
from ..freetext.wordsofability import may_not_decide
from ..recorded.event import Event
from ..recorded.events import CapacityRecorded, ResponseRecorded, ValidityChanged
from ..recorded.marked import marked_by_kind
from ..recorded.members import TheirWords
from .aboutanswers import in_words_of_ours
from .contradicting import AGREEMENTS


def notices_of_findings(view: View, said: Held[Event]) -> Iterator[str]:
    """Codes of `notices`."""
    if getattr(said.event, "not_a_no", None) is UNSET:
        for person, words in _findings(view, said.event):
            if _is_of_their_state(said.event, words):
                continue
            if tells_what_was_said(words) or _names_what_they_agreed_to(view, person, words):
                yield "TELLS_WHAT_THEY_SAID"


def _is_of_their_state(event: Event, words: str) -> bool:
    """Why somebody can decide, or cannot, in words of that, in which no no is to be read."""
    is_one = isinstance(event, CapacityRecorded) and bool(may_not_decide(words))
    return is_one and not reads_like_a_no(words, quoted=True)


def _findings(view: View, event: Event) -> Iterator[tuple[str, str]]:
    """How one of us came to it, and of whom."""
    if isinstance(event, ValidityChanged):
        for given in view.by[ResponseRecorded, "response"].get(event.response, ()):
            yield view.the_one(given.event.person), in_words_of_ours(event)
    for of in marked_by_kind(TheirWords).get(type(event), ()):
        words_of_it = getattr(event, of.member) if of.mark.assessed else None
        if words_of_it:
            yield view.the_one(getattr(event, of.mark.whose)), words_of_it


def _names_what_they_agreed_to(view: View, person: str, words: str) -> bool:
    named = services_named(words)
    agreed = {
        to.type
        for one in (view.said_by.get(person, ()) if named else ())
        for to in one.event.scope.agencies
        if one.event.answer in AGREEMENTS
    }
    return any(types & agreed for types in named)
