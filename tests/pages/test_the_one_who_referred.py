"""Somebody of the family refers as a friend of it: they are known by the number that they left, and
are told nothing that another form would have asked about first.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.running import Family, Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER

NUMBER = "07700 900522"
HOME = "4 Zz Row, Saltmouth, DA5 1AA"


def _his_number(service: Running) -> Family:
    """A father who is not safe to tell, with a number; and where she lives now, kept from him."""
    family = add_family(service)
    phone = {"person": family.father, "type": "PHONE", "value": NUMBER, "safety": "SAFE"}
    service.record(f"{family.path}/contact-points", phone)
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", unsafe)
    home = {"person": family.mother, "type": "ADDRESS", "value": HOME, "protected": True}
    service.record(f"{family.path}/contact-points", {**home, "safety": "SAFE"})
    return family


def _referred(service: Running, family: Family, reached_by: str) -> Any:
    said = {"referrer_agency": "FAMILY_NETWORK", "referrer_name": "A friend"}
    return service.record(f"{family.path}/enquiries", {**said, "referrer_contact": reached_by})


@pytest.mark.parametrize("typed", [NUMBER, "+44 7700 900522", "ring 07700-900522 after six"])
def test_whoever_refers_by_the_number_of_one_who_is_not_safe_is_known_at_intake(
    made_up: Running, typed: str
) -> None:
    family = _his_number(made_up)
    made = _referred(made_up, family, typed)
    said = {one["code"]: one["text"] for one in made["notices"]}
    assert said["SAME_NUMBER"].startswith("Bo Example (father) has the same number.")
    path = f"{family.path}/enquiries/{made['id']}/referrer-feedback"
    told = made_up.record(path, {"level": "RECEIVED"})
    assert "TOLD_NOT_SAFE" in {one["code"] for one in told["notices"]}
    tasks = made_up.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    assert "LOOK_AT_TOLD" in {one["code"] for one in tasks}


@pytest.mark.parametrize("typed", ["07700 900523", "a.friend@example.org", "her sister"])
def test_whoever_refers_by_another_number_is_nobody_of_the_family(
    made_up: Running, typed: str
) -> None:
    made = _referred(made_up, _his_number(made_up), typed)
    assert not {"SAME_NUMBER", "TOLD_NOT_SAFE"} & {one["code"] for one in made["notices"]}


def test_no_letter_goes_to_that_number_by_a_worker_and_what_is_kept_is_asked_about(
    made_up: Running,
) -> None:
    family = _his_number(made_up)
    his = _referred(made_up, family, NUMBER)["id"]
    another = _referred(made_up, family, "07700 900523")["id"]
    form = someone(made_up).open(f"/files/{family.file}/enquiries/{his}/referrer-letter")
    assert "Nobody knows if it is safe to tell Bo Example" in form.text
    assert "It goes to them" not in form.text
    # Words that hold what is kept are asked about whoever it goes to, and whoever sends them.
    typed = {"level": "OUTCOME", "basis": "AUTHORISED", "held_back": "Nothing else."}
    typed |= {"more": "They are safe at 4 Zz Row.", "does": "GOES"}
    for enquiry, who in ((another, someone(made_up)), (his, someone(made_up, MANAGER))):
        path = f"/files/{family.file}/enquiries/{enquiry}/referrer-letter"
        asked = opened(who.send(who.open(path), path, **typed), 422).text
        assert "This holds an address or number that is kept from others." in asked
        assert who.send(who.open(path), path, **typed, may_know="YES").status_code == 200
