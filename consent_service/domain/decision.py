"""The decision: what is agreed about a proposal, and what to do next. `domain.md` 5.2 to 5.6.

Pure: the same file, policy, proposal and times give the same answer for ever. It never says that
sharing is forbidden; nothing here can.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final, TypeAlias

from .answers import Answer, Flag, Item, Outcome, Position, Reason, Says
from .authorised import authorisation_reaching
from .codes import ADULT_CATEGORIES, DECIDING_PR, PURPOSES_WITHOUT_AGREEMENT
from .events import ChildAdded
from .held import Held
from .policy import Policy
from .position import position
from .proposal import Proposal, Urgency
from .scope import Point
from .view import View

RULE_VERSION: Final = "2026.2"

#: Which gap to report when several parents could still be asked: the first present.
NEAREST_GAP: Final = (
    Reason.AWAITING_REPLY,
    Reason.UNDECIDED,
    Reason.VALIDITY_CONCERN,
    Reason.REPORTED_NOT_CONFIRMED,
    Reason.EXPIRED,
    Reason.ENQUIRY_CLOSED,
    Reason.OUT_OF_SCOPE_CATEGORY,
    Reason.OUT_OF_SCOPE_DIRECTION,
    Reason.OUT_OF_SCOPE_AGENCY,
    Reason.OUT_OF_SCOPE_PURPOSE,
    Reason.OUT_OF_SCOPE_CHILD,
    Reason.NOT_ASKED,
)

_YOUNG_PERSON: Final = {
    Reason.REFUSED: Reason.YP_REFUSED,
    Reason.WITHDRAWN: Reason.YP_WITHDRAWN,
    Reason.EXCLUDED: Reason.YP_EXCLUDED,
}
_ADULT: Final = {
    Reason.REFUSED: Reason.ADULT_REFUSED,
    Reason.WITHDRAWN: Reason.ADULT_WITHDRAWN,
    Reason.EXCLUDED: Reason.ADULT_EXCLUDED,
    Reason.NOT_ASKED: Reason.ADULT_NOT_ASKED,
}


def share_now(policy_version: int = 0) -> Answer:
    """The answer to immediate risk. It reads nothing, so it works when nothing else does."""
    return _without_items(Outcome.SHARE_NOW, Reason.RISK_NOW, policy_version)


def unavailable(reason: Reason) -> Answer:
    """The answer when the record cannot be read or trusted: use your judgement, do not wait."""
    return _without_items(Outcome.UNAVAILABLE, reason, 0)


def _without_items(outcome: Outcome, reason: Reason, policy_version: int) -> Answer:
    return Answer(outcome, (reason,), (Flag.RECORD_AFTER,), (), RULE_VERSION, policy_version)


def decide(view: View, policy: Policy, proposal: Proposal) -> Answer:
    """Answer `proposal` from a file as it stood at one moment, with what was recorded by another.

    A live check looks at one moment for both, and at a file folded to the place where the check
    will be appended. Raises `ValueError` for a proposal about nothing.
    """
    if proposal.urgency is Urgency.IMMEDIATE:
        return share_now()
    if view.in_doubt_since is not None:
        return unavailable(Reason.RECORD_INCOMPLETE)
    items = tuple(_item(view, policy, proposal, point) for point in proposal.points())
    if not items:
        raise ValueError("A proposal names somebody and some kind of information.")
    flags = {flag for item in items for flag in item.flags}
    if not view.advocate_discussed(proposal.enquiry):
        flags.add(Flag.ADVOCATE_NOT_DISCUSSED)
    return Answer(
        outcome=_headline([item.outcome for item in items]),
        reasons=tuple(dict.fromkeys(item.reason for item in items)),
        flags=tuple(sorted(flags)),
        items=items,
        rule_version=RULE_VERSION,
        policy_version=policy.version,
    )


Rules: TypeAlias = Callable[[View, Policy, Proposal], Answer]

#: Every edition of the rules that ever answered a check, so that it can be replayed.
RULES: Final[Mapping[str, Rules]] = {RULE_VERSION: decide}


def _headline(outcomes: list[Outcome]) -> Outcome:
    present = set(outcomes)
    if len(present) == 1:
        return outcomes[0]
    if present == {Outcome.COVERED, Outcome.AUTHORISED}:
        return Outcome.AUTHORISED
    if present & {Outcome.COVERED, Outcome.AUTHORISED}:
        return Outcome.PARTLY_COVERED
    order = (Outcome.OBJECTION, Outcome.DECISION_NEEDED, Outcome.ASK)
    return next(outcome for outcome in order if outcome in present)


class _ItemSoFar:
    """An item while it is being decided: what is agreed so far, who stands where."""

    def __init__(self, outcome: Outcome, reason: Reason, positions: Iterable[Position]) -> None:
        self.outcome = outcome
        self.reason = reason
        self.positions = tuple(positions)
        self.flags: set[Flag] = {p.history for p in self.positions if p.history is not None}

    @property
    def deciding(self) -> list[Position]:
        return [p for p in self.positions if p.decides]


def _item(view: View, policy: Policy, proposal: Proposal, point: Point) -> Item:
    known_subject = True
    if point.subject in view.children:
        so_far = _child_item(view, policy, proposal, point, view.children[point.subject])
    elif point.subject in view.adults:
        so_far = _adult_item(view, proposal, point)
    else:
        known_subject = False
        so_far = _ItemSoFar(Outcome.ASK, Reason.NO_RECORD, ())
    decisions: tuple[str, ...] = ()
    if so_far.outcome is not Outcome.COVERED and known_subject:
        reaching = authorisation_reaching(view, proposal.enquiry, point, so_far.positions)
        if reaching is not None:
            so_far.outcome, so_far.reason = Outcome.AUTHORISED, Reason(reaching.kind)
            so_far.flags.add(Flag.TELL_PARENTS if reaching.safe_to_tell else Flag.DO_NOT_TELL)
            decisions = reaching.ids
    if (
        so_far.outcome not in (Outcome.COVERED, Outcome.AUTHORISED)
        and point.purpose in PURPOSES_WITHOUT_AGREEMENT
    ):
        so_far.outcome = Outcome.DECISION_NEEDED
        so_far.reason = Reason.PURPOSE_NEEDS_NO_AGREEMENT
    if so_far.outcome in (Outcome.AUTHORISED, Outcome.DECISION_NEEDED) and any(
        # A carer without parental responsibility is shown, never counted: their no is not one.
        p.says is Says.NO and (p.pr_status is None or p.pr_status in DECIDING_PR)
        for p in so_far.positions
    ):
        so_far.flags.add(Flag.PARENT_POSITION_NO)
    return Item(
        subject=point.subject,
        category=point.category,
        direction=point.direction,
        outcome=so_far.outcome,
        reason=so_far.reason,
        flags=tuple(sorted(so_far.flags)),
        positions=so_far.positions,
        authorisations=decisions,
        ends_at=_ends(so_far, policy) if so_far.outcome is Outcome.COVERED else None,
    )


def _ends(so_far: _ItemSoFar, policy: Policy) -> datetime | None:
    """Until when the item is agreed: while one yes lasts, or all of them, as the policy asks."""
    ends = [p.ends_at for p in so_far.deciding if p.says is Says.YES]
    told = [end for end in ends if end is not None]
    if not policy.one_parent_enough:
        return min(told, default=None)
    return None if None in ends else max(told, default=None)


def _child_item(
    view: View, policy: Policy, proposal: Proposal, point: Point, child: Held[ChildAdded]
) -> _ItemSoFar:
    alone = view.decides_alone[child.event.child, point.purpose]
    # What is about an adult is that adult's to agree to, however the question was put.
    about_an_adult = point.category in ADULT_CATEGORIES
    parents = [
        position(
            view,
            r.event.person,
            point,
            proposal.enquiry,
            decides=not alone and not about_an_adult,
            relationship=r,
        )
        for r in view.deciders[child.event.child]
    ]
    carers = [
        position(view, r.event.person, point, proposal.enquiry, decides=False, relationship=r)
        for r in view.carers(child.event.child)
    ]
    if about_an_adult:
        so_far = _ItemSoFar(Outcome.ASK, Reason.ADULT_NOT_ASKED, (*parents, *carers))
    elif alone:
        own = position(view, child.event.child, point, proposal.enquiry, decides=True)
        so_far = _ItemSoFar(*_young_person_outcome(own), (own, *parents, *carers))
        if own.says is Says.YES and any(p.says is Says.NO for p in parents):
            so_far.flags.add(Flag.PARENT_OBJECTS_YP_AGREED)
    else:
        so_far = _ItemSoFar(*_combine(policy, parents), (*parents, *carers))
        if so_far.outcome is Outcome.COVERED:
            so_far.flags.update(flag for p in parents for flag in _about_the_other_parent(p))
    if not alone:
        so_far.flags.update(_about_the_child(view, child, point))
    so_far.flags.update(_about_the_family(parents, carers))
    return so_far


def _about_the_child(view: View, child: Held[ChildAdded], point: Point) -> Iterator[Flag]:
    """What is raised about a child who does not decide."""
    if view.objects(child.event.child):
        yield Flag.CHILD_OBJECTS
    age = view.ages[child.event.child]
    not_assessed = view.competence[child.event.child, point.purpose] == "NOT_ASSESSED"
    if age is not None and 12 <= age <= 15 and not_assessed:
        yield Flag.CONSIDER_COMPETENCE


def _about_the_family(parents: list[Position], carers: list[Position]) -> Iterator[Flag]:
    """What is raised whoever decides: a letter is due to a parent who said yes all the same."""
    agreed = [p for p in parents if p.says is Says.YES]
    if any(p.summary_due for p in agreed):
        yield Flag.WRITTEN_CONFIRMATION_DUE
    if any(p.pr_status != "YES" for p in agreed):
        yield Flag.PR_UNCONFIRMED
    if not parents and any(p.says is Says.YES for p in carers):
        yield Flag.CARER_SUPPORTS
    if any(p.reason is Reason.NOT_ASKED for p in carers):
        yield Flag.CARER_WITHOUT_PR_NOT_SPOKEN_TO


def _young_person_outcome(own: Position) -> tuple[Outcome, Reason]:
    if own.says is Says.YES:
        return Outcome.COVERED, Reason.AGREED_BY_YOUNG_PERSON
    if own.says is Says.NO and own.reason is not None:
        return Outcome.OBJECTION, _YOUNG_PERSON[own.reason]
    return Outcome.ASK, Reason.YP_NOT_ASKED


def _about_the_other_parent(other: Position) -> Iterator[Flag]:
    """What to know of a holder of parental responsibility who has not answered, once covered."""
    if other.says is not Says.NO_ANSWER:
        return
    if not other.safe_to_ask:
        yield Flag.DO_NOT_CONTACT_OTHER_PARENT
    elif not other.reachable:
        yield Flag.OTHER_CAREGIVER_UNREACHABLE
    elif other.can_be_asked:
        yield Flag.OTHER_CAREGIVER_NOT_ASKED


def _combine(policy: Policy, parents: list[Position]) -> tuple[Outcome, Reason]:
    """Several holders of parental responsibility: any no, else a yes, else who can be asked."""
    if not parents:
        return Outcome.ASK, Reason.NO_PR_HOLDER_KNOWN
    agreed = [p for p in parents if p.says is Says.YES]
    refused = next((p for p in parents if p.says is Says.NO), None)
    if refused is not None:
        if agreed:
            return Outcome.OBJECTION, Reason.PARENTS_DISAGREE
        return Outcome.OBJECTION, refused.reason or Reason.REFUSED
    waiting = [p for p in parents if p.says is Says.NO_ANSWER]
    if agreed and (policy.one_parent_enough or not waiting):
        return Outcome.COVERED, Reason.AGREED_BY_PARENT
    askable = {p.reason for p in waiting if p.can_be_asked}
    nearest = next((reason for reason in NEAREST_GAP if reason in askable), None)
    if nearest is not None:
        return Outcome.ASK, nearest
    if any(not p.safe_to_ask for p in waiting):
        return Outcome.DECISION_NEEDED, Reason.NOT_SAFE_TO_ASK
    if any(not p.has_capacity for p in waiting):
        return Outcome.DECISION_NEEDED, Reason.LACKS_CAPACITY
    return Outcome.DECISION_NEEDED, Reason.UNREACHABLE


def _adult_item(view: View, proposal: Proposal, point: Point) -> _ItemSoFar:
    """An adult's own information: that adult only, nobody for them."""
    own = position(view, point.subject, point, proposal.enquiry, decides=True)
    return _ItemSoFar(*_adult_outcome(own), (own,))


def _adult_outcome(own: Position) -> tuple[Outcome, Reason]:
    if not own.has_capacity:
        return Outcome.DECISION_NEEDED, Reason.LACKS_CAPACITY
    if own.says is Says.YES:
        return Outcome.COVERED, Reason.AGREED_BY_ADULT
    reason = own.reason or Reason.NOT_ASKED
    if own.says is Says.NO:
        return Outcome.OBJECTION, _ADULT[reason]
    if not own.safe_to_ask:
        return Outcome.DECISION_NEEDED, Reason.NOT_SAFE_TO_ASK
    if not own.reachable:
        return Outcome.DECISION_NEEDED, Reason.UNREACHABLE
    return Outcome.ASK, _ADULT.get(reason, reason)
