"""An enquiry that is handed on goes on; one that is not there is not answered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.asking_own import mother_of
from tests.api.closing import why_each
from tests.api.running import (
    THEIRS,
    Family,
    Running,
    add_family,
    agree,
    problem_of,
    same_but_for_instance,
)
from tests.sweeping import each

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

FOR_ASSESSMENT = "To find out what your child and family need"
TO_ASSESSMENT = {"reason": "CIN_ASSESSMENT", "owner": "worker-1", "team": "Assessment team"}


def close(service: Running, family: Family, **body: Any) -> None:
    service.record(f"{family.path}/enquiries/{family.enquiry}/end", body)


def tasks(service: Running, family: Family) -> dict[str, dict[str, Any]]:
    found = service.get(f"{family.path}/tasks").get_json()["tasks"]
    return {task["code"]: task for task in found}


def test_an_enquiry_that_is_handed_on_goes_on_with_whom_it_was_handed_to(
    service: Running, family: Family
) -> None:
    for_both = ["AGENCY_CHECKS", "CIN_ASSESSMENT"]
    agree(service, family, scope=family.scope(purposes=for_both))
    close(service, family, **TO_ASSESSMENT)
    asked = family.question(purpose="CIN_ASSESSMENT")
    found = service.check(family.file, asked)
    assert (found["outcome"], found["enquiry"]) == ("COVERED", family.enquiry)
    assert "This is now dealt with by Cy Worker, Assessment team." in found["agency_words"]
    assert service.check(family.file, family.question())["reasons"][0]["code"] == "ENQUIRY_CLOSED"

    task = tasks(service, family)["TELL_WHO_HAS_IT_NOW"]
    assert (task["person"], task["owner"], task["team"]) == (
        family.mother,
        "worker-1",
        "Assessment team",
    )
    assert tasks(service, family)["SPEAK_TO"]["team"] == "Assessment team"
    page = mother_of(service, family).view()
    assert page["who_now"] == []
    assert [one["why"] for one in page["agreed"]] == [[FOR_ASSESSMENT]]

    told = {"about": family.enquiry, "person": family.mother, "told": True}
    service.record(f"{family.path}/tellings", told)
    assert "TELL_WHO_HAS_IT_NOW" not in tasks(service, family)
    (now,) = mother_of(service, family).view()["who_now"]
    assert (now["worker"], now["team"]) == ("Cy Worker", "Assessment team")

    # They may still change their mind, and a no is heard in it; then it ends.
    service.record(f"{family.path}/withdrawals", {"person": family.mother})
    assert service.check(family.file, asked)["outcome"] == "OBJECTION"
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    assert mother_of(service, family).view()["who_now"] == []
    assert tasks(service, family).keys().isdisjoint({"SPEAK_TO", "TELL_WHO_HAS_IT_NOW"})
    again = service.post(f"{family.path}/enquiries/{family.enquiry}/end", TO_ASSESSMENT)
    problem_of(again, "enquiry-closed")


@pytest.mark.each_database("explainGap")
def test_an_enquiry_ends_once_each_empty_place_of_its_table_has_a_reason(
    service: Running, family: Family
) -> None:
    """Refused, it says which by row and column and not by name; all of it is recorded with it."""
    path = f"{family.path}/enquiries/{family.enquiry}"
    gaps = why_each(service.get(f"{path}/closing").get_json())
    closing = {"reason": "NFA_ADVICE", "gaps": gaps[1:]}
    refused = problem_of(service.post(f"{path}/end", closing), "gap-not-explained")
    assert [error["pointer"] for error in refused["errors"]] == ["/gaps"]
    assert refused["errors"][0]["detail"].startswith(f"{gaps[0]['column']} of {gaps[0]['about']}: ")
    tried = {**closing, "dry_run": True}
    problem_of(service.post(f"{path}/end", tried), "gap-not-explained")
    # Another reason is one by its words; a reason may stand there before.
    wordless = {**gaps[0], "reason": "OTHER"}
    closing = {"reason": "NFA_ADVICE", "gaps": [*gaps[1:], wordless]}
    problem_of(service.post(f"{path}/end", closing), "gap-not-explained")
    # What is said of no place of the table is read by nobody: it is not on file.
    nowhere = {**gaps[0], "about": "0" * 24}
    problem = problem_of(service.post(f"{path}/gaps", nowhere), "not-on-file")
    assert [error["pointer"] for error in problem["errors"]] == ["/about"]
    closing = {"reason": "NFA_ADVICE", "gaps": [*gaps, nowhere]}
    problem = problem_of(service.post(f"{path}/end", closing), "not-on-file")
    assert [error["pointer"] for error in problem["errors"]] == [f"/gaps/{len(gaps)}/about"]
    service.record(f"{path}/gaps", {**wordless, "words": "She is told on Monday."})
    service.record(f"{path}/end", {"reason": "NFA_ADVICE", "gaps": gaps[1:]})
    table = service.get(f"{path}/closing").get_json()
    assert {cell["because"]["reason"] for row in table["rows"] for cell in row["cells"]
            if cell["because"]} == {"OTHER", "STILL_TO_DO"}  # fmt: skip
    events = service.get(f"{family.path}/history").get_json()["entries"]
    assert [one["kind"] for one in events].count("closing-gap-explained") == len(gaps)


@each("reason", of=("CIN_ASSESSMENT", "S47", "TRANSFER", "ENTERED_IN_ERROR"))
def test_one_that_goes_on_or_was_none_asks_for_no_reason(
    service: Running, family: Family, reason: str
) -> None:
    opened = service.record(f"{family.path}/enquiries", {"rating": "GREEN"})["id"]
    service.record(f"{family.path}/enquiries/{opened}/end", {"reason": reason})


def test_an_enquiry_in_which_somebody_said_something_was_not_entered_in_error(
    service: Running, family: Family
) -> None:
    path = f"{family.path}/enquiries/{family.enquiry}"
    words = "Do not tell Dad, he hits me."
    wish = {"child": family.child, "objects": True, "words": words, "heard_by": "A teacher"}
    service.record(f"{family.path}/wishes", wish)
    due = service.get(f"{family.path}/tasks").get_json()
    problem_of(service.post(f"{path}/end", {"reason": "ENTERED_IN_ERROR"}), "enquiry-was-one")
    assert service.get(f"{family.path}/tasks").get_json() == due
    # Beside it one that was opened by mistake ends as such: the words stand in the other.
    twice = service.record(f"{family.path}/enquiries", {"rating": "GREEN"})["id"]
    service.record(f"{family.path}/enquiries/{twice}/end", {"reason": "ENTERED_IN_ERROR"})


def test_an_enquiry_that_ends_has_no_new_owner(service: Running, family: Family) -> None:
    body = {**TO_ASSESSMENT, "reason": "NFA_ADVICE"}
    reply = service.post(f"{family.path}/enquiries/{family.enquiry}/end", body)
    assert problem_of(reply, "not-handed-on")["status"] == 422


def test_a_question_about_an_enquiry_that_is_not_there_is_not_answered_as_if_nobody_was_asked(
    service: Running, family: Family
) -> None:
    theirs = add_family(service.as_authority(THEIRS))
    found = []
    for enquiry in (theirs.enquiry, "0" * 24):
        question = family.question(enquiry=enquiry)
        reply = service.post(f"{family.path}/checks", question)
        assert "share" in problem_of(reply, "no-such-enquiry")["detail"].casefold()
        assert reply.status_code == 404
        found.append(reply.get_json())
        at_once = service.check(family.file, {**question, "urgency": "IMMEDIATE"})
        assert at_once["outcome"] == "SHARE_NOW"
    assert same_but_for_instance(*found)
    unknown = {"reference": "LCS-0", **family.question(enquiry=family.enquiry)}
    problem_of(service.post("/v1/checks", unknown), "no-such-enquiry")


@pytest.mark.each_database("assignEnquiry", "claimEnquiry")
def test_an_enquiry_is_a_teams_until_somebody_takes_it_and_nobody_takes_anothers(
    service: Running, family: Family
) -> None:
    path = f"{family.path}/enquiries/{family.enquiry}"

    def whose() -> tuple[str | None, str | None]:
        (enquiry,) = service.get(family.path).get_json()["enquiries"]
        task = tasks(service, family)["SPEAK_TO"]
        assert (task["owner"], task["team"]) == (enquiry["owner"], enquiry["team"])
        return enquiry["owner"], enquiry["team"]

    assert whose() == (None, None)
    problem_of(service.post(f"{path}/assignments", {}), "handed-to-nobody")
    service.record(f"{path}/assignments", {"team": "East hub"})
    assert whose() == (None, "East hub")
    service.record(f"{path}/claims", {})
    assert whose() == ("worker-1", "East hub")
    problem_of(service.post(f"{path}/claims", {}, subject="worker-2"), "somebody-has-it")
    service.record(f"{path}/assignments", {"owner": "worker-2"})
    assert whose() == ("worker-2", "East hub")
    # Nobody is told who has it: only what was handed on is another service's.
    agree(service, family)
    assert "now dealt with" not in service.check(family.file, family.question())["agency_words"]
    # Of one that no team has it is the team of whoever takes it, as they are listed.
    listed = {"staff": "worker-1", "names": "Cy Worker", "team": "West hub"}
    service.record("/v1/staff", listed, "SYSTEM_ADMIN")
    another = service.record(f"{family.path}/enquiries", {"rating": "GREEN"})["id"]
    service.record(f"{family.path}/enquiries/{another}/claims", {})
    teams = {e["id"]: e["team"] for e in service.get(family.path).get_json()["enquiries"]}
    assert teams == {family.enquiry: "East hub", another: "West hub"}
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    problem_of(service.post(f"{path}/assignments", {"owner": "worker-1"}), "enquiry-closed")
    problem_of(service.post(f"{path}/claims", {}), "enquiry-closed")


def test_an_enquiry_in_which_something_was_shared_at_once_was_not_entered_in_error(
    service: Running, family: Family
) -> None:
    path = f"{family.path}/enquiries/{family.enquiry}"
    assert service.get(f"{path}/closing").get_json()["may_be_an_error"] is True
    body = {"shared": True, "risk": "He was on the bridge.", "disclosure": {}}
    service.record(f"{family.path}/share-now-uses", body)
    assert service.get(f"{path}/closing").get_json()["may_be_an_error"] is False
    problem_of(service.post(f"{path}/end", {"reason": "ENTERED_IN_ERROR"}), "enquiry-was-one")


def test_what_came_of_an_enquiry_before_hangs_on_no_other(service: Running, family: Family) -> None:
    wish = {"child": family.child, "objects": True, "words": "Please do not.", "heard_by": "Us"}
    service.record(f"{family.path}/wishes", wish)
    service.close(f"{family.path}/enquiries/{family.enquiry}")
    twice = service.record(f"{family.path}/enquiries", {"rating": "GREEN"})["id"]
    reply = service.record(
        f"{family.path}/enquiries/{twice}/end",
        {"reason": "ENTERED_IN_ERROR", "words": "Typed for another family."},
    )
    assert [one["code"] for one in reply["notices"]] == ["COUNTS_AS_NEVER_OPENED"]


def test_one_that_is_handed_on_to_nobody_says_so(service: Running, family: Family) -> None:
    path = f"{family.path}/enquiries/{family.enquiry}/end"
    reply = service.record(path, {"reason": "TRANSFER", "dry_run": True})
    assert "HANDED_ON_TO_NOBODY" in [one["code"] for one in reply["notices"]]
    reply = service.record(path, {"reason": "TRANSFER", "team": "Northshire council"})
    assert "HANDED_ON_TO_NOBODY" not in [one["code"] for one in reply["notices"]]
