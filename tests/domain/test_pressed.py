"""Words of pressure put the yes that they stand beside in doubt, by whichever door they come."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

import pytest

from consent_service.domain.answers import Reason
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.freetext.tellsofharm import harms_in
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded.compared import FoundRight
from consent_service.domain.recorded.events import ConversationRecorded, ValidityChanged
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.said.counting import counted_when_said
from consent_service.domain.said.indoubt import doubts_of
from consent_service.domain.said.overheard import is_free
from consent_service.domain.said.position import noes_that_stand
from consent_service.domain.scopes.scope import SEEK, Agency, Point
from consent_service.domain.scopes.services import Directory
from tests.domain.tasks.story import DAY, MANAGER, Story, question
from tests.domain.test_tells_of_harm import DOORS, a_family, not_known, told

#: As somebody says that they were pressed for an answer, whichever that was.
OF_AN_ANSWER: Final = (
    "He told me to say yes",
    "He made me say no",
    "he made me say yes",
    "Yes. He's making me say it",
    "I only said yes because he was there",
    "They said they'd take my kids if I don't sign",
    "he'll go mad if I say no",
    "I didnt have a choice",
    "he forced me to agree",
    "I felt pressured",
    "my partner told me I have to agree",
    "he tells me what to say",
    "Mum says that dad told her to say yes",
    "She was told to say no",
    "she only agreed so he would stop",
    "He pressured her into saying yes",
)
#: And that they were not free when they spoke.
OF_THE_MOMENT: Final = (
    "Mum whispered she can't talk now and hung up",
    "He is listening, I can't talk",
    "I can't talk now he's here",
    "I cant talk, he is home",
    "I have to do what he says",
    "I say what he tells me to say",
    "Dad's listening",
    "He's stood next to me",
    "not while he's here",
    "I'm not allowed to talk to you",
    "He wont let me talk to you",
    "He answers for me",
    "She can't speak, Dean's in the room",
)
NONE: Final = (
    "I can't talk now, I'm at work",
    "He is listening well in class",
    "She told me yes",
    "I asked her to say yes or no",
    "I'm under pressure at work",
    "We are not allowed to share this without consent",
    "Yes please, I want it",
    "He is home from school now",
    "He has no choice of school",
    "told him to sit down",
    "My advocate speaks for me",
    "She is listening to music",
    "Blood pressure was high",
    "Mum said that she will ring if she can",
    "Told her what the health visitor said.",
)


@pytest.mark.parametrize("words", [*OF_AN_ANSWER, *OF_THE_MOMENT])
def test_it_is_heard(words: str) -> None:
    for said in (words, words.upper(), f"Rang at nine. ({words}.) Will ring again", f"“{words}”"):
        assert any(one.is_pressure for one in harms_in(said)), said


@pytest.mark.parametrize("words", NONE)
def test_what_is_usual_to_say_is_not(words: str) -> None:
    assert not any(one.is_pressure for one in harms_in(words))


def agreed() -> tuple[Story, str]:
    """The mother's yes, alone and free as far as was ticked; and its id."""
    story = a_family()
    return story, story.agree("mum")


def first_reason(story: Story) -> Reason:
    view = View(story.file, story.at, story.at)
    return decide(view, DEFAULT_POLICY, question("ng")).reasons[0]


@pytest.mark.swept
@pytest.mark.parametrize("door", sorted(DOORS))
@pytest.mark.parametrize("words", ["He made me say yes", "He is listening"])
def test_by_each_door_the_yes_of_that_day_is_in_doubt_until_it_is_looked_at(
    door: str, words: str
) -> None:
    story, said = agreed()
    assert first_reason(story) is Reason.AGREED_BY_PARENT
    told(story, door, words)
    place = story.entries[-1][0].seq
    if DOORS[door].mark.whose == "child":
        # What a child says of themselves is of theirs.
        assert not doubts(story, said)
        return
    # That it was read says nothing of the yes.
    found = {"entry": place, "reason": "Read, and looked into.", "doubts": ("WORDS_TELL_OF_HARM",)}
    story.later().make(FoundRight, MANAGER, **found)
    assert "pressed" in " ".join(doubts(story, said))
    assert not counts(story, said)
    assert first_reason(story) is not Reason.AGREED_BY_PARENT
    valid = {"response": said, "status": "VALID", "reasons": ("Seen alone at school.",)}
    story.later().make(ValidityChanged, MANAGER, **valid)
    assert not doubts(story, said)
    assert counts(story, said)


def counts(story: Story, said: str) -> bool:
    view = View(story.file, story.at, story.at)
    yes = next(one for one in view.said if one.event.response == said)
    point = Point("ng", "AGENCY_CHECKS", Agency("GP"), "CHILD_HEALTH", SEEK)
    return counted_when_said(view, yes, "mum", point)


def doubts(story: Story, said: str) -> list[str]:
    view = View(story.file, story.at, story.at)
    yes = next(one for one in view.said if one.event.response == said)
    return [one.words for one in doubts_of(view, yes)]


def test_a_no_that_somebody_was_pressed_to_say_is_a_no() -> None:
    story = a_family()
    words = "He made me say no"
    story.say("REFUSED", "mum", conversation=story.talk("mum", parent_words=words), words=words)
    view = View(story.file, story.at, story.at)
    point = Point("ng", "AGENCY_CHECKS", Agency("GP"), "CHILD_HEALTH", SEEK)
    assert noes_that_stand(view, "mum", point, "E1")


def talk(story: Story, words: str, **members: Any) -> str:
    """With the mother, who said no no in it."""
    return story.later().talk("mum", parent_words=words, not_a_no=True, **members)


def test_it_does_not_matter_which_came_first() -> None:
    for words in ("He made me say yes", "He is listening, I can't talk"):
        story = a_family()
        talk(story, words)
        story.later().say("AGREED", "mum", method="PHONE_VERBAL")
        assert first_reason(story) is Reason.VALIDITY_CONCERN


def test_whoever_was_seen_alone_and_asked_since_says_a_yes_that_counts() -> None:
    words = "He told me to say yes"
    story = a_family()
    story.say("AGREED", "mum", conversation=talk(story, words))
    assert first_reason(story) is Reason.VALIDITY_CONCERN
    story.later().agree("mum")
    assert first_reason(story) is Reason.AGREED_BY_PARENT
    talk(story, words)
    assert first_reason(story) is Reason.VALIDITY_CONCERN
    every: tuple[dict[str, Any], ...] = ({"seen_alone": "NO"}, {"pressure_concern": "NOT_KNOWN"})
    for not_free in every:
        again = story.later().talk("mum", **not_free)
        assert not is_free(story.file.of(ConversationRecorded)[-1].event)
        story.say("AGREED", "mum", conversation=again)
        assert first_reason(story) is Reason.VALIDITY_CONCERN


def test_a_talk_of_before_typed_after_it_asked_nobody_since() -> None:
    story = a_family()
    talk(story, "He told me to say yes")
    before: dict[str, Any] = {"effective_at": story.later().at - timedelta(hours=3)}
    story.say("AGREED", "mum", conversation=story.talk("mum", **before), **before)
    assert first_reason(story.later()) is Reason.VALIDITY_CONCERN


def test_a_moment_is_of_that_day_and_an_answer_of_any_before() -> None:
    for words, reason in (
        ("He is listening, I can't talk", Reason.AGREED_BY_PARENT),
        ("He told me to say yes", Reason.VALIDITY_CONCERN),
    ):
        story, _ = agreed()
        talk(story.later(2 * DAY), words)
        assert first_reason(story) is reason, words
        # One that is given on another day after it is another answer.
        story.later(2 * DAY).agree("mum")
        assert first_reason(story) is Reason.AGREED_BY_PARENT


@pytest.mark.parametrize(
    ("words", "pressed"),
    [("I told her to say yes", {"mum"}), ("He told me to say yes", {"dad"})],
)
def test_whoever_presses_another_puts_theirs_in_doubt(words: str, pressed: set[str]) -> None:
    story = a_family()
    said = {who: story.agree(who) for who in ("mum", "dad")}
    story.later().talk("dad", parent_words=words)
    assert {who for who, id in said.items() if doubts(story, id)} == pressed


@pytest.mark.parametrize(
    ("words", "may_press"),
    [
        ("Dad told me to say yes", {"dad"}),
        ("I have to do what Kurt says", {"dad"}),
        ("I can't talk, my step-dad is here", {"step"}),
        ("Nan says that Dad told us to say no", {"dad"}),
        ("Kurt made Nan sign it", {"dad"}),
        ("I can't talk now he's here", {"dad", "step"}),
    ],
)
def test_whoever_may_press_is_not_known_to_be_safe(words: str, may_press: set[str]) -> None:
    story = a_family()
    story.talk("mum", parent_words=words)
    assert not_known(story) == may_press
    assert [one.code for one in story.due(story.at)].count("READ_HARM") == 1


def test_whoever_types_it_is_told() -> None:
    def codes(**members: Any) -> set[str]:
        story = a_family()
        story.say("AGREED", "mum", conversation=story.talk("mum", **members))
        view = View(story.file, story.at, story.at)
        return {
            one.code
            for stamp, content in story.entries[-2:]
            for one in notices_of(content, stamp, view, Directory())
        }

    found = codes(parent_words="He told me to say yes")
    assert {"WORDS_TELL_OF_PRESSURE", "WORDS_TELL_OF_HARM", "YES_IN_DOUBT"} <= found
    assert not {"WORDS_TELL_OF_PRESSURE", "YES_IN_DOUBT"} & codes(parent_words="Yes please")
