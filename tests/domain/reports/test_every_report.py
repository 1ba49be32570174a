"""What holds of every report: no rate of agreement, nobody's name, and its page of the manual."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest

from consent_service.domain.answers import Outcome
from consent_service.domain.codes import codes
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.checked import ContactOpened, KeptRecordOpened
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.event import kind_of
from consent_service.domain.recorded.particulars import DutyTest, Rationale
from consent_service.domain.reports import BY_NAME, REPORTS, Holds, Report, Row
from tests.domain.reports.hub import Hub, check, compared, disclose, numbers_in
from tests.domain.tasks.happenings import advocate
from tests.domain.tasks.kinds_of_plans import planned
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, Story, scope
from tests.sweeping import each

PAGE = Path(__file__).resolve().parents[3] / "docs/reports.md"
every_report = each("report", of=REPORTS, ids=lambda report: report.name)

#: How many people agree and how many refuse below: no other share of anything comes near it.
AGREE, REFUSE = 37, 60


@cache
def a_busy_month() -> Hub:
    """Everything that any report looks for, at least once."""
    hub = Hub()
    for number in range(AGREE + REFUSE):
        family = hub.family(parents=False).adult("mum")
        if number < AGREE:
            # With a copy: how many are due is no share, and would look like 38 of a hundred here.
            family.make(events.WrittenSummarySent, response=family.agree())
        else:
            family.talk()
            family.say("REFUSED")
    everything(hub)
    return hub


def everything(hub: Hub) -> None:
    """A family to which everything happens that has a line in a report."""
    hub.staff("worker-1", "Priya Zz")
    family = hub.family(rating="RED", referrer_agency="GP").child("sam")
    family.say("REPORTED_BY_REFERRER", "dad")
    asked(family)
    said = family.agree()
    for purpose in ("AGENCY_CHECKS", "CIN_PLAN", "CIN_ASSESSMENT", "SAFETY_PLAN"):
        check(family.later(), Outcome.OBJECTION, purpose=purpose)
    disclose(family, rests_on=(said,))
    compared(family)
    family.make(
        practice.AgencyReplied, disclosure="told", outcome="WOULD_NOT", because="NO_CONSENT"
    )
    family.make(ContactOpened, contact="phone", reason="Zz")
    family.make(KeptRecordOpened, opening="kept")
    decided(hub, family)
    advocate(family, "WAITING_LIST")
    family.make(practice.FamilyAsked, request="wish", person="mum", wants="COMPLAIN")
    family.share_now()
    family.make(
        practice.KeepInformedAgreed,
        person="mum",
        enquiry="E1",
        methods=("CALL",),
        times=("WEEKLY",),
        next_contact_due=(MONDAY + DAY).date(),
    )
    planned(family)
    family.say("WITHDRAWN", effective_at=MONDAY)
    short = hub.family()
    short.agree(expires_at=MONDAY + 7 * DAY)
    for number in range(31):
        hub.look(f"file-{number}", By("worker-8", "MASH_WORKER"), MONDAY + timedelta(hours=2))
    hub.search(by=By("worker-8", "MASH_WORKER"), at=MONDAY + timedelta(hours=2), times=31)


def asked(family: Story) -> None:
    family.make(practice.DecisionRequested, request="wanted", enquiry="E1", scope=scope(), why="Zz")


def decided(hub: Hub, family: Story) -> None:
    words = "The third bruise in a month, each explained in another way by each of them."
    reasons = Rationale(words, "b", "c", "d", "e")
    share = DutyTest(relevant=True, may_help=True, more_harm_than_good=False)
    family.decide(
        decision="OVERRIDE_DECISION",
        reason_codes=("DUTY_S16LA",),
        rationale=reasons,
        review_due=(MONDAY + DAY).date(),
    )
    family.decide_not(duty_test=share, reason_codes=("RESPECTS_REFUSAL_LOW_NEED",))
    hub.family().decide("again", rationale=reasons)
    family.correct(999, MANAGER)


NOW = MONDAY + 4 * DAY


def says_how_often_people_agree(row: Row) -> bool:
    """The share of agreed answers, in any spelling; or how many agreed beside how many did not,
    or beside how many were asked. A few agree besides in `everything`.
    """
    numbers = numbers_in(row)
    share = AGREE / (AGREE + REFUSE)
    agreed = set(range(AGREE, AGREE + 3)) & set(numbers)
    others = {*range(REFUSE, REFUSE + 3), *range(AGREE + REFUSE, AGREE + REFUSE + 4)} & set(numbers)
    is_share = any(abs(n - share) < 0.006 or abs(n - 100 * share) < 0.6 for n in numbers)
    return is_share or bool(agreed and others)


@every_report
def test_no_report_has_a_share_of_agreed_answers(report: Report) -> None:
    """A rate of agreement would be met by asking those who will say yes, in a way that gets one,
    and would make every no a failure (`domain.md` 8). 37 of 97 families agreed here.
    """
    for row in report.make(a_busy_month().material(NOW)).rows:
        assert not says_how_often_people_agree(row), row


@pytest.mark.parametrize(
    "row",
    [
        {"share": round(AGREE / (AGREE + REFUSE), 2)},
        {"percent": 38},
        {"yes": AGREE, "no": REFUSE},
        {"answers": {"AGREED": AGREE}, "asked": AGREE + REFUSE},
    ],
)
def test_a_share_of_agreed_answers_would_be_found(row: Row) -> None:
    assert says_how_often_people_agree(row)


@every_report
def test_no_report_is_about_how_often_people_agree(report: Report) -> None:
    said = f"{report.name} {report.title} {report.purpose}"
    rate = re.compile(
        r"(consent|agree\w*|yes)[ _-](rate|share|percent\w*|target|score)", re.IGNORECASE
    )
    assert not rate.search(said)
    for row in report.make(a_busy_month().material(NOW)).rows:
        for member in row:
            assert not rate.search(member)
            assert not re.search(r"(share|rate|percent)\w*_(agreed|consent\w*|yes)", member)


@every_report
def test_every_report_has_something_to_show(report: Report) -> None:
    """Otherwise the tests above would pass over nothing."""
    rows = report.make(a_busy_month().material(NOW)).rows
    assert {row["row"] for row in rows} - {"SUMMARY"} or any(numbers_in(rows))


@every_report
def test_a_report_of_nothing_is_a_report(report: Report) -> None:
    found = report.make(Hub().material(NOW))
    assert not [n for n in numbers_in(found.rows) if n]


@every_report
def test_what_had_not_been_recorded_by_then_is_not_in_it(report: Report) -> None:
    before = MONDAY - timedelta(days=1)
    found = report.make(a_busy_month().material(NOW, known=before))
    assert not [n for n in numbers_in(found.rows) if n]


@every_report
def test_a_report_reads_no_entries_but_those_it_says(report: Report) -> None:
    material = a_busy_month().material(NOW)
    found = report.make(material)
    if report.looks_back is None:
        material.entries = ()
    elif report.kinds is not None:
        kinds = {kind_of(entered.content.event) for entered in material.entries}
        assert report.kinds < kinds
        material.entries = [
            one for one in material.entries if kind_of(one.content.event) in report.kinds
        ]
    assert report.make(material) == found


@every_report
def test_a_report_is_the_same_whatever_order_the_files_come_in(report: Report) -> None:
    hub = a_busy_month()
    found = report.make(hub.material(NOW))
    hub.families.reverse()
    assert report.make(hub.material(NOW)) == found
    hub.families.reverse()


@every_report
def test_it_is_read_by_roles_that_there_are_and_by_nobody_in_the_family(report: Report) -> None:
    assert report.roles
    assert report.roles <= set(codes("staff_roles"))
    assert not report.roles & {"PARENT", "YOUNG_PERSON", "ADVOCATE", "PARTNER_REP"}


def test_reports_about_staff_are_read_by_few() -> None:
    assert BY_NAME["access-oddities"].roles == {"IG_OFFICER", "HEAD_OF_SERVICE", "AUDITOR"}
    assert BY_NAME["purpose-shopping"].roles == BY_NAME["access-oddities"].roles | {"MASH_MANAGER"}


def test_a_name_is_given_once() -> None:
    assert len(BY_NAME) == len(REPORTS)


@every_report
def test_only_a_report_that_counts_people_hides_small_numbers(report: Report) -> None:
    hub = Hub(small_number=5)
    everything(hub)
    rows = report.make(hub.material(NOW)).rows
    assert any("suppressed" in row for row in rows) is (report.holds is Holds.PEOPLE)


# ── the page ────────────────────────────────────────────────────────────────────────────────


def sections() -> dict[str, str]:
    """Each heading of the second level that is a report's name, and the text below it."""
    parts = re.split(r"^## `([a-z-]+)`$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_the_page_has_every_report_in_order_and_no_other() -> None:
    assert list(sections()) == [report.name for report in REPORTS]


@every_report
def test_its_section_says_what_it_is_for_and_who_reads_it(report: Report) -> None:
    section = sections()[report.name]
    assert f"**{report.title}.** {report.purpose}" in section
    read_by = re.search(r"^Read by: (.+)\.$", section, re.MULTILINE)
    assert read_by is not None
    assert set(re.findall(r"`([A-Z_]+)`", read_by[1])) == report.roles
    about = "a period" if report.period else "one moment"
    assert f"About {about}." in section


@every_report
def test_its_section_explains_every_member_of_every_line(report: Report) -> None:
    explained = set(re.findall(r"`([a-z_]+)`", sections()[report.name]))
    kinds = set(re.findall(r"`([A-Z_]+)`", sections()[report.name]))
    for row in report.make(a_busy_month().material(NOW)).rows:
        assert row["row"] in kinds
        assert set(row) - {"row", "file", "enquiry", "suppressed"} <= explained
