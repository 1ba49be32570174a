"""When they and we first talked about something, where they spoke of one child in two enquiries: by
that day they tell the two apart. Pure.

What an enquiry is about may be kept from them, and how many there are is not theirs to count. So it
is named by nothing but the day of an answer of their own, and not at all where they gave none: who
stops everything stops it also where nobody had asked them.
"""

from __future__ import annotations

from typing import Final

from ..file.held import Held
from ..recorded.events import Response
from ..scopes.scope import ANY, Scope
from . import words
from .seen import Seen

#: The member of a card that says it, or None. Cards that read alike but for it are one.
FIRST_TALK: Final = "first_talk"
_STOPPED: Final = "WITHDRAWN"


class FirstTalks:
    """Of each answer of theirs the day, where another of the same child has another."""

    def __init__(self, seen: Seen) -> None:
        self._days: dict[str, str] = {}
        self._subjects: dict[str, set[str]] = {}
        for said in (*seen.responses, *seen.undecided):
            enquiry, day = said.event.enquiry, words.day_of(said.effective_at)
            self._subjects.setdefault(enquiry, set()).update(said.event.scope.subjects)
            if said.event.answer != _STOPPED:
                self._days[enquiry] = min(day, self._days.get(enquiry, day))

    def of(self, said: Held[Response]) -> str | None:
        """The day of the first talk in its enquiry, where that tells it from another's."""
        mine = self._days.get(said.event.enquiry)
        if mine is None:
            return None
        others = (
            day
            for enquiry, day in self._days.items()
            if enquiry != said.event.enquiry and self._is_of_one(enquiry, said.event.scope)
        )
        return mine if any(day != mine for day in others) else None

    def _is_of_one(self, enquiry: str, scope: Scope) -> bool:
        theirs, mine = self._subjects[enquiry], {*scope.subjects}
        return bool(theirs & mine) or ANY in theirs | mine
