"""What the person of a view may not see: everything else that anybody records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import msgspec

from consent_service.domain.recorded import circumstances, events, meetings, practice, sharingatonce
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.particulars import Telling
from consent_service.domain.scopes.scope import Agency, Scope
from tests.domain.own.hidden_together import Together
from tests.domain.own.visible import (
    DUTY,
    EVERYBODY,
    HILLSIDE,
    REASONS,
    STAFF,
    SUPPORTER,
    THEIRS,
)


def sign(event: Event) -> Event | None:
    """What bears on whether it is safe to tell somebody anything, with its words blotted out: the
    family that has only what its person may see is no safer. None for everything else.
    """
    match event:
        case events.SafetyRecorded():
            return msgspec.structs.replace(event, reason=None)
        case practice.NeedsRecorded() | events.RelationshipRecorded(person="gran" | "stranger"):
            return event
        case practice.ContactPointRecorded(safety="UNSAFE" | "CODE_WORD"):
            return msgspec.structs.replace(event, value="")
        case events.ConversationRecorded():
            return msgspec.structs.replace(event, parent_words=None, pressure_note=None)
        case events.ResponseRecorded(answer="NOT_ASKED_UNSAFE"):
            return msgspec.structs.replace(event, words=None)
        case meetings.InjuryRecorded():
            return msgspec.structs.replace(event, words=STAFF, explanation=None, seen_by=None)
    return None


class Maker(Together):
    """Makes the entries of which nothing may show, beside those that show."""

    def hidden_disclosure(self, at: datetime) -> Iterator[Event]:
        id, viewer = self.id("hidden"), self.viewer
        self.hidden_ids.append(id)
        other = self.chance.choice([one for one in ("mum", "dad", "gran") if one != viewer])
        usual = self.shared(id, at, (self.child,))
        kept_back: list[dict[str, Any]] = [
            {"safe_to_tell": False},
            {"not_safe_for": (viewer,)},
            {"subjects": (other,), "categories": ("ADULT_HEALTH",)},
            {"subjects": (other, self.child), "categories": ("ADULT_MENTAL_HEALTH",)},
            {"subjects": ("cat",) if viewer != "dad" else ("gran",)},
            {"agency": Agency("REFUGE", "Zzrefuge")},
            {"agency": Agency("PROBATION"), "subjects": (self.child, other)},
            {"purpose": "FEEDBACK_TO_REFERRER"},
            {"purpose": "DOMESTIC_ABUSE_MARAC"},
            {"rests_on": ("secret-decision",)},
            # Neither agreed to by them, nor told.
            {"basis": "AUTHORISED", "agency": Agency("POLICE")},
            {"basis": "SHARE_NOW", "agency": Agency("POLICE")},
            {"basis": "AGREED" if viewer != "ben" else "PARTNER_DUTY", "agency": Agency("POLICE")},
        ]
        yield practice.DisclosureRecorded(**usual | self.one(*kept_back))
        yield self.unsafe(id, at)
        yield practice.StopNoticeSent(disclosure=id, words_sent=STAFF, effective_at=at)

    def hidden_decision(self, at: datetime) -> Iterator[Event]:
        id, viewer = self.id("hidden"), self.viewer
        self.hidden_ids.append(id)
        kept_back: list[dict[str, Any]] = [
            {"safe_to_tell": False},
            {"telling": Telling("NOT_SAFE", date(2026, 12, 1), STAFF)},
            {"telling": Telling("TOLD", None, STAFF, (viewer,))},
            {"telling": Telling("WILL_TELL_BY", date(2026, 12, 1), STAFF)},
            {"decision": "RELY_ONE_PARENT", "relies_on": viewer},
            {"scope": self.scope("gran")},
            {"scope": msgspec.structs.replace(self.scope("anna"), agencies=(Agency("REFUGE"),))},
        ]
        decided = self.decided(id, at, self.scope(self.child)) | self.one(*kept_back)
        yield events.AuthorisationMade(**decided)
        if self.one(True, False):
            yield events.AuthorisationEnded(authorisation=id, reason=STAFF, effective_at=at)

    def found_unsafe(self, at: datetime) -> Iterator[Event]:
        """Made as something they might know, and at once found not to be safe."""
        id = self.id("hidden")
        self.hidden_ids.append(id)
        shared, decided = self.shared(id, at, (self.child,)), None
        if self.one(True, False):
            decided = self.decided(id, at, self.scope(self.child))
        made: Event = (
            practice.DisclosureRecorded(**shared)
            if decided is None
            else events.AuthorisationMade(**decided)
        )
        since = getattr(made, "effective_at", at)
        yield made
        yield self.one(
            practice.SafeToTellChanged(
                about=id,
                safe=False,
                person=self.one(None, self.viewer),
                reason=STAFF,
                effective_at=since,
            ),
            practice.TellingRecorded(
                about=id,
                told=False,
                person=self.one(None, self.viewer),
                reason=STAFF,
                effective_at=since,
            ),
        )
        # That somebody else may know of it, or does, changes nothing for them.
        yield practice.SafeToTellChanged(
            about=id, safe=True, person=self.one(*self.others), reason=STAFF, effective_at=at
        )
        yield practice.TellingRecorded(
            about=id, told=True, person=self.one(*self.others), words=STAFF, effective_at=at
        )

    def newcomer(self, at: datetime) -> Iterator[Event]:
        """A child of theirs, born or not, of whom nobody has told them."""
        id = self.id("newcomer")
        yield events.ChildAdded(child=id, names=STAFF, dob=self.one(None, date(2026, 10, 1)))
        yield events.RelationshipRecorded(
            person=self.viewer,
            child=id,
            role="FATHER",
            pr_status="YES",
            effective_at=self.then(at),
            main_caregiver=self.one(True, False),
        )
        contact = self.id("hidden")
        yield practice.DisclosureRecorded(**self.shared(contact, at, (id,)))
        yield practice.TellingRecorded(
            about=contact, told=True, person=self.viewer, words=STAFF, effective_at=at
        )
        yield practice.BirthRecorded(child=id, dob=date(2026, 11, 8), effective_at=at)

    def unsafe(self, id: str, at: datetime) -> Event:
        return practice.SafeToTellChanged(
            about=id, safe=False, person=self.one(None, *EVERYBODY), reason=STAFF, effective_at=at
        )

    def of_others(self, at: datetime) -> Iterator[Event]:
        """What another person said, is, wants, is reached by."""
        other, then, enquiry = self.one(*self.others), self.then(at), self.one("E1", "E2", "E3")
        yield self.one(
            events.ResponseRecorded(
                response=self.id("theirs"),
                enquiry=enquiry,
                person=other,
                answer=self.one("AGREED", "REFUSED", "UNDECIDED", "NOT_ASKED_UNSAFE"),
                scope=self.scope(),
                effective_at=then,
                words=STAFF,
            ),
            events.AgreementWithdrawn(
                response=self.id("theirs"),
                enquiry=enquiry,
                person=other,
                scope=Scope(),
                effective_at=then,
            ),
            events.AdvocateStatusChanged(
                person=other,
                enquiry=enquiry,
                status="ACTIVE",
                advocate=self.one(STAFF, SUPPORTER),
                effective_at=then,
            ),
            practice.ContactPointRecorded(
                contact=self.id("contact"),
                person=other,
                type="ADDRESS",
                value=STAFF,
                safety=self.one("SAFE", "UNSAFE"),
                effective_at=then,
            ),
            practice.KeepInformedAgreed(
                person=other, enquiry=enquiry, methods=("TEXT",), times=(), effective_at=then
            ),
            practice.ContactMade(person=other, enquiry=enquiry, method="CALL", effective_at=then),
            practice.NeedsRecorded(
                person=other, indicators=("DOMESTIC_ABUSE_VICTIM",), effective_at=then
            ),
            practice.FamilyAsked(
                request=self.id("theirs"), person=other, wants="LETTER", effective_at=then
            ),
            practice.CorrectionAsked(
                correction=self.id("theirs"), person=other, words=STAFF, effective_at=then
            ),
            practice.DisagreementStated(
                about=self.one("nothing", *self.own_answers),
                person=other,
                words=STAFF,
                effective_at=then,
            ),
            events.AdultAdded(person=self.id("adult"), names=STAFF),
            events.RelationshipRecorded(
                person=self.one("gran", "stranger"),
                child=self.child,
                role="GRANDPARENT",
                pr_status=self.one("YES", "NO"),
                effective_at=then,
            ),
        )

    def about_them(self, at: datetime) -> Iterator[Event]:
        """What is recorded about the person themself, and is not for them to read."""
        viewer, then = self.viewer, self.then(at)
        found = self.one(
            events.SafetyRecorded(
                person=self.one(viewer, *self.others),
                safe_to_ask=self.one(True, False),
                code="ALLEGED_ABUSER",
                effective_at=then,
                reason=STAFF,
            ),
            events.ReachabilityRecorded(
                person=viewer, reachable=self.one(True, False), effective_at=then, reason=STAFF
            ),
            events.CapacityRecorded(person=viewer, status="LACKS", effective_at=then),
            practice.NeedsRecorded(person=viewer, indicators=("LITERACY",), effective_at=then),
            practice.EqualityRecorded(person=viewer, ethnicity="OTHER", area=STAFF),
            practice.ContactPointRecorded(
                contact=self.id("contact"),
                person=viewer,
                type="PHONE",
                value=STAFF,
                safety="UNSAFE",
                effective_at=then,
            ),
            events.ResponseRecorded(
                response=self.id("not-said"),
                enquiry="E1",
                person=viewer,
                answer=self.one("REPORTED_BY_REFERRER", "NOT_ASKED_UNSAFE", "ASK_ATTEMPTED"),
                scope=self.scope(),
                effective_at=then,
                words=STAFF,
            ),
            events.ResponseRecorded(
                response=self.id("not-said"),
                enquiry="E1",
                person=viewer,
                answer="REFUSED",
                method="VIA_REFERRER",
                scope=Scope(),
                effective_at=then,
            ),
            events.ConversationRecorded(
                conversation=self.id("talk"),
                enquiry="E1",
                person=viewer,
                method="PHONE_VERBAL",
                seen_alone="NO",
                pressure_concern="YES",
                pressure_note=STAFF,
                parent_words=STAFF,
                effective_at=then,
            ),
            events.ValidityChanged(
                response=self.one("nothing", *self.own_answers),
                status="CONCERN",
                reasons=("PRESSURE",),
                effective_at=then,
            ),
            events.WrittenSummarySent(
                response=self.one("nothing", *self.own_answers), effective_at=then
            ),
        )
        if isinstance(found, events.SafetyRecorded) and found.person == viewer:
            self.is_unsafe |= not found.safe_to_ask
        yield found

    def renamed(self, at: datetime) -> Iterator[Event]:
        """Another adult has another name; a child of theirs once they are not to find the child."""
        person = self.child if self.is_unsafe else self.one("gran", "stranger")
        yield circumstances.PersonAmended(person=person, names=STAFF, reason=STAFF)

    def written_down_since(self, at: datetime) -> Iterator[Event]:
        """By staff, of somebody who is not safe: nothing of it is news from a page. Of others,
        what courts and advocates do is not theirs to read either.
        """
        whose, child = self.one(*self.others), "zygote"
        if self.is_unsafe and self.viewer not in THEIRS[self.viewer]:
            whose, child = self.viewer, self.child
        others = [one for one in ("mum", "dad", "gran") if one != whose]
        then = self.then(at)
        yield self.one(
            events.AdvocateStatusChanged(
                person=whose,
                enquiry="E1",
                status=self.one("OFFERED", "NOT_SUITABLE", "ACTIVE"),
                effective_at=then,
                note=STAFF,
            ),
            practice.KeepInformedAgreed(
                person=whose,
                enquiry="E1",
                methods=("LETTER",),
                times=(),
                effective_at=then,
                agreed_with_person=True,
            ),
            practice.ContactMade(
                person=whose,
                enquiry="E1",
                method="CALL",
                effective_at=then,
                next_contact_due=date(2026, 11, 29),
            ),
            circumstances.OrderRecorded(
                order=self.id("order"),
                child=child,
                order_type=self.one(
                    "ADOPTION_ORDER", "PLACEMENT_ORDER", "CARE_ORDER", "SPECIAL_GUARDIANSHIP_ORDER"
                ),
                effective_at=then,
                source=STAFF,
                people=self.one((others[0],), ()),
                limits=(whose,) if child == self.child else (),
            ),
        )

    def of_the_work(self, at: datetime) -> Iterator[Event]:
        """What staff, managers and agencies did, about things seen and unseen."""
        then = self.then(at)
        disclosure = self.one(*self.hidden_ids, *self.own_disclosures)
        decision = self.one(*self.hidden_ids, *self.own_decisions)
        scope = self.scope(self.child)
        yield self.one(
            practice.DecisionRequested(
                request=self.id("work"), enquiry="E1", scope=scope, why=STAFF, effective_at=then
            ),
            practice.DecisionDrafted(
                draft=self.id("work"), enquiry="E1", typed=STAFF, missing=(), effective_at=then
            ),
            practice.NotShareDecided(
                decision=self.id("work"),
                enquiry="E1",
                scope=scope,
                reason_codes=("NOT_RELEVANT",),
                rationale=REASONS,
                duty_test=DUTY,
                review_due=date(2026, 12, 1),
                effective_at=then,
            ),
            practice.DecisionReviewed(decision=decision, reason=STAFF, effective_at=then),
            events.AuthorisationEnded(authorisation=decision, reason=STAFF, effective_at=then),
            practice.TellingRecorded(about=decision, told=True, person="gran", effective_at=then),
            sharingatonce.ShareNowUsed(
                share_now=self.id("work"),
                enquiry="E1",
                subjects=(self.child,),
                agency=HILLSIDE,
                categories=("CHILD_HEALTH",),
                purpose="IMMEDIATE_PROTECTION",
                direction="SHARE",
                effective_at=then,
            ),
            practice.CheckFollowedUp(
                check=self.serial, action_taken="CONTACTED", effective_at=then
            ),
            practice.StopNoticeSent(disclosure=disclosure, words_sent=STAFF, effective_at=then),
            practice.StopNoticeAcknowledged(disclosure=disclosure, effective_at=then),
            practice.DisclosureReviewed(disclosure=disclosure, words=STAFF, effective_at=then),
            practice.AgencyReplied(
                disclosure=disclosure, outcome="WOULD_NOT", words=STAFF, effective_at=then
            ),
            practice.ReferrerToldBack(enquiry="E1", level="RECEIVED", effective_at=then),
            practice.BirthRecorded(child="zygote", dob=date(2026, 11, 8), effective_at=then),
            events.WishRecorded(
                child=self.child, objects=True, words=STAFF, heard_by=STAFF, effective_at=then
            ),
            events.EnquiryOpened(
                enquiry="E3",
                effective_at=then,
                referrer_organisation=STAFF,
                referrer_words=STAFF,
                referrer_anonymous=True,
            ),
            events.EnquiryClosed(enquiry="E3", reason="S47", effective_at=then),
        )
