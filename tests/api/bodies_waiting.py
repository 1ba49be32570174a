"""For the schemas of what waits: the least that can be said, and everything that can be said."""

from __future__ import annotations

from typing import Any

from consent_service.api.edge.body import Body
from tests.api import schemas
from tests.api.said import NOON, OTHER

BODIES: dict[type[Body], tuple[dict[str, Any], dict[str, Any]]] = {
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
