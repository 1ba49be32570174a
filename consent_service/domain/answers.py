"""What a check answers: eight outcomes, each with its reasons. None of them is a refusal.

The codes stand in the API specification and in every recorded answer, so a member is never
renamed and never reused. A field added to an answer, item or position has a default and comes with
a new version of the rules: the old version leaves it at its default, so old answers replay. Labels
and words for people live in `codes.toml`.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from .scopes.nottold import NOT_TOLD


class Outcome(StrEnum):
    """The headline of an answer and of each of its items (`domain.md` 5.1)."""

    COVERED = "COVERED"
    PARTLY_COVERED = "PARTLY_COVERED"
    ASK = "ASK"
    OBJECTION = "OBJECTION"
    DECISION_NEEDED = "DECISION_NEEDED"
    AUTHORISED = "AUTHORISED"
    SHARE_NOW = "SHARE_NOW"
    UNAVAILABLE = "UNAVAILABLE"


class Reason(StrEnum):
    """Why an item, or a whole answer, came out as it did (`domain.md` 5.6)."""

    # agreed
    AGREED_BY_PARENT = "AGREED_BY_PARENT"
    AGREED_BY_YOUNG_PERSON = "AGREED_BY_YOUNG_PERSON"
    AGREED_BY_ADULT = "AGREED_BY_ADULT"
    # somebody can still be asked
    NOT_ASKED = "NOT_ASKED"
    NOT_ANSWERED = "NOT_ANSWERED"
    AWAITING_REPLY = "AWAITING_REPLY"
    UNDECIDED = "UNDECIDED"
    VALIDITY_CONCERN = "VALIDITY_CONCERN"
    REPORTED_NOT_CONFIRMED = "REPORTED_NOT_CONFIRMED"
    DISPUTED = "DISPUTED"
    SAID_BOTH = "SAID_BOTH"
    NOT_CLEAR = "NOT_CLEAR"
    NOT_YET = "NOT_YET"
    NAME_THE_SERVICE = "NAME_THE_SERVICE"
    NAME_THE_ENQUIRY = "NAME_THE_ENQUIRY"
    EXPIRED = "EXPIRED"
    ENQUIRY_CLOSED = "ENQUIRY_CLOSED"
    OUT_OF_SCOPE_CHILD = "OUT_OF_SCOPE_CHILD"
    OUT_OF_SCOPE_PURPOSE = "OUT_OF_SCOPE_PURPOSE"
    OUT_OF_SCOPE_AGENCY = "OUT_OF_SCOPE_AGENCY"
    OUT_OF_SCOPE_CATEGORY = "OUT_OF_SCOPE_CATEGORY"
    OUT_OF_SCOPE_DIRECTION = "OUT_OF_SCOPE_DIRECTION"
    YP_NOT_ASKED = "YP_NOT_ASKED"
    ADULT_NOT_ASKED = "ADULT_NOT_ASKED"
    NO_PR_HOLDER_KNOWN = "NO_PR_HOLDER_KNOWN"
    NO_RECORD = "NO_RECORD"
    # somebody said no
    REFUSED = "REFUSED"
    WITHDRAWN = "WITHDRAWN"
    EXCLUDED = "EXCLUDED"
    PARENTS_DISAGREE = "PARENTS_DISAGREE"
    YP_REFUSED = "YP_REFUSED"
    YP_WITHDRAWN = "YP_WITHDRAWN"
    YP_EXCLUDED = "YP_EXCLUDED"
    ADULT_REFUSED = "ADULT_REFUSED"
    ADULT_WITHDRAWN = "ADULT_WITHDRAWN"
    ADULT_EXCLUDED = "ADULT_EXCLUDED"
    # nobody can be asked, or nobody need be
    NOT_SAFE_TO_ASK = "NOT_SAFE_TO_ASK"
    UNREACHABLE = "UNREACHABLE"
    LACKS_CAPACITY = "LACKS_CAPACITY"
    PURPOSE_NEEDS_NO_AGREEMENT = "PURPOSE_NEEDS_NO_AGREEMENT"
    # a manager's decision on record
    DISPENSE_DECISION = "DISPENSE_DECISION"
    OVERRIDE_DECISION = "OVERRIDE_DECISION"
    RELY_ONE_PARENT = "RELY_ONE_PARENT"
    S47_DECISION = "S47_DECISION"
    COURT_ORDER = "COURT_ORDER"
    # not decided from the record at all
    RISK_NOW = "RISK_NOW"
    CLOCK_IN_DOUBT = "CLOCK_IN_DOUBT"
    CANNOT_READ_LEDGER = "CANNOT_READ_LEDGER"
    CANNOT_RECORD = "CANNOT_RECORD"
    LEDGER_NOT_SOUND = "LEDGER_NOT_SOUND"
    RECORD_DAMAGED = "RECORD_DAMAGED"
    RECORD_INCOMPLETE = "RECORD_INCOMPLETE"


class Flag(StrEnum):
    """What else the worker should know. Raised exactly as the table in `domain.md` 5.6 says."""

    ADVOCATE_NOT_DISCUSSED = "ADVOCATE_NOT_DISCUSSED"
    AGREED_NOT_FULLY_EXPLAINED = "AGREED_NOT_FULLY_EXPLAINED"
    CARER_SUPPORTS = "CARER_SUPPORTS"
    CARER_WITHOUT_PR_NOT_SPOKEN_TO = "CARER_WITHOUT_PR_NOT_SPOKEN_TO"
    CHILD_OBJECTS = "CHILD_OBJECTS"
    CONSIDER_COMPETENCE = "CONSIDER_COMPETENCE"
    DO_NOT_CONTACT_OTHER_PARENT = "DO_NOT_CONTACT_OTHER_PARENT"
    DO_NOT_TELL = "DO_NOT_TELL"
    EARLIER_AGREEMENT = "EARLIER_AGREEMENT"
    LEDGER_ALTERED = "LEDGER_ALTERED"
    OTHER_CAREGIVER_NOT_ASKED = "OTHER_CAREGIVER_NOT_ASKED"
    OTHER_CAREGIVER_UNREACHABLE = "OTHER_CAREGIVER_UNREACHABLE"
    PARENT_OBJECTS_YP_AGREED = "PARENT_OBJECTS_YP_AGREED"
    PARENT_POSITION_NO = "PARENT_POSITION_NO"
    PR_UNCONFIRMED = "PR_UNCONFIRMED"
    RECORD_AFTER = "RECORD_AFTER"
    RELATED_REFUSAL = "RELATED_REFUSAL"
    SAFETY_NOT_KNOWN = "SAFETY_NOT_KNOWN"
    TELL_PARENTS = "TELL_PARENTS"
    TOLD_IN_CONFIDENCE = "TOLD_IN_CONFIDENCE"
    WRITTEN_CONFIRMATION_DUE = "WRITTEN_CONFIRMATION_DUE"


class Says(StrEnum):
    """One person's position on one item: a yes, a no, or no answer that counts."""

    YES = "YES"
    NO = "NO"
    NO_ANSWER = "NO_ANSWER"


class Safe(StrEnum):
    """Whether it is safe to ask or tell somebody. Nobody takes NOT_KNOWN for a yes."""

    YES = "YES"
    NO = "NO"
    NOT_KNOWN = "NOT_KNOWN"


class Position(msgspec.Struct, frozen=True):
    """Where one person stands on one item, whether or not they can decide it.

    `reason` is None for a yes. `misses` names every dimension of the nearest agreement that the
    item falls outside. `decides` says whether this person's word counts for the item; `holds`,
    that what they said may be a no, so that nobody else's yes covers it; `response` and `entry`,
    which answer that is and where it stands in the ledger; `begins_at`, from when a yes holds that
    does not yet; `summary_due`, that no written copy of their yes has been sent.
    """

    person: str
    decides: bool
    says: Says
    reason: Reason | None = None
    misses: tuple[Reason, ...] = ()
    history: Flag | None = None
    response: str | None = None
    said_at: datetime | None = None
    ends_at: datetime | None = None
    role: str | None = None
    pr_status: str | None = None
    reachable: bool = True
    has_capacity: bool = True
    summary_due: bool = False
    asking: Safe = Safe.NOT_KNOWN
    holds: bool = False
    entry: int | None = None
    begins_at: datetime | None = None
    not_fully_explained: bool = False

    @property
    def can_be_asked(self) -> bool:
        """Has no answer yet, and could safely be spoken to (`domain.md` 5.6)."""
        return (
            self.says is Says.NO_ANSWER
            and self.asking is Safe.YES
            and self.reachable
            and self.has_capacity
        )


class Flagged(msgspec.Struct, frozen=True):
    """A flag, and whom it is about where it is about somebody."""

    flag: Flag
    person: str | None = None


class Item(msgspec.Struct, frozen=True):
    """One subject, one kind of information, one direction: what is agreed about it and why."""

    subject: str
    category: str
    direction: str
    outcome: Outcome
    reason: Reason
    flags: tuple[Flag, ...] = ()
    positions: tuple[Position, ...] = ()
    authorisations: tuple[str, ...] = ()
    ends_at: datetime | None = None
    flagged: tuple[Flagged, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    """The whole answer to a check: what replaying the ledger must reproduce byte for byte."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    flags: tuple[Flag, ...]
    items: tuple[Item, ...]
    rule_version: str
    policy_version: int


def encode_answer(answer: Answer) -> bytes:
    """The bytes that `verify --replay` compares: JSON, members in the order declared above."""
    return msgspec.json.encode(answer)


def whatever_is_asked_for(answer: Answer) -> Answer:
    """The answer without which kind of information each item is about, but where not everybody may
    be asked of it, which way that goes, and in what it misses what somebody agreed to: many
    questions of one family come to the same.
    """
    return replace(
        answer,
        items=tuple(
            [
                replace(
                    item,
                    category=item.category if item.category in NOT_TOLD else "",
                    direction="",
                    positions=tuple(
                        [replace(p, misses=()) if p.misses else p for p in item.positions]
                    ),
                )
                for item in answer.items
            ]
        ),
    )
