"""What of an answer is the referrer's word alone, and whose that is. For staff, and nobody else."""

from __future__ import annotations

from typing import Any

from ...domain.answers import Answer, Flag, Outcome
from ...domain.codes import TEXTS, label
from ...domain.deciding.decision import asked_in
from ...domain.file.view import View
from ...domain.scopes.proposal import Proposal
from ...domain.words.contacting import whom_not_to_contact
from ...domain.words.headline import Hearsay
from ...domain.words.reported import is_reported, only_the_referrers, referrers_no


def say_who_reported(
    shown: dict[str, Any], answer: Answer, proposal: Proposal, view: View, hearsay: Hearsay
) -> None:
    """A no that the referrer reported is said to be that: who did, when and of whom. What they
    wrote stands beside each of whom it may tell.
    """
    for item in shown["items"] if hearsay else ():
        item["positions"] = [
            # Several questions may show the very same one.
            one | {"referrer_words": hearsay.get((item["subject"], one["person"]))}
            for one in item["positions"]
        ]
    if answer.outcome is Outcome.OBJECTION and is_reported(view, answer.items):
        shown["headline"] = shown["headline"].replace(
            label("outcomes", answer.outcome), TEXTS["reported_no"]
        )
    if Flag.RELATED_REFUSAL not in answer.flags:
        return
    enquiries = asked_in(view, proposal.enquiry)
    said = referrers_no(view, answer.items, enquiries)
    for flag in shown["flags"] if said else ():
        if flag["code"] == Flag.RELATED_REFUSAL:
            only = only_the_referrers(view, answer.items, enquiries)
            flag["label"] = said if only else f"{flag['label']} {said}"
            # Nobody is sent to hear it from whom a manager is asked about first.
            if only and not whom_not_to_contact(view, answer.items, _flagged(answer)):
                flag["next"] = TEXTS["referrers_no_next"]


def _flagged(answer: Answer) -> set[str | None]:
    every = (one for item in answer.items for one in item.flagged)
    return {one.person for one in every if one.flag is Flag.RELATED_REFUSAL}
