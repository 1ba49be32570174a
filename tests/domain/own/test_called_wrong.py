"""What somebody said stays on their page while it is called an error and that waits.

Until it is confirmed nothing falls, and nothing more shows either: his children are named there as
they were.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from consent_service.domain.recorded.falling import EffectConfirmed, EffectWaits, Fall, FallKind
from consent_service.domain.recorded.practice import CorrectionAsked, FamilyAsked
from tests.domain.own.lives import answer, view_of
from tests.domain.tasks.story import MANAGER, Story
from tests.sweeping import each


def _says(kind: type[CorrectionAsked | FamilyAsked], **members: Any) -> Callable[[Story], Any]:
    return lambda story: story.make(kind, person="dad", words="So.", **members)


#: What he says, and where it stands on his page.
SAYS: list[tuple[Callable[[Story], Any], str]] = [
    (answer, "agreed"),
    (lambda story: answer(story, said="REFUSED"), "said_no"),
    (_says(CorrectionAsked, correction="c", what="DATE"), "statements"),
    (_says(FamilyAsked, request="r", wants="SUPPORTER"), "asked_us"),
]


@each("says", "where", of=SAYS)
def test_what_they_said_stays_on_their_page_until_it_is_confirmed_to_be_an_error(
    says: Callable[[Story], Any], where: str
) -> None:
    # Nobody has heard him but for this, and his elder daughter is on no page of his.
    story = Story().child().child("teen").adult("mum").adult("dad").adult("dad", "teen").enquiry()
    place = len(story.entries)
    says(story)
    before = view_of(story.later())
    assert before[where]
    wrong = len(story.entries)
    story.correct(place)
    fall = Fall(FallKind.OBJECTION, "Zz", "dad", "E1")
    story.make(EffectWaits, waiting="w", entries=(wrong,), falls=(fall,))
    during = view_of(story)
    if where == "agreed":
        # A check no longer goes by it, and that is no secret.
        (moved,) = during["not_counted"]
        assert moved["because"] == "We are checking if this is right"
        assert (moved["response"], before["not_counted"]) == (before[where][0]["response"], [])
        during = {**during, "not_counted": [], where: before[where]}
    assert during == before
    story.make(EffectConfirmed, MANAGER, waiting="w", reason="Zz")
    assert view_of(story.later())[where] == []


@each("confirmed", of=[False, True])
def test_a_yes_of_a_talk_that_never_was_is_not_shown_as_one_that_counts(confirmed: bool) -> None:
    """The talk was called wrong by its number, and its answers were not taken back with it: no
    check goes by them, and the page of whoever gave them says so.
    """
    story = Story().child().adult("mum").enquiry()
    place = len(story.entries)
    story.agree()
    assert len(view_of(story.later(), "mum")["agreed"]) == 1
    wrong = len(story.entries)
    story.correct(place)
    fall = Fall(FallKind.OBJECTION, "Zz", "mum", "E1")
    story.make(EffectWaits, waiting="w", entries=(wrong,), falls=(fall,))
    if confirmed:
        story.make(EffectConfirmed, MANAGER, waiting="w", reason="Zz")
    page = view_of(story.later(), "mum")
    assert page["agreed"] == []
    (yes,) = page["not_counted"]
    assert yes["because"] == "We are checking if this is right"
