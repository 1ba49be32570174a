"""Who is on record as a danger, as harmed, or as found safe, as far as it says whom words of harm
can mean. Pure.

What one of the family says of another counts for nobody here, and a call for help clears nobody: it
may be who is feared, or whoever hurts another may ring first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..file.caring import caring
from ..file.held import Held
from ..file.view import View
from ..may import FAMILY
from ..memo import worked_out_once
from ..recorded.circumstances import SignRecorded
from ..recorded.events import SafetyRecorded
from ..recorded.falling import MANAGERS
from ..recorded.practice import NeedsRecorded
from .close import is_near, says_not_who_harmed
from .harmed import says_harmed_as
from .onrecord import (
    is_named_as_a_danger,
    is_on_record,
    is_said_to_be_a_danger,
    says_it_is_safe,
)

#: By this a sign says that somebody is not safe to ask, and not that they were hurt.
_NOT_SAFE: Final = "NOT_SAFE"


@worked_out_once
def found_safe(view: View) -> dict[str, int]:
    """By person, the last place at which a manager said so, and why."""
    said = view.holding[SafetyRecorded]
    found = (one for one in said if one.role in MANAGERS and says_it_is_safe(one.event))
    return {view.the_one(one.event.person): one.seq for one in found}


@worked_out_once
def dangers(view: View) -> frozenset[str]:
    """Whoever on the file is alive and was put on record as a danger by one of us, unless a manager
    has found them safe.
    """
    found = (one for one in caring(view) if is_named_as_a_danger(view, one))
    return frozenset(found) - view.the_dead - found_safe(view).keys()


@worked_out_once
def harmed_adults(view: View) -> frozenset[str]:
    """Whoever is on record as harmed, and as nothing else."""
    signs = {one.event.person for one in view.holding[SignRecorded] if _is_of_harm(view, one)}
    harmed = map(view.the_one, {*_in_need(view), *signs})
    return frozenset(one for one in harmed if one in view.adults and not is_on_record(view, one))


@worked_out_once
def harmed_by_them(view: View) -> frozenset[str]:
    """Whoever is on record as harmed, where another near them is on record as the danger: words of
    it that name nobody, or both, are of that one.
    """
    signs = {one.event.person for one in view.holding[SignRecorded] if one.event.names}
    harmed = {view.the_one(one) for one in (*_in_need(view), *signs)}
    named = [one for one in caring(view) if is_on_record(view, one)]
    left, known = harmed.difference(named), [o for o in named if is_said_to_be_a_danger(view, o)]
    return frozenset(one for one in left if any(is_near(view, o, one) for o in known))


def _in_need(view: View) -> Iterator[str]:
    of_needs = (one.event for one in view.holding[NeedsRecorded])
    return (one.person for one in of_needs if says_harmed_as(one))


def _is_of_harm(view: View, sign: Held[SignRecorded]) -> bool:
    event = sign.event
    is_ours = event.matched is None and sign.role not in FAMILY
    return is_ours and event.code != _NOT_SAFE and not says_not_who_harmed(view, event)
