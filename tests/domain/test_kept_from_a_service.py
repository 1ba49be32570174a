"""Whoever asks that a service does not hear of something has said no to that service, and nothing
of anybody at home: whatever else stands there is read as if anybody might be meant.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.actions.notknow import SayWhoMustNotKnow, say_who_must_not_know
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.freetext.confided import may_ask_not_to_tell
from consent_service.domain.freetext.keptfromaservice import is_kept_from_a_service
from consent_service.domain.freetext.tellsofharm import harms_in
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import FamilyAsked
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.words.headline import doubts_of, headline
from tests.domain.tasks.story import Story, family, question, scope
from tests.domain.test_tells_of_harm import not_known
from tests.trying import tried

SCHOOL: Final = Agency("SCHOOL")
MUM: Final = By("mum", "PARENT")
#: As somebody writes of a service, and of nobody else.
OF_A_SERVICE: Final = (
    "pls dont speak to Rubys school … they dont need to know",
    "please don't talk to Ruby's school",
    "I don't want the school to know",
    "i dont want school told",
    "Rubys school dont need to know our business",
    "dont tell the nursery at school about this, its private",
    "pls dont contact the school, its none of their business",
    "please dont tell anyone at school",
    "dont talk to her teacher at school, they gossip",
    "dont speak to the school, they mustnt know",
    "school must not find out",
    "i would prefer you didnt contact the school",
    "Mum asked us not to speak to Rubys school",
    "yes doctor fine. pls dont speak to Rubys school, they dont need to know",
)
#: Somebody else may be meant in these.
OF_SOMEBODY: Final = (
    "pls dont tell Gaz",
    "dont tell Rubys school or Gaz",
    "dont speak to Rubys school, hell find out",
    "dont speak to Rubys school, her dad picks her up",
    "he must not know",
    "they must not know",
    "they mustnt know i spoke to the school",
    "dont tell dads doctor",
    "dont let Gaz know the school rang",
    "yes to school but not him",
    "ok gp. he musnt find out",
    "Mum asked us not to tell dad the school rang",
    "dont tell Rubys school, he will go mad",
    "dont speak to the school, they will tell Gaz",
    "I dont want the school told, he will find out",
    "please dont tell her husband that the school knows",
)
#: Beside a service "they" are whoever works there.
_NAMED: Final = [one for one in OF_SOMEBODY if not one.startswith("they")]


def _answer(story: Story, agency: Agency) -> str:
    story.later()
    view = View(story.file, story.at, story.at)
    answer = decide(view, DEFAULT_POLICY, question(agency=agency))
    return headline(answer, doubts_of(view, answer.items, ["E1"]))


def _agreed() -> Story:
    story = family()
    story.agree("mum")
    story.agree("mum", scope=scope(agencies=(SCHOOL,)))
    return story.later()


def _on_their_page(story: Story, words: str, *who: str) -> None:
    class Now:
        at, by = story.at, MUM

        def view(self) -> View:
            return View(story.file, story.at, story.at)

    command: Any = SayWhoMustNotKnow(who=who, words=words)
    now: Any = Now()
    for event in say_who_must_not_know(command, "mum", now):
        story.record(event, MUM)


def _in_words(story: Story, words: str) -> None:
    story.make(FamilyAsked, MUM, request="r", person="mum", wants="TALK", words=words)


@pytest.mark.parametrize("words", OF_A_SERVICE)
def test_who_asks_that_a_service_does_not_hear_holds_nobody_at_home(words: str) -> None:
    """An ordinary father was held as somebody who may be dangerous."""
    assert is_kept_from_a_service(words)
    assert not [*harms_in(words)]
    assert not may_ask_not_to_tell(words)
    for put in (_in_words, _on_their_page):
        story = family()
        put(story, words)
        assert not_known(story) == set()


@pytest.mark.parametrize("words", OF_A_SERVICE)
def test_it_is_a_no_to_that_service_and_to_no_other(words: str) -> None:
    """The check about the school said that it was none."""
    for put in (_in_words, _on_their_page):
        story = family()
        put(story, words)
        assert _answer(story, SCHOOL) == "Not agreed yet."
        story = _agreed()
        put(story, words)
        assert _answer(story, SCHOOL) == "Not agreed yet."
        # By whoever works there nobody can tell which service is meant.
        if "doctor" not in words and "teacher" not in words:
            assert _answer(story, Agency("GP")) == "Agreed. You can do this."


@pytest.mark.parametrize("who", [(), ("SOMEBODY_ELSE",)])
@pytest.mark.parametrize("words", ["the school", "Rubys school", "not the school"])
def test_a_service_by_itself_where_it_is_asked_who_must_not_know(
    words: str, who: tuple[str, ...]
) -> None:
    story = _agreed()
    _on_their_page(story, words, *who)
    assert not_known(story) == set()
    assert _answer(story, SCHOOL) == "Not agreed yet."
    assert "READ_WRITING" in story.codes()


def test_whoever_is_ticked_beside_it_is_held_all_the_same() -> None:
    story = _agreed()
    _on_their_page(story, OF_A_SERVICE[0], "OTHER_PARENT")
    assert not_known(story) == {"dad"}
    assert _answer(story, SCHOOL) == "Not agreed yet."


@pytest.mark.parametrize("words", OF_SOMEBODY)
def test_where_somebody_else_may_be_meant_they_are_held(words: str) -> None:
    assert not is_kept_from_a_service(words)
    story = family()
    _on_their_page(story, words)
    assert "dad" in not_known(story)


@tried(40)
@given(st.sampled_from(OF_A_SERVICE), st.sampled_from(_NAMED), st.booleans())
def test_nobody_is_let_go_because_a_service_is_named_beside_them(
    one: str, other: str, first: bool
) -> None:
    both = ". ".join((one, other) if first else (other, one))
    assert not is_kept_from_a_service(both)
    assert bool([*harms_in(both)]) >= bool([*harms_in(other)])


@pytest.mark.parametrize("answer", ["REFUSED", "WITHDRAWN"])
def test_a_service_that_is_left_out_beside_a_no_to_another_is_no_less_left_out(answer: str) -> None:
    story = family()
    story.agree("mum", scope=scope(agencies=(SCHOOL,)))
    story.later()
    talk = story.talk("mum", parent_words="no to the gp. and pls dont speak to Rubys school")
    more = {"conversation": talk} if answer == "REFUSED" else {}
    story.say(answer, "mum", **more)
    assert _answer(story, SCHOOL) == "Not agreed yet."
    assert _answer(family(), SCHOOL) == "Not agreed yet. This is not a no."


def test_a_no_to_the_one_that_was_ticked_says_no_to_no_other() -> None:
    story = family()
    story.agree("mum", scope=scope(agencies=(SCHOOL,)))
    story.later()
    talk = story.talk("mum", parent_words="pls dont speak to the gp")
    story.say("REFUSED", "mum", conversation=talk)
    assert _answer(story, SCHOOL) == "Agreed. You can do this."
