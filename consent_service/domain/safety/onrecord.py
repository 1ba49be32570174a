"""Whether somebody is on record as a danger, by a record of its own and not by any words. Pure."""

from __future__ import annotations

from typing import Final

from ..file.held import in_order
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.circumstances import SignRecorded
from ..recorded.events import SafetyRecorded

#: What says of somebody that they harm others.
_THEY_HARM: Final = frozenset({"ALLEGED_ABUSER", "VIOLENCE_TO_STAFF"})


@worked_out_once
def is_on_record(view: View, person: str) -> bool:
    """Somebody recorded that it is not safe to ask them, or named them in a sign of this file."""
    said = view.by[SafetyRecorded, "person"].get(person, ())
    is_said = any(not one.event.safe_to_ask or one.event.code == "ALLEGED_ABUSER" for one in said)
    signs = (one.event for one in view.holding[SignRecorded] if one.event.matched is None)
    return is_said or any(person in one.names for one in signs)


def is_still_said_to_harm(view: View, person: str) -> bool:
    """Somebody recorded that they harm others, as why it is not safe to ask them or by a sign that
    names them, and nobody has said last that it is safe. Whoever is not asked as that puts them at
    risk, or must not hear of something, may be the one who is hurt.
    """
    said = view.by[SafetyRecorded, "person"].get(person, ())
    last = max(said, key=in_order, default=None)
    if last is not None and last.event.safe_to_ask:
        return False
    signs = (one.event for one in view.holding[SignRecorded] if one.event.matched is None)
    is_said = any(one.event.code in _THEY_HARM for one in said)
    return is_said or any(one.code in _THEY_HARM and person in one.names for one in signs)
