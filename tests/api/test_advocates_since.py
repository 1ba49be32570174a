"""Whoever was confirmed to support somebody, and may not any more by what is recorded since: staff
read it with what they recorded, nobody else does, and no worker alone lets it pass.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import pytest

from tests.api.asking_own import Own, supported
from tests.api.running import Family, Running, agree
from tests.api.test_advocates import shown, steps
from tests.api.test_effects import settle, strike, waiting
from tests.api.test_supported import SEES, supports

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

CODE: Final = "ADVOCATE_SEES_NOTHING"
FEARED: Final = {"names": "Rufus Quillon"}


def codes(reply: dict[str, Any]) -> list[str]:
    return [one["code"] for one in reply["notices"]]


def sees(service: Running, family: Family, place: int) -> bool:
    return supported(service, family, place).status_code == 200


def abuses(service: Running, family: Family, person: str, **more: Any) -> dict[str, Any]:
    said = {"person": person, "safe_to_ask": False, "code": "ALLEGED_ABUSER", "reason": "So."}
    return service.record(f"{family.path}/safety", {**said, **more})


@pytest.mark.parametrize("how", ["added", "amended", "joined", "feared", "sign"])
def test_each_way_in_which_an_advocate_comes_to_be_of_concern_is_said_to_whoever_records_it(
    service: Running, family: Family, how: str
) -> None:
    """Somebody is added, gets another name, is joined, or is feared since; whose name it is, and
    why, is on no page of the mother's.
    """
    agree(service, family)
    name = {"added": "Rufus Quilan", "joined": "Sol Example"}.get(how, "Rufus Quilon")
    place = supports(service, family, name)
    known = FEARED if how == "added" else {"names": "Ty Grendon"}
    other = service.record(f"{family.path}/adults", known)["id"]
    if how in ("added", "amended", "joined"):
        abuses(service, family, other)
    assert sees(service, family, place)
    path = family.path
    match how:
        case "added":
            # Near both: perhaps that one, and perhaps the advocate.
            made = service.record(f"{path}/adults", {"names": "Rufus Quillan"})
        case "amended":
            amended = {**FEARED, "reason": "As it is written."}
            made = service.record(f"{path}/people/{other}/amendments", amended)
        case "joined":
            sol = service.record(f"{path}/adults", {"names": "Sol Example"})["id"]
            joined = {"other": other, "reason": "The same man."}
            made = service.record(f"{path}/people/{sol}/joinings", joined)
        case "feared":
            third = service.record(f"{path}/adults", FEARED)
            assert CODE not in codes(third)
            made = abuses(service, family, third["id"])
        case "sign":
            third = service.record(f"{path}/adults", FEARED)
            sign = {"code": "THREATENED", "person": family.mother, "people": [third["id"]]}
            made = service.record(f"{path}/signs", sign)
    (text,) = [one["text"] for one in made["notices"] if one["code"] == CODE]
    assert "(for Ann Example" in text
    assert not sees(service, family, place)
    assert shown(service, family, family.mother)["conflict"] is True
    page = Own(service, family.file, family.mother).view()
    assert "Quillon" not in str(page)
    # What is feared is told by a person: their page says nothing of it before.
    assert page["supporter"]["status"] == "They can help you"
    # It is said once, and of nothing else that is recorded.
    assert CODE not in codes(service.record(f"{path}/adults", {"names": "Wim Harrow"}))


def test_a_carer_who_is_said_to_be_none_by_a_worker_is_no_advocate_before_a_manager_confirms(
    service: Running, family: Family
) -> None:
    """That the grandmother looks after the child was struck, and she saw the child's page at once;
    no sign of danger had stood there, so nothing waited.
    """
    gran = service.record(f"{family.path}/adults", {"names": "Wilma Harrow"})["id"]
    lives = {"person": gran, "child": family.child, "role": "GRANDPARENT", "lives_with": "YES"}
    lives["pr_status"] = "NO"
    cares = service.record(f"{family.path}/relationships", lives)["entries"][0]["seq"]
    said = {"advocate": "Wilma Harrow", "advocate_person": gran}
    steps(service, family, family.child, {"status": "OFFERED"}, {"status": "NOMINATED", **said})
    assert shown(service, family, family.child)["conflict"] is True
    service.clock.now += timedelta(hours=1)
    strike(service, family, cares)
    assert shown(service, family, family.child)["conflict"] is True
    (row,) = waiting(service)
    assert "Wilma Harrow" in str(row)
    assert settle(service, family, row["waiting"], "confirmation").status_code == 201
    assert shown(service, family, family.child)["conflict"] is False
    steps(service, family, family.child, {"status": "CHECKING"}, SEES)
