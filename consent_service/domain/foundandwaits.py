"""What was found of whether a child decides alone, and waits for a manager to confirm it. Pure."""

from __future__ import annotations

from .events import CompetenceRecorded
from .view import View
from .whatwaits import settled, waiting


def found_and_wait(view: View, child: str) -> tuple[int, ...]:
    """The place of each such entry, of which nobody has said anything yet."""
    file, known = view.file, view.known
    found = file.of(CompetenceRecorded)
    if not found:
        return ()
    open_still = {
        seq
        for held in waiting(file, known)
        if settled(file, held, known) is None
        for seq in held.event.entries
    }
    return tuple(fact.seq for fact in found if fact.seq in open_still and fact.event.child == child)
