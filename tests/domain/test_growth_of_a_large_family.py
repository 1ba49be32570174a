"""One write of a large family, of whom nothing was looked at by a manager: its work is bounded.

Counted and not timed, as in `test_growth.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import pytest

from consent_service.actions.guarding import what_waits
from consent_service.actions.moment import Moment
from consent_service.domain.answers import Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file import bounds
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.view import View
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.falling import MAY_LET_FALL, EffectWaits, FallKind
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from tests.counted import steps
from tests.domain.tasks.story import WORKER, Story, question, scope

#: Twice as many facts are at most so many times the steps.
AT_MOST: Final = 2.3


def a_large_family(count: int) -> Story:
    """Children, adults and enquiries, of whom everybody says what is not clear and there is a sign
    of each; and in between a worker says of somebody that they do not decide.
    """
    story = Story()
    for number in range(count // 2):
        story.child(f"child-{number}")
    for number in range(count // 4):
        story.adult(f"adult-{number}", f"child-{number}")
    for number in range(8):
        story.enquiry(f"E{number}")
    for number in range(count):
        person, enquiry = f"adult-{number % (count // 4)}", f"E{number % 8}"
        child = f"child-{number % (count // 2)}"
        story.later().say("NOT_CLEAR", person, enquiry=enquiry, scope=scope(child))
        story.talk(person, enquiry=enquiry)
        story.make(SignRecorded, person=person, code="CODE_WORD")
        story.reached(person, safety="UNSAFE")
        kept(story, partial(no_longer, story, person, child))
    return story


def no_longer(story: Story, person: str, child: str) -> None:
    story.adult(person, child, pr_status="NO")


def kept(story: Story, write: Callable[[], object]) -> tuple[EffectWaits, ...]:
    """What is written, and what waits of it."""
    moment = Moment(story.at, AuthorityFile(id="own"), WORKER, story.file)
    write()
    waits = what_waits(moment, story.file)
    for one in waits:
        story.record(one)
    return waits


#: What is written of the first of them: said in their own talk, found out of them, put right.
WRITES: Final[tuple[Callable[[Story], object], ...]] = (
    lambda story: story.talk("adult-0", enquiry="E0"),
    lambda story: story.say("REFUSED", "adult-0", enquiry="E0", scope=scope("*")),
    lambda story: story.make(SignRecorded, person="child-0", code="PRESSURE"),
    lambda story: story.adult("adult-0", "child-1", pr_status="NO"),
    lambda story: story.correct(8),
)


def test_one_write_takes_no_more_than_the_bound_whatever_waits_and_whoever_is_on_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of twice as much it takes twice the steps, though each reading and each entry that nobody has
    looked at is one more time to go through it. What is left waits; nobody is lifted by it.
    """
    monkeypatch.setattr(bounds, "MOST", 1_000)
    taken: dict[int, list[int]] = {}
    for count in (8, 12, 24):
        story = a_large_family(count)
        taken[count] = []
        for write in WRITES:
            story.later()
            waits: list[EffectWaits] = []
            by_this = partial(write, story)
            taken[count].append(steps(lambda: waits.extend(kept(story, by_this))))  # noqa: B023 - called at once
            assert all(fall.kind in MAY_LET_FALL for one in waits for fall in one.falls)
        view = View(story.later().file, story.at, story.at)
        answer = decide(view, DEFAULT_POLICY, question("child-0", enquiry="E0"), ())
        assert answer.outcome is Outcome.OBJECTION
    for few, twice in zip(taken[12], taken[24], strict=True):
        assert twice <= few * AT_MOST


@pytest.mark.parametrize("method", ["ONLINE_SIGNED_IN", "PHONE_VERBAL"])
def test_beyond_the_bound_what_is_pressed_online_is_for_whoever_calls(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A manager alone confirms what somebody said to a worker, and not what was pressed."""
    monkeypatch.setattr(bounds, "MOST", 0)
    story = Story().child().adult("mum").adult("dad").enquiry()
    story.later().say("REFUSED")
    story.later()
    waits = kept(story, lambda: story.say("AGREED", method=method))
    kinds = {fall.kind for one in waits for fall in one.falls}
    assert (FallKind.PRESSED_ONLINE in kinds) is (method == "ONLINE_SIGNED_IN")
    view = View(story.later().file, story.at, story.at)
    answer = decide(view, DEFAULT_POLICY, question(), ())
    assert answer.outcome is not Outcome.COVERED
