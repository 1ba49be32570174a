"""What whoever typed that somebody takes back an agreement should know of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ..file.view import View
from ..recorded.event import Event
from ..recorded.events import AgreementWithdrawn
from ..said.contradicting import AGREEMENTS


def notices_of_stops(view: View, event: Event) -> Iterator[str]:
    """Codes of `notices`."""
    if not isinstance(event, AgreementWithdrawn):
        return
    if event.clamped:
        yield "COUNTS_FROM_NOW"
    if not _has_agreed(view, event.person):
        yield "AGREED_TO_NOTHING"


def _has_agreed(view: View, person: str) -> bool:
    """To anything, whenever; of nobody who was not found is that known."""
    known = view.together
    one = known.the_one(person)
    if one not in known.adults and one not in known.children:
        return True
    return any(held.event.answer in AGREEMENTS for held in known.said_by.get(one, ()))
