"""Was this yes given by somebody who tells that they were pressed, or were not free to talk. Pure.

Whatever was ticked beside it: a box is ticked by whoever holds the telephone, and words are theirs.
No pattern decides that they were pressed. They put the yes in doubt, in whichever entry they stand
and whichever came first, until somebody has looked at it again and says that it is valid, or has
asked in another talk whether they were alone and free. A no that somebody was pressed to say is a
no, and stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec

from ..file.held import Held
from ..file.view import View
from ..freetext.tellsofharm import HarmTold, pressure_in
from ..memo import worked_out_once
from ..recorded.events import ConversationRecorded, Response, ValidityChanged
from ..recorded.marksofwords import WHOEVER_IS_NAMED
from ..safety.everasign import may_be_any
from ..safety.harmed import Order
from ..safety.saidtoharm import every_told
from ..times import day_of
from .overheard import is_free


class _Words(NamedTuple):
    """Words of pressure: since when, whose yes may be meant, and which of theirs."""

    order: Order
    #: None where it may be anybody's, but for whoever says that they pressed.
    person: str | None
    but: str | None
    talk: str | None
    day: date
    #: They are about an answer: it may be any that was given by then.
    of_an_answer: bool

    def may_mean(self, view: View, said: Held[Response]) -> bool:
        who = view.the_one(said.event.person)
        if who == self.but or self.person not in (None, who):
            return False
        talk = getattr(said.event, "conversation", None)
        if talk is not None and talk == self.talk:
            return True
        day = day_of(said.effective_at)
        return day == self.day or (self.of_an_answer and day < self.day)


def may_be_pressed(view: View, said: Held[Response]) -> bool:
    """Words of theirs say so, or another's of them, and nobody has looked at it again since."""
    return any(
        not _has_looked(view, said, words)
        for words in _told_of_pressure(view)
        if words.may_mean(view, said)
    )


def without_pressure(held: Held[Any]) -> Held[Any]:
    """The same entry without the words that tell of it."""
    blank = {told.member: "" for told, _ in pressure_in(held.event)}
    if not blank:
        return held
    return msgspec.structs.replace(held, event=msgspec.structs.replace(held.event, **blank))


def _has_looked(view: View, said: Held[Response], words: _Words) -> bool:
    found_valid = (
        held.order
        for held in view.by[ValidityChanged, "response"].get(said.event.response, ())
        if held.event.status == "VALID"
    )
    if any(words.order < one and words.order[-1] < one[-1] for one in found_valid):
        return True
    talk = view.conversations.get(getattr(said.event, "conversation", None) or "")
    if talk is None or not _was_asked(talk.event):
        return False
    # A talk of an earlier day, typed after these words, says nothing of them.
    return words.order < talk.order and words.order[-1] < talk.seq


def _was_asked(talk: ConversationRecorded) -> bool:
    return talk.pressure_concern == "NONE" and is_free(talk)


@worked_out_once
def _told_of_pressure(view: View) -> Sequence[_Words]:
    return tuple(_told(view)) if may_be_any(view) else ()


def _told(view: View) -> Iterator[_Words]:
    for held in every_told(view):
        talk = getattr(held.event, "conversation", None)
        for told, harm in pressure_in(held.event):
            speaker = _speaker(view, held, told)
            is_theirs = not harm.is_own and (not harm.is_of_an_answer or harm.is_of_oneself)
            yield _Words(
                held.order,
                speaker if is_theirs else None,
                speaker if harm.is_own else None,
                talk,
                day_of(held.effective_at),
                harm.is_of_an_answer,
            )


def _speaker(view: View, held: Held[Any], told: HarmTold) -> str | None:
    """Whose words they are, or whom ours are about; None where nobody knows."""
    if told.mark.whose.startswith(WHOEVER_IS_NAMED) or told.mark.whose == "invitation":
        return None
    person = getattr(held.event, told.mark.whose, None)
    return None if person is None else view.the_one(person)
