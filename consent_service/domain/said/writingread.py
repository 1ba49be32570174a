"""What was said of somebody's writing by whoever read it. Pure: see `compared.WritingRead`."""

from __future__ import annotations

from ..file.view import View
from ..memo import worked_out_once
from ..recorded.compared import WritingRead


@worked_out_once
def said_to_hold(view: View, holds: str) -> frozenset[int]:
    """The places of the entries of which somebody said so: a code of `writing_holds`."""
    every = (one.event for one in view.holding[WritingRead])
    return frozenset(one.entry for one in every if one.holds == holds)


def holds_nothing(view: View) -> frozenset[int]:
    """Those of which that was said, and by nobody anything else."""
    others = said_to_hold(view, "MAY_BE_A_NO") | said_to_hold(view, "HARM")
    return said_to_hold(view, "NOTHING") - others
