"""An advocate sees what the parent sees, while the parent lets them; else there is nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.codes import TEXTS, codes
from consent_service.domain.following.advocates import NOT_DISCUSSED, TAKEN_ON
from consent_service.domain.own.words import words
from tests.api.asking_own import Own, supported, supported_part
from tests.api.running import Family, Running, agree, problem_of, same_but_for_instance
from tests.api.test_advocates import CHECKED, named, no, steps

RUTH = "Ruth Example"
SEES = {
    **CHECKED,
    "information_permission": "FULL_PARENT_VIEW",
    "parent_words": "She may see it all.",
}


def supports(service: Running, family: Family, name: str = RUTH, **more: Any) -> int:
    """Named, checked, and permitted to see all; the place where they were named."""
    named(service, family, family.mother, name, **more)
    place = service.size() - 2
    steps(service, family, family.mother, SEES)
    return place


@pytest.mark.each_database("showSupported")
def test_an_advocate_sees_what_the_parent_sees_until_it_is_taken_back(
    service: Running, family: Family
) -> None:
    agree(service, family)
    no(service, family, family.father)
    place = supports(service, family)
    number = {"person": family.mother, "type": "PHONE", "value": "020 7946 0018"}
    service.record(f"{family.path}/contact-points", {**number, "safety": "SAFE"})
    seen = supported(service, family, place)
    assert seen.status_code == 200, seen.text
    own = Own(service, family.file, family.mother).get().get_json()
    # Who has looked at it since is another look, and a number is the mother's to give.
    (way,) = own["contact"]
    assert way["value"] == "… 018"
    other = {"looked_at": None, "contact": [{**way, "value": None}]}
    other |= {"asked_us": [], "statements": []}
    assert {**seen.get_json(), "looked_at": None} == {**own, **other}
    assert "Bo Example" not in seen.text
    assert own["who_can_see"] == TEXTS["own_who_can_see_with"]
    steps(service, family, family.mother, {"status": "OFFERED"})
    assert who_can_see(service, family) == TEXTS["own_who_can_see"]
    gone = supported(service, family, place)
    nobody = supported(service, family, place, person="0" * 24)
    elsewhere = supported(service, family, place, file="0" * 32)
    bodies = [problem_of(one, "not-found") for one in (gone, nobody, elsewhere)]
    assert same_but_for_instance(*bodies)


def who_can_see(service: Running, family: Family) -> str:
    """As her page says it: who sees all that she sees is not nobody else."""
    said: str = Own(service, family.file, family.mother).view()["who_can_see"]
    return said


WROTE = "She passes on what I write."


def writes_to_us(service: Running, family: Family) -> None:
    """Each thing that she can send with words of her own, but for help now, which is on no page."""
    mother = Own(service, family.file, family.mother)
    of = {"response": mother.view()["agreed"][0]["response"]}
    for wants in {*codes("family_wants")} - {"HELP_NOW", "SUPPORTER"}:
        mother.receipt("requests", {"wants": wants, "words": WROTE})
    mother.receipt("correction-requests", {"words": WROTE, "about": of["response"]})
    mother.receipt("withdrawals", {**of, "words": WROTE})


def test_what_a_parent_writes_to_us_is_not_shown_to_whoever_supports_them(
    service: Running, family: Family
) -> None:
    """It was at once, also where it was about the one who read it."""
    agree(service, family)
    place = supports(service, family)
    writes_to_us(service, family)
    own = Own(service, family.file, family.mother).get()
    assert own.text.count(WROTE) > len(codes("family_wants")) - 2
    seen = supported(service, family, place)
    assert seen.status_code == 200, seen.text
    assert WROTE not in seen.text
    assert seen.get_json()["asked_us"] == seen.get_json()["statements"] == []
    assert words("family_wants", "COMPLAIN") not in seen.text


def test_who_asks_for_somebody_else_is_heard_before_anybody_sees_more(
    service: Running, family: Family
) -> None:
    """She does not want this one any more, and until Monday that one went on reading."""
    place = supports(service, family)
    asked = {"wants": "SUPPORTER", "words": "Not her any more."}
    for talk_first in (True, False):
        assert supported(service, family, place).status_code == 200
        service.clock.now += timedelta(minutes=1)
        Own(service, family.file, family.mother).receipt("requests", asked)
        problem_of(supported(service, family, place), "not-found")
        problem_of(supported_part(service, family, place), "not-found")
        own = Own(service, family.file, family.mother).view()
        assert own["supporter"]["they_may_know"] is None
        assert own["who_can_see"] == TEXTS["own_who_can_see"]
        said = to_answer(service, family)
        assert "sees nothing until you have answered" in said[-1]["so_far"]
        service.clock.now += timedelta(minutes=1)
        answers = f"{family.path}/family-requests/{said[-1]['about']}/answers"
        if talk_first:
            # Whatever was tried, and talked about since: that is not said to be what she wants.
            service.record(answers, {"words": "Rang twice.", "how": "NOT_REACHED"})
            agree(service, family, words="About dinner money.")
            problem_of(supported(service, family, place), "not-found")
            service.record(answers, {"words": "We rang: she wants both.", "how": "SPOKEN_TO"})
            problem_of(supported(service, family, place), "not-found")
            assert to_answer(service, family)
            service.clock.now += timedelta(minutes=1)
        steps(service, family, family.mother, SEES)
        assert bool(to_answer(service, family)) is not talk_first
    assert supported(service, family, place).status_code == 200


def to_answer(service: Running, family: Family) -> list[dict[str, Any]]:
    tasks = service.get(f"{family.path}/tasks", limit="200").get_json()["tasks"]
    return [one for one in tasks if one["code"] == "ANSWER_FAMILY"]


LESS = sorted({*codes("advocate_statuses")} - TAKEN_ON - {NOT_DISCUSSED})


@pytest.mark.parametrize("wanted", LESS)
@pytest.mark.parametrize("now", sorted(TAKEN_ON))
def test_what_ends_what_an_advocate_sees_waits_for_no_other_step(
    service: Running, family: Family, now: str, wanted: str
) -> None:
    """“Support has ended” was refused of one who had only been confirmed, and she read on."""
    place = supports(service, family)
    if now == "ACTIVE":
        steps(service, family, family.mother, {**SEES, "status": "ACTIVE"})
    said = {"person": family.mother, "enquiry": family.enquiry, "status": wanted}
    if wanted == "NOMINATED":
        said["advocate"] = "Dil Example"
    service.record(f"{family.path}/advocates", said)
    problem_of(supported(service, family, place), "not-found")
    # Whoever comes after, of the same name or not, is somebody new.
    if wanted in ("ENDED", "DECLINED", "NOT_SUITABLE"):
        steps(
            service,
            family,
            family.mother,
            {"status": "NOMINATED", "advocate": RUTH},
            {"status": "CHECKING"},
            SEES,
        )
        problem_of(supported(service, family, place), "not-found")


def part_of(service: Running, family: Family, place: int) -> dict[str, Any]:
    reply = supported_part(service, family, place)
    assert reply.status_code == 200, reply.text
    part: dict[str, Any] = reply.get_json()
    return part


def test_no_other_permission_is_to_see_all(service: Running, family: Family) -> None:
    named(service, family, family.mother, RUTH)
    place = service.size() - 2
    problem_of(supported_part(service, family, place), "not-found")
    for permitted in ("MEETINGS_ONLY", "COPIES_OF_LETTERS", "SPEAK_TO_WORKER", "NONE"):
        steps(service, family, family.mother, {**SEES, "information_permission": permitted})
        problem_of(supported(service, family, place), "not-found")
        assert who_can_see(service, family) == TEXTS["own_who_can_see"]
    # Nothing at all is as if nobody had been named.
    nobody = supported_part(service, family, place, person="0" * 24)
    nothing = supported_part(service, family, place)
    bodies = [problem_of(one, "not-found") for one in (nothing, nobody)]
    assert same_but_for_instance(*bodies)


@pytest.mark.each_database("showSupportedPart")
def test_an_advocate_knows_the_part_that_the_parent_lets_them(
    service: Running, family: Family
) -> None:
    """And it is the same whatever else there is on the parent's page."""
    place = supports(service, family)
    every = part_of(service, family, place)
    parts = {}
    for permitted in ("MEETINGS_ONLY", "COPIES_OF_LETTERS", "SPEAK_TO_WORKER"):
        steps(service, family, family.mother, {**SEES, "information_permission": permitted})
        parts[permitted] = part_of(service, family, place)
    said = [part["you_can"] for part in parts.values()]
    assert every["you_can"] == [*(line for lines in said for line in lines[:-1]), said[0][-1]]
    assert "ring us and speak up" in parts["SPEAK_TO_WORKER"]["you_can"][0]
    assert {part["you_support"] for part in parts.values()} == {"Ann Example"}
    agree(service, family)
    assert part_of(service, family, place) == parts["SPEAK_TO_WORKER"]
    # Who may have harmed somebody, and whoever is taken back, know no part either.
    steps(service, family, family.mother, {"status": "OFFERED"})
    problem_of(supported_part(service, family, place), "not-found")


def test_a_parent_allows_less_at_any_step_and_nobody_else_takes_the_place(
    service: Running, family: Family
) -> None:
    place = supports(service, family)
    somebody = {**SEES, "person": family.mother, "enquiry": family.enquiry, "advocate": "Sol Zz"}
    reply = service.post(f"{family.path}/advocates", somebody)
    problem_of(reply, "advocate-step-missing")
    steps(service, family, family.mother, {**SEES, "information_permission": "MEETINGS_ONLY"})
    problem_of(supported(service, family, place), "not-found")


def test_whoever_is_named_later_is_somebody_else(service: Running, family: Family) -> None:
    before = supports(service, family)
    later = supports(service, family, "Sol Example")
    again = supports(service, family, RUTH)
    assert supported(service, family, again).status_code == 200
    for place in (before, later, again - 1, again + 1):
        problem_of(supported(service, family, place), "not-found")


def test_whoever_may_have_harmed_somebody_sees_nothing(service: Running, family: Family) -> None:
    place = supports(service, family)
    assert supported(service, family, place).status_code == 200
    ruth = service.record(f"{family.path}/adults", {"names": RUTH})["id"]
    service.clock.now += timedelta(minutes=1)
    said = {"person": ruth, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", said)
    problem_of(supported(service, family, place), "not-found")


@pytest.mark.each_database("showSupporting")
def test_somebody_on_the_file_reads_with_their_own_token_what_they_are_let_know(
    service: Running, family: Family
) -> None:
    """No more than the advocate who is not on the file, and nobody else's at all."""
    agree(service, family)
    ruth = service.record(f"{family.path}/adults", {"names": RUTH})["id"]
    place = supports(service, family, advocate_person=ruth)
    own = Own(service, family.file, ruth, subject="friend-1")
    assert own.view()["supporting"] == [{"person": family.mother, "names": "Ann Example"}]

    def read(of: str, who: Own = own) -> Any:
        return service.client.get(
            "/v1/own/supporting", headers=who.headers(), query_string={"of": of}
        )

    page = read(family.mother).get_json()
    theirs = supported(service, family, place).get_json()
    assert page["part"] is None
    assert {**page["page"], "looked_at": None} == {**theirs, "looked_at": None}
    part = {**SEES, "information_permission": "SPEAK_TO_WORKER"}
    steps(service, family, family.mother, part)
    page = read(family.mother).get_json()
    assert page == {"page": None, "part": part_of(service, family, place)}
    father = Own(service, family.file, family.father, subject="family-2")
    for refused in (read(family.father), read("0" * 24), read(family.mother, father)):
        problem_of(refused, "not-found")
    steps(service, family, family.mother, {**SEES, "information_permission": "NONE"})
    problem_of(read(family.mother), "not-found")
    assert own.view()["supporting"] == []
