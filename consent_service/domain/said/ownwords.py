"""What somebody has said themself: whether it bears on an item, near it or to it; and in which
words. Pure.
"""

from __future__ import annotations

from typing import Final

from ..file.goingon import BY_REFERRER
from ..file.held import Held
from ..file.view import View
from ..file.whattheysaid import REACHED_BY
from ..recorded.events import Response, WishRecorded
from ..recorded.notwritten import theirs
from ..scopes.scope import Point
from .position import Standpoint

#: What is not clear was said as well.
_OWN: Final = REACHED_BY | {"NOT_CLEAR"}


def is_their_own(said: Held[Response]) -> bool:
    """Their own word, and no referrer's of them."""
    return said.event.answer in _OWN and said.event.method != BY_REFERRER


def has_spoken(view: View, person: str, point: Point, enquiry: str | None) -> bool:
    """Some word of their own bears on the item, also where it misses it: one in this enquiry,
    whichever it is, or a no in another.
    """
    if person not in view.said_by:
        return False
    said = Standpoint.of(view, person, point, enquiry, ())
    return any(
        is_their_own(one) and (one.seq in said.heard.places or said.is_a_no_beside(one))
        for one in said.every
    )


def in_words(view: View, said: Held[Response] | Held[WishRecorded]) -> str | None:
    """Those of the answer or wish itself, or of the talk in which they gave it."""
    if own := theirs(said.event.words):
        return own
    talk = view.conversations.get(getattr(said.event, "conversation", None) or "")
    return None if talk is None else talk.event.parent_words
