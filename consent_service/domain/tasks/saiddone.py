"""What somebody said that they did after a check, and nobody has written down (`domain.md` 4.3).

That it was done is kept, and nothing follows from it before it is on record as what it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from ..deciding.askedparent import HEARD, is_written_down
from ..file.held import Held, in_order
from ..file.view import View
from ..following.awaited import unread
from ..lifting.written import was_pressed
from ..memo import worked_out_once
from ..recorded.events import AuthorisationMade, WishRecorded
from ..recorded.practice import (
    AgencyReplied,
    CheckFollowedUp,
    CorrectionAsked,
    DecisionRequested,
    DisclosureRecorded,
    EntryCorrected,
    FamilyAsked,
    NotShareDecided,
)
from ..recorded.sharingatonce import ShareNowUsed
from ..safety.writtenbythem import unread_writing
from ..said.contradicting import AGREEMENTS
from ..said.oneact import acts
from ..said.saidbesides import NOT_A_NO, Besides, may_be_noes, who_decide
from .scene import Scene
from .task import Task, close_of, next_working_day, while_we_work

TRIED: Final = "ASK_ATTEMPTED"
#: What has a task of its own until it is answered, read, weighed or written down.
_ON_A_LIST: Final = (CorrectionAsked, FamilyAsked, WishRecorded)
ASKED_PARENT: Final = "ASKED_PARENT"
READ_WORDS: Final = "READ_WORDS"
#: By what was done: what is due until it stands on record.
_TO_WRITE: Final = {
    "CONTACTED": "WRITE_DOWN_CONTACT",
    "SHARED_NOW": "WRITE_DOWN_SHARED",
    "SENT_TO_MANAGER": "ASK_THE_MANAGER",
    ASKED_PARENT: "WRITE_DOWN_ANSWER",
}


def said_done(scene: Scene) -> Iterator[Task]:
    """By the end of the next working day; what was said last of each check. Whether it was before
    or after that it was written down makes no difference.
    """
    every = _in_turn(scene)
    asked = [held for held in every if held.event.action_taken == ASKED_PARENT]
    last = {held.event.check: held for held in every if held not in asked}
    # Each that was asked may have said no: what is said later of that check is another's, or new.
    first = {h.event.check: h for h in reversed(asked) if not _is_written(scene, h)}
    for check, said in (*last.items(), *first.items()):
        code = _TO_WRITE.get(said.event.action_taken)
        if code is None or _is_written(scene, said):
            continue
        on = [*scene.open]
        due = next_working_day(said.recorded_at)
        yield Task(
            code,
            said.recorded_at,
            about=str(check),
            enquiry=on[0] if len(on) == 1 else None,
            due=due,
            due_at=close_of(due),
        )


def said_besides_answers(scene: Scene) -> Iterator[Task]:
    """What somebody who decides said or wrote besides their answers, and has no list of its own, is
    due to be recorded as theirs, or as no no: until there is an answer of theirs since. Of whoever
    else, of whatever age, it is due where whoever wrote it down said that a no may stand in it.
    """
    view, of_anybody = scene.view, set[int]()
    deciding = who_decide(view)
    for person in dict.fromkeys((*deciding, *view.each_one((*view.adults, *view.children)))):
        left = {
            one.said.seq: one
            for one in _left(view, person)
            if person in deciding
            or (_is_to_be_read(one) and not (one.is_of_anybody and one.said.seq in of_anybody))
        }
        # What may be anybody's is read once by whoever it is asked of first, who decides or not.
        of_anybody |= {place for place, one in left.items() if one.is_of_anybody}
        for said, *_ in acts((one.said for one in left.values()), partial(_words_of, left)):
            # Somebody has just said that what stood there was wrong, and knows what is right.
            is_known = isinstance(said.event, EntryCorrected)
            due = (while_we_work if is_known else next_working_day)(said.recorded_at)
            yield Task(
                READ_WORDS,
                said.recorded_at,
                person=person,
                about=about_words(said),
                enquiry=getattr(said.event, "enquiry", None),
                due=due,
                due_at=close_of(due),
            )


def _is_to_be_read(one: Besides) -> bool:
    """Whoever wrote it said that a no may stand in it, or what was answered in place of a yes."""
    event = one.said.event
    return getattr(event, NOT_A_NO, None) is False or isinstance(event, EntryCorrected)


def _left(view: View, person: str) -> Iterator[Besides]:
    for one in () if person in view.the_dead else view.each[may_be_noes][person]:
        if isinstance(one.said.event, EntryCorrected):
            # It is over by an answer about the same, and by no other.
            yield one
        elif not (_is_on_a_list(view, one.said) or _has_answered_since(view, person, one.said)):
            yield one


def _words_of(left: Mapping[int, Besides], held: Held[Any]) -> str:
    return left[held.seq].words


def _is_on_a_list(view: View, said: Held[Any]) -> bool:
    """Something else is due by which it is read: what they wrote themselves and an agency's own
    reply until somebody has, and what a worker wrote who asked somebody and has not recorded yet
    what they answered.
    """
    if said.seq in _unread_places(view):
        return True
    match said.event:
        case AgencyReplied(disclosure=disclosure):
            return said in unread(view).get(disclosure, ())
        case CheckFollowedUp(action_taken=done):
            return done == ASKED_PARENT
    return isinstance(said.event, _ON_A_LIST)


@worked_out_once
def _unread_places(view: View) -> frozenset[int]:
    return frozenset(held.seq for held in unread_writing(view))


def about_words(said: Held[Any]) -> str:
    """By what words that stand in this entry are found: its place, as a task can be about."""
    return str(said.seq)


def _has_answered_since(view: View, person: str, said: Held[Any]) -> bool:
    """There is any answer of theirs, or one is awaited, or they were talked with; but for what they
    answered in the very talk in which the words stand, and a yes that they pressed, which says
    nothing of the words.
    """
    talk = getattr(said.event, "conversation", None)
    return any(
        one.seq > said.seq
        and (talk is None or getattr(one.event, "conversation", None) != talk)
        and getattr(one.event, "answer", None) != TRIED
        and not _is_a_pressed_yes(view, one)
        for kind in HEARD
        for one in view.by[kind, "person"].get(person, ())
    )


def _is_a_pressed_yes(view: View, said: Held[Any]) -> bool:
    return getattr(said.event, "answer", None) in AGREEMENTS and was_pressed(view, said)


def _in_turn(scene: Scene) -> list[Held[CheckFollowedUp]]:
    return sorted(scene.view.holding[CheckFollowedUp], key=in_order)


def _is_written(scene: Scene, said: Held[CheckFollowedUp]) -> bool:
    """Something of its kind was put on record since the check. A contact that names another check
    is another one.
    """
    check, holding = said.event.check, scene.view.holding
    match said.event.action_taken:
        case "ASKED_PARENT":
            return is_written_down(scene.view, said)
        case "CONTACTED":
            return any(
                made.event.check == check or (made.event.check is None and made.seq > check)
                for made in holding[DisclosureRecorded]
            )
        case "SHARED_NOW":
            return any(used.seq > check for used in holding[ShareNowUsed])
    return any(
        one.seq > check
        for kind in (DecisionRequested, AuthorisationMade, NotShareDecided)
        for one in holding[kind]
    )
