"""Nobody is told that something went where nothing did: words that name nobody make nobody one to
whom nothing may go, and whoever is said not to be safe, or is named, is one.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any, Final

import pytest

from consent_service.domain.answers import Safe
from consent_service.domain.file.view import View
from consent_service.domain.freetext.tellsofharm import harms_in
from consent_service.domain.noticing.plausible import implausible
from consent_service.domain.recorded import events, practice
from consent_service.domain.safety.signs import Sign, asking, standing_signs
from consent_service.domain.safety.whodidit import points_at_somebody
from consent_service.domain.safety.whoistold import TELLS
from tests.domain.tasks.story import WORKER, Story
from tests.domain.test_tells_of_harm import a_family, told
from tests.domain.words_of_harm import MISSED

LOOK = "LOOK_AT_TOLD"
#: In a referral, as they are typed; by none of them is anybody named.
NAMES_NOBODY = ("Bruise on his arm, says he fell", "fractured wrist", "no food in", "bitten")
#: Nor by these; but one of those around did it, or is feared.
POINTS_AT_ONE = ("he hits me with a belt", "dv hx", "police were called, knife", "scared of him")
NAMES_HIM = ("Kurt hits me", "Dad hit her", "shes scared of Kurt", "dont tell dad")


def rung(story: Story) -> None:
    story.talk("dad")


def kept_informed(story: Story) -> None:
    story.make(practice.ContactMade, person="dad", enquiry="E1", method="CALL", words="Zz")


def tried(story: Story) -> None:
    story.say("ASK_ATTEMPTED", "dad", method="PHONE_VERBAL")


def sent_a_copy(story: Story) -> None:
    story.make(events.WrittenSummarySent, response=story.say("REFUSED", "dad"))


def told_of_it(story: Story) -> None:
    story.decide()
    story.later().told("decision", "dad", method="CALL")


#: A talk, or an attempt at one.
TALKS: Final = (rung, tried)
TOLD: Final = (kept_informed, sent_a_copy, told_of_it)
WAYS: Final = (*TALKS, *TOLD)
Happens = Callable[[Story], Any]


def is_said(story: Story) -> bool:
    """A manager is to look at it, or it is said of any entry."""
    story.later()
    view = View(story.file, story.at, story.at)
    every = (fact for kind in (*TELLS, events.ResponseRecorded) for fact in view.recorded[kind])
    doubts = (code for fact in every for code in implausible(view, fact))
    return LOOK in story.codes() or "NOT_BY_THIS_WAY" in doubts


@pytest.mark.parametrize("words", NAMES_NOBODY)
@pytest.mark.parametrize("happens", TALKS)
def test_words_that_name_nobody_make_no_call_a_leak(words: str, happens: Happens) -> None:
    story = a_family()
    told(story, "EnquiryOpened.worry", words, WORKER)
    view = View(story.later().file, story.at, story.at)
    assert view.each[asking]["dad"].answer is Safe.NOT_KNOWN
    happens(story)
    assert not is_said(story)
    assert "READ_HARM" in story.codes()


@pytest.mark.parametrize(
    ("words", "happens"),
    [*product(NAMES_NOBODY, TOLD), *product(POINTS_AT_ONE, WAYS)],
)
def test_whoever_may_have_done_it_was_told_what_they_may_not_have(
    words: str, happens: Happens
) -> None:
    """ "He hits me with a belt", and then the worry was explained to his father."""
    story = a_family()
    told(story, "EnquiryOpened.worry", words, WORKER)
    happens(story.later())
    assert is_said(story)


def test_a_childs_words_and_then_the_worry_explained_are_looked_at_the_same_day() -> None:
    story = a_family()
    story.later().talk("ng", parent_words="he hits me with a belt")
    story.later().decide()
    story.later().told("decision", "dad", method="CALL")
    assert "dad" in story.later().whose(LOOK)


@pytest.mark.parametrize("words", NAMES_HIM)
@pytest.mark.parametrize("happens", WAYS)
def test_whoever_is_named_was_told_what_he_may_not_have(words: str, happens: Happens) -> None:
    story = a_family()
    told(story, "EnquiryOpened.worry", words, WORKER)
    happens(story.later())
    assert is_said(story)


@pytest.mark.parametrize("words", NAMES_NOBODY)
def test_a_call_for_help_and_whoever_is_said_not_to_be_safe_are_no_words_that_name_nobody(
    words: str,
) -> None:
    for begin in (_calls_for_help, lambda story: story.unsafe("dad")):
        story = a_family()
        told(story, "EnquiryOpened.worry", words, WORKER)
        begin(story.later())
        rung(story.later())
        assert is_said(story), begin


def _calls_for_help(story: Story) -> None:
    story.make(practice.FamilyAsked, request="r", person="mum", wants="HELP_NOW", words="now pls")


@pytest.mark.parametrize("words", MISSED)
def test_it_is_said_of_none_but_whom_something_says_it_of(words: str) -> None:
    """Whatever the words: each who was rung, and of whom it is said, is named, or one of those of
    whom somebody did it, or has a sign that is no words.
    """
    points = any(map(points_at_somebody, harms_in(words)))
    story = a_family()
    told(story, "EnquiryOpened.worry", words, WORKER)
    story.later()
    for person in ("mum", "dad", "gran", "step"):
        story.talk(person)
    story.later()
    view = View(story.file, story.at, story.at)
    for told_to in story.whose(LOOK):
        assert told_to is not None
        if {sign for sign, _ in standing_signs(view, told_to)} == {Sign.WORDS_MAY_MEAN_THEM}:
            assert points or any(one in words.lower() for one in _CALLED), words


#: As what somebody of the family may stand in words; "her" and "him" are nobody's name.
_CALLED: Final = (
    *("mum", "mother", "dad", "father", "parent", "wife", "husband", "partner", "bf", "boyfriend"),
    *("ex", "gran", "nan", "step", "fam", "kurt", "bea", "vera", "will", "wes"),
)
