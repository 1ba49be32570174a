"""Of several who decide the nearest reason is told, and it is not that of each: where all we have
of one is the referrer's word, another may have agreed themselves, in an enquiry that has ended.
"""

from __future__ import annotations

from typing import Any, Final

from ...domain.answers import Answer, Item, Reason
from ...domain.file.view import View
from ...domain.words.naming import listed, name_in

#: How it ended what they had said themselves.
_ENDED: Final = {
    Reason.ENQUIRY_CLOSED: "{names} agreed in an enquiry that has now closed.",
    Reason.EXPIRED: "{names} agreed before, and that agreement has run out.",
}
_OTHERS: Final = "Of {names} all we have is what the referrer says."


def say_who_agreed_before(shown: dict[str, Any], answer: Answer, view: View) -> None:
    """With each item of which that is so; and with the reason of the answer, if it is so of all
    that have it.
    """
    of_it: set[str] = set()
    for item, words in zip(answer.items, shown["items"], strict=True):
        if item.reason is Reason.REPORTED_NOT_CONFIRMED:
            words["reason"]["label"] = _said(item, view) or words["reason"]["label"]
            of_it.add(words["reason"]["label"])
    for reason in shown["reasons"]:
        if reason["code"] == Reason.REPORTED_NOT_CONFIRMED and len(of_it) == 1:
            (reason["label"],) = of_it


def _said(item: Item, view: View) -> str:
    """Nothing where it is the referrer's word of all whose own answer is still to come."""
    deciding = [one for one in item.positions if one.decides]
    names = {
        reason: [name_in(view, one) for one in deciding if one.reason is reason]
        for reason in (*_ENDED, Reason.REPORTED_NOT_CONFIRMED)
    }
    others = names.pop(Reason.REPORTED_NOT_CONFIRMED)
    ended = [_ENDED[reason].format(names=listed(those)) for reason, those in names.items() if those]
    return " ".join([*ended, _OTHERS.format(names=listed(others))]) if ended and others else ""
