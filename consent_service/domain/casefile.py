"""A case file: one family's record, folded from its events and never edited.

The file is a set of facts. Each fact knows when it became true (`effective_at`), when it was
recorded (`recorded_at`), its place in the ledger (`seq`) and, if an entry was later found to be
entered in error, when that was recorded (`struck_at`). Nothing is replaced: the newest fact that
was in effect, and known, is the one that counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Generic, TypeVar

import msgspec

from . import losses, practice
from .event import Event
from .scope import Scope
from .shapes import DutyTest, Evidence, Identifier, Interpreter, LawfulBasis, Rationale, Telling


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Something recorded, with its two clocks and its place in the ledger."""

    effective_at: datetime
    recorded_at: datetime
    seq: int
    struck_at: datetime | None = None

    def holds(self, as_of: datetime, known: datetime) -> bool:
        """In effect by `as_of`, recorded by `known`, and not by then known to be an error."""
        return (
            self.effective_at <= as_of
            and self.recorded_at <= known
            and (self.struck_at is None or self.struck_at > known)
        )

    @property
    def order(self) -> tuple[datetime, datetime, int]:
        """Later in effect counts; ties go to the later recorded, then to the later place."""
        return (self.effective_at, self.recorded_at, self.seq)


E = TypeVar("E", bound=Event)


class Held(Fact, Generic[E], frozen=True, kw_only=True):
    """An event kept whole, with who recorded it and in which role."""

    event: E
    by: str
    role: str


F = TypeVar("F", bound=Fact)


def latest(facts: Iterable[F], as_of: datetime, known: datetime) -> F | None:
    """The fact that counts at `as_of`, from what had been recorded by `known`."""
    newest: F | None = None
    for fact in facts:
        if fact.holds(as_of, known) and (newest is None or fact.order > newest.order):
            newest = fact
    return newest


class Child(Fact, frozen=True, kw_only=True):
    """A child on the file. An unborn child has an estimated due date and no date of birth."""

    id: str
    names: str
    dob: date | None = None
    estimated_due_date: date | None = None
    gender: str | None = None
    language: str | None = None
    communication_needs: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


class Adult(Fact, frozen=True, kw_only=True):
    """An adult on the file: a parent, a carer, or the placeholder for a father not yet known."""

    id: str
    names: str
    dob: date | None = None
    language: str | None = None
    interpreter_needed: bool = False
    format: str = "STANDARD"
    digital_access: str = "UNKNOWN"


class Relationship(Fact, frozen=True, kw_only=True):
    """What an adult is to one child, parental responsibility included. Siblings differ."""

    person: str
    child: str
    role: str
    pr_status: str
    pr_source: str = "NONE"
    pr_checked: str = "NOT_CHECKED"
    lives_with: str = "UNKNOWN"
    main_caregiver: bool = False
    ended: bool = False
    explanation: str | None = None


class Enquiry(Fact, frozen=True, kw_only=True):
    """One episode, from contact to decision. Agreements belong to one enquiry."""

    id: str
    rating: str = "NOT_RATED"
    threshold_level: int | None = None
    referrer_agency: str | None = None
    referrer_organisation: str | None = None
    referrer_anonymous: bool = False
    referrer_reported_consent: str = "NOT_STATED"
    referrer_words: str | None = None


class EnquiryClosed(Fact, frozen=True, kw_only=True):
    """An enquiry came to its end."""

    enquiry: str
    reason: str


class Conversation(Fact, frozen=True, kw_only=True):
    """A talk with a parent or young person: what was explained and what they said."""

    id: str
    enquiry: str
    person: str
    method: str
    seen_alone: str
    modifiers: tuple[str, ...] = ()
    place: str | None = None
    others_present: tuple[str, ...] = ()
    interpreter: Interpreter | None = None
    explained: tuple[str, ...] = ()
    parent_words: str | None = None
    questions_asked: str | None = None
    understanding_check: str = "NOT_CHECKED"
    privacy_notice_version: str | None = None
    notice_given_how: str | None = None
    pressure_concern: str = "NONE"
    pressure_note: str | None = None
    duration_minutes: int | None = None


class Response(Fact, frozen=True, kw_only=True):
    """What one parent or young person answered, about what, until when."""

    id: str
    enquiry: str
    person: str
    answer: str
    scope: Scope
    kind: str = "SHARE_INFO"
    valid_from: datetime | None = None
    expires_at: datetime | None = None
    conversation: str | None = None
    method: str | None = None
    words: str | None = None
    any_reason: str | None = None
    evidence: tuple[Evidence, ...] = ()
    supersedes: str | None = None
    clamped: bool = False


class Validity(Fact, frozen=True, kw_only=True):
    """Whether one answer can be relied on: said freely, understood, properly interpreted."""

    response: str
    status: str
    reasons: tuple[str, ...] = ()


class SummarySent(Fact, frozen=True, kw_only=True):
    """The written copy of one answer went to the person who gave it."""

    response: str


class Safety(Fact, frozen=True, kw_only=True):
    """Whether it is safe to ask or contact this person."""

    person: str
    safe_to_ask: bool
    code: str
    reason: str | None = None
    review_on: date | None = None


class Reachability(Fact, frozen=True, kw_only=True):
    """Whether this person can be reached at all."""

    person: str
    reachable: bool
    reason: str | None = None


class Capacity(Fact, frozen=True, kw_only=True):
    """Whether an adult can make this decision. `purpose` is a code, or `*` for every decision."""

    person: str
    status: str
    purpose: str = "*"
    rationale: str | None = None


class Competence(Fact, frozen=True, kw_only=True):
    """Whether a child is Gillick competent for this decision (`*` for every decision)."""

    child: str
    status: str
    purpose: str = "*"
    rationale: str | None = None


class Wish(Fact, frozen=True, kw_only=True):
    """What a child said they want, and how it was weighed."""

    child: str
    objects: bool
    words: str
    heard_by: str
    how_weighed: str | None = None


class AdvocateStatus(Fact, frozen=True, kw_only=True):
    """Where a parent stands about having an advocate, in one enquiry. Never a decision-maker."""

    person: str
    enquiry: str
    status: str
    advocate: str | None = None
    relationship: str | None = None
    organisation: str | None = None
    suitability: dict[str, str] = msgspec.field(default_factory=dict)
    information_permission: str | None = None
    parent_words: str | None = None
    note: str | None = None
    advocate_person: str | None = None


class Authorisation(Fact, frozen=True, kw_only=True):
    """A manager's decision to go ahead without agreement, or to rely on one parent.

    `effective_at` is when it starts; `end` is exclusive, and None only where an order sets none.
    """

    id: str
    enquiry: str
    kind: str
    scope: Scope
    safe_to_tell: bool
    end: datetime | None = None
    relies_on: str | None = None
    reason_codes: tuple[str, ...] = ()
    rationale: Rationale | None = None
    order_reference: str | None = None
    authorised_by: str | None = None
    authoriser_role: str | None = None
    requested_by: str | None = None
    request: str | None = None
    draft: str | None = None
    duty_test: DutyTest | None = None
    lawful_basis: LawfulBasis = LawfulBasis()
    telling: Telling | None = None
    review_due: date | None = None
    child_view_considered: str | None = None
    advice_from: tuple[str, ...] = ()
    advice_to_follow: bool = False


class AuthorisationEnded(Fact, frozen=True, kw_only=True):
    """A manager's recorded review brought a decision to its end."""

    authorisation: str
    reason: str


class CaseFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything recorded about one family, in the order it was recorded.

    `folded_to` is the `seq` of the last entry that changed the file; -1 for a file not yet opened.
    """

    id: str
    reference: str | None = None
    opened_at: datetime | None = None
    folded_to: int = -1
    children: tuple[Child, ...] = ()
    adults: tuple[Adult, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    enquiries: tuple[Enquiry, ...] = ()
    enquiries_closed: tuple[EnquiryClosed, ...] = ()
    conversations: tuple[Conversation, ...] = ()
    responses: tuple[Response, ...] = ()
    validity: tuple[Validity, ...] = ()
    summaries: tuple[SummarySent, ...] = ()
    safety: tuple[Safety, ...] = ()
    reachability: tuple[Reachability, ...] = ()
    capacity: tuple[Capacity, ...] = ()
    competence: tuple[Competence, ...] = ()
    wishes: tuple[Wish, ...] = ()
    advocates: tuple[AdvocateStatus, ...] = ()
    authorisations: tuple[Authorisation, ...] = ()
    authorisations_ended: tuple[AuthorisationEnded, ...] = ()
    requests: tuple[Held[practice.DecisionRequested], ...] = ()
    drafts: tuple[Held[practice.DecisionDrafted], ...] = ()
    not_share: tuple[Held[practice.NotShareDecided], ...] = ()
    reviews: tuple[Held[practice.DecisionReviewed], ...] = ()
    safe_to_tell: tuple[Held[practice.SafeToTellChanged], ...] = ()
    tellings: tuple[Held[practice.TellingRecorded], ...] = ()
    share_nows: tuple[Held[practice.ShareNowUsed], ...] = ()
    share_nows_recorded: tuple[Held[practice.ShareNowRecorded], ...] = ()
    share_nows_reviewed: tuple[Held[practice.ShareNowReviewed], ...] = ()
    disclosures: tuple[Held[practice.DisclosureRecorded], ...] = ()
    follow_ups: tuple[Held[practice.CheckFollowedUp], ...] = ()
    stop_notices: tuple[Held[practice.StopNoticeSent], ...] = ()
    stop_notices_acknowledged: tuple[Held[practice.StopNoticeAcknowledged], ...] = ()
    disclosures_reviewed: tuple[Held[practice.DisclosureReviewed], ...] = ()
    agency_replies: tuple[Held[practice.AgencyReplied], ...] = ()
    contact_points: tuple[Held[practice.ContactPointRecorded], ...] = ()
    keep_informed: tuple[Held[practice.KeepInformedAgreed], ...] = ()
    contacts_made: tuple[Held[practice.ContactMade], ...] = ()
    referrer_told: tuple[Held[practice.ReferrerToldBack], ...] = ()
    births: tuple[Held[practice.BirthRecorded], ...] = ()
    needs: tuple[Held[practice.NeedsRecorded], ...] = ()
    equality: tuple[Held[practice.EqualityRecorded], ...] = ()
    corrections: tuple[Held[practice.EntryCorrected], ...] = ()
    corrections_asked: tuple[Held[practice.CorrectionAsked], ...] = ()
    corrections_answered: tuple[Held[practice.CorrectionAnswered], ...] = ()
    disagreements: tuple[Held[practice.DisagreementStated], ...] = ()
    asked: tuple[Held[practice.FamilyAsked], ...] = ()
    asked_answered: tuple[Held[practice.FamilyAnswered], ...] = ()
    lost: tuple[Held[losses.EntriesLost], ...] = ()
    confirmed: tuple[Held[losses.RecordConfirmed], ...] = ()

    def in_doubt_since(self, known: datetime) -> datetime | None:
        """Since when a part of what had been recorded by `known` is missing; None if nothing is,
        or once a manager has confirmed what is left.

        A look at the time between the loss and its discovery is in doubt as well: what staff saw
        then is not what is left of it. A loss is a fact about us, so it is never struck.
        """
        missing = [
            lost.event.since
            for lost in self.lost
            if lost.event.changes
            and lost.event.since <= known
            and not any(sure.seq > lost.seq and sure.holds(known, known) for sure in self.confirmed)
        ]
        return min(missing, default=None)


#: The fields of a case file that hold facts.
FACTS: tuple[str, ...] = tuple(
    name
    for name in CaseFile.__struct_fields__
    if name not in ("id", "reference", "opened_at", "folded_to")
)
