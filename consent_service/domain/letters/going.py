"""Whether a letter may go to somebody by this way now: one function, for whoever asks. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from ..answers import Safe
from ..own.having import decides_something, is_nobody_known
from ..safety.reaching import reaching
from ..view import View


class Not(StrEnum):
    """Why none goes."""

    NOT_SAFE = "NOT_SAFE"
    NOBODY = "NOBODY"
    TOO_YOUNG = "TOO_YOUNG"
    HAS_DIED = "HAS_DIED"


class Going(NamedTuple):
    """Whether it is safe to reach them by this way; and why no letter goes, if none does."""

    safe: Safe
    why_not: Not | None


def going(view: View, person: str, contact: str | None, way: str = "LETTER") -> Going:
    """To the address or number `contact` by this way, or into their hand where that is None.

    Nobody overrides this: who is not known to be safe is spoken to, or told by somebody who decides
    that.
    """
    safe = reaching(view, person, contact, "FACE_TO_FACE" if contact is None else way).answer
    if is_nobody_known(view, person):
        return Going(safe, Not.NOBODY)
    if view.the_one(person) in view.without_refused_ends.the_dead:
        return Going(safe, Not.HAS_DIED)
    if safe is not Safe.YES:
        return Going(safe, Not.NOT_SAFE)
    if person in view.children and not decides_something(view, person):
        return Going(safe, Not.TOO_YOUNG)
    return Going(safe, None)
