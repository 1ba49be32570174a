"""What a word of theirs that may be a no holds, and which yes of theirs lifts it. Pure.

It holds what it may be a no to until they say yes to that after it, in a way that counts, or with
it: as a no is lifted (edition 2026.3 of the rules, section 1). What they said or left open since
then says nothing of the word any more: nor does the same yes pressed on their page, which lifts
nothing itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from ..file.held import Held
from ..file.view import View
from ..lifting.written import was_pressed
from ..memo import worked_out_once
from ..recorded.events import ConversationRecorded, Response, WishRecorded
from ..scopes.scope import Point
from ..scopes.services import Service
from .besideananswer import also_said_no, denies_what_it_agrees, holds_no_plain_yes
from .ofwhatitnames import may_be_of, may_be_of_any
from .position import Standpoint
from .saidbesides import Besides, may_be_noes


def held_by(
    view: View,
    person: str,
    point: Point,
    enquiry: str | None,
    directory: Sequence[Service] = (),
) -> Held[Any] | None:
    """The last word of theirs that holds this item. What was written for an enquiry that has ended
    has ended with it.
    """
    if not view.each[may_be_noes][person]:
        return None
    if person not in view.said_by:
        return _last(view, person, (), lambda one: may_be_of(one, point, directory))
    return _held_where(view, Standpoint.of(view, person, point, enquiry, directory))


@worked_out_once
def _held_where(view: View, stands: Standpoint) -> Held[Any] | None:
    """The same where they stand so: of many yeses to one item it is asked of each."""
    about = partial(may_be_of, point=stands.point, directory=stands.directory)
    return _last(view, stands.person, stands.counted, about)


def last_not_lifted(
    view: View, person: str, yeses: Sequence[Held[Response]] = ()
) -> Held[Any] | None:
    """The last word of theirs that may be a no to any of these yeses of theirs, and that none of
    them lifts.
    """
    every = [yes.event.scope for yes in yeses]
    return _last(
        view,
        person,
        yeses,
        lambda one: not every or may_be_of_any(one, every),
    )


def _last(
    view: View,
    person: str,
    yeses: Sequence[Held[Response]],
    is_of_it: Callable[[Besides], bool],
) -> Held[Any] | None:
    for one in reversed(view.each[may_be_noes][person]):
        said: Held[Any] = one.said
        ended = getattr(said.event, "enquiry", None) in view.ended
        if not ended and is_of_it(one) and not is_lifted(view, yeses, said):
            return said
    return None


def is_lifted(view: View, yeses: Iterable[Held[Response]], said: Held[Any]) -> bool:
    """Whether one of these yeses of theirs, each of which counts, says how the word was meant."""
    return any(_lifts(view, yes, said) for yes in yeses)


def _lifts(view: View, yes: Held[Response], said: Held[Any]) -> bool:
    if was_pressed(view, yes) or not _comes_after(yes, said):
        return False
    if not isinstance(said.event, ConversationRecorded) or not _is_of_one_talk(yes, said):
        return True
    words = said.event.parent_words
    if said.event.not_a_no is False and not also_said_no(view, yes.event):
        return False
    return not (holds_no_plain_yes(view, said) or denies_what_it_agrees(view, words, yes.event))


def _is_of_one_talk(one: Held[Any], said: Held[Any]) -> bool:
    talk = getattr(said.event, "conversation", None)
    if talk is not None and one.event.conversation == talk:
        return True
    return (one.effective_at, one.recorded_at) == (said.effective_at, said.recorded_at)


def _comes_after(yes: Held[Any], said: Held[Any]) -> bool:
    if isinstance(said.event, WishRecorded):
        # Of one moment, nobody knows which of the two they said last.
        return yes.effective_at > said.effective_at
    return _is_of_one_talk(yes, said) or yes.order > said.order
