"""What a manager has looked at and found right, though it looks like a mistake."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from . import members as m
from .event import Noted


class FoundRight(Noted, frozen=True, kw_only=True, tag="found-right"):
    """A manager looked at an entry that looks like a mistake: it is right as it stands.

    Nothing else follows: what the entry does not count for, it does not count for now. `doubts` is
    what looked wrong when they looked; what comes to look wrong later is looked at again.
    """

    entry: Annotated[int, m.Bounds(0, 10**12), "The entry that is right, by its `seq`."]
    reason: Annotated[m.Words, "How they know that it is right."]
    effective_at: datetime
    doubts: Annotated[
        tuple[str, ...], m.code("notices"), m.Ours(), "What of it looked like a mistake then."
    ] = ()
