"""That somebody asks not to be rung or written to, in words of theirs. Pure.

Words decide nothing else; but that somebody wants to be left alone is a no, and heard as one until
it is agreed with them how they are reached.
"""

from __future__ import annotations

import re
from typing import Final

from ..file.held import in_order
from ..file.view import View
from ..memo import read_once
from ..recorded.practice import KeepInformedAgreed
from .saidbesides import read_of, said_besides

#: What is not to be done, and to whom or any more: "do not ring the old number" says where to ring.
_LEAVE: Final = re.compile(
    r"(?:\bnot|n['’]?t|\bstop|\bnever|\bnobody|\bno one)\b(?: \w+){0,4}? (?:ring|call|phon|contact"
    r"|text|writ|visit|bother|pester|com(?:e|ing)|knock)\w*"
    r"(?: (?:to|at|round))?(?: (?:me|us|again|here|back|any ?more|any longer|at (?:home|work)))+\b"
    r"|\bno more (?:calls?|texts?|letters?|visits?|contact)\b|\bleave (?:me|us) (?:alone|be)\b",
    re.IGNORECASE,
)


@read_once
def asks_to_be_left_alone(words: str | None) -> bool:
    """Whether words may say so."""
    return words is not None and _LEAVE.search(" ".join(words.split())) is not None


def wants_to_be_left_alone(view: View, person: str) -> bool:
    """They said or wrote so since it was last agreed with them how they are reached, or then."""
    agreed = view.by[KeepInformedAgreed, "person"].get(person, ())
    last = max(agreed, key=in_order, default=None)
    return any(
        asks_to_be_left_alone(one.words)
        and one.said.seq not in read_of(view)
        and (last is None or in_order(one.said) >= in_order(last))
        for one in view.each[said_besides][person]
    )
