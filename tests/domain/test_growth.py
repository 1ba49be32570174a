"""What is worked out from a file grows as the file does, and not with its square.

Steps are counted and not seconds: the machine has no part in it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from types import FrameType
from typing import Any, Final

import pytest

from consent_service.actions.guarding import what_waits
from consent_service.actions.moment import Moment
from consent_service.domain import scope as scopes
from consent_service.domain.authorityfile import AuthorityFile
from consent_service.domain.codes import codes
from consent_service.domain.decision import decide
from consent_service.domain.policy import DEFAULT_POLICY
from consent_service.domain.questions import one_of_each_kind
from consent_service.domain.scope import Agency
from consent_service.domain.tasks import due, due_of_answer
from consent_service.domain.view import View
from tests.domain.tasks.story import DAY, WORKER, Story, question, scope

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


def asked_again(story: Story, number: int) -> None:
    """Both ways, and once more as long after them."""
    story.say("AGREED" if number % 2 else "REFUSED", effective_at=story.at - DAY)
    if number % FEW == FEW - 1:
        story.later().agree()


def ended(story: Story, number: int) -> None:
    """Each until a day that has come, so that it is asked whether they have answered since."""
    story.say(("REFUSED", "AGREED")[number % 2], expires_at=story.at + DAY)


def pressed(story: Story, number: int) -> None:
    """Each in a talk that does not count."""
    talk = story.talk(pressure_concern="SUSPECTED")
    story.say(("AGREED", "NOT_CLEAR")[number % 2], conversation=talk)


def parents_apart(story: Story, number: int) -> None:
    story.agree("mum") if number % 2 else story.say("REFUSED", "dad")


def not_clear(story: Story, _: int) -> None:
    """What nobody knows who said is not clear of each."""
    for person in ("mum", "dad"):
        story.say("NOT_CLEAR", person)


WHAT_IS_SAID: Final = (
    yes,
    a_yes_to_another,
    whatever,
    back_and_forth,
    no_more,
    talk,
    asked_again,
    ended,
    pressed,
    parents_apart,
    not_clear,
)


def worked_out(file: View) -> None:
    answer = decide(file, DEFAULT_POLICY, question(), ())
    due_of_answer(file, answer, "E1", file.as_of)
    due(file, DEFAULT_POLICY)


#: How long after another each is said. A second has room for hundreds.
@pytest.mark.parametrize("apart", [timedelta(0), timedelta(minutes=1)], ids=["at-once", "apart"])
@pytest.mark.parametrize("said", WHAT_IS_SAID)
def test_the_answer_and_the_tasks_of_twice_as_much_take_twice_the_steps(
    said: Callable[[Story, int], None], apart: timedelta
) -> None:
    taken = []
    for count in (1, FEW, FEW * 2):
        story = Story().child().adult("mum").adult("dad").enquiry()
        for number in range(count):
            said(story.later(apart), number)
        view = View(story.later().file, story.at, story.at)
        taken.append(steps(lambda: worked_out(view)))  # noqa: B023 - called at once
    # The first is for what is done once in a process, whatever the file.
    _, few, twice = taken
    assert twice <= few * AT_MOST


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


def test_a_name_is_compared_with_what_it_may_mean_and_not_with_each_there_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that nobody has listed may be that of a service of any type: it is asked about under
    each, and held against those alone that share a type or a name with it.
    """
    compared = 0
    compare = scopes._reach

    def counted(*asked: Any) -> Any:
        nonlocal compared
        compared += 1
        return compare(*asked)

    monkeypatch.setattr(scopes, "_reach", counted)
    types = [of_type for of_type in codes("agencies") if of_type != "OTHER"]
    said = [
        scope(agencies=(Agency(types[number], f"Plkq{number * 7919}"),)) for number in range(20)
    ]
    assert list(one_of_each_kind({"ng": ("ng",)}, said, frozenset(), ()))
    assert compared <= 3 * len(said) ** 2
