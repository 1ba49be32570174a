"""The family, and what was said and decided; and the union of everything that can be recorded.

The law above the classes. A kind (the `tag`) is never renamed or reused, a field never removed or
retyped; a new one comes last, with a default. Anything else is a new kind, its bytes in
`tests/domain/vectors/events.json`: a changed vector is a change of format, with a decision record.
An event says who, what and from when it is true; its entry, when it was recorded and its place.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, ClassVar, Final, TypeAlias, Union

import msgspec
from msgspec import UNSET, UnsetType

from ..scopes.scope import NOTHING_NAMED, CertainIfAgreed, CertainScope, Scope
from . import (  # noqa: F401 - their kinds count as well
    checked,
    circumstances,
    clients,
    clocks,
    compared,
    directory,
    falling,
    losses,
    meetings,
    ofauthority,
    owning,
    plans,
    practice,
    privacynotices,
    sharingatonce,
    waysin,
)
from . import members as m
from .answerstyped import HOW_SAID, OTHERWISE, SAID_OTHERWISE
from .event import Event, kinds
from .joinedelsewhere import NoHeardElsewhere
from .members import (
    NOBODY_FOUND,
    Adult,
    Child,
    EnquiryMeant,
    EnquiryThen,
    HowExactly,
    HowMany,
    InDoubt,
    LeftOut,
    Line,
    NamedEnquiry,
    NewId,
    Opaque,
    Ours,
    Person,
    SentAs,
    Words,
    code,
    read_as,
)
from .notwritten import NOT_WRITTEN
from .particulars import (
    DutyTest,
    Evidence,
    Identifier,
    Interpreter,
    LawfulBasis,
    OnlyNotToHear,
    Rationale,
    Telling,
)

_LEFT_OPEN: Final = ("answer", ("ASK_ATTEMPTED", "UNDECIDED", "AWAITING"))
#: On what a manager's decision may rest.
GROUNDS: Final = code("dispense_reasons", "override_reasons", "split_view_reasons")
PrStatus: TypeAlias = Annotated[
    str, code("pr_statuses"), read_as("RESTRICTED_BY_COURT", "SUSPENDED_BY_LAW", "NO", "ENDED")
]

# ── the family ──────────────────────────────────────────────────────────────────────────────


class FileOpened(Event, frozen=True, kw_only=True, tag="file-opened"):
    """A case file was opened, under the case system's own reference if it has one."""

    reference: m.Reference | None = None


class ChildAdded(Event, frozen=True, kw_only=True, tag="child-added"):
    """A child, born or unborn, was added to the file."""

    child: NewId
    names: Line
    dob: date | None = None
    estimated_due_date: date | None = None
    gender: Line | None = None
    language: Line | None = None
    communication_needs: Annotated[tuple[Line, ...], HowMany(most=20)] = ()
    identifiers: Annotated[tuple[Identifier, ...], HowMany(most=20)] = ()
    estimated_dob: date | None = None
    born_in: Annotated[str, m.MonthOrYear()] | UnsetType = UNSET
    due_in: Annotated[str, m.MonthOrYear(is_month=True)] | UnsetType = UNSET


class AdultAdded(Event, frozen=True, kw_only=True, tag="adult-added"):
    """A parent, carer or placeholder was added to the file."""

    person: NewId
    names: Line
    dob: date | None = None
    language: Line | None = None
    interpreter_needed: bool = False
    format: Annotated[str, code("formats")] = "STANDARD"
    digital_access: Annotated[str, code("digital_access")] = "UNKNOWN"


class RelationshipRecorded(Event, frozen=True, kw_only=True, tag="relationship-recorded"):
    """What somebody is to a child, with parental responsibility. A later one replaces it."""

    person: Person
    child: Child
    role: Annotated[str, code("roles"), InDoubt("OTHER_HOUSEHOLD", beside=("pr_status",))]
    pr_status: PrStatus
    effective_at: m.Since
    pr_source: Annotated[str, code("pr_sources")] = "NONE"
    pr_checked: Annotated[str, code("pr_checked")] = "NOT_CHECKED"
    lives_with: Annotated[str, code("lives_with")] = "UNKNOWN"
    main_caregiver: bool = False
    ended: bool = False
    explanation: m.WrittenOfThem | None = None
    ended_of: Annotated[str, code("relationship_ends")] | None = None


class CompetenceRecorded(Event, frozen=True, kw_only=True, tag="competence-recorded"):
    """Whether a child is Gillick competent for a purpose, and why the worker thinks so."""

    child: Annotated[Child, InDoubt(NOBODY_FOUND, beside=("status",))]
    status: Annotated[str, code("competence_statuses"), read_as("NOT_COMPETENT")]
    effective_at: datetime
    purpose: Annotated[str, code("purposes", or_any=True)] = "*"
    rationale: Annotated[Words, m.TheirWords("child", quoted=True, assessed=True)] | None = None
    not_a_no: m.NotANo | UnsetType = UNSET


_PRESSED: Final = read_as("POSSIBLE", "YES")
_KEEPS_IT: Final = ("not_to_be_told", "only_not_to_hear", "not_to_be_told_because")


class WishRecorded(Event, frozen=True, kw_only=True, tag="wish-recorded"):
    """What a child or young parent wants, in their words; whom it is kept from."""

    child: Annotated[Person, InDoubt(NOBODY_FOUND, beside=(*_KEEPS_IT, "objects", "words"))]
    objects: Annotated[bool, InDoubt(True, beside=(*_KEEPS_IT, "words"))]
    words: Annotated[Words, m.TheirWords("child", to_us=True), LeftOut("")]
    heard_by: Annotated[Line, LeftOut(NOT_WRITTEN)]
    effective_at: datetime
    how_weighed: Words | None = None
    not_to_be_told: Annotated[tuple[Person, ...], HowMany(most=20, unique=True)] = ()
    not_to_be_told_because: Words | None = None
    wish: NewId | None = None
    not_a_no: m.NotANo | UnsetType = UNSET
    only_of_telling: Annotated[bool, Ours(), "Of all else it is no word."] | UnsetType = UNSET
    only_not_to_hear: OnlyNotToHear | UnsetType = UNSET


class SafetyRecorded(Event, frozen=True, kw_only=True, tag="safety-recorded"):
    """Whether it is safe to ask or contact a person."""

    person: Annotated[Person, InDoubt(NOBODY_FOUND, beside=("safe_to_ask", "code", "reason"))]
    safe_to_ask: Annotated[bool, InDoubt(False, beside=("code", "reason"))]
    code: Annotated[str, code("safety_codes"), LeftOut("OTHER")]
    effective_at: datetime
    reason: Words | None = None
    review_on: date | None = None
    safe_all_the_same: m.AllTheSame | UnsetType = UNSET


class ReachabilityRecorded(Event, frozen=True, kw_only=True, tag="reachability-recorded"):
    """Whether a person can be reached."""

    person: Person
    reachable: bool
    effective_at: datetime
    reason: m.OurFinding | None = None
    not_a_no: m.NotANo | UnsetType = UNSET


class CapacityRecorded(Event, frozen=True, kw_only=True, tag="capacity-recorded"):
    """Whether an adult has capacity for a decision."""

    person: Annotated[Adult, InDoubt(NOBODY_FOUND, beside=("status",))]
    status: Annotated[str, code("capacity_statuses"), read_as("LACKS")]
    effective_at: datetime
    purpose: Annotated[str, code("purposes", or_any=True)] = "*"
    rationale: m.OurFinding | None = None
    not_a_no: m.NotANo | UnsetType = UNSET


# ── the enquiry and what was said in it ─────────────────────────────────────────────────────


class EnquiryOpened(Event, frozen=True, kw_only=True, tag="enquiry-opened"):
    """An enquiry began. What the referrer reported is kept as their word, never as an answer."""

    enquiry: NewId
    effective_at: datetime
    rating: Annotated[str, code("ratings")] = "NOT_RATED"
    threshold_level: Annotated[int, m.Bounds(1, 4)] | None = None
    referrer_agency: Annotated[str, code("agencies")] | None = None
    referrer_organisation: Line | None = None
    referrer_anonymous: Annotated[bool, InDoubt(True)] | None = None
    referrer_reported_consent: Annotated[str, code("referrer_reported_consent")] = "NOT_STATED"
    referrer_words: m.OfTheReferrer | None = None
    referrer_service: Annotated[str, m.Listed()] | None = None
    referrer_name: Line | None = None
    referrer_contact: m.WayLine | None = None
    worry: m.OfTheReferrer | None = None


class EnquiryClosed(Event, frozen=True, kw_only=True, tag="enquiry-closed"):
    """An enquiry ended, and with it its agreements; or it was handed on, and whose it is now."""

    enquiry: NamedEnquiry
    reason: Annotated[str, code("close_reasons")]
    effective_at: datetime
    owner: Annotated[str, m.OfStaff()] | None = None
    team: Line | None = None
    words: Annotated[m.WrittenOfAny, "Why it ends so."] | UnsetType = UNSET


_SURE = "Whoever wrote it down is sure that they said yes, where that is ticked."

_TOLD = "What they were told that we do, and were not asked to agree to."


class ConversationRecorded(Event, frozen=True, kw_only=True, tag="conversation-recorded"):
    """A talk with a parent or young person: how, with whom, what was explained, their words."""

    conversation: NewId
    enquiry: EnquiryThen
    person: Annotated[
        Person,
        InDoubt(
            NOBODY_FOUND,
            beside=(
                *("responses", "wishes", "contact_points", "needs", "pressure_concern"),
                "parent_words",
            ),
        ),
    ]
    method: Annotated[str, HOW_SAID]
    seen_alone: Annotated[str, code("seen_alone"), LeftOut("NOT_KNOWN")]
    effective_at: datetime
    modifiers: Annotated[tuple[str, ...], code("modifiers"), HowMany(most=10, unique=True)] = ()
    place: Annotated[m.WayLine, m.TellsOfHarm(is_ours=True)] | None = None
    others_present: Annotated[tuple[m.WhoElseInWords, ...], HowMany(most=20)] = ()
    interpreter: Interpreter | None = None
    explained: Annotated[tuple[str, ...], code("explained"), HowMany(unique=True)] = ()
    parent_words: m.SaidWords | None = None
    questions_asked: m.SaidWords | None = None
    understanding_check: Annotated[str, code("understanding_checks")] = "NOT_CHECKED"
    privacy_notice_version: Line | None = None
    notice_given_how: Line | None = None
    pressure_concern: Annotated[str, code("pressure_concerns"), _PRESSED] = "NOT_KNOWN"
    pressure_note: m.WrittenOfThem | None = None
    duration_minutes: Annotated[int, m.Bounds(0, 600)] | None = None
    precision: HowExactly | None = None
    not_a_no: m.NotANo | UnsetType = UNSET
    sure_of_a_yes: Annotated[bool, _SURE] | UnsetType = UNSET
    told_of: Annotated[tuple[Scope, ...], HowMany(most=20), _TOLD] | UnsetType = UNSET


class ResponseRecorded(Event, frozen=True, kw_only=True, tag="response-recorded"):
    """What a person answered, about what, until when."""

    response: NewId
    enquiry: EnquiryThen
    person: Annotated[Person, InDoubt(NOBODY_FOUND, beside=("answer",))]
    answer: Annotated[
        str,
        code("answers", but=OTHERWISE),
        InDoubt("NOT_CLEAR", beside=("words", "scope"), reads=SAID_OTHERWISE),
    ]
    scope: Annotated[CertainIfAgreed, LeftOut(NOTHING_NAMED)]
    effective_at: datetime
    response_kind: Annotated[str, code("response_kinds"), SentAs("kind")] = "SHARE_INFO"
    valid_from: datetime | None = None
    expires_at: datetime | None = None
    conversation: Opaque | None = None
    method: Annotated[str, HOW_SAID] | None = None
    words: Annotated[Words, m.TheirWords(only=_LEFT_OPEN, quoted=True)] | None = None
    any_reason: m.WrittenOfThem | None = None
    evidence: Annotated[tuple[Evidence, ...], HowMany(most=20)] = ()
    supersedes: m.GivenAnswer | None = None
    precision: HowExactly | None = None
    not_a_no: m.NotANo | UnsetType = UNSET


class AgreementWithdrawn(Event, frozen=True, kw_only=True, tag="agreement-withdrawn"):
    """A person took back what they agreed to, wholly or in part, from the time they said so."""

    response: NewId
    enquiry: str
    person: str
    scope: Scope
    effective_at: datetime
    method: str | None = None
    words: Annotated[Words, m.TellsOfHarm()] | None = None
    clamped: bool = False
    response_kind: str = "SHARE_INFO"
    precision: HowExactly | None = None
    # As an answer it is this one, and has none of what only an answer has.
    answer: ClassVar[str] = "WITHDRAWN"
    valid_from: ClassVar[None] = None
    expires_at: ClassVar[None] = None
    conversation: ClassVar[None] = None
    supersedes: ClassVar[None] = None


class ValidityChanged(Event, frozen=True, kw_only=True, tag="validity-changed"):
    """A concern about how an answer was given was raised, or settled."""

    response: Annotated[m.GivenAnswer, InDoubt(NOBODY_FOUND, beside=("status", "reasons"))]
    status: Annotated[str, code("validity_statuses"), InDoubt("CONCERN", beside=("reasons",))]
    effective_at: datetime
    reasons: Annotated[tuple[Line, ...], HowMany(most=20)] = ()
    not_a_no: m.NotANo | UnsetType = UNSET


class WrittenSummarySent(Event, frozen=True, kw_only=True, tag="written-summary-sent"):
    """The written copy of an answer was sent."""

    response: m.GivenAnswer
    effective_at: datetime


class AdvocateStatusChanged(Event, frozen=True, kw_only=True, tag="advocate-status-changed"):
    """Where a parent stands about an advocate."""

    person: Person
    enquiry: EnquiryThen
    status: Annotated[str, code("advocate_statuses")]
    effective_at: datetime
    advocate: Line | None = None
    relationship: Annotated[str, code("advocate_relationships")] | None = None
    organisation: Line | None = None
    suitability: Annotated[dict[str, str], m.Suitability()] = msgspec.field(default_factory=dict)
    information_permission: Annotated[str, code("information_permissions")] | None = None
    parent_words: m.SaidWords | None = None
    note: Annotated[m.OurWords, m.LeadsThrough(whole=False)] | None = None
    advocate_person: Adult | None = None
    not_a_no: m.NotANo | UnsetType = UNSET


class AuthorisationMade(Event, frozen=True, kw_only=True, tag="authorisation-made"):
    """A manager decided to go ahead without agreement, or to rely on one parent."""

    authorisation: NewId
    enquiry: EnquiryMeant
    # The tag of an event is its `kind`, so the kind of decision goes by another name here.
    decision: Annotated[str, code("authorisation_kinds"), SentAs("kind")]
    scope: CertainScope
    safe_to_tell: Annotated[bool, Ours()]
    effective_at: Annotated[datetime, SentAs("start")]
    end: datetime | None = None
    relies_on: Opaque | None = None
    reason_codes: Annotated[tuple[str, ...], GROUNDS, HowMany(unique=True)] = ()
    rationale: Rationale | None = None
    order_reference: Line | None = None
    requested_by: Line | None = None
    request: m.DecisionRequest | None = None
    draft: m.DraftMeant | None = None
    duty_test: DutyTest | None = None
    lawful_basis: LawfulBasis = LawfulBasis()
    telling: Telling | None = None
    review_due: date | None = None
    child_view_considered: Words | None = None
    advice_from: Annotated[tuple[Line, ...], HowMany(most=10)] = ()
    advice_to_follow: bool = False
    any_reason: Words | None = None


class AuthorisationEnded(Event, frozen=True, kw_only=True, tag="authorisation-ended"):
    """A manager's recorded review ended a decision."""

    authorisation: Opaque
    reason: Words
    effective_at: datetime


#: What a person answered, or took back.
Response: TypeAlias = ResponseRecorded | AgreementWithdrawn | NoHeardElsewhere

if TYPE_CHECKING:
    AnyEvent: TypeAlias = Event
else:
    # What an entry can hold: every class of the catalogue, so that no list of them is kept.
    AnyEvent = Union[tuple(kinds())]  # noqa: UP007 - there is no other way to write it
