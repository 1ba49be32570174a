"""Whose an enquiry is: plain facts, which no answer turns on. Lists follow them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from .event import Event
from .members import Line, NamedEnquiry, OfStaff


class EnquiryAssigned(Event, frozen=True, kw_only=True, tag="enquiry-assigned"):
    """Whose an enquiry is now: somebody's, a team's, or a team's with nobody's name on it yet."""

    enquiry: NamedEnquiry
    effective_at: datetime
    owner: Annotated[str, OfStaff(), "Who has it: a staff id."] | None = None
    team: Annotated[Line, "Which team's it is: an assessment team's, for one."] | None = None
