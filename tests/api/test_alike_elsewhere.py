"""Whoever may be known already by a name like theirs and their birth is not known to be safe, where
that one is not: the service said that it knew him, and had him rung.
"""

from __future__ import annotations

import pytest

from tests.api.running import Family, Running, add_family
from tests.api.test_effects import HOUR, MANAGER
from tests.api.test_elsewhere import ABUSER, add, asking
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

HE = {"names": "Gareth Quill", "dob": "1984-09-04"}
#: As he was typed the second time.
ALIKE = [
    {"names": "Gareth James Quill"},
    {"names": "Garreth Quill"},
    {"names": "Gary Quill"},
    {"names": "Gaz Quill"},
    {"names": "Gareth Quill-Smith"},
    {"names": "Quil, Garth"},
    {"names": "G. Quill"},
    {"dob": "1984-04-09"},
]


def _another(service: Running) -> Family:
    """With a child of whom the first family has none like."""
    service.births = iter(["2016-07-19"])
    return add_family(service, "LCS-2")


@pytest.mark.parametrize("after", [True, False])
@pytest.mark.parametrize("typed", ALIKE)
def test_whoever_may_be_somebody_dangerous_by_name_and_birth_is_not_known_to_be_safe(
    service: Running, family: Family, typed: dict[str, str], after: bool
) -> None:
    he = add(service, family, **HE)["id"]
    other = _another(service)
    if after:
        service.record(f"{family.path}/safety", {"person": he, **ABUSER})
        made = add(service, other, **{**HE, **typed})
        assert "KNOWN_ELSEWHERE" in [one["code"] for one in made["notices"]]
    else:
        made = add(service, other, **{**HE, **typed})
        assert asking(service, other, made["id"]) == "YES"
        service.record(f"{family.path}/safety", {"person": he, **ABUSER})
    assert asking(service, other, made["id"]) == "NOT_KNOWN"
    service.clock.now += HOUR
    two = {"person": made["id"], "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    service.record(f"{other.path}/safety", two, MANAGER)
    assert asking(service, other, made["id"]) == "YES"


@pytest.mark.parametrize(
    "typed", [{"names": "Colin Quill"}, {"dob": "1984-09-05"}, {"names": "Gareth Okafor"}]
)
def test_whoever_is_only_born_on_that_day_or_only_called_so_is_somebody_else(
    service: Running, family: Family, typed: dict[str, str]
) -> None:
    he = add(service, family, **HE)["id"]
    service.record(f"{family.path}/safety", {"person": he, **ABUSER})
    other = _another(service)
    made = add(service, other, **{**HE, **typed})
    assert asking(service, other, made["id"]) == "YES"
