"""Events of the practice around an answer, by the same law as those in `events.py`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final

from msgspec import UNSET, UnsetType

from ..scopes.scope import Agency, Scope
from . import members as m
from .event import Event
from .particulars import DutyTest, HowToBeTold, Needs, Rationale

#: How somebody can be reached: not all that they may say of it is a way.
CONTACT_METHODS: Final = m.code(
    "keep_informed_methods", but=("DO_NOT_CONTACT_AT_HOME", "NO_CONTACT_REQUESTED")
)

# ── deciding ────────────────────────────────────────────────────────────────────────────────


class DecisionRequested(Event, frozen=True, kw_only=True, tag="decision-requested"):
    """A worker asked a manager to decide. Until then they share now if they cannot wait."""

    request: m.NewId
    enquiry: m.EnquiryMeant
    scope: Scope
    why: m.OurReason
    effective_at: datetime
    decision: Annotated[str, m.code("authorisation_kinds", "decision_not_to_share")] | None = None
    urgency: Annotated[str, m.code("urgencies")] = "STANDARD"
    not_a_no: m.NotANo | UnsetType = UNSET


class DecisionDrafted(Event, frozen=True, kw_only=True, tag="decision-drafted"):
    """A decision that was not ready to be made, kept as it was typed. It decides nothing."""

    draft: m.NewId
    enquiry: str
    typed: str
    missing: tuple[str, ...]
    effective_at: datetime


class NotShareDecided(Event, frozen=True, kw_only=True, tag="not-share-decided"):
    """Somebody decided not to share for now, or by ASK_FIRST alone only asked something first."""

    decision: m.NewId
    enquiry: str
    scope: Scope
    reason_codes: tuple[str, ...]
    rationale: Rationale
    duty_test: DutyTest | None
    review_due: date
    effective_at: datetime
    request: str | None = None
    draft: str | None = None
    child_view_considered: m.Words | UnsetType = UNSET
    to_whoever_asked: m.Words | UnsetType = UNSET


class DecisionReviewed(Event, frozen=True, kw_only=True, tag="decision-reviewed"):
    """A manager looked at a decision again, and it goes on. `authorisation-ended` ends one.

    `changed_the_outcome`: did what was learned change what was done? YES, NO or UNCLEAR.
    """

    decision: m.Opaque
    reason: m.Words
    effective_at: datetime
    review_due: date | None = None
    changed_the_outcome: Annotated[str, m.code("changed_outcomes")] | None = None


class SafeToTellChanged(Event, frozen=True, kw_only=True, tag="safe-to-tell-changed"):
    """Whether a person may know that something on the file exists; without one, whether anybody
    may. `about` is its id.
    """

    about: m.Opaque
    safe: Annotated[bool, m.InDoubt(False)]
    reason: Annotated[m.Words, m.LeftOut("")]
    effective_at: datetime
    person: m.Person | None = None
    review_on: date | None = None


class TellingRecorded(Event, frozen=True, kw_only=True, tag="telling-recorded"):
    """A person was told of something on the file, or it was not safe to. `about` is its id."""

    about: m.Opaque
    told: Annotated[bool, m.InDoubt(False)]
    effective_at: datetime
    person: m.Person | None = None
    method: Annotated[str, CONTACT_METHODS] | None = None
    words: Annotated[m.WordsThatLead, m.TheirWords(m.OR_ANYBODY, quoted=True)] | None = None
    reason: m.WrittenOfThem | None = None
    review_on: date | None = None
    not_a_no: m.NotANo | UnsetType = UNSET


# ── what was sought and shared ──────────────────────────────────────────────────────────────


class DisclosureRecorded(Event, frozen=True, kw_only=True, tag="disclosure-recorded"):
    """What was actually asked of an agency or told to it, on which basis, in which words.

    `rests_on` holds the ids of the answers, the decisions or the use of share-now relied on;
    `check` is the place in the ledger of the check that was made before. `safe_to_tell` and
    `not_safe_for` say who may know; left out, nobody has said.
    """

    disclosure: m.NewId
    enquiry: Annotated[str, m.Id(), m.LeftOut("")]
    subjects: Annotated[tuple[m.Person, ...], m.HowMany(1, 20, unique=True)]
    agency: Agency
    categories: Annotated[tuple[str, ...], m.code("categories"), m.HowMany(1, 30, unique=True)]
    purpose: Annotated[str, m.code("purposes")]
    direction: Annotated[str, m.code("directions")]
    basis: Annotated[str, m.code("disclosure_bases")]
    summary: Annotated[m.WordsThatLead, m.TellsOfHarm(m.WHOEVER_IS_NAMED, is_ours=True)]
    words_sent: m.WordsThatLead
    effective_at: datetime
    check: int | None = None
    rests_on: Annotated[tuple[m.Opaque, ...], m.HowMany(most=20, unique=True)] = ()
    recipient: m.Line | None = None
    fact_or_opinion_marked: bool = False
    sent_via: m.WayLine | None = None
    identity_checked: bool = False
    reply_by: datetime | None = None
    safe_to_tell: bool | None = None
    not_safe_for: Annotated[tuple[m.Person, ...], m.HowMany(most=20, unique=True)] = ()
    kept_all_the_same: (
        Annotated[
            bool, m.Ours(), "That the family may know was said, and a decision keeps it from them."
        ]
        | UnsetType
    ) = UNSET


class CheckFollowedUp(Event, frozen=True, kw_only=True, tag="check-followed-up"):
    """What a worker did after a check. `check` is its place in the ledger."""

    check: int
    action_taken: Annotated[str, m.code("actions_taken")]
    effective_at: datetime
    note: (
        Annotated[
            m.Words,
            m.TheirWords(
                m.OR_ANYBODY, quoted=True, to_us_where=("action_taken", ("ASKED_PARENT",))
            ),
        ]
        | None
    ) = None
    not_a_no: m.NotANo | UnsetType = UNSET


class StopNoticeSent(Event, frozen=True, kw_only=True, tag="stop-notice-sent"):
    """An agency was told that an agreement it was contacted under has been taken back."""

    disclosure: m.Disclosure
    words_sent: m.WordsThatLead
    effective_at: datetime
    sent_via: m.WayLine | None = None


class StopNoticeAcknowledged(Event, frozen=True, kw_only=True, tag="stop-notice-acknowledged"):
    """The agency said that it had the notice."""

    disclosure: m.Disclosure
    effective_at: datetime
    words: m.Words | None = None


class DisclosureReviewed(Event, frozen=True, kw_only=True, tag="disclosure-reviewed"):
    """Something shared, or what an agency answered, was looked at again, and what was found: after
    a withdrawal known later, or because what stood on record then did not reach all of it."""

    disclosure: m.Disclosure
    words: m.WrittenOfAny
    effective_at: datetime
    not_a_no: m.NotANo | UnsetType = UNSET


class AgencyReplied(Event, frozen=True, kw_only=True, tag="agency-replied"):
    """What came of it: it accepted, sent or did it, has nothing, is late, or would not, and why."""

    disclosure: m.Disclosure
    outcome: Annotated[str, m.code("agency_outcomes")]
    effective_at: datetime
    because: Annotated[str, m.code("agency_reasons")] | None = None
    words: Annotated[m.OurWordsOfAny, m.SaysWhoKnows()] | None = None
    escalated_to: m.Line | None = None
    reply_by: Annotated[datetime, "By when it is to answer from now on."] | UnsetType = UNSET
    not_a_no: m.NotANo | UnsetType = UNSET


# ── keeping people informed ─────────────────────────────────────────────────────────────────


class ContactPointRecorded(Event, frozen=True, kw_only=True, tag="contact-point-recorded"):
    """A way to reach a person, and whether it is safe. A later one of the same id replaces it."""

    contact: Annotated[str, m.New(), m.OnFile(kinds=("contact-point-recorded",))]
    person: Annotated[m.Person, m.InDoubt(m.NOBODY_FOUND, beside=("protected", "safety"))]
    type: Annotated[str, m.code("contact_types"), m.InDoubt("OTHER", ("protected", "safety"))]
    value: m.WayLine | None = None
    safety: Annotated[str, m.code("safe_contacts"), m.InDoubt("UNSAFE", beside=("protected",))]
    effective_at: datetime
    safe_times: Annotated[m.WayLine, m.TellsOfHarm(is_ours=True)] | None = None
    note: Annotated[m.WayWords, m.TellsOfHarm(is_ours=True)] | None = None
    ended: bool = False
    protected: Annotated[bool, m.InDoubt(True)] = False


class KeepInformedAgreed(Event, frozen=True, kw_only=True, tag="keep-informed-agreed"):
    """How and when a person is kept informed in an enquiry. A later one replaces it.

    `agreed_with_person` is what whoever typed it says of it; left out, nobody has said.
    """

    person: Annotated[m.Person, m.InDoubt(m.NOBODY_FOUND, beside=("methods",))]
    enquiry: m.EnquiryThen
    methods: HowToBeTold
    times: Annotated[
        tuple[str, ...],
        m.code("keep_informed_times"),
        m.HowMany(1, 10, unique=True),
        m.LeftOut(()),
    ]
    effective_at: datetime
    agreed_with_person: bool | None = None
    if_not_agreed_reason: m.SaidWords | None = None
    named_worker: m.WayLine | None = None
    contact: Annotated[str, m.OnFile(kinds=("contact-point-recorded",))] | None = None
    language: m.Line | None = None
    format: Annotated[str, m.code("formats")] | None = None
    next_contact_due: date | None = None
    not_a_no: m.NotANo | UnsetType = UNSET


class ContactMade(Event, frozen=True, kw_only=True, tag="contact-made"):
    """A person was kept informed, and when the next contact is due."""

    person: m.Person
    enquiry: Annotated[str, m.Enquiry(may_be_over=True)]
    method: Annotated[str, CONTACT_METHODS]
    effective_at: datetime
    words: Annotated[m.OurWords, m.LeadsThrough(whole=False)] | None = None
    next_contact_due: date | None = None
    not_a_no: m.NotANo | UnsetType = UNSET


class ReferrerToldBack(Event, frozen=True, kw_only=True, tag="referrer-told-back"):
    """The referrer was told that it came, what is next or how it ended; `basis`: why more was."""

    enquiry: m.NamedEnquiry
    level: Annotated[str, m.code("referrer_feedback_levels")]
    effective_at: datetime
    sent_via: m.WayLine | None = None
    withheld_reason: m.Words | None = None
    words_sent: m.WordsThatLead | None = None
    recipient: m.Line | None = None
    receipt: Annotated[m.WayLine, "How it is known that it came."] | None = None
    basis: Annotated[str, m.code("disclosure_bases")] | None = None


# ── people ──────────────────────────────────────────────────────────────────────────────────


class BirthRecorded(Event, frozen=True, kw_only=True, tag="birth-recorded"):
    """An unborn child was born. The rest of what is known of the child stays."""

    child: m.Child
    dob: date
    effective_at: Annotated[datetime, m.Ours()]
    names: m.Line | None = None
    gender: m.Line | None = None


class NeedsRecorded(Event, frozen=True, kw_only=True, tag="needs-recorded"):
    """What makes an advocate matter more for this parent. A later one replaces it."""

    person: Annotated[m.Person, m.InDoubt(m.NOBODY_FOUND, beside=("indicators",))]
    indicators: Needs
    effective_at: datetime
    note: m.OurWords | None = None
    not_a_no: m.NotANo | UnsetType = UNSET


class EqualityRecorded(Event, frozen=True, kw_only=True, tag="equality-recorded"):
    """What a person chose to say for equality monitoring. Every field is optional."""

    person: m.Person
    ethnicity: Annotated[str, m.code("ethnicities")] | None = None
    disability: Annotated[str, m.code("disability_answers")] | None = None
    religion: m.Line | None = None
    area: m.Line | None = None


# ── what the family asks of us, and putting right what is wrong ─────────────────────────────


class EntryCorrected(Event, frozen=True, kw_only=True, tag="entry-corrected"):
    """An earlier entry was wrong. It stays readable; what it said no longer counts from now."""

    corrects: int
    what_was_wrong: m.Words
    requested_by: Annotated[str, m.code("correction_requesters"), m.LeftOut("STAFF")]
    right_version: m.Words | None = None
    correction: Annotated[str, m.Ours()] | None = None


class CorrectionAsked(Event, frozen=True, kw_only=True, tag="correction-asked"):
    """A parent or young person says that something on record is wrong, in their words.

    `about` is the id of the answer, conversation or disclosure that they mean, if they named one.
    """

    correction: m.NewId
    person: Annotated[m.Person, m.InDoubt(m.NOBODY_FOUND, beside=("words", "what", "about"))]
    words: m.WordsToUs
    effective_at: datetime
    about: m.SpokenOf | None = None
    #: Where it is not said, whether they agreed is in question.
    what: Annotated[str, m.code("correction_kinds"), m.InDoubt("NOT_AGREED")] | None = None


class CorrectionAnswered(Event, frozen=True, kw_only=True, tag="correction-answered"):
    """What was decided about it. Not accepted, the person's own statement stands beside it."""

    correction: Annotated[str, m.OnFile(kinds=("correction-asked",))]
    accepted: bool
    reason: m.Words
    effective_at: datetime


class DisagreementStated(Event, frozen=True, kw_only=True, tag="disagreement-stated"):
    """A person's own statement about an entry that was not changed. Shown wherever it is."""

    about: m.SpokenOf
    person: m.Person
    words: m.WordsToUs
    effective_at: datetime
    correction: Annotated[str, m.Ours()] | None = None


#: Of what they can ask for: a person, at once. It stands on no page of theirs.
HELP_NOW: Final = "HELP_NOW"
#: Somebody to support them, or another than the one whom they have.
SUPPORTER: Final = "SUPPORTER"
#: What is asked for in a few words that say no to nothing.
ASKS_ALONE: Final = ("LETTER", "OTHER_LANGUAGE", "CHANGE_CONTACT", "SEE_RECORD")


class FamilyAsked(Event, frozen=True, kw_only=True, tag="family-asked"):
    """A parent or young person asked for a change, a supporter, another way, a letter."""

    request: m.NewId
    person: Annotated[m.Person, m.InDoubt(m.NOBODY_FOUND, beside=("wants", "words"))]
    wants: Annotated[str, m.code("family_wants"), m.InDoubt("SPEAK_TO_SOMEBODY", beside=("words",))]
    effective_at: datetime
    enquiry: m.NamedEnquiry | None = None
    words: (
        Annotated[
            m.Words,
            m.TheirWords(to_us=True, names=("wants", (SUPPORTER,)), asks=("wants", ASKS_ALONE)),
        ]
        | None
    ) = None
    about: Annotated[m.SpokenOf, "The answer of theirs that they want to change."] | UnsetType = (
        UNSET
    )


class WordsRead(Event, frozen=True, kw_only=True, tag="words-read"):
    """What somebody said or wrote besides their answers was read, and is not a no; and why."""

    entry: Annotated[int, "The place in the ledger of the entry in which the words stand."]
    reason: m.Words
    effective_at: datetime


class FamilyAnswered(Event, frozen=True, kw_only=True, tag="family-answered"):
    """What was done about what they asked for."""

    request: Annotated[str, m.OnFile(kinds=("family-asked",))]
    words: Annotated[m.WordsThatLead, m.TellsOfHarm(m.WHOEVER_IS_NAMED, is_ours=True)]
    effective_at: datetime
    how: (
        Annotated[
            str,
            m.code("answers_given"),
            "Whether they were heard. Until they were, what they wrote stays to be read.",
        ]
        | UnsetType
    ) = UNSET
