"""Of whom a sign is that names nobody, and may be because of somebody near: so that whoever is to
decide whether that one is safe reads why nobody knows it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..file.view import View
from ..recorded.circumstances import SignRecorded
from .harmed import Order, may_be_harmed
from .signs import Sign, signs_in


class Unnamed(NamedTuple):
    """About whom it is, as which code of `signs`, and when."""

    person: str
    code: str
    order: Order


def may_be_because_of(whole: View, person: str) -> tuple[Unnamed, ...]:
    """Each that no manager has lifted of this person since, the first first, in any reading."""
    found = dict.fromkeys(
        one for reading in whole.readings for one in _in(reading, reading.the_one(person))
    )
    return tuple(sorted(found, key=lambda one: one.order))


def _in(reading: View, person: str) -> Iterator[Unnamed]:
    signs = signs_in(reading, person)
    standing = {order for sign, order in signs if sign is Sign.SIGN_THAT_NAMES_NOBODY}
    if not standing:
        return
    for held in reading.holding[SignRecorded]:
        if held.order in standing and not held.event.names:
            yield Unnamed(held.event.person, held.event.code, held.order)
    for harmed, code, order in may_be_harmed(reading):
        if order in standing:
            yield Unnamed(harmed, code, order)
