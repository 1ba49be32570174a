"""What is hidden from somebody is hidden from whoever supports them, and tells neither anything.

A page that is gone for the one, or that says of the other who may read it, says as much as a word.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from consent_service.domain.file.view import View
from consent_service.domain.own.supporting import SEES_ALL, named_at, permitted
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.circumstances import SignRecorded
from tests.domain.own.lives import answer, family, view_of
from tests.domain.own.test_a_page_stays import SINCE, TOLD_BY_A_PERSON
from tests.domain.tasks.happenings import advocate
from tests.domain.tasks.story import DAY, Story
from tests.sweeping import each

IVY: Final = "Ivy Grant"


def _supported(story: Story, *, unsafe: bool) -> Story:
    answer(story)
    answer(story, "mum")
    advocate(story, "ACTIVE", "dad", advocate=IVY, information_permission=SEES_ALL)
    if unsafe:
        story.later().unsafe("dad", reason="Zz says that he hits her.")
    return story.later(DAY)


def _shown(story: Story) -> tuple[str, bool]:
    """His page, and whether she reads it."""
    view = View(story.file, story.at, story.at)
    place = named_at(view, "dad", "E1")
    assert place is not None
    return json.dumps(view_of(story)), permitted(view, "dad", place) == SEES_ALL


def _is_named_by_mum(story: Story) -> None:
    advocate(story, "NOMINATED", "mum", advocate=IVY)


def _is_mums_as_well(story: Story) -> None:
    advocate(story, "ACTIVE", "mum", advocate=IVY, information_permission=SEES_ALL)
    answer(story, "mum", "REFUSED")


def _sign(story: Story) -> None:
    story.make(SignRecorded, code="THREATENED", person="mum", names=("dad",))


def _wish(story: Story) -> None:
    story.make(events.WishRecorded, child="ng", objects=True, words="No.", heard_by="Zz", wish="w")


def _cries(story: Story) -> None:
    asked: dict[str, Any] = {
        "request": "r",
        "person": "mum",
        "wants": "HELP_NOW",
        "words": "Ivy must not know",
    }
    story.make(practice.FamilyAsked, **asked)


def _need(story: Story) -> None:
    story.make(practice.NeedsRecorded, person="mum", indicators=("DOMESTIC_ABUSE_VICTIM",))


HIDDEN: Final[dict[str, Callable[[Story], Any]]] = {
    "the mother names the same one": _is_named_by_mum,
    "the mother has the same one, and says no": _is_mums_as_well,
    "a sign of danger": _sign,
    "a child's wish": _wish,
    "the mother asks for help now": _cries,
    "a need of the mother's": _need,
    "he is not safe": lambda story: story.unsafe("dad", code="ALLEGED_ABUSER"),
    **TOLD_BY_A_PERSON,
}


@each("what", of=HIDDEN)
@each("unsafe", of=[True, False])
def test_what_is_hidden_from_somebody_says_nothing_to_whoever_supports_them(
    what: str, *, unsafe: bool
) -> None:
    story = _supported(family(), unsafe=unsafe)
    before = _shown(story)
    assert before[1]
    HIDDEN[what](story)
    assert _shown(story.later()) == before


@each("what", of=[what for what in SINCE if "advocate" not in what])
def test_nor_does_what_staff_write_down_of_whoever_is_not_safe(what: str) -> None:
    """The enquiry's end among it, and that it was handed on."""
    story = _supported(family(), unsafe=True)
    before = _shown(story)
    SINCE[what](story)
    assert _shown(story.later()) == before


@each("name", of=[IVY, "Ivy  GRANT"])
def test_that_whoever_supports_somebody_is_feared_is_told_by_a_person(name: str) -> None:
    """She reads nothing from then on; and his page says no word of it before."""
    story = _supported(family(), unsafe=False)
    page, _ = _shown(story)
    story.make(events.AdultAdded, person="ivy", names=name)
    story.make(events.SafetyRecorded, person="ivy", safe_to_ask=False, code="ALLEGED_ABUSER")
    assert _shown(story.later()) == (page, False)
    advocate(story.later(), "NOT_SUITABLE", "dad")
    assert _shown(story.later())[0] != page


def test_an_end_that_somebody_was_told_of_ends_it_for_both() -> None:
    story = _supported(family(), unsafe=False).close()
    page, reads = _shown(story.later())
    assert not reads
    assert "supports you" not in page


def test_whoever_came_second_reads_nothing_while_the_two_differ() -> None:
    story = _supported(family(), unsafe=False)
    _is_mums_as_well(story)
    view = View(story.later().file, story.at, story.at)
    place = named_at(view, "mum", "E1")
    assert place is not None
    assert permitted(view, "mum", place) is None
