"""A child whom the words beside a yes leave out: "not about Lark, she's fine". Pure.

One row of a form is about all the children, and whoever ticks it in haste ticks it of each. The yes
is in doubt of that child, and of no other, until it was found valid, somebody has read the words,
or they were asked again. Where a no about that child was ticked beside it, it is heard as that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..file.held import Held
from ..file.view import View
from ..names.childreninwords import left_out_in
from ..recorded.events import Response
from ..scopes.scope import ANY
from .contradicting import AGREEMENTS
from .fromwhen import words_of_a_yes
from .writingread import read_of

_NONE: Final[Mapping[str, str]] = {}


def left_out_of(view: View, said: Held[Response]) -> Mapping[str, str]:
    """By each child whom it is about, and whom its words leave out: these words."""
    if said.event.answer not in AGREEMENTS or len(view.children) == 1:
        return _NONE
    found: dict[int, Mapping[str, str]] = view.worked_out.setdefault(("child left out",), {})
    if said.seq not in found:
        named = {*map(view.the_one, said.event.scope.subjects)}
        about = {*view.children} if ANY in named or not named else named
        told = dict(
            one
            for place, words in words_of_a_yes(view, said)
            if place not in read_of(view)
            for one in left_out_in(view, words)
        )
        found[said.seq] = {child: words for child, words in told.items() if child in about}
    return found[said.seq]
