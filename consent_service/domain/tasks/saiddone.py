"""What somebody said that they did after a check, and nobody has written down (`domain.md` 4.3).

That it was done is kept, and nothing follows from it before it is on record as what it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..event import Event
from ..events import AgreementWithdrawn, AuthorisationMade, ConversationRecorded, ResponseRecorded
from ..held import Held, in_order
from ..ofthefamily import names_in
from ..practice import CheckFollowedUp, DecisionRequested, DisclosureRecorded, NotShareDecided
from ..sharingatonce import ShareNowUsed
from ..view import REACHED_BY
from .scene import Scene
from .task import Task, close_of, next_working_day

TRIED: Final = "ASK_ATTEMPTED"
#: Nobody writes back by these.
_SPEAKS: Final = frozenset({"PHONE_VERBAL", "IN_PERSON_VERBAL", "IN_PERSON_SIGNED", "VIDEO_VERBAL"})
ASKED_PARENT: Final = "ASKED_PARENT"
#: By what was done: what is due until it stands on record.
_TO_WRITE: Final = {
    "CONTACTED": "WRITE_DOWN_CONTACT",
    "SHARED_NOW": "WRITE_DOWN_SHARED",
    "SENT_TO_MANAGER": "ASK_THE_MANAGER",
    ASKED_PARENT: "WRITE_DOWN_ANSWER",
}


#: By which it is on record what somebody answered.
_HEARD: Final[tuple[type[Event], ...]] = (
    ConversationRecorded,
    ResponseRecorded,
    AgreementWithdrawn,
)


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


def written_back(scene: Scene) -> Iterator[Task]:
    """What was written down of an attempt that was no call and no visit may be what they wrote
    back: it is due to be recorded as theirs until there is any answer of theirs, or that one is
    awaited.
    """
    for tried in scene.view.said:
        said = tried.event
        if said.answer != TRIED or not said.words or said.method in _SPEAKS:
            continue
        later = (
            one
            for kind in _HEARD
            for one in scene.view.by[kind, "person"].get(said.person, ())
            if one.seq > tried.seq
        )
        if not any(getattr(one.event, "answer", None) != TRIED for one in later):
            due = next_working_day(tried.recorded_at)
            yield Task(
                _TO_WRITE[ASKED_PARENT],
                tried.recorded_at,
                person=said.person,
                about=said.response,
                enquiry=said.enquiry,
                due=due,
                due_at=close_of(due),
            )


def _is_of(scene: Scene, said: Held[CheckFollowedUp], heard: Held[Any]) -> bool:
    """Where words stand in it, they may be a no: what was recorded before it, by whoever says it
    and of one whom those words name, is the talk that is meant. Of another it would hide that no.
    """
    if isinstance(heard.event, ResponseRecorded) and heard.event.answer not in REACHED_BY:
        return False
    if heard.seq > said.seq or (heard.seq > said.event.check and not said.event.note):
        return True
    is_theirs = heard.seq > said.event.check and heard.by == said.by
    return is_theirs and names_in(scene.view, heard.event.person, said.event.note or "")


def _in_turn(scene: Scene) -> list[Held[CheckFollowedUp]]:
    return sorted(scene.view.holding[CheckFollowedUp], key=in_order)


def _is_written(scene: Scene, said: Held[CheckFollowedUp]) -> bool:
    """Something of its kind was put on record since the check. A contact that names another check
    is another one.
    """
    check, holding = said.event.check, scene.view.holding
    match said.event.action_taken:
        case "ASKED_PARENT":
            return any(_is_of(scene, said, one) for kind in _HEARD for one in holding[kind])
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
