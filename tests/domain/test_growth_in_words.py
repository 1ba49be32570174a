"""What is read in words at hundreds of moments grows as they do: whom words mean is worked out once
for each way in which the family stood, and no otherwise than at that moment alone.
"""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from random import Random
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.file.view import View
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.compared import WritingRead
from consent_service.domain.recorded.events import RelationshipRecorded, SafetyRecorded
from consent_service.domain.recorded.practice import NeedsRecorded
from consent_service.domain.safety.saidtoharm import (
    TURNS_ON,
    may_have_harmed,
    that_tell_of_harm,
    whom_it_may_mean,
)
from tests.counted import steps
from tests.domain.own.lives import view_of
from tests.domain.tasks.story import DAY, MANAGER, Story
from tests.domain.test_growth import worked_out
from tests.trying import tried

SAID: Final = (
    "No, leave me alone. He said he would hit me.",
    "Dad hit him and she is afraid of both of them.",
    "Don't tell my husband. Fine for the doctor.",
    "He has a bruise and nobody can say why.",
    "My mum threatened me again.",
    "Ask the school, they know her best.",
)
FEW: Final = 40
#: Words and yeses cost some more than twice, and nowhere near four times.
AT_MOST: Final = 3.0


def in_talks(story: Story, number: int) -> None:
    story.talk(("mum", "dad")[number % 2], parent_words=SAID[number % len(SAID)])


def beside_answers(story: Story, number: int) -> None:
    story.say("AGREED", words=SAID[number % len(SAID)])


def then_agreed_to(story: Story, number: int) -> None:
    in_talks(story, number)
    story.later().say("AGREED", conversation=story.talk())


def a_family() -> Story:
    return Story().child().adult("mum").adult("dad").enquiry()


@pytest.mark.parametrize(
    ("said", "work"),
    [
        *((said, worked_out) for said in (in_talks, beside_answers, then_agreed_to)),
        (then_agreed_to, None),
    ],
)
def test_twice_as_many_words_that_tell_of_harm_take_about_twice_the_steps(
    said: Any, work: Any
) -> None:
    """At the time of each talk it is asked whether it was safe: all words at each was their square,
    and a check of four hundred talks took two seconds.
    """
    taken = []
    # The first is for what is done once in a process, whatever the file.
    for count in (len(SAID), FEW, FEW * 2):
        story = a_family()
        for number in range(count):
            said(story.later(timedelta(minutes=1)), number)
        view = View(story.later().file, story.at, story.at)
        taken.append(steps(partial(view_of, story, "mum") if work is None else partial(work, view)))
    _, few, twice = taken
    assert twice <= few * AT_MOST


def lived(seed: int) -> Story:
    """A family of whom harm is told while it becomes known who is who, and feared."""
    chance, story = Random(seed), a_family()
    for number in range(12):
        story.later(chance.choice([DAY / 24, DAY, -DAY / 2]) if number else DAY)
        person, earlier = chance.choice(["mum", "dad"]), story.at - chance.choice([0, 3]) * DAY
        when: dict[str, Any] = {"effective_at": earlier}
        match chance.randrange(9):
            case 0 | 1 | 2:
                story.talk(person, parent_words=chance.choice(SAID), **when)
            case 3:
                story.unsafe(person)
            case 4:
                why = "A social worker spoke to them alone and found them kind and calm. " * 2
                safe = {"safe_to_ask": True, "code": "OTHER", "reason": why}
                story.make(SafetyRecorded, MANAGER, person=person, **safe, **when)
            case 5:
                story.make(NeedsRecorded, person=person, indicators=("DOMESTIC_ABUSE_VICTIM",))
            case 6:
                link: dict[str, Any] = {
                    "role": "STEPPARENT",
                    "pr_status": "NO",
                    "lives_with": "YES",
                }
                story.make(RelationshipRecorded, child="ng", person=person, **link, **when)
            case 7:
                story.make(SignRecorded, person="mum", code="DOMESTIC_ABUSE_NEED", names=("dad",))
            case _:
                story.wish(words=chance.choice(SAID), **when)
        if chance.random() < 0.1:
            told = [held.seq for held in story.file.every() if hasattr(held.event, "parent_words")]
            if told:
                story.make(WritingRead, entry=chance.choice(told), holds="HARM")
    return story.later()


@tried(15, at_length=2_400)
@given(seed=st.integers(0, 2**32))
def test_whom_words_mean_at_a_moment_is_the_same_beside_others_and_by_itself(seed: int) -> None:
    story = lived(seed)
    together = View(story.file, story.at, story.at)
    moments = sorted({fact.effective_at for fact in story.file.every()})
    for at in Random(seed).sample(moments, len(moments)):
        alone = View(story.file, at, story.at)
        assert may_have_harmed(together.at[at]) == may_have_harmed(alone), at


@tried(10, at_length=1_600)
@given(seed=st.integers(0, 2**32))
def test_whom_words_mean_goes_by_no_kind_at_a_moment_that_is_not_listed(seed: int) -> None:
    """Of what is not listed two moments would be taken for one: nobody has to remember to."""
    story = lived(seed)
    for held in that_tell_of_harm(story.file):
        view = View(story.file, story.at, story.at)
        whom_it_may_mean(view, held)
        assert {*view.holding} <= {*TURNS_ON}
