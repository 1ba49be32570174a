"""Help now, on the page that says that something was kept, of whoever is young: whoever has just
asked for it, or written what is done to them, read that it was written down, and no number.
"""

from __future__ import annotations

import secrets
from typing import Any, Final

from ..asking import TROUBLE, ask
from ..frame import Visit

#: As many signs as a letter may have.
LONGEST: Final = 4_000
YOUNG: Final = "YOUNG_PERSON"


def once() -> str:
    """Under which key what a form sends is kept, however often it is sent."""
    return secrets.token_urlsafe(24)


def help_after(visit: Visit) -> dict[str, Any]:
    """The same whatever they sent, and whatever they are called on record: whoever reads it after
    them learns nothing by it, and no list of words knows what a child means.
    """
    return {"help_longest": LONGEST if _is_young(visit) else 0, "help_once": once()}


def _is_young(visit: Visit) -> bool:
    if visit.signed_in is None:
        return False
    if YOUNG in visit.signed_in.principal.roles:
        return True
    try:
        return bool(ask(visit, "showOwn")["young"])
    except TROUBLE:
        return False
