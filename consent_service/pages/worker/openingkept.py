"""A number or an address that is kept from others, opened by whoever says what for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Response

from ..asking import ask
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import Area
from ..forms.usual import FILE
from ..frame import Visit, show
from ..keptback import wary_in_words
from ..reached import asked_for_another, doubt_of, versions_of


def _opened(visit: Visit, recorded: Mapping[str, Any]) -> Response:
    """Shown once: there is no page of it to go back to. It is what a worker dials from, so it says
    what the family's page says beside the link, and which of several is theirs now.
    """
    stands, opened = ask(visit, "showFile", file=visit.path["file"]), recorded["opened"]
    here = visit.path["contact"]
    point = next((one for one in stands["contact_points"] if one["id"] == here), None)
    whose = opened[0]["person"] if opened else ""
    wary = wary_in_words(stands, whose) if whose else ""
    return show(
        visit,
        "contact_opened.html",
        "Kept from others",
        is_family=False,
        heed=[*([wary] if wary else []), *doubt_of(point)],
        asked=asked_for_another(stands, whose) if doubt_of(point) else None,
        file=visit.path["file"],
        opened=[*versions_of(opened, point)],
    )


OPEN: Final = Form(
    operation="openContact",
    at=f"{FILE}/contact-points/<string:contact>/open",
    title="Open what is kept from others",
    lead="That you opened it, when and why is on record. Tell nobody in the family.",
    fields=(Area("reason", "What do you need it for?", hint="At least 20 characters."),),
    button="Open it",
    after=_opened,
)

PAGES: Final = pages(OPEN)
