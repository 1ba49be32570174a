"""For each schema of keeping informed, people, advocates and corrections: least and most."""

from __future__ import annotations

from typing import Any

from consent_service.api.edge.body import Body
from tests.api import schemas
from tests.api.said import CHILD, MOTHER, NOON, OTHER

BODIES: dict[type[Body], tuple[dict[str, Any], dict[str, Any]]] = {
    schemas.RecordContactPointSchema: (
        {"person": MOTHER, "type": "PHONE", "value": "020 7946 0018", "safety": "SAFE"},
        {
            "person": MOTHER,
            "type": "ADDRESS",
            "value": "7 Example Row",
            "safety": "SAFE_AT_TIMES",
            "contact": OTHER,
            "safe_times": "Weekdays, 10 to 12",
            "note": "Ring the bell twice.",
            "ended": True,
            "effective_at": NOON,
        },
    ),
    schemas.AgreeKeepInformedSchema: (
        {"person": MOTHER, "methods": ["CALL"], "times": ["WEEKLY"]},
        {
            "person": MOTHER,
            "methods": ["CALL", "LETTER"],
            "times": ["ON_DECISION", "SAME_DAY_AFTER"],
            "enquiry": OTHER,
            "agreed_with_person": False,
            "if_not_agreed_reason": "She has not been reached yet.",
            "named_worker": "worker-1",
            "contact": "e" * 24,
            "language": "Polish",
            "format": "LARGE_PRINT",
            "next_contact_due": "2026-03-16",
            "effective_at": NOON,
        },
    ),
    schemas.RecordContactMadeSchema: (
        {"person": MOTHER, "method": "CALL"},
        {
            "person": MOTHER,
            "method": "FACE_TO_FACE",
            "enquiry": OTHER,
            "words": "Told her what the school said.",
            "next_contact_due": "2026-03-23",
            "effective_at": NOON,
        },
    ),
    schemas.TellReferrerSchema: (
        {"level": "RECEIVED"},
        {
            "level": "OUTCOME",
            "sent_via": "secure email",
            "withheld_reason": "The parents asked us to leave out their health.",
            "effective_at": NOON,
        },
    ),
    schemas.RecordBirthSchema: (
        {"dob": "2026-03-08"},
        {"dob": "2026-03-08", "names": "Emrys Ng", "gender": "boy"},
    ),
    schemas.IdentifyFatherSchema: (
        {"child": CHILD, "father": OTHER, "pr_status": "UNCONFIRMED"},
        {
            "child": CHILD,
            "father": OTHER,
            "pr_status": "YES",
            "role": "SECOND_PARENT",
            "pr_source": "PR_AGREEMENT",
            "pr_checked": "DOCUMENT_SEEN",
            "lives_with": "PART",
            "main_caregiver": True,
            "explanation": "He came to the school himself.",
            "since": NOON,
        },
    ),
    schemas.RecordNeedsSchema: (
        {"person": MOTHER, "indicators": []},
        {
            "person": MOTHER,
            "indicators": ["LEARNING_DISABILITY", "PARENT_ASKED"],
            "note": "Her health visitor told us.",
            "effective_at": NOON,
        },
    ),
    schemas.RecordEqualitySchema: (
        {"person": MOTHER},
        {
            "person": MOTHER,
            "ethnicity": "MIXED",
            "disability": "PREFERS_NOT_TO_SAY",
            "religion": "None",
            "area": "Example Ward",
        },
    ),
    schemas.AskCorrectionSchema: (
        {"person": MOTHER, "words": "I never said that."},
        {
            "person": MOTHER,
            "words": "I never said that.\nI said not to the school.",
            "about": OTHER,
            "what": "NOT_AGREED",
            "effective_at": NOON,
        },
    ),
    schemas.AnswerCorrectionSchema: (
        {"accepted": False, "reason": "The worker wrote it down as she spoke."},
        {
            "accepted": True,
            "reason": "The worker had the wrong child open.",
            "corrects": 41,
            "right_version": "She said it of the other child.",
            "about": OTHER,
            "effective_at": NOON,
        },
    ),
    schemas.ConfirmRecordSchema: (
        {"words": "Both parents were asked again."},
        {"words": "Both parents were asked again.\nThey said the same as before."},
    ),
    schemas.StateDisagreementSchema: (
        {"about": OTHER, "person": MOTHER, "words": "That is not what I said."},
        {
            "about": OTHER,
            "person": MOTHER,
            "words": "That is not what I said.",
            "effective_at": NOON,
        },
    ),
}
