"""The reply to a check: what is said with an answer, which is the same for whoever asks it of one
view, and what turns on when it was given and where it was kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Any, Final, NamedTuple

import orjson

from ...domain.answers import Answer, Outcome
from ...domain.codes import TEXTS
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.view import View
from ...domain.scopes.proposal import Proposal
from ...domain.tasks.replying import about_the_answer, due_of_answer
from ...domain.tasks.task import NEVER, Task
from ...domain.words.toread import words_asked_in
from ..edge.operations import Ready
from .showing import AnsweredAt, moment, said_with, show_task, unless_at_fault, way_to_share_now

#: How soon whoever asked needs it: a decision that it waits for is then due that day.
_TODAY: Final = "SAME_DAY"


class WhereKept(NamedTuple):
    """Where an answer was kept, by a word of `answers.KEPT`; of the ledger its place and receipt,
    and whether it had been given before. `used` is the id under which it waits to be recorded that
    somebody was told to share now.
    """

    recorded: str
    place: dict[str, Any] | None = None
    receipt: str | None = None
    replayed: bool = False
    used: str | None = None


class _Said(NamedTuple):
    """What is said with an answer, and what it was made by: so nothing else comes to have their
    ids. Once it was asked again each member is written out: most are asked once.
    """

    by: tuple[Any, ...]
    members: dict[str, Any]
    is_asked_again: bool = False

    def written_out(self) -> _Said:
        """The same, asked again."""
        members = {name: orjson.Fragment(orjson.dumps(it)) for name, it in self.members.items()}
        return _Said(self.by, members, is_asked_again=True)


def write_answer(answer: Answer, proposal: Proposal, kept: WhereKept, there: AnsweredAt) -> Ready:
    """The body of a check's reply. Every answer has the way to share now."""
    at, view, own, warnings, history, asked = there

    def said() -> dict[str, Any]:
        return said_with(
            answer,
            proposal,
            there,
            () if view is None or history else about_the_answer(view, answer, proposal.enquiry),
        )

    today = proposal.urgency == _TODAY
    shown: dict[str, Any]
    if view is None or history is not None:
        shown = said()
        due = (
            ()
            if history is not None
            else due_of_answer(view, answer, proposal.enquiry, at, today=today)
        )
        left = _left(own, due, at)
        shown["tasks"] = [show_task(task, at, left) for task in due]
    else:
        # By all that a view does not settle: as of which directory, its moment and the own file do.
        by = (answer, own)
        key = ("said", *map(id, by), proposal, tuple(warnings), tuple(asked))
        found: _Said | None = view.answers.kept(key)
        if found is None:
            found = _Said(by, said())
            view.answers.keep(key, found)
        elif not found.is_asked_again:
            found = found.written_out()
            view.answers.keep_instead(key, found)
        shown = {**found.members}
        # After what is said: whose it is may change, and what is said goes on.
        due = due_of_answer(view, answer, proposal.enquiry, at, today=today)
        shown["tasks"] = _tasks(view, due, _left(own, due, at), at, lasts=found.is_asked_again)
    if answer.outcome is Outcome.SHARE_NOW:
        shown["share_now"] = way_to_share_now(kept.used)
    shown |= {
        "at": moment(at),
        "recorded": kept.recorded,
        "ledger": kept.place,
        "receipt": kept.receipt,
        "replayed": kept.replayed,
    }
    if kept.recorded == "no":
        shown["write_down"] = TEXTS["record_by_hand"]
    return Ready(orjson.dumps(shown))


def _left(own: AuthorityFile | None, due: Sequence[Task], at: datetime) -> AbstractSet[str]:
    """Those who have left among those who have one of these tasks."""
    owners = {task.owner for task in due if task.owner is not None}
    return own.left_among(owners, at, at) if owners and own is not None else frozenset()


class _Due(NamedTuple):
    """What there is to do, written out as it stands from one moment until another. What was shown
    once holds for no moment: most is shown once.
    """

    due: tuple[Task, ...]
    at: datetime
    until: datetime
    written: orjson.Fragment


_NOT_YET: Final = orjson.Fragment(b"")


def _tasks(
    view: View, due: tuple[Task, ...], left: AbstractSet[str], at: datetime, *, lasts: bool
) -> orjson.Fragment | list[Any]:
    """Each as it is shown; of what is asked again written out whole until one of them is late, or
    who has it has left, of whom nothing is kept.
    """
    if left:
        words = _words_of(view, due)
        return [show_task(task, at, left, words.get(task.about or "")) for task in due]
    key = ("due", id(due))
    found: _Due | None = view.worked_out.get(key) if lasts else None
    is_known = found is not None and found.due is due
    if found is not None and is_known and found.at <= at < found.until:
        return found.written
    known = view.worked_out.setdefault("tasks written out", {})
    words = _words_of(view, due)
    every = [_task(known, task, words.get(task.about or ""), at) for task in due]
    if lasts and all(task.since != at for task in due):
        until, written = at, _NOT_YET
        if is_known:
            late = (task.late_from or NEVER for task in due)
            until = min((one for one in late if one > at), default=NEVER)
            written = orjson.Fragment(orjson.dumps(every))
        view.worked_out[key] = _Due(due, at, until, written)
    return every


def _words_of(view: View, due: Sequence[Task]) -> Mapping[str, str]:
    """What somebody wrote, by what a task is about. Where none is about anything nobody asks, and
    so it never goes by whose an enquiry is, which was looked at just before.
    """
    if not any(task.about for task in due):
        return {}
    return unless_at_fault(lambda: words_asked_in(view)) or {}


def _task(
    written: dict[tuple[Task, bool], orjson.Fragment],
    task: Task,
    words: str | None,
    at: datetime,
) -> orjson.Fragment | dict[str, Any]:
    """`written` are those of this view that were shown before, as they stand before they are late
    and after.
    """
    if task.since == at:
        # It is of this very answer, and nobody is shown it again.
        return show_task(task, at, words=words)
    key = (task, task.overdue(at))
    found = written.get(key)
    if found is None:
        found = written[key] = orjson.Fragment(orjson.dumps(show_task(task, at, words=words)))
    return found
