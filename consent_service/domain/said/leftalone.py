"""That somebody asks not to be rung or written to, in words of theirs. Pure.

Words decide nothing else; but that somebody wants to be left alone is a no, and heard as one until
it is agreed with them how they are reached.
"""

from __future__ import annotations

from ..file.held import in_order
from ..file.view import View
from ..freetext.readslikeano import asks_to_be_left_alone
from ..recorded.practice import KeepInformedAgreed
from .saidbesides import said_besides
from .writingread import read_of


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
