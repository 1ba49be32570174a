"""What a manager decided comes back to whoever asked for it, until they have done something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final

from ..file.held import Held
from ..recorded.events import AuthorisationMade, ConversationRecorded
from ..recorded.falling import MANAGERS
from ..recorded.practice import (
    CheckFollowedUp,
    DecisionRequested,
    DisclosureRecorded,
    NotShareDecided,
)
from ..recorded.sharingatonce import ShareNowUsed
from .scene import Scene
from .task import MANAGER, WORKER, Task, next_working_day

#: By which somebody shows that they have read it: they went on, or said what they did, even that
#: they did nothing.
_SHOWN_BY: Final = (
    *(ConversationRecorded, DisclosureRecorded, CheckFollowedUp, DecisionRequested, ShareNowUsed),
)


def decided(scene: Scene) -> Iterator[Task]:
    """Theirs, whoever has the enquiry: of those two, what either did since ends it."""
    made: Iterable[Held[AuthorisationMade] | Held[NotShareDecided]] = chain(
        scene.view.holding[AuthorisationMade], scene.view.holding[NotShareDecided]
    )
    answers = {one.event.request: one for one in made if one.event.request is not None}
    last = {done.by: done.seq for done in sorted(_done(scene), key=_place)} if answers else {}
    for asked in scene.view.holding[DecisionRequested] if answers else ():
        answer = answers.get(asked.event.request)
        if answer is None or asked.event.enquiry not in scene.open:
            continue
        has_it = scene.view.whose.get(asked.event.enquiry)
        theirs = {asked.by} if has_it is None else {asked.by, has_it.event.owner}
        if any(last.get(one or "", 0) > answer.seq for one in theirs):
            continue
        yield Task(
            "READ_DECISION",
            answer.recorded_at,
            for_role=MANAGER if asked.role in MANAGERS else WORKER,
            about=asked.event.request,
            enquiry=asked.event.enquiry,
            due=next_working_day(answer.recorded_at),
            owner=asked.by,
        )


def _place(done: Held[Any]) -> int:
    return done.seq


def _done(scene: Scene) -> Iterator[Held[Any]]:
    yield from scene.view.said
    for kind in _SHOWN_BY:
        yield from scene.view.holding[kind]
