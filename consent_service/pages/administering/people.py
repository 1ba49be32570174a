"""Who works here and what each may act as: listed, given, taken back.

A right holds from the next request on, and so does its end. Nobody gives one to themself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote

from flask import Response, request

from ...access.sessions import SignedIn
from ...domain.codes import label
from ...domain.words.naming import day
from ..asking import ask
from ..forms.choices import Choice, Known
from ..forms.days import When
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import Radios, Select, Text
from ..forms.usual import team
from ..frame import Visit, show
from ..navigation import may_use
from ..offering import offered
from ..page import Page
from ..somebody import as_whom

HOME: Final = "/people"
_SOMEBODY: Final = f"{HOME}/<string:staff>"
_ON_A_PAGE: Final = "50"
_ALL_OF_THEM: Final = "200"
_STAFF_ID: Final = Text(
    "staff",
    "Their staff id",
    hint="As the account or the sign-in of your council names them. It stays theirs for good.",
)


def is_administrators(signed_in: SignedIn) -> bool:
    """Whether this is the first page they have: whoever gives others their rights."""
    return may_use(signed_in, "grantRight")


def _people(visit: Visit) -> Response:
    cursor = request.args.get("cursor")
    query = {"limit": _ON_A_PAGE, **({"cursor": cursor} if cursor else {})}
    listed = ask(visit, "listStaff", query)
    following = listed["next"]
    return show(
        visit,
        "people.html",
        "People and rights",
        people=[
            {
                **one,
                "address": f"{HOME}/{one['staff']}",
                "roles": [label("staff_roles", role) for role in one["roles"]],
            }
            for one in listed["people"]
        ],
        following=None if following is None else f"{HOME}?cursor={following}",
        offers=list(offered(visit, "recordStaff", "List somebody")),
        **as_whom(visit),
    )


def _somebody(visit: Visit) -> Response:
    staff = visit.path["staff"]
    found = ask(visit, "showStaff", staff=staff)
    rights = ask(visit, "listRightsOf", {"limit": _ALL_OF_THEM}, staff=staff)
    return show(
        visit,
        "somebody.html",
        "As what they may act",
        found=found,
        rights=[_right(visit, one, rights["staff"]) for one in rights["rights"]],
        offers=[
            *offered(visit, "grantRight", "Give them a role", staff=staff),
            *offered(visit, "recordStaff", "Change how they are listed", staff=staff),
        ],
    )


def _right(visit: Visit, one: Mapping[str, Any], staff: Mapping[str, str]) -> dict[str, Any]:
    by = "the command line" if one["granted_by"] == "operator" else staff.get(one["granted_by"])
    ends = offered(visit, "revokeRight", "Take it back", staff=one["staff"], right=one["right"])
    return {
        "role": label("staff_roles", one["role"]),
        "by": by or "somebody who is not listed",
        "since": day(datetime.fromisoformat(one["granted_at"])),
        "until": one["until"] and day(datetime.fromisoformat(one["until"])),
        "note": one["note"],
        "offers": list(ends),
    }


def _them(visit: Visit, _: Mapping[str, Any]) -> str:
    return f"{HOME}/{visit.path['staff']}"


def _whoever_was_listed(visit: Visit, _: Mapping[str, Any]) -> str:
    """The path has nobody's id: it is the one that was typed."""
    return f"{HOME}/{quote(visit.typed('staff'), safe='')}"


def _as_listed(known: Known, said: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    """What stands there already, of whoever the address names."""
    if not said.get("staff"):
        return {}
    now = ask(known.visit, "showStaff", staff=said["staff"])
    filled = {name: [now[name]] for name in ("staff", "names", "team") if now[name]}
    return {**filled, "ended": ["true" if now["ended"] else "false"]}


def _services(known: Known) -> list[Choice]:
    return [Choice(one["service"], one["names"][0]) for one in known.services]


LISTED: Final = Form(
    operation="recordStaff",
    at=f"{HOME}/listed/new",
    title="Who stands behind a staff id",
    lead="So that a family, an agency and an auditor read a name. To be listed gives nobody "
    "access: a role does.",
    fields=(
        _STAFF_ID,
        Text("names", "Full name"),
        team("Team"),
        Radios("ended", "Have they left?", yes="Yes", no="No"),
    ),
    from_address=frozenset({"staff"}),
    begins=_as_listed,
    button="List them",
    after=_whoever_was_listed,
)
GRANT: Final = Form(
    operation="grantRight",
    at=f"{_SOMEBODY}/rights/new",
    title="Give somebody a role",
    lead="They have it from the next thing that they do. You cannot give yourself one.",
    from_path=("staff",),
    fields=(
        Select("role", "In which role may they act?"),
        When(
            "until",
            "Until when?",
            hint="Leave it empty if it has no end. A day alone is to its end.",
            by_its_end=True,
        ),
        Select(
            "organisation",
            "For which service?",
            choices=_services,
            hint="Only for somebody who speaks for a partner agency.",
        ),
        Text("note", "What else to know"),
    ),
    button="Give it",
    after=_them,
)
REVOKE: Final = Form(
    operation="revokeRight",
    at=f"{_SOMEBODY}/rights/<string:right>/end/new",
    title="Take a role back",
    lead="It ends at once: the next thing that they do is refused. What they have recorded stays. "
    "Once it was their last, each enquiry that they have stands with those that nobody has: "
    "anybody can take it, and a manager hands it over.",
    fields=(),
    button="Take it back",
    after=_them,
)

PAGES: Final = (
    Page("people", "GET", HOME, _people),
    Page("somebody", "GET", _SOMEBODY, _somebody),
    *pages(LISTED, GRANT, REVOKE),
)
