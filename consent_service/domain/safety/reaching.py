"""May we use this way to reach this person now."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple, TypeAlias

from ..answers import Safe
from ..file.caring import caring
from ..file.held import Held, in_order
from ..file.view import View
from ..following.advocates import TAKEN_ON
from ..following.askedfor import settled
from ..memo import worked_out_once
from ..recorded.practice import ContactPointRecorded, FamilyAsked, KeepInformedAgreed
from ..said.leftalone import wants_to_be_left_alone
from ..writing import unaccented
from .ledthrough import led_through
from .nottobetold import may_not_be_wanted
from .nottoring import NotToRing, act, not_to_ring
from .oneadvocate import may_not_support
from .safetimes import times_read
from .signs import CAREFUL, Judged, Sign, asking

#: A method: a code of `keep_informed_methods`.
ByWay: TypeAlias = str
#: A person, and a number or address as it is compared.
_Value: TypeAlias = tuple[str, str]

#: Through what each method goes. The others need no number and no address.
_THROUGH: Final = {
    "CALL": "PHONE",
    "VIA_INTERPRETER_CALL": "PHONE",
    "TEXT": "PHONE",
    "EMAIL": "EMAIL",
    "LETTER": "ADDRESS",
}
#: Of a way of which nobody has said whether it is safe: used for nothing until somebody has.
NOBODY_KNOWS_YET: Final = "NOT_KNOWN"
#: Through whoever supports them.
VIA_ADVOCATE: Final = "VIA_ADVOCATE"
#: What a number or an address looks like at the least; a slip of the pen is no way to anybody.
_PLAUSIBLE: Final = {
    "PHONE": re.compile(
        r"\+?(?:[ ().-]*\d){7,15}[ ().-]*(?:(?:x|ext\.?) ?\d{1,6})?", re.IGNORECASE
    ),
    "EMAIL": re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+"),
    "ADDRESS": re.compile(r"(?=.*[^\W\d_]).{4,}", re.DOTALL),
}
#: The beginning of a number of the United Kingdom as it is dialled from abroad.
_FROM_ABROAD: Final = re.compile(r"^(?:00)?440?(?=\d{9})")
#: What is dialled behind it: whoever answers there may answer the number.
_EXTENSION: Final = re.compile(r"(?:x|ext)\d+$")
#: Of an address: the postcode, which many leave out; the number of a house or a flat; a word.
_POSTCODE: Final = re.compile(r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b")
_NUMBER: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_NO_ADDRESS: Final = re.compile(
    r"\W*(?:n\.?f\.?a\.?\W*|(?:of )?no fixed (?:abode|address)\b.*|homeless\W*)",
    re.IGNORECASE | re.DOTALL,
)


def reaching(view: View, person: str, contact: str | None, how: ByWay) -> Judged:
    """Whether this person may be reached now by this method, through this way of reaching them.

    `contact` is the id of a contact point, or None where none is meant. NO where the person has
    died or it is not safe to ask them, where the way is not theirs, has ended, is not safe, is no
    number or address at all, or none that we know, is not meant for this method, or not now;
    NOT_KNOWN where that is not known of the person or the way, where the safe times are words that
    somebody must read, or where they have asked for another way since. What somebody else answers,
    or reads, is as safe as they are, and as was said of it where it is theirs. Nobody is reached
    through an advocate whom they do not have, or who may not be one.
    """
    if view.the_one(person) in view.without_refused_ends.the_dead:
        return Judged(Safe.NO, (Sign.HAS_DIED,))
    asked = view.each[asking][person]
    if asked.answer is not Safe.YES:
        return asked
    judged = [_reaching(reading, person, contact, how) for reading in view.readings]
    if contact is not None:
        judged += (
            one
            for one in besides(view, contact)
            # Whoever hands a note over does so by whichever method.
            if goes_through(how) is not None or Sign.LEADS_THROUGH in one.signs
        )
    return min(judged, key=lambda one: CAREFUL.index(one.answer))


def is_unsafe_way(view: View, contact: str, how: ByWay) -> bool:
    """Whether this way itself is not safe, whoever is to be reached: nobody decides otherwise."""
    said = (
        _by_what_was_said(reading, point, how)
        for reading in view.readings
        if (held := reading.newest[ContactPointRecorded, "contact"].get(contact)) is not None
        for point in said_of(reading, held.event)
    )
    return any(
        judged.answer is Safe.NO and Sign.WAY_NOT_SAFE in judged.signs
        for judged in (*said, *besides(view, contact))
    )


def _reaching(view: View, person: str, contact: str | None, how: ByWay) -> Judged:
    """The same in one reading of the file alone, of somebody who may be asked."""
    person = view.the_one(person)
    if wants_none(view, person, how):
        return Judged(Safe.NO, (Sign.NOT_BY_THIS_METHOD,))
    if how == VIA_ADVOCATE:
        return _through_their_advocate(view, person)
    if goes_through(how) is None and contact is None:
        return Judged(Safe.YES)
    held = None if contact is None else view.newest[ContactPointRecorded, "contact"].get(contact)
    if held is None or held.event.person != person or held.event.ended:
        return Judged(Safe.NO, (Sign.NO_SUCH_WAY,))
    judged = (_by_what_was_said(view, said, how) for said in said_of(view, held.event))
    return min(judged, key=lambda one: CAREFUL.index(one.answer))


def _through_their_advocate(view: View, person: str) -> Judged:
    """Whoever was taken on in an enquiry that goes on; of several each hears of it."""
    now = (view.advocate[person, enquiry] for enquiry in view.going_on)
    helping = [one for one in now if one is not None and one.event.status in TAKEN_ON]
    if not helping:
        return Judged(Safe.NO, (Sign.NO_SUCH_WAY,))
    if any(may_not_support(view, one.event) for one in helping):
        return Judged(Safe.NO, (Sign.WAY_NOT_SAFE,))
    if any(may_not_be_wanted(view, person, one) for one in helping):
        return Judged(Safe.NOT_KNOWN, (Sign.ASKED_FOR_ANOTHER,))
    return Judged(Safe.YES)


def besides(view: View, contact: str) -> Iterator[Judged]:
    """Why a way may not be safe whatever was said of it: who else answers there or is named in it,
    and that they have asked for another since.
    """
    for reading in view.readings:
        held = reading.newest[ContactPointRecorded, "contact"].get(contact)
        if held is None:
            continue
        if asks_for_another(reading, held):
            yield Judged(Safe.NOT_KNOWN, (Sign.ASKED_FOR_ANOTHER,))
        if led_through(reading, held.event):
            yield Judged(Safe.NOT_KNOWN, (Sign.LEADS_THROUGH,))
        mine, place = reading.the_one(held.event.person), reading.each[_place_of][held.event]
        for other in _at_one_place(reading, place):
            if reading.the_one(other.person) == mine:
                continue
            if other.safety == "UNSAFE":
                yield Judged(Safe.NO, (Sign.WAY_NOT_SAFE,))
            elif not other.ended and other.person in caring(view):
                safe = view.each[asking][other.person].answer
                if safe is not Safe.YES:
                    yield Judged(safe, (Sign.WAY_NOT_SAFE,))


def asks_for_another(view: View, point: Held[ContactPointRecorded]) -> bool:
    """They asked to be reached otherwise than as it was known then, or it was said of a telephone
    of theirs that it is not to be rung, until it is answered and this way was put on record since,
    by somebody who could read that: it may be this one that they mean, under whatever id it was
    typed again, and an answer says nothing of it.
    """
    person = view.the_one(point.event.person)
    asked = [*_said_otherwise(view, person, point.event.type)]
    if not asked:
        return False
    places, answered = view.each[_place_of], settled(view)
    points = [
        held
        for held in view.by[ContactPointRecorded, "person"].get(person, ())
        if _may_be_one(places[held.event], places[point.event])
    ] or [point]
    typed = [held.seq for held in points]
    # Whoever wrote that he reads her messages said beside it how it is safe all the same.
    said_how = {act(held) for held in points if _is_said_how(held.event)}
    return any(
        one.place > min(typed)
        and not (one.is_watched and one.act in said_how)
        and ((one.request is not None and one.request not in answered) or one.place > max(typed))
        for one in asked
    )


def _is_said_how(point: ContactPointRecorded) -> bool:
    """When it is safe, or by which word: a plain "safe" is ticked in a hurry."""
    return point.safety == "CODE_WORD" or (
        point.safety == "SAFE_AT_TIMES" and point.safe_times is not None
    )


def _said_otherwise(view: View, person: str, kind: str) -> Iterator[NotToRing]:
    """The place of each time that they did, and what is to be answered, where anything is."""
    for held in view.by[FamilyAsked, "person"].get(person, ()):
        if held.event.wants == "CHANGE_CONTACT":
            yield NotToRing(held.seq, held.event.request)
    if kind == "PHONE":
        yield from not_to_ring(view).get(person, ())


class _Spot(NamedTuple):
    """A number as it is compared; of an address the numbers and the words in it."""

    whole: str
    numbers: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


class _Places(NamedTuple):
    """What was last said of each number or address by each of them, whoever's it is, in the order
    recorded: all of it, and by how it is compared.
    """

    every: list[tuple[ContactPointRecorded, _Spot]]
    alike: dict[str, list[ContactPointRecorded]]


@worked_out_once
def _places(view: View) -> _Places:
    points, places = [held.event for held in by_value(view).values()], view.each[_place_of]
    alike: dict[str, list[ContactPointRecorded]] = defaultdict(list)
    for point in points:
        alike[places[point].whole].append(point)
    return _Places([(point, places[point]) for point in points], alike)


def _at_one_place(view: View, place: _Spot) -> Sequence[ContactPointRecorded]:
    """Whatever may be the same number or address as this. A number is looked up; an address, which
    is written in many ways, is held against each.
    """
    found = _places(view)
    if not place.words:
        return found.alike.get(place.whole, ())
    return [point for point, other in found.every if _may_be_one(place, other)]


def _place_of(_: View, point: ContactPointRecorded) -> _Spot:
    if point.value is None:
        return _Spot(point.contact)
    if point.type != "ADDRESS":
        return _Spot(same_way(point.value))
    text = _POSTCODE.sub(" ", unaccented(point.value).lower())
    return _Spot(same_way(text), frozenset(_NUMBER.findall(text)), frozenset(_WORD.findall(text)))


def who_is_there(view: View, point: ContactPointRecorded) -> frozenset[str]:
    """Who is reached at what may be the same number or address, in one reading of the file."""
    there = (*_at_one_place(view, view.each[_place_of][point]), point)
    return frozenset(view.the_one(one.person) for one in there)


def _may_be_one(one: _Spot, other: _Spot) -> bool:
    """An address is written with the flat and without it, with the town and without: two that may
    be one are taken to be one.
    """
    if one.whole == other.whole:
        return True
    if not one.words or not other.words:
        return False
    fewer, more = sorted((one.numbers, other.numbers), key=len)
    if fewer:
        return fewer <= more and not one.words.isdisjoint(other.words)
    return one.words <= other.words or other.words <= one.words


def _by_what_was_said(view: View, point: ContactPointRecorded, how: ByWay) -> Judged:
    never = never_by(point, how)
    if never is not None:
        return Judged(Safe.NO, (never,))
    if point.safety == NOBODY_KNOWS_YET:
        return Judged(Safe.NOT_KNOWN, (Sign.WAY_NOT_SAFE,))
    if point.safety == "SAFE_AT_TIMES":
        return _at_this_time(point.safe_times, view.as_of)
    return Judged(Safe.YES)


def said_of(view: View, point: ContactPointRecorded) -> tuple[ContactPointRecorded, ...]:
    """This way of reaching somebody, and what was last said of the very number or address, should
    that have been under another id. Whatever is true of a number is true of it typed again.
    """
    last = by_value(view)[value_of(view, point)].event
    return (point,) if last is point else (point, last)


@worked_out_once
def by_value(view: View) -> dict[_Value, Held[ContactPointRecorded]]:
    """By whose they are and what they read: what was last said of each number or address. That one
    is used no more says nothing of how safe it is.
    """
    return last_by_value(view, view.holding[ContactPointRecorded])


def last_by_value(
    view: View, every: Iterable[Held[ContactPointRecorded]]
) -> dict[_Value, Held[ContactPointRecorded]]:
    """The same of these alone."""
    found: dict[_Value, Held[ContactPointRecorded]] = {}
    for held in sorted(every, key=in_order):
        value = value_of(view, held.event)
        if not held.event.ended or held.event.safety == "UNSAFE" or value not in found:
            found[value] = held
    return found


def value_of(view: View, point: ContactPointRecorded) -> _Value:
    """Whose it is, and the number or address as it is compared."""
    # One that nobody knows is none of the others.
    read = point.contact if point.value is None else same_way(point.value)
    return view.the_one(point.person), read


def same_way(value: str) -> str:
    """A number or address as it is compared, whoever's it is: of a number the digits, from abroad
    or not; of everything else the letters and digits, without accents.
    """
    text = "".join(c for c in unaccented(value) if c.isalnum())
    if _PLAUSIBLE["PHONE"].fullmatch(value.strip()) is not None:
        text = _FROM_ABROAD.sub("0", _EXTENSION.sub("", text))
    return text


def never_by(point: ContactPointRecorded, how: ByWay) -> Sign | None:
    """Why this way is not to be used by this method at any time; None if it may be."""
    if point.safety == "UNSAFE":
        return Sign.WAY_NOT_SAFE
    unfit = _THROUGH.get(how) not in (None, point.type)
    if unfit or (how == "TEXT" and point.safety == "NEVER_TEXT"):
        return Sign.NOT_BY_THIS_METHOD
    known = point.value is not None and is_plausible(point.type, point.value)
    return None if known else Sign.NO_SUCH_WAY


def goes_through(how: ByWay) -> str | None:
    """The type of contact point that a method needs, if it needs one."""
    return _THROUGH.get(how)


def is_plausible(kind: str, value: str) -> bool:
    """Whether it has the form of a number or an address. Of another way nobody can say."""
    form = _PLAUSIBLE.get(kind)
    if form is None:
        return True
    return form.fullmatch(value) is not None and _NO_ADDRESS.fullmatch(value) is None


def asked_not_to_be(view: View, person: str) -> frozenset[str]:
    """How they asked not to be contacted, as codes of `keep_informed_methods`: in one reading. It
    may stand in words of theirs alone.
    """
    person = view.the_one(person)
    said = view.by[KeepInformedAgreed, "person"].get(person, ())
    agreed = max(said, key=in_order, default=None)
    found = NOT_TO_BE.intersection(() if agreed is None else agreed.event.methods)
    return found | {_NOT_AT_ALL} if wants_to_be_left_alone(view, person) else found


#: Not at all; and not at home, which is where a letter goes.
_NOT_AT_ALL: Final = "NO_CONTACT_REQUESTED"
_NOT_AT_HOME: Final = "DO_NOT_CONTACT_AT_HOME"
NOT_TO_BE: Final = frozenset({_NOT_AT_ALL, _NOT_AT_HOME})


def wants_none(view: View, person: str, how: ByWay) -> bool:
    """They asked not to be contacted; or not at home, which is where a letter goes."""
    asked = asked_not_to_be(view, person)
    return _NOT_AT_ALL in asked or (how == "LETTER" and _NOT_AT_HOME in asked)


def _at_this_time(safe_times: str | None, at: datetime) -> Judged:
    read = times_read(safe_times)
    if read is None:
        return Judged(Safe.NOT_KNOWN, (Sign.TIMES_TO_BE_READ,))
    if read.hold_at(at):
        return Judged(Safe.YES)
    return Judged(Safe.NO, (Sign.NOT_AT_THIS_TIME,))
