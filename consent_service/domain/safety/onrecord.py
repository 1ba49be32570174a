"""Whether somebody is on record as a danger, by a record of its own and not by any words. Pure."""

from __future__ import annotations

from ..file.held import in_order
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.circumstances import SignRecorded
from ..recorded.events import SafetyRecorded


@worked_out_once
def is_on_record(view: View, person: str) -> bool:
    """Somebody recorded that it is not safe to ask them, or named them in a sign of this file."""
    said = view.by[SafetyRecorded, "person"].get(person, ())
    is_said = any(not one.event.safe_to_ask or one.event.code == "ALLEGED_ABUSER" for one in said)
    signs = (one.event for one in view.holding[SignRecorded] if one.event.matched is None)
    return is_said or any(person in one.names for one in signs)


def is_still_on_record(view: View, person: str) -> bool:
    """The same, and nobody has said last that it is safe: whose word counts is asked elsewhere, and
    here whoever else may be the danger is in doubt again.
    """
    said = view.by[SafetyRecorded, "person"].get(person, ())
    last = max(said, key=in_order, default=None)
    return is_on_record(view, person) and (last is None or not last.event.safe_to_ask)
