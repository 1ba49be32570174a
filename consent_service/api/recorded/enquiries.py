"""An enquiry, the conversations in it, and what people answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ...actions import conversations, enquiries, responses
from ...domain import events
from ..edge.operations import FILE
from .write import Write

WRITES: Final[Sequence[Write[Any]]] = (
    # The referrer's tick is kept as the referrer's word. It is nobody's answer.
    Write("openEnquiry", f"{FILE}/enquiries", "Open an enquiry", events.EnquiryOpened),
    Write(
        "closeEnquiry",
        f"{FILE}/enquiries/<string:enquiry>/end",
        "Close an enquiry; its agreements end with it",
        events.EnquiryClosed,
        enquiries.close_enquiry,
    ),
    Write(
        "recordConversation",
        f"{FILE}/conversations",
        "Record a conversation with the answers given in it",
        conversations.RecordConversation,
        conversations.record_conversation,
    ),
    Write(
        "recordResponse",
        f"{FILE}/responses",
        "Record an answer, a referrer's word, or that a reply is awaited",
        events.ResponseRecorded,
        responses.record_response,
    ),
    Write(
        "withdraw",
        f"{FILE}/withdrawals",
        "Record that somebody took back what they agreed to, wholly or in part",
        responses.Withdraw,
        responses.withdraw,
        shows_what_travels=True,
    ),
    Write(
        "recordAttempt",
        f"{FILE}/attempts",
        "Record an attempt to ask that did not reach the person",
        responses.RecordAttempt,
        responses.record_attempt,
    ),
    # It is due two working days after the answer.
    Write(
        "recordSummarySent",
        f"{FILE}/written-summaries",
        "Record that the written copy of an answer was sent",
        events.WrittenSummarySent,
    ),
    Write(
        "changeValidity",
        f"{FILE}/validity",
        "Raise a concern about how an answer was given, or settle one",
        events.ValidityChanged,
        responses.change_validity,
    ),
)
