"""That whoever sends a form says in it that a child may be at risk right now, whatever else in it
is missing or wrong: they read first to share now (`domain.md` 3.14, 5.2).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..domain.recorded.sharingatonce import AT_ONCE_FOR
from ..domain.scopes.proposal import Urgency

#: Why a question is asked. What was shared may have been for the same, and is over.
_ASKED_FOR: Final = frozenset({"purpose", "first_check.purpose"})


def cannot_wait(typed: Iterable[tuple[str, str]]) -> bool:
    """By any field that asks how soon it is needed, or why a question is asked."""
    return any(
        (name.rpartition(".")[2] == "urgency" and said == Urgency.IMMEDIATE)
        or (name in _ASKED_FOR and said == AT_ONCE_FOR)
        for name, said in typed
    )
