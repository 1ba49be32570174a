"""Of a finding whether a young person decides alone: what no worker alone lets fall. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..file.findings import OF_AGE, was_old_enough
from ..file.whatwaits import NOT_ABLE
from ..recorded.events import CompetenceRecorded
from ..recorded.falling import Fall, FallKind
from ..words import falling as words
from .wordsthatfall import Pair

#: Below this age no worker alone says that a child decides.
_YOUNG: Final = 8


def of_findings(pair: Pair) -> Iterator[Fall]:
    """Whether a child so young decides alone is not for one worker to say; nor that somebody of 16
    cannot, who is presumed able to decide (Mental Capacity Act 2005, sections 1 and 2(5)). What was
    found of somebody younger says nothing from then on, and waits for nobody.
    """
    for fact in pair.new.facts:
        said = fact.event
        if not isinstance(said, CompetenceRecorded):
            continue
        child = pair.after.the_one(said.child)
        age, dob = pair.after.ages.get(child) or 0, pair.after.born_on(child)
        if said.status == "COMPETENT" and age < _YOUNG:
            text = words.decides_young(pair.after, said.child)
            yield Fall(FallKind.COMPETENCE, text, said.child)
        elif said.status == NOT_ABLE and age < OF_AGE and was_old_enough(fact, dob):
            text = words.others_decide(pair.after, said.child)
            yield Fall(FallKind.COMPETENCE, text, said.child)
