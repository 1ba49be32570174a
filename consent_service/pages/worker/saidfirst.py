"""What an answer says first, under its headline: of whom one may go ahead, where some of it is
agreed; and who said no, when, in their own words. Whoever is on the telephone reads this far.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from ...domain.codes import label
from ...domain.words.naming import day, listed, lower_first
from ..heard import answers, own_words
from .eachitem import name_in, reported, who_is

_AGREED: Final = frozenset({"COVERED", "AUTHORISED"})
_NO: Final = "NO"
#: What one may do with the service that was asked about, by the direction of an item.
_MAY: Final[Mapping[str, str]] = {
    "SEEK": "ask about",
    "SHARE": "tell them about",
    "BOTH": "ask and tell them about",
}


def said_first(
    answer: Mapping[str, Any], names: Mapping[str, str], stands: Mapping[str, Any]
) -> list[str]:
    """A sentence for each thing one may do, where that is some of what was asked, and for each who
    said no to the rest.
    """
    agreed = [one for one in answer["items"] if one["outcome"] in _AGREED]
    some = agreed if len(agreed) < len(answer["items"]) else []
    return [*_may_be_done(some, names), *_noes(answer["items"], names, stands)]


def _may_be_done(items: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> Iterator[str]:
    for direction in dict.fromkeys(one["direction"] for one in items):
        of: dict[str, list[str]] = {}
        for one in items:
            if one["direction"] == direction:
                what = lower_first(label("categories", one["category"]))
                of.setdefault(name_in(names, one["subject"]), []).append(what)
        about = [f"{name} ({listed(kinds)})" for name, kinds in of.items()]
        yield f"You can {_MAY.get(direction, 'contact them about')} {listed(about)}."


def _noes(
    items: Sequence[Mapping[str, Any]], names: Mapping[str, str], stands: Mapping[str, Any]
) -> Iterator[str]:
    """Each no that counts, once, however many parts it is about."""
    heard = {one["id"]: one for one in answers(stands)}
    noes = {
        position["response"]: position
        for item in items
        if item["outcome"] == "OBJECTION"
        for position in item["positions"]
        if position["says"] == _NO and position["decides"]
    }
    for response, one in noes.items():
        who = " ".join(filter(None, who_is(names, one["person"], one["role"])))
        at = one["said_at"] and f" on {day(datetime.fromisoformat(one['said_at']))}"
        words = own_words(heard[response], stands) if response in heard else None
        said = f"{who} said no{at or ''}{f': “{words}”' if words else '.'}"
        yield " ".join(filter(None, (said, reported(response, stands))))
