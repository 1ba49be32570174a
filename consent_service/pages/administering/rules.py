"""What this council has decided for itself: its policy, and the privacy notices that it gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Response

from ...domain.codes import label
from ...domain.recorded.policy import NOT_SHARE
from ..asking import ask
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import Text
from ..frame import Visit, show
from ..offering import offered
from ..page import Page

HOME: Final = "/rules"
_ON_A_PAGE: Final = "200"


def _rules(visit: Visit) -> Response:
    policy, listed = ask(visit, "showPolicy"), ask(visit, "listNotices", {"limit": _ON_A_PAGE})
    return show(
        visit,
        "rules.html",
        "Policy and notices",
        policy=policy,
        decisions=[_rule(one) for one in policy["decisions"]],
        notices=listed["notices"],
        more=listed["next"] is not None,
        offers=list(offered(visit, "publishNotice", "Publish a notice")),
    )


def _rule(one: Mapping[str, Any]) -> dict[str, Any]:
    listed = "decision_not_to_share" if one["kind"] == NOT_SHARE else "authorisation_kinds"
    return {
        **one,
        "what": label(listed, one["kind"]),
        "who": [label("staff_roles", role) for role in one["roles"]],
    }


PUBLISH: Final = Form(
    operation="publishNotice",
    at=f"{HOME}/notices/new",
    title="Publish a privacy notice",
    lead="A version in one language, as families get it. A talk that names it counts as explained.",
    fields=(
        Text("version", "Which version?", width=10),
        Text("language", "In which language?", width=20),
        Text(
            "text_sha256",
            "The SHA-256 digest of its text",
            hint="What sha256sum prints of the file: 64 letters and digits.",
        ),
        Text("reading_age", "At which age can it be read?", width=5, hint="From 5 to 18."),
    ),
    button="Publish it",
    after=lambda _visit, _done: HOME,
)

PAGES: Final = (
    Page("rules", "GET", HOME, _rules),
    *pages(PUBLISH),
)
