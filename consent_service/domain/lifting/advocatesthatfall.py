"""Who would see all that somebody sees by what is being written, and was kept from it: an advocate
who was of concern, and would not be. Pure.

What lifts a warning of theirs is told as that. But a parent or carer whom an entry calls so by
mistake, or a name that was typed wrong, is no sign; and nobody's page is opened by one worker's
word that it was.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..file.view import View
from ..following.advocates import NAMED
from ..recorded.events import AdvocateStatusChanged
from ..recorded.falling import Fall, FallKind
from ..safety.oneadvocate import of_concern
from ..safety.signs import signs_in
from ..words import falling as words
from .wordsthatfall import Pair


def of_advocates(pair: Pair) -> Iterator[Fall]:
    """Each who was named before, by the same entry, and is of concern no more."""
    before, after = pair.before, pair.after
    for person in before.by[AdvocateStatusChanged, "person"]:
        for enquiry in before.going_on:
            was = before.advocate[person, enquiry]
            if was is None or was.event.status not in NAMED:
                continue
            now = after.advocate[after.the_one(person), enquiry]
            feared = of_concern(before, was.event)
            if not feared or now is None or now.seq != was.seq or of_concern(after, now.event):
                continue
            if not any(_is_told_as_a_warning(before, after, one) for one in feared):
                text = words.lets_an_advocate_see(before, was.event)
                yield Fall(FallKind.NOT_TO_BE_TOLD, text, person, enquiry)


def _is_told_as_a_warning(before: View, after: View, person: str) -> bool:
    return bool(set(signs_in(before, person)) - set(signs_in(after, after.the_one(person))))
