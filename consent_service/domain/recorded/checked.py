"""Questions asked of the record, and their answers: they change no case file. And what was opened.

The law above the classes stands in `events.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

import msgspec

from ..answers import Answer, Outcome
from ..scopes.proposal import Coverage, Proposal
from ..scopes.scope import Agency
from . import members as m
from .event import NoFact, Noted


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


class AnswerShown(msgspec.Struct, frozen=True):
    """What a check about this agency would have answered: its outcome, and the SHA-256 of the whole
    answer in hexadecimal.
    """

    agency: Agency
    outcome: Outcome
    digest: str


class CoverageShown(NoFact, frozen=True, kw_only=True, tag="coverage-shown"):
    """What is agreed with each agency was shown as a whole; `as_card`, in one line to read out.

    It is a look, and no check: nothing was about to be asked or told.
    """

    coverage: Coverage
    answers: tuple[AnswerShown, ...]
    as_of: datetime
    known_at: datetime
    rule_version: str
    as_card: bool = False
    warnings: tuple[str, ...] = ()


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
    minute: (
        Annotated[
            datetime,
            "The one minute of the past that is opened, for a day and without names: as staff "
            "could see it then, and what was answered before.",
        ]
        | None
    ) = None


class KeptRecordOpened(Noted, frozen=True, kw_only=True, tag="kept-record-opened"):
    """What was opened was kept to others by name, and a manager asks whom that protected.

    It stands beside the opening, by whoever is not named. Whom a record was kept to when it was
    opened is known under the lock, and to nobody who reads the opening alone.
    """

    opening: m.RecordOpening


class KeptRecordReviewed(Noted, frozen=True, kw_only=True, tag="kept-record-reviewed"):
    """A manager asked whoever opened a record that is kept to others. Upheld or not, it stays."""

    opening: m.RecordOpening
    upheld: Annotated[bool, "Whether it was right to open it."]
    words: Annotated[m.Words, "Whom it protected, and what follows."]
    effective_at: datetime
