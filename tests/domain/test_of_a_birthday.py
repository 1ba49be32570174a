"""Whoever puts a birthday right says no to nothing: what they agreed to stands, unless who may
answer is another by the day itself.
"""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from consent_service.domain.answers import Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.freetext.ofabirthday import is_of_a_birthday
from consent_service.domain.recorded.circumstances import PersonAmended
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import CorrectionAsked, FamilyAsked
from tests.domain.tasks.story import Story, family, question

_MUM: Final = By("mum", "PARENT")
OF_A_BIRTHDAY: Final = (
    "her birthday is 3 May not 5 May",
    "Birthday wrong, should be 2 March 2016",
    "dob is wrong",
    "Rubys birthday is 12/03/2016",
    "You have got Ruby's date of birth wrong, it's the 3rd of May",
    "the dob on record is incorrect. It should be 03.05.2016",
    "His birthday is not the 5th, its the 3rd",
    "Please change her DOB to 3 May 2016, thanks",
    "Can you change her birthday, it was 3 May",
    "you have put the wrong dob for her",
    "her dob was typed wrong, it is 03/05/2016",
)
OF_MORE: Final = (
    "her birthday is wrong, she is 16 now",
    "her birthday is wrong and I did not agree",
    "birthday wrong. dont ask the school",
    "birthday is 3 May. I never said yes",
    "its her birthday, dont ring",
    "you have the wrong birthday and the wrong child",
    "birthday wrong stop",
    "not until her birthday",
    # What they deny is more than a day.
    "We have not said that. Her dob is 3 May",
    "You should not have this on record. Her dob is 3 May",
    "they can not have her dob",
    "not on her birthday, please change it",
    "not her birthday",
    "not in May, her birthday is in June",
    "you can not record her birthday",
    "it is not right that you have our records. dob wrong",
    "I said it was right. Her birthday is 5 May",
    "her birthday is wrong and i have not said it to you",
    "you should have her birthday, not our records. 3 May not",
)


def _outcome(story: Story) -> Outcome:
    story.later()
    return decide(View(story.file, story.at, story.at), DEFAULT_POLICY, question()).outcome


def _agreed() -> Story:
    story = family()
    story.agree("mum")
    return story.later()


def _wrong(story: Story, words: str, what: str | None) -> None:
    said = {"correction": "c", "person": "mum", "words": words, "what": what}
    story.make(CorrectionAsked, _MUM, **said)


@pytest.mark.parametrize("words", OF_A_BIRTHDAY)
def test_a_birthday_put_right_holds_no_yes(words: str) -> None:
    """A mother's yes was held, as she said that her daughter's birthday was two days before."""
    assert is_of_a_birthday(words)
    for what in ("OTHER", "DATE", None):
        story = _agreed()
        _wrong(story, words, what)
        assert _outcome(story) is Outcome.COVERED, what
        assert "ANSWER_CORRECTION" in story.codes()
    story = _agreed()
    story.make(FamilyAsked, _MUM, request="r", person="mum", wants="SPEAK_TO_SOMEBODY", words=words)
    assert _outcome(story) is Outcome.COVERED


@pytest.mark.parametrize("words", OF_MORE)
def test_beside_anything_else_it_may_say_more(words: str) -> None:
    story = _agreed()
    _wrong(story, words, "OTHER")
    assert _outcome(story) is not Outcome.COVERED


def test_that_they_did_not_agree_is_heard_whatever_they_write() -> None:
    story = _agreed()
    _wrong(story, OF_A_BIRTHDAY[0], "NOT_AGREED")
    assert _outcome(story) is not Outcome.COVERED


@pytest.mark.parametrize(
    ("born", "stands"),
    [(date(2024, 2, 3), True), (date(2012, 5, 1), True), (date(2009, 5, 1), False)],
)
def test_the_day_itself_counts_where_another_may_answer_by_it(born: date, stands: bool) -> None:
    """At 16 she decides herself: what others agreed to about her ends with that day."""
    story = _agreed()
    story.make(PersonAmended, person="ng", dob=born)
    assert (_outcome(story) is Outcome.COVERED) is stands
