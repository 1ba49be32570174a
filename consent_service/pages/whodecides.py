"""What is on record of who decides: whether somebody can make a decision, what a court or an
arrangement says, and what somebody said no to. As it was written down: whoever is about to ring
them, or to decide instead of them, reads it first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ..domain.codes import label
from ..domain.scope import ANY
from ..domain.words.naming import day, listed, lower_first
from .agencies import agency_called
from .called import names_on
from .heard import answers

#: Of an answer: it stands, and is a no.
NOES: Final = frozenset({"REFUSED", "WITHDRAWN"})


def found_able(stands: Mapping[str, Any], person: str) -> Iterator[str]:
    """Of an adult, whether they can make a decision, and of a child, whether they decide alone: for
    each purpose of which somebody said so, what was said last, with why.
    """
    known = stands["known"]
    of_adult = {one["purpose"]: one for one in known["capacity"] if one["person"] == person}
    of_child = {one["purpose"]: one for one in known["competence"] if one["child"] == person}
    for group, found in (("capacity_statuses", of_adult), ("competence_statuses", of_child)):
        for purpose, one in found.items():
            of = "" if purpose in (None, ANY) else f" (for: {_lowered('purposes', purpose)})"
            why = f": “{one['rationale']}”" if one["rationale"] else ""
            yield f"{label(group, one['status'])}{of}, {_day(one['at'])}{why}"


def orders_of(stands: Mapping[str, Any], child: str) -> Iterator[str]:
    """Each order or arrangement of a child that goes on: who made it, who is named and limited."""
    names, known = names_on(stands), stands["known"]
    ended = {one["order"] for one in known["orders_ended"]}
    for one in known["orders"]:
        if one["child"] != child or one["order"] in ended:
            continue
        made_by = ", ".join(filter(None, (one["source"], one["reference"])))
        parts = [
            f"{label('orders', one['order_type'])} since {_day(one['at'])}",
            *filter(None, [made_by]),
            *_each("Named in it", [names.get(who, "somebody") for who in one["people"]]),
            *_each("It limits", [names.get(who, "somebody") for who in one["limits"]]),
            *_each("Only for", [_lowered("purposes", code) for code in one["purposes"]]),
            *_each("Only about", [_lowered("categories", code) for code in one["categories"]]),
        ]
        yield ". ".join(parts) + "."


def said_no_to(stands: Mapping[str, Any], person: str) -> Iterator[str]:
    """What they said no to and have not answered otherwise since, the newest first."""
    # A yes that was taken back has that status too, and was no no.
    own = [
        one
        for one in answers(stands)
        if one["person"] == person and one["answer"] in NOES and one["status"] in NOES
    ]
    for one in sorted(own, key=lambda no: no["effective_at"], reverse=True):
        scope = one["scope"]
        agencies = listed([agency_called(agency) for agency in scope["agencies"]])
        kinds = listed([_lowered("categories", code) for code in scope["categories"]])
        yield f"{agencies}: {kinds}, {_day(one['effective_at'])}"


def _each(words: str, found: list[str]) -> list[str]:
    return [f"{words}: {listed(found)}"] if found else []


def _lowered(group: str, code: str) -> str:
    return "anything" if code == ANY else lower_first(label(group, code))


def _day(at: str) -> str:
    return day(datetime.fromisoformat(at))
