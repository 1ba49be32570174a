"""A decision that nobody asked a manager for on the file: after a strategy discussion, by an order,
or by telephone.
"""

from __future__ import annotations

from typing import Final

from ..forms.choices import holders
from ..forms.filling import pages
from ..forms.form import Form, Heading
from ..forms.inputs import Checks
from ..forms.usual import ENQUIRY, FILE, SCOPE, another
from .asked import worries_of
from .decidedanew import in_a_new_decision
from .reasons import BY_SUPPOSING, SUPPOSES, WHY, grounds, to_go_ahead

_NONE_NEEDED: Final = "For the kind of decision that you choose below. A court’s order needs none."

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
    says=lambda known, _: " ".join(f"The worry: “{one}”" for one in worries_of(known.file)),
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
