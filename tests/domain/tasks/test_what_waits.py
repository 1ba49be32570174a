"""What waits for a manager, or was refused by one, lifts nothing: a no goes on to be followed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from consent_service.actions.guarding import what_waits
from consent_service.actions.moment import Moment
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.view import View
from consent_service.domain.recorded import falling, practice
from consent_service.domain.recorded.circumstances import OrderRecorded, PeopleJoined
from consent_service.domain.recorded.events import (
    AuthorisationMade,
    CompetenceRecorded,
    RelationshipRecorded,
)
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.standing.beside import Beside
from consent_service.domain.standing.family import adults
from tests.domain.tasks.story import DAY, MANAGER, WORKER, Story, family

#: What became of a worker's entry that would lift something.
BEFORE_ANYBODY_LOOKED = ("waits", "refused", "telephone, then refused", "telephone, past its day")


def types(story: Story, became: str, kind: type[Any], **members: Any) -> None:
    """A worker's write, as it is kept, and what became of what it would lift."""
    moment = Moment(story.at, AuthorityFile(id="a"), WORKER, story.file)
    story.make(kind, WORKER, **members)
    (waits,) = what_waits(moment, story.file)
    told_by = "manager-1" if became.startswith("telephone") else None
    made: dict[str, Any] = {"waiting": waits.waiting, "entries": waits.entries}
    story.record(falling.EffectWaits(**made, falls=waits.falls, told_by=told_by), WORKER)
    story.later(7 * DAY if became.endswith("past its day") else DAY)
    ended: dict[str, Any] = {"waiting": waits.waiting, "reason": "Zz", "effective_at": story.at}
    if became.endswith("refused"):
        story.record(falling.EffectRefused(**ended), MANAGER)
    if became == "confirmed":
        story.record(falling.EffectConfirmed(**ended), MANAGER)
    story.later()


def strikes(story: Story, became: str, seq: int) -> None:
    wrong = {"what_was_wrong": "Not them.", "requested_by": "STAFF"}
    types(story, became, practice.EntryCorrected, corrects=seq, **wrong)


def two_parents() -> Story:
    story = family().later()
    story.agree("mum")
    story.later(DAY)
    return story


@pytest.mark.parametrize("became", [*BEFORE_ANYBODY_LOOKED, "telephone", "confirmed"])
def test_parents_who_disagree_are_looked_at_until_the_no_has_fallen(became: str) -> None:
    story = two_parents()
    story.say("REFUSED", "dad")
    story.later(DAY)
    assert story.every("LOOK_AT_CONFLICT")
    strikes(story, became, story.file.responses[-1].seq)
    stands = became in BEFORE_ANYBODY_LOOKED
    assert bool(story.every("LOOK_AT_CONFLICT")) is stands
    said = story.file.responses[-1].seq
    beside = Beside(View(story.file, story.at, story.at)).corrected(said)
    assert beside is not None
    assert beside["stands"] is stands
    # Nobody is told that our record was put right before it was.
    assert bool(story.every("TELL_OF_CORRECTION")) is (became == "confirmed")


@pytest.mark.parametrize("became", BEFORE_ANYBODY_LOOKED)
def test_what_was_to_be_done_after_somebody_stopped_is_still_to_be_done(became: str) -> None:
    story = two_parents()
    story.agree("dad")
    story.later(DAY)
    story.say("WITHDRAWN", "dad")
    story.later(DAY)
    due = {one.code for one in story.due() if one.person == "dad"}
    assert {"CALL_AFTER_WITHDRAWAL", "ASK_ABOUT_RISK"} <= due
    strikes(story, became, story.file.responses[-1].seq)
    now = {one.code for one in story.due() if one.person == "dad"}
    assert {"CALL_AFTER_WITHDRAWAL", "ASK_ABOUT_RISK"} <= now


@pytest.mark.parametrize("became", BEFORE_ANYBODY_LOOKED)
def test_a_parent_who_was_not_asked_about_the_next_enquiry_is_still_to_be_asked(
    became: str,
) -> None:
    """That he is nobody's father would lift his no in the one before, and so it waits."""
    story = two_parents()
    story.say("REFUSED", "dad")
    story.later(DAY).enquiry("E2").later(DAY)
    assert story.every("SPEAK_TO", person="dad", enquiry="E2")
    (link,) = (h.seq for h in story.file.of(RelationshipRecorded) if h.event.person == "dad")
    strikes(story, became, link)
    assert story.every("SPEAK_TO", person="dad", enquiry="E2")


@pytest.mark.parametrize("became", BEFORE_ANYBODY_LOOKED)
def test_a_decision_that_no_manager_agreed_was_never_made_is_still_told(became: str) -> None:
    story = two_parents()
    story.say("REFUSED", "dad")
    story.decide()
    story.later(DAY)
    assert story.every("TELL_PARENTS")
    (made,) = (held.seq for held in story.file.of(AuthorisationMade))
    strikes(story, became, made)
    assert story.every("TELL_PARENTS")


@pytest.mark.parametrize("became", [*BEFORE_ANYBODY_LOOKED, "confirmed"])
def test_whoever_is_said_to_be_somebody_who_was_asked_is_asked_until_a_manager_agrees(
    became: str,
) -> None:
    """By the joining he had been spoken to, and had agreed: both are hers."""
    story = two_parents()
    same = {"person": "mum", "other": "dad", "reason": "The same telephone."}
    types(story, became, PeopleJoined, joining="joining", **same)
    stands = became in BEFORE_ANYBODY_LOOKED
    assert bool(story.every("SPEAK_TO", person="dad")) is stands
    story.enquiry("E2").later(DAY)
    two = ["mum", "dad"] if stands else ["mum"]
    assert [one.person for one in story.every("SPEAK_TO", enquiry="E2")] == two
    every = adults(View(story.file, story.at, story.at), None)
    keys = ("id", "confirmed", "refused")
    said = [tuple(other[key] for key in keys) for one in every for other in one["also"]]
    fell = became.endswith("past its day")
    # Where a manager refused it, nothing was said.
    assert said == ([] if became.endswith("refused") else [("dad", not stands, fell)])


def test_of_a_competence_that_was_found_and_waits_that_is_said() -> None:
    story = Story().child("teen", date(2012, 1, 1)).adult("mum", "teen").enquiry()
    assert story.the("CONSIDER_COMPETENCE").so_far is None
    place = len(story.entries)
    found: dict[str, Any] = {"child": "teen", "status": "COMPETENT", "rationale": "Zz"}
    story.make(CompetenceRecorded, **found)
    assert "CONSIDER_COMPETENCE" not in story.codes()
    fall = falling.Fall(falling.FallKind.OBJECTION, "Zz", "mum", "E1")
    story.make(falling.EffectWaits, waiting="w", entries=(place,), falls=(fall,))
    said = story.the("CONSIDER_COMPETENCE").so_far
    assert said == "What was found is recorded, and waits for a manager"
    # What nobody looks at any more is to be considered like any other.
    story.make(falling.EffectRefused, MANAGER, waiting="w", reason="Zz")
    assert story.the("CONSIDER_COMPETENCE").so_far is None


def test_a_father_who_was_found_and_waits_is_not_to_be_found() -> None:
    story = family().adult("him", role="UNKNOWN_FATHER", pr_status="UNCONFIRMED")
    assert story.the("FIND_FATHER").due is not None
    placeholder: dict[str, Any] = {"person": "him", "child": "ng", "role": "UNKNOWN_FATHER"}
    placeholder |= {"pr_status": "UNCONFIRMED", "effective_at": ALWAYS}
    place = story.make(RelationshipRecorded, **placeholder, ended=True)
    assert "FIND_FATHER" not in story.codes()
    fall = falling.Fall(falling.FallKind.OBJECTION, "Zz", "mum", "E1")
    story.make(falling.EffectWaits, waiting="w", entries=(place,), falls=(fall,))
    task = story.the("FIND_FATHER")
    assert (task.due, task.so_far) == (None, "What was found is recorded, and waits for a manager")
    story.make(falling.EffectRefused, MANAGER, waiting="w", reason="Zz")
    task = story.the("FIND_FATHER")
    assert task.due is not None
    assert task.so_far is None


def test_a_responsibility_that_was_confirmed_and_waits_says_so() -> None:
    story = family()
    story.adult("gran", pr_status="UNCONFIRMED")
    assert story.the("CONFIRM_PR").so_far is None
    place = len(story.entries)
    story.adult("gran", pr_status="NO")
    fall = falling.Fall(falling.FallKind.OBJECTION, "Zz", "gran", "E1")
    story.make(falling.EffectWaits, waiting="w", entries=(place,), falls=(fall,))
    assert story.the("CONFIRM_PR").so_far == "What was found is recorded, and waits for a manager"


def test_an_order_that_is_recorded_and_waits_says_so() -> None:
    story = family()
    story.adult("gran", role="SPECIAL_GUARDIAN", pr_checked="DOCUMENT_SEEN")
    assert story.the("RECORD_ORDER").so_far is None
    place = len(story.entries)
    of_an_order: dict[str, Any] = {"order": "order", "child": "ng", "source": "Zz"}
    of_an_order |= {"order_type": "NOT_KNOWN", "people": ("gran",)}
    story.make(OrderRecorded, **of_an_order)
    fall = falling.Fall(falling.FallKind.OBJECTION, "Zz", "gran", "E1")
    story.make(falling.EffectWaits, waiting="w", entries=(place,), falls=(fall,))
    assert story.the("RECORD_ORDER").so_far == "What was found is recorded, and waits for a manager"
