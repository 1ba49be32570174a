"""What the daily reports about people and time count, and what they do not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consent_service.domain.answers import Outcome, Safe
from consent_service.domain.recorded import events, owning, practice
from consent_service.domain.scopes.scope import Agency
from tests.domain.reports.hub import Hub, check, disclose
from tests.domain.tasks.happenings import advocate, contact, informed
from tests.domain.tasks.story import DAY, MONDAY, Story, london, scope

HOUR = timedelta(hours=1)
NOT_SPOKEN_TO = "caregivers-not-spoken-to"


# ── caregivers ──────────────────────────────────────────────────────────────────────────────


def test_a_caregiver_whom_nobody_has_spoken_to_is_listed_by_enquiry() -> None:
    hub = Hub()
    family = hub.family()
    family.later().talk("mum")
    row = hub.the(NOT_SPOKEN_TO, "CASE")
    assert (row["file"], row["enquiry"], row["person"]) == ("file-1", "E1", "dad")
    assert (row["group"], row["roles"], row["children"]) == ("FATHERS", ["FATHER"], ["ng"])


def test_mothers_and_fathers_spoken_to_stand_side_by_side() -> None:
    hub = Hub()
    for spoken_to in (("mum", "dad"), ("mum",), ("mum",), ()):
        family = hub.family().adult("gran", pr_status="NO")
        for person in spoken_to:
            family.talk(person)
    mothers = hub.the(NOT_SPOKEN_TO, group="MOTHERS")
    fathers = hub.the(NOT_SPOKEN_TO, group="FATHERS")
    others = hub.the(NOT_SPOKEN_TO, group="OTHER_CARERS")
    assert (mothers["linked"], mothers["spoken_to"], mothers["share_spoken_to"]) == (4, 3, 0.75)
    assert (fathers["linked"], fathers["spoken_to"], fathers["share_spoken_to"]) == (4, 1, 0.25)
    assert (others["linked"], others["spoken_to"]) == (4, 0)


def test_a_talk_about_one_child_is_none_about_their_brother() -> None:
    hub = Hub()
    family = hub.family().child("bo")
    family.adult("mum", child="bo").adult("dad", child="bo")
    family.later().agree("mum", scope=scope(subjects=("ng",)))
    assert hub.the(NOT_SPOKEN_TO, "CASE", person="mum")["children"] == ["bo"]
    assert hub.the(NOT_SPOKEN_TO, group="MOTHERS")["spoken_to"] == 0
    family.later().agree("mum", scope=scope(subjects=("bo",)))
    assert hub.rows(NOT_SPOKEN_TO, "CASE", person="mum") == []
    assert hub.the(NOT_SPOKEN_TO, group="MOTHERS")["spoken_to"] == 1


def test_a_father_nobody_knows_yet_stays_on_the_list() -> None:
    hub = Hub()
    hub.family(parents=False).adult("him", role="UNKNOWN_FATHER", pr_status="UNCONFIRMED")
    row = hub.the(NOT_SPOKEN_TO, "CASE")
    assert (row["group"], row["not_known"]) == ("FATHERS", True)
    # Nobody knows that it is safe, and no way leads to him, because nobody said that it is not so.
    assert (row["asking"], row["reachable"]) == (Safe.NOT_KNOWN, False)


def test_whoever_has_no_number_and_no_address_on_record_has_no_way_that_leads_to_them() -> None:
    hub = Hub()
    family = hub.family()
    family.reached("dad")
    ways = {row["person"]: row["reachable"] for row in hub.rows(NOT_SPOKEN_TO, "CASE")}
    assert ways == {"mum": False, "dad": True}


def test_a_closed_enquiry_waits_for_nobody() -> None:
    hub = Hub()
    hub.family().later().close()
    assert hub.rows(NOT_SPOKEN_TO, "CASE") == []
    assert hub.the(NOT_SPOKEN_TO, group="MOTHERS")["share_spoken_to"] is None


def test_the_referrers_word_is_no_talk_with_the_mother() -> None:
    hub = Hub()
    hub.family().say("REPORTED_BY_REFERRER")
    assert len(hub.rows(NOT_SPOKEN_TO, "CASE", person="mum")) == 1


def test_who_pressed_something_on_their_page_is_heard_and_counted_as_talked_to_by_nobody() -> None:
    hub = Hub()
    family = hub.family()
    family.say("REFUSED", "dad", method="ONLINE_SIGNED_IN")
    fathers = hub.the(NOT_SPOKEN_TO, group="FATHERS")
    assert (fathers["spoken_to"], fathers["only_online"]) == (0, 1)
    assert len(hub.rows(NOT_SPOKEN_TO, "CASE", person="dad")) == 1
    # Nor is he by a press that stands as a talk, with an answer in it.
    page = family.later().talk("dad", method="ONLINE_SIGNED_IN")
    family.say("REFUSED", "dad", conversation=page)
    assert hub.the(NOT_SPOKEN_TO, group="FATHERS")["spoken_to"] == 0
    family.later().talk("dad")
    fathers = hub.the(NOT_SPOKEN_TO, group="FATHERS")
    assert (fathers["spoken_to"], fathers["only_online"]) == (1, 0)


def test_attempts_are_counted_and_do_not_count_as_speaking() -> None:
    hub = Hub()
    family = hub.family()
    family.later(HOUR).say("ASK_ATTEMPTED")
    family.later(HOUR).say("ASK_ATTEMPTED")
    row = hub.the(NOT_SPOKEN_TO, "CASE", person="mum")
    assert (row["attempts"], row["last_attempt_at"]) == (2, MONDAY + 2 * HOUR)


# ── timeliness ──────────────────────────────────────────────────────────────────────────────


def test_times_run_from_contact_to_attempt_to_talk_to_answer() -> None:
    hub = Hub()
    family = hub.family(london("2026-03-09", "16:00"), rating="RED")
    family.later(HOUR / 2).say("ASK_ATTEMPTED")
    family.at = london("2026-03-10", "09:30")
    family.talk()
    family.at = london("2026-03-10", "11:00")
    family.say("REFUSED")
    row = hub.the("timeliness", rating="RED")
    assert row["median_working_minutes_to_first_attempt"] == 30
    assert row["median_working_minutes_to_conversation"] == 60 + 30
    assert row["median_working_minutes_to_answer"] == 60 + 120
    assert hub.the("timeliness", rating="ALL")["median_working_minutes_to_answer"] == 180


def test_a_median_of_nothing_is_nothing_and_not_nought() -> None:
    hub = Hub()
    hub.family()
    row = hub.the("timeliness", rating="ALL")
    assert row["enquiries"] == 1
    assert row["median_working_minutes_to_answer"] is None
    assert row["median_minutes_held_up"] is None


def test_an_enquiry_of_another_month_or_opened_in_error_is_not_counted() -> None:
    hub = Hub()
    hub.family(MONDAY - 40 * DAY)
    hub.family().later().close(reason="ENTERED_IN_ERROR")
    assert hub.the("timeliness", rating="ALL")["enquiries"] == 0


def test_an_agency_is_held_up_from_the_first_check_until_it_is_contacted() -> None:
    hub = Hub()
    family = hub.family(rating="RED")
    check(family, Outcome.ASK)
    family.later(HOUR)
    check(family, Outcome.OBJECTION)
    family.later(HOUR)
    disclose(family, basis="AUTHORISED")
    row = hub.the("timeliness", rating="RED")
    assert (row["agencies_held_up"], row["agencies_still_waiting"]) == (1, 0)
    assert (row["minutes_held_up"], row["median_minutes_held_up"]) == (120, 120)


def test_an_agency_that_a_check_covers_at_once_was_not_held_up() -> None:
    hub = Hub()
    check(hub.family(), Outcome.COVERED)
    assert hub.the("timeliness", rating="ALL")["agencies_held_up"] == 0


def test_an_agency_that_nobody_contacts_goes_on_waiting() -> None:
    hub = Hub()
    family = hub.family()
    check(family, Outcome.DECISION_NEEDED)
    disclose(family, agency=Agency("SCHOOL"))
    row = hub.the("timeliness", as_of=MONDAY + 3 * HOUR, rating="ALL")
    assert (row["agencies_still_waiting"], row["minutes_held_up"]) == (1, 180)


def test_deciding_not_to_share_ends_the_wait() -> None:
    hub = Hub()
    family = hub.family()
    check(family, Outcome.OBJECTION)
    family.later(HOUR).decide_not()
    row = hub.the("timeliness", as_of=MONDAY + 3 * HOUR, rating="ALL")
    assert (row["agencies_still_waiting"], row["minutes_held_up"]) == (0, 60)


@pytest.mark.parametrize(("child", "goes_on"), [("ng", False), ("another", True)])
def test_deciding_to_go_ahead_ends_the_wait_for_what_it_holds(child: str, goes_on: bool) -> None:
    hub = Hub()
    family = hub.family()
    check(family, Outcome.DECISION_NEEDED)
    family.later(HOUR).decide("d1", decision="S47_DECISION", scope=scope(child))
    row = hub.the("agencies-kept-waiting", as_of=MONDAY + 3 * HOUR, agency="GP")
    assert row["agencies_still_waiting"] == int(goes_on)
    assert row["minutes_held_up"] == (180 if goes_on else 60)


def test_each_kind_of_agency_that_waited_has_its_line_and_each_that_waits_still() -> None:
    hub = Hub()
    family = hub.family(rating="RED")
    check(family, Outcome.ASK)
    family.later(HOUR)
    check(family, Outcome.ASK, agency=Agency("SCHOOL"))
    family.later(HOUR)
    disclose(family, basis="AUTHORISED")
    now = MONDAY + 3 * HOUR
    surgery = hub.the("agencies-kept-waiting", as_of=now, agency="GP")
    assert (surgery["agencies_held_up"], surgery["longest_minutes_held_up"]) == (1, 120)
    school = hub.the("agencies-kept-waiting", "CASE", as_of=now)
    assert (school["agency"], school["minutes_held_up"]) == ("SCHOOL", 120)


def test_an_enquiry_is_listed_until_somebody_has_it_or_it_ends() -> None:
    hub = Hub()
    family = hub.family(rating="RED")
    name, now = "enquiries-without-owner", MONDAY + 3 * HOUR
    assert hub.the(name, "CASE", as_of=now)["minutes_without"] == 180
    family.later(HOUR).make(owning.EnquiryAssigned, enquiry="E1", team="East hub")
    row = hub.the(name, "CASE", as_of=now)
    assert (row["team"], row["minutes_without"]) == ("East hub", 120)
    counted = {"enquiries": 1, "without_team": 0, "of_somebody_who_left": 0}
    assert hub.the(name, as_of=now) == {"row": "SUMMARY", **counted}
    family.make(owning.EnquiryAssigned, enquiry="E1", team="East hub", owner="worker-1")
    assert hub.rows(name, "CASE", as_of=now) == []
    ended, handed_on = hub.family(), hub.family()
    ended.close()
    handed_on.make(
        events.EnquiryClosed, enquiry="E1", reason="CIN_ASSESSMENT", team="Assessment team"
    )
    assert hub.rows(name, "CASE", as_of=now) == []


# ── referrers ───────────────────────────────────────────────────────────────────────────────


def tell_back(story: Story, level: str) -> None:
    story.make(practice.ReferrerToldBack, enquiry="E1", level=level)


def test_a_referrer_is_acknowledged_by_the_next_working_day_and_gps_stand_apart() -> None:
    hub = Hub()
    tell_back(hub.family(referrer_agency="GP").later(DAY), "RECEIVED")
    tell_back(hub.family(referrer_agency="SCHOOL").later(2 * DAY), "NEXT_STEPS")
    hub.family(referrer_agency="GP")
    hub.family()
    gps, others = (hub.the("referrers", group=g) for g in ("GPS", "OTHERS"))
    assert (gps["enquiries"], gps["acknowledged_on_time"]) == (2, 1)
    assert gps["not_acknowledged_and_late"] == 1
    assert (others["acknowledged"], others["acknowledged_on_time"]) == (1, 0)
    assert hub.the("referrers", group="ALL")["enquiries"] == 3


def test_the_outcome_is_counted_where_the_enquiry_closed() -> None:
    hub = Hub()
    told = hub.family(referrer_agency="GP").later(DAY).close()
    tell_back(told.later(HOUR), "OUTCOME")
    hub.family(referrer_agency="GP").later(DAY).close()
    row = hub.the("referrers", as_of=MONDAY + 4 * DAY, group="GPS")
    assert (row["closed"], row["told_the_outcome"], row["told_the_outcome_on_time"]) == (2, 1, 1)
    assert hub.the("referrers", "LATE", MONDAY + 4 * DAY)["what"] == "TELL_REFERRER_OUTCOME"


# ── advocates ───────────────────────────────────────────────────────────────────────────────


def test_advocates_are_counted_by_what_was_said_of_them_and_by_need() -> None:
    hub = Hub()
    family = hub.family()
    for status in ("OFFERED", "NOMINATED", "CHECKING", "CONFIRMED"):
        advocate(family.later(), status)
    family.make(practice.NeedsRecorded, person="mum", indicators=("LITERACY",))
    other = hub.family(MONDAY - 10 * DAY)
    advocate(other, "WAITING_LIST", "dad")
    other.later(10 * DAY)
    row = hub.the("advocates")
    assert (row["people"], row["discussed"], row["offered"]) == (4, 2, 1)
    assert (row["wanted"], row["in_place"], row["waiting"]) == (2, 1, 1)
    assert row["median_waiting_days"] == 10
    need = hub.the("advocates", "GROUP", group="LITERACY")
    assert (need["people"], need["in_place"], need["suppressed"]) == (1, 1, False)


def test_a_few_parents_with_a_need_are_not_counted_out() -> None:
    hub = Hub(small_number=5)
    for number in range(10):
        family = hub.family()
        advocate(family, "WAITING_LIST")
        if number == 0:
            family.make(practice.NeedsRecorded, person="mum", indicators=("LITERACY",))
    need = hub.the("advocates", "GROUP", group="LITERACY")
    assert (need["people"], need["waiting"], need["suppressed"]) == (None, None, True)
    others = hub.the("advocates", "GROUP", group="NONE_RECORDED")
    assert (others["people"], others["waiting"]) == (None, None)
    assert hub.the("advocates")["people"] == 20


# ── kept informed ───────────────────────────────────────────────────────────────────────────


def test_a_promised_contact_is_made_on_time_late_or_not_at_all() -> None:
    hub = Hub()
    for made_after in (1, 4, None):
        family = hub.family()
        informed(family, date(2026, 3, 11))
        if made_after is not None:
            contact(family.later(made_after * DAY))
    row = hub.the("keep-informed", as_of=MONDAY + 5 * DAY)
    assert (row["promised"], row["made_on_time"]) == (3, 1)
    assert (row["made_late"], row["not_made"]) == (1, 1)
    missed = hub.the("keep-informed", "NOT_MADE", MONDAY + 5 * DAY)
    assert (missed["file"], missed["person"], missed["days_late"]) == ("file-3", "mum", 3)


def test_a_promise_that_is_not_due_yet_is_not_counted() -> None:
    hub = Hub()
    informed(hub.family(), date(2026, 3, 11))
    assert hub.the("keep-informed", as_of=london("2026-03-11"))["promised"] == 0


def test_a_promise_falls_away_with_its_enquiry_or_for_a_new_one() -> None:
    hub = Hub()
    closed = hub.family()
    informed(closed, date(2026, 3, 11))
    closed.later(DAY).close()
    anew = hub.family()
    informed(anew, date(2026, 3, 11))
    informed(anew.later(DAY), date(2026, 4, 1))
    unsafe = hub.family()
    informed(unsafe, date(2026, 3, 11))
    unsafe.later().unsafe("mum")
    assert hub.the("keep-informed", as_of=MONDAY + 5 * DAY)["promised"] == 0
