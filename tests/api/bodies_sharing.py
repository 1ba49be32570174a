"""For each schema of sharing: the least that can be said, and everything that can be said."""

from __future__ import annotations

from typing import Any

from consent_service.api.edge.body import Body
from tests.api import schemas
from tests.api.said import CHILD, MOTHER, NOON, OTHER

#: What was disclosed, as an object inside another body has it: without a basis of its own.
AT_ONCE: dict[str, Any] = {
    "subjects": [CHILD],
    "agency": {"type": "HOSPITAL"},
    "categories": ["CONCERN_DETAILS"],
    "purpose": "IMMEDIATE_PROTECTION",
    "direction": "SHARE",
    "summary": "Who may visit on the ward.",
    "words_sent": "Please let nobody but the mother's sister visit tonight.",
}
_ALL: dict[str, Any] = {
    "agency": {"type": "HOSPITAL", "organisation": "Hill Hospital"},
    "check": 12,
    "recipient": "Sister Okafor, ward 4",
    "fact_or_opinion_marked": True,
    "sent_via": "telephone",
    "identity_checked": True,
    "reply_by": "2026-03-10T12:00:00Z",
    "safe_to_tell": False,
    "not_safe_for": [MOTHER],
}

BODIES: dict[type[Body], tuple[dict[str, Any], dict[str, Any]]] = {
    schemas.RecordDisclosureSchema: (
        {**AT_ONCE, "basis": "PARTNER_DUTY"},
        {
            **AT_ONCE,
            **_ALL,
            "basis": "AGREED",
            "rests_on": [OTHER],
            "enquiry": OTHER,
            "effective_at": NOON,
        },
    ),
    schemas.FollowUpCheckSchema: (
        {"check": 0, "action_taken": "CONTACTED"},
        {
            "check": 41,
            "action_taken": "SENT_TO_MANAGER",
            "note": "Asked at the morning meeting.",
            "effective_at": NOON,
        },
    ),
    schemas.SendStopNoticeSchema: (
        {"words_sent": "Please stop: the agreement has been taken back."},
        {
            "words_sent": "Please stop: the agreement has been taken back.",
            "sent_via": "secure email",
            "effective_at": NOON,
        },
    ),
    schemas.AcknowledgeStopNoticeSchema: ({}, {"words": "Stopped.", "effective_at": NOON}),
    schemas.ReviewDisclosureSchema: (
        {"words": "It went out before anybody had heard the voicemail."},
        {
            "words": "It went out before anybody had heard the voicemail.",
            "effective_at": NOON,
        },
    ),
    schemas.RecordReplySchema: (
        {"outcome": "SENT"},
        {
            "outcome": "WOULD_NOT",
            "because": "NO_CONSENT",
            "words": "We need a form signed by both.",
            "escalated_to": "the named doctor",
            "effective_at": NOON,
        },
    ),
    schemas.RecordShareNowSchema: (
        {"shared": False, "risk": "He was on his way to the house."},
        {
            "shared": True,
            "risk": "He was on his way to the house.",
            "share_now": OTHER,
            "disclosure": {**AT_ONCE, **_ALL},
            "enquiry": OTHER,
            "effective_at": NOON,
        },
    ),
    schemas.ReviewShareNowSchema: (
        {"upheld": True, "words": "It could not wait."},
        {"upheld": False, "words": "The child was with her aunt.", "effective_at": NOON},
    ),
    schemas.LinkShareNowSchema: ({"file": "0" * 32}, {"file": "f" * 32}),
    schemas.RecordTellingSchema: (
        {"about": OTHER, "told": True},
        {
            "about": OTHER,
            "told": False,
            "person": MOTHER,
            "method": "FACE_TO_FACE",
            "words": "I told her what we shared.",
            "reason": "He is with her.",
            "review_on": "2026-04-01",
            "effective_at": NOON,
        },
    ),
    schemas.ChangeSafeToTellSchema: (
        {"about": OTHER, "safe": True, "reason": "He has moved out."},
        {
            "about": OTHER,
            "safe": False,
            "reason": "He reads her post.",
            "person": MOTHER,
            "review_on": "2026-04-01",
            "effective_at": NOON,
        },
    ),
}
