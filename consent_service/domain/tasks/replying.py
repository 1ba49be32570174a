"""Which of a file's tasks belong in the reply to a check, and what the answer itself asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

from ..answers import Answer, Flag, Item, Outcome, Position, Reason, Says
from ..nottold import OF_THE_YOUNG, OF_VIOLENCE
from ..responsibility import COUNCIL
from ..times import day_of
from .aftersharing import by_the_end_of_tomorrow
from .scene import Scene
from .speaking import FOR_COUNCIL
from .task import FIRST, MANAGER, NEVER, WORKER, Task, next_working_day

#: Outcomes under which speaking to whoever has not answered is what to do next.
_SPEAK_UNDER: Final = frozenset({Outcome.ASK, Outcome.COVERED, Outcome.OBJECTION})
_SPEAKING: Final = frozenset(
    {"SPEAK_TO", "TRY_AGAIN", "CONFIRM_REPORTED", "CHASE_REPLY", "ASK_YOUNG_PERSON"}
)
_AGAIN: Final = frozenset({"SEE_AGAIN", "REBOOK_INTERPRETER"})
_ASKED_ALREADY: Final = _SPEAKING | _AGAIN | {FOR_COUNCIL}

#: It is read out to nobody but whom it is about.
_THEIR_OWN: Final = frozenset({"DOMESTIC_ABUSE_VICTIM"})
#: What somebody asked us for, and nobody has answered.
IN_THEIR_WORDS: Final = (
    *("ANSWER_FAMILY", "ANSWER_CONTACT", "ANSWER_RIGHTS", "ANSWER_COMPLAINT"),
    *("ANSWER_CORRECTION", "ANSWER_IF_SAFE", "CORRECT_IF_SAFE"),
)


class About:
    """One item of an answer, and whether it may send somebody to speak to people."""

    def __init__(self, item: Item, answer: Answer) -> None:
        self.item = item
        self.answer = answer
        #: Nothing that reaches any part of the answer is to be kept from the family.
        self.tells = Flag.DO_NOT_TELL not in answer.flags
        #: A task to speak to somebody must not undo a decision not to tell them.
        self.speaks = self.tells and item.outcome in _SPEAK_UNDER
        #: Where each person stands on this item: once, or not at all.
        self.by_person: dict[str | None, Position] = {p.person: p for p in item.positions}

    def stands(self, person: str | None, reason: Reason) -> bool:
        """They are where they are for this reason."""
        p = self.by_person.get(person)
        return p is not None and p.reason is reason

    def has_not_answered(self, person: str | None) -> bool:
        """Their answer is waited for: it decides, or they care for the child and were not asked."""
        p = self.by_person.get(person)
        return (
            p is not None
            and p.says is Says.NO_ANSWER
            and (p.decides or p.reason in (Reason.NOT_ASKED, Reason.NOT_ANSWERED))
        )

    def holds(self, person: str | None) -> bool:
        """What they said may be a no, and holds it."""
        p = self.by_person.get(person)
        return p is not None and p.holds

    def has_not_said_no(self, person: str | None) -> bool:
        """They have a place in it, and no no of theirs stands there."""
        p = self.by_person.get(person)
        return p is not None and p.says is not Says.NO

    def says_yes(self, person: str | None, about: str | None = None) -> bool:
        """Their yes counts here; by the answer `about`, where one is named."""
        p = self.by_person.get(person)
        return p is not None and p.says is Says.YES and about in (None, p.response)


#: For each kind of task: whether one of them belongs to an item.
_BELONGS: Final[dict[str, Callable[[About, Task], bool]]] = {
    **dict.fromkeys(
        _SPEAKING,
        lambda on, task: (
            on.speaks and on.has_not_answered(task.person) and may_be_asked_of(on.item, task.person)
        ),
    ),
    **dict.fromkeys(
        _AGAIN,
        lambda on, task: on.speaks and on.stands(task.person, Reason.VALIDITY_CONCERN),
    ),
    FOR_COUNCIL: lambda on, task: on.speaks and on.has_not_answered(task.person),
    # Whoever was asked may have said no: until it is written down nobody knows who it was.
    "WRITE_DOWN_ANSWER": lambda on, task: task.person is None or task.person in on.by_person,
    "READ_WORDS": lambda on, task: on.holds(task.person),
    "WHAT_WAS_SAID": lambda on, task: on.stands(task.person, Reason.NOT_CLEAR),
    # Whoever of the family is asked about: those to be asked first are the same.
    **dict.fromkeys(
        ("CONSIDER_STRATEGY", "DECIDE_WHO_IS_SAFE", "READ_REPLY", "READ_HARM"), lambda *_: True
    ),
    "ASK_ABOUT_INJURY": lambda on, task: task.child == on.item.subject,
    **dict.fromkeys(
        ("DECIDE_IF_SAFE", "ONE_OR_TWO"), lambda on, task: on.has_not_answered(task.person)
    ),
    "EXPLAIN_THE_REST": lambda on, task: on.speaks and on.says_yes(task.person),
    "SEND_SUMMARY": lambda on, task: on.says_yes(task.person, task.about),
    "AGREEMENT_ENDING": lambda on, task: on.says_yes(task.person, task.about),
    # What somebody asks for in words of their own may be a no: whoever is to go by their yes, or by
    # another's where they have not answered, reads that first.
    **dict.fromkeys(IN_THEIR_WORDS, lambda on, task: on.has_not_said_no(task.person)),
    "OFFER_ADVOCATE": lambda on, task: on.tells and task.person in on.by_person,
    "DISCUSS_ADVOCATE": lambda on, task: (
        on.tells and Flag.ADVOCATE_NOT_DISCUSSED in on.answer.flags and task.person in on.by_person
    ),
    # Nobody is told of what goes no further.
    "TELL_FIRST": lambda on, task: (
        on.tells
        and on.item.outcome in (Outcome.COVERED, Outcome.AUTHORISED)
        and task.person in on.by_person
    ),
    "TELL_PARENTS": lambda on, task: on.tells and task.about in on.item.authorisations,
    "CONFIRM_PR": lambda on, task: (
        task.child == on.item.subject
        and Flag.PR_UNCONFIRMED in on.item.flags
        and on.says_yes(task.person)
    ),
    "FIND_FATHER": lambda on, task: (
        task.child == on.item.subject
        and (stands := on.by_person.get(task.person)) is not None
        and stands.says is Says.NO_ANSWER
    ),
    "FIND_PR_HOLDER": lambda on, task: (
        task.child == on.item.subject and on.item.reason is Reason.NO_PR_HOLDER_KNOWN
    ),
    "CONSIDER_COMPETENCE": lambda on, task: (
        task.child == on.item.subject and Flag.CONSIDER_COMPETENCE in on.item.flags
    ),
    "WEIGH_WISH": lambda on, task: (
        task.child == on.item.subject and Flag.TOLD_IN_CONFIDENCE in on.item.flags
    ),
    "WEIGH_WISHES": lambda on, task: (
        task.child == on.item.subject and Flag.CHILD_OBJECTS in on.item.flags
    ),
}


def may_be_asked_of(item: Item, person: str | None) -> bool:
    """Whether this person may be spoken to of the item, as far as its kind goes."""
    if item.category in OF_VIOLENCE:
        return item.category in _THEIR_OWN and person == item.subject
    if item.category not in OF_THE_YOUNG or person == item.subject:
        return True
    theirs = any(p.person == item.subject and p.decides for p in item.positions)
    return not theirs and Flag.CONSIDER_COMPETENCE not in item.flags


def each_item(answer: Answer) -> list[About]:
    """What an answer is about, item by item."""
    return [About(item, answer) for item in answer.items]


def may_belong(on: Iterable[About]) -> frozenset[str]:
    """The codes of which some task would be about what was asked, if there were one of anybody."""
    every = [(one, task) for one in on for task in _of_anybody(one.item)]
    found = (code for code, belongs in _BELONGS.items() if any(belongs(*one) for one in every))
    return FIRST.union(found)


def _of_anybody(item: Item) -> Iterator[Task]:
    """Of each who has a place in the item and of nobody, about each decision that reaches it."""
    for person in (None, *(p.person for p in item.positions)):
        for about in (None, *item.authorisations):
            yield Task("", NEVER, person=person, child=item.subject, about=about)


def any_belongs(on: Sequence[About], enquiry: str | None, tasks: Iterable[Task]) -> bool:
    """Whether any is about what was asked, and who stands where on it."""
    return next(_belonging(on, enquiry, tasks), None) is not None


def _belonging(on: Sequence[About], enquiry: str | None, tasks: Iterable[Task]) -> Iterator[Task]:
    for task in tasks:
        if task.code in FIRST and task.for_role != MANAGER:
            # Whatever is asked of whomever, and whether or not there is an answer: they hear it. A
            # manager hears it on a list of their own.
            yield task
            continue
        belongs = _BELONGS.get(task.code)
        # Of a question that names no enquiry each that goes on may be meant.
        if belongs is None or (enquiry is not None and task.enquiry not in (None, enquiry)):
            continue
        for one in on:
            if belongs(one, task):
                yield task
                break


def belonging(on: Sequence[About], enquiry: str | None, tasks: Iterable[Task]) -> list[Task]:
    """Those of a file's tasks that are about what was asked and who stands where on it.

    Talking about an advocate is part of the talk with somebody who has not been spoken to yet.
    """
    kept = [*_belonging(on, enquiry, tasks)]
    if enquiry is None:
        # Who is to be spoken to in two of them is spoken to once.
        once = {(one.code, one.person, one.child, one.about): one for one in reversed(kept)}
        first = {*once.values()}
        kept = [one for one in kept if one in first]
    spoken_to_anyway = {task.person for task in kept if task.code in _SPEAKING}
    return [
        task
        for task in kept
        if task.code != "DISCUSS_ADVOCATE" or task.person not in spoken_to_anyway
    ]


def of_the_answer(
    answer: Answer, enquiry: str | None, at: datetime, to_ask: Iterable[str], *, today: bool = False
) -> Iterator[Task]:
    """What no file knows of: what this very answer leaves to do. `to_ask` are to be asked."""
    if Flag.RECORD_AFTER in answer.flags:
        yield by_the_end_of_tomorrow("RECORD_AFTER", at, enquiry=enquiry)
    if any(item.reason is Reason.NO_RECORD for item in answer.items):
        yield Task("CHECK_IDENTITY", at)
    if answer.outcome is Outcome.DECISION_NEEDED:
        due = day_of(at) if today else next_working_day(at)
        yield Task("RECORD_DECISION", at, for_role=MANAGER, enquiry=enquiry, due=due)
    councils = {p.person for item in answer.items for p in item.positions if p.role == COUNCIL}
    for person in to_ask:
        code, role = (FOR_COUNCIL, MANAGER) if person in councils else ("ASK_ABOUT_THIS", WORKER)
        due = next_working_day(at)
        yield Task(code, at, for_role=role, person=person, enquiry=enquiry, due=due)


def to_be_asked(scene: Scene, on: Iterable[About], kept: Iterable[Task]) -> Iterator[str]:
    """Who was spoken to, and what they said does not settle this question."""
    waited_for = {task.person for task in kept if task.code in _ASKED_ALREADY}
    asked: set[str] = set()
    for one in on:
        for p in one.item.positions if one.speaks else ():
            placeholder = p.role == "UNKNOWN_FATHER"
            if not (p.decides and p.can_be_asked) or placeholder:
                continue
            if not may_be_asked_of(one.item, p.person):
                continue
            if p.person in waited_for | asked or not scene.may_be_spoken_to[p.person]:
                continue
            asked.add(p.person)
            yield p.person
