"""For each schema of the family's own view: the least that can be said, and everything."""

from __future__ import annotations

from typing import Any

from consent_service.api.edge.body import Body
from tests.api import schemas
from tests.api.said import CHILD, MOTHER, NOON, OTHER

BODIES: dict[type[Body], tuple[dict[str, Any], dict[str, Any]]] = {
    schemas.StopAgreeingSchema: (
        {},
        {
            "response": OTHER,
            "scope": {
                "subjects": [CHILD],
                "purposes": ["AGENCY_CHECKS"],
                "agencies": [{"type": "GP", "organisation": "Hillside"}],
                "categories": ["CHILD_HEALTH"],
                "directions": ["SEEK"],
            },
            "words": "I have changed my mind.\nPlease ring me.",
        },
    ),
    schemas.SayWrongSchema: (
        {"words": "I never said that."},
        {"words": "I never said that.", "about": OTHER},
    ),
    schemas.AskUsSchema: (
        {"wants": "SUPPORTER"},
        {"wants": "CHANGE_CONTACT", "words": "Please write to my aunt's."},
    ),
    schemas.RecordFamilyRequestSchema: (
        {"person": MOTHER, "wants": "LETTER"},
        {
            "person": MOTHER,
            "wants": "CHANGE_AGREEMENT",
            "words": "The school as well.",
            "enquiry": OTHER,
            "effective_at": NOON,
        },
    ),
    schemas.AnswerFamilyRequestSchema: (
        {"words": "Rang her. A letter goes out today."},
        {"words": "Rang her. A letter goes out today.", "effective_at": NOON},
    ),
}
