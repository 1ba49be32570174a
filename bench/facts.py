"""What is put on record of made-up families in number: talks, yeses given in them, contacts."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from consent_service.domain.recorded.events import ConversationRecorded, ResponseRecorded
from consent_service.domain.recorded.practice import DisclosureRecorded
from consent_service.domain.scopes.scope import SEEK, Agency, Scope


class Fact(NamedTuple):
    """One of a number: its id, in which enquiry and about which child, and when."""

    id: str
    enquiry: str
    child: str
    at: datetime

    @property
    def _scope(self) -> Scope:
        kinds, purposes = ("CHILD_HEALTH",), ("AGENCY_CHECKS",)
        return Scope((self.child,), purposes, (Agency("GP"),), kinds, (SEEK,))

    def talk(self, person: str) -> ConversationRecorded:
        """With one of the parents."""
        return ConversationRecorded(
            conversation=self.id,
            enquiry=self.enquiry,
            person=person,
            method="PHONE_VERBAL",
            seen_alone="YES",
            effective_at=self.at,
            parent_words="Yes, that is fine.",
        )

    def yes(self, person: str, conversation: str | None = None) -> ResponseRecorded:
        """Of one of them, to the surgery."""
        return ResponseRecorded(
            response=self.id,
            enquiry=self.enquiry,
            person=person,
            answer="AGREED",
            scope=self._scope,
            conversation=conversation,
            method="PHONE_VERBAL",
            effective_at=self.at,
        )

    def contact(self, rests_on: str) -> DisclosureRecorded:
        """With the surgery, by that yes."""
        return DisclosureRecorded(
            disclosure=self.id,
            enquiry=self.enquiry,
            subjects=(self.child,),
            agency=Agency("GP"),
            categories=self._scope.categories,
            purpose="AGENCY_CHECKS",
            direction=SEEK,
            basis="AGREED",
            rests_on=(rests_on,),
            summary="Growth.",
            words_sent="Please send what you hold.",
            effective_at=self.at,
        )
