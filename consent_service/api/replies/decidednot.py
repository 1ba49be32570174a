"""Where it was decided not to share for now what an answer leaves to a manager, that this was; and
where a manager asked something first, that nothing was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

from ...domain.answers import Answer, Item, Outcome
from ...domain.codes import TEXTS
from ...domain.file.held import Held, in_order
from ...domain.file.view import View
from ...domain.recorded.askedfirst import only_asks_first
from ...domain.recorded.circumstances import SignRecorded
from ...domain.recorded.meetings import InjuryRecorded
from ...domain.recorded.owning import EnquiryRated
from ...domain.recorded.practice import DecisionRequested, DecisionReviewed, NotShareDecided
from ...domain.safety.saidtoharm import every_told
from ...domain.scopes.containing import holds
from ...domain.scopes.proposal import Proposal
from ...domain.scopes.scope import Point
from ...domain.scopes.services import Service
from ...domain.times import day_of
from ...domain.words.contacting import whom_not_to_contact
from ...domain.words.naming import day

#: What of an answer goes ahead: nothing of it is left to decide.
_GOES_AHEAD: Final = {Outcome.COVERED, Outcome.AUTHORISED}


def say_what_was_decided_not(
    shown: dict[str, Any],
    answer: Answer,
    proposal: Proposal,
    view: View,
    directory: Sequence[Service],
) -> None:
    """In the place of asking a manager to decide. Whoever is worried later asks for it anew."""
    if answer.outcome is not Outcome.DECISION_NEEDED:
        return
    left = [item for item in answer.items if item.outcome not in _GOES_AHEAD]
    decided = [_decided(view, proposal, item, directory) for item in left]
    found = [one for one in decided if one is not None]
    if not left or len(found) != len(left):
        return
    last = max(found, key=in_order)
    text = "asked_first" if only_asks_first(last.event.reason_codes) else "decided_not_to_share"
    said = TEXTS[text].format(day=day(last.effective_at))
    shown["next"] = " ".join((*whom_not_to_contact(view, left), said))
    # Each reason why a manager was to be asked stands as it is: what is to be done is said once.
    of_items = [item["reason"] for item in shown["items"]]
    reasons = [one for one in shown["reasons"] if any(one["code"] == o["code"] for o in of_items)]
    for reason in (*of_items, *reasons):
        reason["next"] = shown["next"]


def _decided(
    view: View, proposal: Proposal, item: Item, directory: Sequence[Service]
) -> Held[NotShareDecided] | None:
    """The last that takes in all of it, until it is to be looked at again, or something is known
    that was not known then: a manager is asked by that.
    """
    point = Point(item.subject, proposal.purpose, proposal.agency, item.category, item.direction)
    of_it = [
        held
        for held in view.holding[NotShareDecided]
        if held.event.enquiry == proposal.enquiry
        and holds(held.event.scope, point, view.then(held.seq), directory)
    ]
    last = max(of_it, key=in_order, default=None)
    if last is None:
        return None
    again = view.newest[DecisionReviewed, "decision"].get(last.event.decision)
    due = last.event.review_due if again is None else again.event.review_due
    is_over = due is not None and day_of(view.as_of) > due
    since = last.seq if again is None else max(last.seq, again.seq)
    return None if is_over or any(seq > since for seq in _news(view, last)) else last


def _news(view: View, decided: Held[NotShareDecided]) -> Iterator[int]:
    """The places of whatever asks for a decision anew."""
    enquiry = decided.event.enquiry
    for asked in view.holding[DecisionRequested]:
        if asked.event.enquiry == enquiry:
            yield asked.seq
    for rated in view.holding[EnquiryRated]:
        if rated.event.enquiry == enquiry:
            yield rated.seq
    for kind in (SignRecorded, InjuryRecorded):
        yield from (one.seq for one in view.holding[kind])
    yield from (one.seq for one in every_told(view))
