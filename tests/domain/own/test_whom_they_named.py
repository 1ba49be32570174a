"""What stands on a page of whom somebody has named to support them turns on nobody else."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.file.view import View
from consent_service.domain.own import seen_by
from consent_service.domain.own.supporting import may_see, named_at
from consent_service.domain.recorded import events
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.practice import FamilyAsked
from consent_service.domain.safety.oneadvocate import may_not_support
from consent_service.domain.standing import standing
from tests.domain.tasks.story import MANAGER, family
from tests.domain.test_one_advocate import confirms, stands
from tests.reasons import ENOUGH
from tests.sweeping import each
from tests.trying import tried


@each("person", of=["ng", "mum"])
def test_nobody_sees_the_page_of_somebody_who_was_not_talked_to_about_it(person: str) -> None:
    """“Your parents and carers cannot see it” stood on a page that her grandmother had open."""
    story = family()
    story.adult("gran", pr_status="NO")
    confirms(story, person, "gran", "Nan")
    sees, status, knows, *_ = stands(story.later(), person)
    assert (sees, status, knows) == (False, "We have not talked about this yet", None)
    (shown,) = standing(View(story.file, story.at, story.at))["advocates"]
    assert shown["held_back"]
    story.talk(person)
    assert stands(story.later(), person)[:2] == (True, "They can help you")


@tried(5, at_length=800)
@given(seed=st.integers(0, 2**48))
def test_whoever_sees_somebodys_page_is_said_on_it_to_see_it(seed: int) -> None:
    """In whatever order they were talked to, said to be no longer safe, and given somebody."""
    chance, story = Random(seed), family()
    story.adult("gran", pr_status="NO")
    person = chance.choice(("ng", "mum"))
    happens: list[Callable[[], object]] = [
        lambda: story.talk(person),
        lambda: confirms(story, person, "gran", "Nan"),
        lambda: confirms(story, person, None, "Bo"),
        lambda: story.unsafe("mum"),
        lambda: story.unsafe("mum", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH),
        lambda: story.make(
            FamilyAsked, By(person, "PARENT"), request="r", person=person, wants="SUPPORTER"
        ),
    ]
    for _ in range(6):
        chance.choice(happens)()
        view = View(story.later().file, story.at, story.at)
        place = named_at(view, person, "E1")
        if place is not None and may_see(view, person, place):
            seen = seen_by(view, person, as_child=person == "ng")
            assert seen is not None
            assert seen.has_another_reader
            assert seen.supported is not None
            assert seen.supported.status == "CONFIRMED"


def test_whoever_names_one_after_the_other_does_not_read_whom_somebody_else_has_named() -> None:
    """Nor whether they have answered otherwise: on a page of somebody who only named, nothing of it
    is another.
    """
    story = family()
    members: dict[str, Any] = {"enquiry": "E1", "status": "NOMINATED", "advocate": "Zz Gran"}
    story.talk("mum")
    story.make(events.AdvocateStatusChanged, person="mum", **members)
    before = stands(story.later(), "mum")[:3]
    story.talk("dad")
    story.make(events.AdvocateStatusChanged, person="dad", **members)
    assert stands(story.later(), "mum")[:3] == before
    story.say("AGREED", "mum")
    story.later().say("REFUSED", "dad")
    assert stands(story.later(), "mum")[:3] == before
    # Whoever confirms somebody is told, and nobody is let in.
    view = View(story.file, story.at, story.at)
    said = view.advocate["mum", "E1"]
    assert said is not None
    assert may_not_support(view, said.event)
