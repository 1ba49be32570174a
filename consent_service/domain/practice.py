"""Events of the practice around an answer: decisions, what was shared, and what follows from it.

The same law as in `events.py`, where the catalogue they belong to is put together.
"""

from __future__ import annotations

from datetime import date, datetime

from .event import Event, OfEither, OfTheAuthority
from .scope import Agency, Scope
from .shapes import DutyTest, Rationale

# ── deciding ────────────────────────────────────────────────────────────────────────────────


class DecisionRequested(Event, frozen=True, kw_only=True, tag="decision-requested"):
    """A worker asked a manager to decide. Until then they share now if they cannot wait."""

    request: str
    enquiry: str
    scope: Scope
    why: str
    effective_at: datetime
    decision: str | None = None
    urgency: str = "STANDARD"


class DecisionDrafted(Event, frozen=True, kw_only=True, tag="decision-drafted"):
    """A decision that was not ready to be made, kept as it was typed. It decides nothing."""

    draft: str
    enquiry: str
    typed: str
    missing: tuple[str, ...]
    effective_at: datetime


class NotShareDecided(Event, frozen=True, kw_only=True, tag="not-share-decided"):
    """Somebody decided not to share for now, and why. It stands in nobody's way."""

    decision: str
    enquiry: str
    scope: Scope
    reason_codes: tuple[str, ...]
    rationale: Rationale
    duty_test: DutyTest
    review_due: date
    effective_at: datetime
    request: str | None = None
    draft: str | None = None


class DecisionReviewed(Event, frozen=True, kw_only=True, tag="decision-reviewed"):
    """A manager looked at a decision again, and it goes on. `authorisation-ended` ends one.

    `changed_the_outcome`: did what was learned change what was done? YES, NO or UNCLEAR.
    """

    decision: str
    reason: str
    effective_at: datetime
    review_due: date | None = None
    changed_the_outcome: str | None = None


class SafeToTellChanged(Event, frozen=True, kw_only=True, tag="safe-to-tell-changed"):
    """Whether a person may know that something on the file exists. `about` is its id.

    Without a person it is for everybody.
    """

    about: str
    safe: bool
    reason: str
    effective_at: datetime
    person: str | None = None
    review_on: date | None = None


class TellingRecorded(Event, frozen=True, kw_only=True, tag="telling-recorded"):
    """A person was told of something on the file, or it was not safe to. `about` is its id."""

    about: str
    told: bool
    effective_at: datetime
    person: str | None = None
    method: str | None = None
    words: str | None = None
    reason: str | None = None
    review_on: date | None = None


# ── sharing now ─────────────────────────────────────────────────────────────────────────────


class ShareNowUsed(OfEither, frozen=True, kw_only=True, tag="share-now-used"):
    """A worker said that a child was at risk right now and was answered: share now.

    `share_now` is the id under which the answer waited to be recorded.
    """

    share_now: str
    enquiry: str | None
    subjects: tuple[str, ...]
    agency: Agency
    categories: tuple[str, ...]
    purpose: str
    direction: str
    effective_at: datetime
    asked_of: str | None = None


class ShareNowRecorded(Event, frozen=True, kw_only=True, tag="share-now-recorded"):
    """What was shared at once and why, written down afterwards; or that nothing was in the end.

    `effective_at` is when it was shared. The disclosure itself is an event of its own.
    """

    share_now: str
    enquiry: str
    shared: bool
    risk: str
    effective_at: datetime
    disclosure: str | None = None


class ShareNowReviewed(Event, frozen=True, kw_only=True, tag="share-now-reviewed"):
    """A manager looked at what was shared at once. Upheld or not, it stays on record."""

    share_now: str
    upheld: bool
    words: str
    effective_at: datetime


class ShareNowLinked(OfTheAuthority, frozen=True, kw_only=True, tag="share-now-linked"):
    """A use of share-now about a reference that was not known was found to be about a file.

    It stands in the authority's own file.
    """

    share_now: str
    file: str


# ── what was sought and shared ──────────────────────────────────────────────────────────────


class DisclosureRecorded(Event, frozen=True, kw_only=True, tag="disclosure-recorded"):
    """What was actually asked of an agency or told to it, on which basis, in which words.

    `rests_on` holds the ids of the answers, the decisions or the use of share-now relied on;
    `check` is the place in the ledger of the check that was made before. `safe_to_tell` and
    `not_safe_for` say who may know.
    """

    disclosure: str
    enquiry: str
    subjects: tuple[str, ...]
    agency: Agency
    categories: tuple[str, ...]
    purpose: str
    direction: str
    basis: str
    summary: str
    words_sent: str
    effective_at: datetime
    check: int | None = None
    rests_on: tuple[str, ...] = ()
    recipient: str | None = None
    fact_or_opinion_marked: bool = False
    sent_via: str | None = None
    identity_checked: bool = False
    reply_by: datetime | None = None
    safe_to_tell: bool = True
    not_safe_for: tuple[str, ...] = ()


class CheckFollowedUp(Event, frozen=True, kw_only=True, tag="check-followed-up"):
    """What a worker did after a check. `check` is its place in the ledger."""

    check: int
    action_taken: str
    effective_at: datetime
    note: str | None = None


class StopNoticeSent(Event, frozen=True, kw_only=True, tag="stop-notice-sent"):
    """An agency was told that an agreement it was contacted under has been taken back."""

    disclosure: str
    words_sent: str
    effective_at: datetime
    sent_via: str | None = None


class StopNoticeAcknowledged(Event, frozen=True, kw_only=True, tag="stop-notice-acknowledged"):
    """The agency said that it had the notice."""

    disclosure: str
    effective_at: datetime
    words: str | None = None


class DisclosureReviewed(Event, frozen=True, kw_only=True, tag="disclosure-reviewed"):
    """Something shared after a withdrawal was said and before it was known was looked at again."""

    disclosure: str
    words: str
    effective_at: datetime


class AgencyReplied(Event, frozen=True, kw_only=True, tag="agency-replied"):
    """What came of it: the agency sent it, held nothing, is late, or would not, and why."""

    disclosure: str
    outcome: str
    effective_at: datetime
    because: str | None = None
    words: str | None = None
    escalated_to: str | None = None


# ── keeping people informed ─────────────────────────────────────────────────────────────────


class ContactPointRecorded(Event, frozen=True, kw_only=True, tag="contact-point-recorded"):
    """A way to reach a person, and whether it is safe. A later one of the same id replaces it."""

    contact: str
    person: str
    type: str
    value: str
    safety: str
    effective_at: datetime
    safe_times: str | None = None
    note: str | None = None
    ended: bool = False


class KeepInformedAgreed(Event, frozen=True, kw_only=True, tag="keep-informed-agreed"):
    """How and when a person is kept informed in an enquiry. A later one replaces it."""

    person: str
    enquiry: str
    methods: tuple[str, ...]
    times: tuple[str, ...]
    effective_at: datetime
    agreed_with_person: bool = True
    if_not_agreed_reason: str | None = None
    named_worker: str | None = None
    contact: str | None = None
    language: str | None = None
    format: str | None = None
    next_contact_due: date | None = None


class ContactMade(Event, frozen=True, kw_only=True, tag="contact-made"):
    """A person was kept informed, and when the next contact is due."""

    person: str
    enquiry: str
    method: str
    effective_at: datetime
    words: str | None = None
    next_contact_due: date | None = None


class ReferrerToldBack(Event, frozen=True, kw_only=True, tag="referrer-told-back"):
    """The referrer was told that it came, what happens next, or how it ended."""

    enquiry: str
    level: str
    effective_at: datetime
    sent_via: str | None = None
    withheld_reason: str | None = None


# ── people ──────────────────────────────────────────────────────────────────────────────────


class BirthRecorded(Event, frozen=True, kw_only=True, tag="birth-recorded"):
    """An unborn child was born. The rest of what is known of the child stays."""

    child: str
    dob: date
    effective_at: datetime
    names: str | None = None
    gender: str | None = None


class NeedsRecorded(Event, frozen=True, kw_only=True, tag="needs-recorded"):
    """What makes an advocate matter more for this parent. A later one replaces it."""

    person: str
    indicators: tuple[str, ...]
    effective_at: datetime
    note: str | None = None


class EqualityRecorded(Event, frozen=True, kw_only=True, tag="equality-recorded"):
    """What a person chose to say for equality monitoring. Every field is optional."""

    person: str
    ethnicity: str | None = None
    disability: str | None = None
    religion: str | None = None
    area: str | None = None


# ── what the family asks of us, and putting right what is wrong ─────────────────────────────


class EntryCorrected(Event, frozen=True, kw_only=True, tag="entry-corrected"):
    """An earlier entry was wrong. It stays readable; what it said no longer counts from now."""

    corrects: int
    what_was_wrong: str
    requested_by: str
    right_version: str | None = None
    correction: str | None = None


class CorrectionAsked(Event, frozen=True, kw_only=True, tag="correction-asked"):
    """A parent or young person says that something on record is wrong, in their words.

    `about` is the id of the answer, conversation or disclosure that they mean, if they named one.
    """

    correction: str
    person: str
    words: str
    effective_at: datetime
    about: str | None = None


class CorrectionAnswered(Event, frozen=True, kw_only=True, tag="correction-answered"):
    """What was decided about it. Not accepted, the person's own statement stands beside it."""

    correction: str
    accepted: bool
    reason: str
    effective_at: datetime


class DisagreementStated(Event, frozen=True, kw_only=True, tag="disagreement-stated"):
    """A person's own statement about an entry that was not changed. Shown wherever it is."""

    about: str
    person: str
    words: str
    effective_at: datetime
    correction: str | None = None


class FamilyAsked(Event, frozen=True, kw_only=True, tag="family-asked"):
    """A parent or young person asked for something: a change, a supporter, another way to reach
    them, a letter.
    """

    request: str
    person: str
    wants: str
    effective_at: datetime
    enquiry: str | None = None
    words: str | None = None


class FamilyAnswered(Event, frozen=True, kw_only=True, tag="family-answered"):
    """What was done about what they asked for."""

    request: str
    words: str
    effective_at: datetime


# ── the authority's own file ────────────────────────────────────────────────────────────────


class StaffListed(OfTheAuthority, frozen=True, kw_only=True, tag="staff-listed"):
    """Who stands behind a staff id: for words sent to agencies, and for audit. A later one of the
    same id replaces it.
    """

    staff: str
    names: str
    team: str | None = None
    ended: bool = False
