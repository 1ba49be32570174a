"""Whether somebody is on record as a danger, by a record of its own and not by any words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..file.held import in_order
from ..file.view import View
from ..freetext.rationale import says_why
from ..may import FAMILY
from ..memo import worked_out_once
from ..recorded.circumstances import SignRecorded
from ..recorded.event import Event
from ..recorded.events import SafetyRecorded, WishRecorded

#: What says of somebody that they harm others.
_THEY_HARM: Final = frozenset({"ALLEGED_ABUSER", "VIOLENCE_TO_STAFF"})
#: Beside any other code of `safety_codes` a yes says two things: it is safe, and it is not.
_NO_DANGER: Final = frozenset({"OTHER", "SAFE_AGAIN"})


def says_it_is_safe(said: SafetyRecorded) -> bool:
    """It says that they may be asked, and why, whatever its words tell besides."""
    return said.safe_to_ask and not names_a_danger(said) and says_why(said.reason)


def names_a_danger(said: SafetyRecorded) -> bool:
    """It says that it is safe, and its code that it is not: the more careful counts."""
    return said.safe_to_ask and said.code not in _NO_DANGER


@worked_out_once
def is_on_record(view: View, person: str) -> bool:
    """Somebody recorded that it is not safe to ask them, or named them in a sign of this file."""
    return _is_recorded(view, person) or any(person in one.names for one in _signs(view))


@worked_out_once
def is_said_to_be_a_danger(view: View, person: str) -> bool:
    """The same, and not only as one who is not to hear of something."""
    return _is_recorded(view, person) or any(
        person in one.names and person not in names_only_not_to_hear(one) for one in _signs(view)
    )


@worked_out_once
def is_named_as_a_danger(view: View, person: str) -> bool:
    """One of us named them as one who harms others. That it is not safe to ask somebody may be said
    of whoever is hurt, as asking puts them at risk.
    """
    said = view.by[SafetyRecorded, "person"].get(person, ())
    signs = (one for one in view.holding[SignRecorded] if one.event.matched is None)
    return any(one.event.code in _THEY_HARM and one.role not in FAMILY for one in said) or any(
        person in one.event.names
        and person not in names_only_not_to_hear(one.event)
        and one.role not in FAMILY
        for one in signs
    )


def names_only_not_to_hear(event: Event) -> tuple[str, ...]:
    """Of whom a sign or a wish says no more than that: a sign of anything else says more."""
    if isinstance(event, WishRecorded) or (
        isinstance(event, SignRecorded) and event.code == "NOT_KNOWN"
    ):
        return event.only_not_to_hear or ()
    return ()


def _is_recorded(view: View, person: str) -> bool:
    said = view.by[SafetyRecorded, "person"].get(person, ())
    return any(not one.event.safe_to_ask or one.event.code == "ALLEGED_ABUSER" for one in said)


def _signs(view: View) -> Iterator[SignRecorded]:
    return (one.event for one in view.holding[SignRecorded] if one.event.matched is None)


def is_still_said_to_harm(view: View, person: str) -> bool:
    """Somebody recorded that they harm others, as why it is not safe to ask them or by a sign that
    names them, and nobody has said last that it is safe. Whoever is not asked as that puts them at
    risk, or must not hear of something, may be the one who is hurt.
    """
    said = view.by[SafetyRecorded, "person"].get(person, ())
    last = max(said, key=in_order, default=None)
    if last is not None and last.event.safe_to_ask:
        return False
    is_said = any(one.event.code in _THEY_HARM for one in said)
    return is_said or any(one.code in _THEY_HARM and person in one.names for one in _signs(view))
