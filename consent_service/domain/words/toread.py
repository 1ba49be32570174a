"""What somebody of a family told us and nobody has answered: whoever goes by a yes of theirs reads
it first, since it may be a no. And what an agency wrote, which may tell of a child in danger. For
staff, and nobody else.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from typing import Any

from ..codes import TEXTS
from ..file.held import Held
from ..file.view import View
from ..following.awaited import unread
from ..freetext.saidtoknow import words_in_which
from ..recorded.practice import CheckFollowedUp, CorrectionAsked, DisclosureRecorded, FamilyAsked
from ..safety.harmtoread import harm_to_read_first, words_in
from ..safety.writtenbythem import to_be_read, written_words
from ..said.ofafact import may_say_no
from ..said.saidbesides import said_besides
from ..said.writingread import read_of
from ..tasks.confirming import LOOK_AT_TOLD, who_was_told
from ..tasks.readingharm import READ_HARM, about_harm
from ..tasks.saiddone import ASKED_PARENT, about_words
from ..tasks.task import FIRST, Task
from .naming import agency_in_words, listed, names_of

_WROTE = "READ_REPLY"
#: Read whether or not there are words.
_AT_ONCE = (*FIRST, LOOK_AT_TOLD, READ_HARM)
#: Of these it is said otherwise why they are read first.
_OTHERWISE = (_WROTE, READ_HARM, LOOK_AT_TOLD)
_NOBODY_NAMED = "Somebody of the family"


def words_asked_in(view: View) -> dict[str, str]:
    """By what a task is about: what somebody wrote when they asked for it, or an agency; and what a
    worker wrote who asked somebody, and has not recorded yet what they answered.
    """
    return view.answers.once("words asked in", lambda: _words_asked_in(view))


def _words_asked_in(view: View) -> dict[str, str]:
    of_family = (one for one in view.read.of(FamilyAsked) if not _is_read(view, one))
    asked = ((one.event.request, one.event.words) for one in of_family)
    every_wrong = (one.event for one in view.read.of(CorrectionAsked))
    wrong = ((one.correction, one.words) for one in every_wrong if may_say_no(one))
    replied = (
        (disclosure, " ".join(one.event.words or "" for one in replies))
        for disclosure, replies in unread(view).items()
    )
    of_checks: dict[str, list[str]] = {}
    for one in view.holding[CheckFollowedUp]:
        if one.event.action_taken == ASKED_PARENT and one.event.note:
            of_checks.setdefault(str(one.event.check), []).append(one.event.note)
    people = (*view.adults, *view.children)
    said = (one for person in people for one in view.each[said_besides][person])
    beside = ((about_words(one.said), one.words) for one in said if _may_say_no(one.said))
    told = ((check, " ".join(notes)) for check, notes in of_checks.items())
    harm = ((about_harm(one), words_in(one.event)) for one in harm_to_read_first(view))
    own = ((about_harm(one), written_words(one)) for one in to_be_read(view) if _may_say_no(one))
    known = ((str(one.seq), " ".join(words_in_which(one.event))) for one in who_was_told(view))
    every = (*asked, *wrong, *replied, *beside, *told, *harm, *own, *known)
    return {id: words for id, words in every if words}


def _is_read(view: View, asked: Held[FamilyAsked]) -> bool:
    """And there is no no in it. It is to be answered all the same, and keeps nobody waiting."""
    return all(asked.seq in read_of(one) for one in view.readings_apart)


def _may_say_no(written: Held[Any]) -> bool:
    return not isinstance(written.event, CorrectionAsked) or may_say_no(written.event)


def to_read(view: View, tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Those of an answer's tasks that are to be read before anybody goes by it."""
    written = words_asked_in(view)
    return tuple(task for task in tasks if task.code in _AT_ONCE or task.about in written)


def read_first(
    view: View, unread: Sequence[Task], said_no: Container[str | None] = ()
) -> str | None:
    """Who asks for help now, and whose words are to be read, before what is to be done next. It is
    said in nobody's way: what is agreed, and what to do next, stands behind it. Of those who
    `said_no` to all of it nothing may be a no besides.
    """
    names = view.each[names_of]
    said, wrote = [], {one.about for one in unread if one.code == _WROTE}
    of_family = [one for one in unread if one.code not in _OTHERWISE]
    for text in ("help_asked", "read_first", "read_writing"):
        who = [one.person or "" for one in of_family if _said_of(one, said_no) == text]
        found = [names[one] or _NOBODY_NAMED for one in dict.fromkeys(who)]
        said += [TEXTS[text].format(names=listed(found))] if found else []
    agencies = dict.fromkeys(
        agency_in_words(made.event.agency)
        for made in view.holding[DisclosureRecorded]
        if made.event.disclosure in wrote
    )
    said += [TEXTS["read_reply"].format(names=listed([*agencies]))] if agencies else []
    said += [TEXTS["read_harm"]] if any(one.code == READ_HARM for one in unread) else []
    said += [TEXTS["see_who_knows"]] if any(one.code == LOOK_AT_TOLD for one in unread) else []
    return " ".join(said) or None


def _said_of(task: Task, said_no: Container[str | None]) -> str:
    if task.code in FIRST:
        return "help_asked"
    return "read_writing" if task.person in said_no else "read_first"
