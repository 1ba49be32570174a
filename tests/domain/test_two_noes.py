"""Of two parents' noes in one enquiry the last is told, and not that of whoever is listed first."""

from __future__ import annotations

from itertools import permutations

from consent_service.domain.answers import Outcome, Reason
from consent_service.domain.decision import decide
from consent_service.domain.policy import DEFAULT_POLICY
from consent_service.domain.scope import Exclusions
from consent_service.domain.view import View
from tests.domain.tasks.story import DAY, Story, question, scope

#: Each way to say no; of those of one moment the first here is told.
WAYS = ("WITHDRAWN", "REFUSED", "EXCLUDED")


def says_no(story: Story, person: str, way: str) -> None:
    if way == "EXCLUDED":
        left_out = scope(categories=("EDUCATION",), exclusions=Exclusions((), ("CHILD_HEALTH",)))
        story.agree(person, scope=left_out)
    else:
        story.say(way, person)


def reason_of(story: Story) -> Reason:
    view = View(story.file, story.at + DAY, story.at + DAY)
    (item,) = decide(view, DEFAULT_POLICY, question()).items
    assert item.outcome is Outcome.OBJECTION
    return item.reason


def test_the_last_no_is_told_whoever_is_listed_first() -> None:
    for listed in permutations(("mum", "dad")):
        for first, last in permutations(WAYS, 2):
            for person, other in permutations(listed):
                story = Story().child()
                for one in listed:
                    story.adult(one)
                story.enquiry().later(DAY)
                says_no(story, person, first)
                says_no(story.later(DAY), other, last)
                assert reason_of(story) == last, (listed, person, first, last)


def test_of_two_noes_of_one_moment_the_one_that_takes_most_back_is_told() -> None:
    for listed in permutations(("mum", "dad")):
        for ways in permutations(WAYS, 2):
            story = Story().child()
            for one in listed:
                story.adult(one)
            story.enquiry().later(DAY)
            for person, way in zip(("mum", "dad"), ways, strict=True):
                says_no(story, person, way)
            assert reason_of(story) == min(ways, key=WAYS.index), (listed, ways)
