"""What was done about the family beside answers and decisions, and in whose words.

Everything here is kept as evidence: whoever looks a decision or a disclosure through reads what
was told to whom, what a manager said of it, and what came after a check.
"""

from __future__ import annotations

from typing import Any, Final

from ..file.held import in_order
from ..file.view import View
from ..following.askedfor import settled
from ..recorded.event import Event
from ..recorded.events import AuthorisationEnded
from ..recorded.falling import EffectConfirmed, EffectRefused
from ..recorded.losses import RecordConfirmed
from ..recorded.meetings import AgencyTold, ConferenceConsidered
from ..recorded.owning import ClosingGapExplained
from ..recorded.practice import (
    CheckFollowedUp,
    ContactMade,
    DecisionReviewed,
    DisclosureReviewed,
    FamilyAnswered,
    FamilyAsked,
    SafeToTellChanged,
    StopNoticeAcknowledged,
    StopNoticeSent,
    TellingRecorded,
    WordsRead,
)
from ..recorded.sharingatonce import ShareNowRecorded, ShareNowReviewed, ShareNowUsed
from .known import said_in

_OF_TELLING: Final = ("about", "person", "told", "method", "words", "reason", "review_on")
_OF_A_USE: Final = ("share_now", "enquiry", "subjects", "agency", "categories", "purpose")

#: By its section: which kind of fact, and the members that are read there.
DONE: Final[dict[str, tuple[type[Event], tuple[str, ...]]]] = {
    "told": (TellingRecorded, _OF_TELLING),
    "safe_to_tell": (SafeToTellChanged, ("about", "person", "safe", "reason", "review_on")),
    "contacts_made": (ContactMade, ("person", "enquiry", "method", "words", "next_contact_due")),
    "family_requests": (FamilyAsked, ("request", "person", "wants", "enquiry", "words", "about")),
    "family_answers": (FamilyAnswered, ("request", "words", "how")),
    "agencies_told": (
        AgencyTold,
        ("to", "about", "words_sent", "recipient", "sent_via", "receipt", "disclosure"),
    ),
    "conferences_considered": (
        ConferenceConsidered,
        ("enquiry", "children", "to_be_held", "decided_by", "reason", "on"),
    ),
    "closing_gaps": (
        ClosingGapExplained,
        ("enquiry", "about", "column", "reason", "words"),
    ),
    "follow_ups": (CheckFollowedUp, ("check", "action_taken", "note")),
    "decisions_reviewed": (
        DecisionReviewed,
        ("decision", "reason", "review_due", "changed_the_outcome"),
    ),
    "decisions_ended": (AuthorisationEnded, ("authorisation", "reason")),
    "share_now_used": (ShareNowUsed, (*_OF_A_USE, "direction", "without_asking")),
    "share_now_recorded": (
        ShareNowRecorded,
        ("share_now", "enquiry", "shared", "risk", "disclosure"),
    ),
    "share_now_reviewed": (ShareNowReviewed, ("share_now", "upheld", "words")),
    "stop_notices": (StopNoticeSent, ("disclosure", "words_sent", "sent_via")),
    "stop_notices_acknowledged": (StopNoticeAcknowledged, ("disclosure", "words")),
    "disclosures_reviewed": (DisclosureReviewed, ("disclosure", "words")),
    "words_read": (WordsRead, ("entry", "reason")),
    "effects_confirmed": (EffectConfirmed, ("waiting", "reason", "conversation")),
    "effects_refused": (EffectRefused, ("waiting", "reason")),
    "record_confirmed": (RecordConfirmed, ("words",)),
}


#: The section of what somebody asked for.
_ASKED: Final = "family_requests"


def done(view: View) -> dict[str, list[dict[str, Any]]]:
    """Each section, oldest first; what was found to be wrong is left out."""
    found = {
        section: [said_in(held, *names) for held in sorted(view.holding[kind], key=in_order)]
        for section, (kind, names) in DONE.items()
    }
    answered = settled(view)
    for one in found[_ASKED]:
        one["answered_at"] = answered.get(one["request"])
    return found
