"""Whoever is named as a danger by one who was named first: the manager reads both on one page."""

from __future__ import annotations

from datetime import timedelta

from consent_service.domain.codes import TEXTS
from tests.api.asking_own import father_of
from tests.api.running import Family, Running, add_family
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH

HANDS = "She says that he put his hands round her neck."


def named_first(service: Running, family: Family) -> None:
    sign = {"person": family.mother, "code": "FEAR", "people": [family.father], "note": HANDS}
    service.record(f"{family.path}/signs", sign)
    service.clock.now += timedelta(hours=1)


def he_names_her(service: Running, family: Family) -> None:
    sign = {"person": family.father, "code": "FEAR", "people": [family.mother]}
    service.record(f"{family.path}/signs", {**sign, "note": "The child is scared of his mum."})
    service.clock.now += timedelta(hours=1)


def safety_of(service: Running, family: Family, person: str) -> str:
    path = f"/files/{family.file}/safety/new?person={person}"
    return someone(service, "3").open(path).text


def so_far(service: Running, family: Family, person: str) -> list[str | None]:
    every = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    return [
        one["so_far"] for one in every if (one["code"], one["person"]) == ("DECIDE_IF_SAFE", person)
    ]


def test_who_names_them_was_named_first_and_how_that_ended(made_up: Running) -> None:
    """A manager read his words of her alone, three hours after his hands round her neck."""
    family = add_family(made_up)
    named_first(made_up, family)
    safe = {"person": family.father, "safe_to_ask": True, "reason": ENOUGH}
    made_up.record(f"{family.path}/safety", safe, "MASH_MANAGER")
    made_up.clock.now += timedelta(hours=1)
    he_names_her(made_up, family)
    of_her = safety_of(made_up, family, family.mother)
    assert "Bo Example names them, and was named" in of_her
    assert f": “{HANDS}” (entry" in of_her
    assert f"that it is safe: “{ENOUGH}”" in of_her


def test_what_nobody_has_lifted_stands(made_up: Running) -> None:
    family = add_family(made_up)
    named_first(made_up, family)
    he_names_her(made_up, family)
    of_her = safety_of(made_up, family, family.mother)
    assert "Nobody has said since that it is safe to ask them: it stands." in of_her


def test_so_is_whoever_names_somebody_on_their_own_page(made_up: Running) -> None:
    family = add_family(made_up)
    named_first(made_up, family)
    father_of(made_up, family).receipt("kept-from", {"who": ["OTHER_PARENT"]})
    of_her = safety_of(made_up, family, family.mother)
    assert "Bo Example names them, and was named" in of_her
    assert HANDS in of_her
    assert so_far(made_up, family, family.mother) == [TEXTS["named_by_one_named"]]


def test_of_whom_somebody_names_who_was_never_named_nothing_is_said(made_up: Running) -> None:
    family = add_family(made_up)
    father_of(made_up, family).receipt("kept-from", {"who": ["OTHER_PARENT"]})
    assert "names them, and was named" not in safety_of(made_up, family, family.mother)
    assert so_far(made_up, family, family.mother) == [None]
