"""Nothing that protects a family falls by the word of a manager who has the name of one of it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.running import Family, Running, decision, problem_of
from tests.api.test_effects import MANAGER, settle, waiting
from tests.api.test_elsewhere import asking
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

LET_FALL = {"safe_to_ask": True, "reason": ENOUGH}


def codes(made: dict[str, Any]) -> set[str]:
    return {one["code"] for one in made["notices"]}


def unsafe(service: Running, family: Family) -> dict[str, Any]:
    said = {"person": family.father, "safe_to_ask": False, "reason": "He works in your team."}
    made: dict[str, Any] = service.record(f"{family.path}/safety", said)
    return made


def listed(service: Running, staff: str, names: str) -> None:
    service.record("/v1/staff", {"staff": staff, "names": names}, "HEAD_OF_SERVICE")


def test_a_manager_of_his_name_says_for_nobody_that_he_is_safe(
    service: Running, family: Family
) -> None:
    """The man himself lifted it, and her telephone stood open at once."""
    listed(service, "manager-1", "Omar Other")
    assert "NAME_OF_STAFF" not in codes(unsafe(service, family))
    listed(service, "manager-1", "Example, Bo")
    assert "NAME_OF_STAFF" in codes(unsafe(service, family))
    sign = {"person": family.mother, "code": "DOMESTIC_ABUSE_NEED", "people": [family.father]}
    assert "NAME_OF_STAFF" in codes(service.record(f"{family.path}/signs", sign))
    safe = {"person": family.father, **LET_FALL}
    assert "WAITS_FOR_A_MANAGER" in codes(service.record(f"{family.path}/safety", safe, MANAGER))
    assert asking(service, family, family.father) == "NO"
    # Nor does he decide anything of that family.
    reply = service.post(f"{family.path}/authorisations", decision(family), MANAGER)
    problem_of(reply, "someone-else-must-decide")
    (waits,) = waiting(service)
    refused = settle(service, family, waits["waiting"], "confirmation")
    problem_of(refused, "someone-else-must-review")
    # Nobody in another name has said that it is they: the very manager, listed right, may.
    listed(service, "manager-1", "Omar Other")
    settle(service, family, waits["waiting"], "confirmation")
    # By whichever name they were ever listed: a name is not changed for this.
    assert asking(service, family, family.father) == "NO"
