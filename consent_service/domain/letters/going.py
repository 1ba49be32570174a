"""Whether a letter may go to somebody by this way now: one function, for whoever asks. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from ..answers import Safe
from ..file.caring import is_nobody_known
from ..file.view import View
from ..following.askedfor import settled
from ..own.having import decides_something
from ..recorded.practice import HELP_NOW, FamilyAsked
from ..safety.harmtoread import harm_unread
from ..safety.reaching import reaching


class Not(StrEnum):
    """Why none goes."""

    NOT_SAFE = "NOT_SAFE"
    NOBODY = "NOBODY"
    TOO_YOUNG = "TOO_YOUNG"
    HARM_UNREAD = "HARM_UNREAD"
    HAS_DIED = "HAS_DIED"


class Going(NamedTuple):
    """Whether it is safe to reach them by this way; and why no letter goes, if none does."""

    safe: Safe
    why_not: Not | None


def is_harm_unread(view: View) -> bool:
    """Somebody of the family told of harm, or asks for help now, and nobody has read or answered
    it: whoever they are afraid of may live where a letter goes.
    """
    calls = (one.event for one in view.holding[FamilyAsked] if one.event.wants == HELP_NOW)
    done = settled(view)
    return any(call.request not in done for call in calls) or bool(harm_unread(view))


def going(
    view: View,
    person: str,
    contact: str | None,
    way: str = "LETTER",
    *,
    says_nothing: bool = False,
) -> Going:
    """To the address or number `contact` by this way, or into their hand where that is None; what
    `says_nothing` of why only asks them to ring.

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
    if contact is not None and not says_nothing and is_harm_unread(view):
        return Going(safe, Not.HARM_UNREAD)
    return Going(safe, None)
