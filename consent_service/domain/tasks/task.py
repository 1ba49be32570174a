"""What a task is, and by when one is due. A task is derived each time it is looked at."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache, partial
from typing import Final, NamedTuple

from ..codes import label
from ..recorded.practice import HELP_NOW
from ..times import LONDON, day_of
from ..workingdays import is_working_day, working_days_after

WORKER: Final = "MASH_WORKER"
MANAGER: Final = "MASH_MANAGER"
HEAD: Final = "HEAD_OF_SERVICE"

#: When a working day ends, in London.
CLOSE_OF_DAY: Final = time(17)

#: What falls on a day is listed from the day before.
LISTED_BEFORE: Final = timedelta(days=1)

_WEEK: Final = 7


class Task(NamedTuple):
    """Something to do: about whom, for whom, since when and by when.

    `about` is the id of what it is about: an answer, a conversation, a decision, a use of
    share-now, a disclosure, what the family asked. `due` is a day in London; `due_at` the moment
    on that day, where the day's end is too late. `owner` and `team` are those of its enquiry, or of
    the only one that goes on, where nobody of the family is rung before it is done;
    `so_far` says what else is read of it: how much is done, where it has several parts, what was
    asked for, how its person asked not to be reached. `by` is whose deed it is about, where
    somebody is to be asked about theirs; `other` who else of the family it is about.
    """

    code: str
    since: datetime
    for_role: str = WORKER
    person: str | None = None
    child: str | None = None
    about: str | None = None
    enquiry: str | None = None
    due: date | None = None
    due_at: datetime | None = None
    owner: str | None = None
    team: str | None = None
    so_far: str | None = None
    by: str | None = None
    other: str | None = None

    @property
    def label(self) -> str:
        """What to do, in words for staff."""
        return label("tasks", self.code)

    @property
    def late_from(self) -> datetime | None:
        """The moment from which on it is late; None where it has no end."""
        if self.due_at is not None or self.due is None:
            return self.due_at
        return start_of(self.due + timedelta(days=1))

    @property
    def ranks_from(self) -> datetime:
        """By what it stands in every list: help that is asked for now is before all else, late or
        not; then what is late by how long, and what is never late comes last.
        """
        late_from = self.late_from or NEVER
        return before_all_else(late_from) if self.code in FIRST else max(late_from, AFTER_FIRST)

    def overdue(self, at: date) -> bool:
        """Whether it should have been done by `at`: a moment, or a day that has begun."""
        if not isinstance(at, datetime):
            return self.due is not None and at > self.due
        late_from = self.late_from
        return late_from is not None and at >= late_from


#: That one of the staff has the name of somebody on a file.
NAMESAKE: Final = "LOOK_AT_NAMESAKE"
#: Of whoever asks for help now and may not be safe to ask.
HELP_WITH_CARE: Final = "HELP_WITH_CARE"
#: Before whatever is late: somebody asks for help now.
FIRST: Final = frozenset({HELP_NOW, HELP_WITH_CARE})
#: By this all of that has ranked, and all else ranks from it on.
AFTER_FIRST: Final = datetime(1980, 1, 1, tzinfo=UTC)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SO_MUCH_BEFORE: Final = 1000

#: What is never late is listed after what will be.
NEVER: Final = datetime.max.replace(tzinfo=UTC)


def before_all_else(at: datetime) -> datetime:
    """Where help that is asked for now, and is late from a moment on, ranks: in the order of those
    moments, and before everything else.
    """
    return _EPOCH + (at - _EPOCH) / _SO_MUCH_BEFORE


def _rank(task: Task) -> tuple[datetime, datetime, str]:
    """By the moment from which on it is late, so that what is late comes first at whatever moment
    it is looked at; then by how long it has waited.

    Ids are random and say nothing of an order: what ranks alike keeps the order of the record.
    """
    return task.ranks_from, task.since, task.code


def ranked(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Each task once, in the order of every list."""
    return tuple(sorted(dict.fromkeys(tasks), key=_rank))


@lru_cache(maxsize=1024)
def start_of(day: date) -> datetime:
    """The moment at which a day begins in London."""
    return datetime.combine(day, time(), LONDON).astimezone(UTC)


def waits_since(since: datetime, due: date) -> datetime:
    """Since when whatever falls on a day has waited: nobody waited for it before it was listed."""
    return max(since, start_of(due - LISTED_BEFORE))


def close_of(day: date) -> datetime:
    """The moment at which the work of a day ends in London."""
    return datetime.combine(day, CLOSE_OF_DAY, LONDON).astimezone(UTC)


def while_we_work(at: datetime) -> date:
    """The day of `at` until its work ends, and the next working day after that."""
    today = day_of(at)
    return today if is_working_day(today) and at < close_of(today) else next_working_day(at)


#: The working day after the day of a moment.
next_working_day: Final = partial(working_days_after, count=1)


def each_week(since: datetime, today: date) -> date:
    """What comes round every seven days after `since`: the day it next falls on."""
    begun = day_of(since)
    weeks = max(1, -((begun - today).days // _WEEK))
    return begun + timedelta(days=_WEEK * weeks)
