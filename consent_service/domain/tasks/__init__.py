"""What is due, for whom, since when: derived from a case file and the time, never stored.

One function feeds lists, pages, reports and the replies to checks, so that one thing to do has one
label and one due date everywhere. Each kind of task belongs to an enquiry that is open, but for
what goes on after its end: telling people, what was shared at once, reviews of decisions not to
share, meetings, plans, notices to agencies, corrections, what the family asked, and how it ended
for the referrer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from itertools import chain
from typing import Final

from ..answers import Answer, whatever_is_asked_for
from ..authorityfile import AuthorityFile
from ..memo import worked_out_once
from ..policy import DEFAULT_POLICY, Policy
from ..view import View
from .advocating import advocating
from .aftersharing import (
    by_the_end_of_tomorrow,
    chasing,
    reading_replies,
    record_share_now,
    sharing,
)
from .agreeing import agreeing
from .asking import asking
from .confirming import confirming, doubting, opening
from .conflicts import conflicts
from .decided import decided
from .ending import ending
from .keepinginformed import answering, before_contacting, keeping_informed
from .leftopen import left_open
from .meeting import hurt, meeting
from .planning import planning
from .promised import promised
from .readingharm import READ_HARM, reading_harm
from .replying import (
    IN_THEIR_WORDS,
    any_belongs,
    belonging,
    each_item,
    may_belong,
    of_the_answer,
    to_be_asked,
)
from .saiddone import READ_WORDS, said_besides_answers, said_done
from .scene import Area, Scene
from .speaking import by_a_manager, where_safe
from .task import FIRST, MANAGER, NAMESAKE, Task, ranked
from .telling import telling, telling_of_decisions
from .tobedecided import deciding
from .withdrawing import withdrawing
from .young import young

#: Each area of the work, and what it makes of a file.
_AREAS: Final[tuple[Area, ...]] = (
    asking,
    young,
    left_open,
    agreeing,
    conflicts,
    advocating,
    keeping_informed,
    deciding,
    decided,
    telling,
    sharing,
    said_done,
    said_besides_answers,
    withdrawing,
    promised,
    chasing,
    reading_replies,
    answering,
    confirming,
    reading_harm,
    hurt,
    meeting,
    planning,
    ending,
    opening,
    doubting,
)

#: The same in the turn of what else is made of a file to be kept: what goes by nothing that most
#: entries change comes first (`reports.kept`).
_IN_TURN: Final[tuple[tuple[Area, ...], ...]] = (
    (
        *(young, deciding, sharing, said_done, chasing, answering, confirming),
        *(reading_replies, hurt, meeting, planning, ending, opening),
    ),
    (
        *(asking, left_open, agreeing, conflicts, advocating, withdrawing, said_besides_answers),
        *(promised, reading_harm),
    ),
    (doubting, decided, keeping_informed),
    (),
    (telling,),
)

#: Those whose tasks can belong to an answer, with `agreeing`, of which each answer wants its own;
#: and as which codes. Each is derived where a task of these may belong.
_IN_REPLIES: Final[Mapping[Area, frozenset[str]]] = {
    asking: frozenset(
        {
            *("SPEAK_TO", "TRY_AGAIN", "CHASE_REPLY", "CONFIRM_REPORTED", "ANSWER_FOR_COUNCIL"),
            *("WHAT_WAS_SAID", "DECIDE_IF_SAFE", "ONE_OR_TWO"),
            *("FIND_FATHER", "FIND_PR_HOLDER", "CONFIRM_PR"),
        }
    ),
    young: frozenset(
        {"ASK_YOUNG_PERSON", "SPEAK_TO", "CONSIDER_COMPETENCE", "WEIGH_WISH", "WEIGH_WISHES"}
    ),
    advocating: frozenset({"OFFER_ADVOCATE", "DISCUSS_ADVOCATE"}),
    telling_of_decisions: frozenset({"TELL_PARENTS"}),
    answering: frozenset({*FIRST, *IN_THEIR_WORDS}),
    reading_replies: frozenset({"READ_REPLY"}),
    before_contacting: frozenset({"TELL_FIRST"}),
    said_done: frozenset({"WRITE_DOWN_ANSWER"}),
    said_besides_answers: frozenset({READ_WORDS}),
    reading_harm: frozenset({READ_HARM}),
    hurt: frozenset({"CONSIDER_STRATEGY", "DECIDE_WHO_IS_SAFE", "ASK_ABOUT_INJURY"}),
}


#: Where whose it is stands in a task, and in which team: all of a file's are told so, by place,
#: which takes a sixth of what `_replace` does.
_OWNER: Final = Task._fields.index("owner")
_task: Final = Task._make

#: What is done about our own record and deeds, whoever of those concerned has died since.
_OURS: Final = frozenset(
    {
        *("CONFIRM_EFFECT", "CONFIRM_RECORD", "LOOK_AT_CONFLICT", "LOOK_AT_DISCLOSURE"),
        *("LOOK_AT_DOUBTFUL", "LOOK_AT_TOLD", "READ_HARM"),
        *("RECORD_AFTER", "RECORD_SHARE_NOW", "REVIEW_SHARE_NOW", "REVIEW_DECISION"),
        *("WRITE_DOWN_THE_REST", "WRITE_DOWN_SHARED", "WRITE_DOWN_CONTACT", "ASK_THE_MANAGER"),
        *("WRITE_DOWN_ANSWER", "READ_WORDS"),
        *("DECIDE", "FINISH_DRAFT", "GET_ADVICE", "REVIEW_DISCLOSURE"),
        *("SEND_STOP_NOTICE", "CHASE_STOP_NOTICE", "RECORD_DECISION", "DECIDE_S47"),
        *("CONSIDER_STRATEGY", "DECIDE_WHO_IS_SAFE", "RECORD_MEETING", "CONSIDER_CONFERENCE"),
        *("MEET_AGAIN", "MAKE_PLAN"),
        "ASK_ABOUT_INJURY",
        *("PLAN_NOT_WITH_ALL", "REVIEW_PLAN", "REVIEW_OPENING"),
    }
)


def _derived(scene: Scene, areas: Collection[Area]) -> Iterator[Task]:
    """A death ends at once whatever was to be done with somebody, or about a child, unless a
    manager refused it; and nobody is to be spoken to while that may not be safe.
    """
    ends = scene.without_refused_ends
    found: Iterable[Task] = _in_each_reading(scene, ends, areas)
    if ends.view.the_dead:
        found = (t for t in found if t.code in _OURS or not ends.is_about_the_dead(t))
    return by_a_manager(scene, where_safe(scene, found))


def _in_each_reading(scene: Scene, ends: Scene, areas: Collection[Area]) -> Iterable[Task]:
    """What waits, or was refused, lifts nothing: a no goes on to be followed, whoever has a say to
    be asked, and what was decided to be told, though an entry that would end it stands on file.
    What waits is itself looked at once; and a death, or the end of an enquiry, ends at once what
    was to be done, though it waits for a manager to say that a no falls with it. Once a manager has
    refused it, it ends nothing. Two who are to be one person are not both asked the same.
    """
    found = ends.tasks(*areas)
    return [*found, *_lifted_by_nobody(scene, ends, areas, found)] if scene.as_it_stands else found


def _lifted_by_nobody(
    scene: Scene, ends: Scene, areas: Collection[Area], found: Iterable[Task]
) -> Iterator[Task]:
    """What there is to be done besides where the file is read without what waits."""
    known = {_what(task, scene.view) for task in found}
    for standing in scene.as_it_stands:
        for task in standing.tasks(*(area for area in areas if area is not confirming)):
            what = _what(task, scene.view)
            if what not in known and not _is_over(ends, task):
                known.add(what)
                yield task


def _is_over(scene: Scene, task: Task) -> bool:
    return task.enquiry in scene.view.ended or scene.is_about_the_dead(task)


def _what(task: Task, view: View) -> tuple[str | None, ...]:
    person, child = (one and view.the_one(one) for one in (task.person, task.child))
    return (task.code, person, child, task.about, task.enquiry)


def _with_whose_it_is(view: View, tasks: Iterable[Task]) -> list[Task]:
    whose = view.without_refused_ends.whose
    return [
        task
        if (said := whose.get(task.enquiry or "")) is None
        else _task(
            (*task[:_OWNER], task.owner or said.event.owner, said.event.team, *task[_OWNER + 2 :])
        )
        for task in tasks
    ]


def due(view: View, policy: Policy) -> tuple[Task, ...]:
    """What was to be done at the moment of the view, from what had been recorded by then.

    What is late first, then what will be next, then by how long it has waited.
    """
    return due_of_scene(Scene(view, policy))


def due_of_scene(scene: Scene) -> tuple[Task, ...]:
    """The same, where other things are asked of the file too."""
    return ranked(_with_whose_it_is(scene.view, _derived(scene, _AREAS)))


def derive_in_turn(scene: Scene, turn: int) -> None:
    """What is due by the areas whose turn it is, worked out, or as it was before."""
    if _IN_TURN[turn]:
        scene.without_refused_ends.derive(_IN_TURN[turn], ("areas", turn))


def due_of_authority(own: AuthorityFile, as_of: datetime, known: datetime) -> tuple[Task, ...]:
    """What is to be done about no family yet: a use of share-now whose family is to be found; and
    who on the staff has the name of somebody on a file.
    """
    loose = [used for used in own.loose_share_nows(known) if used.effective_at <= as_of]
    found = [record_share_now("LINK_SHARE_NOW", used) for used in loose]
    for one in own.namesakes_to_look_at(known):
        task = by_the_end_of_tomorrow(NAMESAKE, one.since, about=one.file, enquiry=None)
        found.append(task._replace(for_role=MANAGER, by=one.staff))
    return ranked(found)


def due_of_answer(
    view: View | None, answer: Answer, enquiry: str | None, at: datetime, *, today: bool = False
) -> tuple[Task, ...]:
    """What a check's answer leaves to do: those of the file's tasks that are about what was
    asked, and the answer's own. `view` is of the moment `at`, and None where no file was read;
    `today` whether whoever asked said that it is for the same day.
    """
    if view is None:
        return ranked(of_the_answer(answer, enquiry, at, (), today=today))
    tasks, to_ask = _belonging(view, answer, enquiry)
    due = _whose_they_are(view, tasks)
    its_own = [*of_the_answer(answer, enquiry, at, to_ask, today=today)]
    return ranked([*due, *its_own]) if its_own else due


def about_the_answer(view: View, answer: Answer, enquiry: str | None) -> tuple[Task, ...]:
    """Those of the file's tasks that are about what was asked, and nobody's yet: whose an enquiry
    is may change and nothing else with it, so whatever is made of these outlives that.
    """
    return _belonging(view, answer, enquiry)[0]


def _belonging(
    view: View, answer: Answer, enquiry: str | None
) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    """The file's tasks that are about this answer, worked out once for it, in their order, which
    is the same at whatever moment they are looked at; and whom to ask about this besides.
    """
    key = ("tasks of the answer", id(answer), enquiry)
    if key not in view.worked_out:
        alike = whatever_is_asked_for(answer)
        found_once = view.answers.once(
            ("tasks of such answers", alike, enquiry), lambda: _of_such(view, alike, enquiry)
        )
        # With the answer, so that no other one comes to have its id.
        view.worked_out[key] = (answer, *found_once)
    found: tuple[Answer, tuple[Task, ...], tuple[str, ...]] = view.worked_out[key]
    return found[1:]


def _whose_they_are(view: View, tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """The same tasks, each with whose it is and in which team, looked at once for all answers."""
    key = ("whose they are", id(tasks))
    if key not in view.worked_out:
        view.worked_out[key] = (tasks, tuple(_with_whose_it_is(view, tasks)))
    found: tuple[tuple[Task, ...], tuple[Task, ...]] = view.worked_out[key]
    return found[1]


def _of_such(
    view: View, answer: Answer, enquiry: str | None
) -> tuple[tuple[Task, ...], tuple[str, ...]]:
    """The same of all answers that are alike."""
    scene, on = _scene_of_replies(view), each_item(answer)
    may = may_belong(on)
    areas = tuple(area for area, codes in _IN_REPLIES.items() if not may.isdisjoint(codes))
    its_own = partial(agreeing, is_wanted=partial(any_belongs, on, enquiry))
    derived = chain(_whatever_is_asked(view, areas), _derived(scene, (its_own,)))
    tasks = ranked(belonging(on, enquiry, derived))
    return tasks, tuple(to_be_asked(scene, on, tasks))


@worked_out_once
def _scene_of_replies(view: View) -> Scene:
    # No task that can belong to an answer turns on the policy.
    return Scene(view, DEFAULT_POLICY)


@worked_out_once
def _whatever_is_asked(view: View, areas: tuple[Area, ...]) -> tuple[Task, ...]:
    """What these make of it, of whichever answer it is."""
    return tuple(_derived(_scene_of_replies(view), areas))
