"""Whose information an item is about, where somebody else was chosen: whoever reads it chooses them
next, and rings nobody again who has agreed to it for themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...domain.answers import Answer, Item, Reason, Says
from ...domain.codes import CHILD_CATEGORIES
from ...domain.file.view import View
from ...domain.said.position import where_they_stand
from ...domain.scopes.proposal import Proposal
from ...domain.scopes.scope import Point
from ...domain.words.naming import listed, name_of

_A_CHILDS: Final = (
    "This is about a child, and an adult was chosen.",
    "Choose the child whose information it is.",
)


def say_whose_it_is(shown: dict[str, Any], answer: Answer, asked: Proposal, view: View) -> None:
    """In the words of each item, and of the reason that is said of the whole."""
    found: dict[str, list[tuple[str, str]]] = {}
    for item, words in zip(answer.items, shown["items"], strict=True):
        said = _said_of(item, asked, view)
        if said is not None:
            found.setdefault(item.reason, []).append(said)
            words["reason"]["label"], words["reason"]["next"] = said
    for reason in shown["reasons"]:
        every = dict.fromkeys(found.get(reason["code"], ()))
        of_it = [item for item in answer.items if item.reason == reason["code"]]
        # Of several items that have it for other reasons the words of the code hold.
        if len(every) == 1 and len(found[reason["code"]]) == len(of_it):
            ((reason["label"], reason["next"]),) = every


#: There is no adult's kind that is a child's.
_IF_THE_CHILDS: Final = (
    "If it is the child’s own, choose a child’s kind, such as the child’s health."
)


def _said_of(item: Item, asked: Proposal, view: View) -> tuple[str, str] | None:
    if item.subject in view.adults:
        is_childs = item.category in CHILD_CATEGORIES
        return _A_CHILDS if item.reason is Reason.OUT_OF_SCOPE_CHILD and is_childs else None
    if item.reason is not Reason.ADULT_NOT_ASKED or item.subject not in view.children:
        return None
    adults = dict.fromkeys(link.event.person for link in view.relationships.get(item.subject, ()))
    agreed = [name_of(view, one) for one in _agreed(adults, item, asked, view)]
    about = "This is about an adult, and a child was chosen."
    if agreed:
        return (
            about,
            f"Choose the adult instead. Agreed to it already, of their own: {listed(agreed)}.",
        )
    names = [name_of(view, one) for one in adults]
    whose = f"Choose whose it is: {listed(names)}. " if names else "Choose the adult whose it is. "
    return about, f"{whose}Nobody else can agree for them. {_IF_THE_CHILDS}"


def _agreed(adults: dict[str, None], item: Item, asked: Proposal, view: View) -> Iterator[str]:
    enquiry = view.enquiry_meant(asked.enquiry)
    for one in adults:
        point = Point(one, asked.purpose, asked.agency, item.category, item.direction)
        if where_they_stand(view, one, point, enquiry).says is Says.YES:
            yield one
