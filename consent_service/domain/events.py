"""The event catalogue: everything that can be recorded. `docs/events.md` is made from this file.

The law above the classes. A kind (the `tag`) is never renamed and never reused. A field is never
removed and never changes its type. A new field comes last and has a default. Anything else is a
new kind. The bytes of each kind stand in `tests/domain/vectors/events.json`; a changed vector is
a change of format and needs a decision record.

An event says who, what and when it was true; the ledger entry beside it says when it was
recorded and where it stands. `effective_at` is the first clock; an event without it is true from
the moment it is recorded.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar, TypeAlias, Union

import msgspec

from . import keychanges, losses, practice  # noqa: F401 - their kinds are in the catalogue too
from .answers import Answer
from .event import Event, NoFact, OfTheAuthority, kinds
from .policy import Policy
from .proposal import Proposal
from .scope import Scope
from .shapes import DutyTest, Evidence, Identifier, Interpreter, LawfulBasis, Rationale, Telling

# ── the family ──────────────────────────────────────────────────────────────────────────────


class FileOpened(Event, frozen=True, kw_only=True, tag="file-opened"):
    """A case file was opened, under the case system's own reference if it has one."""

    reference: str | None = None


class ChildAdded(Event, frozen=True, kw_only=True, tag="child-added"):
    """A child, born or unborn, was added to the file."""

    child: str
    names: str
    dob: date | None = None
    estimated_due_date: date | None = None
    gender: str | None = None
    language: str | None = None
    communication_needs: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()


class AdultAdded(Event, frozen=True, kw_only=True, tag="adult-added"):
    """A parent, carer or placeholder was added to the file."""

    person: str
    names: str
    dob: date | None = None
    language: str | None = None
    interpreter_needed: bool = False
    format: str = "STANDARD"
    digital_access: str = "UNKNOWN"


class RelationshipRecorded(Event, frozen=True, kw_only=True, tag="relationship-recorded"):
    """What an adult is to a child, with parental responsibility. A later one replaces it."""

    person: str
    child: str
    role: str
    pr_status: str
    effective_at: datetime
    pr_source: str = "NONE"
    pr_checked: str = "NOT_CHECKED"
    lives_with: str = "UNKNOWN"
    main_caregiver: bool = False
    ended: bool = False
    explanation: str | None = None


class CompetenceRecorded(Event, frozen=True, kw_only=True, tag="competence-recorded"):
    """Whether a child is Gillick competent for a purpose, and why the worker thinks so."""

    child: str
    status: str
    effective_at: datetime
    purpose: str = "*"
    rationale: str | None = None


class WishRecorded(Event, frozen=True, kw_only=True, tag="wish-recorded"):
    """What a child wants, in their words, and how it was weighed."""

    child: str
    objects: bool
    words: str
    heard_by: str
    effective_at: datetime
    how_weighed: str | None = None


class SafetyRecorded(Event, frozen=True, kw_only=True, tag="safety-recorded"):
    """Whether it is safe to ask or contact a person."""

    person: str
    safe_to_ask: bool
    code: str
    effective_at: datetime
    reason: str | None = None
    review_on: date | None = None


class ReachabilityRecorded(Event, frozen=True, kw_only=True, tag="reachability-recorded"):
    """Whether a person can be reached."""

    person: str
    reachable: bool
    effective_at: datetime
    reason: str | None = None


class CapacityRecorded(Event, frozen=True, kw_only=True, tag="capacity-recorded"):
    """Whether an adult has capacity for a decision."""

    person: str
    status: str
    effective_at: datetime
    purpose: str = "*"
    rationale: str | None = None


# ── the enquiry and what was said in it ─────────────────────────────────────────────────────


class EnquiryOpened(Event, frozen=True, kw_only=True, tag="enquiry-opened"):
    """An enquiry began. What the referrer reported is kept as their word, never as an answer."""

    enquiry: str
    effective_at: datetime
    rating: str = "NOT_RATED"
    threshold_level: int | None = None
    referrer_agency: str | None = None
    referrer_organisation: str | None = None
    referrer_anonymous: bool = False
    referrer_reported_consent: str = "NOT_STATED"
    referrer_words: str | None = None


class EnquiryClosed(Event, frozen=True, kw_only=True, tag="enquiry-closed"):
    """An enquiry ended, and with it the agreements given in it."""

    enquiry: str
    reason: str
    effective_at: datetime


class ConversationRecorded(Event, frozen=True, kw_only=True, tag="conversation-recorded"):
    """A talk with a parent or young person: how, with whom, what was explained, their words."""

    conversation: str
    enquiry: str
    person: str
    method: str
    seen_alone: str
    effective_at: datetime
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


class ResponseRecorded(Event, frozen=True, kw_only=True, tag="response-recorded"):
    """What a person answered, about what, until when."""

    response: str
    enquiry: str
    person: str
    answer: str
    scope: Scope
    effective_at: datetime
    response_kind: str = "SHARE_INFO"
    valid_from: datetime | None = None
    expires_at: datetime | None = None
    conversation: str | None = None
    method: str | None = None
    words: str | None = None
    any_reason: str | None = None
    evidence: tuple[Evidence, ...] = ()
    supersedes: str | None = None


class AgreementWithdrawn(Event, frozen=True, kw_only=True, tag="agreement-withdrawn"):
    """A person took back what they agreed to, wholly or in part, from the time they said so."""

    response: str
    enquiry: str
    person: str
    scope: Scope
    effective_at: datetime
    method: str | None = None
    words: str | None = None
    clamped: bool = False
    response_kind: str = "SHARE_INFO"

    # As an answer it is this one, and has none of what only an answer has.
    answer: ClassVar[str] = "WITHDRAWN"
    valid_from: ClassVar[None] = None
    expires_at: ClassVar[None] = None
    conversation: ClassVar[None] = None
    supersedes: ClassVar[None] = None


class ValidityChanged(Event, frozen=True, kw_only=True, tag="validity-changed"):
    """A concern about how an answer was given was raised, or settled."""

    response: str
    status: str
    effective_at: datetime
    reasons: tuple[str, ...] = ()


class WrittenSummarySent(Event, frozen=True, kw_only=True, tag="written-summary-sent"):
    """The written copy of an answer was sent."""

    response: str
    effective_at: datetime


class AdvocateStatusChanged(Event, frozen=True, kw_only=True, tag="advocate-status-changed"):
    """Where a parent stands about an advocate."""

    person: str
    enquiry: str
    status: str
    effective_at: datetime
    advocate: str | None = None
    relationship: str | None = None
    organisation: str | None = None
    suitability: dict[str, str] = msgspec.field(default_factory=dict)
    information_permission: str | None = None
    parent_words: str | None = None
    note: str | None = None
    advocate_person: str | None = None


class AuthorisationMade(Event, frozen=True, kw_only=True, tag="authorisation-made"):
    """A manager decided to go ahead without agreement, or to rely on one parent."""

    authorisation: str
    enquiry: str
    # The tag of an event is its `kind`, so the kind of decision goes by another name here.
    decision: str
    scope: Scope
    safe_to_tell: bool
    effective_at: datetime
    end: datetime | None = None
    relies_on: str | None = None
    reason_codes: tuple[str, ...] = ()
    rationale: Rationale | None = None
    order_reference: str | None = None
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


class AuthorisationEnded(Event, frozen=True, kw_only=True, tag="authorisation-ended"):
    """A manager's recorded review ended a decision."""

    authorisation: str
    reason: str
    effective_at: datetime


# ── questions asked of the record: they change no case file ─────────────────────────────────


class CheckMade(NoFact, frozen=True, kw_only=True, tag="check-made"):
    """A check and its answer, decided at this very place in the ledger."""

    proposal: Proposal
    answer: Answer
    warnings: tuple[str, ...] = ()
    asked_of: str | None = None


class CheckUnanswered(NoFact, frozen=True, kw_only=True, tag="check-unanswered"):
    """A check that was not decided from the record: immediate risk, or the record unreadable.

    `answered_at` is when the worker had the answer; the entry's own time is when it was recorded.
    `spool` is the id under which it waited, so that it enters the ledger once.
    """

    proposal: Proposal
    answer: Answer
    answered_at: datetime
    asked_of: str | None = None
    spool: str | None = None


class HistoryAsked(NoFact, frozen=True, kw_only=True, tag="history-asked"):
    """A question about the past. It is a look at history, not a check."""

    proposal: Proposal
    answer: Answer
    as_of: datetime
    known_at: datetime


# ── the authority's own file ────────────────────────────────────────────────────────────────


class LedgerOpened(NoFact, frozen=True, kw_only=True, tag="ledger-opened"):
    """The authority's ledger began."""

    codes_version: str
    demonstration: bool = False


class PolicyAdopted(OfTheAuthority, frozen=True, kw_only=True, tag="policy-adopted"):
    """The authority's policy from now on."""

    policy: Policy


#: What a person answered, or took back.
Response: TypeAlias = ResponseRecorded | AgreementWithdrawn

if TYPE_CHECKING:
    AnyEvent: TypeAlias = Event
else:
    # What an entry can hold: every class of the catalogue, so that no list of them is kept.
    AnyEvent = Union[tuple(kinds())]  # noqa: UP007 - there is no other way to write it
