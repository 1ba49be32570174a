"""Words that may tell of harm, and whatever somebody wrote themselves, to be read the same day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from ..file.held import Held
from ..following.askedfor import settled
from ..freetext.tellsofharm import calls_for_help
from ..safety.harmtoread import (
    harm_to_read,
    harm_to_read_first,
    those_known,
    words_in,
)
from ..safety.writtenbythem import to_be_read, who_wrote, written_words
from ..said.oneact import acts
from ..times import day_of
from .scene import Scene
from .task import MANAGER, WORKER, Task

READ_HARM: Final = "READ_HARM"
#: What somebody called for help in, and was helped: nothing of it is written down yet.
WRITE_DANGER: Final = "WRITE_DOWN_DANGER"
READ_WRITING: Final = "READ_WRITING"


def reading_harm(scene: Scene) -> Iterator[Task]:
    """Whatever enquiry goes on, or none; until it is settled by whoever reads it. What was written
    in one press is read once.
    """
    yield from _of_harm(scene, harm_to_read(scene.view))


def reading_harm_first(scene: Scene) -> Iterator[Task]:
    """Of these whatever is read before anybody is rung."""
    yield from _of_harm(scene, harm_to_read_first(scene.view))


def _of_harm(scene: Scene, unread: Sequence[Held[Any]]) -> Iterator[Task]:
    """Of somebody who is known as a danger already it is one task of each day, the first unread."""
    days = set[tuple[date, frozenset[str]]]()
    for held, *_ in acts(unread, lambda one: words_in(one.event)):
        if meant := those_known(scene.view, held):
            if (day := (day_of(held.recorded_at), meant)) in days:
                continue
            days.add(day)
        call = held.event if calls_for_help(held.event) else None
        # Of a call for help since it was answered: until then that stands first.
        since = held.recorded_at if call is None else settled(scene.view)[call.request]
        task = Task(READ_HARM, since, for_role=MANAGER, about=about_harm(held), due=day_of(since))
        yield task
        if call is not None:
            here = {"person": call.person, "enquiry": call.enquiry}
            yield task._replace(code=WRITE_DANGER, for_role=WORKER, **here)


def reading_writing(scene: Scene) -> Iterator[Task]:
    """Whatever enquiry goes on, or none: until somebody has said what stands in it."""
    for held, *_ in acts(to_be_read(scene.view), written_words):
        yield Task(
            READ_WRITING,
            held.recorded_at,
            person=who_wrote(scene.view, held),
            about=about_harm(held),
            due=day_of(held.recorded_at),
        )


def about_harm(held: Held[Any]) -> str:
    """By what words that stand in this entry are found, as a task can be about it: its place."""
    return str(held.seq)
