"""What an advocate knows of somebody's page: meetings to come to, and for whom to ask."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import pytest

from consent_service.domain.codes import TEXTS, codes
from consent_service.domain.own.part import part_for
from consent_service.domain.own.supporting import SEES_ALL

NOON: Final = datetime(2026, 11, 20, 12, tzinfo=UTC)
#: On somebody's page: two meetings, of which one is over, and who works with them.
OWN: Final[dict[str, Any]] = {
    "you": "Ann Example",
    "meetings": [
        {"on": "2026-11-19", "about": ["Ng"], "text": "It was."},
        {"on": "2026-11-20", "about": ["Ng"], "text": "It is today."},
    ],
    "keep_informed": {"worker": "Cy Worker"},
    "who_now": [{"worker": None, "team": "The other team"}],
}
_PARTS: Final = sorted(codes("information_permissions").keys() - {SEES_ALL, "NONE"})


def test_somebody_who_comes_to_meetings_knows_of_those_to_come_and_of_nobody_to_ask_for() -> None:
    part = part_for("MEETINGS_ONLY", OWN, NOON)
    assert part["meetings"] == [{"on": "2026-11-20", "about": ["Ng"]}]
    assert part["ask_for"] is None
    none = part_for("MEETINGS_ONLY", {**OWN, "meetings": OWN["meetings"][:1]}, NOON)
    assert TEXTS["own_part_no_meeting"] in none["you_can"]


def test_somebody_who_speaks_for_them_knows_for_whom_to_ask_and_of_no_meeting() -> None:
    part = part_for("SPEAK_TO_WORKER", OWN, NOON)
    assert (part["ask_for"], part["meetings"]) == ("Cy Worker", [])
    other = part_for("SPEAK_TO_WORKER", {**OWN, "keep_informed": None}, NOON)
    assert other["ask_for"] == "The other team"


@pytest.mark.parametrize("permission", _PARTS)
def test_a_part_is_one_shape_and_each_permission_has_words_of_its_own(permission: str) -> None:
    """A member that stood there for some alone would tell the others that there is more."""
    every = part_for(SEES_ALL, OWN, NOON)
    part = part_for(permission, OWN, NOON)
    assert part.keys() == every.keys()
    assert [line for line in every["you_can"] if line in part["you_can"]] == part["you_can"]
    assert len(part["you_can"]) > 1
