"""What is due in one file. Ids and codes, no names."""

from __future__ import annotations

from typing import Any, Final

from ...domain.tasks import due
from ...storage.door.queries import read_with_own
from ..edge.operations import FILE, READERS, Call, Operation
from ..edge.paging import window
from ..edge.queries import StandingPageQuery
from ..replies import tasks as replies
from ..replies.called import with_staff
from ..replies.showing import moment, show_task

_file_query: Final = StandingPageQuery()


def list_tasks_of_file(call: Call) -> dict[str, Any]:
    """What is due in one file."""
    asked = window(call, call.query(_file_query))
    as_of, known = asked.as_of, asked.known
    records, authority = call.service.records, call.principal.authority
    file, own = read_with_own(records, authority, call.file, call.for_whom)
    policy = own.policy(known)
    page, following = asked.cut(due(call.view(file, as_of, known), policy))
    left = own.left_since(as_of, known)
    shown = {
        "file": file.id,
        "as_of": moment(as_of),
        "known_at": moment(known),
        "tasks": [show_task(task, as_of, left) for task in page],
        "next": following,
    }
    return with_staff(call, shown)


def operations() -> list[Operation]:
    """Tasks of a file. Those of an authority are a list: `lists`."""
    return [
        Operation(
            "listTasksOfFile",
            f"{FILE}/tasks",
            "What is due in one file",
            list_tasks_of_file,
            READERS,
            replies.FileTasksSchema,
            query=StandingPageQuery,
            problems=("not-found", "record-damaged", "time-in-the-future"),
            description="Being late blocks nothing.",
            scope="consent:read",
        ),
    ]
