"""Two answers that contradict each other, in a line for whoever looks at both. For staff.

It names nobody, as no list of what is due does: whose they are is said by what each is to a child.
"""

from __future__ import annotations

from typing import Final

from ..file.held import Held
from ..file.view import View
from ..recorded.events import Response
from .naming import agency_in_words, by_relation, day, listed

_SAID: Final = {
    "AGREED": "said yes to",
    "AGREED_IN_PART": "said yes to part of",
    "REFUSED": "said no to",
    "WITHDRAWN": "took back",
}


def both_answers(view: View, one: Held[Response], other: Held[Response]) -> str:
    """Who said what to which services, and when: the first that came first."""
    are_ones = one.event.person == other.event.person
    whose = ["they" if are_ones else by_relation(view, said.event.person) for said in (one, other)]
    first, then = (f"{who} {_answer(said)}" for who, said in zip(whose, (one, other), strict=True))
    return f"{first[:1].upper()}{first[1:]}; {then}"


def _answer(said: Held[Response]) -> str:
    scope = said.event.scope
    services = listed([agency_in_words(agency) for agency in scope.agencies] or ["no service"])
    return f"{_SAID[said.event.answer]} {services} on {day(said.effective_at)}"
