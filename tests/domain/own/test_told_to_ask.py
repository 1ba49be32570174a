"""What a family reads of what a service was told when it was only asked."""

from __future__ import annotations

from tests.domain.own.lives import family, shared_and_told, view_of
from tests.domain.tasks.story import DAY, MONDAY


def test_asking_says_that_it_told_whom_it_was_about_and_no_particulars_that_nobody_recorded() -> (
    None
):
    """It said that a birthday and an address were told, and a name alone was sent."""
    story = family()
    shared_and_told(story)
    shared_and_told(story, disclosure="d2", direction="SHARE", effective_at=MONDAY - DAY)
    told_them, asked = view_of(story)["talked_to"]
    assert asked["we_told_them"] == ["Who it is about and why we ask"]
    assert asked["we_asked"] == told_them["we_told_them"] == ["Your child's health"]
    assert told_them["we_asked"] == []
    identity = {"categories": ("IDENTITY_CONTACT",), "direction": "BOTH"}
    shared_and_told(story, disclosure="d3", effective_at=MONDAY - 2 * DAY, **identity)
    both = view_of(story)["talked_to"][0]
    assert both["we_told_them"] == [
        "Who it is about and why we ask",
        "Your child's name, birthday and address",
    ]
