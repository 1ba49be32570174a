"""What a member of something recorded may hold, said once: where the member is declared.

Each is a mark inside an annotation. From them the interface makes what a request may say, the
actions know what must be on the file, and a reader of the event knows what it means. msgspec reads
past them: nothing here changes a byte that is kept, or which entries can be read.

A plain text among the marks says what the member means, where its name alone does not: whatever
means the same wherever it stands is said once, in `api/spec/vocabulary.py`.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import (
    Annotated,
    Any,
    Final,
    NamedTuple,
    TypeAlias,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec

from . import marksofwords

#: From when something holds that was never otherwise, such as being somebody's mother.
ALWAYS: Final = datetime(1900, 1, 1, tzinfo=UTC)


# ── what it holds ───────────────────────────────────────────────────────────────────────────


@dataclasses.dataclass(frozen=True, slots=True)
class Text:
    """A text for people: one line of it, or words over several; `so_far` may still be empty."""

    longest: int = 200
    lines: bool = False
    so_far: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Coded:
    """A code of these lists of `codes.toml`, none of `but`; with `or_any`, `*` for each of them."""

    lists: tuple[str, ...]
    but: tuple[str, ...] = ()
    or_any: bool = False


def code(*lists: str, but: tuple[str, ...] = (), or_any: bool = False) -> Coded:
    """A code of these lists."""
    return Coded(lists, but, or_any)


@dataclasses.dataclass(frozen=True, slots=True)
class HowMany:
    """How many there may be, and whether each may come once only. Where an empty list says that
    there are none any more, `says_none`: elsewhere it says nothing.
    """

    least: int = 0
    most: int = 50
    unique: bool = False
    says_none: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Bounds:
    """The bounds of a whole number that is sent. What is on record is not measured by them."""

    least: int
    most: int


@dataclasses.dataclass(frozen=True, slots=True)
class Id:
    """An id that we gave. With `or_any`, `*` for whoever it may be."""

    or_any: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class OnFile(Id):
    """The id of something on the file: what an event of one of these kinds gave it.

    What was found to be wrong since is no longer there, unless it `may_be_struck`.
    """

    kinds: tuple[str, ...] = ()
    may_be_struck: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Listed(Id):
    """The id of an entry of the authority's directory of services."""


@dataclasses.dataclass(frozen=True, slots=True)
class OfStaff:
    """The id of somebody on the staff, as their token carries it."""


@dataclasses.dataclass(frozen=True, slots=True)
class Sha256:
    """The SHA-256 digest of a document that lies elsewhere."""


@dataclasses.dataclass(frozen=True, slots=True)
class MonthOrYear:
    """A month, as in 2024-03; or a year alone, unless it `is_month`."""

    is_month: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Suitability:
    """Answers to the questions about an advocate, by question."""


# ── whose it is to say ──────────────────────────────────────────────────────────────────────


@dataclasses.dataclass(frozen=True, slots=True)
class New:
    """The id of what the event itself brings about. It is ours to give; beside `OnFile` or
    `Listed`, an event may name an earlier one that it replaces.
    """


@dataclasses.dataclass(frozen=True, slots=True)
class Ours:
    """Not for whoever writes to say: the action does, and until then it is empty, no or now."""


@dataclasses.dataclass(frozen=True, slots=True)
class Enquiry:
    """The enquiry that is meant: the one named, else the only one there can be.

    With `was_open` it must have been open when it was said, because nothing is agreed in one that
    has ended. What `may_be_over` was done: where none goes on, it was in the last that there was.
    """

    was_open: bool = False
    may_be_over: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class ForCertain:
    """Each service that is named in it is known for certain, or the member is refused: nobody is
    contacted on the strength of an id that says nothing. With `member`, where that is `among`.

    Everywhere else, and in what somebody who agreed said no to, nothing is refused for it: what
    was said is heard by whatever it may mean.
    """

    member: str | None = None
    among: tuple[str, ...] = ()

    def holds(self, sent: Mapping[str, Any]) -> bool:
        """Whether it is asked for, beside these members."""
        return self.member is None or sent.get(self.member) in self.among


@dataclasses.dataclass(frozen=True, slots=True)
class LeftOut:
    """What it means to leave the member out, where the event itself always says it."""

    means: Any


@dataclasses.dataclass(frozen=True, slots=True)
class InDoubt:
    """What a member that must be said means, of something that protects somebody, where what was
    sent cannot be read; and where nothing was, `beside` any of these members: a wish that names who
    is not to be told is one, whatever else it leaves out.
    """

    means: Any
    beside: tuple[str, ...] = ()
    #: What others may write for it, and what that is. What is none of these either means `means`.
    reads: tuple[tuple[str, str], ...] = ()


def read_as(*codes: str) -> InDoubt:
    """These codes are read however they were spelt: each protects somebody. No other is."""
    return InDoubt(None, reads=tuple((one, one) for one in codes))


@dataclasses.dataclass(frozen=True, slots=True)
class SentAs:
    """The name of the member in a request, where the event's own is another."""

    name: str


@dataclasses.dataclass(frozen=True, slots=True)
class Spread:
    """The members of this stand beside the others, not inside a member of their own."""


@dataclasses.dataclass(frozen=True, slots=True)
class ByLabel:
    """Whoever is on the file, or a way of reaching them, may be named in this part by a label of
    the sender's own as well, if the same request adds them under it.
    """


@dataclasses.dataclass(frozen=True, slots=True)
class Without:
    """A part that leaves these to what it stands in, and how it is called in the specification."""

    name: str
    members: tuple[str, ...]


TheirWords: TypeAlias = marksofwords.TheirWords
TellsOfHarm: TypeAlias = marksofwords.TellsOfHarm
LeadsThrough: TypeAlias = marksofwords.LeadsThrough
LeadsNowhere: TypeAlias = marksofwords.LeadsNowhere
SaysWhoKnows: TypeAlias = marksofwords.SaysWhoKnows
WHOEVER_IS_NAMED: Final = marksofwords.WHOEVER_IS_NAMED
OR_ANYBODY: Final = marksofwords.OR_ANYBODY
#: Beside such words, where they may be ours: whoever writes them down has said what stands in them.
NotANo: TypeAlias = Annotated[bool, "Whoever wrote the words says that no no of theirs is in them."]
AllTheSame: TypeAlias = Annotated[bool, "Its words tell of danger; a manager says it is safe."]


# ── the usual ones ──────────────────────────────────────────────────────────────────────────

Line: TypeAlias = Annotated[str, Text()]
Words: TypeAlias = Annotated[str, Text(4_000, lines=True)]
#: A way in one line or in words; and words in which a way may be named among much else.
WayLine: TypeAlias = Annotated[Line, LeadsThrough()]
WayWords: TypeAlias = Annotated[Words, LeadsThrough()]
WordsThatLead: TypeAlias = Annotated[Words, LeadsThrough(whole=False)]
SaidWords: TypeAlias = Annotated[Words, TheirWords()]
WordsToUs: TypeAlias = Annotated[Words, TheirWords(to_us=True)]
#: What we write of somebody, in which we may say what they said.
OurWords: TypeAlias = Annotated[Words, TheirWords(quoted=True)]
OurFinding: TypeAlias = Annotated[Words, TheirWords(quoted=True, assessed=True)]
OurWordsOfAny: TypeAlias = Annotated[Words, TheirWords(WHOEVER_IS_NAMED, quoted=True)]
OurReason: TypeAlias = Annotated[Words, TheirWords(WHOEVER_IS_NAMED, quoted=True, is_why=True)]
#: What we write of somebody, and is no word of theirs.
WrittenOfThem: TypeAlias = Annotated[Words, TellsOfHarm(is_ours=True)]
WhoElseInWords: TypeAlias = Annotated[WayLine, TellsOfHarm(is_ours=True)]
WrittenOfAny: TypeAlias = Annotated[Words, TellsOfHarm(WHOEVER_IS_NAMED, is_ours=True)]
#: What whoever referred says of the family: hearsay, and no no of anybody.
OfTheReferrer: TypeAlias = Annotated[
    Words, TellsOfHarm(WHOEVER_IS_NAMED, is_ours=True), SaysWhoKnows(of_a_child=True)
]
WordsSoFar: TypeAlias = Annotated[str, Text(4_000, lines=True, so_far=True)]
#: A number or name in another system. A check by reference takes no longer one, so that each can
#: be found again.
LONGEST_REFERENCE: Final = 64
#: What a sender calls somebody whom they add.
LONGEST_LABEL: Final = 64
Reference: TypeAlias = Annotated[str, Text(LONGEST_REFERENCE)]

Opaque: TypeAlias = Annotated[str, Id()]
NewId: TypeAlias = Annotated[str, New()]
#: A new entry of the directory, or the one that this replaces.
ListedOrNew: TypeAlias = Annotated[str, New(), Listed()]
Child: TypeAlias = Annotated[str, OnFile(kinds=("child-added",))]
Adult: TypeAlias = Annotated[str, OnFile(kinds=("adult-added",))]
#: Stands for somebody who was not found among those on the file: ids of ours are longer.
NOBODY_FOUND: Final = "0" * 8
Person: TypeAlias = Annotated[str, OnFile(kinds=("adult-added", "child-added"))]
PersonOrAny: TypeAlias = Annotated[str, OnFile(True, ("adult-added", "child-added"))]
GivenAnswer: TypeAlias = Annotated[str, OnFile(kinds=("response-recorded", "agreement-withdrawn"))]
NamedEnquiry: TypeAlias = Annotated[str, OnFile(kinds=("enquiry-opened",))]
EnquiryMeant: TypeAlias = Annotated[str, Enquiry()]
EnquiryThen: TypeAlias = Annotated[str, Enquiry(was_open=True)]
Disclosure: TypeAlias = Annotated[str, OnFile(kinds=("disclosure-recorded",))]
RecordOpening: TypeAlias = Annotated[str, OnFile(kinds=("record-opened",))]
DecisionRequest: TypeAlias = Annotated[str, OnFile(kinds=("decision-requested",))]
#: Finished or not, and even one that should not have been begun.
DraftMeant: TypeAlias = Annotated[str, OnFile(kinds=("decision-drafted",), may_be_struck=True)]
#: One that was found to be wrong can be spoken of like any other.
SpokenOf: TypeAlias = Annotated[
    str,
    OnFile(
        kinds=(
            "response-recorded",
            "agreement-withdrawn",
            "conversation-recorded",
            "authorisation-made",
            "not-share-decided",
            "disclosure-recorded",
        ),
        may_be_struck=True,
    ),
]
#: How exactly the time beside it was typed: it means all of that minute, hour or day; not said, the
#: minute if no second is named. Beside what one person answers, their talks and attempts to ask: of
#: two of these the later counts only where it is certainly later.
HowExactly: TypeAlias = Annotated[str, code("precisions")]
#: Since when somebody is something to somebody; left out, it was never otherwise.
Since: TypeAlias = Annotated[datetime, SentAs("since"), LeftOut(ALWAYS)]


# ── reading them ────────────────────────────────────────────────────────────────────────────

M = TypeVar("M")


class Slot(NamedTuple):
    """What stands in a member: a plain class, its marks, and what a list is of."""

    base: Any
    marks: tuple[Any, ...] = ()
    each: Slot | None = None

    def mark(self, wanted: type[M]) -> M | None:
        """The mark of this sort, if it has one."""
        for mark in self.marks:
            if isinstance(mark, wanted):
                return mark
        return None


class Member(NamedTuple):
    """One field of something recorded: its name here and in a request, and what it holds."""

    name: str
    sent_as: str
    holds: Slot
    has_default: bool

    @property
    def means(self) -> str | None:
        """What is said of it where it is declared."""
        return self.holds.mark(str)

    @property
    def is_the_first_clock(self) -> bool:
        """When it was true: as said, or now. A class that leaves it open settles it itself."""
        return self.name == "effective_at" and not self.has_default


def members_of(kind: Any) -> tuple[Member, ...]:
    """The fields of an event, a shape or a command, in the order declared."""
    return _read(kind)


@cache
def _read(kind: type) -> tuple[Member, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        Member(name, sent.name if (sent := held.mark(SentAs)) else name, held, has_default)
        for name, has_default in _fields(kind)
        for held in (_holds(hints[name]),)
    )


def own_id(kind: Any) -> str | None:
    """The field that names what an event of this kind brings about, if it does."""
    return _own_id(kind)


@cache
def _own_id(kind: type) -> str | None:
    return next((m.name for m in members_of(kind) if m.holds.mark(New)), None)


def _fields(kind: Any) -> Iterator[tuple[str, bool]]:
    if issubclass(kind, msgspec.Struct):
        for field in msgspec.structs.fields(kind):
            yield field.name, not field.required
        return
    for declared in dataclasses.fields(kind):
        missing = dataclasses.MISSING
        yield declared.name, (declared.default, declared.default_factory) != (missing, missing)


def _holds(hint: Any, marks: tuple[Any, ...] = ()) -> Slot:
    """What a hint says, but for the `None` by which it may be left out, and for what older entries
    have in the place of a member that came later.
    """
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _holds(inner[0], (*marks, *inner[1:]))
    if origin in (Union, types.UnionType):
        some = [part for part in inner if part not in (type(None), msgspec.UnsetType)]
        return _holds(some[0], marks) if len(some) == 1 else Slot(hint, marks)
    if origin is tuple:
        # Of a list, `HowMany` says how many and `LeftOut` what none means; the others are of each.
        of_each = tuple(mark for mark in marks if not isinstance(mark, HowMany | LeftOut))
        return Slot(tuple, marks, _holds(inner[0], of_each))
    return Slot(dict if origin is dict else hint, marks)
