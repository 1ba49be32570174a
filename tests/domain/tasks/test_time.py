"""What is due when: working days, the end of a day, birthdays, the night the clocks go back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.answers import Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.times import LONDON
from tests.domain.tasks.happenings import disclose
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, Story, family, london, question, scope


def test_F01_a_copy_not_sent_in_two_working_days_is_overdue_and_the_agreement_still_holds() -> None:
    story = family()
    story.agree(expires_at=MONDAY + 20 * DAY)
    for days, late in ((0, False), (2, False), (3, True)):
        task, at = story.the("SEND_SUMMARY", MONDAY + days * DAY), MONDAY + days * DAY
        assert task.overdue(at) is late
    asked = question()
    later = MONDAY + 3 * DAY
    answer = decide(View(story.file, later, later), DEFAULT_POLICY, asked)
    assert answer.outcome is Outcome.COVERED


def test_F04_a_use_of_share_now_not_recorded_by_monday_five_is_overdue_for_the_manager() -> None:
    friday = london("2026-06-05", "16:50")
    story = family(friday)
    story.share_now()
    monday = london("2026-06-08", "17:00")
    task = story.the("RECORD_SHARE_NOW", monday)
    assert task.due_at == monday
    just_before = monday - timedelta(seconds=1)
    assert (task.overdue(just_before), task.overdue(monday)) == (False, True)
    # Nothing is blocked: the next answer is what it would have been.
    asked = question()
    assert decide(View(story.file, monday, monday), DEFAULT_POLICY, asked) == decide(
        View(family(friday).file, monday, monday), DEFAULT_POLICY, asked
    )


def test_F05_before_a_bank_holiday_monday_the_next_working_day_is_tuesday() -> None:
    story = family(london("2026-08-28", "10:00"))
    assert {task.due for task in story.every("SPEAK_TO")} == {date(2026, 9, 1)}
    tuesday = london("2026-09-01", "23:59")
    assert not story.every("SPEAK_TO", tuesday)[0].overdue(tuesday)
    assert story.every("SPEAK_TO")[0].overdue(london("2026-09-02", "00:00"))


def test_F08_the_day_before_they_turn_sixteen_the_young_person_is_to_be_asked() -> None:
    story = Story().child("ali", date(2010, 3, 20)).adult("mum", "ali").enquiry()
    story.agree(scope=scope("ali"), expires_at=MONDAY + 20 * DAY)
    asked = question("ali")

    def at(moment: datetime) -> tuple[bool, str]:
        answer = decide(View(story.file, moment, moment), DEFAULT_POLICY, asked)
        return "ASK_YOUNG_PERSON" in story.codes(moment), answer.reasons[0].value

    midnight = london("2026-03-19", "00:00")
    assert at(midnight - timedelta(seconds=1)) == (False, "AGREED_BY_PARENT")
    assert at(midnight) == (True, "AGREED_BY_PARENT")
    assert at(london("2026-03-20", "00:00")) == (True, "YP_NOT_ASKED")
    assert story.the("ASK_YOUNG_PERSON", midnight).due == date(2026, 3, 20)
    story.at = london("2026-03-20", "09:00")
    story.say("AGREED", "ali", scope=scope("ali"))
    assert at(story.at) == (False, "AGREED_BY_YOUNG_PERSON")


def test_a_young_person_found_unable_to_decide_is_not_sent_for() -> None:
    story = Story().child("ali", date(2009, 3, 20)).adult("mum", "ali").enquiry()
    story.make(events.CompetenceRecorded, MANAGER, child="ali", status="NOT_COMPETENT")
    assert "ASK_YOUNG_PERSON" not in story.codes()


def test_a_competent_child_under_sixteen_is_to_be_asked() -> None:
    story = Story().child("ali", date(2012, 3, 20)).adult("mum", "ali").enquiry()
    assert story.codes() >= {"CONSIDER_COMPETENCE"}
    story.make(events.CompetenceRecorded, child="ali", status="COMPETENT", purpose="AGENCY_CHECKS")
    assert "CONSIDER_COMPETENCE" not in story.codes()
    assert story.the("ASK_YOUNG_PERSON").child == "ali"


def test_F09_what_ends_on_the_day_the_clocks_go_back_ends_once_at_its_local_time() -> None:
    """25 October 2026 has 25 hours; 23:59 comes once, an hour later in UTC than the day before."""
    story = family(london("2026-10-20", "12:00"))
    ends = london("2026-10-25", "23:59")
    assert ends == datetime(2026, 10, 25, 23, 59, tzinfo=UTC)
    story.agree(expires_at=ends)
    asked = question()

    def at(moment: datetime) -> tuple[bool, Outcome]:
        answer = decide(View(story.file, moment, moment), DEFAULT_POLICY, asked)
        return "AGREEMENT_ENDING" in story.codes(moment), answer.outcome

    assert story.the("AGREEMENT_ENDING").due == date(2026, 10, 25)
    # Half past one comes twice that night, and the agreement holds through both.
    for fold_of_night in (0, 1):
        twice = datetime(2026, 10, 25, 1, 30, fold=fold_of_night, tzinfo=LONDON).astimezone(UTC)
        assert at(twice) == (True, Outcome.COVERED)
    assert at(ends - timedelta(seconds=1)) == (True, Outcome.COVERED)
    assert at(ends) == (False, Outcome.ASK)


def test_j10_the_prompt_comes_seven_days_before_an_agreement_ends() -> None:
    story = family()
    ends = MONDAY + 20 * DAY
    story.agree(expires_at=ends)
    week_before = ends - 7 * DAY
    assert "AGREEMENT_ENDING" not in story.codes(week_before - timedelta(seconds=1))
    assert story.the("AGREEMENT_ENDING", week_before).since == week_before


def test_F16_a_withdrawal_by_voicemail_on_saturday_is_called_about_by_monday() -> None:
    story = family(london("2026-03-06", "12:00"))
    story.agree()
    story.at = london("2026-03-09", "09:30")
    story.say("WITHDRAWN", effective_at=london("2026-03-07", "18:00"))
    task = story.the("CALL_AFTER_WITHDRAWAL")
    assert (task.since, task.due) == (london("2026-03-07", "18:00"), date(2026, 3, 9))
    assert "evidence of harm" in story.the("ASK_ABOUT_RISK").label
    story.unsafe("mum")
    assert "CALL_AFTER_WITHDRAWAL" not in story.codes()
    assert "ASK_ABOUT_RISK" in story.codes()


@pytest.mark.parametrize("is_whole_first", [True, False])
def test_a_part_of_what_was_stopped_is_one_thought_with_the_whole(*, is_whole_first: bool) -> None:
    """Stop, and then “Change it” of a part of the same, stood as two lines that read alike."""
    story = family()
    story.agree()
    whole = scope(categories=("CHILD_HEALTH", "EDUCATION"))
    part = scope(categories=("CHILD_HEALTH",))
    said = [
        story.later().say("WITHDRAWN", scope=one)
        for one in ((whole, part) if is_whole_first else (part, whole))
    ]
    assert story.the("ASK_ABOUT_RISK").about == said[0 if is_whole_first else 1]
    # Of another service it is another thought.
    other = scope(agencies=(Agency("SCHOOL"),), categories=("EDUCATION",))
    story.later().say("WITHDRAWN", scope=other)
    assert len(story.every("ASK_ABOUT_RISK")) == 2


@pytest.mark.parametrize("precision", ["minute", "hour", "day"])
def test_a_talk_that_may_have_been_before_they_stopped_is_no_call_about_it(precision: str) -> None:
    """Typed with its day alone a stop has effect from midnight, and every talk of that day passed
    for the call that it asks for.
    """
    story = family(london("2026-03-09", "09:00"))
    story.at = london("2026-03-09", "10:15")
    story.agree()
    story.at = london("2026-03-09", "10:40")
    story.say("WITHDRAWN", effective_at=london("2026-03-09", "10:16"), precision=precision)
    assert story.every("CALL_AFTER_WITHDRAWAL")
    story.at = london("2026-03-09", "10:45")
    story.talk()
    assert not story.every("CALL_AFTER_WITHDRAWAL")


@given(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_nothing_is_overdue_at_the_moment_it_comes_up(at: datetime) -> None:
    story = family(at, referrer_agency="GP")
    story.share_now()
    story.agree()
    assert not any(task.overdue(at) for task in story.due())


def test_F16_what_went_out_between_saying_and_recording_is_looked_at_again() -> None:
    story = family(london("2026-03-06"))
    story.agree()
    story.at = london("2026-03-09", "09:00")
    disclose(story)
    before = story.codes()
    story.at = london("2026-03-09", "09:30")
    story.say("WITHDRAWN", effective_at=london("2026-03-07", "18:00"))
    assert story.the("SEND_STOP_NOTICE").due == date(2026, 3, 9)
    looked_at = story.the("REVIEW_DISCLOSURE")
    assert (looked_at.since, looked_at.due) == (story.at, date(2026, 3, 11))
    # As it was known when it went out, nothing was wrong with it.
    assert {task.code for task in story.due(story.at, london("2026-03-09", "09:00"))} == before
