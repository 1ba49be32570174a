"""The lists of a day's work: what is due, and the enquiries, over every file of the authority.

From rows that are kept, so that a page costs the same however many families there are. Each line
says for how long it holds, and a list says of how many files it is not as of now.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import datetime, timedelta
from typing import Any, Final

from marshmallow import Schema, fields, validate

from ...domain.codes import codes
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.looks import COUNTING
from ...domain.listed import MOST_URGENT_FIRST, ListedEnquiry, ListedTask
from ...domain.recorded.owning import who_has
from ...domain.tasks.task import (
    AFTER_FIRST,
    HEAD,
    MANAGER,
    NAMESAKE,
    NEVER,
    WORKER,
    before_all_else,
)
from ...storage.shown.listing import (
    MOST_COUNTED,
    ListAsked,
    ListLine,
    ListPage,
    ListPart,
    read_counts,
    read_page,
)
from ...storage.shown.lists import Which
from ..edge.fields import Code
from ..edge.keptto import is_kept
from ..edge.operations import READERS, WORKERS, Call, Operation
from ..edge.paging import cursor_after, spots
from ..edge.problems import ProblemError
from ..edge.queries import PageQuery, YesNoInQuery
from ..replies import lists as replies
from ..replies.showing import moment, show_task

_ROLES: Final = (WORKER, MANAGER, HEAD)
_A_MOMENT: Final = timedelta(microseconds=1)


def _team() -> fields.String:
    return fields.String(
        validate=validate.Length(1, 200, error="This is no team."),
        metadata={"description": "Only what this team has, as it was written."},
    )


class OwnedQuery(PageQuery):
    """A page, and whose."""

    mine = YesNoInQuery(metadata={"description": "`true`: only what I have."})
    unowned = YesNoInQuery(metadata={"description": "`true`: only what nobody has."})
    left = YesNoInQuery(
        metadata={"description": "`true`: of what nobody has only what somebody had who has left."}
    )
    team = _team()


class TasksQuery(OwnedQuery):
    """The same, and which tasks."""

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


class EnquiriesQuery(OwnedQuery):
    """The same, and which enquiries."""

    open = YesNoInQuery(
        metadata={"description": "Only those that go on, here or with whom they were handed to."}
    )
    rating = Code("ratings", metadata={"description": "Only those that are rated so."})


class CountsQuery(Schema):
    """Whose tasks are counted."""

    mine = YesNoInQuery(metadata={"description": "`true`: only what I have."})
    team = _team()
    for_role = Code(
        "staff_roles",
        but=tuple(role for role in codes("staff_roles") if role not in _ROLES),
        metadata={"description": "Only what is for somebody in this role, or for one above them."},
    )


_tasks_query: Final = TasksQuery()
_counts_query: Final = CountsQuery()
_enquiries_query: Final = EnquiriesQuery()


def list_tasks(call: Call) -> dict[str, Any]:
    """What is due in every file: a page of it."""
    asked, now = call.query(_tasks_query), call.now()
    of = _of(call, asked)
    if "code" in asked:
        of["kind"] = (asked["code"],)
    page = _page(call, ListAsked(Which.TASKS, _parts_of_tasks(asked, now), of), asked)
    # Every other part is of what is late.
    late = sum(page.counted[::2]) if asked.get("overdue") is None else sum(page.counted)
    late = 0 if asked.get("overdue") is False else late
    return {
        **_shown(call, page, now, "tasks"),
        "counted": {"listed": _at_most(page), "overdue": min(late, MOST_COUNTED)},
    }


def count_tasks(call: Call) -> dict[str, Any]:
    """How much of each kind is due, and how long the oldest of it has waited."""
    asked = call.query(_counts_query)
    part = ListPart(roles=_theirs(asked.get("for_role")))
    found = read_counts(
        call.service.records,
        call.principal.authority,
        ListAsked(Which.TASKS, (part,), _of(call, asked)),
        tuple(codes("tasks")),
        COUNTING,
    )
    return {
        "as_of": moment(call.now()),
        "kinds": [
            {
                "code": one.kind,
                "listed": one.listed,
                "overdue": one.late,
                "minutes_waiting": int(one.waits.total_seconds() // 60),
            }
            for one in found.kinds
        ],
        "behind": found.behind,
        "unreadable": found.unreadable,
    }


def list_enquiries(call: Call) -> dict[str, Any]:
    """The enquiries of every file: a page of them."""
    asked, now = call.query(_enquiries_query), call.now()
    of = _of(call, asked)
    if "rating" in asked:
        of["kind"] = (asked["rating"],)
    on, over = ListPart(before=NEVER), ListPart(since=NEVER)
    parts = {None: (on, over), True: (on,), False: (over,)}[asked.get("open")]
    page = _page(call, ListAsked(Which.ENQUIRIES, parts, of), asked)
    shown = _shown(call, page, now, "enquiries")
    return {**shown, "counted": {"listed": _at_most(page)}}


def _of(call: Call, asked: dict[str, Any]) -> dict[str, Sequence[str | None]]:
    for nobodys in ("unowned", "left"):
        if asked.get("mine") and asked.get(nobodys):
            raise ProblemError("invalid", [(f"/{nobodys}", "What I have is not what nobody has.")])
    of: dict[str, Sequence[str | None]] = {}
    if asked.get("mine"):
        of["owner"] = (call.principal.id,)
    if asked.get("unowned") or asked.get("left"):
        # What somebody has who can sign in to nothing any more is nobody's.
        own = call.service.own.read(call.principal.authority)
        left = sorted(own.left(call.now()))
        of["owner"] = left if asked.get("left") else (None, *left)
    if "team" in asked:
        of["team"] = (asked["team"],)
    return of


def _parts_of_tasks(asked: dict[str, Any], now: datetime) -> Sequence[ListPart]:
    """Help that is asked for now, late or not; then of each rating, the most urgent first, what is
    late, and what is not. A manager's list has what is late whoever it is for.
    """
    role = asked.get("for_role")
    theirs = _theirs(role)
    anybodys = theirs if role == WORKER else ()
    since, first_since = now + _A_MOMENT, before_all_else(now) + _A_MOMENT
    ratings = range(len(MOST_URGENT_FIRST))
    late = (
        ListPart(before=first_since, roles=anybodys),
        *(ListPart(AFTER_FIRST, since, anybodys, rating) for rating in ratings),
    )
    coming = (
        ListPart(since=first_since, before=AFTER_FIRST, roles=anybodys),
        *(ListPart(since, None, theirs, rating) for rating in ratings),
    )
    every = tuple(part for both in zip(late, coming, strict=True) for part in both)
    return {None: every, True: late, False: coming}[asked.get("overdue")]


def _theirs(role: str | None) -> tuple[str, ...]:
    """For whom a task is that somebody in a role may do; nothing is that it may be anybody's."""
    return {None: (), WORKER: (WORKER,), MANAGER: (MANAGER, HEAD), HEAD: (HEAD,)}[role]


def _page(call: Call, wanted: ListAsked, asked: dict[str, Any]) -> ListPage:
    records, authority = call.service.records, call.principal.authority
    return read_page(records, authority, wanted, spots(call, asked), call.for_whom)


def _at_most(page: ListPage) -> int:
    return min(MOST_COUNTED, sum(page.counted))


def _shown(call: Call, page: ListPage, now: datetime, member: str) -> dict[str, Any]:
    staff = call.service.own.read(call.principal.authority)
    own, is_worker, left = staff.id, call.role in WORKERS, staff.left(now)
    return {
        "as_of": moment(now),
        member: [
            {
                "file": None if line.file == own else line.file,
                **_line(
                    line,
                    now,
                    staff,
                    left,
                    named=is_worker and not is_kept(call.principal, staff, line.file),
                ),
                "changed_at_seq": line.changed_at,
                "holds_until": moment(line.holds_until),
            }
            for line in page.lines
            if not _is_about_themself(call, line)
        ],
        "next": cursor_after(call, page.following),
        "behind": page.behind,
        "unreadable": page.unreadable,
    }


def _is_about_themself(call: Call, line: ListLine) -> bool:
    """That somebody of their name stands on a file is for others to look at: it may be they, and
    nobody dangerous is told.
    """
    task = line.what.task if isinstance(line.what, ListedTask) else None
    return task is not None and task.code == NAMESAKE and task.by == call.principal.id


def _line(
    line: ListLine, now: datetime, own: AuthorityFile, left: Set[str], *, named: bool
) -> dict[str, Any]:
    """Whoever looks into the record is shown nobody's name in a list: they open a file first. What
    somebody has who has left is nobody's: whose it was is named.
    """
    what, staff = line.what, own.staff_names
    if isinstance(what, ListedTask):
        task = what.task
        return {
            **show_task(task, now, left, what.words if named else None),
            "person_names": what.person_names if named else None,
            "child_names": what.child_names if named else None,
            "child_age": what.child_age,
            "age_is_about": what.age_is_about,
            "agencies": what.agencies if named else None,
            "rating": what.rating,
            "enquiry_goes_on": what.goes_on,
            **_had_by(task.owner, left, staff),
            "owner_names": staff.get(task.owner or ""),
            "by_names": staff.get(task.by or ""),
            "minutes_waiting": _minutes(task.since, now),
        }
    assert isinstance(what, ListedEnquiry)  # noqa: S101 - neither list has others
    shown = _enquiry(what, now, staff, named=named)
    return shown | {"owner": who_has(what.owner, left), **_had_by(what.owner, left, staff)}


def _had_by(owner: str | None, left: Set[str], staff: dict[str, str]) -> dict[str, str | None]:
    had_by = owner if owner in left else None
    return {"had_by": had_by, "had_by_names": staff.get(had_by or "")}


def _enquiry(
    what: ListedEnquiry, now: datetime, staff: dict[str, str], *, named: bool
) -> dict[str, Any]:
    children = [
        {
            "child": one.child,
            "names": one.names if named else None,
            "age": one.age,
            "age_is_about": one.age_is_about,
            "has_died": one.has_died,
        }
        for one in what.children
    ]
    return {
        "enquiry": what.enquiry,
        "opened_at": moment(what.opened_at),
        "minutes_waiting": _minutes(what.opened_at, what.closed_at or now),
        "rating": what.rating,
        "threshold_level": what.threshold_level,
        "referrer_agency": what.referrer_agency,
        "goes_on": what.goes_on,
        "closed_at": moment(what.closed_at),
        "close_reason": what.close_reason,
        "owner": what.owner,
        "owner_names": staff.get(what.owner or ""),
        "team": what.team,
        "owned_since": moment(what.owned_since),
        "children": children,
    }


def _minutes(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds() // 60))


_GONE: Final = ("record-damaged",)


def operations() -> list[Operation]:
    """Tasks and enquiries of the authority."""
    return [
        Operation(
            "listTasks",
            "/v1/tasks",
            "What is due in every file",
            list_tasks,
            READERS,
            replies.TasksSchema,
            query=TasksQuery,
            description=(
                "Help that is asked for now first; then by rating, red first, and of each what is "
                "late, then what will be next. A line holds until `holds_until`; "
                "`behind` says of how many files the lines are older than that, or are missing. "
                "Whoever looks into the record is shown no names."
            ),
            problems=_GONE,
        ),
        Operation(
            "countTasks",
            "/v1/tasks/counts",
            "How much is due in every file, by kind",
            count_tasks,
            READERS,
            replies.TaskCountsSchema,
            query=CountsQuery,
            description=(
                "Of each kind how many there are, how many are late and how long the oldest has "
                "waited: what a first page needs. It names no file and nobody."
            ),
            problems=_GONE,
        ),
        Operation(
            "listEnquiries",
            "/v1/enquiries",
            "The enquiries of every file, and who has them",
            list_enquiries,
            READERS,
            replies.EnquiriesSchema,
            query=EnquiriesQuery,
            description=(
                "Those that go on first, by their ratings, RED first and NOT_RATED next; of one "
                "rating, and of those that have ended, the oldest first. `mine`, `team` and "
                "`unowned` go by whose an enquiry is now: handed over, taken, or handed on."
            ),
            problems=_GONE,
        ),
    ]
