"""A file that was opened, with what was worked out of it, for as long as that stays the same.

What a question is answered turns on the file, on the authority's own file and on the time; and of
the time on nothing but the days of London and the times that stand in the two (`same_until`). So a
view is kept from the moment it was made until the next of these, and with it what whoever asks
made of it: `worked_out` and `each` of it. It hangs on the very file that was opened from the bytes
that stand under the lock, and is gone with it (`keptopen`): an entry more, and there is none.

Why only for questions? Whatever is written may go by a length of time of its own, such as half an
hour in which a slip is taken back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

import msgspec

from ...domain.file.casefile import CaseFile
from ...domain.file.goesby import asked_anew
from ...domain.file.held import File
from ...domain.file.view import View
from ...domain.listed import same_until
from ...domain.memo import cached_property

F = TypeVar("F", bound=File)

#: So many things are worked out of one view at most, or whoever asks ever other questions of a file
#: would fill the memory: it is let go, and made again.
MOST_WORKED_OUT: Final = 2_000
#: Bytes that each of them takes, about: of a file about which 96 questions were asked, in the mean.
_BYTES_OF_EACH: Final = 3_000

#: The three ways in which a time stands in MessagePack, by which each is found, so that no new
#: member of an entry can be forgotten: what it begins with, and whatever may be the rest of it,
#: which is only looked at: one that stands within what only looks like one is found as well.
_TIMES: Final = tuple(
    (head, re.compile(b"%b(?=(.{%d}))" % (re.escape(head), rest), re.DOTALL))
    for head, rest in ((b"\xd6\xff", 4), (b"\xd7\xff", 8), (b"\xc7\x0c\xff", 12))
)
_time: Final = msgspec.msgpack.Decoder(datetime).decode
_encode: Final = msgspec.msgpack.Encoder().encode


def _worked_out(view: View) -> int:
    """How many things."""
    return len(view.worked_out) + len(view.answers) + sum(map(len, view.each.values()))


def times_in(packed: bytes) -> Iterator[datetime]:
    """Each time that stands there, once. What only looks like one makes a row hold for less."""
    # Most stand there several times: when an entry was recorded is told of all that is in it.
    for head, rests in _TIMES:
        for rest in set(rests.findall(packed)):
            try:
                yield _time(head + rest)
            except msgspec.DecodeError:
                continue


@dataclass(eq=False)
class Unchanged(Generic[F]):
    """A file as it was opened. Its view is set by whoever leads at the door, one at a time."""

    state: F
    seen: _Seen | None = field(default=None, repr=False)
    #: It as it was seen last while it was another, until it is seen as it is.
    before: _Seen | None = field(default=None, repr=False)

    def weighs(self) -> int:
        """Bytes of what was worked out of it by now."""
        seen = self.last_seen
        if seen is None:
            return 0
        seen.things = _worked_out(seen.view)
        return seen.things * _BYTES_OF_EACH

    def let_go(self) -> None:
        """It is kept no longer, or as it was seen. What takes its place may go on from what was
        answered.
        """
        seen, self.seen = self.seen, None
        if seen is not None:
            seen.view.let_go()

    @property
    def last_seen(self) -> _Seen | None:
        """It as it was seen last, whatever it was then."""
        return self.seen or self.before

    @cached_property
    def long(self) -> int:
        """How many facts it has: as many things may be worked out of one question."""
        return sum(map(len, self.state.facts.values()))

    @cached_property
    def times(self) -> list[datetime]:
        """All that stand in it, in order."""
        return sorted(set(times_in(_encode(self.state))))

    def from_then_on(self, at: datetime) -> list[datetime]:
        """Those that are not before `at`."""
        return self.times[bisect_left(self.times, at) :]


@dataclass(slots=True, eq=False)
class BatchViews:
    """The views of one batch: one for all who look at a file as it stands at a moment."""

    _last: dict[tuple[str, datetime], View] = field(default_factory=dict)
    _made: list[View] = field(default_factory=list)

    def of(self, state: CaseFile, at: datetime) -> View:
        """The file as it stands so, seen then."""
        seen = self._last.get((state.id, at))
        if seen is None or seen.file is not state:
            seen = self._last[state.id, at] = View(state, at, at)
            self._made.append(seen)
        return seen

    def let_go(self) -> None:
        """Whoever asked has been answered from them."""
        for one in self._made:
            one.let_go()


@dataclass(eq=False)
class _Seen:
    family: Unchanged[CaseFile]
    own: Unchanged[File]
    view: View
    #: So many things had been worked out of it when it was weighed last, as each batch does.
    things: int = 0

    @cached_property
    def until(self) -> datetime:
        """Worked out when it is asked about again: most files are not."""
        at = self.view.as_of
        return same_until(at, (*self.family.from_then_on(at), *self.own.from_then_on(at)))

    def holds(self, own: Unchanged[File], at: datetime) -> bool:
        if self.own is not own or self.things > MOST_WORKED_OUT + self.family.long:
            return False
        return at == self.view.as_of or self.view.as_of < at < self.until


def view_for_questions(family: Unchanged[CaseFile], own: Unchanged[File], at: datetime) -> View:
    """A view of which every question is answered as of one made at `at`; it may be of earlier."""
    seen, before = family.seen, family.before
    if seen is None or not seen.holds(own, at):
        seen = _Seen(family, own, View(asked_anew(family.state), at, at))
        if before is not None and before.holds(own, at):
            # By time alone nothing is another than it was before; so whatever goes by nothing that
            # is another stays.
            seen.view.answers.go_on_from(before.view.answers)
        family.let_go()
        family.seen, family.before = seen, None
    return seen.view


def as_written(view: View, state: File, written: Unchanged[Any]) -> View:
    """The view that the rows of a file were made from, just after `view`, where that is of what was
    written: of what there is to tell of it most was worked out there. Else `view` itself.
    """
    if written.seen is None or view.file is not state:
        return view
    return written.seen.view
