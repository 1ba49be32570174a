"""Words of harm that a manager read and found to mean nobody hold nobody; other words, or a danger
who is named, do.
"""

from __future__ import annotations

from typing import Any, Final

from consent_service.domain.file.view import View
from consent_service.domain.lifting.effects import falls
from consent_service.domain.lifting.written import written
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.compared import FoundRight
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.falling import FallKind
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import FamilyAsked
from consent_service.domain.safety.foundharmless import found_harmless
from consent_service.domain.standing.besides import shown_harm_told, shown_harmless
from tests.domain.tasks.story import MANAGER, WORKER, Story
from tests.domain.test_tells_of_harm import a_family, not_known, told
from tests.reasons import ENOUGH
from tests.sweeping import each

_FIGURE: Final = "Kurt would murder me for that joke lol"


def _told(words: str = _FIGURE, door: str = "ContactMade.words") -> tuple[Story, int]:
    story = a_family()
    told(story, door, words)
    return story.later(), story.entries[-1][0].seq


def _read(story: Story, place: int, by: By = MANAGER, **more: Any) -> Story:
    said = {"entry": place, "reason": ENOUGH, "doubts": ("WORDS_TELL_OF_HARM",)}
    story.make(FoundRight, by, **said | {"means_nobody": True} | more)
    return story.later()


@each("words", of=[_FIGURE, "Hit at home", "He hits me"])
def test_whoever_was_held_by_those_words_alone_is_free(words: str) -> None:
    """A grandfather stayed unasked after a manager had read the only words against him."""
    story, place = _told(words)
    assert not_known(story)
    _read(story, place)
    assert not not_known(story)
    assert not {"READ_HARM", "DECIDE_IF_SAFE"} & {*story.codes()}
    view = View(story.file, story.at, story.at)
    assert not shown_harm_told(view)
    (said,) = shown_harmless(view)
    assert (said["entry"], said["by"], said["reason"]) == (place, MANAGER.id, ENOUGH)
    assert said["people"], "whose page says it"


@each("more", of=[{"reason": "ok"}, {"means_nobody": False}, {"doubts": ("CHILD_TWICE",)}])
def test_what_says_less_frees_nobody(more: dict[str, Any]) -> None:
    story, place = _told()
    _read(story, place, **more)
    assert not_known(story) == {"dad"}


def test_what_other_words_or_a_danger_who_is_named_hold_stays() -> None:
    story, place = _told()
    told(story, "DecisionRequested.why", "Kurt hits her")
    _read(story.later(), place)
    assert not_known(story) == {"dad"}
    story, place = _told()
    story.make(SignRecorded, person="mum", code="NOT_KNOWN", names=("dad",))
    _read(story.later(), place)
    assert not_known(story) == {"dad"}


def test_words_that_come_after_hold_whoever_they_mean() -> None:
    story, place = _told()
    _read(story, place)
    told(story, "ContactMade.words", _FIGURE)
    assert not_known(story) == {"dad"}


def test_whoever_calls_for_help_means_somebody_however_it_reads() -> None:
    story = a_family()
    call = {"request": "r", "person": "mum", "wants": "HELP_NOW", "words": "Kurt is here"}
    place = story.make(FamilyAsked, By("mum", "PARENT"), **call)
    _read(story.later(), place)
    assert not_known(story) == {"dad"}


def test_by_a_worker_it_waits_for_a_manager() -> None:
    story, place = _told("Hit at home")
    before = View(story.file, story.at, story.at)
    last = story.file.folded_to
    _read(story, place, WORKER)
    held = not_known(story)
    assert held == {"mum", "dad", "step"}
    new = written([fact for fact in story.file.every() if fact.seq > last], story.file)
    places = frozenset(fact.seq for fact in new.facts)
    after = View(story.file, story.at, story.at, confirmed=places)
    found = falls(before, after, new, DEFAULT_POLICY)
    assert {one.person for one in found if one.kind is FallKind.PERSON_NOT_KNOWN} >= held


def test_it_counts_from_when_they_looked_and_no_longer_once_it_was_an_error() -> None:
    story, place = _told()
    _read(story, place)
    view = View(story.file, story.at, story.at)
    assert [*found_harmless(view)] == [place]
    story.correct(story.entries[-1][0].seq)
    assert not_known(story.later()) == {"dad"}
