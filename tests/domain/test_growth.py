"""What is worked out from a file grows as the file does, and not with its square.

Steps are counted and not seconds: the machine has no part in it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, Final

import pytest

from consent_service.actions.guarding import what_waits
from consent_service.actions.moment import Moment
from consent_service.domain.authorityfile import AuthorityFile
from consent_service.domain.decision import decide
from consent_service.domain.policy import DEFAULT_POLICY
from consent_service.domain.scope import Agency
from consent_service.domain.tasks import due, due_of_answer
from consent_service.domain.view import View
from tests.domain.tasks.story import WORKER, Story, question, scope

FEW: Final = 60
#: Twice as many facts are at most so many times the steps.
AT_MOST: Final = 2.3
AGENCIES: Final = ("GP", "SCHOOL", "POLICE", "HEALTH_VISITOR")
KINDS: Final = ("CHILD_HEALTH", "CHILD_EDUCATION", "IDENTITY_CONTACT")


def steps(work: Callable[[], object]) -> int:
    """How many lines are carried out; one that is gone through again counts again."""
    count = 0

    def trace(_: FrameType, event: str, __: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def yes(story: Story, _: int) -> None:
    story.agree()


def a_yes_to_another(story: Story, number: int) -> None:
    kinds = KINDS[number % len(KINDS)]
    agency = Agency(AGENCIES[number % len(AGENCIES)])
    story.agree(scope=scope(agencies=(agency,), categories=(kinds,)))


def whatever(story: Story, number: int) -> None:
    person = ("mum", "dad")[number % 2]
    answer = ("REFUSED", "UNDECIDED", "WITHDRAWN")[number % 3]
    if number % 4:
        story.agree(person)
    else:
        story.say(answer, person)


def back_and_forth(story: Story, number: int) -> None:
    story.agree() if number % 2 else story.say("REFUSED")


def no_more(story: Story, number: int) -> None:
    """Each no comes after every yes, so none of them is ever lifted."""
    story.agree() if number < FEW // 2 else story.say("WITHDRAWN")


def talk(story: Story, _: int) -> None:
    story.talk(explained=())


def worked_out(file: View) -> None:
    answer = decide(file, DEFAULT_POLICY, question(), ())
    due_of_answer(file, answer, "E1", file.as_of)
    due(file, DEFAULT_POLICY)


@pytest.mark.parametrize("said", [yes, a_yes_to_another, whatever, back_and_forth, no_more, talk])
def test_the_answer_and_the_tasks_of_twice_as_much_take_twice_the_steps(
    said: Callable[[Story, int], None],
) -> None:
    taken = []
    for count in (1, FEW, FEW * 2):
        story = Story().child().adult("mum").adult("dad").enquiry()
        for number in range(count):
            said(story.later(), number)
        view = View(story.later().file, story.at, story.at)
        taken.append(steps(lambda: worked_out(view)))  # noqa: B023 - called at once
    # The first is for what is done once in a process, whatever the file.
    _, few, twice = taken
    assert twice <= few * AT_MOST


def not_clear(story: Story, _: int) -> None:
    """What nobody knows who said is not clear of each."""
    for person in ("mum", "dad"):
        story.say("NOT_CLEAR", person)


def of_one_who_does_not_decide(story: Story, _: int) -> None:
    story.say("REFUSED", "gran")


@pytest.mark.parametrize(
    "said", [yes, whatever, back_and_forth, not_clear, of_one_who_does_not_decide]
)
def test_what_a_write_would_let_fall_in_twice_as_much_takes_twice_the_steps(
    said: Callable[[Story, int], None],
) -> None:
    taken = []
    for count in (1, FEW, FEW * 2):
        story = Story().child().adult("mum").adult("dad").adult("gran", pr_status="NO").enquiry()
        for number in range(count):
            said(story.later(), number)
        story.later()
        moment = Moment(story.at, AuthorityFile(id="own"), WORKER, story.file)
        said(story, 0)
        taken.append(steps(lambda: what_waits(moment, story.file)))  # noqa: B023 - called at once
    _, few, twice = taken
    assert twice <= few * AT_MOST


def test_a_question_goes_through_no_fact_to_see_what_it_would_let_fall() -> None:
    """Nothing is written of a question, so nothing waits, however much stands on the file."""
    taken = []
    for count in (1, FEW, FEW * 2):
        story = Story().child().adult("mum").enquiry()
        for number in range(count):
            yes(story.later(), number)
        moment = Moment(story.later().at, AuthorityFile(id="own"), WORKER, story.file)
        taken.append(steps(lambda: what_waits(moment, moment.the_file())))  # noqa: B023 - at once
    _, few, twice = taken
    assert twice == few
