"""A task that is done by speaking or writing to somebody is there only while that is safe. Pure.

One law for every area of the work, the next one included: an area need not look, and cannot
forget to. `asking` is the one judge; not known is not yes (`domain.md` 0, 5.2).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ..practice import HELP_NOW
from .scene import Scene
from .task import MANAGER, Task

#: What is done by speaking or writing to the person of the task.
SPEAKS: Final = frozenset(
    {
        *("SPEAK_TO", "TRY_AGAIN", "CONFIRM_REPORTED", "CHASE_REPLY", "ASK_ABOUT_THIS"),
        *("ASK_YOUNG_PERSON", "CONSIDER_COMPETENCE", "SEE_AGAIN", "REBOOK_INTERPRETER"),
        *("EXPLAIN_THE_REST", "SEND_SUMMARY", "AGREEMENT_ENDING", "NO_ENDING"),
        *("DISCUSS_ADVOCATE", "OFFER_ADVOCATE", "AGREE_KEEP_INFORMED", "CONTACT_DUE"),
        *("CALL_AFTER_WITHDRAWAL", "CALL_ABOUT_YES", "ANSWER_FAMILY", "ANSWER_CORRECTION"),
        HELP_NOW,
        *("TELL_OF_CONTACT", "TELL_OF_CORRECTION", "TELL_WHO_HAS_IT_NOW"),
        *("TELL_OF_MEETING", "SEND_PLAN", "CONFIRM_PLAN", "TELL_PLAN_ENDED"),
        *("TELL_OUTCOME", "CHASE_AGENCY"),
        *("TELL_PARENTS", "TELL_PARENTS_OF_SHARING"),
    }
)
#: What somebody still does about it where speaking to them is not safe: a manager decides.
_INSTEAD: Final[Mapping[str, str]] = {
    "CALL_ABOUT_YES": "CONFIRM_EFFECT",
    "ANSWER_FAMILY": "ANSWER_IF_SAFE",
    HELP_NOW: "ANSWER_IF_SAFE",
    "ANSWER_CORRECTION": "ANSWER_IF_SAFE",
}


def where_safe(scene: Scene, tasks: Iterable[Task]) -> Iterator[Task]:
    """Each task; what is done instead, or nothing, where it may not be safe to speak to its person,
    or a manager has yet to say whether it is.
    """
    safe, undecided, same = scene.is_safe_to_ask, scene.undecided, scene.view.same
    for task in tasks:
        person = task.person
        if (
            task.code not in SPEAKS
            or person is None
            or (safe[person] and not (undecided and same.get(person, person) in undecided))
        ):
            yield task
        elif task.code in _INSTEAD:
            yield task._replace(code=_INSTEAD[task.code], for_role=MANAGER)
