"""Of each who is held until a manager has decided: that, once, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ..codes import label
from ..file.view import View
from ..recorded.falling import Notice
from ..safety.inconfidence import is_only_not_to_hear
from ..safety.signs import Sign, asking
from ..words.naming import name_of

HELD: Final = "NOT_BEFORE_DECIDED"
#: Why, of whom several things are so the first of these.
_WHY: Final[Mapping[Sign, str]] = {
    Sign.ALLEGED_ABUSER: "They are said to have harmed somebody.",
    Sign.NAMED_BY_A_SIGN: "They are named in a sign of danger.",
    Sign.RECORDED_NOT_SAFE: "It was recorded that it is not safe to ask them.",
    Sign.MUST_NOT_HEAR: "They were named as who must not hear, or may be a danger.",
    Sign.WISH_NOT_WEIGHED: "A child does not want them told.",
    Sign.WORDS_MAY_MEAN_THEM: "Words of harm may mean them.",
    Sign.MAY_HAVE_HURT_A_CHILD: "An injury may be their doing.",
    Sign.SIGN_THAT_NAMES_NOBODY: "A sign of danger names nobody, and may mean them.",
    Sign.PERHAPS_ELSEWHERE: "Another file may have a sign of them.",
    Sign.PERHAPS_THE_SAME: "Somebody of their name has a sign of danger.",
}
_ONLY_NOT_TO_HEAR: Final = "They are only not to hear of it."


def held_until_decided(people: Iterable[str], view: View) -> Iterator[Notice]:
    """One of each: what several entries of one act say of somebody is then said once."""
    for person in dict.fromkeys(people):
        words = label("notices", HELD).format(names=view.each[name_of][person])
        yield Notice(HELD, " ".join(filter(None, (words, _why(view, person)))))


def _why(view: View, person: str) -> str:
    if is_only_not_to_hear(view, person):
        return _ONLY_NOT_TO_HEAR
    signs = view.each[asking][person].signs
    return next((words for sign, words in _WHY.items() if sign in signs), "")
