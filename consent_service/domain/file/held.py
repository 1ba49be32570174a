"""A fact is a held event: what was recorded, who recorded it, its two clocks and its place.

A file is the facts that were recorded under it, by kind. Each knows when it became true
(`effective_at`), when it was recorded (`recorded_at`), its place in the ledger (`seq`) and, if it
was later found to be entered in error, when that was recorded (`struck_at`). Nothing is replaced:
the newest fact that was in effect, and known, is the one that counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, TypeVar

import msgspec

from ..memo import Memo, cached_property
from ..recorded.event import Event, kinds, tag_of
from ..recorded.events import AnyEvent
from .goesby import MadeOfView, noted, with_what_is_noted

E = TypeVar("E", bound=Event)
E_co = TypeVar("E_co", bound=Event, covariant=True)
K = TypeVar("K")
V = TypeVar("V")

_TAGS: Final[dict[type[Event], str]] = {kind: tag_of(kind) for kind in kinds()}
_KINDS: Final = {tag: kind for kind, tag in _TAGS.items()}


class Held(msgspec.Struct, Generic[E_co], frozen=True, array_like=True):
    """An event, with who recorded it in which role, its two clocks and its place in the ledger."""

    event: E_co
    effective_at: datetime
    recorded_at: datetime
    seq: int
    by: str
    role: str
    struck_at: datetime | None = None

    def holds(self, as_of: datetime, known: datetime) -> bool:
        """In effect by `as_of`, recorded by `known`, and not by then known to be an error."""
        return (
            self.effective_at <= as_of and self.recorded_at <= known and not self.is_struck(known)
        )

    def is_struck(self, known: datetime) -> bool:
        """By then some entry said that it was an error. Of a file read with what stands
        (`whatwaits.with_what_stands`) that is one that counts.
        """
        return is_by(self.struck_at, known)

    @property
    def order(self) -> tuple[datetime, datetime, int]:
        """Later in effect counts; ties go to the later recorded, then to the later place."""
        return (self.effective_at, self.recorded_at, self.seq)


def is_by(at: datetime | None, known: datetime) -> bool:
    """Whether what has a time if it happened, and none if it did not, had happened by then."""
    return at is not None and at <= known


#: The same as `order`, for sorting.
in_order: Final = attrgetter("effective_at", "recorded_at", "seq")
#: By their places in the ledger.
by_place: Final = attrgetter("seq")
_RECORDED_AT: Final = attrgetter("recorded_at")


class File(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What was recorded under one handle, folded from its entries and never edited.

    `folded_to` is the `seq` of the last entry that changed it; -1 if none has. A row of another
    shape does not decode, so that it is never taken for a file of which nothing is known.
    """

    id: str
    folded_to: int = -1
    facts: dict[str, tuple[Held[AnyEvent], ...]] = {}

    def keeps(self, event: Event) -> bool:
        """Whether the event is a fact of this file."""
        raise NotImplementedError

    def of(self, kind: type[E]) -> tuple[Held[E], ...]:
        """The facts of one kind, in the order recorded."""
        facts: tuple[Held[Any], ...] = self.facts.get(_TAGS[kind], ())
        return facts

    def holding(self, kind: type[E], as_of: datetime, known: datetime) -> list[Held[E]]:
        """Those of one kind that hold, in the order recorded."""
        # Of most kinds a file has none, and every rule asks for some of those.
        facts: tuple[Held[Any], ...] | None = self.facts.get(_TAGS[kind])
        return that_hold(facts, as_of, known) if facts else []

    def those_of(self, kinds: tuple[type[Event], ...]) -> list[type[Event]]:
        """Of these kinds those of which it has facts, in their order: of most a file has none."""
        tags = _tags_of(kinds)
        facts = noted(self.facts, tags)
        return [kind for tag, kind in tags.items() if tag in facts]

    @property
    def kinds(self) -> list[type[Event]]:
        """Those of which it has facts."""
        return [_KINDS[tag] for tag in self.facts]

    def every(self) -> Iterator[Held[Event]]:
        """All facts, kind by kind."""
        return chain.from_iterable(self.facts.values())

    def is_stamped_ahead(self, at: datetime) -> bool:
        """Something of it bears a time that is later."""
        return any(fact.recorded_at > at for fact in self.every())

    @property
    def last_recorded_at(self) -> datetime | None:
        """When the last of its facts was recorded, or is stamped to have been."""
        return max(map(_RECORDED_AT, self.every()), default=None)


@cache
def _tags_of(kinds: tuple[type[Event], ...]) -> Mapping[str, type[Event]]:
    return {_TAGS[kind]: kind for kind in kinds}


F = TypeVar("F", bound=File)


def that_hold(facts: Iterable[Held[E]], as_of: datetime, known: datetime) -> list[Held[E]]:
    """Those of these that hold then, in their order."""
    # As each says of itself, without asking it: it is what rules ask most.
    return [
        fact
        for fact in facts
        if fact.effective_at <= as_of
        and fact.recorded_at <= known
        and ((struck := fact.struck_at) is None or struck > known)
    ]


#: As of then, whatever was recorded is in effect.
AFTER_ALL: Final = datetime.max.replace(tzinfo=UTC)

# ── which hold at one moment, found by what they are about; gone through once ───────────────


class Holding(dict[Any, Any]):
    """By kind: the facts that were in effect and known, in the order recorded. Of each kind when it
    is asked for: of an earlier moment most rules ask for one or two.
    """

    __slots__ = ("_as_of", "_asked", "_facts", "_known")

    def __init__(self, file: File, as_of: datetime, known: datetime) -> None:
        self._facts, self._asked = with_what_is_noted(file.facts)
        self._as_of, self._known = as_of, known

    def __missing__(self, kind: type[E]) -> Sequence[Held[E]]:
        tag = _TAGS[kind]
        if self._asked is not None:
            self._asked[tag] = None
        # A call less: of most kinds there are none, and nothing is asked as often.
        facts: Sequence[Held[Any]] = self._facts[tag] if tag in self._facts else ()  # noqa: SIM401
        found: Sequence[Held[E]] = that_hold(facts, self._as_of, self._known) if facts else ()
        self[kind] = found
        return found

    if TYPE_CHECKING:

        def __getitem__(self, kind: type[E]) -> Sequence[Held[E]]: ...


class ByMember(dict[Any, Any]):
    """By kind and member: the same by what that member says: a person, a child, an enquiry."""

    __slots__ = ("_holding",)

    def __init__(self, holding: Holding) -> None:
        self._holding = holding

    if TYPE_CHECKING:

        def __getitem__(self, of: tuple[type[E], str]) -> Mapping[str, Sequence[Held[E]]]: ...

    def __missing__(self, of: tuple[type[E], str]) -> Mapping[str, Sequence[Held[E]]]:
        kind, member = of
        found: dict[str, list[Held[E]]] = {}
        for fact in self._holding[kind]:
            found.setdefault(getattr(fact.event, member), []).append(fact)
        self[of] = found
        return found


class NewestByMember(dict[Any, Any]):
    """By kind and member: of each of these the one that counts, the latest in effect."""

    __slots__ = ("_by",)

    def __init__(self, by: ByMember) -> None:
        self._by = by

    if TYPE_CHECKING:

        def __getitem__(self, of: tuple[type[E], str]) -> Mapping[str, Held[E]]: ...

    def __missing__(self, of: tuple[type[E], str]) -> Mapping[str, Held[E]]:
        kind, member = of
        by = self._by[kind, member]
        found = {key: max(facts, key=in_order) for key, facts in by.items()} if by else {}
        self[of] = found
        return found


class Each(dict[Any, Any]):
    """By a rule that stands above the look, then by person or whatever else it is asked about: what
    it makes of them. Whoever asks, it is worked out once.
    """

    __slots__ = ("_look",)

    def __init__(self, look: Look[Any]) -> None:
        self._look = look

    if TYPE_CHECKING:

        def __getitem__(self, rule: Callable[[Any, K], V]) -> Memo[K, V]: ...

    def __missing__(self, rule: Callable[[Any, K], V]) -> Memo[K, V]:
        found = self[rule] = Memo(partial(rule, self._look))
        return found


class Look(Generic[F]):
    """The facts of `file` at `as_of`, from what had been recorded by `known`."""

    #: By their names: what is worked out once and is forgotten when it is let go.
    _once: ClassVar[frozenset[str]]

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        once = (name for name in dir(cls) if isinstance(getattr(cls, name), cached_property))
        cls._once = frozenset(once) - {"answers"}

    def __init__(self, file: F, as_of: datetime, known: datetime, read: F | None = None) -> None:
        self.file = file
        #: The file as this look reads it: what it leaves out is not there.
        self.read = file if read is None else read
        self.as_of = as_of
        self.known = known
        self.holding = Holding(self.read, as_of, known)
        self.by = ByMember(self.holding)
        self.newest = NewestByMember(self.by)
        #: Recorded by then, and not known to be an error, whenever it is in effect.
        self.recorded = Holding(self.read, AFTER_ALL, known)

    @cached_property
    def each(self) -> Each:
        """What rules make of whom or what they are asked about."""
        return Each(self)

    @cached_property
    def worked_out(self) -> dict[Any, Any]:
        """What rules that stand above the look have made of it, each worked out once."""
        return {}

    @cached_property
    def answers(self) -> MadeOfView:
        """What whoever asks has made of it, which may be so of the file as it is next."""
        return MadeOfView(self.file.facts)

    def let_go(self) -> None:
        """Forget what was worked out of it, nearly all of which leads back to it: so it is gone as
        soon as nobody has it, and nothing is left to be found by looking through everything that
        there is. Whoever still has it works out anew what they ask; what was answered stays, as it
        may go on from there.
        """
        known = self.__dict__
        for name in self._once & known.keys():
            known.pop(name, None)
