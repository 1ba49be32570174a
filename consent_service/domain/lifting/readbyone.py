"""Who would be sent for again since somebody says that they read what another of them wrote. Pure.

A part of what a write would undo (`effects.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..recorded.falling import Fall, FallKind
from ..safety.writtenbythem import is_read, nobody_can_read, who_wrote, written_by_them
from ..said.writingread import said_to_hold
from ..words import falling as words
from .wordsthatfall import Pair


def of_what_nobody_can_read(pair: Pair) -> Iterator[Fall]:
    """In a language that nobody here can read there may stand who is not to be rung: that it tells
    of no harm is more than one worker's word.
    """
    harm = said_to_hold(pair.after, "HARM")
    for held in written_by_them(pair.before):
        if held.seq in harm or is_read(pair.before, held) or not is_read(pair.after, held):
            continue
        writer = who_wrote(pair.before, held)
        if nobody_can_read(pair.before, held):
            text = words.sends_for_the_others(pair.before, writer)
            yield Fall(FallKind.PERSON_NOT_KNOWN, text, writer, str(held.seq))
