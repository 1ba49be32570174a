"""What a page asks whoever types it for is asked of a system as well, and nothing waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from consent_service.domain.file.view import View
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded import events
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.content import By
from consent_service.domain.scopes.scope import Scope
from consent_service.domain.scopes.services import Directory
from tests.domain.tasks.story import WORKER, Story, family
from tests.sweeping import each

PARENT = By("mum", "PARENT")


def noticed(story: Story) -> list[str]:
    place, content = story.entries[-1]
    view = View(story.file, story.at, story.at)
    return [one.code for one in notices_of(content, place, view, Directory())]


def says_no(by: By = WORKER, *, talk: str | None = None, **members: Any) -> Story:
    story = family()
    if talk is not None:
        members["conversation"] = story.talk("mum", parent_words=talk)
    usual: dict[str, Any] = {"response": "no", "enquiry": "E1", "answer": "REFUSED"}
    scope = Scope()
    story.make(events.ResponseRecorded, by, person="mum", scope=scope, **{**usual, **members})
    return story


def wishes(**members: Any) -> Story:
    story = family()
    usual: dict[str, Any] = {"objects": True, "words": "", "heard_by": "Zz"}
    story.make(events.WishRecorded, child="ng", **{**usual, **members})
    return story


def stops(**members: Any) -> Story:
    story = family()
    usual: dict[str, Any] = {"response": "stop", "enquiry": "E1", "scope": Scope()}
    story.make(events.AgreementWithdrawn, person="mum", **{**usual, **members})
    return story


def unsafe(sign: str = "", **members: Any) -> Story:
    story = family()
    if sign:
        story.make(SignRecorded, person="dad", code="NOT_SAFE", note=sign)
    usual: dict[str, Any] = {"safe_to_ask": False, "code": "OTHER"}
    story.make(events.SafetyRecorded, person="dad", **{**usual, **members})
    return story


CASES: list[tuple[str, Callable[[], Story], Callable[[], Story]]] = [
    ("NO_WITHOUT_WORDS", says_no, lambda: says_no(words="No.")),
    ("NO_WITHOUT_WORDS", says_no, lambda: says_no(talk="Not the school.")),
    ("NO_WITHOUT_WORDS", lambda: says_no(talk=None), lambda: says_no(answer="UNDECIDED")),
    # Who presses it on their own page is asked for nothing: they need give no reason.
    ("NO_WITHOUT_WORDS", says_no, lambda: says_no(PARENT)),
    ("NO_WITHOUT_WORDS", stops, lambda: stops(words="Stop.")),
    ("NO_WITHOUT_WORDS", wishes, lambda: wishes(words="Not my teacher.")),
    ("NO_WITHOUT_WORDS", wishes, lambda: wishes(objects=False)),
    ("NOT_SAFE_WITHOUT_REASON", unsafe, lambda: unsafe(reason="He follows her.")),
    ("NOT_SAFE_WITHOUT_REASON", unsafe, lambda: unsafe(safe_to_ask=True)),
    ("NOT_SAFE_WITHOUT_REASON", unsafe, lambda: unsafe("He follows her.")),
]  # fmt: skip


@each("code", "left_out", "said", of=CASES)
def test_what_is_left_out_is_asked_for_and_what_was_said_is_not(
    code: str, left_out: Callable[[], Story], said: Callable[[], Story]
) -> None:
    assert code in noticed(left_out())
    assert code not in noticed(said())
