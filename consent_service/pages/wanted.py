"""Where somebody was going when they were asked who they are: to an address of ours."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

#: Where whoever wanted nothing else goes.
FIRST: Final = "/"
#: What may stand in one is said, and not what may not: browsers read `//`, `\` and much else as
#: another's. None of ours names anybody. What follows the path leads to no other site, and holds
#: signs such as those of a time as an address does: a part of a report, or a page that was wanted.
_SAID: Final = r"[A-Za-z0-9_.=&~:,+-]|%[0-9A-Fa-f]{2}"
_OURS: Final = re.compile(rf"(?:/[A-Za-z0-9_][A-Za-z0-9._-]*)+(?:\?(?:{_SAID}|/)+)?")
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
