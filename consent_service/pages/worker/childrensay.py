"""What the children of a family say, whom they do not want told, and whether they may be asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...domain.safety.wishes import counts
from ..died import died_on
from ..frame import Visit
from ..heard import newest_first, spoken_or_tried, talks_and_answers
from ..whodecides import answered, found_able, said_besides
from .dangers import dangers_of, kept_from
from .nominating import advocate_now

_SAFE: Final = "YES"


def young_people(stands: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """Each young person whose own word is asked for, and whether we have spoken to them: what they
    say stands with what the children say.
    """
    died = died_on(stands)
    for child in stands["children"]:
        if child["id"] not in died and child["decides_alone"]:
            yield {"names": names[child["id"]], **spoken_or_tried(stands, child["id"])}


def _weighed(last: Mapping[str, Any]) -> dict[str, Any]:
    """What a manager made of a wish, and whether that lifts anything."""
    return {**last, "counts": counts(last["may_be_told"], last["reason"])}


def children_say(
    visit: Visit, stands: Mapping[str, Any], names: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """What each child said last, whom they do not want told and whether they may be asked: who
    reads it must mind that.
    """
    said = [(one["at"], one) for one in reversed(stands["known"]["wishes"])]
    said += [(one["effective_at"], one) for one in newest_first(talks_and_answers(stands))]
    said.sort(key=lambda one: one[0], reverse=True)
    for child in stands["children"]:
        own = [one for _, one in said if child["id"] in (one.get("child"), one.get("person"))]
        able, said_to = (list(of(stands, child["id"])) for of in (found_able, answered))
        dangers = list(dangers_of(stands, child["id"]))
        advocate = advocate_now(visit, stands, child["id"])
        besides = said_besides(stands, child["id"])
        supported = advocate["said"] or advocate["still"]
        if own or able or dangers or supported or child["asking"] != _SAFE:
            newest = own[0] if own else {}
            yield {
                "names": child["names"],
                "able": able,
                "answered": said_to,
                "asking": child["asking"],
                "not_to_hear": child["only_not_to_hear"],
                "dangers": dangers,
                "at": newest.get("at") or newest.get("effective_at"),
                # What goes with an answer stands under it.
                "words": newest.get("words") if "objects" in newest else None,
                "besides": besides,
                "objects": newest.get("objects", False),
                "may_be_against": newest.get("may_be_against", False),
                "advocate": advocate,
                "not_told": [
                    name for wish in own if wish.get("kept") for name in _kept_from(wish, names)
                ],
                # In a manager's words: of each wish the last.
                "weighed": [_weighed(wish["weighed"][-1]) for wish in own if wish.get("weighed")],
            }


def _kept_from(wish: Mapping[str, Any], names: Mapping[str, str]) -> list[str]:
    """By name; and where it is kept from somebody who is not on the file, that it is."""
    unnamed = ["somebody who is not named here"] if wish["not_to_be_told_because"] else []
    return kept_from(wish, names) or unnamed
