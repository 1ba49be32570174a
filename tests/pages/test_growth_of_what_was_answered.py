"""What somebody answered is shown in twice the steps where it is twice as much.

Counted and not timed, as in `tests/domain/test_growth.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from consent_service.api.replies.showing import plain
from consent_service.domain.file.view import View
from consent_service.domain.standing import standing
from consent_service.pages.whodecides import answered
from tests.counted import steps
from tests.domain.tasks.story import Story
from tests.domain.test_growth import AT_MOST, FEW, a_yes_to_another, back_and_forth, yes


@pytest.mark.parametrize("said", [yes, a_yes_to_another, back_and_forth])
def test_what_somebody_answered_takes_twice_the_steps_of_twice_as_much(
    said: Callable[[Story, int], None],
) -> None:
    taken = []
    for count in (1, FEW, FEW * 2):
        story = Story().child().adult("mum").adult("dad").enquiry()
        for number in range(count):
            said(story.later(), number)
        stands = plain(standing(View(story.later().file, story.at, story.at)))
        taken.append(steps(partial(list, answered(stands, "mum"))))
    # The first is for what is done once in a process, whatever the file.
    _, few, twice = taken
    assert 0 < twice <= few * AT_MOST
