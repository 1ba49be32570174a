"""Whoever the mother of a child is, is found out as the father is; and never beside another word
for the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from consent_service.domain.recorded.circumstances import OrderRecorded
from tests.domain.tasks.story import DAY, MANAGER, Story


def with_his_father(story: Story) -> Story:
    return story.child("boy").adult("dad", "boy").enquiry()


def theirs(story: Story) -> list[str]:
    return [one.code for one in story.due(story.later().at) if one.child == "boy"]


def test_a_child_without_a_mother_asks_who_she_is_each_week() -> None:
    story = with_his_father(Story())
    task = story.the("FIND_MOTHER")
    assert (task.child, task.person) == ("boy", None)
    assert task.due is not None
    assert "FIND_PR_HOLDER" not in theirs(story)


def adopted(story: Story) -> Story:
    return story.adult("new", "boy", role="ADOPTIVE_PARENT")


def guarded(story: Story) -> Story:
    story.adult("gran", "boy", role="SPECIAL_GUARDIAN")
    order = {"order": "order", "child": "boy", "order_type": "ADOPTION_ORDER", "people": ("gran",)}
    story.make(OrderRecorded, MANAGER, source="Zz court", reference="Zz", **order)
    return story


def two_parents(story: Story) -> Story:
    return story.adult("pa", "boy", role="SECOND_PARENT")


def was_his_mother(story: Story) -> Story:
    return story.adult("mum", "boy").adult("mum", "boy", ended=True)


@pytest.mark.parametrize("explained", [adopted, guarded, two_parents, was_his_mother])
def test_nobody_asks_where_something_says_why(explained: Callable[[Story], Story]) -> None:
    story = explained(with_his_father(Story()))
    assert "FIND_MOTHER" not in theirs(story)


def test_of_whom_nobody_is_responsible_that_alone_is_asked() -> None:
    """Before a birth nobody decides but the mother: who she is, is the same question."""
    unborn = Story().child("boy", None, estimated_due_date=date(2026, 9, 9)).enquiry()
    for story in (unborn, unborn.adult("dad", "boy"), Story().child("boy").enquiry()):
        codes = theirs(story)
        assert codes.count("FIND_PR_HOLDER") == 1
        assert "FIND_MOTHER" not in codes


def test_nobody_asks_any_more_once_she_is_there() -> None:
    story = with_his_father(Story())
    assert "FIND_MOTHER" in theirs(story)
    story.later(DAY).adult("mum", "boy")
    assert "FIND_MOTHER" not in theirs(story)
