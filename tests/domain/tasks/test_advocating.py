"""Somebody to support a parent: whoever may want one and has none, has somebody who sees to it."""

from __future__ import annotations

import re
from typing import Final

import pytest

from consent_service.domain.codes import codes, label
from consent_service.domain.file.view import View
from consent_service.domain.following.askedagain import NOT_SAID
from consent_service.domain.own import own_view, seen_by
from tests.domain.tasks.happenings import advocate
from tests.domain.tasks.story import DAY, MONDAY, family

#: Where they have what they want, or do not want it: nothing follows by itself.
_RESTS: Final = {"DECLINED", "CONFIRMED", "ACTIVE"}
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


@pytest.mark.parametrize("status", codes("advocate_statuses"))
def test_nobody_is_called_a_parent_who_may_be_the_child(status: str) -> None:
    """“Offer this parent an advocate”, and beside it stood the name of a girl of fifteen."""
    story = family()
    advocate(story, status, "ng", advocate="Zz")
    for task in story.due(MONDAY + DAY):
        assert task.person != "ng" or "parent" not in label("tasks", task.code).casefold(), task


def test_no_task_about_one_person_says_what_they_are() -> None:
    of_one = {one.label for one in codes("tasks").values() if re.search(r"\bthis \w", one.label)}
    assert not [one for one in of_one if re.search(r"\bthis (?:parent|mother|father|child)", one)]


@pytest.mark.parametrize("status", sorted(NOT_SAID))
def test_whoever_has_not_said_what_they_want_is_asked_again_by_the_day_that_they_read(
    status: str,
) -> None:
    """They wanted time to think, and nobody went back to them."""
    story = family()
    story.talk()
    advocate(story, status)
    due = [one for one in story.due(MONDAY + DAY) if one.code == "OFFER_ADVOCATE"]
    view = View(story.file, story.at, story.at)
    seen = seen_by(view, "mum", as_child=False)
    assert seen is not None
    shown = own_view(seen, story.at, lambda _: None)["supporter"]["ask_again"]
    assert [one.due and one.due.isoformat() for one in due if one.person == "mum"] == [shown]
    assert shown is not None
    # What they say ends it, here and there.
    advocate(story, "DECLINED")
    again = [one.person for one in story.due(MONDAY + DAY) if one.code == "OFFER_ADVOCATE"]
    assert "mum" not in again
