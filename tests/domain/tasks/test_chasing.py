"""An agency that has not answered by its date is asked again, and nobody else is."""

from __future__ import annotations

import pytest

from consent_service.domain.codes import codes
from consent_service.domain.following.awaited import ENDS_WAITING, WOULD_NOT
from consent_service.domain.recorded.events import AdultAdded
from consent_service.domain.recorded.practice import AgencyReplied
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.tasks.task import next_working_day
from tests.domain.shared import THE_SURGERY_WAS_ASKED
from tests.domain.tasks.happenings import disclose, quiet, refused, replied
from tests.domain.tasks.story import DAY, family, scope

CHASE, ANSWER = "CHASE_AGENCY", "ANSWER_REFUSAL"
#: How the family speaks of her: by a part of her name.
GRAN = Agency("FAMILY_NETWORK", "Zzgran")


@pytest.mark.parametrize("outcome", codes("agency_outcomes"))
def test_it_is_asked_again_until_it_has_answered_whatever_it_promised(outcome: str) -> None:
    story = family()
    quiet(story)
    replied(story, outcome)
    waits = outcome not in ENDS_WAITING
    assert (CHASE in story.codes()) is (waits and outcome != WOULD_NOT)
    assert (ANSWER in story.codes()) is (waits and outcome == WOULD_NOT)


def test_F29_who_would_not_is_answered_at_once_and_never_said_not_to_have_answered() -> None:
    story = family()
    refused(story)
    assert story.the(ANSWER).due == next_working_day(story.at)
    story.later(10 * DAY)
    assert story.the(ANSWER)
    assert CHASE not in story.codes()
    story.make(
        AgencyReplied,
        disclosure="sent",
        outcome="WOULD_NOT",
        escalated_to="Their lead",
    )
    assert ANSWER not in story.codes()
    # What it says last is what counts: it will send it after all, and is late with it.
    replied(story, "ACCEPTED")
    assert story.the(CHASE)
    assert ANSWER not in story.codes()


@pytest.mark.parametrize("before", ["DELAYED", "WOULD_NOT", "ACCEPTED"])
def test_help_that_was_asked_for_about_an_earlier_answer_settles_no_later_refusal(
    before: str,
) -> None:
    """Who was asked for help because it was late had answered every refusal that came after."""
    story = family()
    quiet(story)
    story.make(AgencyReplied, disclosure="sent", outcome=before, escalated_to="Their lead")
    story.later()
    replied(story, "WOULD_NOT")
    assert story.the(ANSWER)
    story.make(AgencyReplied, disclosure="sent", outcome="WOULD_NOT", escalated_to="Their lead")
    assert ANSWER not in story.codes()


def test_a_refusal_is_answered_once_it_was_asked_again_or_respected_with_reasons() -> None:
    for settle in (
        lambda s: disclose(s, disclosure="again"),
        lambda s: s.decide_not(scope=scope(agencies=(THE_SURGERY_WAS_ASKED["agency"],))),
    ):
        story = family()
        refused(story)
        story.later()
        disclose(story, disclosure="other", agency=Agency("SCHOOL"))
        story.decide_not(scope=scope(agencies=(Agency("SCHOOL"),)), id="school")
        assert story.the(ANSWER), "Of another agency it says nothing."
        surgery = scope(agencies=(THE_SURGERY_WAS_ASKED["agency"],))
        story.decide_not(scope=surgery, id="asked", reason_codes=("ASK_FIRST",))
        assert story.the(ANSWER), "What a manager asks first decides nothing."
        settle(story.later())
        assert ANSWER not in story.codes()


def test_what_somebody_of_the_network_refused_is_answered_though_nobody_knows_who_they_are() -> (
    None
):
    story = family()
    quiet(story, agency=GRAN)
    replied(story, "WOULD_NOT")
    assert story.the(ANSWER).person is None
    story.make(AdultAdded, person="gran", names="Zzgran Zzother")
    story.adult("gran")
    assert story.the(ANSWER).person == "gran"
    story.unsafe("gran")
    assert ANSWER not in story.codes(), "Nobody is sent to whoever may not hear of it."


def test_who_would_not_is_not_answered_where_the_agreement_was_taken_back() -> None:
    story = family()
    yes = story.agree()
    disclose(story, rests_on=(yes,))
    replied(story, "WOULD_NOT")
    assert story.the(ANSWER)
    story.later().say("WITHDRAWN")
    assert ANSWER not in story.codes()


def test_before_its_date_and_without_one_nobody_is_pressed() -> None:
    story = family()
    quiet(story, reply_by=None)
    assert CHASE not in story.codes()
    story = family()
    quiet(story, reply_by=story.at + DAY)
    assert CHASE not in story.codes()


def test_a_day_that_is_given_later_is_the_one_that_counts() -> None:
    story = family()
    quiet(story, reply_by=None)
    story.make(AgencyReplied, disclosure="sent", outcome="ACCEPTED", reply_by=story.at + 2 * DAY)
    assert CHASE not in story.codes()
    story.later(3 * DAY)
    assert story.the(CHASE)
    # Another day is asked for then, and is the one it is held to.
    story.make(AgencyReplied, disclosure="sent", outcome="DELAYED", reply_by=story.at + 2 * DAY)
    assert CHASE not in story.codes()
    replied(story, "DELAYED")
    assert CHASE not in story.codes()


def test_it_is_not_asked_again_for_what_was_taken_back() -> None:
    story = family()
    quiet(story)
    story.say("WITHDRAWN")
    assert CHASE not in story.codes()
    assert "SEND_STOP_NOTICE" in story.codes()


def test_somebody_of_the_network_is_asked_again_only_where_it_is_known_who_and_safe() -> None:
    story = family()
    quiet(story, agency=GRAN)
    assert CHASE not in story.codes()
    story.make(AdultAdded, person="gran", names="Zzgran Zzother")
    story.adult("gran")
    assert story.the(CHASE).person == "gran"
    story.unsafe("gran")
    assert CHASE not in story.codes()
