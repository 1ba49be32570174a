"""What was found of a child says nothing of the young person: from 16 on they are asked, pages say
so, and only what is found of them since waits for a manager.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.api.running import Family, Running, add_family
from tests.api.test_effects import waiting
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH

UNABLE = "Does not yet understand enough to make this decision"
NO_MORE = "From 16 they are presumed able, and this says nothing more"


def soon_16(made_up: Running, path: str, days: int) -> str:
    """A child of the file who turns 16 after so many days."""
    turns = made_up.clock.now.date() + timedelta(days=days)
    born = turns.replace(year=turns.year - 16)
    child = {"names": "Idris Example", "dob": str(born)}
    return str(made_up.record(f"{path}/children", child)["id"])


def waits(made_up: Running, family: Family) -> bool:
    return any(one["file"] == family.file for one in waiting(made_up))


def test_pages_say_that_it_says_nothing_more_and_they_are_asked(made_up: Running) -> None:
    family = add_family(made_up)
    idris = soon_16(made_up, family.path, 2)
    asked = {**family.question(), "subjects": [idris]}
    found = {"child": idris, "status": "NOT_COMPETENT", "rationale": ENOUGH}
    made_up.record(f"{family.path}/competence", found)
    assert not waits(made_up, family)
    page = someone(made_up)

    def at_home() -> str:
        return page.open(f"/files/{family.file}").text

    assert UNABLE in at_home()
    assert NO_MORE not in at_home()
    ways_in = f"{family.path}/people/{idris}/ways-in"
    assert made_up.post(ways_in, {"how": "READ_OUT"}).status_code == 409
    made_up.clock.now += timedelta(days=3)
    assert NO_MORE in at_home()
    answer = made_up.check(family.file, asked)
    assert answer["reasons"][0]["code"] == "YP_NOT_ASKED"
    assert UNABLE not in page.open(f"/files/{family.file}/checks/{answer['ledger']['seq']}").text
    assert made_up.post(ways_in, {"how": "READ_OUT"}).status_code == 201


@pytest.mark.parametrize(("days_ago", "does_wait"), [(3, False), (0, True)])
def test_what_was_found_of_the_child_waits_for_nobody_and_what_is_found_since_does(
    made_up: Running, days_ago: int, does_wait: bool
) -> None:
    family = add_family(made_up)
    idris = soon_16(made_up, family.path, -1)
    then = made_up.clock.now - timedelta(days=days_ago)
    found = {"child": idris, "status": "NOT_COMPETENT", "rationale": ENOUGH}
    told = made_up.record(f"{family.path}/competence", found | {"effective_at": then.isoformat()})
    assert waits(made_up, family) is does_wait
    notices = str(told["notices"])
    assert ("From 16 all are presumed able" in notices) is False
    asked = {**family.question(), "subjects": [idris]}
    made_up.clock.now += timedelta(hours=1)
    assert made_up.check(family.file, asked)["reasons"][0]["code"] == "YP_NOT_ASKED"


def test_who_is_found_to_be_older_is_asked_though_nobody_asked_a_manager(made_up: Running) -> None:
    """They were taken for 15 when a worker found it, so it waited for nobody."""
    family = add_family(made_up)
    idris = soon_16(made_up, family.path, 200)
    found = {"child": idris, "status": "NOT_COMPETENT", "rationale": ENOUGH}
    made_up.record(f"{family.path}/competence", found)
    assert not waits(made_up, family)
    older = made_up.clock.now.date() - timedelta(days=100)
    right = {"dob": str(older.replace(year=older.year - 16)), "reason": ENOUGH}
    made_up.record(f"{family.path}/people/{idris}/amendments", right, "MASH_MANAGER")
    made_up.clock.now += timedelta(hours=1)
    asked = {**family.question(), "subjects": [idris]}
    assert made_up.check(family.file, asked)["reasons"][0]["code"] == "YP_NOT_ASKED"
