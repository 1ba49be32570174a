"""When somebody of the family was last heard by us. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from .events import ConversationRecorded
from .practice import ContactMade
from .view import BY_REFERRER, REACHED_BY, View


def times_heard(view: View, person: str) -> Iterator[datetime]:
    """Each time that we spoke to them, or they to us. The referrer's word is not theirs."""
    for talk in view.by[ConversationRecorded, "person"].get(person, ()):
        yield talk.effective_at
    for contact in view.by[ContactMade, "person"].get(person, ()):
        yield contact.effective_at
    for said in view.said_by.get(person, ()):
        if said.event.answer in REACHED_BY and said.event.method != BY_REFERRER:
            yield said.effective_at


def heard_after(view: View, person: str, moment: datetime) -> bool:
    """Whether it was after a moment."""
    return any(at > moment for at in times_heard(view, person))
