"""What is ticked of whoever supports somebody is held against what is on record: how old they are,
who else has them by a name near theirs, and who interpreted.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from consent_service.domain.codes import codes as codes_of
from tests.api.asking_own import supported
from tests.api.running import NOON, Family, Running, agree, problem_of
from tests.api.test_advocates import CHECKED, named, no, shown, step, steps
from tests.api.test_effects import HOUR, MANAGER, outcome
from tests.api.test_effects import codes as tasks_of
from tests.api.test_supported import SEES, supports

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

EXPLAINED: Final = codes_of("explained")
NAMES: Final = "Rufus Quillon"
#: Both names as somebody may type that of one who supports the other side.
NEAR: Final = ["Rufus Quillon", "Rufus Quilon", "Mr R. Quillon", "Quillon, Rufus"]


def born(years: int) -> str:
    return f"{NOON.year - years}-01-01"


def codes(reply: Any) -> set[str]:
    return {one["code"] for one in reply["notices"]}


def says(service: Running, family: Family, answer: dict[str, Any], interpreter: str) -> None:
    """All of it explained, through somebody of this name."""
    speaks = {"language": "pl", "name_or_reference": interpreter, "is_family_member": False}
    explained = list(EXPLAINED)[:9]
    talk = family.conversation(answer, interpreter=speaks, explained=explained)
    talk["understanding_check"] = "EXPLAINED_BACK"
    service.record(f"{family.path}/conversations", talk)
    service.clock.now += HOUR


@pytest.mark.parametrize("by", ["chosen", "named"])
@pytest.mark.parametrize("years", [15, 17, 18, 40])
def test_nobody_under_18_is_confirmed_whatever_was_ticked(
    service: Running, family: Family, by: str, years: int
) -> None:
    """Of 15 years by their birth on the file, "over 18: yes", and the whole page."""
    adult = {"names": NAMES, "dob": born(years)}
    id = service.record(f"{family.path}/adults", adult)["id"]
    chosen = {"advocate_person": id} if by == "chosen" else {}
    named(service, family, family.mother, NAMES, **chosen)
    made = step(service, family, family.mother, **CHECKED)
    if years < 18:
        problem_of(made, "advocate-of-concern")
    else:
        assert made.status_code == 201, made.text


@pytest.mark.parametrize("by", ["chosen", "named"])
def test_whose_birth_is_known_since_sees_nothing_until_they_are_18(
    service: Running, family: Family, by: str
) -> None:
    agree(service, family)
    id = service.record(f"{family.path}/adults", {"names": NAMES})["id"]
    chosen = {"advocate_person": id} if by == "chosen" else {}
    place = supports(service, family, NAMES, **chosen)
    assert supported(service, family, place).status_code == 200
    amended = {"dob": f"{NOON.year - 18}-12-31", "reason": "As it is on her card."}
    made = service.record(f"{family.path}/people/{id}/amendments", amended)
    assert "ADVOCATE_SEES_NOTHING" in codes(made)
    assert supported(service, family, place).status_code == 404
    assert shown(service, family, family.mother)["conflict"]
    assert "CHECK_ADVOCATE" in tasks_of(service, family)


@pytest.mark.parametrize("typed", NEAR)
def test_one_who_supports_both_sides_is_known_by_a_name_near_theirs(
    service: Running, family: Family, typed: str
) -> None:
    agree(service, family)
    place = supports(service, family, NAMES)
    no(service, family, family.father)
    named(service, family, family.father, typed)
    problem_of(step(service, family, family.father, **CHECKED), "advocate-of-both-sides")
    # A manager has both nominations to see. The second sees nothing meanwhile; the first reads on,
    # or whoever is gone from a page would say in that minute that the father named them.
    assert "ADVOCATE_CONFLICT" in tasks_of(service, family)
    assert supported(service, family, place).status_code == 200


def test_two_who_are_chosen_on_the_file_are_two(service: Running, family: Family) -> None:
    agree(service, family)
    no(service, family, family.father)
    for person, names in ((family.mother, NAMES), (family.father, "Rufus Quilon")):
        id = service.record(f"{family.path}/adults", {"names": names})["id"]
        named(service, family, person, names, advocate_person=id)
        steps(service, family, person, SEES)


@pytest.mark.parametrize("typed", NEAR)
def test_a_yes_that_their_advocate_interpreted_does_not_count_yet(
    service: Running, family: Family, typed: str
) -> None:
    supports(service, family, NAMES)
    says(service, family, family.agreement(), typed)
    answer = service.check(family.file, family.question())
    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("ASK", "VALIDITY_CONCERN")
    assert "REBOOK_INTERPRETER" in tasks_of(service, family)
    # A no is heard, whoever put it into words.
    refused = {"answer": "REFUSED", "scope": family.scope()}
    says(service, family, refused, typed)
    assert outcome(service, family) == "OBJECTION"


def test_somebody_else_interprets_beside_an_advocate(service: Running, family: Family) -> None:
    supports(service, family, NAMES)
    says(service, family, family.agreement(), "Line 7")
    assert outcome(service, family) == "COVERED"
    assert "REBOOK_INTERPRETER" not in tasks_of(service, family, MANAGER)
