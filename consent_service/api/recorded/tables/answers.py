"""An enquiry, the conversations in it, and what people answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ....actions import conversations, enquiries, responses
from ...edge.operations import FILE
from .. import schemas
from .write import AGREEMENT, ENQUIRY, TIME, Write

WRITES: Final[Sequence[Write]] = (
    Write(
        "openEnquiry",
        f"{FILE}/enquiries",
        "Open an enquiry",
        schemas.OpenEnquirySchema,
        enquiries.open_enquiry,
        problems=TIME,
    ),
    Write(
        "closeEnquiry",
        f"{FILE}/enquiries/<string:enquiry>/closure",
        "Close an enquiry; its agreements end with it",
        schemas.CloseEnquirySchema,
        enquiries.close_enquiry,
        problems=("not-on-file", "enquiry-closed", *TIME),
        from_path="enquiry",
    ),
    Write(
        "recordConversation",
        f"{FILE}/conversations",
        "Record a conversation with the answers given in it",
        schemas.RecordConversationSchema,
        conversations.record_conversation,
        problems=("not-on-file", *ENQUIRY, *AGREEMENT, *TIME),
    ),
    Write(
        "recordResponse",
        f"{FILE}/responses",
        "Record an answer, a referrer's word, or that a reply is awaited",
        schemas.RecordResponseSchema,
        responses.record_response,
        problems=("not-on-file", *ENQUIRY, *AGREEMENT, *TIME),
    ),
    Write(
        "withdraw",
        f"{FILE}/withdrawals",
        "Record that somebody took back what they agreed to, wholly or in part",
        schemas.WithdrawSchema,
        responses.withdraw,
        problems=(
            "not-on-file",
            "no-open-enquiry",
            "which-enquiry",
            "exclusions-in-agreements-only",
            "answers-for-themselves",
        ),
        shows_what_travels=True,
    ),
    Write(
        "recordAttempt",
        f"{FILE}/attempts",
        "Record an attempt to ask that did not reach the person",
        schemas.RecordAttemptSchema,
        responses.record_attempt,
        problems=("not-on-file", *ENQUIRY, *TIME),
    ),
    Write(
        "recordSummarySent",
        f"{FILE}/written-summaries",
        "Record that the written copy of an answer was sent",
        schemas.RecordSummarySentSchema,
        responses.record_summary_sent,
        problems=("not-on-file", *TIME),
    ),
    Write(
        "changeValidity",
        f"{FILE}/validity",
        "Raise a concern about how an answer was given, or settle one",
        schemas.ChangeValiditySchema,
        responses.change_validity,
        problems=("not-on-file", "concern-needs-reason", *TIME),
    ),
)
