"""Where somebody was going when they were asked who they are: to an address of ours."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

#: Where whoever wanted nothing else goes.
FIRST: Final = "/"
#: What may stand in one is said, and not what may not: browsers read `//`, `\` and much else as
#: another's. None of ours names anybody.
_OURS: Final = re.compile(r"(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)+(?:\?[A-Za-z0-9_.=&-]+)?")
_LONGEST: Final = 300
#: Nobody is sent there by a link who has just come in.
_LEAVES: Final = "/exit"


def ours(said: str) -> str:
    """The address, where it is one of ours; else that of the first page."""
    if len(said) > _LONGEST or _OURS.fullmatch(said) is None or said.startswith(_LEAVES):
        return FIRST
    return said


def told(wanted: str) -> str:
    """What to put behind the address of a page that leads there."""
    return "" if wanted == FIRST else f"?to={quote(wanted, safe='/')}"
