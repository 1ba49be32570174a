"""The closing table of an enquiry, and what goes on when it is closed."""

from __future__ import annotations

from typing import Any, Final

from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.view import View
from ...domain.following.closed import LeftOpen, left_open
from ...domain.following.closingtable import Cell, ClosingRow, closing_table, without_reason
from ...domain.lifting.hanging import hangs_on
from ...domain.standing.known import said_in
from ...storage.door.queries import read_with_own
from ...storage.door.requests import Recorded
from ..edge.operations import FILE, READERS, Call, Operation
from ..edge.problems import ProblemError
from ..edge.queries import StandingQuery, clocks
from ..replies import closing as replies
from ..replies.asrecorded import by_schema
from ..replies.showing import moment, plain, show_task

_query: Final = StandingQuery()


def show_closing(call: Call) -> dict[str, Any]:
    """Who was heard, who was told, who has the plan; and what goes on. Raises `ProblemError`."""
    as_of, known = clocks(call, call.query(_query))
    records, authority = call.service.records, call.principal.authority
    file, own = read_with_own(records, authority, call.file, call.for_whom)
    view, enquiry = call.view(file, as_of, known), call.path["enquiry"]
    if enquiry not in view.enquiries:
        raise ProblemError("not-found")
    rows, closed = closing_table(view, enquiry), view.closed.get(enquiry)
    return {
        "file": file.id,
        "enquiry": enquiry,
        "as_of": moment(as_of),
        "known_at": moment(known),
        "closed_at": None if closed is None else moment(closed.effective_at),
        "rows": [_row(view, row) for row in rows],
        "without_reason": without_reason(rows),
        "may_be_an_error": not any(hangs_on(view.with_what_stands, enquiry)),
        "left_open": _left_open(left_open(view, own.policy(known), enquiry), view, own),
    }


def what_is_left(recorded: Recorded) -> dict[str, Any]:
    """What is empty in the table of an enquiry that was just closed, and what goes on."""
    view, event = recorded.view, recorded.entries[0].content.event
    enquiry = getattr(event, "enquiry", None)
    if view is None or enquiry is None:
        return {}
    policy = recorded.own.policy(view.known)
    return {
        "without_reason": without_reason(closing_table(view, enquiry)),
        "left_open": _left_open(left_open(view, policy, enquiry), view, recorded.own),
    }


def _row(view: View, row: ClosingRow) -> dict[str, Any]:
    held = view.children.get(row.person or "") or view.adults.get(row.person or "")
    names = None if held is None else held.event.names
    cells = [_cell(cell) for cell in row.cells]
    return by_schema(replies.ClosingRowSchema, row, names=names, cells=cells)


def _cell(cell: Cell) -> dict[str, Any]:
    because = cell.because
    return by_schema(
        replies.ClosingCellSchema,
        cell,
        because=None if because is None else plain(said_in(because, "reason", "words")),
        asks_for_reason=cell.asks,
    )


def _left_open(left: LeftOpen, view: View, own: AuthorityFile) -> dict[str, Any]:
    gone = own.left_since(view.as_of, view.known)
    return by_schema(
        replies.LeftOpenSchema,
        left,
        tasks=[show_task(task, view.as_of, gone) for task in left.tasks],
        done_with=[show_task(task, view.as_of, gone) for task in left.done_with],
    )


def operations() -> list[Operation]:
    """The table."""
    return [
        Operation(
            "showClosing",
            f"{FILE}/enquiries/<string:enquiry>/closing",
            "Who was heard in an enquiry, who was told and who has the plan, before it is closed",
            show_closing,
            READERS,
            replies.ClosingSchema,
            query=StandingQuery,
            description=(
                "A row for each child, caregiver and agency, the referrer and each safety plan. An "
                "empty cell asks for a reason: give it with `explainGap`, or with the closing. "
                "An enquiry is closed once each has one; `STILL_TO_DO` keeps it a task. "
                "What is open stays open, and is listed."
            ),
            problems=("not-found", "record-damaged", "time-in-the-future"),
            scope="consent:read",
            is_content=True,
        )
    ]
