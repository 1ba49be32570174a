"""What nobody has said yet of what was shared at once: it reads the same on every page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..domain.recorded.sharingatonce import ASKED_FOR
from ..domain.words.naming import listed
from .agencies import agency_alone

NOT_YET: Final = "not said yet"
_CALLED: Final[Mapping[str, str]] = {
    "agency": "which service",
    "subjects": "about whom",
    "categories": "what information",
    "direction": "whether it was asked or told",
    "words_sent": "the words",
}


def missing(so_far: Mapping[str, Any]) -> list[str]:
    """What of it is still asked for: of an entry as it stands."""
    return [name for name in ASKED_FOR if not so_far.get(name)]


def in_words(names: Iterable[str]) -> str:
    """As in “what information and the words”."""
    return listed([_CALLED[name] for name in names])


def with_whom(agency: Mapping[str, Any] | None) -> str:
    """The service, or that nobody has said which."""
    if agency is None:
        return f"a service that is {NOT_YET}"
    return agency_alone({**dict.fromkeys(("type", "organisation", "id", "described")), **agency})
