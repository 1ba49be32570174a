"""Surnames shared with a family (F21), and the same question again after a no (F27)."""

from __future__ import annotations

from datetime import timedelta

from consent_service.domain.answers import Outcome
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.checked import (
    ContactOpened,
    KeptRecordOpened,
    KeptRecordReviewed,
    RecordOpened,
)
from consent_service.domain.recorded.content import By
from consent_service.domain.reports.access import surname
from tests.domain.reports.hub import Hub, check
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, Story

OTHER = By("worker-2", "MASH_WORKER")
PURPOSES = ("AGENCY_CHECKS", "CIN_ASSESSMENT", "CIN_PLAN", "SAFETY_PLAN", "EARLY_HELP_REFERRAL")
MINUTE = timedelta(minutes=1)


# ── F21 ─────────────────────────────────────────────────────────────────────────────────────


def named(hub: Hub, names: str) -> Story:
    story = hub.file()
    story.make(events.AdultAdded, By("worker-9", "MASH_WORKER"), person="mum", names=names)
    return story


def test_F21_a_worker_with_the_surname_of_somebody_on_the_file_is_flagged() -> None:
    hub = Hub()
    hub.staff("worker-1", "Priya EXAMPLE")
    story = named(hub, "Ann Example")
    check(story.later(), Outcome.ASK)
    story.later().talk("mum")
    row = hub.the("access-oddities", "CASE")
    assert (row["staff"], row["file"], row["people"]) == ("worker-1", "file-1", ["mum"])
    assert (row["checks"], row["records"], row["looks_at_history"]) == (1, 1, 0)


def test_who_opened_an_address_is_listed_without_what_for() -> None:
    hub = Hub()
    story = named(hub, "Ann Example")
    story.make(
        practice.ContactPointRecorded,
        contact="home",
        person="mum",
        type="ADDRESS",
        value="Zz",
        safety="UNSAFE",
    )
    story.make(ContactOpened, OTHER, contact="home", reason="Zz to write to her.")
    row = hub.the("contacts-opened", "CASE")
    assert (row["contact"], row["person"], row["staff"]) == ("home", "mum", OTHER.id)
    assert "Zz" not in str(hub.rows("contacts-opened", "CASE"))
    assert hub.the("contacts-opened") == {"row": "SUMMARY", "opened": 1, "staff": 1}


def test_who_opened_a_record_that_is_kept_to_others_is_listed_and_no_auditor() -> None:
    hub = Hub()
    story = named(hub, "Ann Example")
    for who in (OTHER, By("ig-1", "IG_OFFICER"), By("named", "MASH_WORKER")):
        story.make(RecordOpened, who, opening=f"by {who.id}", reason="Zz to protect her tonight.")
    story.make(KeptRecordOpened, OTHER, opening=f"by {OTHER.id}")
    row = hub.the("records-opened", "CASE")
    assert (row["staff"], row["role"], row["upheld"]) == (OTHER.id, OTHER.role, None)
    assert "Zz" not in str(row)
    opened = {"row": "SUMMARY", "opened": 1, "staff": 1}
    assert hub.the("records-opened") == {**opened, "reviewed": 0, "upheld": 0}
    asked = {"opening": f"by {OTHER.id}", "upheld": False, "words": "Zz"}
    story.make(KeptRecordReviewed, MANAGER, **asked)
    assert hub.the("records-opened", "CASE")["upheld"] is False
    assert hub.the("records-opened") == {**opened, "reviewed": 1, "upheld": 0}


def test_F21_another_name_another_file_or_another_month_is_not_flagged() -> None:
    hub = Hub()
    hub.staff("worker-1", "Example Priya")
    hub.staff("worker-2", "Sam Example", MONDAY - 90 * DAY)
    check(named(hub, "Ann Example"), Outcome.ASK)
    named(hub, "Bo Other").talk("mum")
    old = hub.file(MONDAY - 60 * DAY)
    old.make(events.AdultAdded, OTHER, person="mum", names="Ann Example")
    assert hub.rows("access-oddities", "CASE") == []


def test_F21_a_name_is_compared_only_from_when_it_was_known() -> None:
    hub = Hub()
    story = named(hub, "Ann Example")
    check(story, Outcome.ASK)
    hub.staff("worker-1", "Priya Example", MONDAY + DAY)
    later = MONDAY + 2 * DAY
    assert len(hub.rows("access-oddities", "CASE", later)) == 1
    assert hub.rows("access-oddities", "CASE", later, known=MONDAY) == []


def test_F21_a_name_that_changed_since_still_counts() -> None:
    hub = Hub()
    hub.staff("worker-1", "Priya Example")
    hub.staff("worker-1", "Priya Married", MONDAY + MINUTE)
    check(named(hub, "Ann Example"), Outcome.ASK)
    assert len(hub.rows("access-oddities", "CASE", MONDAY + DAY)) == 1


def test_F21_whoever_is_not_listed_cannot_be_compared_and_that_is_said() -> None:
    hub = Hub()
    check(named(hub, "Ann Example"), Outcome.ASK)
    row = hub.the("access-oddities")
    assert (row["flagged"], row["staff_seen"], row["staff_not_listed"]) == (0, 2, 2)


def test_a_surname_is_the_last_word_whatever_its_case_or_width() -> None:
    assert surname("Ann O'EXAMPLE") == surname("Bo  o'example ") == "o'example"
    assert surname("STRASSE") == surname("Straße")
    assert surname(" ") is None


def test_neither_report_shows_a_name() -> None:
    hub = Hub()
    hub.staff("worker-1", "Priya Zzcanary")
    story = named(hub, "Ann Zzcanary")
    shop(story)
    for name in ("access-oddities", "purpose-shopping"):
        assert "zzcanary" not in repr(hub.report(name)).casefold()


# ── F27 ─────────────────────────────────────────────────────────────────────────────────────


def shop(story: Story, *purposes: str, by: By = OTHER) -> None:
    """A no, and then the same question for other purposes, a minute apart."""
    check(story.later(MINUTE), Outcome.OBJECTION, by)
    for purpose in purposes or PURPOSES[1:]:
        check(story.later(MINUTE), Outcome.OBJECTION, by, purpose=purpose)


def test_F27_a_question_asked_again_for_three_other_purposes_is_in_the_managers_sample() -> None:
    hub = Hub()
    shop(hub.family(), *PURPOSES[1:4])
    row = hub.the("purpose-shopping", "PURPOSE_SHOPPING")
    assert (row["staff"], row["subject"], row["agency"]) == ("worker-2", "ng", "GP")
    assert row["purposes"] == list(PURPOSES[1:4])
    assert row["times"] == 3


def test_F27_two_other_purposes_two_workers_or_two_agencies_are_no_shopping() -> None:
    hub = Hub()
    shop(hub.family(), *PURPOSES[1:3])
    two_workers = hub.family()
    shop(two_workers, *PURPOSES[1:3])
    check(two_workers, Outcome.OBJECTION, purpose=PURPOSES[3])
    assert hub.report("purpose-shopping").rows[1:] == []


def test_F27_the_same_question_three_times_after_a_no_is_shown_as_asked_again() -> None:
    hub = Hub()
    shop(hub.family(), *["AGENCY_CHECKS"] * 3)
    row = hub.the("purpose-shopping", "ASKED_AGAIN")
    assert (row["times"], row["purposes"]) == (3, ["AGENCY_CHECKS"])


def test_F27_asking_for_many_purposes_before_anybody_said_no_is_the_work() -> None:
    hub = Hub()
    family = hub.family()
    for purpose in PURPOSES:
        check(family.later(), Outcome.ASK, purpose=purpose)
    check(family.later(), Outcome.OBJECTION)
    assert hub.report("purpose-shopping").rows[1:] == []


def test_F27_what_is_asked_a_week_later_is_another_matter() -> None:
    hub = Hub()
    family = hub.family(MONDAY - 20 * DAY)
    check(family, Outcome.OBJECTION)
    family.later(8 * DAY)
    for purpose in PURPOSES[1:4]:
        check(family.later(), Outcome.ASK, purpose=purpose)
    assert hub.report("purpose-shopping").rows[1:] == []


def test_F27_a_no_just_before_the_period_still_begins_a_pattern() -> None:
    hub = Hub()
    family = hub.family(MONDAY)
    shop(family)
    found = hub.rows("purpose-shopping", "PURPOSE_SHOPPING", since=family.at - MINUTE)
    assert len(found) == 1


def test_F27_asking_and_telling_in_one_check_are_one_time() -> None:
    hub = Hub()
    family = hub.family()
    check(family, Outcome.OBJECTION, direction="BOTH")
    check(family.later(), Outcome.OBJECTION, direction="BOTH")
    check(family.later(), Outcome.OBJECTION, direction="BOTH")
    assert hub.report("purpose-shopping").rows[1:] == []
