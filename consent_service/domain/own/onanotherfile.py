"""What somebody said no to on another file of the authority, as their own page has it. Pure.

Staff hold it on this file as their answer, so it is one that they read. Nobody else's is shown to
them as theirs: not what a referrer passed on, nor what was said by one whom something on record
tells apart from them. Nobody here was told of it, so it says nothing of whom they know.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..file.held import Held
from ..file.view import View
from ..recorded.events import Response
from ..recorded.joinedelsewhere import NoHeardElsewhere, PersonJoinedElsewhere


def noes_said_elsewhere(view: View, person: str) -> Iterator[Held[Response]]:
    """Each that stands here; of what waits, in any reading."""
    differ = {
        h.event.joining for h in view.file.of(PersonJoinedElsewhere) if h.event.differ is True
    }
    stands = {
        held.seq: held
        for reading in (*reversed(view.readings_apart), view.with_what_stands)
        for held in reading.said_by.get(person, ())
        if isinstance(held.event, NoHeardElsewhere) and held.event.person == person
        if held.event.joining not in differ and held.event.passed_on is not True
    }
    yield from (stands[seq] for seq in sorted(stands))
