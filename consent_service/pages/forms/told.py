"""What is said of something before it is recorded, and what to look for because of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any, NamedTuple


class ToldSentence(NamedTuple):
    """One sentence; and what to type into the search, where somebody may be meant who is known.

    Which family that is stands in no reply: the search tells, and that somebody saw it is on record
    then, as is what is kept from whoever looks.
    """

    words: str
    find: str = ""
    #: The notice's own code, by which it is explained.
    code: str = ""


def sought(who: Mapping[str, Any]) -> str:
    """What to search for somebody by, as it was typed of them: name and birth, else a number."""
    day = ""
    with suppress(ValueError):  # a day that is none is left out of what is searched for
        day = f"{date.fromisoformat(who.get('dob', '')):%d/%m/%Y}"
    found = " ".join(filter(None, (who.get("names"), day)))
    return found or next((one["value"] for one in who.get("identifiers", ())), "")
