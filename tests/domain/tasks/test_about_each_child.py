"""Whoever cares for several children is spoken to about each of them (`domain.md` 0.6)."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given

from consent_service.domain.file.view import View
from consent_service.domain.file.whattheysaid import NOT_HEARD_HERE, REACHED_BY
from consent_service.domain.recorded.events import AdultAdded
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.tasks import due
from consent_service.domain.tasks.scene import Scene
from tests.domain.scenario_files import read
from tests.domain.strategies import families, questions
from tests.domain.tasks.story import DAY, Story, family, question, scope
from tests.domain.tasks.test_left_open import ASKS
from tests.domain.test_tasks import replied, with_open_enquiries
from tests.sweeping import each
from tests.trying import tried


@tried(10, at_length=1_600)
@given(families(), questions())
def test_no_child_is_left_out_of_whom_somebody_who_cares_for_them_has_said_nothing(
    facts: dict[str, Any], question: dict[str, Any]
) -> None:
    case = read(facts, {**question, "known_at": question["as_of"]})
    view = View(with_open_enquiries(case.file), case.as_of, case.as_of)
    scene = Scene(view, case.policy)
    said = [
        held.event
        for held in view.said
        if held.event.enquiry in scene.open
        and held.event.answer in REACHED_BY
        and held.event.method not in NOT_HEARD_HERE
    ]
    found = [task for task in due(view, case.policy) if task.code in ASKS]
    for enquiry in scene.open:
        for person, links in scene.people.items():
            may = scene.may_be_spoken_to[person] and view.reachable[person, enquiry]
            if not may or not view.capacity[person, "*"] or len(links) == 1:
                continue
            for child in {link.event.child for link in links}:
                heard = any(one.person == person and one.scope.names(child) for one in said)
                asked = any(t.person == person and t.child in (None, child) for t in found)
                assert heard or asked, (person, child)


def of_two(*carers: str) -> Story:
    """Each of them cares for both children."""
    story = family().child("sam", date(2020, 2, 1))
    for carer in carers or ("mum", "dad"):
        story.adult(carer, "sam")
    return story.later()


def left(story: Story, person: str) -> list[str | None]:
    """About whom they are to be spoken to; nobody in particular is everybody."""
    return [task.child for task in story.due() if task.code in ASKS and task.person == person]


def test_a_talk_about_one_child_leaves_the_other_to_be_spoken_of() -> None:
    story = of_two()
    assert left(story, "dad") == [None]
    story.say("REFUSED", "dad", conversation=story.talk("dad"))
    assert left(story, "dad") == ["sam"]
    task = story.the("SPEAK_TO", person="dad")
    assert (task.child, task.due) == ("sam", date(2026, 3, 10))
    story.later().say("AGREED", "dad", scope=scope("sam"))
    assert not left(story, "dad")


@each("answer", of=["AGREED", "REFUSED", "UNDECIDED", "WITHDRAWN"])
@each("subjects", of=[("ng", "sam"), ("*",)])
def test_one_answer_about_both_is_about_both(answer: str, subjects: tuple[str, ...]) -> None:
    story = of_two()
    story.say(answer, "mum", scope=scope(*subjects))
    assert "SPEAK_TO" not in {task.code for task in story.due() if task.person == "mum"}


def test_a_talk_in_which_nothing_was_answered_says_of_nobody_that_they_were_spoken_of() -> None:
    story = of_two("dad")
    story.talk("dad")
    story.talk("mum")
    assert left(story, "dad") == [None]
    # Who cares for one child was spoken to about that one.
    assert not left(story, "mum")


def test_a_child_who_came_later_is_to_be_spoken_of_with_whoever_cares_for_them() -> None:
    story = family()
    story.agree("mum", scope=scope("*"))
    story.later(DAY).child("baby", date(2026, 3, 10)).adult("mum", "baby")
    assert left(story, "mum") == ["baby"]
    assert story.the("SPEAK_TO", person="mum").due == date(2026, 3, 11)


def test_who_is_of_age_or_was_spoken_of_in_another_enquiry_is_not_asked_about_again() -> None:
    story = of_two("mum").child("big", date(2001, 1, 1)).adult("mum", "big")
    story.enquiry("E2")
    story.agree("mum")
    story.say("AGREED", "mum", enquiry="E2", scope=scope("sam"))
    assert not left(story, "mum")
    # What was said in one that is over is history.
    story.later().close("E2")
    assert left(story, "mum") == ["sam"]


@each(
    "answer", "code", of=[("AWAITING", "CHASE_REPLY"), ("REPORTED_BY_REFERRER", "CONFIRM_REPORTED")]
)
def test_how_it_has_come_is_said_of_each_child_alone(answer: str, code: str) -> None:
    story = of_two("mum")
    story.agree("mum")
    story.say(answer, "mum", scope=scope("sam"))
    assert {(t.code, t.child) for t in story.due() if t.person == "mum" and t.code in ASKS} >= {
        (code, "sam")
    }


def test_a_council_says_it_for_each_child() -> None:
    story = of_two("mum")
    for child in ("ng", "sam"):
        story.adult("la", child, role="LOCAL_AUTHORITY")
    story.later().say("AGREED", "la")
    assert [t.child for t in story.every("ANSWER_FOR_COUNCIL", person="la")] == ["sam"]


def test_a_check_about_one_child_says_nothing_of_the_other() -> None:
    story = of_two()
    story.say("REFUSED", "dad")
    school = {"agency": Agency("SCHOOL")}
    assert ("SPEAK_TO", "dad") not in replied(story, question(**school))
    assert ("ASK_ABOUT_THIS", "dad") in replied(story, question(**school))
    assert ("SPEAK_TO", "dad") in replied(story, question("sam"))


def test_whoever_is_something_to_no_child_is_spoken_to_about_none() -> None:
    story = of_two()
    story.make(AdultAdded, person="aunt", names="Zz")
    assert not left(story, "aunt")


@each("pr_status", of=["YES", "NO"])
def test_a_council_that_only_accommodates_a_child_answers_for_nobody(pr_status: str) -> None:
    """Under section 20 it has no parental responsibility, and the task said that it has."""
    story = Story().child().adult("mum")
    story.adult("la", role="LOCAL_AUTHORITY", pr_status=pr_status)
    story.enquiry()
    codes = {one.code for one in story.due(story.at) if one.person == "la"}
    assert ("ANSWER_FOR_COUNCIL" in codes) is (pr_status == "YES")
