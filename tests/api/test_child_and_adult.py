"""A mother who is a child herself is typed as both: a no of either is heard of both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.api.asking_own import Own
from tests.api.running import Family, Running, add_family, agree, problem_of
from tests.api.test_effects import HOUR, MANAGER
from tests.api.test_elsewhere import join
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

JADE = {"names": "Jade Mossop", "dob": "2011-11-20"}
OLDER = {**JADE, "dob": "2009-01-20"}


def typed_twice(
    service: Running, family: Family, jade: dict[str, str] | None = None
) -> tuple[str, str]:
    """As a child, for whom the mother of the family decides, and as the mother of its child."""
    child = service.record(f"{family.path}/children", jade or JADE)
    adult = service.record(f"{family.path}/adults", {**(jade or JADE), "names": "MOSSOP, Jade"})
    assert "CHILD_AND_ADULT" not in {one["code"] for one in child["notices"]}
    assert "CHILD_AND_ADULT" in {one["code"] for one in adult["notices"]}
    held = {"pr_status": "YES", "role": "MOTHER"}
    for person, of in ((family.mother, child["id"]), (adult["id"], family.child)):
        service.record(f"{family.path}/relationships", {"person": person, "child": of, **held})
    service.clock.now += HOUR
    return child["id"], adult["id"]


def refuse(service: Running, family: Family, person: str, about: str) -> None:
    no = {"person": person, "answer": "REFUSED", "scope": family.scope(subjects=[about])}
    service.record(f"{family.path}/responses", {**no, "words": "No doctors."})
    service.clock.now += HOUR


def check(service: Running, family: Family, about: str) -> dict[str, Any]:
    return service.check(family.file, family.question(subjects=[about]))


def agrees(service: Running, family: Family, person: str) -> None:
    talk = family.conversation(family.agreement(), person=person)
    service.record(f"{family.path}/conversations", talk)


def young(service: Running, family: Family, child: str) -> Own:
    return replace(Own(service, family.file, child), role="YOUNG_PERSON")


def objects(answer: dict[str, Any]) -> bool:
    return "CHILD_OBJECTS" in {one["code"] for one in answer["flags"]}


@pytest.mark.each_database
def test_what_she_said_no_to_as_a_mother_is_the_childs_no(service: Running, family: Family) -> None:
    """It was headed "Agreed", and she stood below as one who does not decide this."""
    child, adult = typed_twice(service, family)
    agree(service, family, scope=family.scope(subjects=[child]))
    service.clock.now += HOUR
    assert not objects(check(service, family, child))
    refuse(service, family, adult, child)
    answer = check(service, family, child)
    assert answer["outcome"] == "COVERED"
    assert objects(answer)
    assert answer["headline"].startswith("The child does not want this.")


def test_what_she_said_no_to_as_a_child_is_the_mothers_no(service: Running, family: Family) -> None:
    child, _ = typed_twice(service, family)
    agree(service, family)
    service.clock.now += HOUR
    assert check(service, family, family.child)["outcome"] == "COVERED"
    refuse(service, family, child, family.child)
    assert check(service, family, family.child)["outcome"] == "OBJECTION"


def test_it_is_heard_of_one_alone_once_a_manager_has_said_that_they_are_two(
    service: Running, family: Family
) -> None:
    child, adult = typed_twice(service, family)
    agree(service, family, scope=family.scope(subjects=[child]))
    refuse(service, family, adult, child)
    path, two = (
        f"{family.path}/people/{child}/tellings-apart",
        {"other": adult, "reason": ENOUGH},
    )
    told = service.record(path, two)
    assert "WAITS_FOR_A_MANAGER" in {one["code"] for one in told["notices"]}
    assert objects(check(service, family, child))
    service.record(path, two, MANAGER)
    service.clock.now += HOUR
    assert not objects(check(service, family, child))


def test_what_a_young_mother_stops_on_her_own_page_is_stopped_about_her_child(
    service: Running, family: Family
) -> None:
    """“We will stop from now in everything that is yours to decide”, and her baby's midwife was
    asked by what she had agreed to as the mother.
    """
    child, adult = typed_twice(service, family, OLDER)
    agrees(service, family, adult)
    service.clock.now += HOUR
    assert check(service, family, family.child)["outcome"] == "COVERED"
    young(service, family, child).receipt("withdrawals")
    service.clock.now += HOUR
    answer = check(service, family, family.child)
    assert answer["outcome"] == "OBJECTION"


def test_nor_is_it_on_the_file_of_her_child(service: Running, family: Family) -> None:
    """Two files of one person, a child of the one and a mother of the other."""
    adult = service.record(f"{family.path}/adults", OLDER)["id"]
    link = {"person": adult, "child": family.child, "role": "MOTHER", "pr_status": "YES"}
    service.record(f"{family.path}/relationships", link)
    service.clock.now += HOUR
    agrees(service, family, adult)
    other = add_family(service, "LCS-2")
    child = service.record(f"{other.path}/children", OLDER)["id"]
    join(service, family, adult, other, child)
    service.clock.now += HOUR
    assert check(service, family, family.child)["outcome"] == "COVERED"
    young(service, other, child).receipt("withdrawals")
    service.clock.now += HOUR
    assert check(service, family, family.child)["outcome"] == "OBJECTION"


@pytest.mark.parametrize("other", [{"dob": "2011-11-21"}, {"dob": None}, {"names": "Jo Mossop"}])
def test_of_another_name_or_birth_they_are_two(
    service: Running, family: Family, other: dict[str, Any]
) -> None:
    child = service.record(f"{family.path}/children", JADE)["id"]
    said = {name: value for name, value in {**JADE, **other}.items() if value is not None}
    adult = service.record(f"{family.path}/adults", said)
    assert "CHILD_AND_ADULT" not in {one["code"] for one in adult["notices"]}
    refuse(service, family, adult["id"], child)
    assert not objects(check(service, family, child))


@pytest.mark.parametrize("other", [{"dob": None}, {"names": "Jo Mossop"}])
def test_amended_until_they_are_alike_they_are_heard_as_one(
    service: Running, family: Family, other: dict[str, Any]
) -> None:
    """What the refusal to make them one says is to be done instead."""
    child = service.record(f"{family.path}/children", JADE)["id"]
    said = {name: value for name, value in {**JADE, **other}.items() if value is not None}
    adult = service.record(f"{family.path}/adults", said)["id"]
    agree(service, family, scope=family.scope(subjects=[child]))
    service.clock.now += HOUR
    refuse(service, family, adult, child)
    assert not objects(check(service, family, child))
    path, why = f"{family.path}/people/{adult}", {"reason": ENOUGH}
    refused = service.post(f"{path}/joinings", {"other": child, **why}, MANAGER)
    assert "until name and birth are the same" in problem_of(refused, "child-and-adult")["detail"]
    service.record(f"{path}/amendments", {**JADE, **why}, MANAGER)
    service.clock.now += HOUR
    assert objects(check(service, family, child))
