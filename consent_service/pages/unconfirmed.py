"""What stands on file and would let fall what has not fallen, as `undone` of `showFile` says: it is
no fact for whoever reads it, until a manager has confirmed it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..domain.words.naming import lower_first

#: Of what waits, and of what a manager refused or nobody confirmed in time.
YET: Final = "A manager has yet to confirm this, and what it takes away counts until then"
NOT: Final = "A manager did not confirm this, so what it takes away still counts"
_SAID: Final = {"WAITS": YET, "REFUSED": NOT}


def beside(words: str, one: Mapping[str, Any], by: str = ". ") -> str:
    """The same, and after it that no manager confirmed it where none has."""
    said = _SAID.get(one["undone"] or "", "")
    return by.join(filter(None, (words, said if by == ". " else lower_first(said))))


def holds(one: Mapping[str, Any]) -> bool:
    """It neither waits for a manager nor was refused."""
    return one["undone"] is None


def said_no_to(one: Mapping[str, Any]) -> bool:
    """A manager refused it, or nobody confirmed it in time: it is as if nobody had said it."""
    return bool(one["undone"] == "REFUSED")
