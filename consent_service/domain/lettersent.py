"""Letters that went to somebody of a family. What each said is on the paper alone: here is its
digest. The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from . import members as m
from .event import Noted


class LetterSent(Noted, frozen=True, kw_only=True, tag="letter-sent"):
    """A letter went to somebody of the family, by a way by which it is safe to reach them."""

    letter: m.NewId
    person: m.Person
    which: Annotated[str, m.code("letters"), "Which letter."]
    how: Annotated[str, m.code("letter_ways"), "By which way it went."]
    copy_sha256: Annotated[str, m.Sha256(), "The digest of what was printed or sent, as it was."]
    effective_at: datetime
    contact: (
        Annotated[
            str,
            m.OnFile(kinds=("contact-point-recorded",)),
            "The address that it went to; one that was handed over needs none.",
        ]
        | None
    ) = None
    style: Annotated[str, m.code("formats"), "How it was set."] | None = None
    language: Annotated[m.Line, "Its language, as BCP 47 calls it."] | None = None
