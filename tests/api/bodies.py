"""For each schema: the least that can be said, and everything that can be said."""

from __future__ import annotations

from typing import Any

import pytest
from marshmallow import Schema, ValidationError

from consent_service.api.edge.body import Body
from consent_service.api.recorded import by_family
from consent_service.api.recorded.writes import WRITES
from tests.api import schemas
from tests.api.said import CHILD, MOTHER, NOON, OTHER
from tests.made_up import MadeUp

CANARY = "Zzcanary"
CHECK: dict[str, Any] = {
    "subjects": [CHILD, MOTHER],
    "agency": {"type": "GP"},
    "categories": ["CHILD_HEALTH", "EDUCATION"],
    "purpose": "AGENCY_CHECKS",
    "direction": "SEEK",
}
_MADE = MadeUp({"adult-added": MOTHER, "child-added": CHILD})

BODIES: dict[type[Body], tuple[dict[str, Any], dict[str, Any]]] = {
    schemas.CheckSchema: (
        CHECK,
        {**CHECK, "urgency": "SAME_DAY", "enquiry": OTHER, "as_of": NOON, "known_at": NOON},
    ),
    **{one.body: (_MADE.body(one), _MADE.body(one, whole=True)) for one in WRITES},
    **{one.body: (_MADE.body(one), _MADE.body(one, whole=True)) for one in by_family.WRITES},
}


def errors_of(schema: Schema, body: Any) -> dict[Any, Any]:
    """What is wrong with `body`; fails if nothing is."""
    with pytest.raises(ValidationError) as caught:
        schema.load(body)
    assert isinstance(caught.value.messages, dict)
    return caught.value.messages
