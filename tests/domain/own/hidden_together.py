"""Meetings and safety plans of which somebody's own view shows nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from consent_service.domain.recorded import meetings, plans
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.plans import ContactArrangement, PlanStep
from consent_service.domain.scopes.scope import Agency
from tests.domain.own.visible import DAY, STAFF, Visible


class Together(Visible):
    """Makes what was arranged about a child without them, or was not given to them."""

    def met_without_them(self, at: datetime) -> Iterator[Event]:
        """A strategy discussion, whoever is named in it; a family meeting of the others; a hurt."""
        meeting, other, then = self.id("meeting"), self.one(*self.others), self.then(at)
        strategy = self.one(True, False)
        yield meetings.InjuryRecorded(
            injury=self.id("injury"),
            child=self.child,
            words=STAFF,
            explained=self.one("NOT_EXPLAINED", "EXPLAINED"),
            moves="CANNOT",
            effective_at=then,
        )
        yield meetings.MeetingCalled(
            meeting=meeting,
            enquiry="E1",
            meeting_type="STRATEGY_DISCUSSION" if strategy else "FAMILY_NETWORK_MEETING",
            children=(self.child,),
            starts_at=at + 3 * DAY,
            place=STAFF,
            effective_at=then,
        )
        yield meetings.MeetingInvited(
            invitation=self.id("invited"),
            meeting=meeting,
            person=self.viewer if strategy else other,
            name=STAFF,
            effective_at=then,
        )
        yield meetings.MeetingRecorded(meeting=meeting, held=True, words=STAFF, effective_at=at)

    def planned_without_them(self, at: datetime) -> Iterator[Event]:
        """A plan that speaks of them and that others have. It may be theirs to follow as well."""
        plan, other, then = self.id("plan"), self.one(*self.others), self.then(at)
        yield plans.SafetyPlanMade(
            plan=plan,
            enquiry="E1",
            children=(self.child,),
            dangers=(STAFF,),
            steps=(PlanStep(STAFF, person=self.viewer),),
            contact=(ContactArrangement("NONE", person=self.viewer, words=STAFF),),
            version=1,
            effective_at=then,
        )
        for person, agency in ((self.viewer, None), (other, None), (None, Agency("GP"))):
            recipient = self.id("recipient")
            yield plans.PlanRecipientNamed(
                recipient=recipient, plan=plan, person=person, agency=agency, effective_at=then
            )
            if person != self.viewer:
                yield plans.PlanShared(recipient=recipient, version=1, effective_at=at)
        if self.one(True, False):
            yield plans.PlanEnded(plan=plan, reason=STAFF, effective_at=at)
