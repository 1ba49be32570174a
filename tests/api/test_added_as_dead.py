"""Whoever has died is added as dead, by as much of the day as is known."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.running import Family, Running


def _deaths(service: Running, family: Family) -> dict[str, dict[str, Any]]:
    """What is known of each who has died, by whom it is about."""
    found = service.get(family.path).get_json()["known"]["deaths"]
    return {one["person"]: one for one in found}


@pytest.mark.each_database("addAdult")
@pytest.mark.parametrize(
    ("said", "known", "at"),
    [
        ({"has_died": True}, (False, None), None),
        ({"died_in": "2019"}, (False, "2019"), "2019-12-31T00:00:00Z"),
        ({"died_in": "2019-03"}, (False, "2019-03"), "2019-03-31T00:00:00Z"),
        ({"died_on": "2019-03-04"}, (True, None), "2019-03-04T00:00:00Z"),
    ],
)
def test_a_mother_who_died_is_on_file_as_that_and_nobody_is_to_ask_her(
    service: Running,
    family: Family,
    said: dict[str, Any],
    known: tuple[bool, str | None],
    at: str | None,
) -> None:
    mother = service.record(f"{family.path}/adults", {"names": "Ruth Example", **said})["id"]
    service.record(
        f"{family.path}/relationships",
        {"person": mother, "child": family.child, "role": "MOTHER", "pr_status": "YES"},
    )
    died = _deaths(service, family)[mother]
    assert (died["day_known"], died["died_in"]) == known
    assert at in (None, died["at"])
    tasks = service.get(f"{family.path}/tasks").get_json()["tasks"]
    assert mother not in {task["person"] for task in tasks}


@pytest.mark.each_database("addChild", "recordDeath")
def test_a_child_who_died_and_whoever_died_later_are_on_file_as_that(
    service: Running, family: Family
) -> None:
    child = service.record(f"{family.path}/children", {"names": "Bo Example", "died_in": "2020"})
    service.record(f"{family.path}/deaths", {"person": family.father, "source": "His sister."})
    assert _deaths(service, family).keys() == {child["id"], family.father}
