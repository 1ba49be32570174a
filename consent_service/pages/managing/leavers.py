"""What somebody had who has left: each enquiry of theirs, handed to one person at one press.

Each is given by an entry of its own, under a key made of the form's, so that pressed twice it is
given once; and what somebody has taken meanwhile, in another tab or for themself, stays theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask import Response

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ..asking import ask, may_ask, problem_of, record
from ..byhand import typed_in
from ..forms.choices import Choice, Known, of_families
from ..forms.keys import new_key
from ..frame import Visit, show
from ..page import Page
from ..problems import as_read
from ..worker.home import enquiries_listed

_HERE: Final = "/of-those-who-left"
#: So many are shown, and handed over, at one press.
_AT_ONCE: Final = "100"
_HAS: Final = "somebody-has-it"


def _form(visit: Visit) -> Response:
    return _asks(visit)


def _asks(visit: Visit, wrong: Mapping[str, str] | None = None, **done: Any) -> Response:
    listed = _listed(visit)
    return show(
        visit,
        "leavers.html",
        "Enquiries of somebody who has left",
        status=422 if wrong else 200,
        is_wide=True,
        leavers=list(_leavers(visit, listed)),
        choices=_choices(visit),
        wrong=wrong or {},
        more=listed["next"] is not None,
        behind=listed["behind"],
        unreadable=listed["unreadable"],
        **{"done": None, **done},
    )


def _listed(visit: Visit) -> dict[str, Any]:
    return ask(visit, "listEnquiries", {"left": "true", "open": "true", "limit": _AT_ONCE})


def _choices(visit: Visit) -> list[Choice]:
    return list(of_families(Known(visit)))


def _leavers(visit: Visit, listed: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each of them with what they had, in the order of the list."""
    by_leaver: dict[str, list[Mapping[str, Any]]] = {}
    for one in listed["enquiries"]:
        by_leaver.setdefault(one["had_by"], []).append(one)
    for number, (staff, theirs) in enumerate(by_leaver.items()):
        yield {
            "staff": staff,
            "number": number,
            "names": theirs[0]["had_by_names"] or "Somebody",
            "enquiries": list(enquiries_listed(visit, {"enquiries": theirs})),
            "once": new_key(),
        }


def _handed(visit: Visit) -> Response:
    """All of one person's to one other."""
    may_ask(visit, "listEnquiries")
    to = {one.value: one.words for one in _choices(visit)}
    typed, wrong = typed_in(visit, {"owner": to.keys(), "had_by": 100})
    if not typed["owner"]:
        wrong["owner"] = "Choose who has them from now on."
    if wrong:
        return _asks(visit, wrong, of=typed["had_by"])
    done: dict[str, Any] = {"given": 0, "had": 0, "not_given": [], "to": to[typed["owner"]]}
    for one in _listed(visit)["enquiries"]:
        if one["had_by"] == typed["had_by"]:
            _give(visit, one, typed["owner"], done)
    return _asks(visit, done=done)


def _give(visit: Visit, one: Mapping[str, Any], owner: str, done: dict[str, Any]) -> None:
    at = {"file": one["file"], "enquiry": one["enquiry"]}
    try:
        record(visit, "claimEnquiry", {"owner": owner}, _key(visit, one["enquiry"]), **at)
        done["given"] += 1
    except (Refused, ProblemError) as error:
        if problem_of(error) == _HAS:
            done["had"] += 1
        else:
            done["not_given"].append(as_read(problem_of(error)).title)


def _key(visit: Visit, enquiry: str) -> str:
    return f"{visit.typed('once')}-{enquiry}"


PAGES: Final = (
    Page("ofThoseWhoLeft", "GET", _HERE, _form),
    Page("ofThoseWhoLeftHanded", "POST", _HERE, _handed),
)
