"""What waits for somebody who may let it fall: settled here for every write there is.

A guard refuses no fact. What is written is kept and protects at once; only what it would let fall
waits, unless whoever writes may let it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final

import msgspec

from ..domain.careful import (
    as_if_nobody_had_called,
    refused,
    settled,
    with_what_may_stand_again,
    without,
)
from ..domain.casefile import CaseFile
from ..domain.circumstances import SignRecorded
from ..domain.clocks import ClockSet
from ..domain.content import Content
from ..domain.effects import falls
from ..domain.event import Event
from ..domain.events import (
    AgreementWithdrawn,
    AnyEvent,
    AuthorisationMade,
    ConversationRecorded,
    ResponseRecorded,
    SafetyRecorded,
    WishRecorded,
)
from ..domain.falling import (
    MAY_LET_FALL,
    EffectConfirmed,
    EffectRefused,
    EffectWaits,
    Fall,
    FallKind,
    may_let_fall,
)
from ..domain.folding import Stamp, fold
from ..domain.held import Held, by_place
from ..domain.joinedelsewhere import NoHeardElsewhere
from ..domain.members import own_id
from ..domain.practice import (
    ContactPointRecorded,
    CorrectionAsked,
    DisclosureRecorded,
    EntryCorrected,
    NeedsRecorded,
)
from ..domain.questions import purposes_told_apart
from ..domain.scope import ANY
from ..domain.silencing import hiding, silencing
from ..domain.times import TAKEN_BACK_WITHIN, span
from ..domain.view import View
from ..domain.words.falling import not_counted
from ..domain.written import Written, can_let_fall, may_be_heard, says_why, written
from .moment import Moment, new_id
from .refused import Refused

#: What somebody who may look at it has done: it is asked of them, and not of this. Two managers
#: answer for when something was recorded.
_LOOKED_AT: Final = (EffectConfirmed, EffectRefused, ClockSet)
#: What of an earlier entry is found when somebody says no: it kept their word from counting.
_UNCOUNTED: Final = frozenset({FallKind.OBJECTION, FallKind.WORD})
#: What of an earlier entry is found when there is a sign: it kept it from being about somebody.
_WARNINGS: Final = frozenset({FallKind.PERSON_NOT_SAFE, FallKind.PERSON_NOT_KNOWN})
_MAY_WARN: Final = (
    ContactPointRecorded,
    ConversationRecorded,
    NeedsRecorded,
    SafetyRecorded,
    SignRecorded,
    WishRecorded,
)
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


def would_fall(moment: Moment, after: CaseFile) -> tuple[Fall, ...]:
    """What would fall with what is being written, whoever may let it."""
    new = _new(moment, after)
    found = _fallen(moment, after, new)
    earlier = (one for _, falls in _of_earlier(moment, after, new) for one in falls)
    return (*found, *earlier)


def what_waits(
    moment: Moment, after: CaseFile, told_by: str | None = None, seen: View | None = None
) -> tuple[EffectWaits, ...]:
    """What follows what is being written, in the same append; nothing where nothing waits.

    `after` is the file with it, and `seen` it as it is seen at the moment, where somebody looks at
    it besides. `told_by` is who is named as having said so by telephone. What
    earlier entries would let fall is looked at again: of what somebody says now, and of what is
    confirmed now and was not told to whoever confirms it.
    """
    new = _new(moment, after)
    earlier = (_waits(places, falls) for places, falls in _of_earlier(moment, after, new, seen))
    waits = [one for one in _fallen(moment, after, new) if not _may(moment, one, new)]
    if not waits or _is_taken_back(moment, new.facts):
        return tuple(earlier)
    said = told_by if _may_say_so(moment, told_by, waits) else None
    return (_waits((fact.seq for fact in new.facts), waits, said), *earlier)


def would_wait(moment: Moment, events: Sequence[Event]) -> tuple[EffectWaits, ...]:
    """What would wait of these, were they kept."""
    return what_waits(moment, _with(moment, moment.the_file(), events))


def as_if_kept(moment: Moment, events: Sequence[Event]) -> View:
    """The file as it would be read with these, and with what would wait of them."""
    kept = _with(moment, moment.the_file(), events)
    return View(_with(moment, kept, what_waits(moment, kept)), moment.at, moment.at)


def _with(moment: Moment, file: CaseFile, events: Iterable[Event]) -> CaseFile:
    for event in events:
        file = fold(file, Content(moment.by, event), Stamp(file.folded_to + 1, moment.at))
    return file


def _waits(
    entries: Iterable[int], falls: Iterable[Fall], told_by: str | None = None
) -> EffectWaits:
    return EffectWaits(
        waiting=new_id(), entries=tuple(sorted(entries)), falls=tuple(falls), told_by=told_by
    )


def _of_earlier(
    moment: Moment, after: CaseFile, new: Written, seen: View | None = None
) -> Iterator[tuple[frozenset[int], tuple[Fall, ...]]]:
    """By the places of earlier entries: what they would let fall now, and nobody was told yet."""
    people = may_be_heard(new)
    seen = seen or View(after, moment.at, moment.at)
    if people is None or people:
        yield from _of_uncounted(moment, seen, people)
    if any(isinstance(fact.event, _MAY_WARN) for fact in new.facts):
        for places in hiding(seen, moment.the_file().folded_to):
            falls = tuple(filter(_waits_for, _still_to_be_told(moment, after, places, written(()))))
            if any(one.kind in _WARNINGS for one in falls):
                yield places, falls
    for fact in new.facts:
        if isinstance(fact.event, EffectConfirmed):
            waits = _waiting_by(fact.event.waiting, after)
            places = frozenset(waits.event.entries)
            about = written((one for one in after.every() if one.seq in places), after)
            falls = _still_to_be_told(moment, after, places, about)
            falls = tuple(one for one in falls if _waits_for(one))
            if falls:
                yield places, falls


def _of_uncounted(
    moment: Moment, view: View, people: Collection[str] | None
) -> Iterator[tuple[frozenset[int], tuple[Fall, ...]]]:
    """Entries that keep a word from counting. What is listed is heard from then on, and with it
    whatever else it lets be heard: so few are looked for, one after another.
    """
    newest, looked_at = moment.the_file().folded_to, set[frozenset[int]]()
    is_heard = True
    while is_heard:
        is_heard = False
        after = view.file
        purposes = (ANY, *sorted(purposes_told_apart(view)))
        for places in silencing(view, purposes, newest, people):
            if places in looked_at:
                continue
            looked_at.add(places)
            found = _still_to_be_told(moment, after, places, written(()))
            is_heard = any(one.kind in _UNCOUNTED for one in found)
            if is_heard:
                falls = tuple(_as_uncounted(view, one) for one in found if _waits_for(one))
                yield places, falls
                # Another file, and whatever else is silenced in it.
                after = _with(moment, after, [_waits(places, falls)])
                view = View(after, moment.at, moment.at)
                break


def _waits_for(fall: Fall) -> bool:
    """For somebody who may let it."""
    return fall.kind in MAY_LET_FALL


def _still_to_be_told(
    moment: Moment, after: CaseFile, places: frozenset[int], about: Written
) -> tuple[Fall, ...]:
    """What stands without what was written at these places, and not with it; but for what stands
    with them on the list already.
    """
    told = {
        _thing(fall)
        for waits in after.of(EffectWaits)
        if places <= frozenset(waits.event.entries)
        for fall in waits.event.falls
    }
    kept = View(without(after, places), moment.at, moment.at)
    counted = View(after, moment.at, moment.at, confirmed=places)
    found = falls(kept, counted, about, moment.policy, moment.directory)
    return tuple(fall for fall in found if _thing(fall) not in told)


def _thing(fall: Fall) -> tuple[str | None, ...]:
    """What falls, whichever words it was told in. What has no id or place is told by its words."""
    return (fall.kind, fall.person, fall.about or fall.words)


def _as_uncounted(view: View, fall: Fall) -> Fall:
    """A child's wish is no answer, and is told as what it is."""
    said = next((said for said in view.file.responses if said.event.response == fall.about), None)
    if fall.kind not in _UNCOUNTED or said is None:
        return fall
    return msgspec.structs.replace(fall, words=not_counted(view, said))


def _may_say_so(moment: Moment, staff: str | None, falls: Sequence[Fall]) -> bool:
    """Whether the person named is known to be somebody who may let all of it fall: by the role in
    which they have recorded something, on this file or for the authority. Of anybody else the word
    is not enough, and what they would let fall waits like any other. Nor is anybody's, once such a
    thing was refused, or while it has fallen by telephone already: else whoever typed it types it
    again, in the same name, and a word that nobody confirms never ends.
    """
    fallen_so = {
        _thing(fall)
        for held in moment.the_file().of(EffectWaits)
        if held.event.told_by is not None
        for fall in held.event.falls
    }
    if not fallen_so.isdisjoint(map(_thing, falls)):
        return False
    said_no_to = {
        (fall.kind, fall.person)
        for held in refused(moment.the_file(), moment.at)
        for fall in held.event.falls
    }
    if any((fall.kind, fall.person) in said_no_to for fall in falls):
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


def _fallen(moment: Moment, after: CaseFile, new: Written) -> tuple[Fall, ...]:
    looked_at = any(isinstance(fact.event, _LOOKED_AT) for fact in new.facts)
    if not new.facts or looked_at or not moment.the_file().facts or not can_let_fall(new):
        return ()
    places = frozenset(fact.seq for fact in new.facts)
    file = as_if_nobody_had_called(moment.the_file(), moment.at)
    stood = moment.view() if file is moment.file else View(file, moment.at, moment.at)
    after = as_if_nobody_had_called(after, moment.at)
    counted = View(after, moment.at, moment.at, confirmed=places)
    return falls(stood, counted, new, moment.policy, moment.directory)


def _may(moment: Moment, fall: Fall, new: Written) -> bool:
    """Whoever writes may let it fall, and says why or from where they know. What was pressed online
    is for whoever calls.
    """
    if not _waits_for(fall):
        return True
    if fall.kind is FallKind.PRESSED_ONLINE or not may_let_fall(moment.by.role, [fall]):
        return False
    return any(says_why(fact.event) for fact in new.facts)


# ── taken back by whoever typed it ──────────────────────────────────────────────────────────


def _is_taken_back(moment: Moment, new: Sequence[Held[Event]]) -> bool:
    """Somebody takes back what they have just typed themselves, before anything rests on it."""
    (first, *others) = new
    if others or not isinstance(first.event, EntryCorrected):
        return False
    file, corrects = moment.the_file(), first.event.corrects
    # What a manager refused is lifted by nobody else who types it once more.
    if any(held.event.corrects == corrects for held in file.of(EntryCorrected)):
        return False
    facts = list(with_what_may_stand_again(file, moment.at).every())
    return any(
        fact.by == moment.by.id
        and moment.at - fact.recorded_at <= TAKEN_BACK_WITHIN
        and not _rests_on(fact, facts, moment.at)
        for fact in facts
        if fact.seq == corrects
    )


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
    """What was pressed online counts once they were called, and said so again in that call."""
    waits = _need_what_waits(confirmed.waiting, moment)
    if isinstance(_said_of(waits, moment), EffectConfirmed):
        raise Refused("settled-already", "/waiting")
    pressed = {f.person for f in waits.event.falls if f.kind is FallKind.PRESSED_ONLINE}
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
    return [refused]


def _need_what_waits(waiting: str, moment: Moment) -> Held[EffectWaits]:
    """Raises `Refused` for whoever may not let it fall."""
    waits = _waiting_by(waiting, moment.the_file())
    if not may_let_fall(moment.by.role, waits.event.falls):
        raise Refused("effect-by-manager")
    return waits


def _waiting_by(waiting: str, file: CaseFile) -> Held[EffectWaits]:
    return next(held for held in file.of(EffectWaits) if held.event.waiting == waiting)


def _said_of(waits: Held[EffectWaits], moment: Moment) -> Event | None:
    said = settled(moment.the_file(), waits, moment.at)
    return None if said is None else said.event
