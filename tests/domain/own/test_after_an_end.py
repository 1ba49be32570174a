"""What somebody reads of their no, once the enquiry in which they said it has closed, is what the
next check does with it; and of nobody who said no is an agency told that they were not asked.
"""

from __future__ import annotations

from typing import Any, Final

from consent_service.domain.answers import Outcome, Reason
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.scope import Scope
from consent_service.domain.words.agency import words_for_agency
from tests.domain.own.lives import answer, family, view_of
from tests.domain.tasks.story import DAY, Story, question
from tests.sweeping import each

MUM: Final = By("mum", "PARENT")


def _stops(story: Story, by: By = MUM, **members: Any) -> None:
    usual: dict[str, Any] = {"response": "stop", "enquiry": "E1", "person": "mum"}
    story.later().make(events.AgreementWithdrawn, by, **usual, scope=Scope(), **members)


def _asks_to_change(story: Story) -> None:
    """Heard as what may be a no."""
    asked: dict[str, Any] = {"request": "r", "person": "mum", "wants": "CHANGE_AGREEMENT"}
    story.later().make(practice.FamilyAsked, MUM, **asked)
    said: dict[str, Any] = {"response": "unclear", "enquiry": "E1", "person": "mum"}
    story.make(events.ResponseRecorded, MUM, **said, answer="NOT_CLEAR", scope=Scope())


def _talked(story: Story) -> None:
    _stops(story)
    story.later().talk("mum")


NOES: Final = {
    "pressed, and nobody has called her": (_stops, True),
    "pressed and talked about": (_talked, False),
    "told to staff": (lambda story: _stops(story, By("w", "MASH_WORKER")), False),
    "refused": (lambda story: answer(story, "mum", "REFUSED", response="stop"), False),
}


def _again(said: str) -> tuple[Story, Any, str]:
    """Closed, and opened again for something else; the father says yes to it."""
    story = family()
    answer(story, "mum")
    NOES[said][0](story)
    story.later().close().later(DAY).enquiry("E2")
    answer(story.later(), "dad", enquiry="E2")
    view = View(story.file, story.at, story.at)
    asked = question(enquiry="E2")
    found = decide(view, DEFAULT_POLICY, asked)
    return story, found, words_for_agency(found, asked, view) or ""


@each("said", of=NOES)
def test_a_no_that_nobody_has_talked_about_with_her_is_heard_in_the_next_enquiry(said: str) -> None:
    """Her page says of each that it holds for the work that goes on, and she is asked again."""
    story, found, _ = _again(said)
    assert (found.outcome is Outcome.OBJECTION) is NOES[said][1]
    assert len(view_of(story, "mum")["said_no"]) == 1


@each("said", of=[said for said, (_, stands) in NOES.items() if not stands])
def test_of_nobody_who_said_no_in_an_enquiry_that_has_closed_is_it_said_that_they_were_not_asked(
    said: str,
) -> None:
    story, found, words = _again(said)
    (mum,) = (one for one in found.items[0].positions if one.person == "mum")
    assert mum.reason is Reason.NOT_ANSWERED
    assert mum.response == "stop"
    assert "has not been asked" not in words
    assert "said no to this on 9 March 2026, in an enquiry that has closed" in words
    # Nor in an enquiry that goes on beside it.
    story.enquiry("E3")
    other = question(enquiry="E3")
    view = View(story.file, story.at, story.at)
    positions = decide(view, DEFAULT_POLICY, other).items[0].positions
    assert {p.reason for p in positions if p.person == "mum"} == {Reason.NOT_ANSWERED}


def test_what_may_be_a_no_and_nobody_has_talked_about_outlasts_its_enquiry_as_well() -> None:
    story = family()
    _asks_to_change(story)
    story.later().close().later(DAY).enquiry("E2")
    answer(story.later(), "dad", enquiry="E2")
    view = View(story.file, story.at, story.at)
    assert decide(view, DEFAULT_POLICY, question(enquiry="E2")).outcome is Outcome.ASK


def test_a_stop_that_outlasts_its_enquiry_is_lifted_by_her_own_later_yes_alone() -> None:
    story, found, _ = _again("pressed, and nobody has called her")
    assert found.outcome is Outcome.OBJECTION
    story.later().talk("mum", enquiry="E2")
    assert decide(
        View(story.file, story.at, story.at), DEFAULT_POLICY, question(enquiry="E2")
    ).outcome is (Outcome.OBJECTION)
    answer(story.later(2 * DAY), "mum", enquiry="E2", expires_at=story.at + 9 * DAY)
    view = View(story.file, story.at, story.at)
    assert decide(view, DEFAULT_POLICY, question(enquiry="E2")).outcome is Outcome.COVERED


@each("unsafe", of=[True, False])
@each("reason", of=["NFA_ADVICE", "S47"])
def test_nobody_reads_from_their_no_of_an_end_that_they_were_not_told_of(
    reason: str, *, unsafe: bool
) -> None:
    """That it ended, or was handed on, is told by a person."""
    story = family()
    answer(story, "dad", "REFUSED")
    if unsafe:
        story.later().unsafe("dad", code="ALLEGED_ABUSER")
    before = view_of(story.later(), "dad")["said_no"]
    story.close(reason=reason)
    after = view_of(story.later(), "dad")["said_no"]
    assert [one | {"may_say_yes": None} for one in after] == [
        one | {"may_say_yes": None} for one in before
    ]
