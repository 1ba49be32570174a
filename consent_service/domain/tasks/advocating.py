"""Somebody to support a parent or child: talked about, offered, checked, found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from ..file.held import Held
from ..following.advocates import NOT_DISCUSSED, TAKEN_ON
from ..following.askedagain import NOT_SAID, asked_again
from ..recorded.circumstances import WishWeighed
from ..recorded.events import AdvocateStatusChanged
from ..recorded.practice import NeedsRecorded
from ..safety.nottobetold import asks_for_another, may_mean_them
from ..safety.oneadvocate import is_of_concern
from ..safety.wroteofthem import wrote_of_them
from .scene import Scene
from .task import Task, each_week, next_working_day

_OFFERS: Final = "OFFER_ADVOCATE"
_NOT_SAID_YET: Final = "They have not said what they want: ask again, as their page says"
#: What a child said may be about them.
_NOT_TO_BE_TOLD: Final = "The child may not want them told: ask, and record again where they stand"
#: What somebody wrote may be about them.
_MAY_NOT_WANT: Final = (
    "They may not want them any more: read what they wrote, ask, and record again where they stand"
)
#: What follows from where a parent stands.
_NEXT: Final = {
    "NOMINATED": "CHECK_ADVOCATE",
    "CHECKING": "CHECK_ADVOCATE",
    "WANTED_NOT_FOUND": "REFER_TO_SERVICE",
    "REFERRED_TO_SERVICE": "CHASE_WAITING_LIST",
    "WAITING_LIST": "CHASE_WAITING_LIST",
    # Whoever was not suitable, another may be (F17); and where one has gone.
    "NOT_SUITABLE": _OFFERS,
    "ENDED": _OFFERS,
    # Whoever has not said yet is asked again: their page says by when.
    **dict.fromkeys(NOT_SAID, _OFFERS),
}


def advocating(scene: Scene) -> Iterator[Task]:
    """For each parent in each open enquiry, and each child with whom it was talked about. Waiting
    for an advocate holds nothing up.
    """
    children = [one.event.child for one in scene.children]
    for enquiry in scene.open.values():
        for person in dict.fromkeys((*scene.parents, *children)):
            status = scene.view.advocate[person, enquiry.event.enquiry]
            if status is not None and status.event.status != NOT_DISCUSSED:
                code, so_far = _NEXT.get(status.event.status), None
                since = status.effective_at
                if (held := _sees_nothing(scene, person, status)) is not None:
                    code, since, so_far = "CHECK_ADVOCATE", *held
            elif person not in scene.parents:
                continue
            else:
                needs = scene.view.newest[NeedsRecorded, "person"].get(person)
                since = max(enquiry.effective_at, scene.linked_at[person])
                code, so_far = "DISCUSS_ADVOCATE", None
                if needs is not None and needs.event.indicators:
                    code, since = _OFFERS, max(since, needs.effective_at)
            speaks = code in ("DISCUSS_ADVOCATE", _OFFERS)
            if code is None or (speaks and not scene.may_be_spoken_to[person]):
                continue
            due = None
            if status is not None and code == _OFFERS and (again := asked_again(status)):
                due, so_far = again, _NOT_SAID_YET
            elif code == "CHASE_WAITING_LIST":
                due = each_week(since, scene.today)
            elif code != "DISCUSS_ADVOCATE":
                due = next_working_day(since)
            yield Task(
                code, since, person=person, enquiry=enquiry.event.enquiry, due=due, so_far=so_far
            )


def _sees_nothing(
    scene: Scene, person: str, now: Held[AdvocateStatusChanged]
) -> tuple[datetime, str | None] | None:
    """Since when, and why, whoever was taken on sees nothing until it is recorded anew where they
    stand, or somebody else is found.
    """
    if now.event.status not in TAKEN_ON:
        return None
    if is_of_concern(scene.view, now.event):
        return now.effective_at, None
    if (weighed := _weighed_of_them(scene, person, now)) is not None:
        return weighed, _NOT_TO_BE_TOLD
    wrote = _wrote_of_them(scene, person, now)
    return None if wrote is None else (wrote, _MAY_NOT_WANT)


def _weighed_of_them(scene: Scene, child: str, now: Held[AdvocateStatusChanged]) -> datetime | None:
    """Since when a wish is weighed that may mean whoever supports the child: that one goes on to
    see nothing, and until then a manager has it on the list.
    """
    weighed = scene.view.newest[WishWeighed, "wish"]
    found = (weighed.get(wish) for wish in may_mean_them(scene.view, child, now))
    return max((one.effective_at for one in found if one is not None), default=None)


def _wrote_of_them(scene: Scene, person: str, now: Held[AdvocateStatusChanged]) -> datetime | None:
    """Since when they have written what may be about whoever supports them. That they asked for
    somebody else is a task of its own.
    """
    if asks_for_another(scene.view, person, now):
        return None
    wrote = wrote_of_them(scene.view, person, now)
    return min((one.effective_at for one in wrote), default=None)
