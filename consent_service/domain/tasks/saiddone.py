"""What somebody said that they did after a check, and nobody has written down (`domain.md` 4.3).

That it was done is kept, and nothing follows from it before it is on record as what it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..events import AuthorisationMade
from ..held import Held, in_order
from ..practice import CheckFollowedUp, DecisionRequested, DisclosureRecorded, NotShareDecided
from ..sharingatonce import ShareNowUsed
from .scene import Scene
from .task import Task, close_of, next_working_day

#: By what was done: what is due until it stands on record.
_TO_WRITE: Final = {
    "CONTACTED": "WRITE_DOWN_CONTACT",
    "SHARED_NOW": "WRITE_DOWN_SHARED",
    "SENT_TO_MANAGER": "ASK_THE_MANAGER",
}


def said_done(scene: Scene) -> Iterator[Task]:
    """By the end of the next working day; what was said last of each check. Whether it was before
    or after that it was written down makes no difference.
    """
    last = {held.event.check: held for held in _in_turn(scene)}
    for check, said in last.items():
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


def _in_turn(scene: Scene) -> list[Held[CheckFollowedUp]]:
    return sorted(scene.view.holding[CheckFollowedUp], key=in_order)


def _is_written(scene: Scene, said: Held[CheckFollowedUp]) -> bool:
    """Something of its kind was put on record since the check. A contact that names another check
    is another one.
    """
    check, holding = said.event.check, scene.view.holding
    match said.event.action_taken:
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
