"""Whoever was spoken to and left something open is asked again, until their next word ends it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given

from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded.circumstances import DeathRecorded
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.tasks import due
from consent_service.domain.tasks.leftopen import LEFT_OPEN
from consent_service.domain.tasks.scene import Scene
from consent_service.domain.tasks.speaking import FOR_COUNCIL
from tests.domain.scenario_files import read
from tests.domain.strategies import families, questions
from tests.domain.tasks.story import DAY, Story, family, scope
from tests.domain.test_tasks import with_open_enquiries
from tests.sweeping import each
from tests.trying import tried

#: Who is asked about all of it, who about what they left open, and a council by its manager.
ASKS = {"SPEAK_TO", "TRY_AGAIN", "CHASE_REPLY", "CONFIRM_REPORTED", "ASK_AGAIN"} | {FOR_COUNCIL}
SCHOOL = scope(agencies=(Agency("SCHOOL"),))


@tried(6, at_length=1_000)
@given(families(), questions())
def test_whatever_a_check_calls_open_somebody_is_to_be_asked_about(
    facts: dict[str, Any], question: dict[str, Any]
) -> None:
    case = read(facts, {**question, "known_at": question["as_of"]})
    view = View(with_open_enquiries(case.file), case.as_of, case.as_of)
    scene = Scene(view, case.policy)
    answer = decide(view, case.policy, case.proposal)
    to_ask = {(t.person, t.enquiry) for t in due(view, case.policy) if t.code in ASKS}
    for item in answer.items:
        for stands in item.positions:
            asked = case.proposal.enquiry
            if stands.reason not in LEFT_OPEN or asked not in scene.open:
                continue
            if stands.person in scene.people and scene.may_be_spoken_to[stands.person]:
                assert (stands.person, asked) in to_ask, stands


def heard() -> Story:
    """They were spoken to about the surgery, and said yes to it."""
    story = family()
    story.agree()
    return story.later()


@each("answer", of=["AWAITING", "UNDECIDED"])
def test_who_was_spoken_to_is_asked_again_about_what_they_left_open(answer: str) -> None:
    story = heard()
    about = story.say(answer, scope=SCHOOL)
    assert "ASK_AGAIN" not in {t.code for t in story.due(story.at - timedelta(seconds=1))}
    task = story.later(7 * DAY).the("ASK_AGAIN")
    assert (task.person, task.enquiry, task.about) == ("mum", "E1", about)
    assert (task.due, task.overdue(story.at)) == (date(2026, 3, 10), True)


@each("answer", of=["AWAITING", "UNDECIDED"])
@each("next_word", of=["AGREED", "REFUSED"])
def test_their_next_word_about_it_ends_that_and_one_about_something_else_does_not(
    answer: str, next_word: str
) -> None:
    story = heard()
    story.say(answer, scope=SCHOOL)
    story.later().say("REFUSED", scope=scope(agencies=(Agency("HOUSING"),)))
    assert story.whose("ASK_AGAIN") == {"mum"}
    story.later().say(next_word, scope=SCHOOL, expires_at=None)
    assert "ASK_AGAIN" not in story.codes()


def test_what_was_asked_of_two_services_is_open_until_both_are_answered() -> None:
    story = heard()
    story.say("UNDECIDED", scope=scope(agencies=(Agency("SCHOOL"), Agency("HOUSING"))))
    story.later().say("AGREED", scope=SCHOOL)
    assert story.whose("ASK_AGAIN") == {"mum"}
    story.later().say("REFUSED", scope=scope(agencies=(Agency("HOUSING"),)))
    assert "ASK_AGAIN" not in story.codes()


def test_who_said_yes_and_no_close_together_is_asked_which_holds() -> None:
    story = heard()
    story.say("REFUSED", effective_at=story.at - timedelta(hours=1))
    assert story.whose("ASK_AGAIN") == {"mum"}
    story.later(DAY).say("REFUSED")
    assert "ASK_AGAIN" not in story.codes()


def test_several_things_that_one_person_left_open_are_one_thing_to_do() -> None:
    story = heard()
    first = story.say("UNDECIDED", scope=SCHOOL)
    story.later().say("AWAITING", scope=scope(agencies=(Agency("HOUSING"),)))
    assert story.the("ASK_AGAIN").about == first


def test_whom_nobody_has_heard_is_spoken_to_and_not_asked_again() -> None:
    story = family()
    story.say("AWAITING", scope=SCHOOL)
    assert "ASK_AGAIN" not in story.codes()
    assert story.whose("CHASE_REPLY") == {"mum"}


def test_about_a_child_who_has_died_nobody_is_asked_again() -> None:
    story = heard()
    story.say("UNDECIDED", scope=SCHOOL)
    story.child("sam").adult("mum", "sam")
    story.make(DeathRecorded, person="ng")
    assert "ASK_AGAIN" not in story.codes()
