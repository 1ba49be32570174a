"""Who would come to know by what is being written of something that was kept from them. Pure.

A part of what a write would undo (`effects.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..answers import Safe
from ..file.view import View
from ..own.keptfromthem import kept_all_the_same, kept_by_a_decision
from ..recorded.falling import Fall, FallKind
from ..recorded.members import own_id
from ..recorded.practice import SafeToTellChanged, TellingRecorded
from ..safety.telling import not_to_be_told, spoken_of_in, telling
from ..words import falling as words
from .wordsthatfall import Pair


def of_what_is_kept(pair: Pair) -> Iterator[Fall]:
    """What was said to be kept; a contact that a decision keeps, whatever was said of it; and that
    somebody was told.
    """
    yield from _kept_from(pair)
    yield from _kept_by_a_decision(pair)
    yield from _told(pair)


def _kept_from(pair: Pair) -> Iterator[Fall]:
    """What is itself found to have been an error need be kept from nobody."""
    spoken_of = spoken_of_in(pair.before)
    for about in _ids(pair.after):
        before = not_to_be_told(pair.before, about) if about in spoken_of else ()
        if before:
            left = not_to_be_told(pair.after, about)
            gone = [one for one in before if pair.after.same.get(one or "", one) not in left]
            for person in gone:
                text = words.may_be_told(pair.before, person)
                yield Fall(FallKind.NOT_TO_BE_TOLD, text, person, about)


def _kept_by_a_decision(pair: Pair) -> Iterator[Fall]:
    """A contact that what a manager decided covers, and keeps from them: that they may know of it
    is one worker's word, whether it is said with the contact or after it.
    """
    for fact in pair.new.facts:
        said = fact.event
        if not isinstance(said, SafeToTellChanged) or not said.safe:
            continue
        left = set(kept_all_the_same(pair.after, said.about))
        for person in kept_by_a_decision(pair.before, said.about):
            if pair.after.the_one(person) not in left:
                text = words.may_be_told(pair.before, person)
                yield Fall(FallKind.NOT_TO_BE_TOLD, text, person, said.about)


def _told(pair: Pair) -> Iterator[Fall]:
    """That somebody was told is on their page: where it was not safe, a manager looks first."""
    for fact in pair.new.facts:
        said = fact.event
        if isinstance(said, TellingRecorded) and said.told and said.person is not None:
            was, now = (telling(view, said.person, [said.about]) for view in pair[:2])
            if was.answer is Safe.NO and now.answer is Safe.YES:
                text = words.may_be_told(pair.before, said.person)
                yield Fall(FallKind.NOT_TO_BE_TOLD, text, said.person, said.about)


def _ids(view: View) -> Iterator[str]:
    """Of everything on the file that has one and still counts."""
    for kind in {type(fact.event) for fact in view.read.every()}:
        name = own_id(kind)
        if name is not None:
            yield from view.by[kind, name]
