"""Of whom no more is said than that they are not to hear of something: whoever wrote it down said
that they are no danger; or a child wants it so, and nobody has said that they are one. Pure.

It frees nobody. They are neither asked nor told before a manager has decided, as whoever was named
without it (`signs.py`, which does not read it). It says what is shown of them: that they are not to
hear, and not that it is not safe to ask them. Whatever else stands against them is shown. And it
only ever puts more people in doubt: words that tell of harm to them may mean those near them, as
they are not said to be the danger themselves (`onrecord.is_said_to_be_a_danger`).
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from ..answers import Safe
from ..file.held import Held
from ..file.view import View
from ..recorded.circumstances import SignRecorded
from ..recorded.events import WishRecorded
from .onrecord import names_only_not_to_hear
from .saidtoharm import every_told, harm_may_mean
from .signs import Sign, asking, places_of_signs
from .whowasasked import was_asked

Confidence: TypeAlias = Held[SignRecorded] | Held[WishRecorded]
#: By these somebody is named who is not to hear.
_NAMED: Final = frozenset({Sign.MUST_NOT_HEAR, Sign.WISH_NOT_WEIGHED})


def whose_confidences(view: View, person: str) -> tuple[Confidence, ...]:
    """The wishes and signs by which they are not to hear, where nothing else is against asking
    them; none where anything is.
    """
    return view.together.each[_whose_confidences][view.the_one(person)]


def is_only_not_to_hear(view: View, person: str) -> bool:
    """That they are not to hear of something is all that is against asking them."""
    return bool(whose_confidences(view, person))


def _whose_confidences(whole: View, person: str) -> tuple[Confidence, ...]:
    if whole.each[asking][person].answer is not Safe.NO:
        return ()
    said = _said_so(whole, person)
    if not said:
        return ()
    told = {held.seq: held for held in every_told(whole)}
    found: dict[int, Confidence] = {}
    for sign, place, _ in places_of_signs(whole, person):
        if sign in _NAMED and place in said:
            found[place] = said[place]
        elif sign is not Sign.WORDS_MAY_MEAN_THEM or _is_harm(whole, told.get(place), person):
            return ()
    return tuple(found.values())


def _is_harm(whole: View, told: Held[Any] | None, person: str) -> bool:
    """What the words that may mean them tell is more than that they are not to hear."""
    return told is None or harm_may_mean(whole, told, person)


def _said_so(whole: View, person: str) -> dict[int, Confidence]:
    """By place: where it was said that they are only not to hear."""
    every: tuple[Confidence, ...] = (
        *whole.file.of(SignRecorded),
        *whole.file.of(WishRecorded),
    )
    return {held.seq: held for held in every if _names_without_a_danger(whole, held, person)}


def _names_without_a_danger(whole: View, held: Confidence, person: str) -> bool:
    """It was said that they are none, or whoever wrote down what a child wants was not asked."""
    if is_said_to_be_none(whole, held, person):
        return True
    if not isinstance(held.event, WishRecorded) or was_asked(whole, held):
        return False
    return person in map(whole.the_one, held.event.not_to_be_told)


def is_said_to_be_none(view: View, held: Confidence, person: str) -> bool:
    """Whoever wrote it down said that they are no danger."""
    return person in map(view.the_one, names_only_not_to_hear(held.event))
