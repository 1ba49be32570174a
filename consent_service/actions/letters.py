"""A letter went to somebody of a family."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from ..domain.file.view import View
from ..domain.letters.going import going
from ..domain.own import seen_by
from ..domain.recorded.events import AnyEvent, WrittenSummarySent
from ..domain.recorded.privacynotices import LetterSent
from ..domain.safety.whosepage import as_it_goes_out
from ..domain.said.contradicting import AGREEMENTS
from .moment import Moment
from .refused import Refused

#: It is into their hand, and needs no address.
_HANDED_OVER: Final = "HANDED_OVER"
#: By these whoever has the telephone in their hand reads it.
_MESSAGES: Final = frozenset({"TEXT", "EMAIL"})
#: The one that says nothing of why.
_ASKS_TO_RING: Final = "NOT_REACHED"
#: The letters that are the written copy of their answers, and of which.
_COPIES: Final[Mapping[str, frozenset[str]]] = {
    "ANSWER_COPY": frozenset({*AGREEMENTS, "WITHDRAWN"}),
    "STOPPED": frozenset({"WITHDRAWN"}),
}


def send_letter(sent: LetterSent, moment: Moment) -> Sequence[AnyEvent]:
    """To nobody of whom it is not known that it is safe, whoever says so. The copy of what they
    agreed to is the written copy that was due of each.
    """
    view = as_it_goes_out(moment.view())
    is_handed_over = sent.how == _HANDED_OVER
    if is_handed_over is (sent.contact is not None):
        raise Refused("letter-needs-address", "/contact")
    way = sent.how if sent.how in _MESSAGES else "LETTER"
    if sent.how in _MESSAGES and sent.which != _ASKS_TO_RING:
        raise Refused("message-says-too-much", "/which")
    quiet = sent.which == _ASKS_TO_RING
    may = going(view, view.the_one(sent.person), sent.contact, way, says_nothing=quiet)
    if may.why_not is not None:
        raise Refused("letter-not-safe")
    return [sent, *_copied(view, sent, _COPIES.get(sent.which, frozenset()))]


def _copied(view: View, sent: LetterSent, of: frozenset[str]) -> Iterator[WrittenSummarySent]:
    person = view.the_one(sent.person)
    seen = seen_by(view, person, as_child=person in view.children)
    for held in () if seen is None or not of else seen.responses:
        said = held.event
        if said.answer in of and said.response not in view.summarised:
            yield WrittenSummarySent(response=said.response, effective_at=sent.effective_at)
