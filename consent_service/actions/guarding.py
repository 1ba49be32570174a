"""What waits for somebody who may let it fall: settled here for every write there is.

A guard refuses no fact. What is written is kept and protects at once; only what it would let fall
waits, unless whoever writes may let it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from ..domain.families.staffofaname import is_namesake
from ..domain.file.bounds import Steps
from ..domain.file.casefile import CaseFile
from ..domain.file.held import Held, by_place
from ..domain.file.leavingout import without
from ..domain.file.view import View
from ..domain.file.whatwaits import (
    as_if_nobody_had_called,
    refused,
    settled,
    with_what_may_stand_again,
)
from ..domain.lifting.effects import TOO_MUCH, falls
from ..domain.lifting.written import Written, can_let_fall, says_why, written
from ..domain.recorded.clocks import ClockSet
from ..domain.recorded.event import Event, tag_of
from ..domain.recorded.events import (
    AgreementWithdrawn,
    AnyEvent,
    AuthorisationMade,
    ConversationRecorded,
    ResponseRecorded,
    ValidityChanged,
    WishRecorded,
)
from ..domain.recorded.falling import (
    EffectConfirmed,
    EffectRefused,
    EffectWaits,
    Fall,
    FallKind,
    may_let_fall,
)
from ..domain.recorded.joinedelsewhere import NoHeardElsewhere
from ..domain.recorded.members import own_id
from ..domain.recorded.practice import CorrectionAsked, DisclosureRecorded, EntryCorrected
from ..domain.said.overheard import as_if_alone
from ..domain.times import TAKEN_BACK_WITHIN, span
from ..domain.words.falling import ends_what_was_heard
from .lookedatagain import of_earlier, the_thing, wait, waiting_by, waits_for, with_these
from .moment import Moment
from .refused import Refused
from .waysin import given_under

#: What somebody who may look at it has done: it is asked of them, and not of this. Two managers
#: answer for when something was recorded.
_LOOKED_AT: Final = (EffectConfirmed, EffectRefused, ClockSet)
#: The methods by which somebody is spoken to: what is pressed or posted again is no call.
_SPOKEN: Final = frozenset(
    {
        "IN_PERSON_SIGNED",
        "IN_PERSON_VERBAL",
        "PHONE_VERBAL",
        "VIDEO_VERBAL",
        "BSL_OR_OTHER_COMMUNICATION",
    }
)
#: What anybody of the family said themself.
_SAYS_SOMETHING: Final = (
    ResponseRecorded,
    AgreementWithdrawn,
    NoHeardElsewhere,
    WishRecorded,
    CorrectionAsked,
)


class WouldFall(NamedTuple):
    """What would fall with what is being written, and of which earlier entries: all of it within
    one bound, so that one write keeps nobody waiting for twice that.
    """

    new: Written
    falls: tuple[Fall, ...]
    earlier: tuple[tuple[frozenset[int], tuple[Fall, ...]], ...]
    #: A joining ends by which something is heard on this file or the other.
    is_heard_by: bool = False
    #: Of these nobody says why they fall.
    for_no_reason: tuple[Fall, ...] = ()

    @property
    def lifted(self) -> tuple[Fall, ...]:
        """What is being written would lift it, or what it confirms."""
        return tuple(dict.fromkeys((*self.falls, *(self._of_earlier if self._confirms else ()))))

    @property
    def counts_meanwhile(self) -> tuple[Fall, ...]:
        """Nothing that is being written lifts it: an earlier entry would, once a manager has
        confirmed that.
        """
        return () if self._confirms else tuple(dict.fromkeys(self._of_earlier))

    @property
    def _of_earlier(self) -> Iterator[Fall]:
        return (one for _, falls in self.earlier for one in falls)

    @property
    def _confirms(self) -> bool:
        return any(isinstance(fact.event, EffectConfirmed) for fact in self.new.facts)


def would_fall(
    moment: Moment, after: CaseFile, seen: View | None = None, *, is_heard_by: bool = False
) -> WouldFall:
    """What would fall with what is being written: `after` is the file with it, and `seen` it as it
    is seen at the moment, where somebody looks at it besides. What earlier entries would let fall
    is looked at again: of what somebody says now, and of what is confirmed now and was not told to
    whoever confirms it. `is_heard_by`: a joining ends, and something is heard by it, here or there.
    """
    new, steps = _new(moment, after), Steps()
    # First, as many entries would wait where these were not looked at; of what is being written it
    # is this one.
    earlier = tuple(of_earlier(moment, after, new, steps, seen))
    found = _fallen(moment, after, new, steps)
    if is_heard_by:
        found += (Fall(FallKind.WORD, ends_what_was_heard()),)
    return WouldFall(
        new, found, earlier, is_heard_by, _for_no_reason(moment, after, new, found, steps)
    )


def what_waits(
    moment: Moment, after: CaseFile, told_by: str | None = None, seen: View | None = None
) -> tuple[EffectWaits, ...]:
    """What follows what is being written, in the same append; nothing where nothing waits.
    `told_by` is who is named as having said so by telephone.
    """
    return waiting_of(moment, would_fall(moment, after, seen), told_by)


def waiting_of(
    moment: Moment, found: WouldFall, told_by: str | None = None
) -> tuple[EffectWaits, ...]:
    """The same where what would fall was found already."""
    new = found.new
    unexplained = set(map(the_thing, found.for_no_reason))
    waits = [
        one
        for one in found.falls
        if waits_for(one) and (the_thing(one) in unexplained or not _may(moment, one))
    ]
    earlier = tuple(wait(places, falls) for places, falls in found.earlier)
    # What protects somebody goes for a reason that says why, here as anywhere: a decision does not.
    is_said = all(one.kind is FallKind.DECISION_STRUCK for one in waits) or all(
        says_why(one.event) for one in new.facts
    )
    if not waits or (is_said and not found.is_heard_by and _is_taken_back(moment, new.facts)):
        return earlier
    said = told_by if _may_say_so(moment, told_by, waits) else None
    return (wait((fact.seq for fact in new.facts), waits, said), *earlier)


def would_wait(moment: Moment, events: Sequence[Event]) -> tuple[EffectWaits, ...]:
    """What would wait of these, were they kept."""
    return what_waits(moment, with_these(moment, moment.the_file(), events))


def as_if_kept(moment: Moment, events: Sequence[Event]) -> View:
    """The file as it would be read with these, and with what would wait of them."""
    kept = with_these(moment, moment.the_file(), events)
    return View(with_these(moment, kept, what_waits(moment, kept)), moment.at, moment.at)


def _may_say_so(moment: Moment, staff: str | None, falls: Sequence[Fall]) -> bool:
    """Whether the person named is known to be somebody who may let all of it fall: by the role in
    which they have recorded something, on this file or for the authority. Of anybody else the word
    is not enough, and what they would let fall waits like any other. Nor is anybody's, once such a
    thing was refused, or while it has fallen by telephone already: else whoever typed it types it
    again, in the same name, and a word that nobody confirms never ends.
    """
    fallen_so = {
        the_thing(fall)
        for held in moment.the_file().of(EffectWaits)
        if held.event.told_by is not None
        for fall in held.event.falls
    }
    if not fallen_so.isdisjoint(map(the_thing, falls)):
        return False
    said_no_to = {
        (fall.kind, fall.person)
        for held in refused(moment.the_file(), moment.at)
        for fall in held.event.falls
    }
    if any((fall.kind, fall.person) in said_no_to for fall in falls):
        return False
    if is_namesake(moment.authority_file, staff, moment.view()):
        return False
    roles = {
        fact.role
        for file in (moment.the_file(), moment.authority_file)
        for fact in file.every()
        if fact.by == staff
    }
    return any(may_let_fall(role, falls) for role in roles)


def _new(moment: Moment, after: CaseFile) -> Written:
    if after is moment.file:
        # A question: no fact is gone through, however many there are.
        return written(())
    last = moment.the_file().folded_to
    found = sorted([f for f in after.every() if f.seq > last], key=by_place)
    return written(found, after)


def _fallen(moment: Moment, after: CaseFile, new: Written, steps: Steps) -> tuple[Fall, ...]:
    looked_at = any(isinstance(fact.event, _LOOKED_AT) for fact in new.facts)
    if not new.facts or looked_at or not moment.the_file().facts or not can_let_fall(new):
        return ()
    places = frozenset(fact.seq for fact in new.facts)
    file = as_if_nobody_had_called(moment.the_file(), moment.at)
    stood = moment.view() if file is moment.file else View(file, moment.at, moment.at)
    after = as_if_nobody_had_called(after, moment.at)
    counted = View(_as_if_alone(after, new), moment.at, moment.at, confirmed=places)
    return falls(stood, counted, new, moment.policy, moment.directory, steps=steps)


def _as_if_alone(after: CaseFile, new: Written) -> CaseFile:
    """With what is pressed online read as if nobody had heard it, and nobody doubted it: what it is
    pressed over waits for a call all the same. Who doubts it, and why, may be known to nobody who
    reads what came of it.
    """
    if not new.pressed:
        return after
    places = {fact.seq for fact in new.facts}
    talks = (as_if_alone(h) if h.seq in places else h for h in after.of(ConversationRecorded))
    doubts = (held for held in after.of(ValidityChanged) if held.seq not in places)
    read = {tag_of(ConversationRecorded): tuple(talks), tag_of(ValidityChanged): tuple(doubts)}
    return msgspec.structs.replace(after, facts=after.facts | read)


def _for_no_reason(
    moment: Moment, after: CaseFile, new: Written, found: tuple[Fall, ...], steps: Steps
) -> tuple[Fall, ...]:
    """Each thing falls for a reason of its own: what is left of it without those entries that say
    why, or from where it is known, falls by what says nothing.
    """
    if not found:
        return ()
    why = frozenset(fact.seq for fact in new.facts if says_why(fact.event))
    if not why or not any(_may(moment, fall) for fall in found):
        return found
    rest, left = [fact for fact in new.facts if fact.seq not in why], without(after, why)
    fallen = _fallen(moment, left, written(rest, left), steps) if rest else ()
    things = set(map(the_thing, fallen))
    # What is too much to work out may be any of it.
    return found if TOO_MUCH in fallen else tuple(f for f in found if the_thing(f) in things)


def _may(moment: Moment, fall: Fall) -> bool:
    """Whoever writes may let it fall, and is not of the name of somebody on the file. What was
    pressed online is for whoever calls.
    """
    if fall.kind is FallKind.PRESSED_ONLINE or not may_let_fall(moment.by.role, [fall]):
        return False
    return not is_namesake(moment.authority_file, moment.by.id, moment.view())


# ── taken back by whoever typed it ──────────────────────────────────────────────────────────


def _is_taken_back(moment: Moment, new: Sequence[Held[Event]]) -> bool:
    """Somebody takes back what they have just typed themselves, before anything rests on it: what
    is taken back with it does not.
    """
    corrects = {one.event.corrects for one in new if isinstance(one.event, EntryCorrected)}
    if len(corrects) != len(new):
        return False
    file = moment.the_file()
    # What a manager refused is lifted by nobody else who types it once more.
    if any(held.event.corrects in corrects for held in file.of(EntryCorrected)):
        return False
    facts = list(with_what_may_stand_again(file, moment.at).every())
    others = [fact for fact in facts if fact.seq not in corrects]
    mine = {
        fact.seq
        for fact in facts
        if fact.seq in corrects
        and fact.by == moment.by.id
        and moment.at - fact.recorded_at <= TAKEN_BACK_WITHIN
        and not _rests_on(fact, others, moment.at)
    }
    return mine == corrects


def _rests_on(fact: Held[Event], every: Iterable[Held[Event]], now: datetime) -> bool:
    """Something recorded since names it; or somebody has decided or shared since, or said something
    of the family: who says no says it of what was on record then.
    """
    name = own_id(type(fact.event))
    id = None if name is None else getattr(fact.event, name).encode()
    return any(
        isinstance(other.event, DisclosureRecorded | AuthorisationMade)
        or (isinstance(other.event, _SAYS_SOMETHING) and other.recorded_at > fact.recorded_at)
        or (id is not None and id in msgspec.json.encode(other.event))
        for other in every
        if other.seq > fact.seq and other.holds(other.effective_at, now)
    )


# ── looked at by whoever may ────────────────────────────────────────────────────────────────


def confirm_effect(confirmed: EffectConfirmed, moment: Moment) -> Sequence[AnyEvent]:
    """What was pressed online counts once they were called, and said so again in that call.
    Anything else falls for a reason that says why.
    """
    _need_somebody_else(moment)
    waits = _need_what_waits(confirmed.waiting, moment)
    if isinstance(_said_of(waits, moment), EffectConfirmed):
        raise Refused("settled-already", "/waiting")
    falls = waits.event.falls
    pressed = {f.person for f in falls if f.kind is FallKind.PRESSED_ONLINE}
    if any(f.kind is not FallKind.PRESSED_ONLINE for f in falls) and not says_why(confirmed):
        raise Refused("reason-says-too-little", "/reason")
    if pressed:
        talk = moment.view().conversations.get(confirmed.conversation or "")
        if talk is None or not _is_the_call(talk, waits, pressed):
            raise Refused("not-on-file", "/conversation")
    return [confirmed]


def _is_the_call(
    talk: Held[ConversationRecorded], waits: Held[EffectWaits], pressed: Collection[str | None]
) -> bool:
    """They were spoken to themselves, and not online again; after they had pressed; and nobody
    thinks that they were pressed to it.
    """
    said = talk.event
    return (
        said.person in pressed
        and said.method in _SPOKEN
        and said.pressure_concern == "NONE"
        and talk.seq > waits.seq
        and span(said.effective_at, said.precision).end > waits.recorded_at
    )


def refuse_effect(refused: EffectRefused, moment: Moment) -> Sequence[AnyEvent]:
    """It stands again, or goes on standing; what was recorded stays beside it. What was confirmed
    can be refused after all: that only makes answers more careful.
    """
    waits = _need_what_waits(refused.waiting, moment)
    if isinstance(_said_of(waits, moment), EffectRefused):
        raise Refused("settled-already", "/waiting")
    return [refused, *given_under(waits, moment)]


def _need_what_waits(waiting: str, moment: Moment) -> Held[EffectWaits]:
    """Raises `Refused` for whoever may not let it fall."""
    waits = waiting_by(waiting, moment.the_file())
    if not may_let_fall(moment.by.role, waits.event.falls):
        raise Refused("effect-by-manager")
    return waits


def _need_somebody_else(moment: Moment) -> None:
    """Raises `Refused` for whoever has the name of somebody on the file."""
    if is_namesake(moment.authority_file, moment.by.id, moment.view()):
        raise Refused("someone-else-must-review")


def _said_of(waits: Held[EffectWaits], moment: Moment) -> Event | None:
    said = settled(moment.the_file(), waits, moment.at)
    return None if said is None else said.event
