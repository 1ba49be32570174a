"""A danger whom nobody has named, and words of one that nobody has read: they hold nobody who is on
the file, and so nobody is seen to be freed where they fall. Pure.

A part of what a write would undo (`effects.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..file.held import Held
from ..file.view import View
from ..recorded.circumstances import SignRecorded
from ..recorded.events import WishRecorded
from ..recorded.falling import Fall, FallKind
from ..recorded.practice import EntryCorrected
from ..safety.harmtoread import harm_unread
from ..safety.signs import signs_in
from ..safety.wishes import keeps_it_from_somebody, named_by
from ..words import falling as words
from .wordsthatfall import Pair


def of_whom_nobody_named(pair: Pair) -> Iterator[Fall]:
    """Whoever is put on the file later may be the one, and what was told of them is read by a
    manager: that either was an error is more than one worker's word. What frees somebody who stands
    there is told of them.
    """
    if not any(isinstance(fact.event, EntryCorrected) for fact in pair.new.facts):
        return
    left = {one.seq for one in (*_unnamed(pair.after), *harm_unread(pair.after))}
    told = {place for _, place in _holding(pair.before) - _holding(pair.after)} | left
    for mark in _unnamed(pair.before):
        if mark.seq not in told:
            text = words.names_no_danger()
            yield Fall(FallKind.PERSON_NOT_KNOWN, text, about=str(mark.seq))
    for held in harm_unread(pair.before):
        if held.seq not in told:
            text = words.leaves_harm_unread()
            yield Fall(FallKind.PERSON_NOT_KNOWN, text, about=str(held.seq))


def _unnamed(view: View) -> Iterator[Held[Any]]:
    """That there is somebody, and not who."""
    for sign in view.recorded[SignRecorded]:
        if not sign.event.names and sign.event.matched is None:
            yield sign
    for wish in view.recorded[WishRecorded]:
        if keeps_it_from_somebody(wish.event) and not named_by(wish.event):
            yield wish


def _holding(view: View) -> set[tuple[str, int]]:
    """Whom a sign holds, and the place of it."""
    people = (*view.children, *view.adults)
    return {(view.the_one(one), order[-1]) for one in people for _, order in signs_in(view, one)}
