"""What the daily reports about sharing and deciding count, and what they do not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from consent_service.domain.recorded import events, practice, sharingatonce
from consent_service.domain.recorded.particulars import DutyTest
from consent_service.domain.scopes.scope import Agency
from tests.domain.reports.hub import Hub, compared, disclose
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, WORKER, Story, london, scope

HOUR = timedelta(hours=1)


# ── share now ───────────────────────────────────────────────────────────────────────────────


def record_share_now(story: Story, id: str = "now", *, shared: bool = True) -> None:
    story.make(sharingatonce.ShareNowRecorded, share_now=id, enquiry="E1", shared=shared, risk="Zz")


def test_share_now_is_counted_from_its_use_to_its_review() -> None:
    hub = Hub()
    family = hub.family()
    family.share_now()
    record_share_now(family.later(HOUR))
    family.later(HOUR).make(
        sharingatonce.ShareNowReviewed, MANAGER, share_now="now", upheld=True, words="Zz"
    )
    row = hub.the("share-now")
    assert (row["uses"], row["recorded_on_time"], row["reviewed_on_time"]) == (1, 1, 1)
    assert (row["upheld"], row["not_upheld"], row["not_recorded_and_late"]) == (1, 0, 0)


def test_F04_a_use_on_friday_not_recorded_on_monday_at_five_is_late() -> None:
    hub = Hub()
    hub.family(london("2026-03-06", "16:50")).share_now()
    before = hub.the("share-now", as_of=london("2026-03-09", "16:59"))
    after = hub.the("share-now", as_of=london("2026-03-09", "17:00"))
    assert (before["not_recorded_and_late"], after["not_recorded_and_late"]) == (0, 1)


def test_recorded_late_is_recorded_and_not_on_time() -> None:
    hub = Hub()
    family = hub.family()
    family.share_now()
    record_share_now(family.later(3 * DAY), shared=False)
    row = hub.the("share-now")
    assert (row["recorded"], row["recorded_on_time"], row["nothing_was_shared"]) == (1, 0, 1)
    assert hub.the("share-now", "CASE")["recorded_on_time"] is False


def test_a_use_about_nobody_we_know_is_counted_without_a_file_until_it_is_on_one() -> None:
    hub = Hub()
    family = hub.family()
    used = sharingatonce.ShareNowUsed(
        share_now="loose",
        enquiry=None,
        subjects=("ng",),
        agency=Agency("POLICE"),
        categories=("CONCERN_DETAILS",),
        purpose="IMMEDIATE_PROTECTION",
        direction="SHARE",
        effective_at=MONDAY,
    )
    hub.own_entry(used, MONDAY)
    assert hub.the("share-now", "CASE")["file"] is None
    family.record(used)
    assert hub.the("share-now", "CASE")["file"] == "file-1"


# ── what was shared, beside what was agreed ─────────────────────────────────────────────────


def test_every_disclosure_is_counted_and_what_nothing_reached_is_listed_until_it_is_seen() -> None:
    hub = Hub()
    family = hub.family()
    compared(family, disclose(family, "a"))
    compared(
        family, disclose(family, "b"), verdict="COVERS", written_after=True, words="AS_OFFERED"
    )
    compared(family, disclose(family, "c"), verdict="COVERS", rests_otherwise=("ANOTHER_PERSON",))
    compared(family, disclose(family, "d", basis="SHARE_NOW"), verdict="NOT_BY_AGREEMENT")
    row = hub.the("disclosures-held-against")
    assert (row["disclosures"], row["written_down_after"], row["other_words"]) == (4, 1, 3)
    assert (row["rest_on_something_else"], row["to_be_seen"], row["not_seen_yet"]) == (1, 2, 2)
    listed = hub.rows("disclosures-held-against", "CASE")
    assert [(r["disclosure"], r["verdict"]) for r in listed] == [
        ("a", "DOES_NOT_COVER"),
        ("c", "COVERS"),
    ]
    family.later().make(practice.DisclosureReviewed, MANAGER, disclosure="a", words="Zz")
    assert hub.the("disclosures-held-against")["not_seen_yet"] == 1
    (first,) = hub.rows("disclosures-held-against", "CASE", disclosure="a")
    assert first["seen_at"] == family.at


def test_what_rested_on_an_error_is_to_be_seen_again_however_often_it_was_seen_before() -> None:
    """As many as the manager's tasks and the page of what was sent say."""
    hub = Hub()
    family = hub.family()
    said = family.agree()
    for id in ("a", "b"):
        compared(family, disclose(family, id, rests_on=(said,)), verdict="COVERS")
    assert hub.the("disclosures-held-against")["to_be_seen"] == 0
    seq = next(one.seq for one in family.file.responses if one.event.response == said)
    family.later().correct(seq)
    row = hub.the("disclosures-held-against")
    assert (row["to_be_seen"], row["not_seen_yet"]) == (2, 2)
    listed = hub.rows("disclosures-held-against", "CASE")
    assert [one["rested_on_error"] for one in listed] == [True, True]
    family.later().make(practice.DisclosureReviewed, MANAGER, disclosure="a", words="Zz")
    assert hub.the("disclosures-held-against")["not_seen_yet"] == 1


def test_a_disclosure_that_nothing_reached_is_in_the_sample_and_cannot_be_corrected_out() -> None:
    hub = Hub()
    family = hub.family()
    compared(family, disclose(family))
    place = family.file.of(practice.DisclosureRecorded)[0].seq
    assert hub.the("decision-sample", "DISCLOSURE")["month"] == "2026-03"
    family.later().correct(place)
    assert hub.the("disclosures-held-against", "CASE")["corrected"] is True
    assert hub.the("decision-sample", "DISCLOSURE")["disclosure"] == "told"


# ── decisions ───────────────────────────────────────────────────────────────────────────────


def ask_manager(story: Story, **members: Any) -> None:
    usual = {"enquiry": "E1", "scope": scope(), "why": "Zz"}
    story.make(practice.DecisionRequested, request="wanted", **{**usual, **members})


def test_decisions_are_counted_by_kind_and_reason_with_the_wait_before_them() -> None:
    hub = Hub()
    for number, wait in enumerate((10, 30, 50)):
        family = hub.family()
        ask_manager(family)
        family.later(timedelta(minutes=wait)).decide(
            f"d{number}", request="wanted", reason_codes=("UNJUSTIFIED_DELAY",)
        )
    hub.family().decide("d9", reason_codes=("CANNOT_BE_GIVEN",))
    row = hub.the("decisions", kind="DISPENSE_DECISION")
    assert (row["made"], row["requested_before"]) == (4, 3)
    assert row["median_minutes_from_request"] == 30
    reasons = {r["reason"]: r["made"] for r in hub.rows("decisions", "REASON")}
    assert reasons == {"UNJUSTIFIED_DELAY": 3, "CANNOT_BE_GIVEN": 1}
    assert hub.the("decisions", kind="COURT_ORDER")["made"] == 0


def test_a_decision_past_its_review_is_listed_until_it_is_looked_at() -> None:
    hub = Hub()
    family = hub.family()
    family.decide(review_due=date(2026, 3, 11), end=MONDAY + 30 * DAY)
    assert hub.rows("decisions", "PAST_REVIEW", london("2026-03-11")) == []
    assert hub.the("decisions", "PAST_REVIEW", london("2026-03-12"))["decision"] == "decision"
    family.later(3 * DAY).make(
        practice.DecisionReviewed, MANAGER, decision="decision", reason="Zz", review_due=None
    )
    assert hub.rows("decisions", "PAST_REVIEW", london("2026-03-13")) == []


def test_a_decision_entered_in_error_is_not_counted() -> None:
    hub = Hub()
    family = hub.family()
    family.decide()
    place = family.entries[-1][0].seq
    family.later().correct(place)
    assert hub.the("decisions", kind="DISPENSE_DECISION")["made"] == 0
    known_before = hub.the("decisions", kind="DISPENSE_DECISION", known=MONDAY)
    assert known_before["made"] == 1


def test_F30_a_decision_not_to_share_against_the_duty_test_is_listed_for_audit() -> None:
    hub = Hub()
    family = hub.family()
    share = DutyTest(relevant=True, may_help=True, more_harm_than_good=False)
    family.decide_not("against", duty_test=share, reason_codes=("OTHER_ROUTE_BETTER",))
    family.decide_not("with")
    row = hub.the("decisions", "DUTY_TEST_SAYS_SHARE")
    assert (row["decision"], row["reasons"]) == ("against", ["OTHER_ROUTE_BETTER"])
    assert hub.the("decisions", kind="NOT_SHARE")["made"] == 2


def test_the_oldest_of_the_highest_risk_waits_at_the_top() -> None:
    hub = Hub()
    for at, rating in ((0, "GREEN"), (1, "RED"), (2, "RED"), (0, "AMBER")):
        ask_manager(hub.family(MONDAY + at * HOUR, rating=rating))
    hub.family().decide()
    found = hub.rows("decisions-waiting", "CASE", MONDAY + 3 * HOUR)
    order = [(r["rating"], r["minutes_waiting"]) for r in found]
    assert order == [("RED", 120), ("RED", 60), ("AMBER", 180), ("GREEN", 180)]
    summary = hub.the("decisions-waiting", as_of=MONDAY + 3 * HOUR)
    assert (summary["waiting"], summary["most_minutes_waiting"]) == (4, 180)


def test_a_request_that_was_decided_waits_no_more() -> None:
    hub = Hub()
    family = hub.family()
    ask_manager(family)
    family.later().decide(request="wanted")
    assert hub.the("decisions-waiting")["waiting"] == 0


# ── in writing, in force ────────────────────────────────────────────────────────────────────


def test_F01_an_agreement_by_telephone_without_a_copy_after_two_working_days_is_listed() -> None:
    hub = Hub()
    family = hub.family()
    said = family.agree()
    assert hub.the("written-copies", as_of=london("2026-03-11"))["without_written_copy"] == 0
    row = hub.the("written-copies", "WITHOUT_WRITTEN_COPY", london("2026-03-12"))
    assert (row["response"], row["person"]) == (said, "mum")
    family.later().make(events.WrittenSummarySent, response=said)
    assert hub.the("written-copies", as_of=london("2026-03-12"))["without_written_copy"] == 0


def test_one_talk_of_two_kinds_of_information_is_one_row_as_it_is_one_line() -> None:
    hub = Hub()
    family = hub.family()
    talk = family.talk()
    kinds = ("CHILD_HEALTH", "PREGNANCY")
    said = [family.agree(conversation=talk, scope=scope(categories=(one,))) for one in kinds]
    late = london("2026-03-12")
    assert hub.the("written-copies", as_of=late)["without_written_copy"] == 1
    family.later().make(events.WrittenSummarySent, response=said[0])
    assert hub.the("written-copies", as_of=late)["without_written_copy"] == 0


def test_what_was_signed_is_in_writing_already() -> None:
    hub = Hub()
    family = hub.family()
    family.agree(method="IN_PERSON_SIGNED")
    assert hub.the("written-copies", as_of=MONDAY + 5 * DAY)["without_written_copy"] == 0


def test_a_referrers_tick_that_nobody_confirmed_is_listed() -> None:
    hub = Hub()
    hub.family().say("REPORTED_BY_REFERRER")
    confirmed = hub.family()
    confirmed.say("REPORTED_BY_REFERRER")
    confirmed.later().talk()
    hub.family(referrer_agency="GP", referrer_reported_consent="YES")
    rows = hub.rows("written-copies", "NEVER_CONFIRMED")
    assert [(r["file"], r["person"]) for r in rows] == [("file-1", "mum"), ("file-3", None)]


def test_an_agreement_that_ends_within_a_week_is_listed() -> None:
    hub = Hub()
    said = hub.family().agree()
    ends = MONDAY + 20 * DAY
    assert hub.rows("agreements-ending", "ENDING", ends - 8 * DAY) == []
    row = hub.the("agreements-ending", "ENDING", ends - 6 * DAY)
    assert (row["response"], row["ends_at"]) == (said, ends)


def test_a_disclosure_after_the_agreements_end_is_listed() -> None:
    hub = Hub()
    family = hub.family()
    said = family.agree()
    disclose(family.later(19 * DAY), "before", rests_on=(said,))
    disclose(family.later(2 * DAY), "after", rests_on=(said,))
    row = hub.the("agreements-ending", "ENDED_BUT_RELIED_ON")
    assert (row["disclosure"], row["how"], row["known_then"]) == ("after", "EXPIRED", True)


def test_F16_a_disclosure_before_the_withdrawal_was_known_is_listed_and_marked() -> None:
    hub = Hub()
    family = hub.family()
    said = family.agree()
    saturday = family.at + 5 * DAY
    family.later(6 * DAY)
    disclose(family, "sunday", rests_on=(said,))
    family.later(DAY).say("WITHDRAWN", effective_at=saturday)
    disclose(family.later(HOUR), "monday", rests_on=(said,))
    rows = hub.rows("agreements-ending", "ENDED_BUT_RELIED_ON")
    found = {r["disclosure"]: (r["how"], r["known_then"]) for r in rows}
    assert found == {"sunday": ("WITHDRAWN", False), "monday": ("WITHDRAWN", True)}


def test_a_disclosure_under_a_decision_does_not_rest_on_the_agreement() -> None:
    hub = Hub()
    family = hub.family()
    said = family.agree()
    disclose(family.later(25 * DAY), basis="AUTHORISED", rests_on=(said, "decision"))
    assert hub.the("agreements-ending")["ended_but_relied_on"] == 0


def test_the_worker_of_a_story_is_no_part_of_any_daily_report() -> None:
    """Reports are about the work: only two are about who did something, and these are not."""
    hub = Hub()
    family = hub.family()
    family.agree()
    ask_manager(family)
    family.decide(review_due=date(2026, 3, 10))
    for name in (
        "caregivers-not-spoken-to",
        "decisions",
        "decisions-waiting",
        "written-copies",
        "share-now",
    ):
        said = repr(hub.report(name, MONDAY + 5 * DAY))
        assert WORKER.id not in said
        assert MANAGER.id not in said
