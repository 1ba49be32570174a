"""Putting right what is wrong on record, and what people say of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ....actions import confirming, corrections
from ...edge.operations import FILE, MANAGERS
from .. import schemas
from .write import TIME, Write

WRITES: Final[Sequence[Write]] = (
    Write(
        "correctEntry",
        f"{FILE}/corrections",
        "Say that an earlier entry was wrong",
        schemas.CorrectEntrySchema,
        corrections.correct_entry,
        problems=("no-such-entry", "corrected-already", "correction-by-manager"),
    ),
    Write(
        "askCorrection",
        f"{FILE}/corrections/asked",
        "Write down that a parent or young person says something on record is wrong",
        schemas.AskCorrectionSchema,
        corrections.ask_correction,
        problems=("not-on-file", *TIME),
    ),
    Write(
        "answerCorrection",
        f"{FILE}/corrections/<string:correction>/answer",
        "Put it right, or keep it as it stands with the person's own words beside it",
        schemas.AnswerCorrectionSchema,
        corrections.answer_correction,
        problems=(
            "not-on-file",
            "answered-already",
            "corrects-what-stands",
            "no-such-entry",
            "corrected-already",
            "correction-by-manager",
            *TIME,
        ),
        from_path="correction",
    ),
    Write(
        "stateDisagreement",
        f"{FILE}/disagreements",
        "Put a person's own statement beside an entry, to be shown wherever it is",
        schemas.StateDisagreementSchema,
        corrections.state_disagreement,
        problems=("not-on-file", *TIME),
    ),
    Write(
        "confirmRecord",
        f"{FILE}/record-confirmations",
        "Confirm a record of which a part was lost, once the family has been asked again",
        schemas.ConfirmRecordSchema,
        confirming.confirm_record,
        roles=MANAGERS,
        problems=("nothing-in-doubt", "not-asked-again"),
    ),
)
