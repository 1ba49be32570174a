"""Words of somebody's that another wrote down, and nobody is asked of a no in them. Pure."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from msgspec import UNSET

from ..freetext.readslikeano import reads_like_a_no
from ..recorded.event import Event
from ..recorded.marked import marked_by_kind
from ..recorded.members import TheirWords
from .saidbesides import NOT_A_NO

E = TypeVar("E", bound=Event)


def as_ours(event: E) -> E:
    """As it is kept where nobody is asked whether there is a no in the words of it, and they are
    somebody's of another: a referrer's, or a worker's of what is kept in place of it. In those a no
    stands where it reads like one.
    """
    marks = {of.member: of.mark for of in marked_by_kind(TheirWords).get(type(event), ())}
    said = [(mark, words) for name, mark in marks.items() if (words := getattr(event, name))]
    if getattr(event, NOT_A_NO, None) is not UNSET or not said:
        return event
    if any(reads_like_a_no(words, quoted=mark.of(event).quoted) for mark, words in said):
        return event
    whole: E = msgspec.structs.replace(event, **{NOT_A_NO: True})
    return whole
