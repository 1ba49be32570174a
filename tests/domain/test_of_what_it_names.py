"""A word that may be a no holds what it names, where it names a service and may be of nothing else:
whatever else it may be of, it holds all of it.
"""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.answers import Answer, Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.freetext.ofoneservice import services_alone
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import CheckFollowedUp, FamilyAsked
from consent_service.domain.scopes.scope import Agency
from tests.domain.doors_of_words import DOORS, OF_CHILDREN, put
from tests.domain.tasks.story import Story, family, question, scope
from tests.domain.test_whether_a_no import ASKED, NOES
from tests.sweeping import each
from tests.trying import tried

HOUSING: Final[dict[str, Any]] = {"agency": Agency("HOUSING")}
#: As somebody writes of one service, and of no more.
OF_ONE: Final = (
    "not the landlord",
    "Mum said no to housing",
    "please dont contact my landlord",
)
#: The same, with something beside it that may be of more.
OF_MORE: Final = (
    "no thanks. not the landlord",
    "dont tell the landlord it was us that moaned please, hell put rent up",
    "scrap it, not the landlord",
    "not the landlord, count me out",
    "I don't think its right, not the landlord",
    "noone, not the landlord",
    "please forget it, dont tell the landlord",
    "i dont want landlord finding out so no",
    "dont tell landlord i dont want it",
    "on reflection better not, landlord least of all",
    "not landlord not police not ss",
    "Mum said no to the housing officer when he rang",
    "dont want any of this, esp not the landlord",
    "swerve the lot. not the landlord",
    "not the landlord or anyone",
    "not the landlord. leave us be",
    "not the landlord, and it stops now",
    "She does not want housing asked. He is not happy either",
    "nie chce, not the landlord",
    "no quiero la escuela, not the landlord",
    "no",
)
#: A request says itself what it is about; of an injury other words stand in the same entry.
_ELSE: Final = {"DecisionRequested.why", "InjuryRecorded.explanation", *OF_CHILDREN}
_DOORS: Final = sorted({*ASKED} - _ELSE)


def agreed() -> Story:
    """The mother has said yes to the surgery and to housing, each with no word beside it."""
    story = family()
    story.agree("mum")
    story.agree("mum", scope=scope(agencies=(Agency("HOUSING"),)))
    return story


def answer(story: Story, **asked: Any) -> Answer:
    story.later()
    return decide(View(story.file, story.at, story.at), DEFAULT_POLICY, question(**asked))


def outcomes(story: Story) -> tuple[bool, bool]:
    """Whether the surgery, and housing, may be asked."""
    both = (answer(story), answer(story, **HOUSING))
    return both[0].outcome is Outcome.COVERED, both[1].outcome is Outcome.COVERED


def test_both_are_agreed_before_anything_is_written() -> None:
    assert outcomes(agreed()) == (True, True)


@each("door", of=_DOORS, every=4)
@each("words", of=OF_ONE, every=2)
def test_what_names_one_service_holds_that_one(door: str, words: str) -> None:
    """Her yes to the school was held because she wanted the landlord left out."""
    story = agreed()
    put(story, DOORS[door], "mum", words, named_first=True, not_a_no=False)
    assert outcomes(story) == (True, False)


@each("door", of=_DOORS, every=4)
@each("words", of=OF_MORE, every=3)
def test_what_may_be_of_more_holds_all_of_it(door: str, words: str) -> None:
    story = agreed()
    put(story, DOORS[door], "mum", words, not_a_no=False)
    assert outcomes(story) == (False, False)


@pytest.mark.parametrize("words", OF_ONE)
def test_it_is_the_same_of_what_they_write_on_their_page(words: str) -> None:
    story = agreed()
    story.later().make(
        FamilyAsked, request="r", person="mum", wants="CHANGE_AGREEMENT", words=words
    )
    assert outcomes(story) == (True, False)


@tried(60)
@given(st.sampled_from(OF_ONE), st.sampled_from((*OF_MORE, *NOES)), st.booleans())
def test_no_word_beside_it_that_may_be_of_more_is_lost(one: str, more: str, first: bool) -> None:
    both = (one, more) if first else (more, one)
    assert not services_alone(". ".join(both))


def test_a_service_that_goes_by_a_name_in_the_words_is_held_whatever_its_type() -> None:
    """A charity called the tenants' landlord line may be what they mean."""
    story = family()
    line = Agency("VOLUNTARY_SECTOR", "Landlord Line")
    story.agree("mum", scope=scope(agencies=(line,)))
    assert answer(story, agency=line).outcome is Outcome.COVERED
    note = "Mum: not the landlord"
    story.later().make(
        CheckFollowedUp, check=0, action_taken="NOT_CONTACTED", note=note, not_a_no=False
    )
    assert answer(story, agency=line).outcome is not Outcome.COVERED
