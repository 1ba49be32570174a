"""Under which headline a check was answered, as whoever asked read it then. Pure.

An answer on record holds codes. Whether what was missing might be a no turned on what stood on the
file besides, so it is worked out of the file as it was known at that moment.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ...domain.answers import Answer, Flag, Outcome
from ...domain.codes import TEXTS, label
from ...domain.deciding.decision import asked_in
from ...domain.file.view import View
from ...domain.recorded import checked
from ...domain.recorded.event import Event
from ...domain.words.headline import doubts_of, headline
from ...domain.words.reported import is_reported


def headline_then(
    event: Event, at: datetime, view_at: Callable[[datetime, datetime], View]
) -> str | None:
    """None of what is no check. Of a look at the past it is what was so then."""
    if not isinstance(event, checked.QUESTIONS):
        return None
    answer: Answer = event.answer
    said = headline(answer)
    if isinstance(event, checked.CheckUnanswered) or not _turns_on_the_file(answer, said):
        return said
    times = (event.as_of, event.known_at) if isinstance(event, checked.HistoryAsked) else (at, at)
    view = view_at(*times)
    said = headline(answer, doubts_of(view, answer.items, asked_in(view, event.proposal.enquiry)))
    if answer.outcome is Outcome.OBJECTION and is_reported(view, answer.items):
        said = said.replace(label("outcomes", answer.outcome), TEXTS["reported_no"])
    return said


def _turns_on_the_file(answer: Answer, said: str) -> bool:
    """It says that there is no no, or whose no there is."""
    is_none = said == label("outcomes", Outcome.ASK)
    return is_none or answer.outcome is Outcome.OBJECTION or Flag.CHILD_OBJECTS in answer.flags
