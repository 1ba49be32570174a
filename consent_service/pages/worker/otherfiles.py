"""Who of a family stands on another file of the authority as well: which that is, what is known of
it here, and where it is said that they were two people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from ...domain.codes import label
from ...domain.words.naming import day, lower_first
from ..called import names_on
from ..frame import Visit
from ..offering import Offer, offered


class OnAnotherFile(NamedTuple):
    """In words, the other file, and where it is said that they are two."""

    words: str
    names: str
    file: str
    part: Offer | None


def on_other_files(visit: Visit, stands: Mapping[str, Any]) -> Iterator[OnAnotherFile]:
    """Of `showFile`, each joining that goes on. Whoever may not read the other file is told so
    there.
    """
    names = names_on(stands)
    for one in stands["known"]["joined_elsewhere"]:
        if one["file"] is None:
            continue
        who = names.get(one["person"], "Somebody")
        noes = [no for no in stands["known"]["noes_about_children"] if _is_of(no, one)]
        words = [f"{who} stands on another file of the authority as well.", *map(_no, noes)]
        offers = offered(visit, "partElsewhere", "They were two people", joining=one["joining"])
        yield OnAnotherFile(" ".join(dict.fromkeys(words)), who, one["file"], next(offers, None))


def _is_of(no: Mapping[str, Any], joined: Mapping[str, Any]) -> bool:
    return bool(no["joining"] == joined["joining"] and no["child"] == joined["person"])


def _no(no: Mapping[str, Any]) -> str:
    """Whose no it is, as far as this file knows."""
    role = no["role"]
    who = "Somebody" if role is None else f"The {lower_first(label('roles', role))}"
    holds = ", who holds parental responsibility," if no["decides"] else ""
    said = day(datetime.fromisoformat(no["at"]))
    return f"{who}{holds} said no there on {said}: read it before you ask or tell anybody."
