"""Entries that wait side by side: any of them may be confirmed and any other refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.actions.guarding import what_waits
from consent_service.actions.moment import Moment
from consent_service.domain.answers import Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events, falling, practice
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.scope import Agency, Exclusions
from consent_service.domain.words.agency import words_for_agency
from tests.domain.tasks.story import DAY, WORKER, Story, family, question, scope


def write(story: Story, kind: type[Any], **members: Any) -> None:
    """As a worker's write is kept: with what waits of it beside it."""
    moment = Moment(story.at, AuthorityFile(id="a"), WORKER, story.file)
    story.make(kind, WORKER, **members)
    waits = what_waits(moment, story.file)
    assert waits
    for one in waits:
        story.record(one, WORKER)
    story.later()


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_an_unconfirmed_entry_protects_stands_whatever_waits_before_it(
    order: tuple[int, int],
) -> None:
    """A refusal, then an agreement in part. One worker writes that the father holds no
    responsibility, another that the agreement was never given: the second alone makes the refusal
    stand again, and the first must not hide that.
    """
    story = family().later()
    story.say("REFUSED", "dad")
    story.later(DAY)
    partly = scope(exclusions=Exclusions(agencies=(Agency("SCHOOL"),)))
    talk = story.talk("dad")
    end = story.at + timedelta(days=20)
    story.say("AGREED_IN_PART", "dad", conversation=talk, expires_at=end, scope=partly)
    agreed = len(story.entries) - 1
    story.later()
    story.agree("mum")
    story.agree("mum", scope=scope(agencies=(Agency("SCHOOL"),)))
    story.later(DAY)
    link = {"person": "dad", "child": "ng", "role": "FATHER", "pr_status": "NO"}
    writes: list[tuple[type[Any], dict[str, Any]]] = [
        (events.RelationshipRecorded, link),
        (
            practice.EntryCorrected,
            {"corrects": agreed, "what_was_wrong": "Not him.", "requested_by": "OTHER"},
        ),
    ]
    for place in order:
        kind, members = writes[place]
        write(story, kind, **members)
    view = View(story.file, story.at, story.at)
    assert decide(view, DEFAULT_POLICY, question()).outcome is Outcome.OBJECTION


@pytest.mark.parametrize("linked", ["to nobody", "to a sibling"])
def test_an_agency_is_not_asked_to_tell_a_family_that_somebody_unsafe_belongs_to(
    linked: str,
) -> None:
    story = Story().child().child("sib").adult("mum").adult("mum", "sib")
    if linked == "to a sibling":
        story.adult("step", "sib", role="STEPPARENT", pr_status="NO", lives_with="YES")
    else:
        story.make(events.AdultAdded, person="step", names="Zed Example")
    story.enquiry().later()
    story.agree("mum")
    story.talk("step")
    story.later()

    def said() -> str:
        view = View(story.file, story.at, story.at)
        return words_for_agency(decide(view, DEFAULT_POLICY, question()), question(), view) or ""

    assert "Please do tell the family" in said()
    story.unsafe("step")
    story.later()
    assert "or those who care for the child, until you have spoken to us" in said()


def test_of_whatever_may_wait_somebody_may_let_it_fall() -> None:
    """A decision that ends needs nobody else, should one ever wait."""
    every = [falling.Fall(kind, "Zz") for kind in falling.FallKind]
    assert falling.may_let_fall("HEAD_OF_SERVICE", every)
    assert falling.may_let_fall("MASH_WORKER", [falling.Fall(falling.FallKind.DECISION, "Zz")])
    assert not falling.may_let_fall("MASH_WORKER", every)
