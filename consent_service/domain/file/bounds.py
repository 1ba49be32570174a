"""How much is worked out for one thing that is asked or written: one bound, with one meaning.

Within it everything is exact. Beyond it nobody is kept waiting, and the more careful is taken
unseen: of a write whatever is left waits for a manager, as one word that may be lifted; a no is
heard, a yes is not clear, and nobody is promised that anything stops. Nothing is refused for it.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from ..recorded.circumstances import SignRecorded
from ..recorded.events import (
    AdultAdded,
    ChildAdded,
    ConversationRecorded,
    SafetyRecorded,
    WishRecorded,
)
from ..recorded.falling import EffectWaits
from ..recorded.meetings import InjuryRecorded
from ..recorded.practice import ContactPointRecorded, NeedsRecorded
from ..scopes.scope import Scope
from .casefile import CaseFile
from .held import File

#: So many steps. One is what somebody said, or a person, held against one question in one reading
#: of the file; whatever else is gone through is counted as so many of these as it takes as long as.
#: A family whose 25 answers are about 25 entirely different things is within it, and one of whom
#: fifty words wait about one thing. It takes two seconds or less, whichever family it is of, by
#: `bench.bounded`; whoever waits for the lock meanwhile waits for four at most.
MOST: Final = 120_000
#: For what keeps nobody waiting.
WITHOUT_END: Final = 10**18
#: What a question takes by itself, as so many more answers would.
EACH: Final = 30
#: To look at the file in one more reading takes so much as what is counted of what is in it: people
#: and what is said of them are found anew.
ANEW: Final = 2
#: So many facts gone through once take as long as a step; and so many that may be a sign, held
#: against each person.
_FACTS: Final = 20
_SIGNS: Final = 40
#: What may say that somebody, or something, is to be minded.
MAY_WARN: Final = (
    ContactPointRecorded,
    ConversationRecorded,
    InjuryRecorded,
    NeedsRecorded,
    SafetyRecorded,
    SignRecorded,
    WishRecorded,
)


class TooMuch(Exception):
    """More than is to be gone through."""


class Steps:
    """Those that are left of what one thing may take."""

    def __init__(self, most: int | None = None) -> None:
        self._left = self._most = MOST if most is None else most

    @property
    def taken(self) -> int:
        """So many were taken."""
        return self._most - self._left

    def take(self, steps: int) -> None:
        """Raise `TooMuch`, and from then on always, where there are not so many left."""
        self._left -= steps
        if self._left < 0:
            raise TooMuch


def of_facts(file: File) -> int:
    """The steps that it takes to go through a file."""
    return 1 + sum(map(len, file.facts.values())) // _FACTS


def of_a_reading(file: File) -> int:
    """Those that it takes to read it, and to see of everybody what stands about them."""
    people = len(file.of(ChildAdded)) + len(file.of(AdultAdded))
    signs = sum(len(file.of(kind)) for kind in MAY_WARN)
    return ANEW * (of_facts(file) + people * signs // _SIGNS)


def of_a_row(file: CaseFile) -> int:
    """Those that it takes to see where everybody stands: what each of them said, about each thing
    that they spoke of, in each reading there may be.
    """
    said: dict[str, list[Scope]] = defaultdict(list)
    for held in file.responses:
        said[held.event.person].append(held.event.scope)
    # Whoever speaks of many things in different ways is asked about each in as many.
    of_each = (len(set(every)) ** 2 * (EACH + len(every)) for every in said.values())
    return (1 + 3 * len(file.of(EffectWaits))) * (of_a_reading(file) + sum(of_each))
