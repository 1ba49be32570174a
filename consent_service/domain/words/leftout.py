"""That the words beside a yes leave out the very service that would be rung by it, said wherever it
is said that it is agreed: an answer, a row of the grid, the line of a card. For staff, and nobody
else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from ..answers import Answer, Item, Outcome, Says
from ..codes import TEXTS, label
from ..file.view import View
from ..said.leavesout import read_beside
from ..scopes.scope import Agency
from .naming import name_of

GOES_AHEAD: Final = frozenset({Outcome.COVERED, Outcome.AUTHORISED, Outcome.PARTLY_COVERED})


class Told(NamedTuple):
    """A headline, and what is to be read before anything is done by it."""

    headline: str
    first: Sequence[str]


def as_told(headline: str, answer: Answer, agency: Agency, view: View) -> Told:
    """The headline of an answer about this service. Whoever wrote both down has said that they
    agreed to it all the same.
    """
    going_ahead = answer.outcome in GOES_AHEAD
    first = left_out_in_words(answer.items, agency, view) if going_ahead else []
    return Told(then(headline, answer.outcome) if first else headline, first)


def then(headline: str, outcome: Outcome) -> str:
    """The same headline, where something is to be read before what it says."""
    return headline.replace(label("outcomes", outcome), TEXTS[f"first_{outcome.lower()}"])


def left_out_in_words(items: Iterable[Item], agency: Agency, view: View) -> list[str]:
    """Of each yes to this service on which one of these stands, and whose words leave it out."""
    every = [p for item in items for p in item.positions if p.says is Says.YES]
    left = (
        (p.person, read_beside(view, view.said_as[p.response]).get(agency.type))
        for p in every
        if p.response in view.said_as
    )
    return [
        TEXTS["left_out_of_a_yes"].format(name=view.each[name_of][person], words=words)
        for person, words in dict.fromkeys(left)
        if words is not None
    ]
