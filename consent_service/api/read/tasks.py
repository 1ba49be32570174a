"""What is due: in one file, and in every file of an authority. Ids and codes, no names."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from marshmallow import ValidationError, fields

from ...domain.codes import codes
from ...domain.tasks import HEAD, MANAGER, WORKER, Task, due, due_of_authority, rank
from ...domain.view import View
from ...storage.queries import read_with_own
from ...storage.surveys import survey
from ..edge.fields import Code
from ..edge.operations import FILE, READERS, Call, Operation
from ..edge.paging import window
from ..edge.queries import StandingPageQuery
from ..replies import tasks as replies
from ..replies.showing import moment, show_task

_ROLES: Final = (WORKER, MANAGER, HEAD)
_YES_OR_NO: Final = {"true": True, "false": False}


class YesNoInQuery(fields.Boolean):
    """`true` or `false` in a URL, and nothing that resembles them."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:  # noqa: ARG002
        if value not in _YES_OR_NO:
            raise ValidationError("This is true or false.")
        return _YES_OR_NO[value]


class TasksQuery(StandingPageQuery):
    """The two clocks, a page, and which tasks."""

    for_role = Code(
        "staff_roles",
        but=tuple(role for role in codes("staff_roles") if role not in _ROLES),
        metadata={
            "description": "The list of somebody in this role. A manager's has what is overdue, "
            "whoever it is for."
        },
    )
    overdue = YesNoInQuery(metadata={"description": "Only what is late, or only what is not."})
    code = Code("tasks", metadata={"description": "Only this kind of task."})


_file_query: Final = StandingPageQuery()
_query: Final = TasksQuery()


def list_tasks_of_file(call: Call) -> dict[str, Any]:
    """What is due in one file."""
    asked = window(call, call.query(_file_query))
    as_of, known = asked.as_of, asked.known
    records, authority = call.service.records, call.principal.authority
    file, own = read_with_own(records, authority, call.file, call.for_whom)
    policy = own.policy(known)
    page, following = asked.cut(due(View(file, as_of, known), policy))
    return {
        "file": file.id,
        "as_of": moment(as_of),
        "known_at": moment(known),
        "tasks": [show_task(task, as_of) for task in page],
        "next": following,
    }


def list_tasks(call: Call) -> dict[str, Any]:
    """What is due in every file that can be read, and how many cannot."""
    asked = call.query(_query)
    part = window(call, asked)
    as_of, known = part.as_of, part.known
    found = survey(call.service.records, call.principal.authority, call.for_whom)
    policy = found.own.policy(known)
    every: list[tuple[Task, str | None]] = [
        (task, None) for task in due_of_authority(found.own, as_of, known)
    ]
    for case_file in found.files:
        every += [(task, case_file.id) for task in due(View(case_file, as_of, known), policy)]
    wanted = [(task, file) for task, file in every if _is_wanted(task, asked, as_of)]
    wanted.sort(key=lambda of: rank(of[0], as_of))
    page, following = part.cut(wanted)
    return {
        "as_of": moment(as_of),
        "known_at": moment(known),
        "tasks": [{"file": file, **show_task(task, as_of)} for task, file in page],
        "next": following,
        "unreadable": found.damaged,
    }


def _is_wanted(task: Task, asked: dict[str, Any], at: datetime) -> bool:
    role, overdue, code = (asked.get(name) for name in ("for_role", "overdue", "code"))
    return (
        (role is None or task.is_for(role, at))
        and (overdue is None or task.overdue(at) is overdue)
        and code in (None, task.code)
    )


def operations() -> list[Operation]:
    """Tasks of a file, tasks of the authority."""
    return [
        Operation(
            "listTasksOfFile",
            "GET",
            f"{FILE}/tasks",
            "What is due in one file",
            "read",
            list_tasks_of_file,
            READERS,
            replies.FileTasksSchema,
            query=StandingPageQuery,
            problems=(
                "not-found",
                "record-damaged",
                "storage-unavailable",
                "ledger-not-sound",
                "time-in-the-future",
            ),
            description="Being late blocks nothing.",
            scope="consent:read",
        ),
        Operation(
            "listTasks",
            "GET",
            "/v1/tasks",
            "What is due in every file",
            "read",
            list_tasks,
            READERS,
            replies.TasksSchema,
            query=TasksQuery,
            description="Overdue first. A file that cannot be read is counted in `unreadable`.",
            problems=(
                "record-damaged",
                "storage-unavailable",
                "ledger-not-sound",
                "time-in-the-future",
            ),
        ),
    ]
