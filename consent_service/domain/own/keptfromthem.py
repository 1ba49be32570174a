"""What a manager decided to keep from somebody, asked of what a worker said that they may know.
Pure."""

from __future__ import annotations

from typing import Final

from ..answers import Safe
from ..events import AuthorisationMade
from ..held import Held
from ..practice import DisclosureRecorded, SafeToTellChanged
from ..safety import Judged, Sign, telling
from ..scope import Scope
from ..view import View
from .reaching import meets

NOT_SAFE: Final = Judged(Safe.NO, (Sign.SAID_NOT_SAFE_TO_TELL,))


def is_kept(view: View, person: str, held: Held[DisclosureRecorded], scope: Scope) -> bool:
    """A contact that was recorded as one they may know of lies in what a manager had decided and
    keeps from them, whether or not it was said to rest on that. Where somebody said since, of this
    person or of everybody, whether they may know of this very contact, that counts beside it.
    """
    made = held.event
    if not made.safe_to_tell:
        return False
    is_looked_at = all(_is_looked_at(one, made, person) for one in view.readings_apart)
    beside = [made.disclosure] if is_looked_at else []
    return any(
        decision.seq < held.seq
        and meets(decision.event.scope, scope)
        and telling(view, person, [*beside, decision.event.authorisation]).answer is Safe.NO
        for decision in view.each[_decided][()]
    )


def _is_looked_at(reading: View, made: DisclosureRecorded, person: str) -> bool:
    said = reading.by[SafeToTellChanged, "about"].get(made.disclosure, ())
    return any(one.event.person in (None, reading.the_one(person)) for one in said)


def _decided(view: View, _: tuple[()]) -> list[Held[AuthorisationMade]]:
    """By a manager, in any reading: what calls it an error may wait."""
    found = {
        decision.seq: decision
        for reading in view.readings_apart
        for decision in reading.holding[AuthorisationMade]
    }
    return list(found.values())
