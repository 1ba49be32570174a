"""Rules of plausibility about the way by which somebody was reached, or is to be. Pure."""

from __future__ import annotations

from typing import Any, Final

from ..answers import Safe
from ..file.held import Held, in_order
from ..file.view import View
from ..recorded.events import ResponseRecorded
from ..recorded.practice import (
    ContactMade,
    ContactPointRecorded,
    KeepInformedAgreed,
    TellingRecorded,
)
from ..safety.reaching import NOT_TO_BE, VIA_ADVOCATE, goes_through, reaching, wants_none
from ..safety.signs import Sign, asking
from ..safety.whoistold import (
    SaysSo,
    Tells,
    found_safe_since,
    may_be_a_danger,
    told_and_perhaps_not_safe,
)


def not_by_this_way(view: View, fact: Held[Tells]) -> bool:
    """It was not known to be safe to tell whoever it told, or none of their ways may be used like
    this: whether or not it is said how, or whom.
    """
    if told_and_perhaps_not_safe(view, fact):
        return True
    match fact.event:
        case ContactMade(person=person, method=how):
            return _is_not_by(view, fact, person, how)
        case TellingRecorded(told=True, person=str(person), method=str(how)):
            return _is_not_by(view, fact, person, how)
    return False


#: By these they are to hear from us, or somebody tried that they do.
PROMISED_OR_TRIED: Final = (KeepInformedAgreed, ResponseRecorded)


def somebody_knows(view: View, fact: Held[SaysSo]) -> bool:
    """By the words of an agency or a referrer somebody knows of whom it is not known that they are
    safe.
    """
    return bool(told_and_perhaps_not_safe(view, fact))


def promised_or_tried(view: View, fact: Held[Any]) -> bool:
    """Whichever of these it is."""
    is_tried = isinstance(fact.event, ResponseRecorded)
    return (tried_and_not_safe if is_tried else promised_and_not_safe)(view, fact)


def tried_and_not_safe(view: View, fact: Held[ResponseRecorded]) -> bool:
    """Somebody tried to reach them though it was not known to be safe: a call that they missed, or
    a letter, tells them too.
    """
    if fact.event.answer != "ASK_ATTEMPTED":
        return False
    then, person = view.at[fact.effective_at], view.the_one(fact.event.person)
    is_one = may_be_a_danger(then, person, is_talk=True)
    return is_one and not found_safe_since(view, fact, person)


def promised_and_not_safe(view: View, fact: Held[KeepInformedAgreed]) -> bool:
    """They are to hear from us though it was not known to be safe to ask them; or through whoever
    supports them, and that is nobody who should know.

    That they have no advocate yet is no mistake: what they want is kept until they do.
    """
    terms = fact.event
    last = max(view.kept_informed(terms.person, terms.enquiry)[0], key=in_order, default=None)
    if last is None or last.seq != fact.seq:
        return False
    then, hears = view.at[fact.effective_at], set(terms.methods) - NOT_TO_BE
    if hears and then.each[asking][view.the_one(terms.person)].answer is not Safe.YES:
        return True
    if VIA_ADVOCATE not in terms.methods:
        return False
    return Sign.WAY_NOT_SAFE in reaching(view, terms.person, None, VIA_ADVOCATE).signs


#: Ways by which we speak with somebody; by the others they read what we wrote, if they do.
_SPEAKS: Final = frozenset({"CALL", "VIA_INTERPRETER_CALL", "FACE_TO_FACE"})


def ways_to(view: View, person: str) -> list[ContactPointRecorded]:
    """Each number and address of theirs that is on record, whether or not it is safe."""
    person = view.the_one(person)
    every = (held.event for held in view.newest[ContactPointRecorded, "contact"].values())
    return [one for one in every if view.the_one(one.person) == person and not one.ended]


def keeps_a_promise(view: View, fact: Held[ContactMade]) -> bool:
    """Whoever was promised that we are in touch was spoken with, or reached as they want to be.
    What went by a way that is not to be used reached them no more than a letter to somewhere else.
    """
    if not_by_this_way(view, fact):
        return False
    agreed = max(view.kept_informed(fact.event.person, None)[0], key=in_order, default=None)
    wants = () if agreed is None else agreed.event.methods
    return fact.event.method in _SPEAKS or fact.event.method in wants


def _is_not_by(view: View, fact: Held[Tells], person: str, how: str) -> bool:
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
