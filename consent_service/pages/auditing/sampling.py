"""Ten decisions to read closely: of a kind, for a reason or of a team; each leads to its family."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Final

from flask import Response

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...domain.codes import codes, label
from ..asking import ask, ask_with, may_ask, problem_of
from ..byhand import Fields, refused, typed_in
from ..frame import Visit, show
from ..page import Page
from .minutes import address
from .whole import HOME

_PATH: Final = f"{HOME}/sample"
#: By the heading that they are listed under, the lists that reasons are of.
_REASONS: Final = {
    "Going ahead although someone said no": "override_reasons",
    "Going ahead without asking": "dispense_reasons",
    "Relying on one of them": "split_view_reasons",
    "Not sharing for now": "not_share_reasons",
}
_KINDS: Final = {
    code: row.label
    for name in ("authorisation_kinds", "decision_not_to_share")
    for code, row in codes(name).items()
}
_PERIODS: Final = {"30": "30 days", "90": "90 days", "366": "A year"}
_USUAL: Final = "30"
_FIELDS: Final[Fields] = {
    "word": 200,
    "kind": _KINDS,
    "reason": [code for name in _REASONS.values() for code in codes(name)],
    "team": (),
    "days": _PERIODS,
}
_SAID: Final = ("word", "kind", "reason", "team")
_MOST_PAGES: Final = 20
_NO_WORD: Final = "Say a word first, such as today’s date or the throw of a die"


def _form(visit: Visit) -> Response:
    may_ask(visit, "drawSample")
    return _shown(visit, {}, None)


def _drawn(visit: Visit) -> Response:
    """What was typed stands in no address: a team is called as somebody likes."""
    typed, wrong = typed_in(visit, {**_FIELDS, "team": _teams(visit)})
    if not typed["word"]:
        wrong["word"] = _NO_WORD
    if wrong:
        return _shown(visit, typed, None, wrong)
    said: dict[str, Any] = {name: typed[name] for name in _SAID if typed[name]}
    now = datetime.fromisoformat(ask(visit, "showWholeness")["now"])
    days = int(typed["days"] if typed["days"] in _PERIODS else _USUAL)
    said["since"] = (now - timedelta(days=days)).isoformat()
    try:
        found = ask_with(visit, "drawSample", said)
    except (Refused, ProblemError) as error:
        if problem_of(error) != "invalid":
            raise
        return _shown(visit, typed, None, refused(error, _FIELDS, "word"))
    return _shown(visit, typed, found)


def _shown(
    visit: Visit,
    typed: Mapping[str, str],
    found: Mapping[str, Any] | None,
    wrong: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """`wrong` by the name of each field."""
    return show(
        visit,
        "sample.html",
        "Ten decisions to read",
        is_wide=True,
        status=422 if wrong else 200,
        typed={name: typed.get(name, "") for name in _FIELDS},
        wrong=wrong,
        kinds=_KINDS,
        reasons={
            heading: {code: row.label for code, row in codes(name).items()}
            for heading, name in _REASONS.items()
        },
        teams=_teams(visit),
        periods=_PERIODS,
        found=found,
        ten=[] if found is None else [_decision(one, found["staff"]) for one in found["decisions"]],
    )


def _teams(visit: Visit) -> list[str]:
    """Every team that somebody of staff is listed in."""
    found: set[str] = set()
    cursor: dict[str, str] = {}
    for _ in range(_MOST_PAGES):
        listed = ask(visit, "listStaff", {"limit": "200", **cursor})
        found |= {one["team"] for one in listed["people"] if one["team"]}
        if listed["next"] is None:
            break
        cursor = {"cursor": listed["next"]}
    return sorted(found)


def _decision(one: Mapping[str, Any], staff: Mapping[str, str]) -> dict[str, Any]:
    role = one["decided_by_role"]
    return {
        "what": _KINDS[one["kind"]],
        "reasons": [reason_in_words(code) for code in one["reasons"]],
        "by": staff.get(one["decided_by"] or "", "Somebody"),
        "role": role and label("staff_roles", role),
        "team": one["team"],
        "at": one["decided_at"],
        "recorded_at": one["recorded_at"],
        "is_late": one["recorded_at"][:10] != one["decided_at"][:10],
        "corrected": one["corrected"],
        "seq": one["seq"],
        "address": address(one["file"], one["recorded_at"], one["recorded_at"]),
    }


def reason_in_words(code: str) -> str:
    """A reason that a decision was made for, of whichever list it is."""
    found = (codes(name)[code].label for name in _REASONS.values() if code in codes(name))
    return next(found, code.replace("_", " ").capitalize())


PAGES: Final = (
    Page("sampleForm", "GET", _PATH, _form),
    Page("sampleDrawn", "POST", _PATH, _drawn),
)
