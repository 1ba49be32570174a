"""What a manager sends back to whoever asked them to decide, to have something asked first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..codes import TEXTS, label

#: The reason that sends it back.
ASK_FIRST: Final = "ASK_FIRST"


def only_asks_first(reason_codes: Sequence[str]) -> bool:
    """Whether an entry or a file that has a decision not to share by these reasons decides nothing:
    a manager asks something first. With any other reason beside it, it is decided.
    """
    return tuple(reason_codes) == (ASK_FIRST,)


def not_share_in_words(reason_codes: Sequence[str]) -> str:
    """What it is, by these reasons: whoever is sent back to ask reads no refusal."""
    if only_asks_first(reason_codes):
        return TEXTS["asks_first"]
    return label("decision_not_to_share", "NOT_SHARE")
