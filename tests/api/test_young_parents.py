"""A child of the file who is a mother or father: of their own child they are heard as a parent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.running import Family, Running
from tests.api.test_child_and_adult import young
from tests.api.test_effects import HOUR

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

JADE = {"names": "Jade Mossop", "dob": "2010-01-20"}
YOUNGER = {**JADE, "dob": "2012-01-20"}


def a_young_mother(
    service: Running, family: Family, jade: dict[str, str] = JADE, **baby: str
) -> tuple[str, str]:
    """Jade is a child of the enquiry, and the mother of her baby; Jade's mother is the family's."""
    child = service.record(f"{family.path}/children", jade)["id"]
    expected = baby or {"estimated_due_date": "2027-03-01"}
    unborn = service.record(f"{family.path}/children", {"names": "Baby Mossop", **expected})["id"]
    held = {"pr_status": "YES", "role": "MOTHER"}
    for person, of in ((family.mother, child), (child, unborn)):
        service.record(f"{family.path}/relationships", {"person": person, "child": of, **held})
    service.clock.now += HOUR
    return child, unborn


def check(service: Running, family: Family, about: str) -> dict[str, Any]:
    return service.check(family.file, family.question(subjects=[about]))


def agrees_about(service: Running, family: Family, person: str, about: str) -> None:
    said = family.agreement(scope=family.scope(subjects=[about]))
    service.record(f"{family.path}/conversations", family.conversation(said, person=person))
    service.clock.now += HOUR


@pytest.mark.each_database
@pytest.mark.parametrize("jade", [JADE, YOUNGER], ids=["16", "14"])
def test_her_word_about_her_baby_is_heard_as_that_of_a_mother(
    service: Running, family: Family, jade: dict[str, str]
) -> None:
    """She could be put in a second time only, as an adult; and what she stopped on her own page
    was heard of herself.
    """
    child, baby = a_young_mother(service, family, jade)
    asked = check(service, family, baby)
    assert asked["outcome"] == "ASK"
    assert [one["person"] for one in asked["caregivers"]] == [child]
    agrees_about(service, family, child, baby)
    answer = check(service, family, baby)
    assert answer["outcome"] == "COVERED", answer["headline"]
    assert answer["caregivers"][0]["role"] == "MOTHER"
    hers = young(service, family, child)
    page = hers.view()
    assert {one["names"] for one in page["children"]} == {"Jade Mossop", "Baby Mossop"}
    said = hers.receipt("withdrawals")
    service.clock.now += HOUR
    answer = check(service, family, baby)
    assert answer["outcome"] == "OBJECTION", said
