"""A yes beside words that name a later beginning counts once it was said from when it holds."""

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
from consent_service.domain.freetext.wordsoflater import LATER, begins_later, but_for_when
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded.compared import WritingRead
from consent_service.domain.recorded.events import (
    ConversationRecorded,
    ResponseRecorded,
    ValidityChanged,
)
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import WordsRead
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.scopes.services import Directory
from tests.domain.own.lives import view_of
from tests.domain.tasks.story import DAY, MANAGER, Story, family, question, scope
from tests.domain.test_words_say_no import YESES
from tests.reasons import ENOUGH
from tests.trying import tried

#: As it is typed in a hurry.
LATER_ON: Final = (
    *("ok from January", "ok from jan", "Yes from Monday", "yes from mon", "from mon"),
    *("after half term", "yes after half term", "yes, starting next week", "ok starting monday"),
    *("once Kit has moved yes", "yes once she has spoken to her solicitor", "yes once shes moved"),
    *("ok once baby is born", "ok for next week", "happy from the 5th", "agreed as of 12/1"),
    *("yes wef 1 Jan", "fine from next term", "agrees from after half term", "from tmrw"),
    *("ok but only from feb", "ok to share from 12 Jan", "ok in the new year"),
    *("yes, with school from Monday", "im in agreement from monday", "ok from tmrw at my mums"),
    *("yes when im at my mums from tmrw", "happy to share with my mum from monday"),
    *("share school letters with GP from Monday", "speak to him at school from Monday, yes"),
    *("yes from jan, im at my mums from tmrw", "yes im at my mums. From Monday"),
    # Behind a yes, whatever else is so from then.
    *("Yes from Monday, I'm at work till then", "Yes from monday, she is in school"),
    *("Yes but from monday they live with me", "You can from monday, im at work till then"),
    *("Yes, write to the hospital from 3 April", "You can write to the hospital from Monday"),
    *("ok write to them from Monday", "yes, at the hospital from Monday"),
    "Yes but only write to them at the hospital from Monday",
    "I'm in on the checks from Monday",
    # The yes hangs on where somebody is, or is said of it.
    *("Yes only after she's at nans from Monday", "Yes provided I'm at my mums from Monday"),
    *("Yes but only to my new address from Monday", "Kids at dads from Monday so yes then"),
    *("Yes when Kit is at the nursery from Monday", "Yes, I'm in support from Monday"),
    *("Yes to the GP, she's with them from Monday", "In hospital from Monday so yes"),
    *("She's with CAMHS from Monday, yes then", "Ok. Gone to Spain from Monday, do it then"),
    *("Yes to his new school from Monday", "I agree to it going to my GP from Monday"),
)
#: A day of something else; and what has no day.
AGREED: Final = {Reason.AGREED_BY_PARENT}
OF_ELSE: Final = (
    *("yes. Ring me from Monday", "ok, off work from Monday", "mum agreed, back from Monday"),
    *("yes - she starts school in Sept", "he is starting nursery next week. Yes"),
    *("yes, ring after Monday", "available mon to fri, yes", "From Mon to Fri after 3, yes"),
    *("Once it is done, fine", "said yes on Monday", "yes. Dad away from friday"),
    *("agreed, spoke after monday's meeting", "seen once in 2024, agreed"),
    "yes, call from tomorrow",
    # Where somebody is, lives or is written to from then: nothing of what they agreed to.
    *("yes. im at my mums from tmrw so dont post anyting to the house", "ill be at nans from fri"),
    *(
        "yes, in the refuge from tmrw",
        "we are at my sisters from monday, yes",
        "from tmrw im at hers",
    ),
    *(
        "yes, new address from monday",
        "my number changes from monday",
        "yes, gone to Leeds from fri",
    ),
    *(
        "kids with their dad from friday",
        "yes. going to my mums from tmrw",
        "staying w my sis from wed",
    ),
    *("yes but dont post it to the house from monday", "shes in hospital from monday, ok"),
    *YESES,
)


def told(words: str, **members: Any) -> Story:
    """A mother's yes in a talk, with these words beside it, of which nobody says that they are a
    no: they are none.
    """
    story = family()
    talk = story.talk("mum", parent_words=words, not_a_no=True)
    story.agree("mum", conversation=talk, **members)
    return story.later()


def reason(story: Story, service: str = "GP") -> Reason:
    view = View(story.file, story.at, story.at)
    found = decide(view, DEFAULT_POLICY, question(agency=Agency(service)))
    return found.items[0].reason


def is_agreed_on_her_page(story: Story) -> bool:
    return bool(view_of(story, "mum")["agreed"])


def texts(story: Story) -> str:
    (stamp, content), view = story.entries[-1], View(story.file, story.at, story.at)
    return " ".join(one.text for one in notices_of(content, stamp, view, Directory()))


@pytest.mark.parametrize("words", LATER_ON)
def test_a_yes_for_later_counts_from_the_day_that_was_said_and_not_before(words: str) -> None:
    story = told(words)
    assert reason(story) is Reason.VALIDITY_CONCERN
    assert not is_agreed_on_her_page(story)
    # Whoever types it reads that before it is kept.
    assert TEXTS["doubt_from_when"] in texts(story)
    assert "SEE_AGAIN" in story.codes()
    story = told(words, valid_from=story.at + 3 * DAY)
    assert reason(story) is Reason.NOT_YET
    assert TEXTS["doubt_from_when"] not in texts(story)
    story.later(4 * DAY)
    assert reason(story) is Reason.AGREED_BY_PARENT
    assert is_agreed_on_her_page(story)


@pytest.mark.parametrize("words", OF_ELSE)
def test_what_names_a_day_of_something_else_asks_nothing(words: str) -> None:
    assert not begins_later(words)


@pytest.mark.parametrize(
    "so", ["yes only if {}", "yes, but not until {}", "{} so yes", "{}, ok then"]
)
@pytest.mark.parametrize(
    "where",
    ["in hospital from monday", "im at my mums from tmrw", "kids with their dad from friday"],
)
def test_where_somebody_is_takes_nothing_of_a_yes_that_hangs_on_it(so: str, where: str) -> None:
    assert begins_later(so.format(where))
    assert not begins_later(where)


def test_whoever_typed_it_says_that_it_is_from_today() -> None:
    story = told("yes from Monday")
    assert reason(told("yes from Monday", valid_from=story.at)) is Reason.AGREED_BY_PARENT


def test_what_was_said_by_its_day_is_held_by_no_word_of_it() -> None:
    """ "After Christmas" is held as what may be for later; and not where the day was said."""
    for words in ("Yes, after Christmas", "Not until the new year, then yes"):
        story = family()
        talk = story.talk("mum", parent_words=words)
        story.agree("mum", conversation=talk, valid_from=story.at + DAY)
        assert reason(story.later(2 * DAY)) is Reason.AGREED_BY_PARENT


@pytest.mark.parametrize("how", ["valid", "again", "day"])
def test_it_counts_once_somebody_has_looked_at_it_or_they_said_it_again(how: str) -> None:
    story = told("ok from January")
    (yes,) = (one for one in story.file.of(ResponseRecorded))
    match how:
        case "valid":
            given: dict[str, Any] = {"response": yes.event.response, "status": "VALID"}
            story.make(ValidityChanged, MANAGER, reasons=("Rang her.",), **given)
        case "day":
            story.agree("mum", words="ok from January", not_a_no=True, valid_from=story.at)
        case "again":
            story.agree("mum")
    assert reason(story.later()) is Reason.AGREED_BY_PARENT
    assert is_agreed_on_her_page(story)


@pytest.mark.parametrize("reads", ["a worker", "a reader", "a reader of another language"])
@pytest.mark.parametrize("words", [*LATER_ON, "Yes, after Christmas", "Not until Monday, then yes"])
def test_whoever_found_no_no_in_the_words_was_not_asked_from_when(words: str, reads: str) -> None:
    """It counted at once, as if they had said yes to today."""
    story = family()
    said: dict[str, Any] = {"not_a_no": True} if reads == "a worker" else {}
    talk = story.talk("mum", parent_words=words, **said)
    story.agree("mum", conversation=talk)
    place = next(iter(story.file.of(ConversationRecorded))).seq
    if reads == "a reader":
        story.later().make(WordsRead, MANAGER, entry=place, reason=ENOUGH)
    elif reads != "a worker":
        story.later().make(WritingRead, MANAGER, entry=place, holds="NOTHING")
    assert reason(story.later()) not in AGREED
    assert not is_agreed_on_her_page(story)
    yes = story.file.of(ResponseRecorded)[-1].event.response
    story.make(ValidityChanged, MANAGER, response=yes, status="VALID", reasons=("Rang her.",))
    assert reason(story) in AGREED


def test_a_day_that_is_said_of_another_service_is_of_that() -> None:
    story = family()
    talk = story.talk("mum", parent_words="Yes to GP. School from January", not_a_no=True)
    story.agree("mum", conversation=talk)
    story.say("UNDECIDED", conversation=talk, scope=scope(agencies=(Agency("SCHOOL"),)))
    assert reason(story.later()) is Reason.AGREED_BY_PARENT


def test_words_of_the_answer_itself_are_heard_alike() -> None:
    story = family()
    story.agree("mum", words="ok from January", not_a_no=True)
    assert reason(story.later()) is Reason.VALIDITY_CONCERN


LINES: Final = [line for group, line, _ in LATER._lines if group == "later"]


@tried(7, at_length=1_200)
@given(data=st.data(), line=st.sampled_from(LINES))
def test_whatever_the_table_says_holds_it_and_is_gone_where_the_day_was_said(
    data: st.DataObject, line: str
) -> None:
    words = data.draw(st.from_regex(re.compile(line, re.IGNORECASE | re.ASCII), fullmatch=True))
    words = f"yes {words.strip()}"
    if not begins_later(words):
        return
    assert not begins_later(but_for_when(words))
    view = View((story := told(words)).file, story.at, story.at)
    assert decide(view, DEFAULT_POLICY, question()).outcome is not Outcome.COVERED
