"""Say where a parent stands about having an advocate."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ..domain.codes import codes, label
from ..domain.file.called import names_of
from ..domain.file.view import View
from ..domain.following.advocates import (
    NOT_DISCUSSED,
    OFFERED,
    TAKEN_ON,
    begins_again,
    is_of_somebody,
    may_follow,
    same_name,
    steps_before,
    unanswered,
    unsuitable,
)
from ..domain.own.supporting import supported_before
from ..domain.recorded.events import AdvocateStatusChanged, AnyEvent
from ..domain.safety.oneadvocate import interprets, is_of_concern, others_of
from .moment import Moment
from .refused import Refused


def change_advocate_status(said: AdvocateStatusChanged, moment: Moment) -> Sequence[AnyEvent]:
    """The steps are those of `domain.md` 4.2. What was said at an earlier step stays known."""
    view = moment.view()
    held = view.advocate[said.person, said.enquiry]
    before = None if held is None else held.event
    current = NOT_DISCUSSED if before is None else before.status
    is_still = (earlier := _still(said, view)) is not None
    if earlier is not None:
        before, current = earlier, said.status
    goes_on = before is not None and {said.status, current} <= TAKEN_ON
    if before is not None and goes_on and _is_another(said, before, view):
        # Whoever comes in their place was checked by nobody, and let know nothing.
        raise Refused("advocate-step-missing", "/status", _first(current, "CONFIRMED"))
    # What a tick in a talk had put on record as well may be written down, and be offered again.
    is_again = said.status == current and (goes_on or current == OFFERED)
    if not may_follow(current, said.status) and not is_again:
        raise Refused("advocate-step-missing", "/status", _first(current, said.status))
    changed = said if before is None else _with_what_was_known(said, before, view)
    if changed.advocate is None and changed.advocate_person is not None:
        names = view.adults[view.the_one(changed.advocate_person)].event.names
        changed = msgspec.structs.replace(changed, advocate=names)
    if said.status == "NOMINATED" and changed.advocate is None:
        raise Refused("advocate-needs-name", "/advocate")
    if said.status == "CONFIRMED":
        _need_every_check(changed)
    if before is not None and goes_on and _lets_know_more(said, before) and not said.parent_words:
        # To allow less never waits; more is theirs to say, in their words.
        raise Refused("advocate-needs-words", "/parent_words")
    if said.status in TAKEN_ON and (is_still or said.status != current):
        _need_somebody_else(changed, view)
    return [changed]


def _still(said: AdvocateStatusChanged, view: View) -> AdvocateStatusChanged | None:
    """Whoever was taken on in an enquiry that has ended, where this says that they still are: no
    step is walked again, and what was found of them stays known.
    """
    if said.status != "CONFIRMED":
        return None
    held = supported_before(view, said.person, said.enquiry)
    return None if held is None or _is_another(said, held.event, view) else held.event


def heard_in_a_talk(said: AdvocateStatusChanged, moment: Moment) -> Sequence[AnyEvent]:
    """The same, of what was ticked in a talk: that somebody was offered one again takes back
    nothing of whom they have named, nor of who was asked for somebody.
    """
    view = moment.view()
    held = view.advocate[said.person, said.enquiry]
    names = said.advocate is not None or said.advocate_person is not None
    if said.status != OFFERED or names or held is None or not is_of_somebody(held.event.status):
        return change_advocate_status(said, moment)
    stands = msgspec.structs.replace(said, status=held.event.status)
    return [_with_what_was_known(stands, held.event, view)]


def _first(current: str, wanted: str) -> str | None:
    """The steps that come before it, in words: whoever is refused need not know the table."""
    steps = [f"“{label('advocate_statuses', one)}”" for one in steps_before(current, wanted)]
    return f"First {', then '.join(steps)}" if steps else None


def _lets_know_more(said: AdvocateStatusChanged, before: AdvocateStatusChanged) -> bool:
    """Something that whoever has been taken on was not let know."""
    wanted, had = said.information_permission, before.information_permission
    ranks = list(codes("information_permissions"))
    return wanted is not None and ranks.index(wanted) > (0 if had is None else ranks.index(had))


def _is_another(said: AdvocateStatusChanged, before: AdvocateStatusChanged, view: View) -> bool:
    """Another name, or another of the file. Who was known by a name alone is somebody of the file
    only where that name is, or was, theirs.
    """
    two_names = None not in (said.advocate, before.advocate)
    if two_names and not same_name(said.advocate, before.advocate):
        return True
    if said.advocate_person is None:
        return False
    if before.advocate_person is not None:
        return view.the_one(said.advocate_person) != view.the_one(before.advocate_person)
    names = names_of(view, said.advocate_person)
    return before.advocate is not None and not any(same_name(before.advocate, n) for n in names)


def _with_what_was_known(
    said: AdvocateStatusChanged, before: AdvocateStatusChanged, view: View
) -> AdvocateStatusChanged:
    """With what was said before, if it was of this advocate: checks of one are none of another."""
    is_new = not is_of_somebody(before.status) or begins_again(said.status)
    if is_new or _is_another(said, before, view):
        return said
    stays = ("advocate", "advocate_person", "relationship", "organisation")
    known = {name: getattr(said, name) or getattr(before, name) for name in stays}
    if before.advocate is None:
        # A service was asked for somebody. What that one may know, and whether they are suitable,
        # nobody could say before they were named.
        return msgspec.structs.replace(said, **known)
    return msgspec.structs.replace(
        said,
        **known,
        information_permission=said.information_permission or before.information_permission,
        suitability={**before.suitability, **said.suitability},
    )


def _need_every_check(changed: AdvocateStatusChanged) -> None:
    if left := unanswered(changed.suitability):
        raise Refused("advocate-needs-checks", f"/suitability/{left[0]}")
    if unsuitable(changed.suitability):
        raise Refused("advocate-not-suitable", "/suitability")
    if changed.information_permission is None:
        raise Refused("advocate-needs-permission", "/information_permission")


def _need_somebody_else(changed: AdvocateStatusChanged, view: View) -> None:
    """Not whoever may not be safe (F17), not who looks after them, not the interpreter, not both
    sides (F18).

    Until somebody else is found the parent waits for an advocate, and nothing else waits.
    """
    if is_of_concern(view, changed):
        raise Refused("advocate-of-concern", "/status")
    if interprets(view, changed.enquiry, changed.advocate):
        raise Refused("advocate-interprets", "/advocate")
    if others_of(view, changed):
        raise Refused("advocate-of-both-sides", "/status")
