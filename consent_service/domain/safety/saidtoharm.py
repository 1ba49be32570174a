"""Whom words may mean that tell of harm: nobody knows of them whether it is safe to ask. Pure.

Whoever is named in such a sentence, by a name or by what the family calls them. Where no sentence
of it names anybody of the file and an adult may be meant, whoever may be: of a child's words those
who care for the child, of an adult's the people near them, and whoever is named beside. An injury
is seen and not done, and nobody says whose doing it is: it means whoever has care of a child, as
one that is recorded does (`injured.py`). Who is not it, a manager says of each (`signs.py`); an
entry that was an error says nothing. Where whoever wrote it was asked who may be a danger, words
that point at nobody mean nobody by themselves. Nobody decides by it what somebody did.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from ..file.caring import caring
from ..file.casefile import CaseFile
from ..file.held import Held, that_hold
from ..file.responsibility import READ
from ..file.view import View
from ..freetext.deniedbyus import denied_by
from ..freetext.tellsofharm import (
    Harm,
    HarmTold,
    all_told_by_kind,
    calls_for_help,
    harms_in,
    kinds_told_in,
    of_member,
    those_that_tell,
)
from ..may import FAMILY
from ..memo import worked_out_once
from ..names.kin import SIBLINGS
from ..names.namedinprose import Named, as_read, named_at, named_in
from ..recorded.circumstances import SignRecorded
from ..recorded.compared import WritingRead
from ..recorded.event import Event
from ..recorded.events import SafetyRecorded, WishRecorded
from ..recorded.meetings import InjuryRecorded, MeetingInvited
from ..recorded.members import TellsOfHarm
from ..recorded.practice import BirthRecorded, FamilyAsked, NeedsRecorded
from ..said.writingread import said_to_hold
from .close import NO_PERSON, is_near
from .harmed import Order
from .onrecord import is_on_record, is_said_to_be_a_danger
from .whocanbemeant import (
    Whose,
    as_written,
    called_so,
    found_safe_before,
    harmed_by_them,
    of_those_around,
    whose_words,
)
from .whodidit import (
    are_together,
    is_left_unsaid,
    is_not_it,
    is_of_nobody,
    is_unexplained,
    may_press,
    names_another,
    points_at_somebody,
)
from .whowasasked import names_each, none_of_these, was_asked
from .wishes import keeps_it_from_somebody

#: Why somebody is safe, or is not. It stands with what is said, and is read beside it alone.
_WHY_SAFE: Final[HarmTold] = HarmTold(SafetyRecorded, "reason", TellsOfHarm(is_ours=True))


class _Told(NamedTuple):
    """An entry in which it is told, and in which member."""

    held: Held[Any]
    member: HarmTold

    @property
    def words(self) -> str:
        """As they are looked through."""
        return as_read(of_member(self.held.event, self.member))


class _Meant(NamedTuple):
    """Whom words may mean: those whom they name, and of a call for help, or of what one of us read
    as harm, whoever may be; of other words that name nobody, those around.
    """

    named: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    #: One of those around did it, or is feared, by what they say.
    is_one_of_them: bool = False
    #: Others than whoever is known as a danger may be meant, and are not named: a manager reads it.
    is_only_read: bool = False

    @property
    def all(self) -> frozenset[str]:
        return self.named | self.around


_NOBODY_IS: Final = _Meant()
_NOBODY: Final = frozenset[str]()


def that_tell_of_harm(file: CaseFile) -> Iterator[Held[Any]]:
    """Each entry in which it is told, of what is on record of each kind."""
    for kind in file.those_of(kinds_told_in()):
        yield from those_that_tell(kind, file.of(kind))


def may_have_harmed(view: View) -> Mapping[str, Sequence[Order]]:
    """By person, in one reading: when it was told that they may have harmed somebody."""
    found: dict[str, list[Order]] = {}
    for held in every_told(view):
        for person in _meant_now(view)(held).all:
            found.setdefault(person, []).append(held.order)
    return found


@worked_out_once
def _meant_now(view: View) -> Callable[[Held[Any]], _Meant]:
    """Whom an entry means as the family stands, looked for once for each way in which it does."""
    known = view.whenever.each[_meant_as_of][_stands_by(view)]

    def meant_by(held: Held[Any]) -> _Meant:
        if held.seq not in known:
            known[held.seq] = _meant(view, held)
        return known[held.seq]

    return meant_by


#: What turns on the moment of all that whom words may mean goes by.
TURNS_ON: Final = (
    *READ,
    *(BirthRecorded, NeedsRecorded, SafetyRecorded, SignRecorded, WishRecorded),
    *(WritingRead, MeetingInvited, FamilyAsked),
)


def _stands_by(view: View) -> Hashable:
    """How the family stands at this moment, as far as it tells whom words may mean: at hundreds of
    moments it is mostly the same, and then so is whom they mean.
    """
    return tuple(tuple(one.seq for one in view.holding[kind]) for kind in TURNS_ON)


def _meant_as_of(_: View, __: Hashable) -> dict[int, _Meant]:
    """By place of the entry in which it is told: whom its words may mean, filled as it is asked."""
    return {}


@worked_out_once
def _ever(view: View) -> list[Held[Any]]:
    """Whatever was ever recorded so, in this reading."""
    kinds = view.together.whenever.each[_kinds_that_tell][()]
    told = [held for kind in kinds for held in those_that_tell(kind, view.recorded[kind])]
    return [*told, *_said_by_whoever_read_it(view, {held.seq for held in told})]


def _said_by_whoever_read_it(view: View, told: set[int]) -> Iterator[Held[Any]]:
    """What somebody wrote in words that no pattern knows, or in another language."""
    said = {one.event.entry for one in view.recorded[WritingRead] if one.event.holds == "HARM"}
    for kind in kinds_told_in() if said - told else ():
        yield from (held for held in view.recorded[kind] if held.seq in said - told)


def _kinds_that_tell(whole: View, _: tuple[()]) -> tuple[type[Event], ...]:
    """The kinds of which any entry tells of it, once for all readings: mostly none."""
    return tuple(dict.fromkeys(type(held.event) for held in that_tell_of_harm(whole.file)))


def every_told(view: View) -> list[Held[Any]]:
    """Each entry in which it is told, in effect and known."""
    return that_hold(_ever(view.whenever), view.as_of, view.known)


def whom_it_may_mean(view: View, held: Held[Any]) -> frozenset[str]:
    """Whoever may be the one who harms somebody, by the words in an entry."""
    return _meant(view, held).all


def is_only_read(view: View, held: Held[Any]) -> bool:
    """It may mean others than those whom it does, and names none of them."""
    return _meant(view, held).is_only_read


def harm_may_mean(view: View, held: Held[Any], person: str) -> bool:
    """The words in an entry may mean this person, and not for that they are not to be told alone,
    of whom whoever wrote it down was asked.
    """
    return not was_asked(view, held) or person in _meant(view, held, but_kept=True).all


def _meant(view: View, held: Held[Any], *, but_kept: bool = False) -> _Meant:
    event = held.event
    if isinstance(event, SignRecorded) and event.names:
        return _NOBODY_IS
    every = [_Told(held, one) for one in all_told_by_kind().get(type(event), ())]
    found = [_by(view, one, but_kept=but_kept) for one in every]
    named = frozenset[str]().union(*(one.named for one in found))
    around = frozenset[str]().union(*(one.around for one in found))
    if not (named or around) and held.seq in said_to_hold(view, "HARM"):
        told = next((one for one in every if one.words), None)
        named = frozenset() if told is None else _whoever(view, told, _subject(view, told))
    named |= _of_a_call(view, event) if calls_for_help(event) else frozenset()
    is_one, is_read = (any(one[place] for one in found) for place in (2, 3))
    return _Meant(named, around, is_one, is_read)


def is_only_around(view: View, place: int, person: str) -> bool:
    """Words of harm stand in that entry that point at nobody, and do not name them: they are one
    of those around whom it may mean, until a manager has read it.
    """
    meant = _meant_at(view, place)
    return not meant.is_one_of_them and person in meant.around - meant.named


def is_not_of_those_named(view: View, place: int, person: str) -> bool:
    """Words of harm stand in that entry that do not name them, and whoever wrote it named in the
    same act each who may be a danger.
    """
    held, meant = _by_place(view.whenever).get(place), _meant_at(view, place)
    return held is not None and names_each(view, held) and person in meant.around - meant.named


def _meant_at(view: View, place: int) -> _Meant:
    held = _by_place(view.whenever).get(place)
    return _NOBODY_IS if held is None else _meant_now(view)(held)


@worked_out_once
def _by_place(view: View) -> Mapping[int, Held[Any]]:
    return {held.seq: held for held in _ever(view)}


def tells_of_whom_it_is_about(view: View, said: Held[SafetyRecorded]) -> bool:
    """By the words in which somebody says why one is safe that one may harm somebody: unless they
    say whom else they mean, or of what one does to oneself.
    """
    told = _Told(said, _WHY_SAFE)
    if all(harm.is_to_oneself for harm in _harms(view, told, None)):
        return False
    meant = _by(view, told).all
    return not meant or view.the_one(said.event.person) in meant


def _of_a_call(view: View, call: FamilyAsked) -> frozenset[str]:
    """Whoever asks for help now may say nothing of whom they fear: where they name nobody of the
    file it is nobody's turn to be rung.
    """
    caller = view.the_one(call.person)
    named = named_in(view, as_read(call.words or "")) - {caller}
    return named or frozenset(map(view.the_one, caring(view))) - {caller}


def says_more_than_a_wish(view: View, held: Held[Any]) -> bool:
    """Not all that it tells is that somebody is not told, which a manager weighs as a wish; or of
    whom whoever wrote it down was asked, and whoever is meant waits for a manager by that.
    """
    every = [_Told(held, one) for one in all_told_by_kind().get(type(held.event), ())]
    harms = [harm for one in every for harm in _harms(view, one, _subject(view, one))]
    return any(not one.is_kept for one in harms) or (bool(harms) and not was_asked(view, held))


def _harms(view: View, told: _Told, subject: str | None) -> list[Harm]:
    """Without what is weighed as a wish already: whoever may be told by that is not feared."""
    harms = list(harms_in(told.words))
    if not any(one.is_kept for one in harms) or subject is None:
        return harms
    words = of_member(told.held.event, told.member)
    wishes = (one.event for one in view.by[WishRecorded, "child"].get(subject, ()))
    is_weighed = any(one.words == words and keeps_it_from_somebody(one) for one in wishes)
    return [one for one in harms if not (is_weighed and one.is_kept)]


def _by(view: View, told: _Told, *, but_kept: bool = False) -> _Meant:
    subject = _subject(view, told)
    own = None if (is_ours := told.member.mark.is_ours) else subject
    denied = denied_by(told.words, us=is_ours and subject is None, a_child=own in view.children)
    every = (one for one in _harms(view, told, subject) if one not in denied)
    harms = [one for one in every if not (but_kept and one.is_kept)]
    if not harms:
        return _NOBODY_IS
    whose = whose_words(told.held.event, is_ours=is_ours)
    is_theirs = own is not None and told.held.role in FAMILY
    is_asked_of = told.member is not _WHY_SAFE and not is_theirs and was_asked(view, told.held)
    named, also, left_open, points = _NOBODY, _NOBODY, False, False
    for harm in (one for one in harms if not one.is_to_oneself):
        if is_of_nobody(harm, is_adults=own is not None and own not in view.children):
            continue
        # Whom it is written of is not who is kept out of it: "her husband" is somebody else.
        not_they = subject if harm.is_kept else own
        found, more = (_NOBODY, _NOBODY) if is_unexplained(harm) else _named(view, harm, whose)
        found, also = found - {not_they}, also | (more - {not_they})
        named |= found | (frozenset({subject} if subject and harm.is_own and own else ()))
        is_open = _means_an_adult(view, harm, subject)
        if is_theirs and own not in view.children:
            # Whoever writes of it themselves is afraid of somebody, unless they say of what.
            is_open |= harm.feared is None and not harm.is_of_another_child
        # Of whom nothing is said is answered by whoever was asked who may be a danger.
        is_one = points_at_somebody(harm)
        is_answered = is_asked_of and not is_one
        is_left = is_open and not (found or harm.is_own or is_answered)
        left_open, points = left_open or is_left, points or (is_left and is_one)
    if named or not left_open or isinstance(told.held.event, SignRecorded | InjuryRecorded):
        return _Meant(named | also)
    beside = _all(one for one in named_at(view, told.words) if not one.initial)
    # An injury is a child's, whoever tells of it.
    injured = view.children if any(map(is_unexplained, harms)) else ()
    near = _whoever(view, told, subject) | _caring_for(view, injured)
    near = as_written(view, harms, near, own)
    if told.member.mark.is_ours:
        near -= found_safe_before(view, told.held, harms)
    # Nobody of whom whoever was asked said that it is none of them; who came later may be the one.
    outside_of = none_of_these(view, told.held) if is_asked_of else _NOBODY
    around = (near | beside) - {own} - harmed_by_them(view) - outside_of
    held, is_read = of_those_around(view, harms, around, whose)
    return _Meant(named | also, held, points, is_read)


def _named(view: View, harm: Harm, whose: Whose) -> tuple[frozenset[str], frozenset[str]]:
    """Whoever is named in the sentence, but for whom it is done to, who is afraid or only says so,
    where somebody else is; and all of them, where whoever is known there is only not to hear.
    """
    text, spans = harm.sentence, named_at(view, harm.sentence)
    if harm.is_pressure:
        return called_so(view, (o for o in spans if may_press(text, harm, o)), whose), _NOBODY
    within = harm.feared or ((harm.start, harm.end) if harm.is_kept else (0, 0))
    inside = [one for one in spans if within[0] <= one.start < within[1]]
    if inside or harm.feared is not None:
        return called_so(view, inside, whose), _NOBODY
    others = [one for one in spans if not is_not_it(text, harm, one)]
    known = [one for one in others if any(is_on_record(view, who) for who in one.people)]
    is_said = any(is_said_to_be_a_danger(view, who) for one in known for who in one.people)
    # Beside one who is known as a danger whoever else is named was there, said so or was hurt; but
    # for who stands with them: "Dad and his brother".
    beside = (one for one in others if any(are_together(text, one, o) for o in known))
    also = _NOBODY if is_said else called_so(view, others, whose)
    return called_so(view, [*known, *beside] or others, whose), also


def _all(spans: Iterable[Named]) -> frozenset[str]:
    return frozenset[str]().union(*(one.people for one in spans))


def _means_an_adult(view: View, harm: Harm, subject: str | None) -> bool:
    """Whether it may be an adult's doing, or one is feared: another child is no adult, nor is what
    is feared that is nobody.
    """
    spans = named_at(view, harm.sentence)
    # A child whose brother hurts them is not kept safe from their mother by that.
    if any(one.kin in SIBLINGS for one in spans) or harm.is_of_another_child:
        return False
    if not harm.is_fear:
        return True
    said = harm.sentence if harm.feared is None else harm.sentence[slice(*harm.feared)]
    is_a_role = any(one.kin for one in spans) and said is harm.sentence
    if harm.names_somebody or is_a_role or names_another(said, harm):
        return True
    if harm.feared is None:
        return subject in view.children
    return is_left_unsaid(said, by_a_child=subject in view.children)


def _whoever(view: View, told: _Told, subject: str | None) -> frozenset[str]:
    if subject is None:
        return _caring_for(view, view.children)
    if subject in view.children:
        return _caring_for(view, (subject,))
    near = {one for one in caring(view) if is_near(view, one, subject)}
    return frozenset(near | ({subject} if told.member.mark.is_ours else set()))


def _caring_for(view: View, children: Iterable[str]) -> frozenset[str]:
    links = (link.event for child in children for link in view.standings[child].links)
    return frozenset(link.person for link in links if link.role not in NO_PERSON)


def whose(view: View, held: Held[Any]) -> frozenset[str]:
    """Whose words they are, or whom ours are about, as far as that is known."""
    every = (_Told(held, one) for one in all_told_by_kind().get(type(held.event), ()))
    return frozenset(one for told in every if (one := _subject(view, told)) is not None)


def _subject(view: View, told: _Told) -> str | None:
    """Whose words they are, or whom ours are about, where one is named beside them."""
    event, whose = told.held.event, told.member.mark.whose
    if whose == "invitation":
        invited = (
            one.event
            for one in view.holding[MeetingInvited]
            if one.event.invitation == event.invitation
        )
        person = next((one.person for one in invited), None)
    else:
        person = getattr(event, whose, None) or getattr(event, "person", None)
    return None if person is None else view.the_one(person)
