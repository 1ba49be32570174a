"""What an answer asks somebody to do. Derived from the answer and the time, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final, NamedTuple

from .answers import Answer, Flag, Outcome, Position, Reason, Says
from .codes import DECIDING_PR
from .workingdays import working_days_after


class Task(NamedTuple):
    """Something to do, about whom, by when."""

    code: str
    label: str
    person: str | None
    due: date | None


def tasks_of(answer: Answer, at: datetime) -> tuple[Task, ...]:
    """The tasks an answer given at `at` raises, each once, in the order they come up."""
    return tuple(dict.fromkeys((*_of_items(answer, at), *_of_the_whole(answer, at))))


def _of_the_whole(answer: Answer, at: datetime) -> Iterator[Task]:
    if Flag.RECORD_AFTER in answer.flags:
        yield Task(
            "RECORD_AFTER",
            "Write down what you shared, with whom and why.",
            None,
            working_days_after(at, 1),
        )
    if Flag.ADVOCATE_NOT_DISCUSSED in answer.flags and Flag.DO_NOT_TELL not in answer.flags:
        yield Task("DISCUSS_ADVOCATE", "Talk to the parents about having an advocate.", None, None)
    if answer.outcome is Outcome.DECISION_NEEDED:
        yield Task("RECORD_DECISION", "Ask a manager to record a decision and why.", None, None)


def _of_items(answer: Answer, at: datetime) -> Iterator[Task]:
    tomorrow = working_days_after(at, 1)
    for item in answer.items:
        flags = set(item.flags)
        # A task to speak to somebody must not undo a decision not to tell them.
        speak = item.outcome in _SPEAK_UNDER and Flag.DO_NOT_TELL not in answer.flags
        for position in item.positions:
            yield from _of_a_position(position, flags, tomorrow, speak=speak)
        if Flag.TELL_PARENTS in flags and Flag.DO_NOT_TELL not in answer.flags:
            yield Task("TELL_PARENTS", "Tell the parents what was decided.", None, None)
        if Flag.PR_UNCONFIRMED in flags:
            yield Task("CONFIRM_PR", "Check who holds parental responsibility.", None, None)
        if item.reason is Reason.NO_PR_HOLDER_KNOWN:
            yield Task("FIND_PR_HOLDER", "Find out who has parental responsibility.", None, None)
        if item.reason is Reason.NO_RECORD:
            yield Task("CHECK_IDENTITY", "Check who this is, and search again.", None, None)


#: Outcomes under which speaking to whoever has not answered is what to do next.
_SPEAK_UNDER: Final = frozenset({Outcome.ASK, Outcome.COVERED, Outcome.OBJECTION})


def _of_a_position(
    position: Position, flags: set[Flag], tomorrow: date, *, speak: bool
) -> Iterator[Task]:
    who = position.person
    if position.role == "UNKNOWN_FATHER" and position.says is Says.NO_ANSWER:
        yield Task("FIND_FATHER", "Find out who the father is.", who, None)
    elif speak and position.can_be_asked:
        carer = not position.decides and Flag.CARER_WITHOUT_PR_NOT_SPOKEN_TO in flags
        if position.decides or (carer and position.reason is Reason.NOT_ASKED):
            yield Task("SPEAK_TO", "Speak to this person.", who, tomorrow)
    if position.summary_due and position.pr_status in DECIDING_PR and position.said_at is not None:
        due = working_days_after(position.said_at, 2)
        yield Task("SEND_SUMMARY", "Send this person a written copy.", who, due)
