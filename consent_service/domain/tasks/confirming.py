"""What a write would let fall, for whoever may let it."""

from __future__ import annotations

from collections.abc import Iterator

from ..careful import settled
from ..falling import EffectWaits, FallKind
from .scene import Scene
from .task import MANAGER, WORKER, Task, next_working_day


def confirming(scene: Scene) -> Iterator[Task]:
    """Until somebody has confirmed or refused it, though a manager said so by telephone."""
    for held in scene.view.holding[EffectWaits]:
        if settled(scene.file, held, scene.known) is not None:
            continue
        kinds = {fall.kind for fall in held.event.falls}
        calls = kinds == {FallKind.PRESSED_ONLINE}
        people = {fall.person for fall in held.event.falls}
        yield Task(
            "CALL_ABOUT_YES" if calls else "CONFIRM_EFFECT",
            held.recorded_at,
            for_role=WORKER if calls else MANAGER,
            person=people.pop() if len(people) == 1 else None,
            about=held.event.waiting,
            due=next_working_day(held.recorded_at),
        )
