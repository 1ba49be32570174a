"""Whether a telephone by itself is no way to talk to somebody: who is Deaf, or signs. Pure."""

from __future__ import annotations

import re
from typing import Final

from ..file.view import View
from ..recorded.practice import NeedsRecorded

_DEAF: Final = "DEAFNESS_OR_COMMUNICATION_NEED"
_SIGNED: Final = "BSL_VIDEO"
_SIGNS: Final = re.compile(r"\b(?:[bi]sl|sign(?:s|ed|ing)?|makaton|deaf\w*)\b", re.IGNORECASE)


def is_not_for_a_telephone(view: View, person: str) -> bool:
    """By what is on record of how they talk: a need, a language of signs, or a form in it."""
    person = view.the_one(person)
    needs = view.newest[NeedsRecorded, "person"].get(person)
    if needs is not None and _DEAF in needs.event.indicators:
        return True
    adult, child = view.adults.get(person), view.children.get(person)
    words: list[str | None] = []
    if adult is not None:
        words.append(adult.event.language)
    if child is not None:
        words += [child.event.language, *child.event.communication_needs]
    is_signed = adult is not None and adult.event.format == _SIGNED
    return is_signed or any(_SIGNS.search(one) for one in words if one)
