"""What a worker alone does not take away: a decision that a manager made, and a warning that came
after what they had typed.
"""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from consent_service.domain.answers import Outcome, Safe
from consent_service.domain.deciding.decision import decide
from consent_service.domain.recorded import events as ev
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.falling import EffectWaits, FallKind
from consent_service.domain.recorded.particulars import DutyTest
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import EntryCorrected, NotShareDecided
from consent_service.domain.safety.signs import asking
from consent_service.domain.scopes.scope import Scope
from tests.domain.every_write import MANAGER, WORKER, Hub
from tests.domain.tasks.story import REASONS, question
from tests.reasons import ENOUGH

A_MANAGER = By("manager", MANAGER)


def a_hub() -> Hub:
    hub = Hub(Random(0))
    hub.put(ev.FileOpened(), ev.ChildAdded(child="ng", names="Zz", dob=date(2019, 5, 1)))
    for adult, role in (("mum", "MOTHER"), ("dad", "FATHER")):
        hub.put(ev.AdultAdded(person=adult, names=f"Zz {adult}"))
        hub.put(lives_with(hub, adult, role, "YES"))
    hub.put(ev.EnquiryOpened(enquiry="E1", effective_at=hub.at))
    return hub


def lives_with(hub: Hub, person: str, role: str, there: str, pr_status: str = "NO") -> Event:
    return ev.RelationshipRecorded(
        person=person,
        child="ng",
        role=role,
        pr_status="YES" if role == "MOTHER" else pr_status,
        lives_with=there,
        effective_at=hub.at,
    )


def decided(hub: Hub) -> list[Event]:
    return [
        ev.AuthorisationMade(
            authorisation="made",
            enquiry="E1",
            decision="DISPENSE_DECISION",
            scope=Scope(),
            safe_to_tell=True,
            effective_at=hub.at,
        ),
        NotShareDecided(
            decision="not",
            enquiry="E1",
            scope=Scope(),
            reason_codes=("NOT_RELEVANT",),
            rationale=REASONS,
            duty_test=DutyTest(relevant=True, may_help=False, more_harm_than_good=False),
            review_due=date(2026, 12, 1),
            effective_at=hub.at,
        ),
    ]


@pytest.mark.parametrize("which", [0, 1])
@pytest.mark.parametrize("role", [WORKER, MANAGER])
def test_a_managers_decision_is_struck_by_no_worker_alone(which: int, role: str) -> None:
    hub = a_hub()
    (made,) = hub.put(decided(hub)[which], by=A_MANAGER)
    strikes = EntryCorrected(corrects=made.seq, what_was_wrong=ENOUGH, requested_by="STAFF")
    hub.write([strikes], hub.moment(role))
    waits = [fall.kind for held in hub.file.of(EffectWaits) for fall in held.event.falls]
    assert waits == ([FallKind.DECISION_STRUCK] if role == WORKER else [])
    # What makes answers more careful does so at once.
    assert decide(hub.view(), DEFAULT_POLICY, question()).outcome is Outcome.ASK


def test_whoever_was_said_to_have_moved_out_before_there_was_a_sign_is_warned_of_all_the_same() -> (
    None
):
    for first, then in ((True, False), (False, True)):
        hub = a_hub()
        hub.put(ev.AdultAdded(person="lodger", names="Zz lodger"))
        hub.put(lives_with(hub, "lodger", "OTHER_HOUSEHOLD", "YES"))
        moves = lives_with(hub, "lodger", "OTHER_HOUSEHOLD", "NO")
        sign = SignRecorded(person="mum", code="CODE_WORD", effective_at=hub.at)
        hub.write([moves if first else sign], hub.moment())
        hub.write([moves if then else sign], hub.moment())
        assert asking(hub.view(), "lodger").answer is Safe.NOT_KNOWN
        (waits,) = hub.file.of(EffectWaits)
        assert [fall.kind for fall in waits.event.falls] == [FallKind.PERSON_NOT_KNOWN]
