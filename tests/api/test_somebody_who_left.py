"""What somebody has who can sign in to nothing any more is nobody's: it is asked for, and taken."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.codes import TEXTS
from tests.api.asking_own import mother_of
from tests.api.running import Family, Running, agree, problem_of, text_of
from tests.api.test_effects import HOUR

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def nobodys(service: Running) -> list[tuple[str, Any, Any]]:
    found = service.get("/v1/enquiries", unowned="true").get_json()["enquiries"]
    return [(one["enquiry"], one["owner"], one["owner_names"]) for one in found]


@pytest.mark.each_database
def test_an_enquiry_of_somebody_whose_last_role_was_taken_back_is_nobodys_until_it_is_taken(
    service: Running, family: Family
) -> None:
    who = {"staff": "worker-9", "names": "Ira Gone"}
    service.record("/v1/staff", who, "SYSTEM_ADMIN")
    given = {"staff": "worker-9", "role": "MASH_WORKER"}
    right = service.record("/v1/rights", given, "SYSTEM_ADMIN")["id"]
    at = f"{family.path}/enquiries/{family.enquiry}"
    service.record(f"{at}/assignments", {"owner": "worker-9"})
    service.clock.now += HOUR
    assert nobodys(service) == []
    problem_of(service.post(f"{at}/claims", {}), "somebody-has-it")
    service.record(f"/v1/rights/{right}/end", {}, "SYSTEM_ADMIN")
    service.clock.now += HOUR
    # Whose it was is named; that they could do anything about it is not said.
    assert nobodys(service) == [(family.enquiry, None, "Ira Gone")]
    tasks = service.get("/v1/tasks", unowned="true").get_json()["tasks"]
    assert {one["owner"] for one in tasks if one["enquiry"] == family.enquiry} == {None}
    # Whoever comes back has what nobody has taken.
    back = service.record("/v1/rights", given, "SYSTEM_ADMIN")["id"]
    service.clock.now += HOUR
    assert nobodys(service) == []
    service.record(f"/v1/rights/{back}/end", {}, "SYSTEM_ADMIN")
    service.record(f"{at}/claims", {})
    service.clock.now += HOUR
    assert nobodys(service) == []


def left(service: Running, path: str, who: str = "worker-9") -> None:
    """They have an enquiry, and then no role any more."""
    service.record("/v1/staff", {"staff": who, "names": "Ira Gone"}, "SYSTEM_ADMIN")
    given = {"staff": who, "role": "MASH_WORKER"}
    right = service.record("/v1/rights", given, "SYSTEM_ADMIN")["id"]
    service.record(f"{path}/assignments", {"owner": who})
    service.clock.now += HOUR
    service.record(f"/v1/rights/{right}/end", {}, "SYSTEM_ADMIN")
    service.clock.now += HOUR


def test_wherever_it_is_asked_whose_it_is_it_is_nobodys(service: Running, family: Family) -> None:
    at = f"{family.path}/enquiries/{family.enquiry}"
    agree(service, family)
    left(service, at)
    was_there = service.get(family.path, known_at=text_of(service.clock.now - 2 * HOUR))
    now = service.get(family.path)
    shown = [one.get_json()["enquiries"][0] for one in (was_there, now)]
    assert [(one["owner"], one["had_by"]) for one in shown] == [
        ("worker-9", None),
        (None, "worker-9"),
    ]
    of_file = service.get(f"{family.path}/tasks").get_json()["tasks"]
    of_check = service.check(family.file, family.question())["tasks"]
    of_closing = service.get(f"{at}/closing").get_json()["left_open"]["tasks"]
    for tasks in (of_file, of_check, of_closing):
        assert tasks
        assert {one["owner"] for one in tasks} == {None}
    summary, row = service.get("/v1/reports/enquiries-without-owner", "MASH_MANAGER").get_json()[
        "rows"
    ]
    assert (summary["enquiries"], summary["of_somebody_who_left"]) == (1, 1)
    # Since they left, and not since it was given to them.
    assert (row["had_by"], row["minutes_without"]) == ("worker-9", 60)


def test_nothing_is_given_to_somebody_who_has_left(service: Running, family: Family) -> None:
    at = f"{family.path}/enquiries/{family.enquiry}"
    left(service, at)
    for path, body in (
        ("assignments", {"owner": "worker-9"}),
        ("claims", {"owner": "worker-9"}),
        ("end", {"reason": "CIN_ASSESSMENT", "owner": "worker-9"}),
    ):
        problem = problem_of(service.post(f"{at}/{path}", body), "owner-has-left")
        assert problem["errors"][0]["pointer"] == "/owner"
    assert nobodys(service) == [(family.enquiry, None, "Ira Gone")]


def test_no_agency_and_nobody_of_a_family_is_sent_to_somebody_who_has_left(
    service: Running, family: Family
) -> None:
    at = f"{family.path}/enquiries/{family.enquiry}"
    agree(service, family, scope=family.scope(purposes=["CIN_ASSESSMENT"]))
    service.record("/v1/staff", {"staff": "worker-9", "names": "Ira Gone"}, "SYSTEM_ADMIN")
    given = {"staff": "worker-9", "role": "MASH_WORKER"}
    right = service.record("/v1/rights", given, "SYSTEM_ADMIN")["id"]
    handed = {"reason": "CIN_ASSESSMENT", "owner": "worker-9", "team": "Assessment team"}
    service.record(f"{at}/end", handed)
    told = {"about": family.enquiry, "person": family.mother, "told": True}
    service.record(f"{family.path}/tellings", told)
    asked = family.question(purpose="CIN_ASSESSMENT")
    words = "This is now dealt with by Ira Gone, Assessment team."
    assert words in service.check(family.file, asked)["agency_words"]
    page = mother_of(service, family).view()
    assert [(one["worker"], one["team"]) for one in page["who_now"]] == [
        ("Ira Gone", "Assessment team")
    ]
    service.record(f"/v1/rights/{right}/end", {}, "SYSTEM_ADMIN")
    service.clock.now += HOUR
    words = "This is now dealt with by Assessment team."
    assert words in service.check(family.file, asked)["agency_words"]
    page = mother_of(service, family).view()
    assert [(one["worker"], one["team"]) for one in page["who_now"]] == [(None, "Assessment team")]


def test_whoever_is_to_be_told_who_has_it_is_sent_to_nobody_who_has_left_but_to_who_has_it_since(
    service: Running, family: Family
) -> None:
    """It was due all the same, and once somebody had it nobody read who that was."""
    at = f"{family.path}/enquiries/{family.enquiry}"
    agree(service, family, scope=family.scope(purposes=["CIN_ASSESSMENT"]))
    every = (("worker-9", "Ira Gone"), ("worker-7", "Una Stays"))
    for staff, names in every:
        service.record("/v1/staff", {"staff": staff, "names": names}, "SYSTEM_ADMIN")
    given = [
        service.record("/v1/rights", {"staff": staff, "role": "MASH_WORKER"}, "SYSTEM_ADMIN")["id"]
        for staff, _ in every
    ]
    service.record(f"{at}/end", {"reason": "CIN_ASSESSMENT", "owner": "worker-9"})

    def due() -> list[tuple[str | None, str | None]]:
        """On the file and in the list of all: whose it is, and what comes first."""
        lists = [service.get(f"{family.path}/tasks"), service.get("/v1/tasks", limit="100")]
        every = [one for shown in lists for one in shown.get_json()["tasks"]]
        told = [one for one in every if one["code"] == "TELL_WHO_HAS_IT_NOW"]
        return [(one["owner"], one["so_far"]) for one in told]

    assert due() == [("worker-9", None)] * 2
    service.record(f"/v1/rights/{given[0]}/end", {}, "SYSTEM_ADMIN")
    service.clock.now += HOUR
    assert due() == [(None, TEXTS["nobody_has_it_now"])] * 2
    service.record(f"{at}/claims", {"owner": "worker-7"}, "MASH_MANAGER")
    assert due() == [("worker-7", None)] * 2
    told = {"about": family.enquiry, "person": family.mother, "told": True}
    service.record(f"{family.path}/tellings", told)
    assert due() == []
    asked = family.question(purpose="CIN_ASSESSMENT")
    words = service.check(family.file, asked)["agency_words"]
    assert "This is now dealt with by Una Stays." in words
    (now,) = mother_of(service, family).view()["who_now"]
    assert (now["worker"], now["team"]) == ("Una Stays", None)
    service.record(f"{at}/assignments", {"team": "Assessment team"})
    (now,) = mother_of(service, family).view()["who_now"]
    assert (now["worker"], now["team"]) == (None, "Assessment team")


def test_what_nobody_has_is_given_to_somebody_once(service: Running, family: Family) -> None:
    at = f"{family.path}/enquiries/{family.enquiry}"
    left(service, at)
    service.record(f"{at}/claims", {"owner": "worker-1"}, "MASH_MANAGER")
    mine = service.get("/v1/enquiries", mine="true").get_json()["enquiries"]
    assert [(one["owner"], one["owner_names"]) for one in mine] == [("worker-1", "Cy Worker")]
    # In another tab it is still nobody's: whoever got it keeps it.
    for who in ("worker-1", "worker-2"):
        given = service.post(f"{at}/claims", {"owner": who}, "MASH_MANAGER")
        problem_of(given, "somebody-has-it")
