"""A partner agency asks what is agreed about itself: its own item, and nothing else (F22)."""

from __future__ import annotations

from typing import Any, Final

from ...domain.answers import Outcome
from ...domain.may import PARTNER
from ...domain.words.headline import partner_headline, partner_next
from ..edge.operations import FILE, Call, Operation, load
from ..replies import answers as replies
from .bodies import PartnerCheckSchema, asked, is_immediate, is_immediate_as_sent
from .checks import PROBLEMS, answer_check

_asked: Final = PartnerCheckSchema()

#: What a partner is shown of an answer. Who said what, and why, is not theirs to know.
_SHOWN: Final = ("outcome", "helper", "share_now", "at", "recorded", "ledger")


def check_as_partner(call: Call) -> dict[str, Any]:
    """The same engine as for staff, about the service of the token; recorded like any check."""
    raw, body = asked(call)
    if not is_immediate(body):
        load(_asked, body)
    own = {"type": call.principal.agency, "id": call.principal.organisation}
    answer = answer_check(call, raw, {**body, "agency": own}).shown
    # As it was sent, or kept: a word, and no longer one of ours.
    outcome = Outcome(answer["outcome"])
    shown = {name: answer[name] for name in _SHOWN}
    items = [
        {name: item[name] for name in ("category", "direction", "outcome")}
        | {"headline": partner_headline(Outcome(item["outcome"]))}
        for item in answer["items"]
    ]
    return {
        **shown,
        "headline": partner_headline(outcome),
        "next": partner_next(outcome),
        "items": items,
    }


def operations() -> list[Operation]:
    """The partner's check."""
    return [
        Operation(
            "checkAsPartner",
            f"{FILE}/partner-checks",
            "What is agreed about your own organisation",
            check_as_partner,
            frozenset({PARTNER}),
            replies.PartnerAnswerSchema,
            method="POST",
            tag="check",
            body=PartnerCheckSchema,
            description=(
                "Answered like any check, in every weather. Shown are the outcome and what to do "
                "next; who said what is not."
            ),
            problems=("not-found", *PROBLEMS, "invalid"),
            takes_key="optional",
            at_once=is_immediate_as_sent,
        )
    ]
