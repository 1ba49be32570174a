"""Rules of plausibility about the way by which somebody was reached, or is to be. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from .answers import Safe
from .held import Held, in_order
from .leavingout import without
from .practice import (
    ContactMade,
    ContactPointRecorded,
    KeepInformedAgreed,
    SafeToTellChanged,
    TellingRecorded,
)
from .safety import NOBODY, VIA_ADVOCATE, Sign, asking, goes_through, reaching, telling, wants_none
from .view import View
from .words.naming import PLACEHOLDER


def not_by_this_way(view: View, fact: Held[ContactMade]) -> bool:
    """It was not known to be safe to reach them, or none of their ways may be used like this."""
    return told_who_may_not_be_safe(view, fact) or _is_not_by(
        view, fact, fact.event.person, fact.event.method
    )


def told_not_by_this_way(view: View, fact: Held[TellingRecorded]) -> bool:
    """The same of how somebody was told of something, and of whoever may be one of the family who
    were told of it: whether or not it is said how, or whom.
    """
    told = fact.event
    if told_who_may_not_be_safe(view, fact):
        return True
    if not told.told or told.person is None or told.method is None:
        return False
    return _is_not_by(view, fact, told.person, told.method)


def through_no_advocate(view: View, fact: Held[KeepInformedAgreed]) -> bool:
    """They are to hear from us through whoever supports them, and that is nobody who should know.

    That they have no advocate yet is no mistake: what they want is kept until they do.
    """
    terms = fact.event
    last = max(view.kept_informed(terms.person, terms.enquiry)[0], key=in_order, default=None)
    if last is None or last.seq != fact.seq or VIA_ADVOCATE not in terms.methods:
        return False
    return Sign.WAY_NOT_SAFE in reaching(view, terms.person, None, VIA_ADVOCATE).signs


def told_who_may_not_be_safe(view: View, fact: Held[ContactMade] | Held[TellingRecorded]) -> bool:
    """Somebody was told something, and nobody knew that it was safe to ask them, or it was known
    that it was not. That they may know this very thing was said by who may say it.
    """
    then = view.at[fact.effective_at]
    return any(
        then.each[asking][person].answer is not Safe.YES and not _was_allowed(view, fact, person)
        for person in _were_told(view, fact)
    )


def _were_told(view: View, fact: Held[ContactMade] | Held[TellingRecorded]) -> Iterable[str]:
    told = fact.event
    if isinstance(told, TellingRecorded) and not told.told:
        return ()
    return the_family(view) if told.person is None else (view.the_one(told.person),)


def the_family(view: View) -> Iterator[str]:
    """Whoever may be among those meant where nobody is named: each adult who is alive and somebody
    to a child, or of whom nobody has said what they are.
    """
    roles: dict[str, set[str]] = {}
    for links in view.relationships.values():
        for link in links:
            roles.setdefault(view.the_one(link.event.person), set()).add(link.event.role)
    for person in view.each_one(view.adults):
        known = roles.get(person)
        if person not in view.the_dead and (known is None or known - {NOBODY, PLACEHOLDER}):
            yield person


def _was_allowed(view: View, fact: Held[ContactMade] | Held[TellingRecorded], person: str) -> bool:
    """Somebody who knew of every sign had said that this very person may know of this."""
    told = fact.event
    if not isinstance(told, TellingRecorded):
        return False
    words = view.by[SafeToTellChanged, "about"].get(told.about, ())
    if not any(word.event.safe and word.event.person is not None for word in words):
        return False
    since = {one.seq for one in view.file.every() if one.seq >= fact.seq}
    since |= {word.seq for word in words if word.effective_at > fact.effective_at}
    before = View(without(view.file, since), fact.effective_at, fact.recorded_at)
    judged = telling(before, person, [told.about])
    return judged.answer is Safe.YES and Sign.SAID_THAT_THEY_MAY_KNOW in judged.signs


#: Ways by which we speak with somebody; by the others they read what we wrote, if they do.
_SPEAKS: Final = frozenset({"CALL", "VIA_INTERPRETER_CALL", "FACE_TO_FACE"})


def keeps_a_promise(view: View, fact: Held[ContactMade]) -> bool:
    """Whoever was promised that we are in touch was spoken with, or reached as they want to be.
    What went by a way that is not to be used reached them no more than a letter to somewhere else.
    """
    if not_by_this_way(view, fact):
        return False
    agreed = max(view.kept_informed(fact.event.person, None)[0], key=in_order, default=None)
    wants = () if agreed is None else agreed.event.methods
    return fact.event.method in _SPEAKS or fact.event.method in wants


def _is_not_by(
    view: View,
    fact: Held[ContactMade] | Held[TellingRecorded],
    person: str,
    how: str,
) -> bool:
    person, then = view.the_one(person), view.at[fact.effective_at]
    points = [
        held.event.contact
        for held in then.newest[ContactPointRecorded, "contact"].values()
        if held.event.person == person and held.event.type == goes_through(how)
    ]
    if how == VIA_ADVOCATE:
        return reaching(then, person, None, how).answer is not Safe.YES
    if goes_through(how) is None or not points:
        return any(wants_none(one, person, how) for one in then.readings)
    return all(reaching(then, person, point, how).answer is Safe.NO for point in points)
