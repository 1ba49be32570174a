"""A decision that nobody asked a manager for on the file: after a strategy discussion, by an order,
or by telephone.
"""

from __future__ import annotations

from typing import Final

from ..forms import (
    Checks,
    Form,
    Group,
    Heading,
    Radios,
    Select,
    Service,
    Text,
    adults,
    enquiries,
    everybody,
    pages,
)
from .reasons import WHY, to_go_ahead

DECIDE: Final = Form(
    operation="recordAuthorisation",
    path="/files/<string:file>/decisions/new",
    title="Decide to go ahead",
    lead="For what no worker has asked you on the file. What somebody asked for stands among the "
    "decisions waiting.",
    is_checked=True,
    fields=(
        Text("requested_by", "Who asked for it?", hint="Their staff id. You cannot be that."),
        Heading("What is it about?"),
        Checks("scope/subjects", "About whom?", choices=everybody),
        Group("scope/agencies", "Which services?", (Service("", "Service"),), each="Service"),
        Checks("scope/categories", "Which information?"),
        Select("scope/purposes", "Why would it be shared?"),
        Radios("scope/directions", "Would you ask them or tell them?"),
        Select(
            "enquiry",
            "In which enquiry?",
            choices=enquiries,
            hint="Leave it empty if only one goes on.",
        ),
        Heading("The duty test, and why"),
        *WHY,
        Checks("reason_codes", "Reasons"),
        Heading("How, until when, and who is told"),
        *to_go_ahead(adults),
    ),
)

PAGES: Final = pages(DECIDE)
