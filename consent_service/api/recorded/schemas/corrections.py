"""Saying that an earlier entry was wrong, and hearing whoever says so."""

from __future__ import annotations

from ....actions.confirming import ConfirmRecord
from ....actions.corrections import AnswerCorrection, AskCorrection, CorrectEntry, StateDisagreement
from ...edge.fields import Code, Opaque, When, Whole, Words, YesNo
from .body import Body


class CorrectEntrySchema(Body):
    """`corrects` is the entry's place in the ledger."""

    makes = CorrectEntry
    corrects = Whole(required=True)
    what_was_wrong = Words(required=True)
    requested_by = Code("correction_requesters")
    right_version = Words()


class AskCorrectionSchema(Body):
    """In the words of the parent or young person who says that something is wrong."""

    makes = AskCorrection
    person = Opaque(required=True)
    words = Words(required=True)
    about = Opaque()
    effective_at = When()


class AnswerCorrectionSchema(Body):
    """What was decided about the correction of the path."""

    makes = AnswerCorrection
    from_elsewhere = ("correction",)
    accepted = YesNo(required=True)
    reason = Words(required=True)
    corrects = Whole()
    right_version = Words()
    about = Opaque()
    effective_at = When()


class ConfirmRecordSchema(Body):
    """How it was found out that what stands on the file now is what holds."""

    makes = ConfirmRecord
    words = Words(required=True)


class StateDisagreementSchema(Body):
    """A person's own statement, to stand beside what it is about."""

    makes = StateDisagreement
    about = Opaque(required=True)
    person = Opaque(required=True)
    words = Words(required=True)
    effective_at = When()
