"""How safe a way of reaching somebody is, in words: what holds now goes before what was said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..domain.codes import label

#: They have asked for another way, and nobody has answered.
ASKED: Final = "ASKED_FOR_ANOTHER"
_DOUBTED: Final = {
    ASKED: "Do not use it yet: they have asked to be reached in another way",
    "WAY_NOT_SAFE": "Do not use it: somebody else may be there who must not know",
}


def how_safe(point: Mapping[str, Any]) -> str:
    """Of a way of reaching somebody, of `showFile`."""
    doubt = _DOUBTED.get(point["doubt"] or "")
    if doubt is not None:
        return doubt
    said: str = label("safe_contacts", point["safety"])
    return f"{said}, {point['safe_times']}" if point["safe_times"] else said


def asked_for_another(stands: Mapping[str, Any], person: str) -> Mapping[str, Any] | None:
    """The last time that somebody asked to be reached otherwise, while nobody has answered it."""
    answered = {one["request"] for one in stands["done"]["family_answers"]}
    asked = (
        one
        for one in stands["done"]["family_requests"]
        if one["person"] == person
        and one["wants"] == "CHANGE_CONTACT"
        and one["request"] not in answered
    )
    return max(asked, default=None, key=lambda one: int(one["seq"]))
