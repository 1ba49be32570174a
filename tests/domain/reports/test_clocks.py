"""Complaints and what families ask of the record, by the time that the law gives."""

from __future__ import annotations

from datetime import date
from typing import Any

from consent_service.domain.recorded import practice
from tests.domain.reports.hub import Hub
from tests.domain.tasks.story import DAY, MONDAY


def test_a_complaint_has_thirty_days_and_what_is_asked_of_the_record_a_month() -> None:
    hub, name = Hub(), "rights-and-complaints"
    family = hub.family()
    for wants in ("COMPLAIN", "SEE_RECORD", "LETTER"):
        family.make(practice.FamilyAsked, request=wants, person="mum", wants=wants)
    cases = {row["wants"]: row["due"] for row in hub.rows(name, "CASE")}
    assert cases == {"COMPLAIN": date(2026, 4, 8), "SEE_RECORD": date(2026, 4, 9)}
    late = MONDAY + 31 * DAY
    window: dict[str, Any] = {"since": MONDAY, "as_of": late}
    assert hub.the(name, "CASE", wants="COMPLAIN", **window)["overdue"]
    family.later(31 * DAY).make(practice.FamilyAnswered, request="COMPLAIN", words="Zz")
    row = hub.the(name, wants="COMPLAIN", **window)
    assert (row["answered"], row["median_days_to_answer"], row["overdue"]) == (1, 31, 1)
    assert [row["wants"] for row in hub.rows(name, "CASE", **window)] == ["SEE_RECORD"]


def test_what_is_done_about_it_afterwards_makes_nothing_late_that_was_answered_in_time() -> None:
    hub, name = Hub(), "rights-and-complaints"
    family = hub.family()
    family.make(practice.FamilyAsked, request="hers", person="mum", wants="SEE_RECORD")
    for days in (5, 40):
        family.later(days * DAY).make(practice.FamilyAnswered, request="hers", words="Zz")
    window: dict[str, Any] = {"since": MONDAY, "as_of": MONDAY + 50 * DAY}
    row = hub.the(name, wants="SEE_RECORD", **window)
    assert (row["answered"], row["median_days_to_answer"], row["overdue"]) == (1, 5, 0)
