"""Words for an agency that a form was filled in with: what only whoever sends them knows stands in
square brackets, and none of that is kept.

The day by which they are to reply is typed in a field of its own, and stands in the words by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...domain.words.agency import TO_ANSWER_BY, not_filled_in
from .days import When
from .form import Form, Placed
from .inputs import Area
from .typed import Typed

_DAY: Final = re.compile(r"\s+".join(map(re.escape, TO_ANSWER_BY.split())), re.IGNORECASE)
_REPLY_BY: Final = "reply_by"
_STILL: Final = "“{places}” still stands in the words. Write what you really said or sent."
_OR_BELOW: Final = " Or give the day under “{label}”: it is then filled in."


def filled_in(form: Form, typed: Typed) -> Typed:
    """With the day by which they are to reply in the words, where its own field has one."""
    by = _reply_by(form)
    day = "" if by is None else by.input.in_words(form.holds(by.member), typed, by.name)
    if by is None or not day or by.input.complaint(typed, by.name):
        return typed
    found = {one.name: typed.one(one.name) for one in _words(form, typed)}
    return typed | {
        name: (_DAY.sub(day, words),) for name, words in found.items() if _DAY.search(words)
    }


def left_as_offered(form: Form, typed: Typed) -> list[tuple[str, str]]:
    """By the pointer of each field what still stands there to be filled in. What is heard at once
    is held up by none of it.
    """
    if form.is_heard_at_once:
        return []
    found = ((one, not_filled_in(typed.one(one.name))) for one in _words(form, typed))
    return [(f"/{one.member}", _said(form, places)) for one, places in found if places]


def _words(form: Form, typed: Typed) -> Iterator[Placed]:
    yield from (one for one in form.inputs(typed) if one.input.kind == Area.kind)


def _reply_by(form: Form) -> Placed | None:
    every = (one for one in form.inputs() if isinstance(one.input, When))
    return next((one for one in every if one.member.rpartition("/")[2] == _REPLY_BY), None)


def _said(form: Form, places: list[str]) -> str:
    by = _reply_by(form)
    said = _STILL.format(places="” and “".join(places))
    if by is None or TO_ANSWER_BY not in places:
        return said
    return said + _OR_BELOW.format(label=by.input.label)
