"""A yes beside words that may deny something is asked about before anybody goes by it."""

from __future__ import annotations

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.scopes.services import Directory
from tests.domain.tasks.story import Story, family, scope

NOES = (
    *("No. I do not want it", "no thanks", "“No,” she said", "I don’t want that", "Stop it"),
    *("she said yes but not to school", "She said no.", "Not the school.", "He'll think about it"),
    *("She doesn't want the school to know.", "Do not ring the school please"),
    *("Yes to all of it. But please don't ask the school", "nope", "Yes. dont tell school tho"),
    # One more look costs nothing.
    *("Not today, but yes", "No problem with school but not the GP", "No, no problem with him"),
    # Put off, or left to others.
    *("Ask me again after Christmas", "I want to think", "As long as it stays between us"),
    *("Fine, whatever, you lot do what you want anyway", "mm", "Yes I suppose", "I'll think"),
    *("Let me think it over", "Ring me later", "Yes, if nobody at school hears of it"),
    *("Certainly not", "Never", "Of course not", "Please don't", "Hell no", "No sorry"),
    *("I never said yes", "consent refused", "She wont have it", "I want to take my consent back"),
)
YESES = (
    *("Yes, no problem", "No problem", "No worries at all", "Yes, not a problem", "I don't mind"),
    *("Yes, why not", "She doesn't mind at all", "No objections from her", "Without a doubt"),
    *("Please do, I want my boy back.", "Yes, ring me back when you know", "Yes. Had no questions"),
    *("Whatever you need", "Yes if you can", "Can't see why not", "Yes, if possible today"),
    *("Everybody is glad. Yes", "Yes please", "I want it", ""),
    *("Yes, if it helps", "If you need to, yes", "I think so, yes", "I think it is a good idea"),
    *("Yes. Ring me after school", "Yes, as long as it helps", "Yes as long as it takes"),
    *("Never said no", "I can't say no"),
)


@pytest.mark.parametrize("words", [*NOES, *YESES])
def test_a_yes_with_words_that_say_no_is_looked_at_again(words: str) -> None:
    story = family()
    story.agree("mum", conversation=story.talk("mum", parent_words=words or None))
    assert is_asked_about(story) is (words in NOES)


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize(
    ("words", "is_asked"),
    [
        ("mo happy for us to ring HV & GP, doesnt want sch contacted at mo", False),
        ("Yes to the doctor but not the school", False),
        ("No. I do not want it", True),
        ("Not until the new year", True),
    ],
)
def test_where_they_said_no_to_something_else_the_words_may_be_of_that(
    words: str, *, is_asked: bool, is_first: bool
) -> None:
    story = family()
    talk = story.talk("mum", parent_words=words)
    school = scope(agencies=(Agency("SCHOOL"),))
    if is_first:
        story.say("REFUSED", conversation=talk, scope=school)
    story.agree("mum", conversation=talk)
    yes = len(story.entries) - 1
    if not is_first:
        story.say("REFUSED", conversation=talk, scope=school)
    assert is_asked_about(story, yes) is is_asked


def is_asked_about(story: Story, place: int = -1) -> bool:
    stamp, content = story.entries[place]
    view = View(story.file, story.at, story.at)
    found = [one.code for one in notices_of(content, stamp, view, Directory())]
    return "WORDS_SAY_NO" in found
