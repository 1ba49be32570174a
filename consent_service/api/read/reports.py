"""The reports: which there are, and each of them. Ids alone; nothing is written down."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from marshmallow import Schema, fields

from ...domain.file.looks import SURVEY
from ...domain.recorded.falling import Looked
from ...domain.reports import BY_NAME, REPORTS, Entered, Holds, Material, Report
from ...domain.reports.suppressing import threshold
from ...domain.reports.unusuallooks import LOOKS_WAIT
from ...storage.believed.filesasof import FilesAsOf
from ...storage.people.lookedat import looks_between
from ...storage.shown.surveys import Survey, entries_between, surveyed
from ..edge.fields import When
from ..edge.operations import Call, Operation
from ..edge.paging import Window, window
from ..edge.problems import ProblemError
from ..edge.queries import PageQuery, StandingPageQuery
from ..replies.called import staff_field, with_staff
from ..replies.members import (
    OpenCode,
    codes_field,
    flag_field,
    member_field,
    next_field,
    objects_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
)
from ..replies.showing import moment, plain


def _holds() -> OpenCode:
    return member_field(
        Holds,
        "CASES are listed by their ids; EVENTS and PEOPLE are counted. Small numbers of people are "
        "hidden.",
    )


class ReportListedSchema(Schema):
    """One report, before it is made."""

    name = text_field("Its name in the address.")
    title = text_field("What it shows.")
    purpose = fields.String(
        required=True, data_key="for", metadata={"description": "What it is for."}
    )
    holds = _holds()
    over_period = flag_field("Whether it takes `since` and `until`, or is about one moment.")
    roles = codes_field("staff_roles", description="Who may read it.")


class ReportsSchema(Schema):
    """The reports that somebody in your role may read."""

    reports = parts_field(ReportListedSchema, "Each of them.")
    next = next_field()


class ReportSchema(Schema):
    """A report. It names nobody of a family and blocks nothing."""

    report = text_field("Its name.")
    title = text_field("What it shows.")
    purpose = fields.String(
        required=True, data_key="for", metadata={"description": "What it is for."}
    )
    holds = _holds()
    as_of = time_field("As things stood at this time.")
    known_at = time_field("From what had been recorded by this time.")
    since = time_field("The period's beginning; null for a report about one moment.", none=True)
    until = time_field("Its end, which is not in it; null likewise.", none=True)
    files_read = whole_field("How many files it is made from.")
    files_not_read = whole_field("How many could not be read: they are not in it.")
    small_number = whole_field("Counts of people from 1 up to this are null here.")
    rows = objects_field(
        "Each line. `row` says what kind it is; `suppressed` that a small number of people is "
        "hidden in it, as null."
    )
    staff = staff_field()
    next = next_field()
    notes = texts_field("What to know when reading it.")


#: Everybody who may read some report.
REPORT_READERS: Final = frozenset[str]().union(*(report.roles for report in REPORTS))

DEFAULT_PERIOD: Final = timedelta(days=30)
LONGEST_PERIOD: Final = timedelta(days=366)

#: A period ends before `until`; without one it ends after the moment of the report.
_A_MOMENT: Final = timedelta(microseconds=1)


class ReportQuery(StandingPageQuery):
    """The two clocks, a page, and the period."""

    since = When(
        metadata={"description": "The period begins then; 30 days before its end if left out."}
    )
    until = When(metadata={"description": "The period ends before then; with `as_of` if left out."})


_query: Final = ReportQuery()
_page_query: Final = PageQuery()


class _ReportAsked(NamedTuple):
    """The moment and the period of a report."""

    as_of: datetime
    known: datetime
    since: datetime
    until: datetime
    part: Window


def list_reports(call: Call) -> dict[str, Any]:
    """Those that somebody with these roles may read."""
    part = window(call, call.query(_page_query))
    theirs = [report for report in REPORTS if report.roles & call.principal.roles]
    page, following = part.cut(theirs)
    return {
        "reports": [
            {
                "name": report.name,
                "title": report.title,
                "for": report.purpose,
                "holds": report.holds.value,
                "over_period": report.period,
                "roles": sorted(report.roles),
            }
            for report in page
        ],
        "next": following,
    }


def show_report(call: Call) -> dict[str, Any]:
    """One report, made now from the files as they are."""
    report = BY_NAME.get(call.path["name"])
    if report is None:
        raise ProblemError("not-found")
    if not report.roles & call.principal.roles:
        raise ProblemError("not-your-role")
    asked = _asked(call, report)

    def page_of(found: Survey) -> tuple[dict[str, Any], list[str]]:
        files = found.as_of(asked.as_of, asked.known)
        material = Material(
            files,
            found.own,
            as_of=asked.as_of,
            known=asked.known,
            since=asked.since,
            until=asked.until,
            entries=list(_entries(call, report, asked)),
            looks=list(_looks(call, report, asked)),
        )
        shown, named = _shown(report, asked, files, material)
        return with_staff(call, shown), named

    return surveyed(call.service.records, call.principal.authority, call.for_whom, page_of)


def _asked(call: Call, report: Report) -> _ReportAsked:
    """The parameters, with what is left out filled in. Raises `ProblemError` (422)."""
    given = call.query(_query)
    if not report.period and ("since" in given or "until" in given):
        pointer = "/since" if "since" in given else "/until"
        raise ProblemError("invalid", [(pointer, "This report is about one moment.")])
    part = window(call, given)
    as_of, known = part.as_of, part.known
    until = given.get("until", as_of + _A_MOMENT)
    since = given.get("since", until - DEFAULT_PERIOD)
    if until > as_of + _A_MOMENT:
        raise ProblemError("invalid", [("/until", "A period ends by the moment it is seen from.")])
    if since >= until:
        raise ProblemError("invalid", [("/since", "A period begins before it ends.")])
    if until - since > LONGEST_PERIOD + _A_MOMENT:
        raise ProblemError("invalid", [("/since", "A period is at most 366 days long.")])
    return _ReportAsked(as_of, known, since, until, part)


def _entries(call: Call, report: Report, asked: _ReportAsked) -> Iterator[Entered]:
    if report.looks_back is None:
        return
    for at, opened in entries_between(
        call.service.records,
        call.principal.authority,
        asked.since - report.looks_back,
        min(asked.until, asked.known + _A_MOMENT),
        # Who looked is put on record with the page that is made of it.
        SURVEY,
        kinds=report.kinds,
    ):
        entry = opened.entry
        yield Entered(entry.seq, at, entry.file, opened.content)


def _looks(call: Call, report: Report, asked: _ReportAsked) -> Iterator[Entered]:
    if report.looks is None:
        return
    # One that had to wait is of the day on which it was, and was recorded later.
    until = min(asked.until + LOOKS_WAIT, asked.known + _A_MOMENT)
    for at, opened in looks_between(
        call.service.records, call.principal.authority, asked.since - report.looks, until
    ):
        event = opened.content.event
        if isinstance(event, Looked) and (event.looked_at or at) < asked.until:
            yield Entered(opened.entry.seq, at, event.of or "", opened.content)


def _shown(
    report: Report, asked: _ReportAsked, files: FilesAsOf, material: Material
) -> tuple[dict[str, Any], list[str]]:
    """A page of it, and the files of which it has a row."""
    made = report.make(material)
    page, following = asked.part.cut(made.rows)
    shown = {
        "report": report.name,
        "title": report.title,
        "for": report.purpose,
        "holds": report.holds.value,
        "as_of": moment(asked.as_of),
        "known_at": moment(asked.known),
        "since": moment(asked.since) if report.period else None,
        "until": moment(asked.until) if report.period else None,
        # A file opened since was not there to be read: the same question has the same answer.
        "files_read": files.read,
        "files_not_read": files.damaged,
        "small_number": threshold(material.policy.small_number),
        "rows": plain(page),
        "next": following,
        "notes": list(made.notes),
    }
    return shown, [file for row in page if isinstance(file := row.get("file"), str)]


def operations() -> list[Operation]:
    """The list, and each report."""
    return [
        Operation(
            "listReports",
            "/v1/reports",
            "Which reports there are",
            list_reports,
            REPORT_READERS,
            ReportsSchema,
            query=PageQuery,
            description="Those that your role may read.",
        ),
        Operation(
            "showReport",
            "/v1/reports/<string:name>",
            "One report over every file",
            show_report,
            REPORT_READERS,
            ReportSchema,
            query=ReportQuery,
            step_up=True,
            description=(
                "Who may read it differs from report to report: see the list. As of now it is made "
                "of rows that are kept beside the files, and opens none; as of a moment that is "
                "past, or of a file whose row is not as of then, it opens the file. What it says "
                "is the same. A file that cannot be read is counted in `files_not_read`. No report "
                "says how often people agree."
            ),
            problems=("not-found", "record-damaged", "time-in-the-future"),
        ),
    ]
