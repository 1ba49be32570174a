"""Questions asked of the record, and their answers: they change no case file. And what was opened.

The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

from . import members as m
from .answers import Answer
from .event import NoFact, Noted
from .proposal import Proposal


class CheckMade(NoFact, frozen=True, kw_only=True, tag="check-made"):
    """A check and its answer, decided at this very place in the ledger."""

    proposal: Proposal
    answer: Answer
    warnings: tuple[str, ...] = ()
    asked_of: str | None = None


class CheckUnanswered(NoFact, frozen=True, kw_only=True, tag="check-unanswered"):
    """A check that was not decided from the record: immediate risk, or the record unreadable.

    `answered_at` is when the worker had the answer; the entry's own time is when it was recorded.
    `spool` is the id under which it waited, so that it enters the ledger once.
    """

    proposal: Proposal
    answer: Answer
    answered_at: datetime
    asked_of: str | None = None
    spool: str | None = None


class HistoryAsked(NoFact, frozen=True, kw_only=True, tag="history-asked"):
    """A question about the past. It is a look at history, not a check."""

    proposal: Proposal
    answer: Answer
    as_of: datetime
    known_at: datetime


#: A question about one agency, and its answer: what a check leaves, whatever the weather.
QUESTIONS: Final = (CheckMade, CheckUnanswered, HistoryAsked)


class ContactOpened(Noted, frozen=True, kw_only=True, tag="contact-opened"):
    """Somebody opened a number or an address that is kept from others, and said what for."""

    contact: Annotated[str, m.OnFile(kinds=("contact-point-recorded",), may_be_struck=True)]
    reason: Annotated[
        m.Words, "What it is needed for, in 20 characters at the least. It is kept for good."
    ]


class RecordOpened(Noted, frozen=True, kw_only=True, tag="record-opened"):
    """Whoever looks into the record opened the file, or one entry of it, and said what for."""

    opening: m.NewId
    reason: Annotated[
        m.Words, "What it is opened for, in 20 characters at the least. It is kept for good."
    ]
    entry: (
        Annotated[
            int,
            m.Bounds(0, 10**12),
            "The one entry that is opened: a check, or what a receipt is for. Left out, the file.",
        ]
        | None
    ) = None
    unlocks: Annotated[bool, "Whether names are shown, of what lies open without them."] = False
