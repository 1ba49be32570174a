"""While nobody has read what somebody of a family wrote, nobody else of that family is sent for."""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent_service.domain.answers import Reason
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.may import ADVOCATE
from consent_service.domain.recorded import practice
from consent_service.domain.recorded.compared import FoundRight, WritingRead
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import ResponseRecorded, ValidityChanged
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import FamilyAsked
from consent_service.domain.safety.writtenbythem import unread_writing
from consent_service.domain.tasks.speaking import SPEAKS
from tests.domain.tasks.story import MANAGER, WORKER, Story, question, scope
from tests.domain.test_tells_of_harm import DOORS, EVERYBODY, a_family, not_known, told
from tests.reasons import ENOUGH

MOTHER: Final = By("mum", "PARENT")
#: As the pages offer them to write: no pattern of ours reads these.
ELSEWISE: Final = (
    "On mnie bije i grozi nożem, nie mówcie mu",
    "وہ مجھے مارتا ہے",
    "Mă bate în fiecare zi",
    "ਉਹ ਮੈਨੂੰ ਮਾਰਦਾ ਹੈ",
    "Mae o'n fy nharo i",
    "هو يضربني",
    "उसले मलाई कुट्छ",
    "he follows me",
    "he follows me to work",
    "we are hiding",
    "ok thanks",
)


def wrote(story: Story, words: str, by: By = MOTHER, **members: Any) -> int:
    said: dict[str, Any] = {"request": "r", "person": "mum", "wants": "SPEAK_TO_SOMEBODY"}
    return story.later().make(FamilyAsked, by, **{**said, "words": words, **members})


def sent_for(story: Story) -> set[str | None]:
    """Whom somebody is to speak to who did not ask for it."""
    answered = {"ANSWER_FAMILY", "ANSWER_CORRECTION", "HELP_NOW", "CALL_AFTER_WITHDRAWAL"}
    due = [one for one in story.due(story.at) if one.code in SPEAKS - answered]
    return {one.person for one in due} - {None, "mum"}


def to_read(story: Story) -> list[tuple[str | None, str | None]]:
    return [(one.about, one.person) for one in story.due(story.at) if one.code == "READ_WRITING"]


@pytest.mark.parametrize("words", ELSEWISE)
def test_in_whatever_language_it_is_read_before_anybody_else_is_rung(words: str) -> None:
    story = a_family()
    assert {"dad"} <= sent_for(story)
    place = wrote(story, words)
    assert not sent_for(story)
    assert to_read(story) == [(str(place), "mum")]
    story.later().make(WritingRead, WORKER, entry=place, holds="NOTHING")
    assert {"dad"} <= sent_for(story)
    assert not to_read(story)


@settings(max_examples=40, deadline=None)
@given(
    st.text(min_size=1).filter(str.strip),
    st.sampled_from(sorted(DOORS)),
    st.sampled_from(["PARENT", "YOUNG_PERSON", ADVOCATE]),
)
def test_whatever_is_typed_by_whichever_door_of_theirs(words: str, door: str, role: str) -> None:
    story = a_family()
    told(story, door, words, By("mum", role))
    assert not sent_for(story)
    story.later().make(WritingRead, WORKER, entry=story.entries[-1][0].seq, holds="NOTHING")
    assert not to_read(story)


def test_what_one_of_us_typed_was_read_by_that() -> None:
    story = a_family()
    wrote(story, "hello", WORKER)
    assert {"dad"} <= sent_for(story)
    assert not to_read(story)


def online(story: Story, words: str | None) -> None:
    """The mother's yes, pressed on her own page."""
    said: dict[str, Any] = {"response": "y", "enquiry": "E1", "answer": "AGREED", "scope": scope()}
    said |= {"person": "mum", "method": "ONLINE_SIGNED_IN", "words": words}
    story.later().make(ResponseRecorded, MOTHER, **said)


def reasons(story: Story) -> list[Reason]:
    view = View(story.file, story.at, story.at)
    return list(decide(view, DEFAULT_POLICY, question("ng")).reasons)


def test_no_answer_changes_by_it_where_it_can_be_read() -> None:
    found = []
    for words in (None, "I am glad of the help", "nie chcę"):
        story = a_family()
        online(story, words)
        assert bool(unread_writing(View(story.file, story.at, story.at))) is bool(words)
        found.append(reasons(story))
    assert found[0] == found[1] == [Reason.AGREED_BY_PARENT]
    # What stands beside a yes in another language may be a no, until somebody says what it is.
    assert found[2][0] is Reason.VALIDITY_CONCERN
    place = story.entries[-1][0].seq
    story.later().make(WritingRead, WORKER, entry=place, holds="NOTHING")
    assert reasons(story) == [Reason.AGREED_BY_PARENT]


def test_what_may_tell_of_harm_is_read_as_that_and_those_near_them_are_not_known() -> None:
    story = a_family()
    place = wrote(story, ELSEWISE[0])
    assert not not_known(story)
    story.later().make(WritingRead, WORKER, entry=place, holds="HARM")
    assert not_known(story) == {"dad", "step"}
    assert "HELP_NOW" in story.codes()
    assert [one.about for one in story.due(story.at) if one.code == "READ_HARM"] == [str(place)]
    # Whoever else reads it otherwise does not undo it.
    story.later().make(WritingRead, WORKER, entry=place, holds="NOTHING")
    assert not_known(story) == {"dad", "step"}
    found = {"entry": place, "reason": ENOUGH, "doubts": ("WORDS_TELL_OF_HARM",)}
    story.later().make(FoundRight, MANAGER, **found)
    assert "READ_HARM" not in story.codes()


def test_a_yes_beside_what_may_be_a_no_does_not_count() -> None:
    story = a_family()
    online(story, "I am glad. Perhaps")
    place = story.entries[-1][0].seq
    assert reasons(story)[0] is Reason.AGREED_BY_PARENT
    story.later().make(WritingRead, WORKER, entry=place, holds="MAY_BE_A_NO")
    assert reasons(story)[0] is Reason.VALIDITY_CONCERN
    valid = {"response": "y", "status": "VALID", "reasons": ("She was rung.",)}
    story.later().make(ValidityChanged, MANAGER, **valid)
    assert reasons(story)[0] is Reason.AGREED_BY_PARENT


@pytest.mark.parametrize(
    "words", ["hes got a gun", "I am scared", "my brother would kill me for this", "bruises again"]
)
def test_who_writes_of_harm_and_names_nobody_may_mean_those_near_them(words: str) -> None:
    story = a_family()
    wrote(story, words)
    assert {"dad", "step"} <= not_known(story) <= EVERYBODY - {"mum"}


def test_what_was_answered_was_read() -> None:
    story = a_family()
    wrote(story, "please ring")
    said = {"request": "r", "words": "Rang her.", "how": "DONE"}
    story.later().make(practice.FamilyAnswered, WORKER, **said)
    assert not to_read(story)
    assert {"dad"} <= sent_for(story)
