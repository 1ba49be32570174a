"""Pick a family to look into, with a reason; and unlock its names, with another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Response

from ...api.edge.problems import ProblemError
from ...domain.families.finding import FoundBy
from ..asking import may_ask
from ..forms.filling import pages
from ..forms.form import Form
from ..forms.inputs import Area
from ..frame import Visit, go_to, show
from ..page import Page
from ..somebody import as_whom
from ..wanted import told
from ..worker.finding import FITS, searched
from .whole import HOME

FAMILY: Final = f"{HOME}/files/<string:file>"
#: What whoever has not opened a family is told; the second, where it is kept to people by name.
_CLOSED: Final = frozenset({"not-opened-yet", "kept-to-others"})
PICK: Final = f"{HOME}/families"


def _pick(visit: Visit) -> Response:
    may_ask(visit, "search")
    return _shows(visit, "", None)


def _picked(visit: Visit) -> Response:
    """By what was typed, which stands in no address."""
    return _shows(visit, *searched(visit))


def _shows(
    visit: Visit, typed: str, found: Mapping[str, Any] | None, wrong: str | None = None
) -> Response:
    return show(
        visit,
        "pick_family.html",
        "What staff saw",
        status=422 if wrong else 200,
        typed=typed,
        wrong=wrong,
        found=None if found is None else [_family(one) for one in found["found"]],
        unreadable=0 if found is None else found["unreadable"],
        more=found is not None and found["next"] is not None,
        **as_whom(visit),
    )


def _family(found: Mapping[str, Any]) -> dict[str, Any]:
    """Nobody's name: how many they are, and by what they were found."""
    return {
        "file": found["file"],
        "children": len(found["children"]),
        "adults": len(found["adults"]),
        # Where nobody of it fits, it was found by its own reference.
        "by": sorted({FITS[code] for one in found["fits"] for code in one["by"]})
        or [FITS[FoundBy.REFERENCE]],
    }


def _family_of(visit: Visit, _: Mapping[str, Any]) -> str:
    """Where they came from: the family at a minute, an entry, or a page of it that staff have; else
    the family.
    """
    theirs = f"/files/{visit.path['file']}"
    family = f"{HOME}{theirs}"
    pages = (f"{family}?", f"{family}/", f"{HOME}/entries/", f"{theirs}/")
    return visit.wanted if visit.wanted.startswith(pages) else family


def says_why_first(error: ProblemError, file: str, back: str) -> Response:
    """To where they say why they look into this family, and back here once they have. Raises it
    again where it is another problem.
    """
    if error.code not in _CLOSED:
        raise error
    return go_to(f"{HOME}/files/{file}/openings/new{told(back)}")


OPEN: Final = Form(
    operation="openRecord",
    at=f"{FAMILY}/openings/new",
    title="Why do you look into this family?",
    lead=(
        "It then lies open to you for an hour, without names. That you opened it, when and why is "
        "on record for good."
    ),
    fields=(
        Area(
            "reason",
            "Your reason",
            hint="At least 20 characters. Name nobody in it. Such as: sampled for the inspection "
            "of March.",
        ),
    ),
    button="Open it",
    template="open_family.html",
    after=_family_of,
)
UNLOCK: Final = Form(
    name="unlockNames",
    operation="openRecord",
    at=f"{FAMILY}/unlocking/new",
    title="Why do you need the names?",
    lead="They are shown to you until the hour is over. That you unlocked them is on record too.",
    fixed={"unlocks": True},
    fields=(Area("reason", "Your reason", hint="At least 20 characters."),),
    points={"not-opened-yet": "reason"},
    button="Show the names",
    template="open_family.html",
    after=_family_of,
)

PAGES: Final = (
    Page("pickFamily", "GET", PICK, _pick),
    Page("pickFamilySent", "POST", PICK, _picked),
    *pages(OPEN, UNLOCK),
)
