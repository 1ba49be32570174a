"""What the positions of those who decide come to: one outcome of an item, and its reason.

`domain.md` 5.2 step 3 and 5.6 with edition 2026.3 of the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ..answers import Outcome, Position, Reason, Safe, Says
from ..recorded.policy import Policy

#: Which gap to report when several people could still be asked: the first present.
NEAREST_GAP: Final = (
    Reason.AWAITING_REPLY,
    Reason.UNDECIDED,
    Reason.DISPUTED,
    Reason.SAID_BOTH,
    Reason.NOT_CLEAR,
    Reason.VALIDITY_CONCERN,
    Reason.REPORTED_NOT_CONFIRMED,
    Reason.NOT_YET,
    Reason.EXPIRED,
    Reason.ENQUIRY_CLOSED,
    Reason.NAME_THE_SERVICE,
    Reason.OUT_OF_SCOPE_CATEGORY,
    Reason.OUT_OF_SCOPE_DIRECTION,
    Reason.OUT_OF_SCOPE_AGENCY,
    Reason.OUT_OF_SCOPE_PURPOSE,
    Reason.OUT_OF_SCOPE_CHILD,
    Reason.NOT_ANSWERED,
    Reason.NOT_ASKED,
)

_YOUNG_PERSON: Final = {
    Reason.REFUSED: Reason.YP_REFUSED,
    Reason.WITHDRAWN: Reason.YP_WITHDRAWN,
    Reason.EXCLUDED: Reason.YP_EXCLUDED,
    Reason.NOT_ASKED: Reason.YP_NOT_ASKED,
}
_ADULT: Final = {
    Reason.REFUSED: Reason.ADULT_REFUSED,
    Reason.WITHDRAWN: Reason.ADULT_WITHDRAWN,
    Reason.EXCLUDED: Reason.ADULT_EXCLUDED,
    Reason.NOT_ASKED: Reason.ADULT_NOT_ASKED,
}
#: By which somebody who decides said no.
OBJECTIONS: Final = frozenset(
    {
        *(Reason.REFUSED, Reason.WITHDRAWN, Reason.EXCLUDED, Reason.PARENTS_DISAGREE),
        *(Reason.YP_REFUSED, Reason.YP_WITHDRAWN, Reason.YP_EXCLUDED),
        *(Reason.ADULT_REFUSED, Reason.ADULT_WITHDRAWN, Reason.ADULT_EXCLUDED),
    }
)
#: The gap of one who decides alone, by what it is called where somebody else may decide as well.
_ITS_GAP: Final = {
    Reason.YP_NOT_ASKED: Reason.NOT_ASKED,
    Reason.ADULT_NOT_ASKED: Reason.NOT_ASKED,
}


def how_near(reason: Reason) -> int:
    """The place of a reason to ask among gaps, the nearest first; what is no gap comes last."""
    gap = _ITS_GAP.get(reason, reason)
    return NEAREST_GAP.index(gap) if gap in NEAREST_GAP else len(NEAREST_GAP)


def young_person_outcome(own: Position) -> tuple[Outcome, Reason]:
    """What a young person who decides alone says."""
    if own.says is Says.YES:
        return Outcome.COVERED, Reason.AGREED_BY_YOUNG_PERSON
    reason = own.reason or Reason.NOT_ASKED
    if own.says is Says.NO:
        return Outcome.OBJECTION, _YOUNG_PERSON[reason]
    return Outcome.ASK, _YOUNG_PERSON.get(reason, reason)


def combine(policy: Policy, parents: Sequence[Position]) -> tuple[Outcome, Reason]:
    """Several holders of parental responsibility: any no, else a yes that nobody's word holds,
    else who can be asked. Of several noes the reason is that of the first holder who said no, as
    they stand on the file.
    """
    if not parents:
        return Outcome.ASK, Reason.NO_PR_HOLDER_KNOWN
    agreed = [p for p in parents if p.says is Says.YES]
    refused = next((p for p in parents if p.says is Says.NO), None)
    if refused is not None:
        if agreed:
            return Outcome.OBJECTION, Reason.PARENTS_DISAGREE
        return Outcome.OBJECTION, refused.reason or Reason.REFUSED
    waiting = [p for p in parents if p.says is Says.NO_ANSWER]
    held = any(p.holds for p in waiting)
    if agreed and not held and (policy.one_parent_enough or not waiting):
        return Outcome.COVERED, Reason.AGREED_BY_PARENT
    askable = {p.reason for p in waiting if p.can_be_asked}
    nearest = next((reason for reason in NEAREST_GAP if reason in askable), None)
    if nearest is not None:
        return Outcome.ASK, nearest
    if any(p.asking is not Safe.YES for p in waiting):
        return Outcome.DECISION_NEEDED, Reason.NOT_SAFE_TO_ASK
    if any(not p.has_capacity for p in waiting):
        return Outcome.DECISION_NEEDED, Reason.LACKS_CAPACITY
    return Outcome.DECISION_NEEDED, Reason.UNREACHABLE


def adult_outcome(own: Position) -> tuple[Outcome, Reason]:
    """What an adult says of their own information."""
    if not own.has_capacity:
        # Their no is heard all the same: the flag says that it is one.
        return Outcome.DECISION_NEEDED, Reason.LACKS_CAPACITY
    if own.says is Says.YES:
        return Outcome.COVERED, Reason.AGREED_BY_ADULT
    reason = own.reason or Reason.NOT_ASKED
    if not own.decides:
        # Of those whose own it is, only the dead: their no is shown, and nobody asks them.
        return Outcome.DECISION_NEEDED, Reason.UNREACHABLE
    if own.says is Says.NO:
        return Outcome.OBJECTION, _ADULT[reason]
    if own.asking is not Safe.YES:
        return Outcome.DECISION_NEEDED, Reason.NOT_SAFE_TO_ASK
    if not own.reachable:
        return Outcome.DECISION_NEEDED, Reason.UNREACHABLE
    return Outcome.ASK, _ADULT.get(reason, reason)
