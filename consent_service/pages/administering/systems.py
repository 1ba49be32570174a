"""The systems that ask by themselves: what each may, how near it is to its quotas, and its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from flask import Response

from ...domain.codes import label
from ...domain.words.naming import day
from ..asking import ask
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import Area
from ..frame import Visit, show
from ..offering import offered
from ..page import Page

HOME: Final = "/systems"
_ON_A_PAGE: Final = "200"


def _systems(visit: Visit) -> Response:
    listed = ask(visit, "listClients", {"limit": _ON_A_PAGE})
    return show(
        visit,
        "systems.html",
        "Systems",
        systems=[_system(visit, one) for one in listed["clients"]],
        more=listed["next"] is not None,
    )


def _system(visit: Visit, one: Mapping[str, Any]) -> dict[str, Any]:
    ended = one["disabled_at"]
    ends = offered(visit, "disableClient", "End its access", client=one["client"])
    return {
        "name": one["name"],
        "client_id": one["client_id"],
        "roles": [label("staff_roles", role) for role in one["roles"]],
        "scopes": one["scopes"],
        "used": [
            (name.replace("_", " "), count, one["quotas"][name], name in one["near_a_quota"])
            for name, count in one["used"].items()
        ],
        "since": day(datetime.fromisoformat(one["registered_at"])),
        "ended": ended and day(datetime.fromisoformat(ended)),
        "because": one["disabled_because"],
        "offers": () if ended else tuple(ends),
    }


DISABLE: Final = Form(
    operation="disableClient",
    at=f"{HOME}/<string:client>/end/new",
    title="End the access of a system",
    lead="At once, and for good: the tokens that it has are refused from its next request on. What "
    "it has recorded stays. Another is registered on the command line.",
    fields=(Area("why", "Why?", rows=2),),
    button="End its access",
    after=lambda _visit, _done: HOME,
)

PAGES: Final = (
    Page("systems", "GET", HOME, _systems),
    *pages(DISABLE),
)
