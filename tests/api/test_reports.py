"""The reports over HTTP: who may read which, about when, and that making one changes nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from marshmallow import RAISE

from consent_service.api.read.reports import ReportSchema, ReportsSchema
from consent_service.domain.reports import REPORTS
from consent_service.storage.database.tables import case_files
from tests.api.breaking import altering
from tests.api.running import (
    NOON,
    Family,
    Running,
    add_family,
    agree,
    decide,
    problem_of,
    reasons,
    text_of,
)
from tests.sweeping import each

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NAMES = [report.name for report in REPORTS]


def report(service: Running, name: str, role: str = "HEAD_OF_SERVICE", **query: str) -> Any:
    reply = service.get(f"/v1/reports/{name}", role, **query)
    assert reply.status_code == 200, reply.text
    shown = reply.get_json()
    assert ReportSchema().load(shown, unknown=RAISE) is not None
    return shown


def lines(service: Running, name: str, row: str, **query: str) -> list[Any]:
    return [line for line in report(service, name, **query)["rows"] if line["row"] == row]


# ── every report ────────────────────────────────────────────────────────────────────────────


def test_every_report_is_made_over_a_family_and_says_what_it_is(
    service: Running, covered: Family
) -> None:
    for made in REPORTS:
        shown = report(service, made.name)
        assert (shown["report"], shown["title"], shown["for"]) == (
            made.name,
            made.title,
            made.purpose,
        )
        assert (shown["files_read"], shown["files_not_read"]) == (1, 0)
        assert (shown["since"] is not None) is made.period


def test_making_reports_writes_nothing(service: Running, covered: Family) -> None:
    before = service.size()
    for name in NAMES:
        report(service, name)
    assert service.size() == before


def test_no_report_names_anybody(service: Running, covered: Family) -> None:
    for name in NAMES:
        said = service.get(f"/v1/reports/{name}", "HEAD_OF_SERVICE").text
        assert "Example" not in said


def test_another_authoritys_families_are_in_none(service: Running, covered: Family) -> None:
    theirs = service.as_authority("camden")
    for name in NAMES:
        assert report(theirs, name)["files_read"] == 0


@pytest.mark.parametrize("role", ["MASH_MANAGER", "EDT_MANAGER", "AUDITOR", "IG_OFFICER"])
@pytest.mark.each_database("listReports", "showReport")
def test_the_list_has_what_the_role_may_read_and_each_of_it_can_be_read(
    steady: Running, role: str
) -> None:
    listed = steady.get("/v1/reports", role).get_json()
    assert ReportsSchema().load(listed, unknown=RAISE) is not None
    may = {one["name"] for one in listed["reports"]}
    assert may == {made.name for made in REPORTS if role in made.roles}
    for name in NAMES:
        reply = steady.get(f"/v1/reports/{name}", role)
        if name in may:
            assert reply.status_code == 200
        else:
            problem_of(reply, "not-your-role")


def test_a_worker_reads_no_reports(steady: Running) -> None:
    problem_of(steady.get("/v1/reports"), "not-your-role")


def test_a_report_that_there_is_not_is_not_found(steady: Running) -> None:
    problem_of(steady.get("/v1/reports/consent-rate", "AUDITOR"), "not-found")


# ── when ────────────────────────────────────────────────────────────────────────────────────


def test_a_period_is_the_last_thirty_days_unless_given(service: Running) -> None:
    shown = report(service, "decisions")
    assert shown["until"] == "2026-03-09T12:00:00Z"
    assert shown["since"] == "2026-02-07T12:00:00Z"


@each(
    "query",
    "pointer",
    of=[
        ({"since": NOON, "until": NOON - DAY}, "/since"),
        ({"since": NOON - 368 * DAY}, "/since"),
        ({"until": NOON + DAY}, "/until"),
        ({"as_of": NOON - DAY, "until": NOON}, "/until"),
        ({"since": "2026-03-09"}, "/since"),
        ({"names": "Example"}, ""),
    ],
)
def test_a_period_that_is_none_is_refused(
    steady: Running, query: dict[str, Any], pointer: str
) -> None:
    sent = {k: v if isinstance(v, str) else text_of(v) for k, v in query.items()}
    reply = steady.get("/v1/reports/decisions", "AUDITOR", **sent)
    assert problem_of(reply, "invalid")["errors"][0]["pointer"] == pointer


def test_a_year_is_not_too_long(steady: Running) -> None:
    report(steady, "decisions", since=text_of(NOON - 366 * DAY))


def test_a_report_about_one_moment_takes_no_period(steady: Running) -> None:
    reply = steady.get("/v1/reports/advocates", "AUDITOR", since=text_of(NOON - DAY))
    problem_of(reply, "invalid")


def test_no_report_is_about_the_future(steady: Running) -> None:
    reply = steady.get("/v1/reports/advocates", "AUDITOR", as_of=text_of(NOON + DAY))
    problem_of(reply, "time-in-the-future")


def test_a_report_is_what_it_would_have_been_then(service: Running, family: Family) -> None:
    service.clock.now = NOON + HOUR
    agree(service, family)
    then = {"as_of": text_of(NOON), "known_at": text_of(NOON)}
    found = lines(service, "caregivers-not-spoken-to", "CASE", **then)
    assert {line["person"] for line in found} == {family.mother, family.father}
    found = lines(service, "caregivers-not-spoken-to", "CASE")
    assert {line["person"] for line in found} == {family.father}


# ── some of them, as a hub would use them ───────────────────────────────────────────────────


def test_F30_a_decision_not_to_share_against_the_duty_test_is_listed_for_audit(
    service: Running, family: Family
) -> None:
    recorded = service.record(
        f"{family.path}/not-share-decisions", not_share(family), "MASH_MANAGER"
    )
    (line,) = lines(service, "decisions", "DUTY_TEST_SAYS_SHARE")
    assert line["decision"] == recorded["id"]
    assert line["reasons"] == ["OTHER_ROUTE_BETTER"]


def not_share(family: Family) -> dict[str, Any]:
    return {
        "scope": family.scope(),
        "reason_codes": ["OTHER_ROUTE_BETTER"],
        "rationale": reasons(),
        "duty_test": {"relevant": True, "may_help": True, "more_harm_than_good": False},
        "review_due": "2026-03-20",
    }


def test_F27_five_questions_after_a_no_are_answered_and_in_the_managers_sample(
    service: Running, family: Family
) -> None:
    service.record(
        f"{family.path}/conversations",
        family.conversation({"answer": "REFUSED", "scope": family.scope(purposes=["*"])}),
    )
    purposes = ["CIN_ASSESSMENT", "CIN_PLAN", "SAFETY_PLAN", "EARLY_HELP_REFERRAL"]
    for purpose in ("AGENCY_CHECKS", *purposes):
        answer = service.check(family.file, family.question(purpose=purpose))
        assert (answer["outcome"], answer["recorded"]) == ("OBJECTION", "ledger")
    (line,) = [
        line
        for line in report(service, "purpose-shopping", "MASH_MANAGER")["rows"]
        if line["row"] == "PURPOSE_SHOPPING"
    ]
    assert (line["staff"], line["purposes"]) == ("worker-1", purposes)
    assert [service.entries()[place].entry.kind for place in line["checks"]] == ["check-made"] * 5


def test_F21_a_worker_with_the_familys_surname_is_answered_and_flagged(
    service: Running, family: Family
) -> None:
    service.record("/v1/staff", {"staff": "worker-1", "names": "Priya Other"}, "SYSTEM_ADMIN")
    service.record("/v1/staff", {"staff": "worker-7", "names": "Sam EXAMPLE"}, "SYSTEM_ADMIN")
    answer = service.check(family.file, family.question(), subject="worker-7")
    assert (answer["outcome"], answer["recorded"]) == ("ASK", "ledger")
    found = report(service, "access-oddities", "IG_OFFICER")["rows"]
    (line,) = [line for line in found if line["row"] == "CASE"]
    assert (line["staff"], line["file"], line["checks"]) == ("worker-7", family.file, 1)
    assert line["people"] == sorted([family.mother, family.father])


def test_timeliness_sees_the_check_and_what_came_of_it(service: Running, family: Family) -> None:
    service.check(family.file, family.question())
    service.clock.now = NOON + HOUR
    agree(service, family)
    service.check(family.file, family.question())
    (line,) = [r for r in lines(service, "timeliness", "SUMMARY") if r["rating"] == "ALL"]
    assert (line["agencies_held_up"], line["agencies_still_waiting"]) == (1, 0)
    assert line["minutes_held_up"] == 60
    assert line["median_working_minutes_to_answer"] == 60


def test_a_small_number_is_hidden_as_the_policy_says(service: Running, family: Family) -> None:
    assert report(service, "advocates")["small_number"] == 5
    (summary,) = lines(service, "advocates", "SUMMARY")
    assert (summary["people"], summary["suppressed"]) == (None, True)
    policy = {"one_parent_enough": True, "longest_agreement_days": 366, "small_number": 0}
    service.record("/v1/policies", policy, "HEAD_OF_SERVICE")
    (summary,) = lines(service, "advocates", "SUMMARY")
    assert (summary["people"], summary["suppressed"]) == (2, False)


@pytest.mark.breaks_the_ledger("a row does not open")
def test_a_file_that_cannot_be_read_is_counted(service: Running, family: Family) -> None:
    add_family(service)
    with altering(service) as connection:
        here = case_files.c.file == family.file
        connection.execute(sa.update(case_files).where(here).values(sealed=b"not what was sealed"))
    shown = report(service, "decisions")
    assert (shown["files_read"], shown["files_not_read"]) == (1, 1)


def test_the_sample_is_of_decisions_made(service: Running, family: Family) -> None:
    made = decide(service, family)
    (line,) = lines(service, "decision-sample", "CASE")
    assert (line["decision"], line["month"]) == (made, "2026-03")


# ── staff ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.each_database("recordStaff")
def test_a_listed_name_stands_in_the_authoritys_own_file(service: Running) -> None:
    recorded = service.record(
        "/v1/staff", {"staff": "worker-1", "names": "Priya Example"}, "HEAD_OF_SERVICE"
    )
    assert recorded["file"] is None
    assert [entry["kind"] for entry in recorded["entries"]] == ["staff-listed"]


@each("staff", of=["priya@example.test", "", "a b", "x" * 65, "worker-1\n"])
def test_what_is_no_staff_id_is_refused(steady: Running, staff: str) -> None:
    body = {"staff": staff, "names": "Priya Example"}
    problem_of(steady.post("/v1/staff", body, "SYSTEM_ADMIN"), "invalid")
