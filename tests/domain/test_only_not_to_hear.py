"""Whoever is only not to hear of something is no danger, and is neither asked nor told before a
manager has decided, as if nobody had said that they are none.
"""

from __future__ import annotations

from random import Random
from typing import Any, Final

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.answers import Safe
from consent_service.domain.codes import TEXTS
from consent_service.domain.file.view import View
from consent_service.domain.recorded.circumstances import DangerAsked, SignRecorded, WishWeighed
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import SafetyRecorded, WishRecorded
from consent_service.domain.safety.close import NOBODY_KNOWS
from consent_service.domain.safety.inconfidence import is_only_not_to_hear
from consent_service.domain.safety.reaching import reaching
from consent_service.domain.safety.signs import CAREFUL, asking
from consent_service.domain.safety.telling import telling
from consent_service.domain.safety.whoistold import may_be_a_danger
from consent_service.domain.words.inconfidence import not_to_hear_in_words
from tests.domain.tasks.story import MANAGER, Story
from tests.domain.test_tells_of_harm import EVERYBODY, a_family
from tests.reasons import ENOUGH

PEOPLE: Final = sorted(EVERYBODY)
#: As they are typed: of a confidence, of harm that somebody is named for, of harm that nobody is.
WORDS: Final = (
    "Pls dont tell Mum, she would take my phone off me.",
    "Dad hits me and Mum was there.",
    "Dont tell Mum. Dad hits me.",
    "Mum hits me.",
    "There was violence.",
    "It is fine.",
    "Mum and Nan hurt him, Dad says.",
    "I am scared of them.",
)


def now(story: Story) -> View:
    return View(story.file, story.at, story.at)


def confided(words: str, *, only: bool = True, person: str = "mum") -> Story:
    """A child said it in a talk, and whoever wrote it down was asked who must not hear of it."""
    story = a_family()
    story.talk("ng", parent_words=words, not_a_no=True)
    mark: dict[str, Any] = {"only_not_to_hear": (person,)} if only else {}
    said: dict[str, Any] = {
        "child": "ng",
        "words": "Not written down",
        "heard_by": "Zz",
        "not_a_no": True,
    }
    story.wish(**said, not_to_be_told=(person,), wish="w", only_of_telling=True, **mark)
    story.make(DangerAsked, knows_of_nobody=False, of_entries=2)
    return story


def named(words: str, *, only: bool = True, person: str = "mum") -> Story:
    """The father said it, and whoever wrote it down was asked the same."""
    story = a_family()
    story.talk("dad", parent_words=words, not_a_no=True)
    mark: dict[str, Any] = {"only_not_to_hear": (person,)} if only else {}
    story.make(SignRecorded, person="dad", code=NOBODY_KNOWS, names=(person,), **mark)
    story.make(DangerAsked, knows_of_nobody=False, of_entries=2)
    return story


@pytest.mark.parametrize("said", [confided, named])
def test_nobody_asks_or_tells_them_and_it_is_said_that_they_are_not_to_hear(said: Any) -> None:
    story = said("It is fine.")
    view = now(story)
    assert view.each[asking]["mum"].answer is Safe.NO
    assert telling(view, "mum").answer is Safe.NO
    assert reaching(view, "mum", None, "FACE_TO_FACE").answer is Safe.NO
    assert is_only_not_to_hear(view, "mum")
    words = not_to_hear_in_words(view, "mum") or ""
    # Of everything: whoever rings about something else has no leave to.
    assert words.endswith("Ask a manager before you speak to Bea Tobb (mother).")
    assert "{names}: " in TEXTS["only_not_to_hear"]
    assert "safe" not in words


def test_it_is_said_in_whose_confidence() -> None:
    child = not_to_hear_in_words(now(confided("It is fine.")), "mum") or ""
    assert child.startswith("Zz asked that Bea Tobb (mother) is not told. Ask")
    adult = not_to_hear_in_words(now(named("It is fine.")), "mum") or ""
    assert adult.startswith("Bea Tobb (mother) is not to hear what was said by or of Kurt")


@pytest.mark.parametrize("said", [confided, named])
def test_without_the_mark_it_reads_as_it_always_did(said: Any) -> None:
    view = now(said("It is fine.", only=False))
    assert view.each[asking]["mum"].answer is Safe.NO
    assert not is_only_not_to_hear(view, "mum")


@pytest.mark.parametrize("said", [confided, named])
@pytest.mark.parametrize(
    ("words", "is_kept"),
    [
        ("Pls dont tell Mum, she would take my phone off me.", True),
        ("Dont tell Mum. Nan hits me.", True),
        ("Mum hits me.", False),
        ("Dont tell Mum, she would hit me.", False),
    ],
)
def test_words_of_harm_that_mean_them_count_whatever_is_ticked(
    said: Any, words: str, *, is_kept: bool
) -> None:
    view = now(said(words))
    assert is_only_not_to_hear(view, "mum") is is_kept
    assert view.each[asking]["mum"].answer is Safe.NO
    assert may_be_a_danger(view, "mum", is_talk=True)
    assert ("Nan" in words) is (view.each[asking]["gran"].answer is not Safe.YES)


def test_whatever_else_stands_against_them_is_said() -> None:
    also: dict[str, Any] = {
        "a sign of danger": lambda s: s.make(
            SignRecorded, person="ng", code="ALLEGED_ABUSER", names=("mum",)
        ),
        "not safe": lambda s: s.unsafe("mum"),
        "both, of another talk": lambda s: (
            s.wish(not_to_be_told=("mum",), wish="v"),
            s.make(DangerAsked, knows_of_nobody=False, of_entries=1),
        ),
        "somebody who is not named": lambda s: s.wish(not_to_be_told_because="Zz", wish="v"),
    }
    for what, more in also.items():
        story = confided("It is fine.")
        more(story)
        assert not is_only_not_to_hear(now(story), "mum"), what
        # Of nobody else either: the wish that names nobody may mean any of them.
        assert not is_only_not_to_hear(now(story), "dad"), what


@pytest.mark.parametrize(
    ("words", "is_shown"),
    [
        ("I dont want mum told", True),
        ("She would only worry", True),
        ("Dont tell mum, she hits me", False),
        ("Mum hits me", False),
    ],
)
def test_of_whom_a_child_does_not_want_told_nobody_says_that_it_is_not_safe(
    words: str, *, is_shown: bool
) -> None:
    """A mother was shown as not safe of whom nobody had said more than that she is not told."""
    story = a_family()
    story.wish(words=words, not_to_be_told=("mum",), wish="w")
    view = now(story.later())
    assert view.each[asking]["mum"].answer is Safe.NO
    said = not_to_hear_in_words(view, "mum")
    assert (said is not None) is is_shown
    if said is not None:
        assert said == (
            "Zz asked that Bea Tobb (mother) is not told. Nobody has said whether Bea Tobb "
            "(mother) is a danger. Ask a manager before you speak to Bea Tobb (mother)."
        )


def test_whoever_is_only_not_to_hear_takes_the_words_of_nobody_elses_deed() -> None:
    """Named in a sign she was on record as the danger, and what he did meant her instead of him."""
    words = "Dad hit him and Mum lets it happen."
    for only in (True, False):
        story = named("It is fine.", only=only)
        story.later().talk("gran", parent_words=words, not_a_no=True)
        view = now(story)
        assert (view.each[asking]["dad"].answer is not Safe.YES) >= only
        assert view.each[asking]["mum"].answer is Safe.NO


def test_a_manager_lifts_it_as_anything_else() -> None:
    story = confided("It is fine.")
    story.later().make(WishWeighed, MANAGER, wish="w", may_be_told=True, reason=ENOUGH)
    assert now(story).each[asking]["mum"].answer is Safe.YES
    assert not_to_hear_in_words(now(story), "mum") is None
    story = named("It is fine.")
    safe = {"person": "mum", "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    story.later().make(SafetyRecorded, MANAGER, **safe)
    assert now(story).each[asking]["mum"].answer is Safe.YES
    assert not_to_hear_in_words(now(story), "mum") is None


# ── the property ────────────────────────────────────────────────────────────────────────────


def only(event: Event) -> Event:
    """The same, where whoever is named is only not to hear."""
    if isinstance(event, WishRecorded) and event.not_to_be_told:
        return msgspec.structs.replace(event, only_not_to_hear=event.not_to_be_told)
    if isinstance(event, SignRecorded) and event.code == NOBODY_KNOWS and event.names:
        return msgspec.structs.replace(event, only_not_to_hear=event.names)
    return event


def happens(story: Story, chance: Random, n: int) -> None:
    """Any of what turns on whom somebody named, or is looked at beside it."""
    what, words = chance.randrange(7), chance.choice(WORDS)
    who, names = chance.choice(PEOPLE), tuple(chance.sample(PEOPLE, chance.randint(1, 2)))
    if what < 2:
        story.talk(chance.choice(["ng", who]), parent_words=words, not_a_no=True)
        if chance.random() < 0.5:
            story.make(SignRecorded, person=who, code=NOBODY_KNOWS, names=names)
        else:
            story.wish(not_to_be_told=names[:1], wish=f"w{n}", words=chance.choice(WORDS))
        story.make(DangerAsked, knows_of_nobody=False, of_entries=2)
    elif what == 2:
        story.talk(who, parent_words=words, not_a_no=True)
    elif what == 3:
        safe: dict[str, Any] = {"safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
        story.make(SafetyRecorded, MANAGER, person=who, **safe)
    elif what == 4:
        told: dict[str, Any] = {"may_be_told": chance.random() < 0.7, "reason": ENOUGH}
        story.make(WishWeighed, MANAGER, wish=f"w{chance.randrange(n + 1)}", **told)
    elif what == 5:
        story.unsafe(who)
    else:
        story.make(SignRecorded, person=who, code="DOMESTIC_ABUSE_NEED")


@given(seed=st.integers(0, 10**6), many=st.integers(1, 6))
def test_that_they_are_only_not_to_hear_frees_nobody_in_any_family(seed: int, many: int) -> None:
    chance, both, freed = Random(seed), a_family(), a_family()
    for n in range(many):
        happens(both.later(), chance, n)
    for stamp, content in both.entries[len(freed.entries) :]:
        freed.at = stamp.at
        freed.record(only(content.event), content.by)
    before, after = now(both), now(freed)
    for person in (*PEOPLE, "ng"):
        for judged in (
            lambda view, who: view.each[asking][who],
            telling,
            lambda view, who: reaching(view, who, None, "FACE_TO_FACE"),
        ):
            was, now_is = (CAREFUL.index(judged(v, person).answer) for v in (before, after))
            assert now_is <= was, person
