"""A task that is done by speaking or writing to somebody is there only while that is safe. Pure.

One law for every area of the work, the next one included: an area need not look, and cannot
forget to. `asking` is the one judge; not known is not yes (`domain.md` 0, 5.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from ..codes import TEXTS, label
from ..file.held import in_order
from ..following.section47 import ask_first, is_found_safe_since, why_ask_first
from ..memo import worked_out_once
from ..noticing.whichway import ways_to
from ..recorded.practice import HELP_NOW
from ..safety.reaching import is_unsafe_way
from ..safety.readbyothers import before_writing
from ..safety.signs import asking
from ..safety.writtenbythem import not_sent_for
from ..said.bytelephone import is_not_for_a_telephone
from ..said.statuses import status_now
from ..words.contacting import why_not
from ..words.naming import by_relation, lower_first
from .scene import Scene
from .task import HELP_WITH_CARE, MANAGER, Task
from .wrongcodes import ASK_WHO_TRIED

#: What is done by speaking or writing to the person of the task.
SPEAKS: Final = frozenset(
    {
        *(
            "SPEAK_TO",
            "TRY_AGAIN",
            "CONFIRM_REPORTED",
            "CHASE_REPLY",
            "ASK_ABOUT_THIS",
            "ASK_AGAIN",
        ),
        *("ASK_YOUNG_PERSON", "CONSIDER_COMPETENCE", "SEE_AGAIN", "REBOOK_INTERPRETER"),
        *("EXPLAIN_THE_REST", "SEND_SUMMARY", "AGREEMENT_ENDING", "NO_ENDING"),
        *("DISCUSS_ADVOCATE", "OFFER_ADVOCATE", "AGREE_KEEP_INFORMED", "CONTACT_DUE"),
        "TELL_FIRST",
        *("CALL_AFTER_WITHDRAWAL", "CALL_ABOUT_YES", "ANSWER_FAMILY", "ANSWER_CORRECTION"),
        *("ANSWER_RIGHTS", "ANSWER_COMPLAINT", "TALK_AS_PROMISED"),
        *(HELP_NOW, ASK_WHO_TRIED),
        *("TELL_OF_CONTACT", "TELL_OF_CORRECTION", "TELL_WHO_HAS_IT_NOW"),
        *("TELL_INVITED", "TELL_OF_MEETING", "SEND_PLAN", "CONFIRM_PLAN", "TELL_PLAN_ENDED"),
        *("TELL_OUTCOME", "CHASE_AGENCY", "ANSWER_REFUSAL"),
        *("TELL_PARENTS", "TELL_PARENTS_OF_SHARING"),
    }
)
#: What somebody still does about it where speaking to them is not safe: a manager decides.
_INSTEAD: Final[Mapping[str, str]] = {
    "CALL_ABOUT_YES": "CONFIRM_EFFECT",
    **dict.fromkeys(("ANSWER_FAMILY", "ANSWER_RIGHTS", "ANSWER_COMPLAINT"), "ANSWER_IF_SAFE"),
    # It was promised to them: it is never gone because of what somebody wrote down since.
    **dict.fromkeys(("CALL_AFTER_WITHDRAWAL", "TALK_AS_PROMISED"), "CALL_IF_SAFE"),
    "ANSWER_CORRECTION": "CORRECT_IF_SAFE",
    # It may have been whoever they are afraid of.
    ASK_WHO_TRIED: "LOOK_AT_DOUBTFUL",
}


#: What a manager looks at, and may ask them about.
_MAY_BE_ASKED: Final = frozenset({"LOOK_AT_CONFLICT"})
_COMPLAINT: Final = label("family_wants", "COMPLAIN")

#: What is asked of somebody by speaking to them.
_ASKS: Final = frozenset(
    {
        *("ASK_ABOUT_THIS", "SEE_AGAIN", "REBOOK_INTERPRETER", "CONFIRM_REPORTED"),
        *("CHASE_REPLY", "ASK_AGAIN", "TRY_AGAIN", "AGREEMENT_ENDING", "NO_ENDING"),
    }
)
#: What somebody of a family waits for since they said or asked for something.
_WAITED_FOR: Final = frozenset(
    {
        *("CALL_AFTER_WITHDRAWAL", "CALL_ABOUT_YES", "ANSWER_FAMILY", "ANSWER_CORRECTION"),
        *("ANSWER_RIGHTS", "ANSWER_COMPLAINT", "TALK_AS_PROMISED", HELP_NOW),
    }
)
#: What goes to a council as well: what it agreed to, in writing.
_IN_WRITING: Final = "SEND_SUMMARY"
_A_CHILD_DIED: Final = "A child of theirs has died"
#: What goes to them on paper; and what is read first where somebody else may read it.
_ON_PAPER: Final = frozenset({_IN_WRITING, "SEND_PLAN"})
_NOT_BY_TELEPHONE: Final = "Deaf, or needs help to communicate: not by telephone alone"
_READ_BY_OTHERS: Final = (
    "Somebody who must not learn of it may read it: first read who, and by which way it is safe"
)
_NO_WAY: Final = "No number or address on record: find one"
_NONE_SAFE: Final = "No safe way on record: find one, and do not use what is there"
_NO_NUMBER: Final = "No safe number on record: write to them, or find one"
#: Whom it says to call, whatever ways there are.
_CALLS: Final = frozenset({"CALL_AFTER_WITHDRAWAL", "CALL_ABOUT_YES"})
#: How somebody is reached through what, as far as its own safety goes.
_BY: Final[Mapping[str, str]] = {"PHONE": "CALL", "EMAIL": "EMAIL", "ADDRESS": "LETTER"}
#: Of these, what is asked again since it was not asked well.
_AGAIN: Final = frozenset({"SEE_AGAIN", "REBOOK_INTERPRETER"})
FOR_COUNCIL: Final = "ANSWER_FOR_COUNCIL"


def by_a_manager(scene: Scene, tasks: Iterable[Task]) -> Iterable[Task]:
    """Each task. A council is spoken to by nobody, alone or with an interpreter: instead of that a
    named manager answers for each of them, once in each enquiry; and what we did is no news to it.
    """
    return _by_a_manager(scene, tasks) if scene.councils else tasks


def _by_a_manager(scene: Scene, tasks: Iterable[Task]) -> Iterator[Task]:
    said = set[tuple[str, str | None]]()
    for task in tasks:
        is_by_speaking = task.code in SPEAKS or task.code == FOR_COUNCIL
        if task.person not in scene.councils or not is_by_speaking or task.code == _IN_WRITING:
            yield task
        elif (
            task.code in _ASKS | {FOR_COUNCIL}
            and (task.person, task.enquiry) not in said
            and _has_a_say(scene, task)
            and not _answered_for(scene, task)
        ):
            said.add((task.person, task.enquiry))
            yield task._replace(code=FOR_COUNCIL, for_role=MANAGER, about=None)


def _has_a_say(scene: Scene, task: Task) -> bool:
    """A council that only accommodates a child has no parental responsibility, and says nothing."""
    children = (*scene.view.children,) if task.child is None else (task.child,)
    links = (link.event for child in children for link in scene.view.deciders[child])
    return any(scene.view.the_one(link.person) == task.person for link in links)


def _answered_for(scene: Scene, task: Task) -> bool:
    """What was to be asked again has been: the last that was said for it counts."""
    said = [
        one
        for one in scene.view.said
        if (one.event.person, one.event.enquiry) == (task.person, task.enquiry)
    ]
    newest = max(said, key=in_order, default=None)
    return (
        task.code in _AGAIN
        and newest is not None
        and status_now(scene.view, newest) != "VALIDITY_CONCERN"
    )


def where_safe(scene: Scene, tasks: Iterable[Task]) -> Iterator[Task]:
    """Each task; what is done instead, or nothing, where it may not be safe to speak to its person,
    or a manager is asked first.
    """
    safe, same, waits = scene.is_safe_to_ask, scene.view.same, ask_first(scene.view)
    unread = not_sent_for(scene.view)
    for task in tasks:
        person = task.person
        if person in unread and task.code in SPEAKS - _WAITED_FOR:
            # Somebody else wrote to us, and nobody has read whether it is of them.
            continue
        if (
            task.code not in SPEAKS
            or person is None
            or (safe[person] and same.get(person, person) not in waits)
        ):
            if task.code in SPEAKS and person is not None:
                yield _as_asked(scene, task)
            elif task.code in _MAY_BE_ASKED and person is not None:
                every = filter(None, (wary(scene, person), task.so_far))
                yield task._replace(so_far="; ".join(every) or None)
            else:
                yield task
        elif task.code == HELP_NOW and safe[person] and is_found_safe_since(scene.view, person):
            heard = _as_asked(scene, task)
            heed = "; ".join(filter(None, (wary(scene, person), heard.so_far)))
            yield heard._replace(so_far=heed)
            yield heard._replace(so_far=heed, for_role=MANAGER)
        elif task.code == HELP_NOW:
            # Whatever is written down of them or of others, a cry for help is one: whoever is there
            # hears it, and a manager as well.
            yield task._replace(code=HELP_WITH_CARE)
            yield task._replace(code=HELP_WITH_CARE, for_role=MANAGER)
        elif task.code in _INSTEAD:
            # A complaint says itself that it is one, and what is done instead does not.
            so_far = _COMPLAINT if task.code == "ANSWER_COMPLAINT" else task.so_far
            yield task._replace(code=_INSTEAD[task.code], for_role=MANAGER, so_far=so_far)


def _as_asked(scene: Scene, task: Task) -> Task:
    """With how they asked not to be reached, or cannot be, that a child of theirs has died, and who
    may read what comes on paper: whoever would ring or write reads that first.
    """
    every = list(_of_whoever_is_asked(scene, task.person or ""))
    # Nobody stops living there by what waits for a manager, or was refused.
    readings = (scene.view, scene.with_what_stands.view) if task.code in _ON_PAPER else ()
    if any(before_writing(one, task.person or "") for one in readings):
        every.append(_READ_BY_OTHERS)
    if task.code in _WAITED_FOR and (none := _no_way_to(scene, task)):
        every.append(none)
    if not every:
        return task
    said = "; ".join(every)
    return task._replace(so_far=f"{task.so_far}; {lower_first(said)}" if task.so_far else said)


@worked_out_once
def _of_whoever_is_asked(scene: Scene, person: str) -> Sequence[str]:
    """What there is to read of them, whatever is to be done."""
    every = [label("keep_informed_methods", one) for one in scene.asked_not_to_be[person]]
    if is_not_for_a_telephone(scene.view, person):
        every.append(_NOT_BY_TELEPHONE)
    if person in scene.mourning:
        every.append(_A_CHILD_DIED)
    return every


def _no_way_to(scene: Scene, task: Task) -> str | None:
    """That nothing is there by which they can be reached as the task says; None where something is.
    What is not to be used is not left to be found out by whoever rings.
    """
    view = scene.with_what_stands.view
    every = ways_to(view, task.person or "")
    if not every:
        return _NO_WAY
    safe = [one for one in every if not is_unsafe_way(view, one.contact, _BY.get(one.type, ""))]
    if not safe:
        return _NONE_SAFE
    is_call = task.code in _CALLS
    return _NO_NUMBER if is_call and all(one.type != "PHONE" for one in safe) else None


def wary(scene: Scene, person: str) -> str | None:
    """What is read before they are spoken to, where that may not be safe; None of whoever may be.
    As no list of what is due it names nobody, whoever reads that.
    """
    if scene.may_be_spoken_to[person]:
        return None
    text = why_not(scene.view, person, scene.view.each[asking][person].answer)
    text = text or why_ask_first(scene.view, person) or "ask_first"
    return TEXTS[text].format(names=by_relation(scene.view, person, "them"))
