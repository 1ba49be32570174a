"""Whoever asks that a service does not hear of something has said no to that service, and nothing
of anybody at home: whatever else stands there is read as if anybody might be meant.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.actions.confiding import kept_from_nobody_named
from consent_service.actions.notknow import SayWhoMustNotKnow, say_who_must_not_know
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.freetext.keptfromaservice import (
    is_kept_from_a_service,
    services_left_out,
)
from consent_service.domain.freetext.tellsofharm import harms_in
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import FamilyAsked
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.words.headline import doubts_of, headline
from tests.domain.tasks.story import Story, family, question, scope
from tests.domain.test_tells_of_harm import not_known, told
from tests.domain.test_whom_words_mean import _EVERY
from tests.domain.test_whom_words_mean import _family as home
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
    "please dont ring the school, thanks",
    "we would rather the school didnt know",
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
    # It is not said to be their own will.
    "he said not to tell school",
    "Dad wants the school not told",
    "Mum asked us not to speak to Rubys school",
    "she says we must not tell the nursery",
    "i dont want to go to school",
    # It is somebody's, who may be at home.
    "dont tell grandads doctor",
    "dont tell my fellas gp",
    "dont tell hubbys gp",
    "dont tell bfs doctor",
    "dont tell grandmas nurse",
    "dont tell Theos gp",
    "dont tell Theos social worker",
)
#: Nothing in these denies that a service is told; or not of the one that "they" are.
NOT_DENIED: Final = (
    "the school",
    "Rubys school",
    "not the school",
    "tell school",
    "school is fine",
    "ok to ring school. not them",
    "speak to the gp instead",
    "please speak to school, they must not know",
    "dont tell the gp. yes to school, they must not know",
)
#: A child of the home says these of it on their own page.
OF_A_CHILDS_HOME: Final = (
    "pls tell my teacher, they must not know",
    "dont tell my teacher, they must not know",
    "please speak to school, they mustnt find out",
    "school is fine",
    "tell my teacher",
    "my teacher",
    "dad said dont tell my teacher",
    "he says not to tell school",
    "dont tell her doctor",
)
OF_A_CHILDS_SCHOOL: Final = (
    "dont tell school",
    "please dont tell my teacher",
    "do not ring the school",
    "i dont want you to tell my teacher",
    "i dont want school to know",
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


def test_whoever_is_ticked_beside_it_is_held_all_the_same() -> None:
    story = _agreed()
    _on_their_page(story, OF_A_SERVICE[0], "OTHER_PARENT")
    assert not_known(story) == {"dad"}
    assert _answer(story, SCHOOL) == "Not agreed yet."


@pytest.mark.parametrize("words", [*OF_SOMEBODY, *NOT_DENIED])
def test_where_somebody_else_may_be_meant_they_are_held(words: str) -> None:
    assert not is_kept_from_a_service(words)
    story = family()
    _on_their_page(story, words)
    assert "dad" in not_known(story)


def _of_a_child(words: str) -> Story:
    """A child writes it where their own page asks who must not know."""
    story = home(frozenset(_EVERY))
    wish = kept_from_nobody_named("ng", words, "Their own page", story.at)
    story.record(wish, By("ng", "YOUNG_PERSON"))
    return story.later()


@pytest.mark.parametrize("words", OF_A_CHILDS_HOME)
def test_of_whomever_a_child_may_speak_at_home_nobody_knows_that_they_are_safe(words: str) -> None:
    """A plea of a child was taken for one about a teacher, and nobody at home was held."""
    story = _of_a_child(words)
    assert not_known(story) >= {"dad", "gran", "mum", "step"}
    assert "DECIDE_IF_SAFE" in story.codes()


@pytest.mark.parametrize("words", OF_A_CHILDS_SCHOOL)
def test_a_child_who_says_nothing_but_that_a_service_is_not_told_means_it(words: str) -> None:
    story = _of_a_child(words)
    assert not_known(story) == set()
    assert "READ_WRITING" in story.codes()


def test_they_who_must_not_know_as_a_service_is_to_be_told_are_whoever_is_at_home() -> None:
    story = home(frozenset(_EVERY))
    told(
        story,
        "ConversationRecorded.parent_words",
        "please speak to school, they must not know",
        person="mum",
    )
    assert {"dad", "gran", "step"} <= not_known(story)
    assert not [*story.later().whose("SPEAK_TO")]


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


#: One service is named in these, and nothing in them denies it.
_NAMES_ONE: Final = (
    "speak to the gp instead",
    "tell school",
    "yes to school",
    "ok school",
    "school is fine",
)


@pytest.mark.parametrize("words", _NAMES_ONE)
def test_whoever_names_a_service_without_denying_it_leaves_everything_in_doubt(words: str) -> None:
    """What she asked for made of another service a yes that may be no longer one."""
    story = _agreed()
    _in_words(story, words)
    assert {_answer(story, one) for one in (SCHOOL, Agency("GP"))} == {"Not agreed yet."}
    story = _agreed()
    _on_their_page(story, words)
    assert _answer(story, SCHOOL) == "Agreed. You can do this."


@pytest.mark.parametrize(
    ("words", "types"),
    [
        ("no to the school", {"SCHOOL"}),
        ("stop the gp. no to school please", {"SCHOOL"}),
        ("no to the gp. and pls dont speak to Rubys school", {"GP", "SCHOOL"}),
        ("pls dont tell the police", {"POLICE"}),
        ("I never said no to the police", set()),
        ("I dont want school to lose out", set()),
        ("please dont stop talking to the gp", set()),
        ("it is not the school i mind", set()),
        ("stop housing because the school didnt know", set()),
    ],
)
def test_a_plain_no_to_a_service_leaves_it_out_and_nothing_else_does(
    words: str, types: set[str]
) -> None:
    """A withdrawal that nobody made stood on record: "I never said no to the police"."""
    left_out = {one for of in services_left_out(words) for one in of}
    assert left_out & {"GP", "HOUSING", "POLICE", "SCHOOL"} == types
    assert bool(left_out) is bool(types)
