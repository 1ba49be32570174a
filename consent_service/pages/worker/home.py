"""Where a worker begins: check first, then what is theirs, then what is due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from flask import Response, request

from ...access.sessions import SignedIn
from ...domain.codes import codes, label
from ..ages import age
from ..asking import ask
from ..called import told_apart
from ..doing import does, what_to_do
from ..frame import Visit, show
from ..helpnow import asks_for_help
from ..navigation import may_use
from ..offering import taken
from ..page import Page

_ON_HOME: Final = "6"
_ON_A_PAGE: Final = "25"
#: Which of a list: all, mine, what nobody has.
_WORKER: Final = "MASH_WORKER"
_WHOSE: Final = {"all": {}, "mine": {"mine": "true"}, "nobodys": {"unowned": "true"}}
_WORDS: Final = {"all": "Everybody’s", "mine": "Mine", "nobodys": "Nobody’s yet"}


def is_at_home(signed_in: SignedIn) -> bool:
    """Whether they have this page: whoever may check."""
    return may_use(signed_in, "checkAgencies")


def home(visit: Visit, signed_in: Mapping[str, Any]) -> Response:
    """The first page of whoever checks. `signed_in` says who they are here, and until when."""
    mine = ask(visit, "listEnquiries", {"mine": "true", "open": "true", "limit": _ON_HOME})
    nobodys = {"unowned": "true", "open": "true", "limit": _ON_HOME}
    free = mine if mine["enquiries"] else ask(visit, "listEnquiries", nobodys)
    due = ask(visit, "listTasks", {"mine": "true", "limit": _ON_HOME})
    anybodys = ask(visit, "listTasks", {"limit": _ON_HOME}) if not due["tasks"] else due
    return show(
        visit,
        "home.html",
        "Check before you contact an agency",
        enquiries=list(enquiries_listed(visit, free)),
        has_any=bool(mine["enquiries"]),
        help_asked=asks_for_help(visit),
        tasks=list(_tasks(visit, anybodys)),
        is_mine=bool(due["tasks"]),
        **signed_in,
        **_state(anybodys),
    )


#: What is late, and what of it is for workers: as many as the manager's first page counts.
_LATE: Final[Mapping[str, Mapping[str, str]]] = {
    "true": {"overdue": "true"},
    "workers": {"overdue": "true", "for_role": "MASH_WORKER"},
}


def _to_do(visit: Visit) -> Response:
    whose, query = _asked()
    late = request.args.get("late", "")
    listed = ask(visit, "listTasks", {**query, **_LATE.get(late, {}), "limit": _ON_A_PAGE})
    return show(
        visit,
        "to_do.html",
        "To do",
        is_wide=True,
        help_asked=asks_for_help(visit),
        tasks=list(_tasks(visit, listed)),
        **_paged(listed, "/to-do", whose, f"late={late}" if late in _LATE else ""),
        **_state(listed),
    )


def _my_families(visit: Visit) -> Response:
    whose, query = _asked("mine")
    listed = ask(visit, "listEnquiries", {**query, "open": "true", "limit": _ON_A_PAGE})
    return show(
        visit,
        "my_families.html",
        "Families",
        is_wide=True,
        help_asked=asks_for_help(visit),
        enquiries=list(enquiries_listed(visit, listed)),
        **_paged(listed, "/my-families", whose),
        **_state(listed),
    )


def _asked(usual: str = "all") -> tuple[str, dict[str, str]]:
    whose = request.args.get("whose", usual)
    whose = whose if whose in _WHOSE else usual
    cursor = request.args.get("cursor")
    return whose, _WHOSE[whose] | ({} if cursor is None else {"cursor": cursor})


def _paged(listed: Mapping[str, Any], path: str, whose: str, only: str = "") -> dict[str, Any]:
    """`only`: what of it is listed alone, as the address says it. The next page is of the same."""
    after, kept = listed["next"], f"&{only}" if only else ""
    return {
        "whose": [
            (words, f"{path}?whose={one}{kept}", one == whose) for one, words in _WORDS.items()
        ],
        "is_of": whose,
        "following": after and f"{path}?whose={whose}{kept}&cursor={after}",
        "counted": listed["counted"],
    }


def _state(listed: Mapping[str, Any]) -> dict[str, Any]:
    """Of how many families the list is not as of now."""
    return {"behind": listed["behind"], "unreadable": listed["unreadable"]}


def _tasks(visit: Visit, listed: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    whom = [one["person_names"] or one["child_names"] for one in listed["tasks"]]
    what = [what_to_do(one) for one in listed["tasks"]]
    each = [(*of, one["agencies"]) for *of, one in zip(what, whom, listed["tasks"], strict=True)]
    called = told_apart([", ".join(filter(None, of)) for of in each])
    for one, words in zip(listed["tasks"], called, strict=True):
        yield {
            "called": words,
            "file": one["file"],
            "address": does(visit, one),
            "code": one["code"],
            "what": what_to_do(one),
            "who": one["person_names"] or one["child_names"],
            "child": one["child_names"] if one["person_names"] else None,
            "agencies": one["agencies"],
            "by": one["due"],
            "is_late": one["overdue"],
            "owner": _whose(one),
            "waits_for": None
            if one["for_role"] == _WORKER
            else label("staff_roles", one["for_role"]),
            "rating": codes("ratings")[one["rating"]].label if one["rating"] else None,
            "take": taken(visit, one["enquiry"], one["file"])
            if one["enquiry_goes_on"] and one["file"] and not one["owner"]
            else None,
        }


def enquiries_listed(visit: Visit, listed: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Each of a list as `tasks.html` shows it."""
    enquiries = listed["enquiries"]
    children = [[(_called(child), age(child)) for child in one["children"]] for one in enquiries]
    about = told_apart([", ".join(name for name, _ in ones) for ones in children])
    for one, ones, words in zip(enquiries, children, about, strict=True):
        yield {
            "called": words or "a family without a child on record",
            "file": one["file"],
            "children": ones,
            "opened": one["opened_at"],
            "rating": codes("ratings")[one["rating"]].label,
            "owner": _whose(one),
            "team": one["team"],
            "is_checked": visit.signed_in is not None and may_use(visit.signed_in, "checkAgencies"),
            "take": None
            if one["owner"] or not one["goes_on"]
            else taken(visit, one["enquiry"], one["file"]),
        }


def _whose(one: Mapping[str, Any]) -> str | None:
    """Of what somebody has who has left, that they have."""
    names: str | None = one["owner_names"]
    return f"{names}, who has left" if names and one["owner"] is None else names


def _called(child: Mapping[str, Any]) -> str:
    """Some read a list with nobody's name in it."""
    return child["names"] or "A child whose name is not shown"


PAGES: Final = (
    Page("toDo", "GET", "/to-do", _to_do),
    Page("myFamilies", "GET", "/my-families", _my_families),
)
