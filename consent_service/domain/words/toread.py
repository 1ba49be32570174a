"""What somebody of a family told us and nobody has answered: whoever goes by a yes of theirs reads
it first, since it may be a no. For staff, and nobody else.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..codes import TEXTS
from ..practice import CorrectionAsked, FamilyAsked
from ..tasks import FIRST, Task
from ..view import View
from .naming import listed, names_of

_NOBODY_NAMED = "Somebody of the family"


def words_asked_in(view: View) -> dict[str, str]:
    """By what a task is about: what somebody wrote when they asked for it."""
    asked = ((one.event.request, one.event.words) for one in view.read.of(FamilyAsked))
    wrong = ((one.event.correction, one.event.words) for one in view.read.of(CorrectionAsked))
    return {id: words for id, words in (*asked, *wrong) if words}


def to_read(view: View, tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Those of an answer's tasks that are to be read before anybody goes by it."""
    written = words_asked_in(view)
    return tuple(task for task in tasks if task.code in FIRST or task.about in written)


def read_first(view: View, unread: Sequence[Task]) -> str | None:
    """Who asks for help now, and whose words are to be read, before what is to be done next. It is
    said in nobody's way: what is agreed, and what to do next, stands behind it.
    """
    names = view.each[names_of]
    said = []
    for text, is_help in (("help_asked", True), ("read_first", False)):
        who = [one.person or "" for one in unread if (one.code in FIRST) is is_help]
        found = [names[one] or _NOBODY_NAMED for one in dict.fromkeys(who)]
        said += [TEXTS[text].format(names=listed(found))] if found else []
    return " ".join(said) or None
