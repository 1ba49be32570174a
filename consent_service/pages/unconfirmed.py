"""What stands on file and would let fall what has not fallen, as `undone` of `showFile` says: it is
no fact for whoever reads it, until a manager has confirmed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..domain.codes import TEXTS, label
from ..domain.words.naming import lower_first

#: Of what waits, and of what a manager refused or nobody confirmed in time.
YET: Final = "A manager has yet to confirm this, and what it takes away counts until then"
NOT: Final = "A manager did not confirm this, so what it takes away still counts"
_BOTH: Final = "SAFE_AND_DANGER"
#: Beside these of `safety_codes` it is the words that tell of danger.
_NAMES_NO_DANGER: Final = frozenset({"OTHER", "SAFE_AGAIN"})
_SAID: Final = {"WAITS": YET, "REFUSED": NOT}


def beside(words: str, one: Mapping[str, Any], by: str = ". ") -> str:
    """The same, and after it that no manager confirmed it where none has."""
    said = _SAID.get(one["undone"] or "", "")
    return by.join(filter(None, (words, said if by == ". " else lower_first(said))))


def lifts_nothing(entry: Mapping[str, Any]) -> str:
    """Of an entry that says that somebody is safe to ask, and lifts nothing: why, and what to do.
    Empty of any other.
    """
    code, event = entry.get("lifts_nothing"), entry["event"]
    if code is None:
        return ""
    why = label("notices", code).replace(": {names}", "")
    if code != _BOTH:
        return why
    is_in_words = event["code"] in _NAMES_NO_DANGER
    return f"{why} {TEXTS['safe_all_the_same' if is_in_words else 'safe_by_another_reason']}"


def holds(one: Mapping[str, Any]) -> bool:
    """It neither waits for a manager nor was refused."""
    return one["undone"] is None


def said_no_to(one: Mapping[str, Any]) -> bool:
    """A manager refused it, or nobody confirmed it in time: it is as if nobody had said it."""
    return bool(one["undone"] == "REFUSED")
