"""A record that is kept to people by name, or from somebody: who is named, and how it is opened.

Whoever is not named comes here from the page that says so. They open it with a reason, in one
press, and nobody asks them to wait.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from flask import Response

from ...domain.recorded.content import SERVICE
from ...domain.words.naming import day
from ..asking import ask
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import Area, Radios
from ..forms.usual import FILE, of_readers
from ..frame import Visit, show
from ..offering import offered
from ..page import Page

_NAMED: Final = f"{FILE}/named"
_ON_A_PAGE: Final = "200"


def _named(visit: Visit) -> Response:
    file = visit.path["file"]
    listed = ask(visit, "listRestrictions", {"file": file, "limit": _ON_A_PAGE})
    return show(
        visit,
        "named.html",
        "Who may read this record",
        file=file,
        named=[_row(visit, one, listed["staff"]) for one in listed["restrictions"]],
        to=any(not one["kept_from"] for one in listed["restrictions"]),
        kept=any(one["kept_from"] and not one["ended_at"] for one in listed["restrictions"]),
        more=listed["next"] is not None,
        offers=list(offered(visit, "restrictRecord", "Name somebody")),
    )


def _row(visit: Visit, one: Mapping[str, Any], staff: Mapping[str, str]) -> dict[str, Any]:
    words = "It is not they: let them read it" if one["kept_from"] else "Name them no longer"
    offers = [*offered(visit, "endRestriction", words, restriction=one["restriction"])]
    if one["kept_from"] and one["by"] == SERVICE.id:
        given = {"staff": one["named"], "kept_from": "yes"}
        offers += offered(visit, "restrictRecord", "It may be they: keep it from them", **given)
    return {
        "kept_from": one["kept_from"],
        "who": staff.get(one["named"], "Somebody who is not listed"),
        "by": "this service" if one["by"] == SERVICE.id else staff.get(one["by"], "somebody"),
        "since": day(datetime.fromisoformat(one["since"])),
        "ended": one["ended_at"] and day(datetime.fromisoformat(one["ended_at"])),
        "offers": () if one["ended_at"] else tuple(offers),
    }


def _where_they_were_going(visit: Visit, _: Mapping[str, Any]) -> str:
    family = f"/files/{visit.path['file']}"
    return visit.wanted if visit.wanted.startswith(f"{family}/") else family


def _who_is_named(visit: Visit, _: Mapping[str, Any]) -> str:
    return f"/files/{visit.path['file']}/named"


OPEN: Final = Form(
    name="openKeptRecord",
    operation="openRecord",
    title="Open a record that is kept to people by name",
    lead="It is open to you for an hour. That you opened it, when and why is on record, and "
    "somebody will ask you about it. If a child is at risk now, share now first.",
    fields=(Area("reason", "Whom do you protect?", hint="At least 20 characters. Name nobody."),),
    points={"opening-needs-reason": "reason"},
    button="Open it",
    template="goes_on.html",
    after=_where_they_were_going,
)

RESTRICT: Final = Form(
    operation="restrictRecord",
    at=f"{FILE}/restrictions/new",
    title="Keep this record to people by name",
    lead="For a colleague's own family, or a witness who is protected. Whoever is not named "
    "opens it with a reason, and checks and records then. Name each person in turn, and yourself "
    "first. Who may be somebody on it is named as one from whom it is kept.",
    from_path=("file",),
    fields=(
        of_readers("staff", "Who?"),
        Radios(
            "kept_from",
            "Is it kept to them, or from them?",
            yes="From them: they may be somebody on it",
            no="To them: they read it as ever",
        ),
        Area("reason", "Why is it kept to people by name?", hint="At least 20 characters."),
    ),
    points={"opening-needs-reason": "reason"},
    button="Name them",
    after=_who_is_named,
)

END: Final = Form(
    operation="endRestriction",
    at=f"{FILE}/restrictions/<string:restriction>/end/new",
    title="Name somebody no longer",
    lead="When nobody is named any more, this record is read as any other. Of somebody from whom "
    "it is kept this says that they are not on it: find that out from somebody else than them.",
    fields=(Area("reason", "Why?", hint="At least 20 characters."),),
    points={"opening-needs-reason": "reason"},
    button="Name them no longer",
    after=_who_is_named,
)

PAGES: Final = (
    Page("named", "GET", _NAMED, _named),
    *pages(OPEN, RESTRICT, END),
)
