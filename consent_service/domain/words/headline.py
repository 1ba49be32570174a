"""The headline of an answer and of each of its items, in the words agreed with practitioners."""

from __future__ import annotations

from typing import Final

from ..answers import Answer, Flag, Item, Outcome, Reason
from ..codes import TEXTS, label

#: Under these it may well be a no, and nobody is told that it is not.
_MAY_BE_A_NO: Final = frozenset({Reason.NAME_THE_SERVICE, Reason.SAID_BOTH, Reason.DISPUTED})


def headline(answer: Answer) -> str:
    """The headline of the whole answer."""
    if any(_may_be_a_no(item) for item in answer.items):
        return _plainly(answer.outcome)
    return label("outcomes", answer.outcome)


def item_headline(item: Item) -> str:
    """The headline of one item."""
    return _plainly(item.outcome) if _may_be_a_no(item) else label("outcomes", item.outcome)


def _plainly(outcome: Outcome) -> str:
    return TEXTS["not_agreed_yet"] if outcome is Outcome.ASK else label("outcomes", outcome)


def _may_be_a_no(item: Item) -> bool:
    ticked_no = item.reason is Reason.REPORTED_NOT_CONFIRMED and Flag.RELATED_REFUSAL in item.flags
    return item.reason in _MAY_BE_A_NO or ticked_no or Flag.CHILD_OBJECTS in item.flags
