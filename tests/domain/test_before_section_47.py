"""A strategy discussion came to section 47. Whether the family is told is part of a decision that
nobody has made yet: in those hours nobody is sent to them, and nobody tells them."""

from __future__ import annotations

from typing import Any, Final

from consent_service.domain.file.view import View
from consent_service.domain.noticing.staffnamed import asked_of_them
from consent_service.domain.recorded import events, meetings, practice
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.tasks.scene import Scene
from consent_service.domain.tasks.speaking import SPEAKS, wary
from tests.domain.tasks.kinds_of_meetings import CALLED, CAME_TO
from tests.domain.tasks.story import MANAGER, Story, family
from tests.domain.test_contacting import SENDS
from tests.domain.test_kept_by_a_decision import sentences_of, shown
from tests.sweeping import each

ASK: Final = "Ask a manager before you speak to Zz mum (mother) or Zz dad (father), about anything"


def met(story: Story, **members: Any) -> Story:
    """Of a family of two parents and a child."""
    story.make(meetings.MeetingCalled, **CALLED)
    story.make(meetings.MeetingRecorded, **{**CAME_TO, **members})
    return story.later()


def sent_to(story: Story) -> set[str | None]:
    return {task.person for task in story.due() if task.code in SPEAKS}


def test_nobody_is_sent_to_the_family_before_a_manager_has_decided() -> None:
    story = family()
    assert {"mum", "dad"} <= sent_to(story)
    met(story)
    assert not sent_to(story) - {None}
    assert story.the("DECIDE_S47").for_role == "MASH_MANAGER"
    story.decide(decision="S47_DECISION")
    assert {"mum", "dad"} <= sent_to(story.later()), "It is not kept from them."
    story.decide("kept", decision="S47_DECISION", safe_to_tell=False)
    assert not sent_to(story.later()) - {None}


@each("said", of=[{"outcome": "ASSESSMENT"}, {"outcome": None}, {"held": False}])
def test_a_discussion_that_came_to_nothing_of_the_kind_leaves_them_to_be_spoken_to(
    said: dict[str, Any],
) -> None:
    assert {"mum", "dad"} <= sent_to(met(family(), **said))


@each("asked", of=[{}, {"purpose": "S47_ENQUIRY"}, {"agency": Agency("POLICE")}])
def test_an_answer_says_to_ask_a_manager_and_sends_nobody_to_them(asked: dict[str, Any]) -> None:
    said = shown(met(family()), **asked)
    assert said["next"].startswith(ASK)
    for words in sentences_of(said):
        assert not SENDS.search(words), words
    assert not {task.code for task in said["due"]} & SPEAKS
    assert "share now" in said["share_now"]["text"], "Nothing is held up."


def test_the_agency_tells_them_nothing_before_it_has_spoken_to_us() -> None:
    story = family()
    for person in ("mum", "dad"):
        story.agree(person)
    assert "Please do tell the family" in shown(story)["agency_words"]
    words = shown(met(story))["agency_words"]
    assert "or those who care for the child, until you have spoken to us." in words


def test_it_is_of_the_family_of_the_child_and_of_the_enquiry_that_goes_on() -> None:
    story = family().child("other").adult("aunt", child="other")
    met(story)
    assert "aunt" in sent_to(story)
    story.make(events.EnquiryClosed, MANAGER, enquiry="E1", reason="NFA_ADVICE")
    assert not shown(story.later())["next"].startswith(ASK)


def test_help_that_is_asked_for_now_and_a_call_that_was_promised_are_heard_with_care() -> None:
    story = met(family())
    story.make(practice.FamilyAsked, person="mum", request="r", wants=practice.HELP_NOW)
    assert len(story.every("HELP_WITH_CARE")) == 2


def test_with_whom_a_talk_was_held_since_is_spoken_to_as_everybody_is() -> None:
    """Who rang in to say no was not: nobody calls back before the manager has decided."""
    story = met(family())
    story.say("REFUSED", "dad")
    story.talk("mum")
    assert sent_to(story.later()) - {None} == {"mum"}


def test_whoever_reads_a_name_reads_whom_to_ask_first() -> None:
    story = met(family())
    view = View(story.file, story.at, story.at)
    line = wary(Scene(view, DEFAULT_POLICY), "mum")
    assert line is not None
    # On a list nobody is named.
    assert line.startswith("Ask a manager before you speak to the mother, about anything")
    asked = practice.FamilyAsked(person="mum", request="r", wants="TALK", effective_at=story.at)
    assert asked_of_them("SAID_BOTH", asked, view).text.startswith(
        line.replace("the mother", "Zz mum (mother)")
    )
