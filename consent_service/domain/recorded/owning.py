"""Whose an enquiry is, how urgent it is, and why something was left open at its end: plain facts,
which no answer turns on. Lists follow them."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime
from typing import Annotated, Final

from . import members as m
from .event import Event
from .members import Line, NamedEnquiry, OfStaff


class EnquiryAssigned(Event, frozen=True, kw_only=True, tag="enquiry-assigned"):
    """Whose an enquiry is now: somebody's, a team's, or a team's with nobody's name on it yet."""

    enquiry: NamedEnquiry
    effective_at: datetime
    owner: Annotated[str, OfStaff(), "Who has it: a staff id."] | None = None
    team: Annotated[Line, "Which team's it is: an assessment team's, for one."] | None = None


class EnquiryRated(Event, frozen=True, kw_only=True, tag="enquiry-rated"):
    """How urgent an enquiry is by now, and why. The last on record counts. That it is less urgent
    than it was waits for nobody: whoever reads it reads who said so, and why, and of one that was
    red a manager does.
    """

    enquiry: NamedEnquiry
    rating: Annotated[str, m.code("ratings"), "How urgent it is from now on."]
    reason: Annotated[m.WrittenOfAny, "What has changed."]
    effective_at: datetime


def who_has(owner: str | None, left: Container[str]) -> str | None:
    """Whose something is: what somebody has who has left is nobody's, wherever that is asked."""
    return None if owner in left else owner


#: The reason that stands in words.
ANOTHER: Final = "OTHER"
#: The reason by which nothing is done with: what is empty is still to be filled.
STILL_TO_DO: Final = "STILL_TO_DO"


class ClosingGapExplained(Event, frozen=True, kw_only=True, tag="closing-gap-explained"):
    """Why somebody was not heard or not told, or has not the plan, when an enquiry closes.

    A later one of the same place in the closing table replaces it. What was done since fills the
    place all the same.
    """

    enquiry: m.NamedEnquiry
    about: Annotated[str, m.Id(), "Of which row of the closing table, by its id."]
    column: Annotated[str, m.code("closing_columns"), "Of which column."]
    reason: Annotated[str, m.code("gap_reasons"), "Why it is empty."]
    effective_at: datetime
    words: m.WrittenOfAny | None = None

    @property
    def says_why(self) -> bool:
        """Another reason is one by its words: without them the place is as empty as it was."""
        return self.reason != ANOTHER or bool(self.words and self.words.strip())

    @property
    def leaves_it_at_that(self) -> bool:
        """Nobody is to fill it any more."""
        return self.says_why and self.reason != STILL_TO_DO
