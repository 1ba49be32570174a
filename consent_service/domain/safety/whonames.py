"""Who is named as a danger by somebody who was named as one before. Pure.

It frees nobody: both are held as they are. Whoever decides of the one reads what stands of the
other, and how it ended.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from ..file.held import Held
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.circumstances import SignRecorded
from ..recorded.events import SafetyRecorded


@worked_out_once
def named_by_one_named(view: View) -> frozenset[str]:
    """Each of whom somebody says so who was said to be one before they did."""
    first = dict[str, int]()
    for said in view.recorded[SafetyRecorded]:
        if not said.event.safe_to_ask:
            person = view.the_one(said.event.person)
            first[person] = min(said.seq, first.get(person, said.seq))
    found = set[str]()
    for sign in view.recorded[SignRecorded]:
        for name in _others(view, sign):
            first[name] = min(sign.seq, first.get(name, sign.seq))
    for sign in view.recorded[SignRecorded]:
        if first.get(view.the_one(sign.event.person), inf) < sign.seq:
            found.update(_others(view, sign))
    return frozenset(found)


def _others(view: View, held: Held[SignRecorded]) -> Iterator[str]:
    """Whom somebody names besides themself."""
    says = view.the_one(held.event.person)
    yield from (one for name in held.event.names if (one := view.the_one(name)) != says)
