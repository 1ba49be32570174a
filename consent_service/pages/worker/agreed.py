"""What is agreed, as a grid: kinds of information by agencies, of one child; now, or as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from flask import Response, request

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...domain.codes import codes, label
from ...domain.scopes.scope import ANY, SEEK, SHARE
from ...domain.times import LONDON
from ...domain.words.naming import lower_first
from ..asking import ask, problem_of
from ..called import told_apart
from ..frame import Visit, go_to, show
from ..page import Page
from .eachitem import MARKS

_PATH: Final = "/files/<string:file>/agreed"
#: What an address may say of the grid: ids, codes and times.
_CHOSEN: Final = ("purpose", "direction", "enquiry")
_CLOCKS: Final = ("as_of", "known_at")
_DIRECTIONS: Final = {"SEEK": "Asking", "SHARE": "Telling"}
#: A day and a time as a browser's own field sends them: by the clock on the wall.
_TYPED: Final = "%Y-%m-%dT%H:%M"
_NO_TIME: Final = "Give a day and a time, such as 9 March 2026, 10:00"
_AHEAD: Final = "Give a day and a time that has come already"


def _grid(visit: Visit) -> Response:
    """Each cell leads to its check, filled in."""
    names = (*_CHOSEN, *_CLOCKS)
    said = {name: request.args[name] for name in names if request.args.get(name)}
    return _shown(visit, said, request.args.get("child"))


def _as_it_was(visit: Visit) -> Response:
    """To the grid at two times that were typed: what held then, from what was known by then."""
    file = visit.path["file"]
    said = {name: one for name in _CHOSEN if (one := visit.typed(name))}
    child = visit.typed("child") or None
    typed = {name: visit.typed(name) for name in _CLOCKS}
    given = {name: _moment(one) for name, one in typed.items() if one}
    wrong = {name: _NO_TIME for name, at in given.items() if at is None}
    now = datetime.fromtimestamp(visit.service.access.browsers.now(), UTC)
    wrong |= {name: _AHEAD for name, at in given.items() if at is not None and at > now}
    if wrong:
        return _shown(visit, said, child, typed, wrong)
    times = {name: f"{at:%Y-%m-%dT%H:%M:%SZ}" for name, at in given.items() if at is not None}
    of_whom = {} if child is None else {"child": child}
    return go_to(f"/files/{file}/agreed?{urlencode({**of_whom, **said, **times})}")


def _moment(typed: str) -> datetime | None:
    """What was typed, as a moment; None for what is none."""
    try:
        return datetime.strptime(typed, _TYPED).replace(tzinfo=LONDON).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _shown(
    visit: Visit,
    said: Mapping[str, str],
    wanted: str | None,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> Response:
    file = visit.path["file"]
    shown, children = _coverage(visit, said, wanted)
    child = wanted if wanted in children else next(iter(children), None)
    kept = {"child": child, **said}

    def here(**other: str | None) -> str:
        query = {name: value for name, value in {**kept, **other}.items() if value is not None}
        return f"/files/{file}/agreed?{urlencode(query)}"

    return show(
        visit,
        "agreed.html",
        "What is agreed",
        is_wide=True,
        file=file,
        name=children.get(child or ""),
        purpose=lower_first(label("purposes", shown["purpose"])),
        purposes=[(row.label, here(purpose=code)) for code, row in codes("purposes").items()],
        choices=[
            [
                (words, here(child=one), one == child)
                for one, words in zip(children, told_apart([*children.values()]), strict=True)
            ],
            [
                (words, here(direction=code), code == shown["direction"])
                for code, words in _DIRECTIONS.items()
            ],
        ],
        agencies=[_agency(one["agency"]) for one in shown["agencies"]],
        rows=list(_rows(shown, child, file)),
        as_of=shown["as_of"],
        known_at=shown["known_at"],
        status=422 if wrong else 200,
        wrong=wrong or {},
        typed=typed or {name: _on_the_wall(shown[name]) for name in _CLOCKS},
        kept={name: one for name, one in kept.items() if one and name not in _CLOCKS},
        is_now=said.keys().isdisjoint(_CLOCKS),
        now=here(as_of=None, known_at=None),
    )


def _coverage(
    visit: Visit, said: Mapping[str, str], wanted: str | None
) -> tuple[dict[str, Any], dict[str, str]]:
    """The grid, and the children by their ids with their names. Of more than is decided at once
    it is that of one child.
    """
    file = visit.path["file"]
    try:
        shown = ask(visit, "showCoverage", said, file=file)
    except (Refused, ProblemError) as error:
        if problem_of(error) != "too-many-cells":
            raise
    else:
        return shown, {one: shown["people"][one] for one in shown["children"]}
    stands = ask(visit, "showFile", file=file)
    children = {one["id"]: one["names"] for one in stands["children"]}
    child = wanted if wanted and wanted in children else next(iter(children))
    return ask(visit, "showCoverage", {**said, "child": child}, file=file), children


def as_asked_last(responses: Sequence[Mapping[str, Any]]) -> str | None:
    """What an address says of the grid, so that it shows what they were asked last: for another
    purpose, or the other way, none of it may be agreed. None where nobody was asked.
    """
    said = sorted(responses, key=lambda one: one["effective_at"])
    for scope in (one["scope"] for one in reversed(said) if one["scope"]):
        purposes = [one for one in scope["purposes"] if one != ANY]
        if purposes:
            way = SHARE if {*scope["directions"]} == {SHARE} else SEEK
            return urlencode({"purpose": purposes[-1], "direction": way})
    return None


def _on_the_wall(at: str) -> str:
    return datetime.fromisoformat(at).astimezone(LONDON).strftime(_TYPED)


def _agency(agency: Mapping[str, Any]) -> str:
    named = agency["organisation"] or agency["described"]
    return named or label("agencies", agency["type"])


#: Of most kinds of information nothing else is known: what is stands before them.
_NOT_YET: Final = MARKS["ASK"]


def _rows(shown: Mapping[str, Any], child: str | None, file: str) -> Iterator[dict[str, Any]]:
    for category in shown["categories"]:
        cells = [_cell(shown, one, (child, category), file) for one in shown["agencies"]]
        says = any(one and (one["mark"] != _NOT_YET or one["against"]) for one in cells)
        yield {"what": label("categories", category), "cells": cells, "says_something": says}


def _cell(
    shown: Mapping[str, Any],
    covered: Mapping[str, Any],
    item: tuple[str | None, str],
    file: str,
) -> dict[str, Any] | None:
    """What is agreed with one agency about one item; None where it is not about that."""
    cells = {(cell["subject"], cell["category"]): cell for cell in covered["cells"]}
    cell = cells.get((item[0] or "", item[1]))
    if cell is None:
        return None
    agency = covered["agency"]
    asked = {
        "subjects": item[0],
        "agencies.0": ".".join(filter(None, (agency["type"], agency["id"]))),
        "categories": item[1],
        "purpose": shown["purpose"],
        "direction": shown["direction"],
    }
    return {
        "mark": MARKS[cell["outcome"]],
        "until": cell["ends_at"],
        "against": cell["against"],
        "agency": _agency(agency),
        "address": f"/files/{file}/check?{urlencode(asked)}",
    }


PAGES: Final = (
    Page("agreed", "GET", _PATH, _grid),
    Page("agreedAsItWas", "POST", _PATH, _as_it_was),
)
