"""The careful reading: with what waits and without it, and the more careful counts.

What waits is known, and protects at once; only what it would lift stands until somebody who may has
confirmed it. So a file is read without the entries that wait and once more after each of them, in
the order recorded, and whoever promises less is believed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import chain
from typing import Any, Final, Self

from ..memo import Memo, cached_property
from ..recorded.circumstances import PeopleJoined
from ..recorded.events import Response
from ..recorded.falling import EffectWaits
from ..recorded.joinedelsewhere import NoHeardElsewhere
from .casefile import CaseFile
from .goesby import asked_anew, note_all
from .held import Held, Look
from .joining import Joining, births_told, same_as, since
from .leavingout import LeavingOut, count_of_parts, parts, without
from .whatwaits import (
    joined_by_nobody,
    let_fall,
    never_said,
    waiting,
    with_what_stands,
    without_refused_ends,
)
from .whilejoined import while_joined

#: Looks that one look leads to.
_OTHERS: Final = frozenset({"asked_anew", "with_what_stands", "without_refused_ends"})
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
                self.never_said = never_said(file, known)
                #: Those by which some are said to be one person, and no manager has confirmed it.
                self.yet_apart = joined_by_nobody(file, known) - self.never_said
                read = without(file, self.never_said | self.yet_apart)
                #: Files of this look, read as those of fewer people.
                self.joining = Joining()
            else:
                self.never_said, self.yet_apart = whole.never_said, whole.yet_apart
                self.joining = whole.joining
                read = whole.leaving_out.without(left_out | self.never_said)
            # What was heard of them on another file was theirs only while they were joined.
            read = while_joined(read)
            #: By each other id of a person who stands on the file twice: the one that they go by.
            self.same = same_as(read, known)
            #: How many births are told of one person.
            self.births = births_told(read, self.same, known)
            read = self.joining.as_one(read, self.same, known, birth) if self.same else read
            read = asked_anew(read) if anew else read
        else:
            read, self.same, self.births = like.read, like.same, like.births
            self.never_said, self.yet_apart = like.never_said, like.yet_apart
            self.joining = like.joining
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
    def together(self) -> Self:
        """The look that this is one reading of; itself where it is read alone. What is made of all
        readings is the same in each, and worked out there once.
        """
        return self if self.whole is None else self.whole

    def let_go(self) -> None:
        """With all that it is besides: other moments, other readings."""
        known = self.__dict__
        besides = [*known.get("at", {}).values(), *known.get("as_born", ())]
        besides += [known[name] for name in _OTHERS & known.keys()]
        if self.whole is None:
            besides += [*known.get("readings", ()), *known.get("readings_apart", ())]
        super().let_go()
        for one in besides:
            if one is not self and one is not self.whole:
                one.let_go()

    @property
    def whenever(self) -> Self:
        """The same file, as known and as read, at the moment that was asked about first: what turns
        on no moment is worked out there, however many are asked about.
        """
        return self if self.like is None else self.like.whenever

    @cached_property
    def at(self) -> Memo[datetime, Self]:
        """The same file, as known and as read, at any other moment."""
        return Memo(lambda as_of: self if as_of == self.as_of else self._then(as_of))

    def _then(self, as_of: datetime) -> Self:
        whole = None if self.whole is None else self.whole.at[as_of]
        if whole is not None and self.birth:
            note_all(self.read)
            every = (*whole.readings, *whole.readings_apart)
            then = next(one for one in every if one.left_out == self.left_out)
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
        not: the most careful counts. In some of them two are one person of whom no manager has
        confirmed it: so a no of either, and a danger, is heard of both. Whoever shows what somebody
        said or did asks `readings_apart`.
        """
        if self.whole is not None:
            return self.whole.readings
        if not self._waits and not self.yet_apart:
            return (self,)
        return tuple(self._without(frozenset(chain(*some))) for some in parts(self._waits))

    @cached_property
    def readings_apart(self) -> tuple[Self, ...]:
        """The same, in none of which anybody is somebody else as well before a manager has
        confirmed it: what is shown of somebody is their own.
        """
        if self.whole is not None:
            return self.whole.readings_apart
        if not self.yet_apart:
            return self.readings
        known = {one.left_out: one for one in self.readings}
        places = (self.yet_apart.union(*some) for some in parts(self._waits))
        return tuple(known.get(one) or self._without(one) for one in dict.fromkeys(places))

    @cached_property
    def joins(self) -> bool:
        """Of a reading: some are one person in it who are two wherever they are shown."""
        return self.same != self.together.same

    def joined_at(self, person: str) -> int:
        """Of a reading: the place from which on they are one in it with somebody who is another
        wherever they are shown; 0 where they are nobody else.
        """
        if not self.joins:
            return 0
        whole, one = self.together, self.the_one(person)
        mine = {whole.the_one(id) for id in (one, *self.same) if self.the_one(id) == one}
        return max(self.yet_apart, default=0) if len(mine) > 1 else 0

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

    def without(self, places: frozenset[int]) -> Self:
        """One more reading: without these, whether or not they wait."""
        return self._without(places)

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
    def put_to_a_manager(self) -> frozenset[int]:
        """The places of those and of whatever else ever waited, whatever became of it."""
        if self.whole is not None:
            return self.whole.put_to_a_manager
        told = (held for held in self.file.of(EffectWaits) if held.recorded_at <= self.known)
        return self.confirmed.union(*(held.event.entries for held in told))

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
