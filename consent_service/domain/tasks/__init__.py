"""What is due, for whom, since when: derived from a case file and the time, never stored.

One function feeds lists, pages, reports and the replies to checks, so that one thing to do has one
label and one due date everywhere. Each kind of task belongs to an enquiry that is open, but for
what goes on after its end: telling people, what was shared at once, reviews of decisions not to
share, meetings, plans, notices to agencies, corrections, what the family asked, and how it ended
for the referrer; and of whoever is still to hear that, whether it is safe.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator
from datetime import datetime
from typing import Final

from ..file.authorityfile import AuthorityFile
from ..file.view import View
from ..noticing.plausible import doubted_first
from ..recorded.policy import Policy
from ..safety.harmtoread import harm_to_read, harm_to_read_first
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
from .confirming import confirming, doubting, looking_at_told, opening
from .conflicts import conflicts
from .decided import decided
from .doneandwaits import is_done_already
from .ending import ending
from .keepinginformed import answering, keeping_informed
from .leftopen import left_open
from .meeting import hurt, meeting
from .planning import planning
from .promised import promised
from .readingharm import READ_HARM, about_harm, reading_harm, reading_writing
from .saiddone import said_besides_answers, said_done
from .saidonce import copied_in_one, decided_in_one
from .scene import AreaOfWork, Scene, what_is_done
from .speaking import by_a_manager, where_safe
from .task import MANAGER, NAMESAKE, Task, ranked
from .telling import telling
from .tobedecided import deciding
from .withdrawing import withdrawing
from .wrongcodes import asking_who_tried
from .young import young

#: Each area of the work, and what it makes of a file.
_AREAS: Final[tuple[AreaOfWork, ...]] = (
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
    reading_writing,
    hurt,
    meeting,
    planning,
    ending,
    opening,
    doubting,
    looking_at_told,
    asking_who_tried,
)

#: The same in the turn of what else is made of a file to be kept: what goes by nothing that most
#: entries change comes first (`reports.kept`).
_IN_TURN: Final[tuple[tuple[AreaOfWork, ...], ...]] = (
    (
        *(young, deciding, sharing, said_done, chasing, answering, confirming),
        *(reading_replies, hurt, meeting, planning, ending, opening, asking_who_tried),
    ),
    (
        *(asking, left_open, agreeing, conflicts, advocating, withdrawing, said_besides_answers),
        *(promised, reading_harm, reading_writing, keeping_informed),
    ),
    (doubting, looking_at_told, decided),
    (),
    (telling,),
)

#: Where whose it is stands in a task, and in which team: all of a file's are told so, by place,
#: which takes a sixth of what `_replace` does.
_OWNER: Final = Task._fields.index("owner")
_task: Final = Task._make

#: What is done about our own record and deeds, whoever of those concerned has died since.
_OURS: Final = frozenset(
    {
        *("CONFIRM_EFFECT", "CONFIRM_RECORD", "LOOK_AT_CONFLICT", "LOOK_AT_DISCLOSURE"),
        *("LOOK_AT_DOUBTFUL", "LOOK_AT_TOLD", "READ_HARM", "READ_WRITING"),
        *("RECORD_AFTER", "RECORD_SHARE_NOW", "REVIEW_SHARE_NOW", "REVIEW_DECISION"),
        *("WRITE_DOWN_THE_REST", "WRITE_DOWN_SHARED", "WRITE_DOWN_CONTACT", "ASK_THE_MANAGER"),
        *("WRITE_DOWN_ANSWER", "READ_WORDS", "WRITE_DOWN_DANGER"),
        *("DECIDE", "FINISH_DRAFT", "GET_ADVICE", "REVIEW_DISCLOSURE"),
        *("SEND_STOP_NOTICE", "CHASE_STOP_NOTICE", "RECORD_DECISION", "DECIDE_S47"),
        *("CONSIDER_STRATEGY", "DECIDE_WHO_IS_SAFE", "RECORD_MEETING", "CONSIDER_CONFERENCE"),
        *("MEET_AGAIN", "MAKE_PLAN"),
        "ASK_ABOUT_INJURY",
        *("PLAN_NOT_WITH_ALL", "REVIEW_PLAN", "REVIEW_OPENING"),
    }
)


def derived(scene: Scene, areas: Collection[AreaOfWork]) -> Iterable[Task]:
    """A death ends at once whatever was to be done with somebody, or about a child, unless a
    manager refused it; and nobody is to be spoken to while that may not be safe.
    """
    ends = scene.without_refused_ends
    found: Iterable[Task] = _in_each_reading(scene, ends, areas)
    if ends.view.the_dead:
        found = (t for t in found if t.code in _OURS or not ends.is_about_the_dead(t))
    return by_a_manager(scene, where_safe(scene, found))


def _in_each_reading(scene: Scene, ends: Scene, areas: Collection[AreaOfWork]) -> Iterable[Task]:
    """What waits, or was refused, lifts nothing: a no goes on to be followed, whoever has a say to
    be asked, and what was decided to be told, though an entry that would end it stands on file.
    What waits is itself looked at once; and a death, or the end of an enquiry, ends at once what
    was to be done, though it waits for a manager to say that a no falls with it. Once a manager has
    refused it, it ends nothing. Two who are to be one person are not both asked the same.
    """
    found = ends.tasks(*areas)
    return [*found, *_lifted_by_nobody(scene, ends, areas, found)] if scene.as_it_stands else found


def _lifted_by_nobody(
    scene: Scene, ends: Scene, areas: Collection[AreaOfWork], found: Iterable[Task]
) -> Iterator[Task]:
    """What there is to be done besides where the file is read without what waits."""
    known = {what_is_done(task, scene.view) for task in found}
    for standing in scene.as_it_stands:
        for task in standing.tasks(*(area for area in areas if area is not confirming)):
            what = what_is_done(task, scene.view)
            if what not in known and not (
                _is_over(ends, task) or is_done_already(scene, areas, task)
            ):
                known.add(what)
                yield task


def _is_over(scene: Scene, task: Task) -> bool:
    return task.enquiry in scene.view.ended or scene.is_about_the_dead(task)


#: Of no enquiry by itself, and nobody of the family is rung before it is done: whoever has the only
#: one that goes on waits for it, whoever is to do it.
_KEEPS_WAITING: Final = frozenset(
    {"DECIDE_IF_SAFE", "DECIDE_WHO_IS_SAFE", "READ_HARM", "WEIGH_WISH", "ONE_OR_TWO"}
)


def _keeps_waiting(task: Task, alone: Container[str]) -> bool:
    """`alone`: words of harm of which whoever took them in has said what there is to say."""
    return task.code in _KEEPS_WAITING and not (task.code == READ_HARM and task.about in alone)


def with_whose_it_is(view: View, tasks: Iterable[Task]) -> list[Task]:
    """Each with who has its enquiry, and in which team."""
    whose = view.without_refused_ends.whose
    alone = {about_harm(one) for one in harm_to_read(view)}
    alone.difference_update(map(about_harm, harm_to_read_first(view)))
    going_on = [one for one in view.enquiries if one not in view.ended]
    only = going_on[0] if len(going_on) == 1 else ""
    return [
        task
        if (said := whose.get(task.enquiry or (only if _keeps_waiting(task, alone) else "")))
        is None
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
    found = copied_in_one(scene, decided_in_one(scene, list(derived(scene, _AREAS))))
    return ranked(with_whose_it_is(scene.view, found))


def derive_in_turn(scene: Scene, turn: int) -> None:
    """What is due by the areas whose turn it is, worked out, or as it was before."""
    if turn == 0:
        doubted_first(scene.without_refused_ends.view)
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
