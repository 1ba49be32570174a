"""Who and what the bodies of tests speak of. Bodies of each area import it from here."""

from __future__ import annotations

from typing import Any

MOTHER, CHILD, OTHER = "a" * 24, "b" * 24, "c" * 24
NOON = "2026-03-09T12:00:00Z"
SCOPE: dict[str, Any] = {
    "subjects": [CHILD],
    "purposes": ["AGENCY_CHECKS"],
    "agencies": [{"type": "GP", "organisation": "Hillside Surgery"}, {"type": "SCHOOL"}],
    "categories": ["CHILD_HEALTH"],
    "directions": ["SEEK"],
    "exclusions": {
        "agencies": [{"type": "*", "organisation": "Dale House"}],
        "categories": ["EDUCATION"],
    },
}
