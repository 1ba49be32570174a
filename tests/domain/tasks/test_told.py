"""Whoever was told and may not be safe is looked at; what a manager had allowed is no mistake."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from consent_service.domain.codes import TEXTS
from consent_service.domain.file.view import View
from consent_service.domain.noticing.plausible import doubted, implausible
from consent_service.domain.recorded import events, meetings, plans, practice
from consent_service.domain.recorded.compared import FoundRight
from consent_service.domain.recorded.content import By
from consent_service.domain.safety.whoistold import TELLS
from consent_service.domain.scopes.scope import Agency
from tests.domain.tasks.happenings import disclose
from tests.domain.tasks.kinds_of_plans import planned
from tests.domain.tasks.story import MANAGER, WORKER, Story, family
from tests.reasons import ENOUGH
from tests.sweeping import each

#: As whoever typed the name of a father where an agency stands put it.
A_FATHER = Agency("FAMILY_NETWORK", "Zz dad")
LOOK_AT = "LOOK_AT_TOLD"


def in_fear() -> Story:
    """Whether the father is safe is not known; a decision stands."""
    story = family()
    story.make(practice.NeedsRecorded, person="mum", indicators=("DOMESTIC_ABUSE_VICTIM",))
    story.later().decide()
    return story.later()


def somebody_feared() -> Story:
    """An adult of whom nobody has said what they are to a child."""
    story = decided(family())
    story.make(events.AdultAdded, person="cy", names="Cy Example")
    return story.unsafe("cy").later()


def decided(story: Story) -> Story:
    story.decide()
    return story.later()


def family_told(story: Story, **members: Any) -> Story:
    """Somebody wrote that the family was told, and named nobody."""
    return story.told("decision", None, **members).later()


def invited(story: Story, by: By = WORKER, **whom: Any) -> Story:
    met: dict[str, Any] = {"meeting": "meets", "meeting_type": "STRATEGY_DISCUSSION"}
    story.make(meetings.MeetingCalled, **met, children=("ng",), enquiry="E1")
    story.make(meetings.MeetingInvited, by, invitation="comes", meeting="meets", **whom)
    return story.later()


def told_what_it_came_to(story: Story) -> Story:
    story.make(meetings.AgencyTold, to="comes", about="meets", words_sent="Zz")
    return story.later()


def given_a_plan(story: Story, **whom: Any) -> Story:
    planned(story)
    story.make(plans.PlanRecipientNamed, MANAGER, recipient="has", plan="plan", **whom)
    story.make(plans.PlanShared, recipient="has", version=1)
    return story.later()


def contacted(story: Story, agency: Agency) -> Story:
    disclose(story, agency=agency, rests_on=("decision",), basis="AUTHORISED")
    return story.later()


def sent_a_copy(story: Story, person: str) -> Story:
    story.make(events.WrittenSummarySent, response=story.say("REFUSED", person))
    return story.later()


def may_know(story: Story, **members: Any) -> Story:
    said: dict[str, Any] = {"about": "decision", "person": "dad", "safe": True, "reason": "Zz"}
    story.make(practice.SafeToTellChanged, MANAGER, **{**said, **members})
    return story.later()


def told(story: Story) -> Story:
    return story.told("decision", "dad", method="FACE_TO_FACE").later()


def is_doubted(story: Story) -> bool:
    view = View(story.file, story.at, story.at)
    every = (fact for kind in TELLS for fact in view.recorded[kind])
    return any("NOT_BY_THIS_WAY" in implausible(view, fact) for fact in every)


def is_doubted_of(story: Story) -> bool:
    """That he was told is to be looked at, or that somebody tried to."""
    view = View(story.file, story.at, story.at)
    return any(one.code == "NOT_BY_THIS_WAY" for one in doubted(view))


def test_what_a_manager_said_that_he_may_know_is_told_him_without_a_doubt() -> None:
    story = told(may_know(in_fear()))
    assert LOOK_AT not in story.codes()
    assert not is_doubted(story)


@each(
    "story",
    of=[
        lambda: family_told(decided(family())),
        lambda: family_told(may_know(in_fear())),
        lambda: family_told(in_fear(), told=False, reason="Zz"),
        lambda: in_fear().told("decision", "mum").later(),
        lambda: given_a_plan(in_fear(), person="mum"),
        lambda: invited(in_fear(), person="mum"),
        lambda: told_what_it_came_to(invited(in_fear(), agency=Agency("GP"))),
        lambda: contacted(in_fear(), Agency("GP")),
        lambda: sent_a_copy(in_fear(), "mum"),
    ],
)
def test_what_nobody_was_told_who_may_not_be_safe_is_not(story: Callable[[], Story]) -> None:
    assert LOOK_AT not in story().codes()
    assert not is_doubted(story())


def test_a_manager_who_writes_it_knows_of_it() -> None:
    story = in_fear()
    story.make(practice.TellingRecorded, MANAGER, about="decision", told=True)
    assert LOOK_AT not in story.later().codes()


@each(
    "story",
    of=[
        lambda: told(in_fear()),
        lambda: in_fear().told("decision", "dad").later(),
        # Where nobody is named it may have been he, or whoever nobody has placed.
        lambda: family_told(in_fear()),
        lambda: family_told(in_fear(), method="FACE_TO_FACE"),
        lambda: family_told(somebody_feared()),
        # So it is by whatever else somebody hears of it, also as one of the family's network.
        lambda: given_a_plan(in_fear(), person="dad"),
        lambda: given_a_plan(in_fear(), agency=A_FATHER),
        lambda: invited(in_fear(), person="dad"),
        lambda: invited(in_fear(), agency=A_FATHER),
        lambda: told_what_it_came_to(invited(in_fear(), MANAGER, person="dad")),
        lambda: contacted(in_fear(), A_FATHER),
        lambda: sent_a_copy(in_fear(), "dad"),
        # Said of everybody, of another thing, or after it, it is no leave.
        lambda: told(may_know(in_fear(), person=None)),
        lambda: told(may_know(in_fear(), about="ng")),
        lambda: may_know(told(in_fear())),
        lambda: told(may_know(in_fear()).unsafe("dad", WORKER).later()),
        lambda: told(may_know(may_know(in_fear()), safe=False)),
    ],
)
def test_what_nobody_who_knew_of_it_all_had_said_is_looked_at(story: Callable[[], Story]) -> None:
    assert LOOK_AT in story().codes()
    assert is_doubted(story())


_TELLS = [
    told,
    lambda story: sent_a_copy(story, "dad"),
    lambda story: invited(story, person="dad"),
]


def _tries(story: Story) -> None:
    story.say("ASK_ATTEMPTED", "dad", method="PHONE_VERBAL")


@pytest.mark.parametrize(
    ("by", "is_first", "is_settled"),
    [(MANAGER, False, True), (WORKER, False, False), (MANAGER, True, False)],
)
def test_a_manager_who_has_said_since_that_it_is_safe_has_settled_that_they_were_tried(
    by: By, *, is_first: bool, is_settled: bool
) -> None:
    """Somebody who was not reached was told nothing; a new danger is asked of anew."""
    story = decided(family()).unsafe("dad")
    if is_first:
        story.later().unsafe("dad", by, safe_to_ask=True, code="OTHER").later().unsafe("dad")
    _tries(story.later())
    assert is_doubted_of(story.later())
    if not is_first:
        story.unsafe("dad", by, safe_to_ask=True, code="OTHER").later()
    assert is_doubted_of(story) is not is_settled
    assert is_doubted_of(story.unsafe("dad").later())


@each("happened", of=_TELLS)
def test_that_somebody_feared_was_told_is_settled_by_whoever_looks_at_that(
    happened: Callable[[Story], Any],
) -> None:
    """He is safe to ask a season later, and on that day he was not: what he learnt then was looked
    at by nobody.
    """
    story = decided(family()).unsafe("dad").later()
    happened(story)
    place = next(stamp.seq for stamp, content in story.entries[::-1] if is_told(content.event))
    story.later().unsafe("dad", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH)
    assert story.later().the(LOOK_AT).so_far == TEXTS["told_while_feared"]
    looked = {"entry": place, "reason": ENOUGH, "doubts": ("NOT_BY_THIS_WAY",)}
    story.make(FoundRight, MANAGER, **looked)
    assert LOOK_AT not in story.later().codes()
    assert not is_doubted_of(story)


@each("happened", of=_TELLS)
@pytest.mark.parametrize(("by", "is_settled"), [(MANAGER, True), (WORKER, False)])
def test_a_manager_who_has_said_since_that_it_is_safe_has_settled_what_was_feared_later(
    happened: Callable[[Story], Any], by: By, *, is_settled: bool
) -> None:
    """Nobody feared him when he was told. What is put on record of then is set right as it came."""
    story = decided(family())
    when = story.at
    happened(story.later())
    story.later().unsafe("dad", effective_at=when)
    assert LOOK_AT in story.later().codes()
    story.unsafe("dad", by, safe_to_ask=True, code="OTHER").later()
    assert (LOOK_AT in story.codes()) is not is_settled


def is_told(event: Any) -> bool:
    return isinstance(event, TELLS)


def test_a_manager_who_looks_at_two_answers_reads_whom_they_may_not_ask() -> None:
    """They were sent to ask a feared man again, without a word."""
    story = family()
    story.agree("mum")
    story.later().say("REFUSED", "dad")
    task = story.later().the("LOOK_AT_CONFLICT")
    assert "Do not contact" not in (task.so_far or "")
    story.unsafe("dad", MANAGER)
    (task,) = (one for one in story.later().due() if one.code == "LOOK_AT_CONFLICT")
    assert task.person == "dad"
    assert "Do not contact" in (task.so_far or "")


@each(
    "promised",
    of=[("dad", "LETTER", True), ("mum", "LETTER", False), ("dad", "NO_CONTACT_REQUESTED", False)],
)
def test_whoever_may_not_be_safe_is_promised_nothing_without_a_word(
    promised: tuple[str, str, bool],
) -> None:
    person, how, is_noticed = promised
    story = in_fear()
    terms: dict[str, Any] = {"enquiry": "E1", "methods": (how,), "times": ("WEEKLY",)}
    story.make(practice.KeepInformedAgreed, person=person, **terms, agreed_with_person=True)
    view = View(story.file, story.at, story.at)
    (fact,) = view.recorded[practice.KeepInformedAgreed]
    assert ("NOT_BY_THIS_WAY" in implausible(view, fact)) is is_noticed
