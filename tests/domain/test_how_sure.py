"""A yes of which whoever wrote it down is not sure counts once they are, or asked again."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.answers import Outcome, Reason
from consent_service.domain.codes import TEXTS
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.freetext.wordsofdoubt import DOUBT, doubt_in
from consent_service.domain.recorded.events import (
    ConversationRecorded,
    Response,
    ResponseRecorded,
    ValidityChanged,
)
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import WordsRead
from consent_service.domain.said import fromwhen
from consent_service.domain.said.besideananswer import of_what_was_agreed
from consent_service.domain.said.statuses import status_now
from consent_service.domain.scopes.scope import Agency
from tests.domain.tasks.story import MANAGER, Story, family, question, scope
from tests.domain.test_beside_a_yes import PLAIN, THEIRS
from tests.domain.test_from_when import is_agreed_on_her_page, reason, texts
from tests.domain.test_words_say_no import YESES
from tests.reasons import ENOUGH
from tests.trying import tried

NOT_SURE: Final = (
    *("think mum said ok, line dropped", "I think she agreed", "assume ok", "assuming yes"),
    *("couldn't hear properly but sounded like yes", "presumably fine with it", "said yes i think"),
    *("mum said ok I think", "think it was a yes", "not sure if she agreed", "probably ok"),
    *("unclear whether she said yes", "ok probably", "should be fine", "pretty sure she said yes"),
    *("took it as a yes", "bad line, sounded ok", "line cut", "may have said yes", "yes?"),
    *("sort of agreed", "apparently ok w it", "seemed to agree", "I thought she said yes"),
    *("couldnt make out what she said", "presume consent given", "Mum nodded I think"),
    *("took her silence as consent", "reckon she's ok with it", "think dad's fine with it"),
)
#: Of something else; or a yes that was heard for certain, whatever else stands beside it.
SURE: Final = (
    *("Yes. I think he is ok at school now", "Agreed before line dropped"),
    *("said yes, bad line so will ring back", "Mum agreed. Seemed happy about it"),
    *("yes, not sure when he is back", "yes I think it will help", "Is that ok? Yes"),
    *("couldnt hear her well at first, rang back, agreed", "ok I think that is a good idea"),
    *("yes, she thinks school are fine", "I believe in it. yes", "agreed - sounded relieved"),
    *("not sure what MASH is, explained, agreed", "Mum said yes and she sounded happy"),
    *("mum thinks dad is fine at the moment. Agreed", *YESES),
)


def told(words: str | None, **members: Any) -> Story:
    """A mother's yes in a talk, with these words beside it, which nobody says are a no."""
    story = family()
    talk = story.talk("mum", parent_words=words, not_a_no=True, **members)
    story.agree("mum", conversation=talk)
    return story.later()


def test_words_beside_a_yes_are_looked_for_once_whoever_asks_and_of_whichever_item(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Both rules of them look at the same words, and each item and each status asks both."""
    looked: list[str] = []

    def noted(view: View, yes: Response, words: str) -> str:
        looked.append(words)
        return of_what_was_agreed(view, yes, words)

    monkeypatch.setattr(fromwhen, "of_what_was_agreed", noted)
    story = told("Fine by me")
    view = View(story.file, story.at, story.at)
    for category in ("CHILD_HEALTH", "EDUCATION"):
        decide(view, DEFAULT_POLICY, question(categories=(category,)))
    assert [status_now(view, said) for said in view.said] == ["AGREED"]
    assert looked == ["Fine by me"]


@pytest.mark.parametrize("words", NOT_SURE)
def test_what_was_only_half_heard_is_asked_about_and_counts_for_nothing(words: str) -> None:
    story = told(words)
    assert reason(story) is Reason.VALIDITY_CONCERN
    assert not is_agreed_on_her_page(story)
    assert TEXTS["doubt_not_sure"] in texts(story)
    assert "SEE_AGAIN" in story.codes()
    # Whoever typed it heard it for certain, and says so.
    story = told(words, sure_of_a_yes=True)
    assert reason(story) is Reason.AGREED_BY_PARENT
    assert is_agreed_on_her_page(story)
    assert TEXTS["doubt_not_sure"] not in texts(story)


@pytest.mark.parametrize("words", dict.fromkeys((*SURE, *THEIRS, *PLAIN)))
def test_what_was_heard_for_certain_asks_nothing(words: str) -> None:
    assert not doubt_in(words)


def test_whoever_is_not_sure_says_so_whatever_the_words() -> None:
    for words in ("Yes please", None):
        story = told(words, sure_of_a_yes=False)
        assert reason(story) is Reason.VALIDITY_CONCERN
        assert not is_agreed_on_her_page(story)


@pytest.mark.parametrize("how", ["valid", "read", "again"])
def test_it_counts_once_somebody_has_looked_at_it_or_they_said_it_again(how: str) -> None:
    story = told("think mum said ok, line dropped")
    (yes,) = (one for one in story.file.of(ResponseRecorded))
    talk = next(iter(story.file.of(ConversationRecorded)))
    match how:
        case "valid":
            of_it: dict[str, Any] = {"response": yes.event.response, "status": "VALID"}
            story.make(ValidityChanged, MANAGER, reasons=("Rang her.",), **of_it)
        case "read":
            story.make(WordsRead, MANAGER, entry=talk.seq, reason=ENOUGH)
        case "again":
            story.agree("mum")
    assert reason(story.later()) is Reason.AGREED_BY_PARENT
    assert is_agreed_on_her_page(story)


def test_a_no_is_a_no_however_it_was_heard_and_a_doubt_about_another_service_is_of_that() -> None:
    story = family()
    words = "Yes to GP. Not sure if she agreed about school"
    talk = story.talk("mum", parent_words=words, not_a_no=True)
    story.agree("mum", conversation=talk)
    story.say("REFUSED", conversation=talk, scope=scope(agencies=(Agency("SCHOOL"),)))
    assert reason(story.later()) is Reason.AGREED_BY_PARENT
    assert reason(story, "SCHOOL") is Reason.REFUSED


LINES: Final = [line for group, line, _ in DOUBT._lines if group == "outright"]


@tried(7, at_length=1_200)
@given(data=st.data(), line=st.sampled_from(LINES))
def test_whatever_the_table_says_outright_holds_it(data: st.DataObject, line: str) -> None:
    words = data.draw(st.from_regex(re.compile(line, re.IGNORECASE | re.ASCII), fullmatch=True))
    if not doubt_in(words.strip()):
        return
    story = told(words.strip())
    view = View(story.file, story.at, story.at)
    assert decide(view, DEFAULT_POLICY, question()).outcome is not Outcome.COVERED
