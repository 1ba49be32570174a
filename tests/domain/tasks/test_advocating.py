"""Somebody to support a parent: whoever may want one and has none, has somebody who sees to it."""

from __future__ import annotations

from typing import Final

import pytest

from consent_service.domain.codes import codes
from tests.domain.tasks.happenings import advocate
from tests.domain.tasks.story import DAY, MONDAY, family

#: Where they have what they want, or do not want it: nothing follows by itself.
_RESTS: Final = {"OFFERED", "DECLINED", "WANTS_TIME", "CONFIRMED", "ACTIVE"}
_SEES_TO_IT: Final = {
    *("CHECK_ADVOCATE", "REFER_TO_SERVICE", "CHASE_WAITING_LIST"),
    *("OFFER_ADVOCATE", "DISCUSS_ADVOCATE"),
}


@pytest.mark.parametrize("status", codes("advocate_statuses"))
def test_whoever_may_want_an_advocate_and_has_none_is_seen_to(status: str) -> None:
    """Nothing was due where a service was asked for one, nor once an advocate had gone."""
    story = family()
    advocate(story, status, advocate="Zz")
    due = {task.code for task in story.due(MONDAY + DAY) if task.person == "mum"}
    assert bool(due & _SEES_TO_IT) == (status not in _RESTS)
