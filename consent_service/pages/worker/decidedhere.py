"""What managers decided about a family, or were asked to, for whoever works with it: what only its
maker can find is asked for again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...domain.codes import label
from ...domain.scope import ANY
from ...domain.words.naming import listed, lower_first
from ..agencies import agency_called
from ..called import names_on
from ..heard import in_words_not_shared
from .asked import MAY_GO_AHEAD


def decided_here(stands: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """What holds, what was decided not to be shared for now, and what waits to be decided."""
    names = names_on(stands)
    for one in stands["authorisations"]:
        yield {
            "what": label("authorisation_kinds", one["kind"]),
            "about": _about(one["scope"], names),
            "at": one["decided_at"],
            "until": one["end"],
            "why": "",
            "seq": one["seq"],
        }
    yield from (_not_shared(one, names) for one in _standing(stands))
    for one in stands["decision_requests"]:
        if not one["decided"]:
            yield {
                "what": "Asked, and not decided yet",
                "about": _about(one["scope"], names),
                "at": one["at"],
                "until": None,
                "why": one["why"],
                "seq": None,
            }


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


def _standing(stands: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Decisions not to share that nobody has struck."""
    for one in stands["not_share"]:
        if one["corrected"] is None or one["corrected"]["stands"]:
            yield one


def _not_shared(one: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    what, why = in_words_not_shared(one)
    return {
        "what": what,
        "about": _about(one["scope"], names),
        "at": one["effective_at"],
        "until": None,
        "why": why,
        "seq": one["seq"],
    }


def _about(scope: Mapping[str, Any], names: Mapping[str, str]) -> str:
    agencies = [agency_called(one) for one in scope["agencies"]]
    kinds = ["anything" if one == ANY else _kind(one) for one in scope["categories"]]
    whom = ["everybody" if one == ANY else names.get(one, "somebody") for one in scope["subjects"]]
    return f"{listed(agencies)}: {listed(kinds)}, about {listed(whom)}"


def _kind(code: str) -> str:
    return lower_first(label("categories", code))
