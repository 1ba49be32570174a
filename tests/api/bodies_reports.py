"""For the schema of the staff list: the least that can be said, and everything that can be said."""

from __future__ import annotations

from typing import Any

from consent_service.api.edge.body import Body
from tests.api import schemas

BODIES: dict[type[Body], tuple[dict[str, Any], dict[str, Any]]] = {
    schemas.RecordStaffSchema: (
        {"staff": "worker-1", "names": "Priya Example"},
        {"staff": "worker-2", "names": "Sam Example", "team": "Front door", "ended": True},
    ),
    schemas.PublishNoticeSchema: (
        {"version": "1", "language": "Polish", "text_sha256": "5e" * 32, "reading_age": 9},
        {"version": "1", "language": "Polish", "text_sha256": "5e" * 32, "reading_age": 18},
    ),
    schemas.ListServiceSchema: (
        {"type": "GP", "names": ["Hillside Surgery"]},
        {
            "service": "d" * 24,
            "type": "GP",
            "names": ["Hillside Surgery", "Dr Patel and Partners"],
            "identifier": {"scheme": "ODS", "value": "A81001"},
            "contact": "Reception.\nNot by fax.",
            "opening_hours": "8 to 6",
            "ended": True,
        },
    ),
}
