"""Words that may tell of harm, and whatever somebody wrote themselves, to be read the same day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..file.held import Held
from ..safety.harmtoread import harm_to_read, words_in
from ..safety.writtenbythem import to_be_read, who_wrote, written_words
from ..said.oneact import acts
from ..times import day_of
from .scene import Scene
from .task import MANAGER, Task

READ_HARM: Final = "READ_HARM"
READ_WRITING: Final = "READ_WRITING"


def reading_harm(scene: Scene) -> Iterator[Task]:
    """Whatever enquiry goes on, or none; until it is settled by whoever reads it. What was written
    in one press is read once.
    """
    for held, *_ in acts(harm_to_read(scene.view), lambda one: words_in(one.event)):
        yield Task(
            READ_HARM,
            held.recorded_at,
            for_role=MANAGER,
            about=about_harm(held),
            due=day_of(held.recorded_at),
        )


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
