"""A child or an adult on two files of an authority: what is heard on both, what ends with it."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.file.goingon import BY_REFERRER
from tests.api.running import Family, Running, add_family
from tests.api.test_effects import HOUR, MANAGER, outcome, refuse, settle, strike, waiting
from tests.api.test_elsewhere import ABUSER, asking, join
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def of_one_child(service: Running, reference: str = "LCS-2") -> Family:
    """A family with a child of a name that no other file has, and nobody else."""
    file = service.record("/v1/files", {"reference": reference})["file"]
    path = f"/v1/files/{file}"
    child = service.record(f"{path}/children", {"names": "Kim Other", "dob": "2024-02-01"})["id"]
    worry = {"referrer_agency": "SCHOOL"}
    return Family(file, child, "", "", service.record(f"{path}/enquiries", worry)["id"])


def check(service: Running, family: Family, **changes: Any) -> dict[str, Any]:
    service.clock.now += HOUR
    return service.check(family.file, family.question(**changes))


def beside(answer: dict[str, Any]) -> list[str]:
    """What is said of a no close to it."""
    return [one["label"] for one in answer["flags"] if one["code"] == "RELATED_REFUSAL"]


def kinds(service: Running, family: Family) -> list[str]:
    entries = service.get(f"{family.path}/history").get_json()["entries"]
    return [one["kind"] for one in entries]


def joinings(service: Running, family: Family) -> list[tuple[str, str | None]]:
    """Each that stands, with the other file."""
    known = service.get(family.path).get_json()["known"]["joined_elsewhere"]
    return [(one["joining"], one["file"]) for one in known if one["file"] is not None]


def codes_in(reply: dict[str, Any]) -> list[str]:
    return [notice["code"] for notice in reply["notices"]]


def place_of(made: dict[str, Any]) -> int:
    seq: int = made["entries"][0]["seq"]
    return seq


@pytest.mark.each_database
def test_a_no_about_a_child_who_stands_on_two_files_is_heard_on_both_and_so_is_a_danger(
    service: Running, family: Family
) -> None:
    refuse(service, family, family.mother)
    service.record(f"{family.path}/safety", {"person": family.father, **ABUSER})
    other = of_one_child(service)
    alone = check(service, other)
    assert (alone["outcome"], beside(alone)) == ("ASK", [])
    join(service, other, other.child, family, family.child)
    answer = check(service, other)
    (said,) = beside(answer)
    assert said.startswith("The mother of Kim Other, who holds parental responsibility, said no")
    # Nobody on this file was asked: that is all that it says, and it does not say that it is no no.
    assert answer["headline"] == "Not agreed yet."
    assert "Nobody has asked" not in repr(answer)
    assert "We do not know who has" not in repr(answer)
    # Another item is asked about like any other.
    assert beside(check(service, other, categories=["EDUCATION"])) == []
    known = service.get(other.path).get_json()["known"]
    assert [(one["role"], one["decides"]) for one in known["noes_about_children"]] == [
        ("MOTHER", True)
    ]
    assert [(one["code"], one["of_role"]) for one in known["signs"]] == [
        ("ALLEGED_ABUSER", "FATHER")
    ]
    assert [file for _, file in joinings(service, other)] == [family.file]
    assert [file for _, file in joinings(service, family)] == [other.file]
    # Who they are stands on their own file.
    for theirs in (family.mother, family.father, family.child, family.enquiry):
        assert theirs not in service.get(other.path).text
    # Whoever is put down as the father here may be that man, and the mother is not.
    for role in ("FATHER", "MOTHER"):
        person = service.record(f"{other.path}/adults", {"names": f"Zz {role} There"})["id"]
        link = {"person": person, "child": other.child, "role": role, "pr_status": "YES"}
        service.record(f"{other.path}/relationships", link)
        service.clock.now += HOUR
        expected = "NOT_KNOWN" if role == "FATHER" else "YES"
        assert asking(service, other, person) == expected


def test_a_no_about_a_child_stands_on_the_other_file_until_whoever_said_it_has_said_yes(
    service: Running, family: Family
) -> None:
    other = of_one_child(service)
    join(service, other, other.child, family, family.child)
    assert beside(check(service, other)) == []
    # It is heard as well when it is said later, and an end of it when that is.
    refuse(service, family, family.mother)
    assert beside(check(service, other))
    service.record(f"{family.path}/conversations", family.conversation())
    service.clock.now += HOUR
    assert beside(check(service, other)) == []
    place = refuse(service, family, family.mother)
    assert beside(check(service, other))
    # That it was an error waits for a manager on its own file, and so it does here.
    strike(service, family, place)
    assert beside(check(service, other))
    (waits,) = waiting(service)
    assert settle(service, family, waits["waiting"], "confirmation").status_code == 201
    assert beside(check(service, other)) == []


def test_what_somebody_said_on_another_file_is_their_own_word_and_no_referrers(
    service: Running, family: Family
) -> None:
    refuse(service, family, family.mother)
    other = add_family(service, "LCS-2")
    join(service, other, other.mother, family, family.mother)
    join(service, other, other.child, family, family.child)
    answer = check(service, other)
    assert answer["headline"] == "Someone has said no."
    (spoken,) = [one for one in answer["caregivers"] if one["person"] == other.mother]
    assert spoken["spoken_to"] is True
    stands = service.get(other.path).get_json()
    methods = {one["method"] for one in stands["responses"]}
    assert methods == {"ON_ANOTHER_FILE"}
    assert BY_REFERRER not in service.get(f"{other.path}/history").text


# ── two people after all ────────────────────────────────────────────────────────────────────


@pytest.mark.each_database
def test_two_who_were_parted_are_as_if_they_had_never_been_joined_once_a_manager_has_confirmed_it(
    service: Running, family: Family
) -> None:
    refuse(service, family, family.mother)
    service.record(f"{family.path}/safety", {"person": family.father, **ABUSER})
    other = of_one_child(service)
    mother = service.record(f"{other.path}/adults", {"names": "Ann There"})["id"]
    link = {"person": mother, "child": other.child, "role": "MOTHER", "pr_status": "YES"}
    service.record(f"{other.path}/relationships", link)
    before = [check(service, one)["items"] for one in (other, family)]
    made = [
        join(service, other, other.child, family, family.child),
        join(service, other, mother, family, family.mother),
    ]
    assert outcome(service, other) == "OBJECTION"
    for one in made:
        # Either is an error by the word of one worker, and by what was heard a manager is asked.
        strike(service, other, place_of(one))
    assert outcome(service, other) == "OBJECTION"
    assert len(joinings(service, other)) == len(joinings(service, family)) == 2
    listed = waiting(service)
    assert len(listed) == 2
    for one in listed:
        assert "what was heard of them on another file" in repr(one["falls"])
        assert settle(service, other, one["waiting"], "confirmation").status_code == 201
        service.clock.now += HOUR
    assert [check(service, one)["items"] for one in (other, family)] == before
    assert joinings(service, other) == joinings(service, family) == []
    assert kinds(service, family).count("person-parted-elsewhere") == 2
    assert asking(service, other, mother) == "YES"


def test_what_a_manager_refuses_after_all_joins_them_on_both_files_again(
    service: Running, family: Family
) -> None:
    refuse(service, family, family.mother)
    other = of_one_child(service)
    made = join(service, other, other.child, family, family.child)
    parting = f"{other.path}/joinings-elsewhere/{made['id']}/parting"
    service.record(parting, {"reason": ENOUGH})
    (waits,) = waiting(service)
    assert beside(check(service, other))
    assert len(joinings(service, family)) == 1
    assert settle(service, other, waits["waiting"], "confirmation").status_code == 201
    assert beside(check(service, other)) == []
    assert joinings(service, family) == joinings(service, other) == []
    service.clock.now += HOUR
    assert settle(service, other, waits["waiting"], "refusal").status_code == 201
    assert beside(check(service, other))
    assert len(joinings(service, family)) == len(joinings(service, other)) == 1
    # A manager who says so needs nobody else.
    service.record(parting, {"reason": ENOUGH}, MANAGER)
    assert beside(check(service, other)) == []
    assert joinings(service, family) == joinings(service, other) == []


def test_where_nothing_was_heard_by_it_a_joining_is_taken_back_on_both_files_at_once(
    service: Running, family: Family
) -> None:
    other = of_one_child(service)
    made = join(service, other, other.child, family, family.child)
    strike(service, other, place_of(made))
    assert waiting(service) == []
    assert joinings(service, family) == joinings(service, other) == []
    assert kinds(service, family)[-1] == "person-parted-elsewhere"


def of_his_mother(service: Running, other: Family) -> str:
    """Somebody who is put down as the child's mother on the other file as well."""
    mother: str = service.record(f"{other.path}/adults", {"names": "Ann There"})["id"]
    link = {"person": mother, "child": other.child, "role": "MOTHER", "pr_status": "YES"}
    service.record(f"{other.path}/relationships", link)
    return mother


@pytest.mark.parametrize("is_confirmed", [False, True])
def test_whoever_is_joined_after_the_child_takes_back_no_no_by_that(
    service: Running, family: Family, *, is_confirmed: bool
) -> None:
    """Hers was said in an enquiry that was closed since: it ended as somebody's who is not on this
    file, was heard as nobody's, and the next check read that nobody had asked.
    """
    refuse(service, family, family.mother)
    other = of_one_child(service)
    join(service, other, other.child, family, family.child)
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    if is_confirmed:
        (waits,) = waiting(service)
        assert settle(service, family, waits["waiting"], "confirmation").status_code == 201
    assert beside(check(service, other)) != []
    join(service, other, of_his_mother(service, other), family, family.mother)
    answer = check(service, other)
    assert "This is not a no" not in answer["headline"]
    expected = ("ASK", True) if is_confirmed else ("OBJECTION", False)
    assert (answer["outcome"], beside(answer) != []) == expected


def test_a_closing_that_waits_for_a_manager_silences_no_no_on_the_other_file(
    service: Running, family: Family
) -> None:
    refuse(service, family, family.mother)
    other = of_one_child(service)
    join(service, other, other.child, family, family.child)
    join(service, other, of_his_mother(service, other), family, family.mother)
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    later = service.record(f"{other.path}/enquiries", {"referrer_agency": "GP"})["id"]
    service.clock.now += HOUR
    answer = service.check(other.file, {**other.question(), "enquiry": later})
    assert answer["outcome"] == "OBJECTION"


def test_what_somebody_is_to_a_child_is_struck_without_taking_back_what_they_said(
    service: Running, family: Family
) -> None:
    """The no to what is theirs was ended on the other file by it, with no manager asked."""
    about = family.scope(subjects=[family.father], categories=["ADULT_HEALTH"])
    no = {"answer": "REFUSED", "scope": about}
    service.record(f"{family.path}/conversations", family.conversation(no, person=family.father))
    other = of_one_child(service)
    join(service, other, other.child, family, family.child)
    assert beside(check(service, other, categories=["ADULT_HEALTH"])) != []
    entries = service.get(f"{family.path}/history").get_json()["entries"]
    (link,) = (
        one["seq"]
        for one in entries
        if one["kind"] == "relationship-recorded" and one["event"]["person"] == family.father
    )
    service.clock.now += HOUR
    strike(service, family, link)
    assert beside(check(service, other, categories=["ADULT_HEALTH"])) != []
    assert "no-about-child-ended" not in kinds(service, other)


@pytest.mark.parametrize("danger", [ABUSER, {"safe_to_ask": False, "reason": "He hurt her."}])
def test_who_was_joined_with_somebody_dangerous_is_parted_from_them_again(
    service: Running, family: Family, danger: dict[str, Any]
) -> None:
    """What was heard of them stands in one reading of the file and not in the other."""
    service.record(f"{family.path}/safety", {"person": family.father, **danger})
    other = add_family(service, "LCS-2")
    made = join(service, other, other.child, family, family.father)
    parting = f"{other.path}/joinings-elsewhere/{made['id']}/parting"
    said = {"reason": ENOUGH}
    for sent in ({**said, "dry_run": True}, said):
        service.record(parting, sent)
        service.clock.now += HOUR
    assert len(joinings(service, other)) == 1
    service.record(parting, said, MANAGER)
    assert joinings(service, other) == joinings(service, family) == []


def test_a_child_said_to_be_an_adult_of_another_file_is_noticed_and_kept(
    service: Running, family: Family
) -> None:
    other = of_one_child(service)
    path = f"{other.path}/people/{other.child}/joinings-elsewhere"
    body = {"file": family.file, "other": family.father, "reason": "As her aunt says."}
    tried = service.record(path, {**body, "dry_run": True})
    made = service.record(path, body)
    for reply in (tried, made):
        assert codes_in(reply) == ["JOINED_CHILD_AND_ADULT", "JOINED_BY_ONE"]
    assert joinings(service, other) == [(made["id"], family.file)]
    # Whoever was born on the same day may have grown up since; one born on another day did not.
    dob = {"dob": "2024-02-01"}
    grown = service.record(f"{family.path}/adults", {"names": "Kim Grown", **dob})["id"]
    assert codes_in(join(service, other, other.child, family, grown)) == ["JOINED_BY_ONE"]
    older = service.record(f"{family.path}/children", {"names": "Kim Other", "dob": "2019-02-01"})
    told = join(service, other, other.child, family, older["id"])
    assert codes_in(told) == ["JOINED_DIFFER", "JOINED_BY_ONE"]


def reached(service: Running, family: Family, person: str, value: str) -> dict[str, Any]:
    service.clock.now += HOUR
    way = {"person": person, "type": "PHONE", "value": value, "safety": "SAFE"}
    made: dict[str, Any] = service.record(f"{family.path}/contact-points", way)
    return made


@pytest.mark.each_database
def test_of_one_name_and_one_telephone_on_two_files_a_danger_is_heard_as_not_known(
    service: Running, family: Family
) -> None:
    """Who was known to be dangerous was to be rung in his next family, at the very number."""
    reached(service, family, family.father, "07700 901069")
    service.record(f"{family.path}/safety", {"person": family.father, **ABUSER})
    other = of_one_child(service)
    again = service.record(f"{other.path}/adults", {"names": "EXAMPLE, Bo"})["id"]
    link = {"person": again, "child": other.child, "role": "FATHER", "pr_status": "YES"}
    service.record(f"{other.path}/relationships", link)
    assert asking(service, other, again) == "YES"
    made = reached(service, other, again, "+44 7700 901069")
    assert "KNOWN_ELSEWHERE" in {one["code"] for one in made["notices"]}
    assert asking(service, other, again) == "NOT_KNOWN"
    # Whoever has the number alone, or the name alone, is somebody else.
    third = of_one_child(service, "LCS-3")
    for names, value in (("Jo Example", "07700 901069"), ("Bo Example", "07700 901070")):
        adult = service.record(f"{third.path}/adults", {"names": names})["id"]
        service.record(
            f"{third.path}/relationships", {**link, "person": adult, "child": third.child}
        )
        reached(service, third, adult, value)
        assert asking(service, third, adult) == "YES"
    # What is heard of him later is heard there as well.
    fourth = of_one_child(service, "LCS-4")
    mother = service.record(f"{fourth.path}/adults", {"names": "Ann Example"})["id"]
    service.record(
        f"{fourth.path}/relationships",
        {**link, "person": mother, "child": fourth.child, "role": "MOTHER"},
    )
    for where, person in ((fourth, mother), (family, family.mother)):
        reached(service, where, person, "07700 901071")
    assert asking(service, fourth, mother) == "YES"
    service.record(f"{family.path}/safety", {"person": family.mother, **ABUSER})
    assert asking(service, fourth, mother) == "NOT_KNOWN"
