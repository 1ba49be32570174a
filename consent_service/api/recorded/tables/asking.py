"""What the family asked us for by telephone or letter, and what was done about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ....actions import own
from ...edge.operations import FILE
from .. import schemas
from .write import TIME, Write

WRITES: Final[Sequence[Write]] = (
    Write(
        "recordFamilyRequest",
        f"{FILE}/family-requests",
        "Write down what a parent or young person asked us for",
        schemas.RecordFamilyRequestSchema,
        own.record_family_request,
        problems=("not-on-file", *TIME),
    ),
    Write(
        "answerFamilyRequest",
        f"{FILE}/family-requests/<string:request>/answer",
        "Record what was done about what somebody asked for",
        schemas.AnswerFamilyRequestSchema,
        own.answer_family_request,
        problems=("not-on-file", *TIME),
        from_path="request",
    ),
)
