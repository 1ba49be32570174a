"""A decision that nobody asked a manager for on the file: after a strategy discussion, by an order,
or by telephone.
"""

from __future__ import annotations

from typing import Final

from ...domain.recorded.policy import NOT_SHARE
from ..asking import ask
from ..forms.choices import Known, holders
from ..forms.filling import pages
from ..forms.form import Form, Heading
from ..forms.inputs import Checks
from ..forms.usual import ENQUIRY, FILE, SCOPE, another
from .asked import worries_of
from .decidedanew import in_a_new_decision
from .reasons import BY_SUPPOSING, SUPPOSES, WHY, grounds, to_go_ahead

_SOMEBODY_ELSES: Final = (
    "By the policy in force somebody else makes each of these decisions. Ask a manager to decide: "
    "what is filled in here is not recorded. If you cannot wait, share now."
)
_NONE_NEEDED: Final = "For the kind of decision that you choose below. A court’s order needs none."


def _worries(known: Known) -> list[str]:
    return [f"The worry: “{one}”" for one in worries_of(known.file)]


def _not_theirs(known: Known) -> list[str]:
    """Of whoever decides none of these, by the policy in force: before they fill it all in."""
    signed_in = known.visit.signed_in
    roles = set[str]() if signed_in is None else {*signed_in.principal.roles}
    rules = ask(known.visit, "showPolicy")["decisions"]
    may = [one for one in rules if one["kind"] != NOT_SHARE and roles & {*one["roles"]}]
    return [] if may else [_SOMEBODY_ELSES]


DECIDE: Final = Form(
    operation="recordAuthorisation",
    at=f"{FILE}/decisions/new",
    title="Decide to go ahead",
    lead="For what no worker has asked you on the file. What somebody asked for stands among the "
    "decisions waiting. Where two answers contradict each other nobody has to ask you: leave open "
    "who did.",
    is_checked=True,
    begins=in_a_new_decision,
    supposes=SUPPOSES,
    by_supposing=BY_SUPPOSING,
    says=lambda known, _: " ".join((*_not_theirs(known), *_worries(known))),
    fields=(
        another("requested_by", "Who asked for it?"),
        Heading("What is it about?"),
        *SCOPE,
        ENQUIRY,
        Heading("The duty test, and why"),
        *WHY,
        Checks("reason_codes", "Reasons", choices=grounds, hint=_NONE_NEEDED),
        Heading("How, until when, and who is told"),
        *to_go_ahead(holders),
    ),
)

PAGES: Final = pages(DECIDE)
