"""The directory of services: by which names each is known, and how it is reached.

A no is heard by a name that nobody listed; by a listed one a yes is found. So what an administrator
adds counts once a manager has listed it, where it may make more agreed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import Response, request

from ...domain.codes import label
from ..asking import ask
from ..forms.choices import Known
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import Area, Radios, Select, Text
from ..frame import Visit, show
from ..offering import offered
from ..page import Page

HOME: Final = "/services"
_ON_A_PAGE: Final = "50"


def _directory(visit: Visit) -> Response:
    cursor = request.args.get("cursor")
    listed = ask(
        visit, "listServices", {"limit": _ON_A_PAGE, **({"cursor": cursor} if cursor else {})}
    )
    following = listed["next"]
    return show(
        visit,
        "services.html",
        "Services",
        services=[_service(one) for one in listed["services"]],
        following=None if following is None else f"{HOME}?cursor={following}",
        offers=list(offered(visit, "listService", "List a service")),
    )


def _service(one: Mapping[str, Any]) -> dict[str, Any]:
    name, *others = one["names"]
    return {
        **one,
        "name": name,
        "others": others,
        "type": label("agencies", one["type"]),
        "change": f"{HOME}/{one['service']}/changes/new",
    }


def _as_listed(known: Known, _: Mapping[str, str]) -> Mapping[str, Sequence[str]]:
    now = ask(known.visit, "showService", service=known.visit.path["service"])
    filled = {name: [now[name]] for name in ("type", "contact", "opening_hours") if now[name]}
    number = now["identifier"]
    if number is not None:
        filled |= {f"identifier.{name}": [number[name]] for name in ("scheme", "value")}
    return {
        **filled,
        "names": ["\n".join(now["names"])],
        "ended": ["true" if now["ended"] else "false"],
    }


_FIELDS: Final = (
    Select("type", "What kind of service is it?"),
    Area(
        "names",
        "Its names",
        rows=4,
        hint="One on each line. The first is the one that it is shown by.",
    ),
    Select("identifier/scheme", "Whose number is it known by?"),
    Text("identifier/value", "That number", width=20),
    Area("contact", "How it is reached", rows=2),
    Text("opening_hours", "When it is reached"),
)
LIST: Final = Form(
    operation="listService",
    title="List a service",
    fields=_FIELDS,
    button="List it",
    after=lambda _visit, _done: HOME,
)
CHANGE: Final = Form(
    name="changeService",
    operation="listService",
    at=f"{HOME}/<string:service>/changes/new",
    title="Change a service",
    lead="By a name that you take out it is found no more, and a no is heard by it all the same.",
    from_path=("service",),
    fields=(
        *_FIELDS,
        Radios("ended", "Is it there no longer?", yes="It has ended", no="It is there"),
    ),
    begins=_as_listed,
    button="Change it",
    after=lambda _visit, _done: HOME,
)

PAGES: Final = (
    Page("services", "GET", HOME, _directory),
    *pages(LIST, CHANGE),
)
