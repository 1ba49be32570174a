"""Putting right what is wrong on record, what people say of it, and what they ask us for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ...actions import confirming, corrections, guarding
from ...domain import falling, practice
from ...domain.events import StaffListed
from ...domain.losses import RecordConfirmed
from ..edge.operations import FILE, MANAGERS
from .write import Write

WRITES: Final[Sequence[Write[Any]]] = (
    Write(
        "correctEntry",
        f"{FILE}/corrections",
        "Say that an earlier entry was wrong",
        practice.EntryCorrected,
        corrections.correct_entry,
    ),
    # They need not know which entry they mean: staff find it.
    Write(
        "askCorrection",
        f"{FILE}/correction-requests",
        "Write down that a parent or young person says something on record is wrong",
        practice.CorrectionAsked,
    ),
    Write(
        "answerCorrection",
        f"{FILE}/correction-requests/<string:correction>/answers",
        "Put it right, or keep it as it stands with the person's own words beside it",
        corrections.AnswerCorrection,
        corrections.answer_correction,
    ),
    # It needs nobody's consent to stand there.
    Write(
        "stateDisagreement",
        f"{FILE}/disagreements",
        "Put a person's own statement beside an entry, to be shown wherever it is",
        practice.DisagreementStated,
    ),
    # What was written protects at once. What it would lift stands until somebody who may lets it.
    Write(
        "confirmEffect",
        f"{FILE}/waiting/<string:waiting>/confirmation",
        "Confirm that what was written may lift what it would",
        falling.EffectConfirmed,
        guarding.confirm_effect,
    ),
    Write(
        "refuseEffect",
        f"{FILE}/waiting/<string:waiting>/refusal",
        "Refuse that what was written lifts anything; it stays on record",
        falling.EffectRefused,
        guarding.refuse_effect,
    ),
    Write(
        "confirmRecord",
        f"{FILE}/record-confirmations",
        "Confirm a record of which a part was lost, once the family has been asked again",
        RecordConfirmed,
        confirming.confirm_record,
        roles=MANAGERS,
    ),
    # It needs no enquiry: people ask for things when we have long finished with them.
    Write(
        "recordFamilyRequest",
        f"{FILE}/family-requests",
        "Write down what a parent or young person asked us for",
        practice.FamilyAsked,
    ),
    # More can be done about it later, and is recorded then.
    Write(
        "answerFamilyRequest",
        f"{FILE}/family-requests/<string:request>/answers",
        "Record what was done about what somebody asked for",
        practice.FamilyAnswered,
    ),
    # The authority's own list, for words to agencies and for audit. It gives nobody access.
    Write(
        "recordStaff",
        "/v1/staff",
        "Say who stands behind a staff id",
        StaffListed,
        roles=frozenset({"HEAD_OF_SERVICE", "SYSTEM_ADMIN"}),
    ),
)
