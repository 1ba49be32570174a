"""Give somebody a way to sign in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..domain.answers import Safe
from ..domain.file.caring import is_nobody_known
from ..domain.file.held import Held
from ..domain.file.view import View
from ..domain.freetext.rationale import LEAST_SAID, length_said
from ..domain.letters.going import is_harm_unread
from ..domain.own.having import decides_something
from ..domain.own.supporting import named_at, permitted
from ..domain.recorded.events import AnyEvent
from ..domain.recorded.falling import MANAGERS, WARNINGS, EffectWaits, FallKind
from ..domain.recorded.waysin import WayInEnded, WayInGiven
from ..domain.safety.reaching import is_unsafe_way, reaching
from ..domain.safety.sharedways import is_on_a_shared_device
from ..domain.safety.whosepage import as_it_goes_out
from .moment import Moment
from .refused import Refused


def give_way_in(given: WayInGiven, moment: Moment) -> Sequence[AnyEvent]:
    """To nobody of whom it is not known that it is safe, unless a manager says so, and why."""
    view = as_it_goes_out(moment.view())
    if given.advocate_in is not None:
        _need_an_advocate(view, given.person, given.advocate_in)
        _need_a_safe_way(view, given)
        if _may_come_to_another(view, given):
            _need_a_manager(given, moment, is_safe=True)
        return [given]
    if is_nobody_known(view, given.person):
        raise Refused("not-on-file", "/person")
    _need_old_enough(view, given.person)
    is_safe = reaching(view, given.person, given.contact, _method(given)).answer is Safe.YES
    may_be_read = _may_come_to_another(view, given) or _goes_where_they_may_be_afraid(view, given)
    if is_safe and not may_be_read:
        return [given]
    if given.contact is not None and is_unsafe_way(view, given.contact, _method(given)):
        # A manager may decide of a person that it is safe, and of nobody else who is there.
        raise Refused("contact-not-safe", "/contact")
    _need_a_manager(given, moment, is_safe=is_safe)
    return [given]


#: What told us that nothing is to go to somebody, or that they are not somebody else.
_NOT_TO_COME_IN: Final = WARNINGS | {
    FallKind.CONTACT,
    FallKind.NOT_TO_BE_TOLD,
    FallKind.ONE_PERSON,
}


def given_under(waits: Held[EffectWaits], moment: Moment) -> Iterator[WayInEnded]:
    """Each way in that was given since what is now refused was said, to whom it would have been
    safe by that: nobody comes in by it any more, and whoever is in is out.
    """
    view = moment.view()
    people = {
        id
        for fall in waits.event.falls
        if fall.kind in _NOT_TO_COME_IN
        # Of two who would be one it names both.
        for id in (fall.person, fall.about)
    }
    over = {held.event.way_in for held in view.holding[WayInEnded]}
    for held in view.holding[WayInGiven]:
        given, is_since = held.event, held.seq > min(waits.event.entries)
        if given.person in people and is_since and given.way_in not in over:
            yield WayInEnded(way_in=given.way_in)


def _need_a_manager(given: WayInGiven, moment: Moment, *, is_safe: bool) -> None:
    """Raises `Refused`, unless one gives it, and says why all the same."""
    if moment.by.role not in MANAGERS:
        if is_safe:
            # They may have one, and somebody else may read it there.
            raise Refused("way-in-may-be-read")
        raise Refused("way-in-for-a-manager")
    if given.reason is None or length_said(given.reason) < LEAST_SAID:
        raise Refused("way-in-needs-reason", "/reason")


def _may_come_to_another(view: View, given: WayInGiven) -> bool:
    """The code would go down a telephone that somebody else has as well."""
    by_letter = given.contact is None or _method(given) == "LETTER"
    return not by_letter and is_on_a_shared_device(view, given.contact or "")


def _goes_where_they_may_be_afraid(view: View, given: WayInGiven) -> bool:
    """By post, while words of harm stand unread: whoever opens the envelope is on their page."""
    return given.contact is not None and _method(given) == "LETTER" and is_harm_unread(view)


def _need_old_enough(view: View, person: str) -> None:
    """A young person signs in who decides something for themself. Nobody knows how old somebody is
    whose birth is not on record, or is still to come.
    """
    if person not in view.children:
        return
    if view.ages.get(person) is None:
        raise Refused("way-in-needs-birth", "/person")
    if not decides_something(view, person):
        raise Refused("way-in-needs-understanding", "/person")


def _method(given: WayInGiven) -> str:
    """By which method it reaches them: without a number or an address it is to their face, said or
    handed over.
    """
    if given.contact is None:
        return "FACE_TO_FACE"
    return "LETTER" if given.how == "LETTER" else "CALL"


def _need_a_safe_way(view: View, given: WayInGiven) -> None:
    """What goes down somebody's telephone, or to their address, is for whoever is there: it is
    theirs, or that of the very one who supports them, and safe. Raises `Refused`.
    """
    if given.contact is None:
        return
    now = view.advocate[view.the_one(given.person), given.advocate_in or ""]
    chosen = None if now is None else now.event.advocate_person
    ways = (
        reaching(view, one, given.contact, _method(given)) for one in (given.person, chosen) if one
    )
    if all(judged.answer is not Safe.YES for judged in ways):
        raise Refused("contact-not-safe", "/contact")


def _need_an_advocate(view: View, person: str, enquiry: str) -> None:
    place = named_at(view, person, enquiry)
    if place is None or permitted(view, person, place) is None:
        raise Refused("advocate-may-not-look", "/advocate_in")
