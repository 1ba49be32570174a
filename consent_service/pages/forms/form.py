"""A form over an operation: what it asks, the body it makes, and what of a refusal is whose."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, Final, NamedTuple, TypeAlias

from flask import Response
from marshmallow import Schema
from marshmallow.fields import Field

from ...api.edge.operations import Operation
from ...api.table import operations
from ..frame import Visit
from .choices import Known
from .days import When
from .inputs import NOTHING, Area, Checks, Input, field_at
from .told import ToldSentence
from .typed import Typed
from .within import lacks, on_page, put

#: Whoever needs more rows of a group presses for them; nobody needs more than the operations take.
MOST_ROWS: Final = 20
#: The member of a row that is the row itself.
_ITSELF: Final = ""
#: In a row as it is read: what of it is said elsewhere, by the member that it says there.
ELSEWHERE: Final = "elsewhere"
#: What is said of a member that is not there.
_IS_NEEDED: Final = "This is needed."
#: Fields in which somebody types words.
_WORDS: Final = Area.kind
_WORDS_OF_ANY_LENGTH: Final = frozenset({_WORDS, "text"})
_OF_A_FAMILY: Final = "/v1/files/<string:file>/"
#: Above the members of the second of two operations.
THEN: Final = "then"


@dataclass(frozen=True, slots=True)
class Group:
    """Several of something, a row of fields each: `children`, `scope/agencies`. Of a member named
    "" the row is that value itself. A row in which nothing was typed is none.
    """

    member: str
    label: str
    fields: tuple[Input, ...]
    hint: str = field(default="", kw_only=True)
    #: What one row is called: "Child".
    each: str = field(default="", kw_only=True)
    rows: int = field(default=1, kw_only=True)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading between fields, with what is to be said there."""

    words: str
    body: str = ""


OnForm: TypeAlias = Input | Group | Heading
TellsBack: TypeAlias = Callable[[Mapping[str, Any], Mapping[str, Any]], list[ToldSentence]]
SentBesides: TypeAlias = Callable[
    [dict[str, Any], Mapping[str, str], Typed], tuple[dict[str, Any], Mapping[str, str]]
]


class Placed(NamedTuple):
    """A field, the member that it says, and the name that it has in the page."""

    input: Input
    member: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Form:
    """One page that records something through one operation. See the package for how to write one.

    `after` gives the address to go to once it is recorded, or shows what came of it at once where
    that stands nowhere; left out, a page says that it is recorded.
    """

    operation: str
    title: str
    fields: Sequence[OnForm]
    #: Where it stands; left out, at the operation's own address with `/new`.
    at: str = ""
    button: str = "Record it"
    lead: str = ""
    #: Members that are always said, and what.
    fixed: Mapping[str, Any] = field(default_factory=dict)
    #: Members of the body that the page's path gives, where the operation's has not.
    from_path: tuple[str, ...] = ()
    #: Members without which the page sends nothing; and others without which it is kept too.
    needs: Callable[[Mapping[str, Any]], Iterable[str]] = field(default=lambda _: ())
    kept_without: frozenset[str] = frozenset()
    #: By the code of a problem that points at no member, that whose field it is shown at.
    points: Mapping[str, str] = field(default_factory=dict)
    #: Members, beside those that hold an id, that the page's address may fill in beforehand.
    from_address: frozenset[str] = frozenset()
    after: Callable[[Visit, Mapping[str, Any]], str | Response] | None = None
    #: What it is filled in with from what stands on record, by the ids in its address.
    begins: Callable[[Known, Mapping[str, str]], Mapping[str, Sequence[str]]] | None = None
    #: What it says first, of what stands on record, where there is something to say.
    says: Callable[[Known, Typed], str] = field(default=lambda *_: "")
    #: What it is filled in with that is no member: kept and sent with what is typed, unseen.
    carries: frozenset[str] = frozenset()
    #: Links besides it, to the same filled in otherwise: the words and the address of each.
    leads: Callable[[Known, Typed], Sequence[tuple[str, str]]] = field(default=lambda *_: ())
    #: What it lacks by what stands on record: where, and in words.
    wants: Callable[[Known, Mapping[str, Any]], Iterable[tuple[str, str]]] = field(
        default=lambda *_: ()
    )
    #: Its members, and words of headings, that are not asked of what its address names.
    leaves_out: Callable[[Known], Container[str]] = field(default=lambda _: ())
    #: What the body says besides, worked out of what was typed; and by the pointer of what it
    #: moved there, that of the row that it came from.
    besides: SentBesides = field(default=lambda body, *_: (body, {}))
    #: Of what `besides` works out: by the pointer of it, that of the field that asks for it.
    asked_at: Mapping[str, str] = field(default_factory=dict)
    #: What is supposed where it was left open, so that whatever else is wrong is told in the same
    #: press; and the pointers of what may be wrong only by that.
    supposes: Mapping[str, Any] = field(default_factory=dict)
    by_supposing: frozenset[str] = frozenset()
    #: Members that `besides` says, whatever was typed.
    always: frozenset[str] = frozenset()
    #: What was typed with a no in the place of a yes to a service that is left out (`leftout.py`).
    takes_out: Callable[[Typed, str], Typed] | None = None
    template: str = "form.html"
    #: The operation whose reply the page shows besides, which not each may ask who may record it.
    reads: str = ""
    #: What its own template needs besides; and a title, where it is another than the form's.
    more: Callable[[Known, Typed], Mapping[str, Any]] = field(default=lambda *_: {})
    #: Whether all of it is read once more before it is recorded.
    is_checked: bool = False
    #: Whether a no or a danger in it is recorded though it may be a mistype; or is read first yet.
    is_heard_at_once: bool = False
    asks_first: bool = False
    #: What a reply says besides its notices, in words, before it is recorded: by the row's name.
    tells: TellsBack = field(default=lambda *_: [])
    #: Fields of its page that another button takes: whoever filled one in reads that this one keeps
    #: nothing of it.
    others: tuple[Input, ...] = ()
    #: Whether what is typed is kept as a draft of whoever types it.
    keeps_drafts: bool = False
    #: How it is called in the table of pages; left out, as the operation.
    name: str = ""
    #: The operation that follows, on the file that the first made: its members, under `then/`, into
    #: which `passes` puts what the first replied. The first is recorded once, however often sent.
    then: str = ""
    passes: Callable[[Mapping[str, Any], dict[str, Any]], dict[str, Any]] = field(
        default=lambda _, then: then
    )

    @cached_property
    def path(self) -> str:
        """Where it stands."""
        return self.at or f"{self.over.path.removeprefix('/v1')}/new"

    @cached_property
    def begins_drafts(self) -> bool:
        """Whether what is typed stands in a draft from the first press of a button on: wherever
        words are typed about a family, and by an operation on its file.
        """
        is_of_a_family = self.path.startswith("/files/") and self.over.path.startswith(_OF_A_FAMILY)
        has_words = any(one.input.kind in _WORDS_OF_ANY_LENGTH for one in self.inputs())
        return self.keeps_drafts or (is_of_a_family and has_words)

    @cached_property
    def over(self) -> Operation:
        """The operation. Raises `StopIteration` where there is none of that name."""
        return next(one for one in operations() if one.name == self.operation)

    @cached_property
    def schema(self) -> Schema:
        """What the operation takes."""
        assert self.over.body is not None  # noqa: S101 - whatever is recorded has a body
        return self.over.body()

    def holds(self, member: str) -> Field[Any]:
        """What the operation takes at a member. Raises `KeyError` for one that it has not."""
        first, _, inside = member.partition("/")
        if self.then and first == THEN:
            return field_at(self.next_schema, inside)
        return field_at(self.schema, member)

    @cached_property
    def next_schema(self) -> Schema:
        """What the operation takes that follows."""
        body = next(one for one in operations() if one.name == self.then).body
        assert body is not None  # noqa: S101 - whatever is recorded has a body
        return body()

    def left_open(self, typed: Typed) -> list[tuple[str, str]]:
        """What whoever typed words of or about a family is asked besides, and has not answered."""
        every = [*self.inputs(typed)]
        beside_words = any(one.input.kind == _WORDS and typed.one(one.name) for one in every)
        asks = ((o, o.input.left_open(typed, o.name, beside_words=beside_words)) for o in every)
        return [(f"/{one.member}", words) for one, words in asks if words is not None]

    def lacks(self, body: Mapping[str, Any], then: Mapping[str, Any]) -> list[tuple[str, str]]:
        """What it needs; of two, what either lacks: before the first is recorded, at once."""
        if not self.then:
            return [(f"/{one}", _IS_NEEDED) for one in self.needs(body) if one not in body]
        every = [*lacks(self.next_schema, then, f"/{THEN}"), *lacks(self.schema, body, "")]
        return [one for one in every if one[0][1:] not in self.kept_without]

    def inputs(self, typed: Typed | None = None) -> Iterator[Placed]:
        """Each field where it stands, in order; of a group those of each row in which something may
        stand.
        """
        for one in self.fields:
            if isinstance(one, Input):
                yield placed(one)
            elif isinstance(one, Group):
                for row in range(1 if typed is None else typed.rows(named(one.member))):
                    yield from of_row(one, row)

    def not_taken(self, typed: Typed, begun: Typed) -> list[str]:
        """What the fields are called in which something was typed that another button takes."""
        every = ((o, o.input.said(self.holds(o.member), typed, o.name)) for o in self.inputs())
        own = {one.name for one, said in every if said is not NOTHING}
        others = [one for one in map(placed, self.others) if one.name not in own]
        return [one.input.label for one in others if typed.is_typed_over(one.name, begun)]

    def dated(self, typed: Typed, today: date) -> Typed:
        """With a day, wherever a time alone was typed: that of today, which is shown with it."""
        parts = (("day", today.day), ("month", today.month), ("year", today.year))
        alone = [
            one.name
            for one in self.inputs(typed)
            if isinstance(one.input, When) and one.input.without_its_day(typed, one.name)
        ]
        return typed | {f"{name}.{part}": (str(n),) for name in alone for part, n in parts}

    def body(self, typed: Typed) -> tuple[dict[str, Any], dict[str, str]]:
        """What is sent; and by the pointer of each list's row there, the name that row has here."""
        said: dict[str, Any] = {}
        rows: dict[str, str] = {}
        for member, value in self.fixed.items():
            put(said, member, value)
        for one in self.fields:
            if isinstance(one, Group):
                made = list(self._rows(one, typed))
                if made:
                    put(said, one.member, [row for _, row in made])
                for place, (row, _) in enumerate(made):
                    rows[f"/{one.member}/{place}"] = f"/{one.member}/{row}"
            elif isinstance(one, Input):
                self._say(said, placed(one), typed)
        said, moved = self.besides(said, rows, typed)
        return said, {**moved, **rows}

    def _rows(self, group: Group, typed: Typed) -> Iterator[tuple[int, Any]]:
        for row in range(min(typed.rows(named(group.member)), MOST_ROWS)):
            said: dict[str, Any] = {}
            for one in of_row(group, row):
                self._say(said, one, typed)
            if said:
                yield row, said.get(_ITSELF, said)

    def _say(self, said: dict[str, Any], one: Placed, typed: Typed) -> None:
        value = one.input.said(self.holds(one.member), typed, one.name)
        if value is not NOTHING and one.input.elsewhere:
            said.setdefault(ELSEWHERE, {})[one.input.elsewhere] = value
        elif value is not NOTHING:
            put(said, one.input.member, value)
        for member, beside in one.input.beside(typed, one.name):
            put(said, member, beside)

    def fitting(self, known: Known) -> Form:
        """With what it asks of what its address names, and no more."""
        left_out = self.leaves_out(known)
        fields = tuple(one for one in self.fields if _called(one) not in left_out)
        return self if len(fields) == len(self.fields) else replace(self, fields=fields)

    def errors(
        self, found: Sequence[tuple[str, str]], rows: Mapping[str, str], typed: Typed
    ) -> tuple[dict[str, str], list[str]]:
        """What the operation found wrong: by the name of the field here, and what is of none."""
        at: dict[str, str] = {}
        rest: list[str] = []
        places: dict[str, Placed | None] = {
            named(one.member): None for one in self.fields if isinstance(one, Group)
        }
        places |= {one.name: one for one in self.inputs(typed)}
        for pointer, sentence in found:
            here = on_page(pointer, {**self.asked_at, **rows})[1:].replace("/", ".")
            fit = [name for name in places if f"{here}.".startswith(f"{name}.")]
            # A part of which every member is missing is pointed at by itself.
            fit = fit or [name for name in places if here and name.startswith(f"{here}.")][:1]
            if not fit:
                rest.append(sentence)
                continue
            name = max(fit, key=len)
            one = places[name]
            complaint = None if one is None else one.input.complaint(typed, name)
            if sentence == _IS_NEEDED and not complaint:
                complaint = "Fill in at least one." if one is None else one.input.needed
            at.setdefault(name, complaint or sentence)
        # That something is needed, and not what, says nothing beside what is.
        if at:
            rest = [one for one in rest if one != _IS_NEEDED]
        return at, list(dict.fromkeys(rest))

    def labels(self, typed: Typed) -> dict[str, tuple[str, str]]:
        """By the name of each field: its label, or what of it is wrong; where a summary leads."""
        found: dict[str, tuple[str, str]] = {}
        for one in self.fields:
            if isinstance(one, Group):
                name = named(one.member)
                found[name] = (one.label, f"g-{name}")
                for row in range(rows_of(one, typed)):
                    for inner in of_row(one, row):
                        words = f"{one.each or one.label} {row + 1}: {inner.input.label}"
                        found[inner.name] = (words, f"f-{inner.input.members(inner.name)[0]}")
            elif isinstance(one, Input):
                asks, first = one.asks(typed, named(one.member))
                found[named(one.member)] = (asks, f"f-{first}")
        return found

    def in_words(
        self, typed: Typed, known: Known | None = None, but: Container[str] = ()
    ) -> list[tuple[str, str]]:
        """What was typed, to be read: also where nothing can be `known` and no form be shown."""
        found, labels = [], self.labels(typed)
        for one in (one for one in self.inputs(typed) if one.name not in but):
            holds = self.holds(one.member)
            words = one.input.in_words(holds, typed, one.name)
            if known is not None and words:
                words = one.input.read_back(holds, typed, one.name, known)
            if words:
                is_own = one.input in self.fields
                found.append((one.input.label if is_own else labels[one.name][0], words))
        return found

    def given(self, said: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
        """What an address fills in: all of it, and of several each; of an id alone the first."""
        found: dict[str, Sequence[str]] = {}
        first = {name: values[0] for name, values in said.items() if values}
        for one in self.inputs(Typed(said)):
            if one.member in self.from_address and one.name in said:
                by = "." if isinstance(one.input, Checks) else "\n"
                found[one.name] = [part for whole in said[one.name] for part in whole.split(by)]
            else:
                found |= one.input.given(self.holds(one.member), first, one.name)
        return found

    def with_more(self, typed: Typed, name: str) -> Typed:
        """As somebody pressed for: with one more row of a group, or what a field makes of it."""
        for group in self.fields:
            if isinstance(group, Group) and named(group.member) == name:
                return typed | {rows_asked(name): (str(rows_of(group, typed) + 1),)}
        for one in self.inputs(typed):
            typed = one.input.pressed(typed, name)
        return typed

    def looked_up(self, typed: Typed, button: str, known: Known) -> Typed:
        """With what a button of a field goes by of what stands on record."""
        for one in self.inputs(typed):
            typed = one.input.looked_up(typed, one.name, button, known)
        return typed


def _called(one: OnForm) -> str:
    return one.words if isinstance(one, Heading) else one.member


def placed(one: Input) -> Placed:
    return Placed(one, one.member, named(one.member))


def of_row(group: Group, row: int) -> Iterator[Placed]:
    for one in group.fields:
        itself = one.member == _ITSELF
        member = one.elsewhere or (group.member if itself else f"{group.member}/{one.member}")
        below = "" if itself else f".{named(one.member)}"
        yield Placed(one, member, f"{named(group.member)}.{row}{below}")


def rows_of(group: Group, typed: Typed) -> int:
    """How many rows are shown: those in which something stands, and those that were asked for."""
    name = named(group.member)
    asked = typed.one(rows_asked(name))
    more = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 0
    return min(max(group.rows, typed.rows(name), more), MOST_ROWS)


def rows_asked(name: str) -> str:
    """The field that holds how many rows were asked for."""
    return f"rows-{name}"


def named(member: str) -> str:
    return member.replace("/", ".")
