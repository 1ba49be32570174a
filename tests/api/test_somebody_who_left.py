"""What somebody has who can sign in to nothing any more is nobody's: it is asked for, and taken."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.running import Family, Running, problem_of
from tests.api.test_effects import HOUR

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def nobodys(service: Running) -> list[tuple[str, Any, Any]]:
    found = service.get("/v1/enquiries", unowned="true").get_json()["enquiries"]
    return [(one["enquiry"], one["owner"], one["owner_names"]) for one in found]


@pytest.mark.each_database
def test_an_enquiry_of_somebody_whose_last_role_was_taken_back_is_nobodys_until_it_is_taken(
    service: Running, family: Family
) -> None:
    who = {"staff": "worker-9", "names": "Ira Gone"}
    service.record("/v1/staff", who, "SYSTEM_ADMIN")
    given = {"staff": "worker-9", "role": "MASH_WORKER"}
    right = service.record("/v1/rights", given, "SYSTEM_ADMIN")["id"]
    at = f"{family.path}/enquiries/{family.enquiry}"
    service.record(f"{at}/assignments", {"owner": "worker-9"})
    service.clock.now += HOUR
    assert nobodys(service) == []
    problem_of(service.post(f"{at}/claims", {}), "somebody-has-it")
    service.record(f"/v1/rights/{right}/revocation", {}, "SYSTEM_ADMIN")
    service.clock.now += HOUR
    # Whose it was is named; that they could do anything about it is not said.
    assert nobodys(service) == [(family.enquiry, None, "Ira Gone")]
    tasks = service.get("/v1/tasks", unowned="true").get_json()["tasks"]
    assert {one["owner"] for one in tasks if one["enquiry"] == family.enquiry} == {None}
    service.record(f"{at}/claims", {})
    service.clock.now += HOUR
    assert nobodys(service) == []
    # Whoever comes back has what nobody has taken.
    service.record(f"{at}/assignments", {"owner": "worker-9"})
    service.clock.now += HOUR
    assert [one for one, *_ in nobodys(service)] == [family.enquiry]
    service.record("/v1/rights", given, "SYSTEM_ADMIN")
    service.clock.now += HOUR
    assert nobodys(service) == []
