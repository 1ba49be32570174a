"""For each schema: the least that can be said, and everything that can be said."""

from __future__ import annotations

from typing import Any

import pytest
from marshmallow import Schema, ValidationError

from consent_service.api.edge.body import Body
from consent_service.api.recorded.rows import WRITES
from consent_service.domain.advocates import SUITABILITY
from tests.api import (
    bodies_deciding,
    bodies_own,
    bodies_reports,
    bodies_sharing,
    bodies_supporting,
    bodies_waiting,
    schemas,
)
from tests.api.said import CHILD, MOTHER, NOON, OTHER, SCOPE

CANARY = "Zzcanary"
ANSWER: dict[str, Any] = {
    "answer": "AGREED_IN_PART",
    "scope": SCOPE,
    "kind": "SHARE_INFO",
    "valid_from": NOON,
    "expires_at": "2026-04-09T12:00:00Z",
    "method": "PHONE_VERBAL",
    "words": "Yes to the doctor.\nNot to the school.",
    "any_reason": "She did not mind which.",
    "evidence": [{"type": "NOTE", "document_ref": "case note 7", "sha256": "0" * 64}],
    "supersedes": "d" * 24,
    "precision": "minute",
}
CHECK: dict[str, Any] = {
    "subjects": [CHILD, MOTHER],
    "agency": {"type": "GP"},
    "categories": ["CHILD_HEALTH", "EDUCATION"],
    "purpose": "AGENCY_CHECKS",
    "direction": "SEEK",
}

BODIES: dict[type[Body], tuple[dict[str, Any], dict[str, Any]]] = {
    schemas.OpenFileSchema: ({}, {"reference": "LCS-100234"}),
    schemas.AddChildSchema: (
        {"names": "Ng"},
        {
            "names": "Llŷr Ng",
            "dob": "2019-02-28",
            "estimated_due_date": "2026-08-01",
            "gender": "boy",
            "language": "Welsh",
            "communication_needs": ["Makaton"],
            "identifiers": [{"scheme": "NHS_NUMBER", "value": "9434765919"}],
        },
    ),
    schemas.AddAdultSchema: (
        {"names": "Ann Example"},
        {
            "names": "Ann Example",
            "dob": "1990-12-31",
            "language": "Polish",
            "interpreter_needed": True,
            "format": "EASY_READ",
            "digital_access": "SHARED_DEVICE",
        },
    ),
    schemas.RecordRelationshipSchema: (
        {"person": MOTHER, "child": CHILD, "role": "MOTHER", "pr_status": "YES"},
        {
            "person": MOTHER,
            "child": CHILD,
            "role": "UNKNOWN_FATHER",
            "pr_status": "UNCONFIRMED",
            "pr_source": "PR_AGREEMENT",
            "pr_checked": "SELF_REPORTED",
            "lives_with": "PART",
            "main_caregiver": True,
            "ended": True,
            "explanation": "The mother has not named him.",
            "ended_of": "HOME",
            "since": NOON,
        },
    ),
    schemas.RecordSafetySchema: (
        {"person": MOTHER, "safe_to_ask": True, "code": "DOMESTIC_ABUSE"},
        {
            "person": MOTHER,
            "safe_to_ask": False,
            "code": "ALLEGED_ABUSER",
            "reason": "See the police report.",
            "review_on": "2026-04-01",
            "effective_at": NOON,
        },
    ),
    schemas.RecordReachabilitySchema: (
        {"person": MOTHER, "reachable": True},
        {"person": MOTHER, "reachable": False, "reason": "In hospital.", "effective_at": NOON},
    ),
    schemas.RecordCapacitySchema: (
        {"person": MOTHER, "status": "LACKS"},
        {
            "person": MOTHER,
            "status": "ASSESSED_HAS",
            "purpose": "AGENCY_CHECKS",
            "rationale": "Assessed on the ward.",
            "effective_at": NOON,
        },
    ),
    schemas.RecordCompetenceSchema: (
        {"child": CHILD, "status": "COMPETENT"},
        {
            "child": CHILD,
            "status": "NOT_COMPETENT",
            "purpose": "*",
            "rationale": "Could not say what would be shared.",
            "effective_at": NOON,
        },
    ),
    schemas.RecordWishSchema: (
        {"child": CHILD, "objects": False, "words": "I do not mind.", "heard_by": "school nurse"},
        {
            "child": CHILD,
            "objects": True,
            "words": "Do not tell my school.",
            "heard_by": "school nurse",
            "how_weighed": "The school is left out for now.",
            "not_to_be_told": [MOTHER],
            "not_to_be_told_because": "She would be cross.",
            "effective_at": NOON,
        },
    ),
    schemas.RecordSignSchema: (
        {"person": MOTHER, "code": "CODE_WORD"},
        {
            "person": MOTHER,
            "code": "PRESSURE",
            "people": [OTHER],
            "note": "He answers for her.",
            "effective_at": NOON,
        },
    ),
    schemas.WeighWishSchema: (
        {"may_be_told": False, "reason": "She would not be safe."},
        {"may_be_told": True, "reason": "She has told her since.", "effective_at": NOON},
    ),
    schemas.OpenEnquirySchema: (
        {},
        {
            "rating": "AMBER",
            "threshold_level": 3,
            "referrer_agency": "SCHOOL",
            "referrer_organisation": "Hill School",
            "referrer_anonymous": True,
            "referrer_reported_consent": "PARENTS_AWARE",
            "referrer_words": "The mother knows.",
            "effective_at": NOON,
        },
    ),
    schemas.CloseEnquirySchema: (
        {"reason": "EARLY_HELP"},
        {"reason": "S47", "effective_at": NOON},
    ),
    schemas.RecordConversationSchema: (
        {"person": MOTHER, "method": "PHONE_VERBAL", "seen_alone": "YES"},
        {
            "person": MOTHER,
            "method": "IN_PERSON_VERBAL",
            "seen_alone": "NOT_POSSIBLE",
            "enquiry": OTHER,
            "effective_at": NOON,
            "modifiers": ["VIA_PROFESSIONAL_INTERPRETER"],
            "place": "at home",
            "others_present": ["her sister"],
            "interpreter": {
                "language": "Polish",
                "name_or_reference": "booking 12",
                "is_family_member": False,
            },
            "explained": ["WHY_WORRIED", "CAN_SAY_NO"],
            "parent_words": "I want to help.",
            "questions_asked": "Who will see it?",
            "understanding_check": "EXPLAINED_BACK",
            "privacy_notice_version": "2026-01",
            "privacy_notice_language": "Polish",
            "notice_given_how": "on paper",
            "pressure_concern": "POSSIBLE",
            "pressure_note": "Her partner was listening.",
            "duration_minutes": 45,
            "precision": "hour",
            "responses": [ANSWER, {"answer": "REFUSED", "scope": SCOPE}],
        },
    ),
    schemas.RecordResponseSchema: (
        {"person": MOTHER, "answer": "REFUSED"},
        {
            **ANSWER,
            "person": MOTHER,
            "enquiry": OTHER,
            "effective_at": NOON,
            "conversation": "e" * 24,
        },
    ),
    schemas.WithdrawSchema: (
        {"person": MOTHER},
        {
            "person": MOTHER,
            "scope": SCOPE,
            "enquiry": OTHER,
            "effective_at": NOON,
            "method": "EMAIL",
            "words": "I changed my mind.",
            "kind": "TAKE_PART",
        },
    ),
    schemas.RecordAttemptSchema: (
        {"person": MOTHER},
        {
            "person": MOTHER,
            "enquiry": OTHER,
            "scope": SCOPE,
            "method": "PHONE_VERBAL",
            "words": "No reply.",
            "effective_at": NOON,
        },
    ),
    schemas.RecordSummarySentSchema: (
        {"response": OTHER},
        {"response": OTHER, "effective_at": NOON},
    ),
    schemas.ChangeValiditySchema: (
        {"response": OTHER, "status": "VALID"},
        {
            "response": OTHER,
            "status": "CONCERN",
            "reasons": ["PRESSURE", "NOT_SEEN_ALONE"],
            "effective_at": NOON,
        },
    ),
    schemas.ChangeAdvocateStatusSchema: (
        {"person": MOTHER, "status": "OFFERED"},
        {
            "person": MOTHER,
            "status": "CONFIRMED",
            "enquiry": OTHER,
            "effective_at": NOON,
            "advocate": "Ruth Example",
            "advocate_person": OTHER,
            "relationship": "AUNT_UNCLE",
            "organisation": "Family Voice",
            "suitability": dict.fromkeys(SUITABILITY, "YES"),
            "information_permission": "MEETINGS_ONLY",
            "parent_words": "She knows me.",
            "note": "Rang her.",
        },
    ),
    schemas.CorrectEntrySchema: (
        {"corrects": 0, "what_was_wrong": "It was the other child."},
        {
            "corrects": 41,
            "what_was_wrong": "It was her sister.",
            "requested_by": "PARENT",
            "right_version": "Her sister said it.",
        },
    ),
    schemas.CheckSchema: (
        CHECK,
        {**CHECK, "urgency": "SAME_DAY", "enquiry": OTHER, "as_of": NOON, "known_at": NOON},
    ),
    **bodies_deciding.BODIES,
    **bodies_supporting.BODIES,
    **bodies_sharing.BODIES,
    **bodies_reports.BODIES,
    **bodies_own.BODIES,
    **bodies_waiting.BODIES,
}
for write in WRITES:
    least, fullest = BODIES[write.body]
    by_telephone = {"said_by_telephone": "manager-1"} if write.is_about_a_file else {}
    BODIES[write.body] = (least, {**fullest, "dry_run": True, **by_telephone})


def errors_of(schema: Schema, body: Any) -> dict[Any, Any]:
    """What is wrong with `body`; fails if nothing is."""
    with pytest.raises(ValidationError) as caught:
        schema.load(body)
    assert isinstance(caught.value.messages, dict)
    return caught.value.messages
