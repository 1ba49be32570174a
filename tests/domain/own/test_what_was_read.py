"""Whatever is said against somebody takes nothing from their page that stood on it: a man who looks
each day would read off it the hour in which somebody spoke.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from consent_service.domain.recorded import practice
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.particulars import Telling
from consent_service.domain.scopes.scope import Agency
from tests.domain.own.lives import answer, decide, family, share, view_of
from tests.domain.tasks.story import DAY, MANAGER, Story
from tests.sweeping import each


def _agreed(story: Story) -> None:
    answer(story)
    share(story)


def _may_know(story: Story) -> None:
    share(story, basis="SHARE_NOW", safe_to_tell=True)


def _told(person: str | None) -> Callable[[Story], None]:
    def told(story: Story) -> None:
        share(story, basis="SHARE_NOW")
        story.told("d", person)

    return told


def _safe_since(story: Story) -> None:
    share(story, basis="SHARE_NOW")
    since: dict[str, Any] = {"about": "d", "safe": True, "reason": "Zz"}
    story.make(practice.SafeToTellChanged, MANAGER, person="dad", **since)


def _decided(story: Story) -> None:
    answer(story, said="REFUSED")
    decide(story, telling=Telling("TOLD"))


def _told_of_it(story: Story) -> None:
    answer(story, said="REFUSED")
    decide(story, telling=None)
    story.told("a", None)


def _handed_on(story: Story) -> None:
    answer(story)
    story.close(reason="CIN_ASSESSMENT", team="Zz")
    story.told("E1", None)


#: What comes onto his page, each way there is.
STOOD: Final[dict[str, Callable[[Story], None]]] = {
    "a contact that he agreed to": _agreed,
    "one that he may know of": _may_know,
    "one that he was told of": _told("dad"),
    "one that everybody was told of": _told(None),
    "one that was found safe to tell": _safe_since,
    "a decision of which the parents were told": _decided,
    "one that everybody was told of since": _told_of_it,
    "who deals with the family now": _handed_on,
}
#: Whatever says that he may be a danger, or that nobody knows.
SAID: Final[dict[str, Callable[[Story], Any]]] = {
    "a manager": lambda story: story.unsafe("dad", MANAGER, code="OTHER"),
    "a worker": lambda story: story.unsafe("dad"),
    "a sign that names him": lambda story: story.make(
        SignRecorded, person="mum", code="DANGER", names=("dad",)
    ),
    "a sign that names nobody": lambda story: story.make(
        SignRecorded, person="mum", code="DANGER", names=()
    ),
    "what she needs": lambda story: story.make(
        practice.NeedsRecorded, person="mum", indicators=("DOMESTIC_ABUSE_VICTIM",)
    ),
    "what the child wants": lambda story: story.wish(
        wish="w", objects=True, not_to_be_told=("dad",)
    ),
}


def read(story: Story) -> str:
    shown = view_of(story)
    return json.dumps({name: shown[name] for name in shown if name != "looked_at"})


@each("what", of=STOOD)
@each("said", of=SAID)
def test_what_stood_on_a_page_stands_on_it_whatever_is_said_against_its_person(
    what: str, said: str
) -> None:
    story = family()
    nothing = read(story.later(DAY))
    STOOD[what](story)
    before = read(story.later(DAY))
    assert before != nothing
    SAID[said](story)
    assert read(story) == before
    # What comes to be on record since comes to no page.
    share(story, disclosure="later", agency=Agency("SCHOOL"), basis="SHARE_NOW", safe_to_tell=True)
    assert read(story) == before
    # And whoever says it of this very thing is heard, whenever that was.
    kept: dict[str, Any] = {"safe": False, "reason": "Zz", "person": "dad"}
    for about in ("d", "a"):
        story.make(practice.SafeToTellChanged, MANAGER, about=about, **kept)
    shown = view_of(story.later())
    assert [shown["talked_to"], shown["decisions"]] == [[], []]
