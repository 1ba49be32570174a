"""Folding: what each event makes of a case file. The only way a case file ever changes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final, NamedTuple, TypeVar

import msgspec

from . import casefile as facts
from . import events, keychanges, losses, practice
from .casefile import FACTS, CaseFile, Held
from .content import Content
from .event import Event

#: From when something holds that was never otherwise, such as being somebody's mother.
ALWAYS: Final = datetime(1900, 1, 1, tzinfo=UTC)


H = TypeVar("H", bound=Event)


class Place(NamedTuple):
    """Where an entry stands in the ledger, and when it was recorded."""

    seq: int
    at: datetime


#: For each event that is a fact: the field of the case file it joins, and its class there.
_FACT_OF: Final[dict[type[Event], tuple[str, type[facts.Fact]]]] = {
    events.ChildAdded: ("children", facts.Child),
    events.AdultAdded: ("adults", facts.Adult),
    events.RelationshipRecorded: ("relationships", facts.Relationship),
    events.CompetenceRecorded: ("competence", facts.Competence),
    events.WishRecorded: ("wishes", facts.Wish),
    events.SafetyRecorded: ("safety", facts.Safety),
    events.ReachabilityRecorded: ("reachability", facts.Reachability),
    events.CapacityRecorded: ("capacity", facts.Capacity),
    events.EnquiryOpened: ("enquiries", facts.Enquiry),
    events.EnquiryClosed: ("enquiries_closed", facts.EnquiryClosed),
    events.ConversationRecorded: ("conversations", facts.Conversation),
    events.ResponseRecorded: ("responses", facts.Response),
    events.AgreementWithdrawn: ("responses", facts.Response),
    events.ValidityChanged: ("validity", facts.Validity),
    events.WrittenSummarySent: ("summaries", facts.SummarySent),
    events.AdvocateStatusChanged: ("advocates", facts.AdvocateStatus),
    events.AuthorisationMade: ("authorisations", facts.Authorisation),
    events.AuthorisationEnded: ("authorisations_ended", facts.AuthorisationEnded),
}

#: For each event that is kept whole: the field of the case file it joins.
_HELD_IN: Final[dict[type[Event], str]] = {
    practice.DecisionRequested: "requests",
    practice.DecisionDrafted: "drafts",
    practice.NotShareDecided: "not_share",
    practice.DecisionReviewed: "reviews",
    practice.SafeToTellChanged: "safe_to_tell",
    practice.TellingRecorded: "tellings",
    practice.ShareNowUsed: "share_nows",
    practice.ShareNowRecorded: "share_nows_recorded",
    practice.ShareNowReviewed: "share_nows_reviewed",
    practice.DisclosureRecorded: "disclosures",
    practice.CheckFollowedUp: "follow_ups",
    practice.StopNoticeSent: "stop_notices",
    practice.StopNoticeAcknowledged: "stop_notices_acknowledged",
    practice.DisclosureReviewed: "disclosures_reviewed",
    practice.AgencyReplied: "agency_replies",
    practice.ContactPointRecorded: "contact_points",
    practice.KeepInformedAgreed: "keep_informed",
    practice.ContactMade: "contacts_made",
    practice.ReferrerToldBack: "referrer_told",
    practice.BirthRecorded: "births",
    practice.NeedsRecorded: "needs",
    practice.EqualityRecorded: "equality",
    practice.EntryCorrected: "corrections",
    practice.CorrectionAsked: "corrections_asked",
    practice.CorrectionAnswered: "corrections_answered",
    practice.DisagreementStated: "disagreements",
    practice.FamilyAsked: "asked",
    practice.FamilyAnswered: "asked_answered",
    losses.EntriesLost: "lost",
    losses.RecordConfirmed: "confirmed",
}

#: Where an event names a thing and the fact is that thing, the name becomes its `id`.
_ID_FIELD: Final[dict[type[Event], str]] = {
    events.ChildAdded: "child",
    events.AdultAdded: "person",
    events.EnquiryOpened: "enquiry",
    events.ConversationRecorded: "conversation",
    events.ResponseRecorded: "response",
    events.AgreementWithdrawn: "response",
    events.AuthorisationMade: "authorisation",
}

#: Fields that go by another name in the fact, because an event's own `kind` is its tag.
_RENAMED: Final[dict[str, str]] = {"response_kind": "kind", "decision": "kind"}

#: Kinds that are questions or housekeeping: they leave the case file as it was.
UNCHANGING: Final = (
    events.CheckMade,
    events.CheckUnanswered,
    events.HistoryAsked,
    events.LedgerOpened,
    events.PolicyAdopted,
    practice.ShareNowLinked,
    practice.StaffListed,
    losses.RecordRecovered,
    keychanges.KeyRotated,
    keychanges.KeyRetired,
)

#: Of these, what the authority's own file is folded from.
OWN: Final = (
    events.PolicyAdopted,
    practice.ShareNowLinked,
    practice.StaffListed,
    losses.RecordRecovered,
    keychanges.KeyRotated,
    keychanges.KeyRetired,
)


def changes_its_file(event: Event) -> bool:
    """Whether folding this event changes the file it stands under."""
    return isinstance(event, OWN) or not isinstance(event, UNCHANGING)


def fold(file: CaseFile, content: Content, place: Place) -> CaseFile:
    """The case file after this entry. The same file object if the entry changes nothing."""
    event = content.event
    if isinstance(event, UNCHANGING):
        return file
    if isinstance(event, events.FileOpened):
        return msgspec.structs.replace(
            file, reference=event.reference, opened_at=place.at, folded_to=place.seq
        )
    if isinstance(event, practice.EntryCorrected):
        file = _strike(file, event.corrects, place)
    field, fact = _fact(content, place)
    return msgspec.structs.replace(
        file, **{field: (*getattr(file, field), fact)}, folded_to=place.seq
    )


def _fact(content: Content, place: Place) -> tuple[str, facts.Fact]:
    event = content.event
    if type(event) in _HELD_IN:
        return _HELD_IN[type(event)], held(event, content, place)
    field, make = _FACT_OF[type(event)]
    members: dict[str, Any] = msgspec.structs.asdict(event)
    id_field = _ID_FIELD.get(type(event))
    if id_field is not None:
        members["id"] = members.pop(id_field)
    for old, new in _RENAMED.items():
        if old in members:
            members[new] = members.pop(old)
    if isinstance(event, events.AgreementWithdrawn):
        members["answer"] = "WITHDRAWN"
    if isinstance(event, events.AuthorisationMade):
        members["authorised_by"] = content.by.id
        members["authoriser_role"] = content.by.role
    members.setdefault("effective_at", place.at)
    return field, make(recorded_at=place.at, seq=place.seq, **members)


def held(event: H, content: Content, place: Place) -> Held[H]:
    """An event kept whole, with its stamps and who recorded it."""
    return Held(
        event=event,
        by=content.by.id,
        role=content.by.role,
        effective_at=getattr(event, "effective_at", place.at),
        recorded_at=place.at,
        seq=place.seq,
    )


def _strike(file: CaseFile, seq: int, place: Place) -> CaseFile:
    """What the corrected entry said no longer counts from the moment this was recorded."""

    def struck(fact: facts.Fact) -> facts.Fact:
        if fact.seq != seq or fact.struck_at is not None:
            return fact
        return msgspec.structs.replace(fact, struck_at=place.at)

    changed = {name: tuple(struck(fact) for fact in getattr(file, name)) for name in FACTS}
    return msgspec.structs.replace(file, **changed)
