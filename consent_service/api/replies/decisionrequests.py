"""What a manager was asked to decide, as a file shows it."""

from __future__ import annotations

from ...domain.practice import DecisionRequested
from ...domain.standing import decisions
from .asrecorded import shown
from .members import flag_field, text_field, texts_field, time_field

DecisionRequestSchema = shown(
    "DecisionRequestOnFile",
    "What a manager was asked to decide.",
    DecisionRequested,
    decisions.OF_A_REQUEST,
    id=text_field("Which, by id."),
    requested_by=text_field("Who asked."),
    at=time_field("When."),
    decided=flag_field("Whether it was decided."),
    answers_about_others=texts_field(
        "Answers of its enquiry, by id, that are about nobody of whom it asks."
    ),
)
