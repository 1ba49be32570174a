"""Whoever asked about the wrong one of a family reads whom to choose, and who has agreed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.api.running import Family, Running, add_family

OF_AN_ADULT, OF_A_CHILD = ["HOUSING_TENANCY"], ["CHILD_HEALTH"]


def reason(service: Running, family: Family, **asked: Any) -> dict[str, Any]:
    answer = service.check(family.file, family.question(**asked))
    (item,) = answer["items"]
    found: dict[str, Any] = item["reason"]
    assert answer["reasons"][0] == found
    return found


def test_of_an_adults_own_it_is_said_whose_and_who_has_agreed(made_up: Running) -> None:
    """It said "ask that adult", and the same again when she had agreed: she was rung twice."""
    family = add_family(made_up)
    said = reason(made_up, family, categories=OF_AN_ADULT)
    assert said["code"] == "ADULT_NOT_ASKED"
    assert said["next"].startswith("Choose whose it is: Ann Example")
    own = family.scope(subjects=[family.mother], categories=OF_AN_ADULT)
    talk = family.conversation(family.agreement(scope=own))
    made_up.record(f"{family.path}/conversations", talk)
    made_up.clock.now += timedelta(hours=1)
    said = reason(made_up, family, categories=OF_AN_ADULT)
    assert "Agreed to it already, of their own: Ann Example" in said["next"]


def test_of_a_childs_own_asked_about_an_adult_nobody_is_said_to_have_agreed(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    said = reason(made_up, family, subjects=[family.mother], categories=OF_A_CHILD)
    assert said["code"] == "OUT_OF_SCOPE_CHILD"
    assert "agreed" not in said["label"]
    assert said["next"] == "Choose the child whose information it is."
