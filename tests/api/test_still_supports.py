"""Who was confirmed in an enquiry that has ended goes on to support somebody in the next: that is
said in one step, of that very one, and while nothing is feared of them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.api.running import Family, Running, problem_of
from tests.api.test_advocates import named, shown, step, steps
from tests.api.test_supported import RUTH, SEES, supports

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

STILL = {"status": "CONFIRMED"}


def opened_again(service: Running, family: Family) -> Family:
    """Its enquiry has ended, and another began."""
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    anew = service.record(f"{family.path}/enquiries", {"rating": "GREEN"})["id"]
    return replace(family, enquiry=anew)


def still_in(service: Running, family: Family) -> list[Any]:
    shown = service.get(family.path).get_json()["advocates"]
    return [enquiry for one in shown for enquiry in one["still_in"]]


def said(service: Running, family: Family, **more: Any) -> Any:
    return step(service, family, family.mother, enquiry=family.enquiry, **STILL, **more)


def test_what_was_found_of_them_is_not_found_again_where_they_still_support(
    service: Running, family: Family
) -> None:
    supports(service, family)
    assert still_in(service, family) == []
    family = opened_again(service, family)
    assert still_in(service, family) == [family.enquiry]
    assert said(service, family).status_code == 201
    now, before = sorted(
        service.get(family.path).get_json()["advocates"],
        key=lambda one: bool(one["enquiry"] != family.enquiry),
    )
    same = ("advocate", "suitability", "information_permission", "status")
    assert [now[one] for one in same] == [before[one] for one in same]
    assert (now["advocate"], now["parent_words"]) == (RUTH, None)
    assert still_in(service, family) == []
    # Once in this one, each step is as ever.
    steps(service, family, family.mother, {"status": "OFFERED"})
    problem_of(said(service, family), "advocate-step-missing")


def test_more_than_they_were_let_know_is_theirs_to_say(service: Running, family: Family) -> None:
    named(service, family, family.mother, RUTH)
    less = {**SEES, "information_permission": "MEETINGS_ONLY"}
    steps(service, family, family.mother, less)
    family = opened_again(service, family)
    more = {"information_permission": "FULL_PARENT_VIEW"}
    problem_of(said(service, family, **more), "advocate-needs-words")
    assert said(service, family, **more, parent_words="All of it.").status_code == 201


@pytest.mark.parametrize("first", ["OFFERED", "DECLINED", "NOMINATED"])
def test_whoever_said_anything_else_in_this_one_goes_by_that(
    service: Running, family: Family, first: str
) -> None:
    supports(service, family)
    family = opened_again(service, family)
    more = {"advocate": "Sol Example"} if first == "NOMINATED" else {}
    steps(service, family, family.mother, {"status": first, "enquiry": family.enquiry, **more})
    assert bool(still_in(service, family)) == (first == "OFFERED")
    # An offer names nobody: it may be this one whom they want.
    assert (said(service, family).status_code == 201) == (first == "OFFERED")


def test_another_than_the_one_who_was_found_walks_every_step(
    service: Running, family: Family
) -> None:
    supports(service, family)
    family = opened_again(service, family)
    problem_of(said(service, family, advocate="Sol Example"), "advocate-step-missing")


def test_nobody_of_whom_there_is_a_doubt_is_offered_or_confirmed(
    service: Running, family: Family
) -> None:
    """What was feared of them since is walked through, step by step."""
    supports(service, family)
    family = opened_again(service, family)
    words = {"person": family.mother, "code": "NOT_SAFE", "note": f"{RUTH} scares her."}
    service.record(f"{family.path}/adults", {"names": RUTH})
    service.record(f"{family.path}/signs", words)
    assert still_in(service, family) == []
    problem_of(said(service, family), "advocate-step-missing")


def test_whoever_was_not_confirmed_or_has_gone_is_not_offered(
    service: Running, family: Family
) -> None:
    supports(service, family)
    steps(service, family, family.mother, {"status": "ENDED"})
    family = opened_again(service, family)
    assert still_in(service, family) == []
    problem_of(said(service, family), "advocate-step-missing")
    assert shown(service, family, family.mother)["status"] == "ENDED"
