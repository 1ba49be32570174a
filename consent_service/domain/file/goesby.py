"""What is made of a file goes by the facts that somebody asked for, and by nothing else.

Whatever is worked out of a file asks its facts by their kinds, in `AskedFacts` and nowhere else. So
of a file of which all that was asked for is the same, the same is made; and a rule that comes to
ask about one more kind cannot be forgotten. It is used twice: what was made of a file stays when an
entry changes none of it (`MadeOfView`), and of readings that differ in none of it only one is gone
through (`Alike`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

import msgspec

if TYPE_CHECKING:
    from .careful import Careful
    from .held import File

F = TypeVar("F", bound="File")
V = TypeVar("V", bound="Careful")
T = TypeVar("T")

#: In the place of a kind, where somebody has gone through all of them.
_EVERY_KIND: Final = ""
_GOES_THROUGH: Final = (
    *("__iter__", "__len__", "__eq__", "__ne__", "__or__", "__ror__", "__reversed__", "__repr__"),
    *("copy", "items", "keys", "values"),
)


class AskedFacts(dict[str, Any]):
    """The facts of a file by their kinds, which are never changed, and know who has asked what."""

    def __init__(self, facts: dict[str, Any]) -> None:
        super().__init__(facts)
        #: The kinds that were asked for, the first first.
        self.asked: dict[str, None] = {}
        #: The same facts, of which nothing is noted: a fact is asked for very often.
        self.as_they_are: dict[str, Any] = (
            facts.as_they_are if isinstance(facts, AskedFacts) else facts
        )

    # Each is noted before it is told, so that whoever has it goes by it.

    def get(self, kind: str, default: Any = None) -> Any:
        """Those of one kind."""
        self.asked[kind] = None
        if kind in self.as_they_are:
            return self.as_they_are[kind]
        return default

    def __getitem__(self, kind: str) -> Any:
        self.asked[kind] = None
        return self.as_they_are[kind]

    def __contains__(self, kind: object) -> bool:
        self.asked[str(kind)] = None
        return kind in self.as_they_are


def _noting(name: str) -> Any:
    as_it_is = getattr(dict, name)

    def told(self: AskedFacts, *args: Any) -> Any:
        self.asked[_EVERY_KIND] = None
        return as_it_is(self, *args)

    return told


for _name in _GOES_THROUGH:
    setattr(AskedFacts, _name, _noting(_name))


def noted(facts: dict[str, Any], kinds: Iterable[str]) -> dict[str, Any]:
    """The facts, of which it is noted that somebody asks for each of these kinds."""
    if not isinstance(facts, AskedFacts):
        return facts
    facts.asked.update(dict.fromkeys(kinds))
    return facts.as_they_are


def with_what_is_noted(facts: dict[str, Any]) -> tuple[dict[str, Any], dict[str, None] | None]:
    """The facts, of which nothing is noted, and where whoever looks into them notes each kind that
    they ask for; None where nobody does.
    """
    if not isinstance(facts, AskedFacts):
        return facts, None
    return facts.as_they_are, facts.asked


def asked_anew(file: F) -> F:
    """The same file, of which nobody has asked anything yet."""
    return msgspec.structs.replace(file, facts=AskedFacts(file.facts))


def note_all(file: File) -> None:
    """Where it is noted: somebody goes through all of it."""
    if isinstance(file.facts, AskedFacts):
        file.facts.asked[_EVERY_KIND] = None


# ── the same file, after an entry more ──────────────────────────────────────────────────────


class MadeBy(NamedTuple):
    """What was made of a look, and by what it goes: the first so many kinds that were asked for."""

    asked: dict[str, None]
    kinds: int
    made: Any


class MadeOfView(dict[Any, MadeBy]):
    """What whoever asks has made of a look at a file, and what had been asked for by then of that
    look, which may be an earlier one: whoever takes it from there goes by the same.

    What is kept holds no look and no part of one: it outlives the look.
    """

    def __init__(self, facts: dict[str, Any]) -> None:
        super().__init__()
        self._facts = facts if isinstance(facts, AskedFacts) else None
        self._asked: dict[str, None] = {} if self._facts is None else self._facts.asked

    def kept(self, key: Any) -> Any:
        """What was made so; None where nothing was."""
        found = self.get(key)
        if found is None:
            return None
        if found.asked is not self._asked:
            self._asked.update(dict.fromkeys(tuple(found.asked)[: found.kinds]))
        return found.made

    def keep(self, key: Any, made: Any) -> None:
        """Keep what was made just now."""
        self[key] = MadeBy(self._asked, len(self._asked), made)

    def once(self, key: Any, make: Callable[[], T], *by: object) -> T:
        """What was made so, by these very things besides the look; else what is made now."""
        known: tuple[tuple[object, ...], T] | None = self.kept(key)
        if known is None or any(was is not now for was, now in zip(known[0], by, strict=True)):
            known = by, make()
            self.keep(key, known)
        return known[1]

    def keep_instead(self, key: Any, made: Any) -> None:
        """In the place of what was made before: the same in other words."""
        before = self.get(key)
        if before is None:
            # Two who came at once had each made what is kept of this look, and this is the other's.
            self.keep(key, made)
        else:
            self[key] = before._replace(made=made)

    def go_on_from(self, before: MadeOfView) -> None:
        """Take over what was made of the same file as it was before, as far as it stays the same.
        Whether time has made another of it is for whoever calls to know.
        """
        now, then = self._facts, before._facts
        if now is None or then is None:
            return
        same = dict[str, bool]()
        stay = dict[int, int]()
        for key, kept in before.copy().items():
            asked = kept.asked
            if id(asked) not in stay:
                stay[id(asked)] = _how_many_are_same(asked, now.as_they_are, then.as_they_are, same)
            if kept.kinds <= stay[id(asked)]:
                self[key] = kept


def _how_many_are_same(
    asked: dict[str, None], now: dict[str, Any], then: dict[str, Any], known: dict[str, bool]
) -> int:
    """Of how many kinds, in the order asked, the facts are as they were; `known` is of which they
    are. Where somebody has gone through all of them, nobody knows.
    """
    count = 0
    for kind in tuple(asked):
        if kind not in known:
            is_there = kind in now
            known[kind] = (
                kind != _EVERY_KIND
                and is_there is (kind in then)
                and (not is_there or now[kind] == then[kind])
            )
        if not known[kind]:
            break
        count += 1
    return count


# ── one reading of a file, and another ──────────────────────────────────────────────────────


class Alike(Generic[V, T]):
    """What `work_out` makes of readings of one look each: of those that are read as the same people
    and are alike in all that it asked for, once. It asks the readings that it is given, each anew.
    """

    def __init__(self, work_out: Callable[..., T]) -> None:
        self._work_out = work_out
        self._known: dict[tuple[tuple[str, ...], ...], dict[Hashable, T]] = {}

    def known(self, *readings: V) -> bool:
        """Whether it was worked out already."""
        return any(_key(readings, kinds) in known for kinds, known in self._known.items())

    def of(self, *readings: V) -> T:
        for kinds, known in self._known.items():
            key = _key(readings, kinds)
            if key in known:
                return known[key]
        asked = tuple(one.asked_anew for one in readings)
        found = self._work_out(*asked)
        kinds = tuple(map(_kinds_asked, asked))
        self._known.setdefault(kinds, {})[_key(readings, kinds)] = found
        return found


def of_each(readings: Sequence[V], work_out: Callable[[V], T]) -> list[T]:
    """What it makes of each reading of one look."""
    if len(readings) == 1:
        return [work_out(readings[0])]
    return list(map(Alike[V, T](work_out).of, readings))


def _kinds_asked(reading: Careful) -> tuple[str, ...]:
    facts = reading.read.facts
    assert isinstance(facts, AskedFacts)  # noqa: S101 - it is asked anew
    return tuple(sorted(facts.asked))


def _key(readings: tuple[Careful, ...], kinds: tuple[tuple[str, ...], ...]) -> Hashable:
    """As whom each is read, as born when; and which facts are there of these kinds."""
    return tuple(
        (tuple(sorted(one.same.items())), one.births, one.birth, *_which(one.read.facts, asked))
        for one, asked in zip(readings, kinds, strict=True)
    )


def _which(facts: dict[str, Any], kinds: Iterable[str]) -> Iterable[int]:
    every = facts.values() if _EVERY_KIND in kinds else map(facts.get, kinds)
    return map(id, every)
