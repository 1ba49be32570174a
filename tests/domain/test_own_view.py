"""A person's own view shows what is theirs, and is the same whatever else is on the file."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consent_service.domain.codes import TEXTS
from tests.domain.own.families import file_of, seen_part, shown, times, told, whole
from tests.domain.own.lives import answer, family, shared_and_told, view_of
from tests.domain.own.visible import STAFF, THEIRS
from tests.domain.tasks.story import DAY, MONDAY
from tests.trying import is_campaign, tried

VIEWERS = sorted(THEIRS)
SEEDS = st.integers(0, 2**48)
#: So many of nine times as many families.
ENOUGH = 10 if is_campaign() else 3


# ── the law ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("viewer", VIEWERS)
@tried(2, at_length=200)
@given(seed=SEEDS)
# A child was adopted, and they were told of a contact about the child after it.
@example(seed=278)
def test_nothing_in_a_view_depends_on_what_its_person_may_not_see(viewer: str, seed: int) -> None:
    """Byte for byte, at every moment: no field, count, gap, order or size."""
    entries = told(viewer, seed)
    file, part = file_of(whole(entries)), file_of(seen_part(entries))
    for at in times(entries):
        assert shown(file, viewer, at) == shown(part, viewer, at)


@pytest.mark.parametrize("viewer", VIEWERS)
@tried(3, at_length=200)
@given(seed=SEEDS)
def test_no_view_holds_a_word_that_staff_wrote_or_a_name_that_is_not_theirs(
    viewer: str, seed: int
) -> None:
    entries = told(viewer, seed)
    file = file_of(whole(entries))
    for at in times(entries)[::4]:
        view = shown(file, viewer, at).decode()
        assert STAFF not in view
        assert "Zz" not in view
        assert "Parkview" not in view
        assert not re.search(r"\b(mum|dad|gran|ben|anna|cat|hidden|theirs)\b", _without_ids(view))


def _without_ids(view: str) -> str:
    """The children's ids are theirs to have; here they are written like names."""
    return re.sub(r'"child": "\w+"', "", view)


def test_the_families_have_something_of_everything_to_see() -> None:
    """Two empty views are equal as well."""
    seen: Counter[tuple[str, str]] = Counter()
    for viewer in VIEWERS:
        for seed in range(9 * ENOUGH):
            entries = told(viewer, seed)
            view = json.loads(shown(file_of(whole(entries)), viewer, entries[-1].at))
            seen.update([(viewer, name) for name, held in view.items() if held])
    lists = ("agreed", "said_no", "ended", "talked_to", "decisions", "contact", "asked_us")
    for viewer in VIEWERS:
        for name in (*lists, "statements", "keep_informed", "supporter"):
            assert seen[viewer, name] >= ENOUGH, (viewer, name)


@pytest.mark.parametrize("viewer", VIEWERS)
@tried(2, at_length=200)
@given(seed=SEEDS)
def test_items_are_numbered_from_one_without_a_gap(viewer: str, seed: int) -> None:
    entries = told(viewer, seed)
    view = json.loads(shown(file_of(whole(entries)), viewer, entries[-1].at))
    for held in view.values():
        if isinstance(held, list) and held and "number" in held[0]:
            assert [item["number"] for item in held] == list(range(1, len(held) + 1))


def test_what_stands_in_a_view_does_not_say_in_which_order_it_was_recorded() -> None:
    days = [3, 1, 2]
    views = []
    for order in (days, sorted(days), sorted(days, reverse=True)):
        story = family()
        story.later(9 * DAY)
        for day in order:
            shared_and_told(story, disclosure=f"d{day}", effective_at=MONDAY + day * DAY)
            story.later()
        views.append(view_of(story))
    assert views[0] == views[1] == views[2]
    assert [item["on"] for item in views[0]["talked_to"]] == [
        "2026-03-10",
        "2026-03-11",
        "2026-03-12",
    ]


# ── words ───────────────────────────────────────────────────────────────────────────────────


def test_every_text_of_the_view_is_short_and_says_you() -> None:
    own = {name: text for name, text in TEXTS.items() if name.startswith("own_")}
    assert len(own) > 20
    for name, text in own.items():
        for sentence in re.split(r"(?<=[.!?])\s+", text):
            assert len(sentence.split()) <= 20, name
        assert not re.search(r"\b[A-Z]{2,}\b", text), name


def test_the_words_of_the_guidance_are_the_words_of_the_view() -> None:
    view = view_of(family())
    assert view["how_we_use"]["our_legal_reason"].startswith(
        "We do not rely on your agreement as our legal reason."
    )
    assert "30 days" in view["how_we_use"]["complain"]
    assert view["supporter"]["text"].startswith("You can have a person to help you speak up.")
    assert "unless telling you could put someone at risk" in view["if_not_safe"]


def test_a_view_says_nothing_of_when_it_was_made() -> None:
    story = family()
    answer(story)
    before = view_of(story)
    story.later(timedelta(hours=3))
    assert view_of(story) == before
