"""Reports as pages: what they count as a table with bars beside it, and each case with its family.

What each name of a report is called stands in `headings.py`. No id of a person is shown: the link
leads to the family, where a look is recorded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from flask import Response, request

from ...domain.codes import codes, label
from ...domain.own.words import spoken
from ...domain.words.naming import lasting, moment
from ..asking import ask
from ..frame import Visit, show
from ..navigation import may_use
from ..offering import Offer, offered
from ..page import Page
from ..worker.timeline import sentences, words_of_codes
from .charting import Chart, charted
from .doubted import where_doubted
from .headings import HEADINGS, WORDS

_ON_A_PAGE: Final = "100"
#: The day of a team: what is counted of each is shown, the cases are a link away.
_THE_DAY: Final = (
    *("decisions-waiting", "caregivers-not-spoken-to", "share-now"),
    *("agencies-kept-waiting", "timeliness"),
)
_PERIODS: Final = {"7": "A week", "30": "30 days", "90": "90 days", "366": "A year"}
_USUAL: Final = "30"
_ID: Final = re.compile(r"[0-9a-f]{24,64}")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z")
_CODE: Final = re.compile(r"[A-Z0-9]+(?:_[A-Z0-9]+)*")
_KIND: Final = re.compile(r"[a-z]+(?:-[a-z]+)+")
#: As many columns as there is room for, and as many as leave room for bars beside them.
_COLUMNS: Final = 6
_BESIDE: Final = 4
#: Why somebody decided, of whichever list of reasons, or a check answered as it did.
_WHY: Final = (
    *("override_reasons", "dispense_reasons", "split_view_reasons", "not_share_reasons"),
    "reasons",
)
#: By the member in which a code stands: the lists that it may be of. One code means several things.
CODES_IN: Final[Mapping[str, tuple[str, ...]]] = {
    "agency": ("agencies",),
    "basis": ("disclosure_bases",),
    "because": ("agency_reasons",),
    "category": ("categories",),
    "changed_the_outcome": ("changed_outcomes",),
    "decided_by_role": ("staff_roles",),
    "direction": ("directions",),
    "doubt": ("notices",),
    "for_role": ("staff_roles",),
    "how": ("shown_statuses",),
    "kind": ("authorisation_kinds", "decision_not_to_share"),
    "last_reply": ("agency_outcomes",),
    "purposes": ("purposes",),
    "rating": ("ratings",),
    "reason": _WHY,
    "reason_codes": _WHY,
    "reasons": _WHY,
    "requested_by": ("correction_requesters",),
    "rests_otherwise": ("deed_signs",),
    "role": ("staff_roles",),
    "roles": ("roles", "staff_roles"),
    "urgency": ("urgencies",),
    "verdict": ("deed_verdicts",),
    "wants": ("family_wants",),
    "words": ("words_compared",),
}
#: In the address of a case's form: by the member that has its id, what is said of the link.
_LEADS: Final[dict[str, tuple[str, str]]] = {
    "decision": ("reviewDecision", "Read the decision"),
    "request": ("decideToGoAhead", "Decide"),
    "disclosure": ("reviewDisclosure", "Look at what was shared"),
}
#: Of a line that says this, the form that it leads to instead.
_BY_SIGN: Final = (
    ("last_reply", "disclosure", ("recordReply", "Record what the agency answered")),
    ("without_since", "enquiry", ("assignEnquiry", "Give it to somebody")),
)


class ReportPart(NamedTuple):
    """The rows of a report that have the same members, as a table, and bars of some of it."""

    title: str
    columns: list[str]
    rows: list[list[str]]
    charts: list[Chart]
    #: Whether its bars have room beside it.
    is_narrow: bool
    #: Whether it is one line of numbers, and not one for each of something.
    is_short: bool
    #: Of what there was nothing to count: no line says so once more.
    nothing: list[str]


def _reports(visit: Visit) -> Response:
    listed = ask(visit, "listReports", {"limit": "100"})["reports"]
    daily = [one for one in listed if _is_of_each_day(one)]
    return show(
        visit,
        "reports.html",
        "Reports",
        is_wide=True,
        groups=[
            ("Each day", daily),
            ("Each month or quarter", [one for one in listed if one not in daily]),
        ],
    )


def _is_of_each_day(report: Mapping[str, Any]) -> bool:
    """Whoever has the hub out of hours reads it too."""
    return "EDT_MANAGER" in report["roles"]


def _the_day(visit: Visit) -> Response:
    """What counts of the day: five reports are read, each of a row of every family, and the
    others of each day are a press away.
    """
    listed = ask(visit, "listReports", {"limit": "100"})["reports"]
    also = [one for one in listed if _is_of_each_day(one) and one["name"] not in _THE_DAY]
    shown = []
    for name in _THE_DAY:
        report = ask(visit, "showReport", {"limit": _ON_A_PAGE}, name=name)
        counted = [one for one in report["rows"] if "file" not in one]
        shown.append((report, list(_parts(counted, report["staff"]))))
    return show(visit, "team.html", "The team’s day", is_wide=True, reports=shown, also=also)


def _report(visit: Visit) -> Response:
    name, days = visit.path["name"], request.args.get("days", _USUAL)
    listed = ask(visit, "listReports", {"limit": "100"})["reports"]
    is_over_period = any(one["name"] == name and one["over_period"] for one in listed)
    query = {"limit": _ON_A_PAGE}
    if is_over_period and days in _PERIODS and visit.signed_in is not None:
        now = visit.service.records.now(visit.signed_in.principal.authority)
        query["since"] = (now - timedelta(days=int(days))).isoformat()
    # A page that follows is of the same period as the first.
    query |= {name: request.args[name] for name in ("cursor", "since") if name in request.args}
    report = ask(visit, "showReport", query, name=name)
    counted = [one for one in report["rows"] if "file" not in one]
    cases = [one for one in report["rows"] if "file" in one]
    following = report["next"] and urlencode(
        {"cursor": report["next"], "days": days}
        | ({"since": report["since"]} if is_over_period else {})
    )
    return show(
        visit,
        "report.html",
        report["title"],
        is_wide=True,
        report=report,
        parts_shown=list(_parts(counted, report["staff"])),
        cases=[_case(visit, one, report["staff"]) for one in cases],
        periods=[
            (words, f"/reports/{name}?days={many}", many == days)
            for many, words in _PERIODS.items()
            if is_over_period
        ],
        following=following and f"/reports/{name}?{following}",
    )


def _parts(rows: Sequence[Mapping[str, Any]], staff: Mapping[str, str]) -> Iterator[ReportPart]:
    """Rows of one kind and with the same members together, in their order. What has more members
    than a page has room for is turned: each member is a line.
    """
    for shape in dict.fromkeys((one["row"], tuple(one)) for one in rows):
        all_of_them = [one for one in rows if (one["row"], tuple(one)) == shape]
        of = [one for one in all_of_them if _counts_something(one)] or all_of_them
        left_out = [one for one in all_of_them if one not in of]
        names = [name for name in shape[1] if name != "row" and not _is_for_programs(name, of)]
        lines = [[said(one[name], staff, name) for name in names] for one in of]
        columns = [_called(name) for name in names]
        if len(of) == 1:
            columns, lines = (
                ["Measure", "Number"],
                [list(two) for two in zip(columns, *lines, strict=True)],
            )
        elif len(names) > _COLUMNS:
            columns, *lines = [list(line) for line in zip(columns, *lines, strict=True)]
        title = "" if shape[0] == "SUMMARY" else _called(shape[0])
        charts = list(_charts(of, names, staff))
        nothing = list(dict.fromkeys(_label(one, names, staff) for one in left_out))
        yield ReportPart(
            title, columns, lines, charts, len(columns) <= _BESIDE, len(of) == 1, nothing
        )


def _counts_something(row: Mapping[str, Any]) -> bool:
    return any(type(value) in (int, float) and value for value in row.values())


def _is_for_programs(name: str, rows: Sequence[Mapping[str, Any]]) -> bool:
    return name == "escalation_words" or any(
        isinstance(one[name], str) and _ID.fullmatch(one[name]) for one in rows
    )


def _charts(
    rows: Sequence[Mapping[str, Any]], names: Sequence[str], staff: Mapping[str, str]
) -> Iterator[Chart]:
    """Of one row each thing that it counts; of several the first two counts and the first time, a
    picture each. What is nothing, and the sum of the others, stands in the table alone; and so does
    a share, which is a part of a count.
    """
    numbers = [n for n in names if any(type(one[n]) is int for one in rows)]
    counts = [name for name in numbers if "minutes" not in name]
    if len(rows) == 1:
        bars = [(_called(name), rows[0][name]) for name in counts]
        pictures = [charted("How many", bars)]
    else:
        times = [name for name in numbers if name not in counts]
        each = [one for one in rows if "ALL" not in one.values()]
        pictures = [
            charted(
                _called(column),
                [(_label(one, names, staff), one[column]) for one in each if one[column]],
                partial(said, staff=staff, name=column),
            )
            for column in (*counts[:2], *times[:1])
        ]
    yield from filter(None, pictures)


def _label(row: Mapping[str, Any], names: Sequence[str], staff: Mapping[str, str]) -> str:
    return ", ".join(said(row[n], staff, n) for n in names if isinstance(row[n], str))


def _case(visit: Visit, row: Mapping[str, Any], staff: Mapping[str, str]) -> dict[str, Any]:
    """One case: its family, what is said of it, and the forms that it leads whoever reads to."""
    names = [n for n in row if n not in ("row", "file") and not _is_for_programs(n, [row])]
    file = row["file"]
    return {
        "file": file,
        "kind": "" if row["row"] == "CASE" else _called(row["row"]),
        "facts": [
            (_called(n), said(row[n], staff, n))
            for n in names
            if row[n] is not None and _is_said(row[n]) and not _says_nothing(row, n)
        ],
        "links": list(_links(visit, row, file)) if file else [],
    }


def _is_said(value: Any) -> bool:
    """Lists of ids name nobody and are left out."""
    return not (isinstance(value, list) and any(_ID.fullmatch(str(one)) for one in value))


def _says_nothing(row: Mapping[str, Any], name: str) -> bool:
    """What they are says in which group, and of whoever is known it need not be said."""
    return (name == "group" and "roles" in row) or (name == "not_known" and not row[name])


def _links(visit: Visit, row: Mapping[str, Any], file: str) -> Iterator[Offer]:
    leads = _LEADS | {member: led for sign, member, led in _BY_SIGN if sign in row}
    for member, (operation, words) in leads.items():
        if row.get(member):
            yield from offered(visit, operation, words, file=file, **{member: row[member]})
    if row.get("doubt") and visit.signed_in and may_use(visit.signed_in, "findRight"):
        yield Offer("Put it right", where_doubted(file, row["entry"]))


def _called(name: str) -> str:
    """A member or a kind of row; of one that has no words yet, as its name says it. What counts
    minutes is said as a time.
    """
    words = name.replace("_", " ").lower().replace("minutes", "time")
    return HEADINGS.get(name) or words[:1].upper() + words[1:]


def said(value: Any, staff: Mapping[str, str], name: str = "") -> str:
    """A value of a report in words: `name` is the member that it stands in."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(said(one, staff, name) for one in value) or "–"
    if "minutes" in name and isinstance(value, int):
        return lasting(value, is_working="working" in name) if value else "0 minutes"
    if name.split("_", maxsplit=1)[0] == "share" and isinstance(value, float):
        return f"{value:.0%}"
    if not isinstance(value, str):
        return str(value)
    if _MOMENT.fullmatch(value):
        return moment(datetime.fromisoformat(value))
    if _MONTH.fullmatch(value):
        return f"{datetime.fromisoformat(f'{value}-01'):%B %Y}"
    if _DAY.fullmatch(value):
        return spoken(datetime.fromisoformat(value).date())
    return staff.get(value) or _words(value, name)


def _words(value: str, name: str) -> str:
    if name == "kind" and _KIND.fullmatch(value):
        return sentences().get(value, value.replace("-", " "))
    if value.isdigit() or not _CODE.fullmatch(value):
        return value
    for listed in CODES_IN.get(name, ()):
        if value in codes(listed):
            return label(listed, value)
    return WORDS.get(value) or words_of_codes().get(value) or _called(value)


PAGES: Final = (
    Page("reports", "GET", "/reports", _reports),
    Page("teamsDay", "GET", "/team", _the_day),
    Page("report", "GET", "/reports/<string:name>", _report),
)
