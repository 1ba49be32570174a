"""What protects somebody: a no, a danger, a way that is not safe, what was done at once.

Said once, for everything that gives way to it: it is recorded while there is room for little, it
waits in the spool while nobody knows what time it is, and it is kept however it was typed. Whatever
may make sharing wider, and whatever can be entered again tomorrow, waits.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ..answers import Outcome
from ..codes import DECIDING_PR
from ..freetext.readslikeano import is_against
from ..recorded.checked import CheckUnanswered
from ..recorded.circumstances import DeathRecorded, OrderEnded, OrderRecorded, SignRecorded
from ..recorded.compared import WritingRead
from ..recorded.event import Event
from ..recorded.events import (
    AgreementWithdrawn,
    AuthorisationEnded,
    CapacityRecorded,
    CompetenceRecorded,
    ConversationRecorded,
    RelationshipRecorded,
    ResponseRecorded,
    SafetyRecorded,
    ValidityChanged,
    WishRecorded,
)
from ..recorded.falling import EffectRefused
from ..recorded.meetings import InjuryRecorded
from ..recorded.plans import SafetyPlanMade
from ..recorded.practice import (
    ContactPointRecorded,
    CorrectionAsked,
    DisagreementStated,
    DisclosureRecorded,
    FamilyAsked,
    KeepInformedAgreed,
    NeedsRecorded,
    SafeToTellChanged,
    StopNoticeSent,
    TellingRecorded,
)
from ..recorded.sharingatonce import ShareNowRecorded, ShareNowUsed
from ..recorded.waysin import WayInEnded
from ..safety.wishes import keeps_it_from_somebody
from ..said.saidbesides import NOT_A_NO

#: A no, and what is less than a yes: said after a yes, it covers nothing any more.
NOT_A_YES: Final = frozenset({"REFUSED", "NOT_CLEAR", "UNDECIDED", "AWAITING"})
#: How somebody wishes not to be reached.
_LEAVE_ME: Final = frozenset({"DO_NOT_CONTACT_AT_HOME", "NO_CONTACT_REQUESTED"})

#: Whatever they say.
WHATEVER_IT_SAYS: Final = (
    AgreementWithdrawn,
    AuthorisationEnded,
    CorrectionAsked,
    DeathRecorded,
    DisagreementStated,
    DisclosureRecorded,
    EffectRefused,
    FamilyAsked,
    InjuryRecorded,
    # Whoever decided by it decides no more; what it kept somebody from waits for a manager.
    OrderEnded,
    SafetyPlanMade,
    ShareNowRecorded,
    ShareNowUsed,
    SignRecorded,
    StopNoticeSent,
    WayInEnded,
)

#: By kind: whether this one does.
WHERE: Final[Mapping[type[Event], Callable[[Any], bool]]] = {
    ResponseRecorded: lambda said: said.answer in NOT_A_YES,
    WishRecorded: lambda wish: is_against(wish) or keeps_it_from_somebody(wish),
    SafetyRecorded: lambda said: not said.safe_to_ask,
    SafeToTellChanged: lambda said: not said.safe,
    TellingRecorded: lambda telling: not telling.told,
    ContactPointRecorded: lambda point: (
        (point.safety != "SAFE" or point.protected) and not point.ended
    ),
    ValidityChanged: lambda said: said.status != "VALID",
    CapacityRecorded: lambda said: said.status == "LACKS",
    CompetenceRecorded: lambda said: said.status == "NOT_COMPETENT",
    ConversationRecorded: lambda talk: talk.pressure_concern in ("POSSIBLE", "YES"),
    # What somebody else decides for whoever is responsible makes a yes reach further.
    OrderRecorded: lambda order: order.order_type != "DELEGATED_AUTHORITY",
    RelationshipRecorded: lambda link: link.ended or link.pr_status not in DECIDING_PR,
    NeedsRecorded: lambda needs: "DOMESTIC_ABUSE_VICTIM" in needs.indicators,
    KeepInformedAgreed: lambda terms: not _LEAVE_ME.isdisjoint(terms.methods),
    # That it may be a no, or may tell of harm: what it holds, it holds until it is read otherwise.
    WritingRead: lambda read: read.holds != "NOTHING",
    CheckUnanswered: lambda asked: asked.answer.outcome is Outcome.SHARE_NOW,
}


def protects(event: Event) -> bool:
    """Whether this is recorded even when nothing else is, and whatever else is missing beside it.

    What it would let fall all the same waits, like that of any other entry. So does whatever has
    words of somebody's in which whoever wrote them down says that a no may stand.
    """
    return says_a_no_in_words(event) or protects_by_itself(event)


def says_a_no_in_words(event: Event) -> bool:
    """Whatever else it says: how somebody came to a finding, or a yes beside them."""
    return getattr(event, NOT_A_NO, None) is False


def protects_by_itself(event: Event) -> bool:
    """The same without what stands in its words."""
    says_so = WHERE.get(type(event))
    return isinstance(event, WHATEVER_IT_SAYS) if says_so is None else says_so(event)
