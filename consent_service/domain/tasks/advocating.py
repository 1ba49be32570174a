"""Somebody to support a parent or child: talked about, offered, checked, found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..advocates import NOT_DISCUSSED, TAKEN_ON
from ..practice import NeedsRecorded
from ..safety.oneadvocate import is_of_concern
from .scene import Scene
from .task import Task, each_week, next_working_day

#: What follows from where a parent stands.
_NEXT: Final = {
    "NOMINATED": "CHECK_ADVOCATE",
    "CHECKING": "CHECK_ADVOCATE",
    "WANTED_NOT_FOUND": "REFER_TO_SERVICE",
    "REFERRED_TO_SERVICE": "CHASE_WAITING_LIST",
    "WAITING_LIST": "CHASE_WAITING_LIST",
    # Whoever was not suitable, another may be (F17); and where one has gone.
    "NOT_SUITABLE": "OFFER_ADVOCATE",
    "ENDED": "OFFER_ADVOCATE",
}


def advocating(scene: Scene) -> Iterator[Task]:
    """For each parent in each open enquiry, and each child with whom it was talked about. Waiting
    for an advocate holds nothing up.
    """
    children = [one.event.child for one in scene.children]
    for enquiry in scene.open.values():
        for person in (*scene.parents, *children):
            status = scene.view.advocate[person, enquiry.event.enquiry]
            if status is not None and status.event.status != NOT_DISCUSSED:
                code = _NEXT.get(status.event.status)
                since = status.effective_at
                if status.event.status in TAKEN_ON and is_of_concern(scene.view, status.event):
                    # They see nothing while it is so, and somebody else is to be found.
                    code = "CHECK_ADVOCATE"
            elif person in children:
                continue
            else:
                needs = scene.view.newest[NeedsRecorded, "person"].get(person)
                since = max(enquiry.effective_at, scene.linked_at[person])
                code = "DISCUSS_ADVOCATE"
                if needs is not None and needs.event.indicators:
                    code, since = "OFFER_ADVOCATE", max(since, needs.effective_at)
            speaks = code in ("DISCUSS_ADVOCATE", "OFFER_ADVOCATE")
            if code is None or (speaks and not scene.may_be_spoken_to[person]):
                continue
            due = None
            if code == "CHASE_WAITING_LIST":
                due = each_week(since, scene.today)
            elif code != "DISCUSS_ADVOCATE":
                due = next_working_day(since)
            yield Task(code, since, person=person, enquiry=enquiry.event.enquiry, due=due)
