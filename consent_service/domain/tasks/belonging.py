"""Which of a file's tasks are about an item of an answer: by rules, one for each kind of task."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from ..answers import Answer, Flag, Item, Outcome, Position, Reason, Says
from ..scopes.nottold import OF_THE_YOUNG, OF_VIOLENCE
from .advocating import advocating
from .aftersharing import reading_replies
from .agreeing import ASKED_AGAIN
from .asking import asking
from .confirming import LOOK_AT_TOLD, looking_at_told
from .keepinginformed import answering, before_contacting
from .meeting import hurt
from .readingharm import READ_HARM, READ_WRITING, reading_harm_first, reading_writing
from .saiddone import READ_WORDS, said_besides_answers, said_done
from .scene import AreaOfWork
from .speaking import FOR_COUNCIL
from .task import FIRST, MANAGER, NEVER, Task
from .telling import telling_of_decisions
from .young import young

#: Outcomes under which speaking to whoever has not answered is what to do next.
_SPEAK_UNDER: Final = frozenset({Outcome.ASK, Outcome.COVERED, Outcome.OBJECTION})
#: Tasks to speak to whoever has not answered.
SPEAKING: Final = frozenset(
    {"SPEAK_TO", "TRY_AGAIN", "CONFIRM_REPORTED", "CHASE_REPLY", "ASK_YOUNG_PERSON"}
)
_AGAIN: Final = frozenset(ASKED_AGAIN)
#: Whoever one of these is about waits for no other.
ASKED_ALREADY: Final = SPEAKING | _AGAIN | {FOR_COUNCIL}

#: It is read out to nobody but whom it is about.
_THEIR_OWN: Final = frozenset({"DOMESTIC_ABUSE_VICTIM"})
_IN_THEIR_WORDS: Final = (
    *("ANSWER_FAMILY", "ANSWER_CONTACT", "ANSWER_RIGHTS", "ANSWER_COMPLAINT"),
    *("ANSWER_CORRECTION", "ANSWER_IF_SAFE", "CORRECT_IF_SAFE"),
)


#: Those whose tasks can belong to an answer, with `agreeing`, of which each answer wants its own;
#: and as which codes. Each is derived where a task of these may belong.
_IN_REPLIES: Final[Mapping[AreaOfWork, frozenset[str]]] = {
    asking: frozenset(
        {
            *("SPEAK_TO", "TRY_AGAIN", "CHASE_REPLY", "CONFIRM_REPORTED", "ANSWER_FOR_COUNCIL"),
            *("WHAT_WAS_SAID", "DECIDE_IF_SAFE", "ONE_OR_TWO"),
            *("FIND_FATHER", "FIND_MOTHER", "FIND_PR_HOLDER", "CONFIRM_PR", "RECORD_ORDER"),
        }
    ),
    young: frozenset(
        {"ASK_YOUNG_PERSON", "SPEAK_TO", "CONSIDER_COMPETENCE", "WEIGH_WISH", "WEIGH_WISHES"}
    ),
    advocating: frozenset({"OFFER_ADVOCATE", "DISCUSS_ADVOCATE"}),
    telling_of_decisions: frozenset({"TELL_PARENTS"}),
    answering: frozenset({*FIRST, *_IN_THEIR_WORDS}),
    reading_replies: frozenset({"READ_REPLY"}),
    before_contacting: frozenset({"TELL_FIRST"}),
    said_done: frozenset({"WRITE_DOWN_ANSWER"}),
    said_besides_answers: frozenset({READ_WORDS}),
    reading_harm_first: frozenset({READ_HARM}),
    reading_writing: frozenset({READ_WRITING}),
    looking_at_told: frozenset({LOOK_AT_TOLD}),
    hurt: frozenset({"CONSIDER_STRATEGY", "DECIDE_WHO_IS_SAFE", "ASK_ABOUT_INJURY"}),
}


class About:
    """One item of an answer, and whether it may send somebody to speak to people."""

    def __init__(self, item: Item, answer: Answer, children: Collection[str]) -> None:
        self.item = item
        #: Those who are nobody's but a child, each of whom somebody is asked about.
        self.children = children
        self.answer = answer
        #: Nothing that reaches any part of the answer is to be kept from the family.
        self.tells = Flag.DO_NOT_TELL not in answer.flags
        #: A task to speak to somebody must not undo a decision not to tell them.
        self.speaks = self.tells and item.outcome in _SPEAK_UNDER
        #: Where each person stands on this item: once, or not at all.
        self.by_person: dict[str | None, Position] = {p.person: p for p in item.positions}

    def is_about(self, task: Task) -> bool:
        """Somebody is to be spoken to about this child, or about nobody in particular: that they
        were not asked about a brother belongs to what is asked about him."""
        return task.child in (None, self.item.subject) or self.item.subject not in self.children

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
        """What they said may be a no, and holds it; or is all that they said, where another
        decides.
        """
        p = self.by_person.get(person)
        return p is not None and (p.holds or p.reason is Reason.NOT_ANSWERED)

    def has_not_said_no(self, person: str | None) -> bool:
        """They have a place in it, and no no of theirs stands there."""
        p = self.by_person.get(person)
        return p is not None and p.says is not Says.NO

    def says_yes(self, person: str | None, about: str | None = None) -> bool:
        """Their yes counts here; by the answer `about`, where one is named."""
        p = self.by_person.get(person)
        return p is not None and p.says is Says.YES and about in (None, p.response)


#: Whether a task belongs to an item; and by which rule one of each kind does.
_Rule: TypeAlias = Callable[[About, Task], bool]
_BELONGS: Final[dict[str, _Rule]] = {
    **dict.fromkeys(
        SPEAKING,
        lambda on, task: (
            on.speaks
            and on.is_about(task)
            and on.has_not_answered(task.person)
            and may_be_asked_of(on.item, task.person)
        ),
    ),
    **dict.fromkeys(
        _AGAIN,
        lambda on, task: on.speaks and on.stands(task.person, Reason.VALIDITY_CONCERN),
    ),
    FOR_COUNCIL: lambda on, task: (
        on.speaks and on.is_about(task) and on.has_not_answered(task.person)
    ),
    # Until it is written down nobody knows who it was. What is a no is not read as what may be one.
    "WRITE_DOWN_ANSWER": lambda on, task: task.person is None or on.has_not_said_no(task.person),
    "READ_WORDS": lambda on, task: on.holds(task.person) and on.has_not_said_no(task.person),
    "WHAT_WAS_SAID": lambda on, task: on.stands(task.person, Reason.NOT_CLEAR),
    # Whoever of the family is asked about: those to be asked first are the same.
    **dict.fromkeys(
        (
            *("CONSIDER_STRATEGY", "DECIDE_WHO_IS_SAFE", "READ_REPLY"),
            *("READ_HARM", "READ_WRITING", "LOOK_AT_TOLD"),
        ),
        lambda *_: True,
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
    **dict.fromkeys(_IN_THEIR_WORDS, lambda on, task: on.has_not_said_no(task.person)),
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
    "RECORD_ORDER": lambda on, task: task.child == on.item.subject and task.person in on.by_person,
    "FIND_FATHER": lambda on, task: (
        task.child == on.item.subject
        and (stands := on.by_person.get(task.person)) is not None
        and stands.says is Says.NO_ANSWER
    ),
    "FIND_MOTHER": lambda on, task: task.child == on.item.subject,
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


#: The same for each area, each rule once.
_BELONG_OF: Final = {
    area: tuple(dict.fromkeys(_BELONGS[code] for code in codes - FIRST))
    for area, codes in _IN_REPLIES.items()
}


def may_belong(on: Iterable[About]) -> tuple[AreaOfWork, ...]:
    """The areas of which some task would be about what was asked, if there were one of anybody; and
    that in which somebody asks for help now, who is heard whatever was asked.
    """
    every = [(one, task) for one in on for task in _of_anybody(one.item)]
    codes = _IN_REPLIES
    return tuple(a for a, of in _BELONG_OF.items() if codes[a] & FIRST or _any_holds(of, every))


def _any_holds(rules: Iterable[_Rule], every: Iterable[tuple[About, Task]]) -> bool:
    for belongs in rules:
        for on, task in every:
            if belongs(on, task):
                return True
    return False


def _of_anybody(item: Item) -> Iterator[Task]:
    """Of each who has a place in the item and of nobody, about each decision that reaches it."""
    for person in (None, *(p.person for p in item.positions)):
        for about in (None, *item.authorisations):
            yield Task("", NEVER, person=person, child=item.subject, about=about)


def that_belong(on: Sequence[About], enquiry: str | None, tasks: Iterable[Task]) -> Iterator[Task]:
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
    kept = [*that_belong(on, enquiry, tasks)]
    if enquiry is None:
        # Who is to be spoken to in two of them is spoken to once.
        once = {(one.code, one.person, one.child, one.about): one for one in reversed(kept)}
        first = {*once.values()}
        kept = [one for one in kept if one in first]
    spoken_to_anyway = {task.person for task in kept if task.code in SPEAKING}
    return [
        task
        for task in kept
        if task.code != "DISCUSS_ADVOCATE" or task.person not in spoken_to_anyway
    ]
