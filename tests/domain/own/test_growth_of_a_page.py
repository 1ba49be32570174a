"""Somebody's own page of twice as much takes twice the work, whatever they said and were told.

Counted and not timed, as in `tests/domain/test_growth.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from typing import Final

import msgspec
import pytest

from consent_service.domain.codes import CHILD_CATEGORIES
from consent_service.domain.file.view import View
from consent_service.domain.own import own_view, seen_by
from consent_service.domain.own.saidovertime import SaidOverTime
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.practice import CorrectionAsked, DisclosureRecorded
from consent_service.domain.scopes.scope import SEEK, Agency, Exclusions
from tests.counted import steps
from tests.domain.tasks.story import DAY, MONDAY, Story, scope
from tests.domain.test_growth import (
    AGENCIES,
    AT_MOST,
    FEW,
    WHAT_IS_SAID,
    assert_twice_takes_twice,
)

MINUTE: Final = timedelta(minutes=1)
_EVERY: Final = tuple(product(AGENCIES, sorted(CHILD_CATEGORIES), ("SEEK", "SHARE")))
#: Those that stand beside each other lie apart.
DIFFERENT: Final = tuple(_EVERY[37 * number % len(_EVERY)] for number in range(len(_EVERY)))


def newer(story: Story, number: int) -> None:
    """Each in the place of the one before."""
    story.say("AGREED", supersedes=f"said-{number}" if number else None)


def waiting(story: Story, number: int) -> None:
    story.say(("AGREED", "AWAITING", "UNDECIDED")[number % 3])


def put_right(story: Story, _: int) -> None:
    """A talk that never was, and an answer that was nobody's, beside a talk that was."""
    story.talk()
    said = story.agree()
    talk, answer = len(story.entries) - 2, len(story.entries) - 1
    for place in (talk, answer):
        story.correct(place)
    story.told(said, "mum")


def not_agreed(story: Story, number: int) -> None:
    """They say that they agreed to nothing; and of a date that it is wrong."""
    story.agree()
    story.make(
        CorrectionAsked,
        correction=f"wrong-{number}",
        person="mum",
        about=None,
        what=("NOT_AGREED", "DATE")[number % 2],
        words="Zz",
    )


def shared(story: Story, number: int) -> None:
    """What they agreed to, decided as well; they were told of every other one."""
    agency = Agency(AGENCIES[number % len(AGENCIES)])
    story.agree(scope=scope(agencies=(agency,)))
    decided = story.decide(f"decided-{number}", scope=scope(agencies=(agency,)))
    story.make(
        DisclosureRecorded,
        disclosure=f"shared-{number}",
        enquiry="E1",
        subjects=("ng",),
        agency=agency,
        categories=("CHILD_HEALTH",),
        purpose="AGENCY_CHECKS",
        direction=SEEK,
        basis="AGREED",
        summary="Zz",
        words_sent="Zz",
    )
    if number % 2:
        story.told(decided, "mum")
        story.told(f"shared-{number}", "mum")


def ended_before_it_was_decided(story: Story, number: int) -> None:
    """One yes lasts, and those said after it had ended before anything was decided."""
    if number % 2:
        story.told(story.decide(f"decided-{number}"), "mum")
        return
    said = MONDAY - 2 * DAY + number * MINUTE
    story.say("AGREED", effective_at=said, expires_at=said + MINUTE if number else None)


def noes_each_about_something_else(story: Story, number: int) -> None:
    """No two are about the same kind of information, service and way of sending it."""
    agency, category, direction = DIFFERENT[number]
    about = scope(agencies=(Agency(agency),), categories=(category,), directions=(direction,))
    story.say("REFUSED", scope=about)


def yeses_each_about_something_else(story: Story, number: int) -> None:
    """Likewise. Of every third some kind of information is left out, and the next is a no."""
    agency, category, direction = DIFFERENT[number]
    about = scope(agencies=(Agency(agency),), categories=(category,), directions=(direction,))
    if number % 3 == 1:
        _, left_out, _ = DIFFERENT[-number]
        about = msgspec.structs.replace(about, exclusions=Exclusions(categories=(left_out,)))
    story.say("REFUSED" if number % 3 == 2 else "AGREED", scope=about)


def a_child_of_whom_they_are_not_told(story: Story, number: int) -> None:
    """Since a sign, so that it is asked of each answer whether it was safe to ask them then."""
    if number == 0:
        story.make(SignRecorded, person="mum", code="PRESSURE")
    story.child(f"child-{number}")
    story.agree(scope=scope(f"child-{number}"))


PAGES: Final = (
    *WHAT_IS_SAID,
    newer,
    waiting,
    put_right,
    not_agreed,
    shared,
    ended_before_it_was_decided,
    noes_each_about_something_else,
    yeses_each_about_something_else,
    a_child_of_whom_they_are_not_told,
)


def page(view: View) -> object:
    seen = seen_by(view, "mum", as_child=False)
    assert seen is not None
    return own_view(seen, view.as_of, lambda _: None)


@pytest.mark.swept
@pytest.mark.parametrize("apart", [timedelta(0), MINUTE], ids=["at-once", "apart"])
@pytest.mark.parametrize("said", PAGES)
def test_somebodys_own_page_of_twice_as_much_takes_twice_the_steps(
    said: Callable[[Story, int], None], apart: timedelta
) -> None:
    assert_twice_takes_twice(said, page, apart)


def test_what_they_had_said_by_each_moment_takes_twice_the_steps_of_twice_as_much() -> None:
    """By itself: on a page it is one question of many."""
    taken = []
    for count in (FEW, FEW * 2, FEW * 4):
        story = Story().child().adult("mum").enquiry()
        for number in range(count):
            ended_before_it_was_decided(story.later(), number)
        view = View(story.later().file, story.at, story.at)
        moments = [held.effective_at for held in view.read.every()]

        def asked() -> None:
            said = SaidOverTime(view.said)  # noqa: B023 - called at once
            for then in moments:  # noqa: B023 - called at once
                said.about(scope(), then)

        taken.append(steps(asked))
    few, twice, four_times = taken
    assert twice <= few * AT_MOST
    assert four_times <= twice * AT_MOST
