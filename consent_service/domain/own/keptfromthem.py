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
    keeps from them, whether or not it was said to rest on that. Where somebody looked at this very
    contact since, what they said counts.
    """
    made = held.event
    if not made.safe_to_tell or view.by[SafeToTellChanged, "about"].get(made.disclosure):
        return False
    return any(
        decision.seq < held.seq
        and meets(decision.event.scope, scope)
        and telling(view, person, [decision.event.authorisation]).answer is Safe.NO
        for decision in view.holding[AuthorisationMade]
    )
