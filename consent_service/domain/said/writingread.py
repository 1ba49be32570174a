"""What was said of somebody's writing by whoever read it. Pure: see `compared.WritingRead`, and
`practice.DisclosureReviewed` of what an agency wrote.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..file.view import View
from ..memo import worked_out_once
from ..recorded.compared import WritingRead
from ..recorded.practice import AgencyReplied, DisclosureReviewed, WordsRead

_MAY_BE_A_NO = "MAY_BE_A_NO"


@worked_out_once
def said_to_hold(view: View, holds: str) -> frozenset[int]:
    """The places of the entries of which somebody said so: a code of `writing_holds`."""
    every = (one.event for one in view.holding[WritingRead])
    found = frozenset(one.entry for one in every if one.holds == holds)
    return found.union(_reviewed(view)) if holds == _MAY_BE_A_NO else found


def _reviewed(view: View) -> Iterator[int]:
    """However it reads, an agency's reply of which whoever looked at it since says that."""
    for review in view.holding[DisclosureReviewed]:
        if review.event.not_a_no is False:
            replies = view.by[AgencyReplied, "disclosure"].get(review.event.disclosure, ())
            yield from (one.seq for one in replies if one.seq < review.seq)


@worked_out_once
def holds_nothing(view: View) -> frozenset[int]:
    """Those of which that was said, and by nobody anything else."""
    others = said_to_hold(view, _MAY_BE_A_NO) | said_to_hold(view, "HARM")
    return said_to_hold(view, "NOTHING") - others


@worked_out_once
def read_of(view: View) -> frozenset[int]:
    """Places of the entries that somebody has read and found to hold no no."""
    read = frozenset(one.event.entry for one in view.holding[WordsRead])
    return read | holds_nothing(view)
