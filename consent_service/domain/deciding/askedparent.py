"""Whether what somebody answered whom a worker asked after a check is on record as theirs. Pure."""

from __future__ import annotations

from typing import Any, Final

from ..file.held import Held
from ..file.view import View
from ..file.whattheysaid import REACHED_BY
from ..following.ofthefamily import adults_named_in, names_in
from ..recorded.event import Event
from ..recorded.events import AgreementWithdrawn, ConversationRecorded, ResponseRecorded
from ..recorded.practice import CheckFollowedUp

#: By which it is on record what somebody answered.
HEARD: Final[tuple[type[Event], ...]] = (
    ConversationRecorded,
    ResponseRecorded,
    AgreementWithdrawn,
)


def is_written_down(view: View, said: Held[CheckFollowedUp]) -> bool:
    """Some talk or answer on record is the one of which it was said that they were asked."""
    return any(_is_of(view, said, one) for kind in HEARD for one in view.holding[kind])


def _is_of(view: View, said: Held[CheckFollowedUp], heard: Held[Any]) -> bool:
    """Where words stand in it, they may be a no: what was recorded before it, by whoever says it
    and of one whom those words name, is the talk that is meant. Of another it would hide that no.
    """
    if isinstance(heard.event, ResponseRecorded) and heard.event.answer not in REACHED_BY:
        return False
    if heard.seq > said.seq:
        # Another's answer after it is not what the one said whom the words name; and where they
        # name nobody, whoever asked a parent knows whose they are.
        named = adults_named_in(view, said.event.note or "")
        person = view.the_one(heard.event.person)
        is_theirs = person in view.adults and heard.by == said.by
        return person in named or (not named and (is_theirs or not said.event.note))
    if heard.seq > said.event.check and not said.event.note:
        return True
    is_theirs = heard.seq > said.event.check and heard.by == said.by
    return is_theirs and names_in(view, heard.event.person, said.event.note or "")
