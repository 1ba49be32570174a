"""The careful reading: with what waits and without it, and the more careful counts.

What waits is known, and protects at once; only what it would lift stands until somebody who may has
confirmed it. So a file is read without the entries that wait and once more after each of them, in
the order recorded, and whoever promises less is believed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import Any, Final, Self, TypeAlias, TypeVar

import msgspec

from .casefile import CaseFile
from .circumstances import DeathRecorded, PeopleJoined
from .event import Event, tag_of
from .events import EnquiryClosed, Response
from .falling import EffectConfirmed, EffectRefused, EffectWaits, FallKind
from .goesby import asked_anew, note_all
from .held import AFTER_ALL, File, Held, Look
from .joinedelsewhere import NoHeardElsewhere
from .joining import as_one, births_told, same_as, since
from .leavingout import LeavingOut, count_of_parts, parts, without
from .memo import Memo, cached_property
from .practice import EntryCorrected
from .workingdays import end_of_working_days_after

F = TypeVar("F", bound=File)
#: What somebody who may look at it said of what waits.
_Settled: TypeAlias = Held[EffectConfirmed] | Held[EffectRefused]

_PLACE: Final = attrgetter("seq")


def waiting(file: File, known: datetime) -> tuple[Held[EffectWaits], ...]:
    """What waited by `known`, in the order recorded; what was refused among it, for good."""
    said = _last_said(file, known)
    every = file.of(EffectWaits)
    return tuple(held for held in every if _waits(held, said.get(held.event.waiting), known))


def let_fall(file: File, known: datetime) -> frozenset[int]:
    """The places of the entries whose effect waited, and by `known` no longer did."""
    still = _places(waiting(file, known))
    return _places(h for h in file.of(EffectWaits) if h.recorded_at <= known) - still


def confirmed(file: File, known: datetime) -> frozenset[int]:
    """Those of them that somebody looked at and confirmed, in all that each was said to lift."""
    told = (held for held in file.of(EffectWaits) if held.recorded_at <= known)
    said = _last_said(file, known)
    open_still = (h for h in told if not _is_confirmed(said.get(h.event.waiting)))
    return let_fall(file, known) - _places(open_still)


def _places(waits: Iterable[Held[EffectWaits]]) -> frozenset[int]:
    return frozenset(seq for held in waits for seq in held.event.entries)


def _is_confirmed(said: _Settled | None) -> bool:
    return said is not None and isinstance(said.event, EffectConfirmed)


def settled(file: File, waits: Held[EffectWaits], known: datetime) -> _Settled | None:
    """What was last said of it; None while nobody has."""
    return _last_said(file, known).get(waits.event.waiting)


def _last_said(file: File, known: datetime) -> dict[str, _Settled]:
    """The same by what waits: gone through once, however much of it there is."""
    if not file.of(EffectConfirmed) and not file.of(EffectRefused):
        return {}
    every: list[_Settled] = [
        *file.holding(EffectConfirmed, known, known),
        *file.holding(EffectRefused, known, known),
    ]
    return {held.event.waiting: held for held in sorted(every, key=_PLACE)}


def holds_until(waits: Held[EffectWaits]) -> datetime:
    """Until when a manager's word by telephone is enough: the end of the next working day."""
    return end_of_working_days_after(waits.recorded_at, 1)


def _waits(waits: Held[EffectWaits], said: _Settled | None, known: datetime) -> bool:
    if waits.recorded_at > known:
        return False
    if said is not None:
        return isinstance(said.event, EffectRefused)
    return waits.event.told_by is None or known >= holds_until(waits)


def refused(file: File, known: datetime) -> Iterator[Held[EffectWaits]]:
    """What somebody who may has refused; and what was done on a manager's word by telephone that
    nobody confirmed in time.
    """
    said = _last_said(file, known)
    for held in waiting(file, known):
        if held.event.told_by is not None or held.event.waiting in said:
            yield held


def as_if_nobody_had_called(file: CaseFile, known: datetime) -> CaseFile:
    """A word by telephone holds for a day: what stands only without it stands behind it."""
    (*every,) = file.of(EffectWaits)
    on_trust = [h for h in every if h.event.told_by and settled(file, h, known) is None]
    if not on_trust:
        return file
    kind = tag_of(EffectWaits)
    return msgspec.structs.replace(
        file, facts=file.facts | {kind: tuple(_not_told_by_anybody(h) for h in every)}
    )


def _not_told_by_anybody(held: Held[EffectWaits]) -> Held[EffectWaits]:
    return msgspec.structs.replace(held, event=msgspec.structs.replace(held.event, told_by=None))


def with_what_stands(file: F, known: datetime) -> F:
    """The file as if nothing on it had been struck by an entry that waits, or that was refused, and
    nobody had died and no enquiry ended by one that was refused. Whoever asks whether something was
    found to be an error asks here.
    """
    waits = waiting(file, known)
    if not waits:
        return file
    struck = _places_of(file, EntryCorrected) & _places(waits)
    return without(file, struck | _refused_ends(file, known))


def with_what_may_stand_again(file: F, known: datetime = AFTER_ALL) -> F:
    """The same of what was struck on a manager's word by telephone, which nobody has confirmed yet:
    it may stand again.
    """
    every = file.of(EffectWaits)
    if not every:
        return file
    said = _last_said(file, known)
    open_still = (h for h in every if not _is_confirmed(said.get(h.event.waiting)))
    return without(file, _places_of(file, EntryCorrected) & _places(open_still))


def without_refused_ends(file: F, known: datetime) -> F:
    """The file as if nothing had ended by an entry that somebody who may has looked at and refused:
    no error, no death, no end of an enquiry. What only waits is there, because it protects at once,
    and so is what nobody confirmed in time: of that nobody has said that it is not so.
    """
    return without(file, _refused_ends(file, known)) if file.of(EffectRefused) else file


def _refused_ends(file: File, known: datetime) -> frozenset[int]:
    return _refused(file, known, _ENDS)


def _never_said(file: File, known: datetime) -> frozenset[int]:
    """A death, and the end of an enquiry, that somebody who may has looked at and refused: whoever
    is alive is in every reading. What was called an error and was none stays on the list of these.
    """
    return _refused(file, known, _OVER) if file.of(EffectRefused) else frozenset()


def _refused(file: File, known: datetime, kinds: tuple[type[Event], ...]) -> frozenset[int]:
    said = _last_said(file, known)
    refused = (held for held in waiting(file, known) if held.event.waiting in said)
    return _places_of(file, *kinds) & _places(refused)


#: What is over: somebody's life, or an enquiry.
_OVER: Final = (DeathRecorded, EnquiryClosed)
#: What ends something: what somebody said, what was to be done with them, or in an enquiry.
_ENDS: Final = (EntryCorrected, *_OVER)


def _places_of(file: File, *kinds: type[Event]) -> frozenset[int]:
    return frozenset(held.seq for kind in kinds for held in file.of(kind))


#: Of the births that a file is read with: that whoever is overdue was born, and nobody said so.
UNSEEN: Final = -1


class Careful(Look[CaseFile]):
    """A look at a family's file that knows what waits.

    `confirmed` are the places of entries whose effect is taken as confirmed. Of a reading, `whole`
    is the look that it belongs to, and `left_out` the places of what it is read without. `like` is
    a look at the same file, as known and as read, at another moment. Of one that is asked `anew` it
    is known what was asked of it.
    """

    def __init__(
        self,
        file: CaseFile,
        as_of: datetime,
        known: datetime,
        *,
        confirmed: frozenset[int] = frozenset(),
        whole: Self | None = None,
        left_out: frozenset[int] = frozenset(),
        birth: int = 0,
        like: Self | None = None,
        anew: bool = False,
    ) -> None:
        if like is None:
            if whole is None:
                #: The places of what is in no reading of it.
                self.never_said = _never_said(file, known)
                read = without(file, self.never_said)
            else:
                self.never_said = whole.never_said
                read = whole.leaving_out.without(left_out | self.never_said)
            #: By each other id of a person who stands on the file twice: the one that they go by.
            self.same = same_as(read, known)
            #: How many births are told of one person.
            self.births = births_told(read, self.same, known)
            read = as_one(read, self.same, known, birth) if self.same else read
            read = asked_anew(read) if anew else read
        else:
            read, self.same, self.births = like.read, like.same, like.births
            self.never_said = like.never_said
        #: What turns on no moment is as it is there.
        self.like = like
        #: Which of the births is read.
        self.birth = birth
        self.is_as_if_born = birth == UNSEEN
        super().__init__(file, as_of, known, read)
        self.confirmed = confirmed
        self.whole = whole
        self.left_out = left_out

    @cached_property
    def at(self) -> Memo[datetime, Self]:
        """The same file, as known and as read, at any other moment."""
        return Memo(lambda as_of: self if as_of == self.as_of else self._then(as_of))

    def _then(self, as_of: datetime) -> Self:
        whole = None if self.whole is None else self.whole.at[as_of]
        if whole is not None and self.birth:
            note_all(self.read)
            then = next(one for one in whole.readings if one.left_out == self.left_out)
            return then.as_born[self.birth]
        return type(self)(
            self.file,
            as_of,
            self.known,
            confirmed=self.confirmed,
            whole=whole,
            left_out=self.left_out,
            birth=self.birth,
            like=self,
        )

    @property
    def together(self) -> Self:
        """The look that this is one reading of; itself where it is read alone. What is made of all
        readings is the same in each, and worked out there once.
        """
        return self if self.whole is None else self.whole

    @cached_property
    def leaving_out(self) -> LeavingOut[CaseFile]:
        """The file, to be read without this and without that."""
        return LeavingOut(self.file)

    @cached_property
    def asked_anew(self) -> Self:
        """This reading, of which nobody has asked anything, and of which it is known what is."""
        return self._without(self.left_out, self.birth, anew=True)

    @cached_property
    def readings(self) -> tuple[Self, ...]:
        """Read with all that waits, then with less of it, whatever may be confirmed and whatever
        not: the most careful counts.
        """
        if self.whole is not None:
            return self.whole.readings
        if not self._waits:
            return (self,)
        return tuple(self._without(frozenset(chain(*some))) for some in parts(self._waits))

    @cached_property
    def _waits(self) -> tuple[tuple[int, ...], ...]:
        """One entry may wait for more than one thing. What counts as never said waits for none."""
        never, waits = self.never_said, waiting(self.file, self.known)
        left = (tuple(one for one in held.event.entries if one not in never) for held in waits)
        return tuple(dict.fromkeys(filter(None, left)))

    @property
    def count_of_readings(self) -> int:
        """How many there are, before any of them is read."""
        if self.whole is not None:
            return self.whole.count_of_readings
        return count_of_parts(len(self._waits))

    def _without(self, places: frozenset[int], birth: int = 0, *, anew: bool = False) -> Self:
        return type(self)(
            self.file,
            self.as_of,
            self.known,
            confirmed=self.confirmed,
            whole=self.together,
            left_out=places,
            birth=birth,
            anew=anew,
        )

    @cached_property
    def as_born(self) -> tuple[Self, ...]:
        """This reading; and, where the entries of one child say other births, that with each; and,
        where a birth may have gone unseen, that with it. Who decides goes by the more careful until
        one of them is put right, or the birth put on record.
        """
        births = (*range(1, self.births), *((UNSEEN,) if self.may_be_born else ()))
        return (self, *(self._without(self.left_out, birth) for birth in births))

    @cached_property
    def may_be_born(self) -> bool:
        """Somebody stands on the file as unborn, and was expected before this day."""
        return False

    @cached_property
    def let_fall(self) -> frozenset[int]:
        """The places of entries whose effect waited and has been confirmed."""
        if self.whole is not None:
            return self.whole.let_fall
        return self.confirmed | let_fall(self.file, self.known)

    @cached_property
    def with_what_stands(self) -> Self:
        """The same look: nothing is an error in it by what waits, nor ends by what was refused."""
        if self.whole is not None:
            return self._as_whole(self.whole.with_what_stands)
        return self._at(with_what_stands(self.file, self.known))

    @cached_property
    def without_refused_ends(self) -> Self:
        """The same look, in which nothing ends by what was refused."""
        if self.whole is not None:
            return self._as_whole(self.whole.without_refused_ends)
        return self._at(without_refused_ends(self.file, self.known))

    def _as_whole(self, found: Self) -> Self:
        return self if found is self.whole else found

    def _at(self, file: CaseFile) -> Self:
        return self if file is self.file else type(self)(file, self.as_of, self.known)

    @cached_property
    def apart(self) -> Self:
        """For a page: nobody is somebody else as well before a manager has confirmed it."""
        told = (held for held in self.file.of(EffectWaits) if held.recorded_at <= self.known)
        places = _places(
            held
            for held in told
            if any(fall.kind is FallKind.ONE_PERSON for fall in held.event.falls)
            and not _is_confirmed(settled(self.file, held, self.known))
        )
        if not places:
            return self
        return type(self)(without(self.file, places), self.as_of, self.known)

    def the_one(self, person: str) -> str:
        """The id that a person goes by, whichever of theirs is given."""
        return self.same.get(person, person)

    def each_one(self, people: Iterable[str]) -> tuple[str, ...]:
        """The same of several, each id once."""
        if not self.same:
            return tuple(dict.fromkeys(people))
        return tuple(dict.fromkeys(self.same.get(person, person) for person in people))

    def is_one_voice(self, later: Held[Response], no: Held[Response]) -> bool:
        """Both were said under one id, or the later since the two were joined: so long a no of
        either of them stands. So does one that was heard of them on another file.
        """
        if isinstance(no.event, NoHeardElsewhere):
            return _was_said_since(later, no)
        if not self.same:
            return True
        joined = self._since.get(frozenset((self._voices[later.seq], self._voices[no.seq])))
        return joined is None or _was_said_since(later, joined)

    @cached_property
    def _since(self) -> dict[frozenset[str], Held[PeopleJoined]]:
        return since(self.read, self.known)

    @cached_property
    def _voices(self) -> dict[int, str]:
        return {said.seq: said.event.person for said in self.file.responses}


def _was_said_since(said: Held[Response], entry: Held[Any]) -> bool:
    """Said, and put on record, after that entry: what is only typed later is no answer to it."""
    return said.seq > entry.seq and said.effective_at >= entry.recorded_at
