"""What managers decided about a family, or were asked to, for whoever works with it: what only its
maker can find is asked for again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ...domain.codes import label
from ...domain.recorded.askedfirst import only_asks_first
from ...domain.scopes.scope import ANY
from ...domain.words.naming import day, listed
from ..agencies import about_what
from ..called import names_on
from ..frame import Visit
from ..heard import in_words_not_shared
from ..keptback import kept_in_words
from ..offering import offered
from ..turnson import conference_in_words, newest_conferences, why_no_more
from .asked import MAY_GO_AHEAD

LOOK_AGAIN: Final = "Look at it again"


def looked_at_again(visit: Visit, stands: Mapping[str, Any]) -> dict[int, str]:
    """By the entry of each decision that stands: where whoever reads may look at it again, before
    its day as well. A ground may be gone the same day, and no decision stands without one.
    """
    return {
        one["seq"]: offer.address
        for one in (*stands["authorisations"], *_standing(stands))
        for offer in offered(visit, "reviewDecision", LOOK_AGAIN, decision=one["id"])
    }


def decided_here(stands: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What holds, what was decided not to be shared for now, and what waits to be decided."""
    names, children = names_on(stands), [one["id"] for one in stands["children"]]
    for one in stands["authorisations"]:
        yield {
            "what": label("authorisation_kinds", one["kind"]),
            "about": about_what(one["scope"], names),
            "at": one["decided_at"],
            # Whoever reads until when it was made for would go by it.
            "until": None if one["over_since"] else one["end"],
            "why": _check_again(why_no_more(one, names)),
            "kept": kept_in_words(one, names, children),
            "seq": one["seq"],
            "id": one["id"],
            "may_end": True,
        }
    yield from (_not_shared(one, names) for one in _standing(stands))
    for one in newest_conferences(stands):
        yield {
            "what": conference_in_words(one),
            "about": f"About {listed([names.get(id, 'somebody') for id in one['children']])}",
            "at": one["at"],
            "until": None,
            "why": one["reason"],
            "kept": "",
            "seq": one["seq"],
            "id": None,
        }
    for one in stands["decision_requests"]:
        if not one["decided"]:
            yield {
                "what": "Asked, and not decided yet",
                "about": about_what(one["scope"], names),
                "at": one["at"],
                "until": None,
                "why": one["why"],
                "kept": "",
                "seq": None,
                "id": None,
            }


def decided_last(stands: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What a manager decided last: whoever is to read it, and say what they did, has it here."""
    made = [one for one in decided_here(stands) if one["seq"] is not None]
    last = max(made, key=lambda one: one["seq"], default=None)
    if last is None:
        return
    yield "Decided last", f"{last['what']}, {day(datetime.fromisoformat(last['at']))}"
    yield "About", last["about"]
    yield from (("Why", last["why"]),) if last["why"] else ()
    yield from (("To know", last["kept"]),) if last["kept"] else ()


def not_to_share_now(
    stands: Mapping[str, Any], answer: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """What a manager decided not to share for now of what may not go ahead by this answer."""
    names = names_on(stands)
    left = [one for one in answer["items"] if one["outcome"] not in MAY_GO_AHEAD]
    for one in _standing(stands) if left else ():
        scope = one["scope"]
        kinds = {agency["type"] for agency in scope["agencies"]}
        if not kinds & {ANY, answer["asked"]["agency"]["type"]}:
            continue
        if any(
            {ANY, item["subject"]} & {*scope["subjects"]}
            and {ANY, item["category"]} & {*scope["categories"]}
            for item in left
        ):
            yield _not_shared(one, names)


def _check_again(why: str) -> str:
    return f"{why}. Check again" if why else ""


def _standing(stands: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Decisions not to share that nobody has struck."""
    for one in stands["not_share"]:
        if one["corrected"] is None or one["corrected"]["stands"]:
            yield one


def _not_shared(one: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    what, why = in_words_not_shared(one)
    return {
        "what": what,
        "asks_first": only_asks_first(one["why"]["reason_codes"]),
        "about": about_what(one["scope"], names),
        "at": one["effective_at"],
        "until": None,
        "why": why,
        "kept": "",
        "seq": one["seq"],
        "id": one["id"],
        "may_end": False,
    }
