"""Is it safe to ask somebody: from every sign there is, with "not known" as an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from ..answers import Safe
from ..file.called import names_of
from ..file.caring import who_may_wish
from ..file.held import Held
from ..file.view import View
from ..following.advocates import same_name
from ..memo import worked_out_once
from ..names.onename import perhaps_the_same
from ..recorded.circumstances import SignRecorded
from ..recorded.events import ConversationRecorded, SafetyRecorded, WishRecorded
from ..recorded.falling import MANAGERS
from .close import NOBODY_KNOWS, is_near, may_be_meant_by
from .everasign import may_be_any, says_safe, tells_of_them
from .harmed import (
    Order,
    may_be_harmed,
    not_asked,
    where_pressed,
)
from .injured import may_have_done_it
from .onrecord import names_a_danger
from .saidtoharm import may_have_harmed
from .wishes import KeptByWish, kept_by_wishes, meant_by, says_whom

#: The most careful answer first.
CAREFUL: Final = (Safe.NO, Safe.NOT_KNOWN, Safe.YES)


class Sign(StrEnum):
    """Why it is not safe, or why nobody knows; and why it is."""

    RECORDED_NOT_SAFE = "RECORDED_NOT_SAFE"
    ALLEGED_ABUSER = "ALLEGED_ABUSER"
    NAMED_BY_A_SIGN = "NAMED_BY_A_SIGN"
    MUST_NOT_HEAR = "MUST_NOT_HEAR"
    WISH_NOT_WEIGHED = "WISH_NOT_WEIGHED"
    PERHAPS_ELSEWHERE = "PERHAPS_ELSEWHERE"
    PERHAPS_THE_SAME = "PERHAPS_THE_SAME"
    SIGN_THAT_NAMES_NOBODY = "SIGN_THAT_NAMES_NOBODY"
    MAY_HAVE_HURT_A_CHILD = "MAY_HAVE_HURT_A_CHILD"
    WORDS_MAY_MEAN_THEM = "WORDS_MAY_MEAN_THEM"
    # of telling
    SAID_NOT_SAFE_TO_TELL = "SAID_NOT_SAFE_TO_TELL"
    YOUNG_PERSON_WANTS_IT_KEPT = "YOUNG_PERSON_WANTS_IT_KEPT"
    NOT_SPOKEN_TO = "NOT_SPOKEN_TO"
    TOLD_OF_IT = "TOLD_OF_IT"
    SAID_THAT_THEY_MAY_KNOW = "SAID_THAT_THEY_MAY_KNOW"
    SPOKEN_TO = "SPOKEN_TO"
    # of a way of reaching them
    HAS_DIED = "HAS_DIED"
    NO_SUCH_WAY = "NO_SUCH_WAY"
    WAY_NOT_SAFE = "WAY_NOT_SAFE"
    LEADS_THROUGH = "LEADS_THROUGH"
    NOT_BY_THIS_METHOD = "NOT_BY_THIS_METHOD"
    NOT_AT_THIS_TIME = "NOT_AT_THIS_TIME"
    TIMES_TO_BE_READ = "TIMES_TO_BE_READ"
    ASKED_FOR_ANOTHER = "ASKED_FOR_ANOTHER"


#: Those of which each says that it is not safe; the others, that nobody knows.
NOT_SAFE: Final = frozenset(
    {
        Sign.RECORDED_NOT_SAFE,
        Sign.ALLEGED_ABUSER,
        Sign.NAMED_BY_A_SIGN,
        Sign.MUST_NOT_HEAR,
        Sign.WISH_NOT_WEIGHED,
    }
)


class Judged(NamedTuple):
    """Whether it is safe, and why: every sign that it may not be, or what makes it so."""

    answer: Safe
    signs: tuple[Sign, ...] = ()


_SAFE: Final = Judged(Safe.YES)


def asking(view: View, person: str) -> Judged:
    """Whether this person may be asked, or contacted at all.

    NO by what was recorded of them, or where a sign or a child's wish that nobody has weighed
    names them; NOT_KNOWN where a sign about somebody else names nobody and they are one of those
    who may be meant, where a child keeps it from somebody who is not named, which may be any adult,
    where they care for a child whom somebody may have hurt, where words that tell of harm may mean
    them, or where somebody of their name has a sign and may be they. A manager's later "safe" about
    them, with a reason that says why, lifts what was recorded before it.

    Whoever holds a view asks `view.each[asking]`, which is worked out once.
    """
    return _judged(standing_signs(view, person))


def asking_by_their_own(view: View, person: str) -> Judged:
    """The same by what is a sign about them, and not about whoever they are said to be before a
    manager has looked: whether they are safe is to be decided all the same. Nobody is asked by it.
    """
    return _judged(signs_of_their_own(view, person))


def _judged(signs: Iterable[tuple[Sign, Order]]) -> Judged:
    found = dict.fromkeys(sign for sign, _ in signs)
    if not found:
        return _SAFE
    if NOT_SAFE & found.keys():
        return Judged(Safe.NO, tuple(found))
    return Judged(Safe.NOT_KNOWN, tuple(found))


def standing_signs(view: View, person: str) -> tuple[tuple[Sign, Order], ...]:
    """Every sign that this person is not safe to ask and that nobody has lifted, since when. What
    waits lifts none, and each that it brings is one.
    """
    return view.together.each[_standing_signs][person]


def entries_that_say_so(view: View, person: str) -> list[int]:
    """The places of the entries by which this person is not safe to ask, or nobody knows it."""
    return sorted({order[-1] for _, order in standing_signs(view, person)})


def _standing_signs(whole: View, person: str) -> tuple[tuple[Sign, Order], ...]:
    if len(whole.readings) == 1 and not (only := signs_in(whole.readings[0], person)):
        return only
    return tuple(_each_once((sign, since) for sign, _, since in _found(whole, person)))


def places_of_signs(view: View, person: str) -> Iterator[tuple[Sign, int, int]]:
    """The same with the place of the entry of each, and of the one since which it is theirs: it may
    be of somebody who may be they. An entry that counts in one reading of the file is among them.
    """
    for sign, order, since in _found(view.together, person):
        yield sign, order[-1], since[-1]


def _found(whole: View, person: str) -> Iterator[tuple[Sign, Order, Order]]:
    for reading in whole.readings:
        for sign, order in signs_in(reading, person):
            yield sign, order, _known_from(order, reading.joined_at(person))
    for reading in whole.readings:
        yield from _lifted_for_one_alone(reading, person)


def _lifted_for_one_alone(reading: View, person: str) -> Iterator[tuple[Sign, Order, Order]]:
    """The signs of somebody who may be this person that stand for them where they are two, and that
    a manager lifts in this reading who said that this person is safe before that was thought of.
    """
    joined_at = reading.joined_at(person)
    if not joined_at:
        return
    one = reading.the_one(person)
    mine = {id for id in (one, *reading.same) if reading.the_one(id) == one}
    signs, safe = {*_signs(reading, one)}, [*_said_safe(reading, one)]
    for apart in reading.together.readings_apart:
        for other in {apart.the_one(id) for id in mine} - {apart.the_one(person)}:
            for sign, order in signs_in(apart, other):
                since = _known_from(order, joined_at)
                if (sign, order) in signs and not any(_lifts(said, since) for said in safe):
                    yield sign, order, since


@worked_out_once
def signs_of_their_own(view: View, person: str) -> tuple[tuple[Sign, Order], ...]:
    """Those of them that are theirs whether or not they are whoever they are said to be."""
    found = (sign for reading in view.readings_apart for sign in signs_in(reading, person))
    return tuple(dict.fromkeys(found))


def _known_from(order: Order, joined_at: int) -> Order:
    """Of somebody who may be this person: from when that was thought of. What they know by then
    stays with them, and a manager who said before it that they are safe knew of the one alone.
    """
    at, known, seq = order
    return at, known, max(seq, joined_at)


def _each_once(found: Iterable[tuple[Sign, Order]]) -> Iterator[tuple[Sign, Order]]:
    """Of one that is theirs, and that of whoever they may be as well, as it is theirs."""
    first: dict[tuple[Sign, datetime, datetime], Order] = {}
    for sign, order in found:
        known = first.setdefault((sign, *order[:2]), order)
        first[(sign, *order[:2])] = min(known, order)
    yield from ((sign, order) for (sign, *_), order in first.items())


def signs_in(reading: View, person: str) -> tuple[tuple[Sign, Order], ...]:
    """The same in one reading of the file alone."""
    return reading.each[_signs_in][reading.same.get(person, person)]


def _signs_in(reading: View, person: str) -> tuple[tuple[Sign, Order], ...]:
    signs = tuple(_signs(reading, person))
    return tuple(_standing(reading, person, signs)) if signs else ()


def safe_since(view: View, person: str) -> datetime | None:
    """Since when it has been safe to ask somebody whom it was not before; None if it is not, or
    always was.
    """
    orders = [order for _, order in _signs(view, person)]
    if not orders or standing_signs(view, person):
        return None
    lifting = (
        said.effective_at
        for said in _said_safe(view, person)
        if all(_lifts(said, order) for order in orders)
    )
    return min(lifting, default=None)


def is_said_safe_after(view: View, person: str, seq: int) -> bool:
    """A manager has said so since that entry, and it still is."""
    said = any(one.seq > seq for one in _said_safe(view, person))
    return said and view.each[asking][person].answer is Safe.YES


def _standing(
    view: View, person: str, signs: Iterable[tuple[Sign, Order]]
) -> Iterator[tuple[Sign, Order]]:
    safe = list(_said_safe(view, person))
    for sign, order in signs:
        # Only weighing a child's wish lifts it.
        if sign is Sign.WISH_NOT_WEIGHED or not any(_lifts(said, order) for said in safe):
            yield sign, order


def _said_safe(view: View, person: str) -> Iterator[Held[SafetyRecorded]]:
    for said in view.by[SafetyRecorded, "person"].get(person, ()):
        # A manager said it, or confirmed what somebody else said.
        if says_safe(view, said) and (said.role in MANAGERS or said.seq in view.let_fall):
            yield said


def _lifts(said: Held[SafetyRecorded], order: Order) -> bool:
    """It came later; and what was written down after a manager looked was not looked at, whatever
    its date.
    """
    return order < said.order and order[-1] < said.seq


def _signs(view: View, person: str) -> Iterator[tuple[Sign, Order]]:
    if not may_be_any(view):
        return
    is_adult = person in view.adults
    if is_adult and not _said_of_all(view).of_anybody:
        return
    yield from _own_signs(view, person)
    if is_adult and _said_of_all(view).of_anybody:
        yield from _of_their_name(view, person)


def _of_their_name(view: View, person: str) -> Iterator[tuple[Sign, Order]]:
    """From when somebody of their name had a sign, and both had the name: a manager who said
    before it that they are safe knew of the one and not of the other.
    """
    for other, since in perhaps_the_same(view, person):
        for _, (at, known, seq) in _standing(view, other, tuple(_own_signs(view, other))):
            yield Sign.PERHAPS_THE_SAME, (at, known, max(seq, since))


def _own_signs(view: View, person: str) -> Iterator[tuple[Sign, Order]]:
    yield from _recorded(view, person)
    of_all = _said_of_all(view)
    for sign in of_all.signs:
        if person in sign.event.names:
            yield _of_a_match(sign), sign.order
        elif may_be_meant_by(view, person, sign.event, sign.seq):
            yield Sign.SIGN_THAT_NAMES_NOBODY, sign.order
    for wish in of_all.wishes:
        if person in wish.named:
            yield Sign.WISH_NOT_WEIGHED, wish.order
        elif wish.may_mean(view, person):
            yield Sign.SIGN_THAT_NAMES_NOBODY, wish.order
    for harmed, order in of_all.harmed:
        if is_near(view, person, harmed):
            yield Sign.SIGN_THAT_NAMES_NOBODY, order
    for talk in of_all.pressed:
        if _was_there(view, person, talk.event):
            yield Sign.SIGN_THAT_NAMES_NOBODY, talk.order
    yield from of_all.harm.get(person, ())


class _OfAll(NamedTuple):
    """What may be a sign about anybody, whoever is asked about: most files have none of it."""

    signs: Sequence[Held[SignRecorded]]
    wishes: Sequence[KeptByWish]
    harmed: Sequence[tuple[str, Order]]
    pressed: Sequence[Held[ConversationRecorded]]
    harm: Mapping[str, Sequence[tuple[Sign, Order]]]
    of_anybody: bool


@worked_out_once
def _said_of_all(view: View) -> _OfAll:
    signs = view.holding[SignRecorded]
    wishes = [
        wish
        for child in (who_may_wish(view) if view.holding[WishRecorded] else ())
        for wish in kept_by_wishes(view, child)
    ]
    harmed = [*_of_others(view)]
    pressed, harm = where_pressed(view), _of_harm(view)
    of_anybody = bool(signs or wishes or harmed or pressed or harm) or any(
        any(_recorded(view, person)) for person in view.adults
    )
    return _OfAll(signs, wishes, harmed, pressed, harm, of_anybody)


def _of_harm(view: View) -> Mapping[str, Sequence[tuple[Sign, Order]]]:
    """By person: an injury that may be their doing, and words that may mean them."""
    found: dict[str, list[tuple[Sign, Order]]] = {}
    for person, hurt in may_have_done_it(view).items():
        found[person] = [(Sign.MAY_HAVE_HURT_A_CHILD, order) for _, order in hurt]
    for person, told in may_have_harmed(view).items():
        found.setdefault(person, []).extend((Sign.WORDS_MAY_MEAN_THEM, order) for order in told)
    return found


def _recorded(view: View, person: str) -> Iterator[tuple[Sign, Order]]:
    for said in view.by[SafetyRecorded, "person"].get(person, ()):
        if said.event.code == "ALLEGED_ABUSER":
            yield Sign.ALLEGED_ABUSER, said.order
        elif not said.event.safe_to_ask or names_a_danger(said.event):
            yield Sign.RECORDED_NOT_SAFE, said.order
        elif tells_of_them(view, said):
            yield Sign.WORDS_MAY_MEAN_THEM, said.order
    for answer in not_asked(view, person):
        yield Sign.RECORDED_NOT_SAFE, answer.order


def _of_a_match(sign: Held[SignRecorded]) -> Sign:
    """What is known from another file is believed of whoever is certainly the same person; and what
    nobody knows there, nobody knows here.
    """
    of_another = sign.event.matched is not None
    if sign.event.matched == "BY_NAME" or (of_another and sign.event.code == NOBODY_KNOWS):
        return Sign.PERHAPS_ELSEWHERE
    return _AS_CODED.get(sign.event.code, Sign.NAMED_BY_A_SIGN)


#: By its code: what a sign of this file is of whoever it names.
_AS_CODED: Final = {"ALLEGED_ABUSER": Sign.ALLEGED_ABUSER, NOBODY_KNOWS: Sign.MUST_NOT_HEAR}


def _of_others(view: View) -> Iterator[tuple[str, Order]]:
    for harmed, _, order in may_be_harmed(view):
        yield harmed, order


def _was_there(view: View, person: str, talk: ConversationRecorded) -> bool:
    """By id or by a name of theirs, now or before, as whoever wrote it down put it."""
    names = view.each[names_of][person] if talk.others_present else ()
    return any(
        there == person or any(same_name(there, name) for name in names)
        for there in talk.others_present
    )


def unsafe_of_wish(view: View, wish: str) -> tuple[str, ...]:
    """Those meant by a wish, weighed or not, who are not safe to ask; of one of which nobody has
    said whom it means, each adult. Where it means none of those on the file nobody is left out.
    """
    for held in view.holding[WishRecorded]:
        if held.event.wish == wish:
            meant = meant_by(view, held)
            people = meant.named if says_whom(meant) else view.adults
            return tuple(one for one in people if view.each[asking][one].answer is not Safe.YES)
    return ()
