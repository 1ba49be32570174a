"""What somebody who was spoken to left open: asked and not replied to, not decided, said both ways,
or ticked yes to of a child whom their words leave out.

A gap that only their next word ends is ended by nobody unless somebody asks them (`domain.md` 4.1).
It goes by where they stand item by item, as a check does: what a check would call open is asked
about, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Final

from ..answers import Reason
from ..file.held import Held
from ..file.inanenquiry import answers_in
from ..recorded.events import Response
from ..said.childleftout import left_out_of
from ..said.contradicting import AGREEMENTS
from ..said.eachitemsaid import where_each_stands
from ..said.saidsince import SaidSince
from ..said.statuses import status_with_words
from .scene import Scene
from .task import Task, next_working_day

#: Of what leaves an item open, what their next word ends and nothing else asks them for.
LEFT_OPEN: Final = frozenset({Reason.AWAITING_REPLY, Reason.UNDECIDED, Reason.SAID_BOTH})
_WORDS: Final = frozenset({"AWAITING", "UNDECIDED"})
#: What may come to such a gap: of a yes, by a no beside it.
_MAY_BE: Final = AGREEMENTS | _WORDS


def left_open(scene: Scene) -> Iterator[Task]:
    """Once for each of them in an enquiry that goes on, since the first of what they left open.
    Whom nobody has heard yet is to be spoken to about all of it.
    """
    for enquiry in scene.open:
        asked = dict.fromkeys(
            (said.event.person, said.event.response_kind)
            for said in answers_in(scene.view, enquiry)
            if said.event.answer in _MAY_BE
        )
        found: dict[str, list[Held[Response]]] = {}
        for person, kind in asked:
            heard = scene.spoken_to(person, enquiry) is not None
            if heard and scene.may_be_spoken_to[person] and person not in scene.view.the_dead:
                found.setdefault(person, []).extend(_open(scene, enquiry, person, kind))
        for person, said in found.items():
            if said:
                first = min(said, key=lambda one: one.order)
                yield Task(
                    "ASK_AGAIN",
                    first.effective_at,
                    person=person,
                    child=scene.only_child(person) or _only_one_left_out(scene, said),
                    about=first.event.response,
                    enquiry=enquiry,
                    due=next_working_day(first.effective_at),
                )


def _open(scene: Scene, enquiry: str, person: str, kind: str) -> Iterator[Held[Response]]:
    """By which words of theirs an item is open; of more than can be gone through, by each that they
    said nothing after.
    """
    stands = where_each_stands(scene.view, person, enquiry, kind, ())
    if stands is None:
        for said in answers_in(scene.view, enquiry, person):
            of_kind = said.event.response_kind == kind
            is_open = said.event.answer in _WORDS or _leaves_one_out(scene, said)
            if of_kind and is_open and not _has_answered(scene, said):
                yield said
        return
    here = {child.event.child for child in scene.children} | {*scene.view.adults}
    for point, found in stands.items():
        by = found.response
        if by is None or point.subject not in here:
            continue
        if found.reason in LEFT_OPEN or _leaves_out(scene, by, point.subject, found.reason):
            yield by


def _leaves_out(scene: Scene, said: Held[Response], child: str, reason: Reason | None) -> bool:
    """Their words leave the child out of it, and they have not said since what they want of them:
    where the whole of it is in doubt, they are seen again.
    """
    return reason is Reason.VALIDITY_CONCERN and child in _left_out(scene, said)


def _leaves_one_out(scene: Scene, said: Held[Response]) -> bool:
    return bool(_left_out(scene, said))


def _left_out(scene: Scene, said: Held[Response]) -> Collection[str]:
    if status_with_words(scene.view, said) == "VALIDITY_CONCERN":
        return ()
    return left_out_of(scene.view, said)


def _only_one_left_out(scene: Scene, said: Iterable[Held[Response]]) -> str | None:
    """The child, where all of it is about the same one."""
    children = [frozenset(_left_out(scene, one)) for one in said]
    every = frozenset[str]().union(*children)
    return next(iter(every)) if all(children) and len(every) == 1 else None


def _has_answered(scene: Scene, said: Held[Response]) -> bool:
    return SaidSince.of(scene.view, said).has_answered(said)
