"""Every no of somebody's that a check counts stands on their own page and on their letters,
whatever they said yes to since and whatever that yes is doubted for: also where nothing of the
doubt may be read there. What they are told that they have agreed to is none of it.
"""

from __future__ import annotations

from random import Random
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.answers import Says
from consent_service.domain.codes import TEXTS
from consent_service.domain.file.view import View
from consent_service.domain.letters import texts
from consent_service.domain.letters.letter import Letter, Sentences
from consent_service.domain.letters.writing import letter
from consent_service.domain.recorded.events import CapacityRecorded, ValidityChanged
from consent_service.domain.recorded.practice import NeedsRecorded
from consent_service.domain.said.position import where_they_stand
from consent_service.domain.scopes.scope import SEEK, Agency, Point
from tests.domain.own.lives import family, view_of
from tests.domain.tasks.story import DAY, Story, scope
from tests.trying import tried

SERVICES: Final = {"Your doctor's surgery": Agency("GP"), "School": Agency("SCHOOL")}
GP, SCHOOL = SERVICES.values()
#: How a yes may come about which nobody goes by, and of which no page may say why.
DOUBTS: Final = ("none", "pressed", "words", "overheard", "unsafe", "capacity")


def doubted_yes(story: Story, doubt: str, **about: Any) -> None:
    """Their yes, in a talk of its own."""
    alone: dict[str, Any] = {}
    if doubt == "overheard":
        alone = {"seen_alone": "NO", "others_present": ("Zz mum",)}
    talk = story.talk("dad", **alone)
    words = {"words": "She said I have to, she will take the children."}
    yes = story.say(
        "AGREED", "dad", conversation=talk, **(words if doubt == "words" else {}), **about
    )
    match doubt:
        case "pressed":
            story.make(ValidityChanged, response=yes, status="CONCERN", reasons=("PRESSURE",))
        case "overheard":
            story.make(NeedsRecorded, person="dad", indicators=("DOMESTIC_ABUSE_VICTIM",))
        case "unsafe":
            story.unsafe("mum")
        case "capacity":
            story.make(CapacityRecorded, person="dad", status="LACKS")


def told(seed: int) -> Story:
    """One father says yes and no to two services, and his yeses are doubted or not."""
    chance = Random(seed)
    story = family()
    for _ in range(chance.choice([2, 3, 5])):
        story.later(chance.choice([DAY / 24, 2 * DAY]))
        agencies = tuple(chance.sample([GP, SCHOOL], chance.choice([1, 1, 2])))
        about: dict[str, Any] = {"scope": scope(agencies=agencies)}
        match chance.choice(["no", "no", "yes", "yes", "UNDECIDED", "WITHDRAWN"]):
            case "no":
                story.say("REFUSED", "dad", **about)
            case "yes":
                about["expires_at"] = story.at + chance.choice([1, 20]) * DAY
                doubted_yes(story, chance.choice(DOUBTS), **about)
            case said:
                story.say(said, "dad", **about)
    return story.later(DAY / 24)


def check_that_each_no_stands(story: Story) -> None:
    """On the page, on the copy that is sent and on the page as paper; and nowhere as agreed to."""
    view = View(story.file, story.at, story.at)
    page = view_of(story)
    agreed = [part["who"] for one in page["agreed"] for part in one["parts"] or [one]]
    for name, service in SERVICES.items():
        point = Point("ng", "AGENCY_CHECKS", service, "CHILD_HEALTH", SEEK)
        found = [where_they_stand(one, "dad", point, "E1") for one in view.readings_apart]
        if all(one.says is not Says.NO for one in found):
            continue
        assert [one for one in agreed if name in one] == [], page["agreed"]
        noes = [one for part in ("said_no", "no_before") for one in page[part]]
        assert any(name in one["who"] for one in noes), (name, page)
        for kind in ("ANSWER_COPY", "OWN_PAGE"):
            assert _said_no_to(letter(kind, page), name), (kind, name)


def _said_no_to(written: Letter | None, name: str) -> bool:
    """In a part of it that is of what they said no to."""
    assert written is not None
    return any(
        name in item.head and Sentences(texts.SAID_YES) not in item.lines
        for part in written.parts
        if part.heading in (texts.NO, texts.NO_THEN_YES)
        for item in part.items
    )


@tried(10, at_length=1_600)
@given(seed=st.integers(0, 2**32))
def test_each_no_that_a_check_counts_stands_on_their_page_and_letter(seed: int) -> None:
    check_that_each_no_stands(told(seed))


@pytest.mark.parametrize("doubt", DOUBTS)
def test_a_later_yes_takes_no_no_from_the_page_whatever_it_is_doubted_for(doubt: str) -> None:
    story = family()
    story.say("REFUSED", "dad")
    story.later(2 * DAY)
    doubted_yes(story, doubt, scope=scope(), expires_at=story.at + 20 * DAY)
    story.later(DAY)
    check_that_each_no_stands(story)
    page = view_of(story)
    assert [one["what_you_said"] for one in page["no_before"]] == ["You said no"]
    (yes,) = page["yes_since"]
    assert (yes["because"], page["agreed"]) == (TEXTS["own_yes_after_no"], [])
    # Staff go by a yes that nothing holds, at once: it says of none that the no counts until then.
    assert "no counts" not in yes["because"]


def test_the_page_is_the_same_whatever_the_yes_is_doubted_for() -> None:
    """Whoever made somebody say yes reads on it that they did, and not that nobody goes by it."""
    pages = []
    for doubt in DOUBTS:
        story = family()
        story.say("REFUSED", "dad")
        story.later(2 * DAY)
        doubted_yes(story, doubt, scope=scope())
        pages.append(view_of(story.later(DAY)))
    assert all(page == pages[0] for page in pages)
