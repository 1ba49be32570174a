"""For the schemas of what is amended, and of what waits: the least and the most that is said."""

from __future__ import annotations

from typing import Any

from consent_service.api.edge.body import Body
from tests.api import schemas
from tests.api.said import NOON, OTHER

BODIES: dict[type[Body], tuple[dict[str, Any], dict[str, Any]]] = {
    schemas.AmendPersonSchema: (
        {"names": "Ann Sample"},
        {
            "names": "Ann Sample",
            "dob": "1990-12-30",
            "gender": "girl",
            "estimated_due_date": "2026-08-02",
            "reason": "Her birth certificate was seen.",
        },
    ),
    schemas.JoinPeopleSchema: (
        {"other": OTHER, "reason": "The same birth certificate."},
        {"other": OTHER, "reason": "The same birth certificate."},
    ),
    schemas.PartPeopleSchema: ({"reason": "They are cousins."}, {"reason": "They are cousins."}),
    schemas.ConfirmEffectSchema: (
        {"reason": "The worker's notes were read again."},
        {
            "reason": "She said so again in this call.",
            "conversation": OTHER,
            "effective_at": NOON,
        },
    ),
    schemas.RefuseEffectSchema: (
        {"reason": "It was his no."},
        {"reason": "It was his no.", "effective_at": NOON},
    ),
}
