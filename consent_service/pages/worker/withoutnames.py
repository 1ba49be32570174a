"""A record that is kept to others by name, for whoever has found somebody there and checks: they
have the answer, and nobody is named to them.
"""

from __future__ import annotations

import re
from typing import Final

from ...api.edge.meant import what_it_means
from ..asking import may_ask
from ..forms.choices import Choice, Known
from ..forms.typed import Typed
from ..frame import Visit

_ID: Final = re.compile(r"[0-9a-f]{24}")
_SAID: Final = (
    "This record is kept to others by name. You can check without seeing who is in it: the answer "
    "names nobody."
)


def is_kept_from(visit: Visit, file: str | None = None) -> bool:
    """Whether this family, or that of another file, is kept to others than whoever reads, who has
    not opened it.
    """
    try:
        may_ask(visit, "showFile", file=file or visit.path["file"])
    except Exception as error:  # noqa: BLE001 - where nobody can say, nobody's page is shown either
        return what_it_means(error)[0] == "kept-to-others"
    return False


def whoever_was_found(known: Known, typed: Typed) -> list[Choice]:
    """Of such a record whoever the search found there, by no name; nobody of any other."""
    found = [one for one in typed.each("subjects") if _ID.fullmatch(one)]
    if not found or not is_kept_from(known.visit):
        return []
    return [Choice(one, "Whoever you found in this family") for one in dict.fromkeys(found)]


def without_names(known: Known, _: Typed) -> str:
    """What is said of that above the form."""
    return _SAID if is_kept_from(known.visit) else ""
