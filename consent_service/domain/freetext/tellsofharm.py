"""Words in which somebody tells of being hurt, threatened, afraid or pressed, or asks that another
is not told. Pure.

Whoever typed them is asked at once to share what cannot wait, and to record the sign of danger
(`namedinwords.py`). Until that is settled nobody knows of those whom they may mean whether it is
safe to ask them (`safety/saidtoharm.py`). What is usual to say of games, exams and spiders tells of
none; that something was never done does: a child who says so was asked about it. Words of pressure
put the yes that they stand beside in doubt as well (`pressed.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias, TypeVar

import msgspec

from ..memo import read_once
from ..recorded.circumstances import SignRecorded
from ..recorded.event import Event, kinds
from ..recorded.marked import Marked, marked, marked_by_kind
from ..recorded.meetings import InjuryRecorded
from ..recorded.members import Slot, TellsOfHarm, TheirWords, members_of
from ..recorded.practice import HELP_NOW, FamilyAsked
from .keptfromaservice import is_kept_from_a_service
from .sentences import sentences
from .wordsofharm import HARM
from .wordsofnoharm import AT_PLAY, GROWN_UP, USUAL
from .wordsofpressure import PRESSURE
from .wordsthatkeep import KEPT

if TYPE_CHECKING:
    from ..file.held import Held

E = TypeVar("E", bound=Event)
_TABLES: Final = (HARM, PRESSURE, KEPT)
#: What is a sign, or is looked into, as it is.
_ARE_SIGNS: Final = (SignRecorded, InjuryRecorded)
#: Another child, of whom nothing here is asked.
_ANOTHER_CHILD: Final = re.compile(
    r"\b(?:a|another|some|other|older|big|bigger|one of the) (?:\w+ )?"
    r"(?:boys?|girls?|lads?|kids?|child(?:ren)?|pupils?|classmates?|friends?|bull(?:y|ies))\b",
    re.IGNORECASE,
)
#: Somebody did it, whoever that is.
_SOMEBODY: Final = re.compile(
    r"\b(?:he|she|they|him|them|who|some(?:body|one)|any(?:body|one)|m[ae]n|wom[ae]n|adults?"
    r"|grown-?ups?|(?:of|by) her|at home|(?:go|going|come|coming) home)\b",
    re.IGNORECASE,
)
_TO_THEM: Final = re.compile(r"\s+(?:me|us|him|her|them)\b", re.IGNORECASE)
#: The same, and nothing behind it.
_TO_ONE: Final = re.compile(
    r"(?:\s+(?:him|her|them|any(?:one|body)|(?:my|the|our) (?:kids|children|baby)))?[\s.!]*",
    re.IGNORECASE,
)
#: After it: whom or what is feared, up to the end of that.
_OF: Final = re.compile(r"\s+of\s+(?P<what>[^,.;:!?]+)")
_MYSELF: Final = re.compile(r"\b(?:me|us|I|we|my)\b", re.IGNORECASE)
_BEFORE_I_DID: Final = (
    r"lost (?:it|my (?:temper|rag))|snapped|(?:got|was) (?:so )?(?:angry|drunk|mad|cross|tired)"
    r"|went (?:mad|in|home|over|up)|came (?:in|home|back)|flipped"
)
#: Said of oneself; and that one did not.
_I_DID: Final = re.compile(
    r"\b[Ii](?:\W?(?:ve|d|did|do|have|had|would|just|only|ever|even|really|sometimes|once|must"
    r"|might|of|may|also|(?P<not>never|not|(?:do|did|have|had|would|could|ai|wo)n['’]?t)))*"
    rf"(?P<then>\s+(?:{_BEFORE_I_DID}),?\s+(?:and|n|so|then)(?:\s+then)?)?\s+$"
    # "I only tapped him, never hit him"; "me hit her?"
    r"|\b[Ii](?:['’]?ve)? (?:only |just )?\w+(?:ed|t) (?:him|her|them)[\s,]+(?:(?:but|and|n|i) )?"
    r"(?P<nor>never|not|didn['’]?t|don['’]?t)\s+$|(?P<me>(?:^|[.!?,]\s*)[Mm]e)\s+$"
)
#: Behind it stands to whom: of what was done to oneself that is not said.
_DID_TO: Final = re.compile(
    r"\s+(?:him|her|them|it|any(?:one|body)|my|our|the|his|their|(?-i:[A-Z])\w+)\b", re.IGNORECASE
)
#: Right before it: somebody else says "I", by how it is written or by whoever writes it down.
_SAYS_I: Final = re.compile(
    r"\b(?:said|says?|saying|told(?: \w+)?|tells(?: \w+)?|admit\w*|shouted)"
    r"(?P<quoted>\s*[:,;]?\s*[\"“‘']|\s*:)?\s*$"
)


class Harm(NamedTuple):
    """A sentence that tells of it, and where in it: what is done, or feared."""

    sentence: str
    start: int
    end: int
    #: As which group of the table it stands there.
    how: str

    @property
    def is_fear(self) -> bool:
        """Somebody is afraid."""
        return self.how == "feared"

    @property
    def is_to_oneself(self) -> bool:
        """They do it to themselves: nobody else did."""
        return self.how == "own"

    @property
    def is_done(self) -> bool:
        """Somebody does it."""
        return self.how in ("done", "done_to", "taken")

    @property
    def is_done_to(self) -> bool:
        """Somebody does it, and to whom stands in the words themselves."""
        return self.how == "done_to"

    @property
    def is_taken(self) -> bool:
        """It is done to whoever stands before it."""
        return self.how == "taken"

    @property
    def is_pressure(self) -> bool:
        """They were pressed for an answer, or are not free to give one."""
        return self.how in ("pressed", "watched")

    @property
    def is_kept(self) -> bool:
        """Somebody asks that another is not told."""
        return self.how == "kept"

    @property
    def is_of_an_answer(self) -> bool:
        """They were pressed for one: nobody knows for which of those that they gave."""
        return self.how == "pressed"

    @property
    def is_of_oneself(self) -> bool:
        """Whoever says it is who was pressed."""
        return _MYSELF.search(self.sentence, self.start, self.end) is not None

    @property
    def feared(self) -> tuple[int, int] | None:
        """Where it stands whom or what somebody is afraid of, if it does."""
        of = _OF.match(self.sentence, self.end) if self.is_fear else None
        return None if of is None else of.span("what")

    @property
    def names_somebody(self) -> bool:
        """An adult did it or is feared, whoever that is."""
        is_to_them = not self.is_fear and _TO_THEM.match(self.sentence, self.end) is not None
        return is_to_them or _SOMEBODY.search(self.sentence) is not None

    @property
    def is_of_another_child(self) -> bool:
        """Who did it is said, and is no adult."""
        return _ANOTHER_CHILD.search(self.sentence) is not None

    @property
    def is_own(self) -> bool:
        """Whoever said it says that they did it."""
        return self._i is not None and not (self._i["not"] or self._i["nor"])

    @property
    def is_own_denied(self) -> bool:
        """Or that they did not."""
        return self._i is not None and not self.is_own

    def is_all_denied(self, words: str) -> bool:
        """That they did not do it to somebody is all of these words."""
        is_first = self._i is not None and self._i.start() == 0
        is_last = _TO_ONE.fullmatch(self.sentence, self.end) is not None
        return is_first and is_last and len(list(sentences(words))) == 1

    @property
    def says_i(self) -> re.Match[str] | None:
        """Where it is somebody who is spoken of that says "I" of it; `quoted`, if plainly so."""
        return None if self._i is None else _SAYS_I.search(self.sentence, 0, self._i.start())

    @property
    def _i(self) -> re.Match[str] | None:
        is_done = not (self.is_fear or self.is_kept or self.is_taken)
        if not is_done or self.how in ("watched", "seen"):
            return None
        i = _I_DID.search(self.sentence[: self.start])
        may_be_done_to = i is not None and (i["then"] or i["me"]) and not self.is_done_to
        return None if may_be_done_to and not _DID_TO.match(self.sentence, self.end) else i


#: A member of a kind of entry in which it may be told: words of theirs, and whatever else says so.
HarmTold: TypeAlias = Marked[TheirWords | TellsOfHarm]


def told_in() -> Sequence[HarmTold]:
    """Each there is."""
    return marked(TheirWords, TellsOfHarm)


@cache
def told_by_kind() -> Mapping[type[Event], Sequence[HarmTold]]:
    """The same by the kind."""
    return marked_by_kind(TheirWords, TellsOfHarm)


@cache
def told_in_lists() -> Sequence[HarmTold]:
    """Each list in which it may be told: who else was there, the steps of a plan."""
    return tuple(
        HarmTold(kind, member.name, mark, within)
        for kind in kinds()
        for member in members_of(kind)
        if member.holds.each is not None
        for within, slot in _of_each(member.holds.each)
        if (mark := slot.mark(TellsOfHarm)) is not None
    )


def _of_each(slot: Slot) -> Iterator[tuple[str, Slot]]:
    """What stands in each part of a list: itself, or its members by their names."""
    if isinstance(slot.base, type) and issubclass(slot.base, msgspec.Struct):
        yield from ((one.name, one.holds) for one in members_of(slot.base))
    else:
        yield "", slot


@cache
def all_told_by_kind() -> Mapping[type[Event], Sequence[HarmTold]]:
    """Of both, by the kind. In lists stand no words of theirs, and nothing beside an answer."""
    found = {kind: [*every] for kind, every in told_by_kind().items()}
    for one in told_in_lists():
        found.setdefault(one.kind, []).append(one)
    return found


@cache
def kinds_told_in() -> tuple[type[Event], ...]:
    """The kinds of entry in which it may be told."""
    return tuple(all_told_by_kind())


def tells_of_harm(event: Event) -> bool:
    """Whether words that stand in it read so, theirs or ours of them, and it is no sign."""
    return not isinstance(event, _ARE_SIGNS) and words_tell_of_harm(event)


def calls_for_help(event: Event) -> bool:
    """They ask for help now: somebody near may be why."""
    return isinstance(event, FamilyAsked) and event.wants == HELP_NOW


def words_tell_of_harm(event: Event) -> bool:
    """The same, whether or not it is."""
    return calls_for_help(event) or _tell(event, all_told_by_kind().get(type(event), ()))


def those_that_tell(kind: type[E], facts: Iterable[Held[E]]) -> Iterator[Held[E]]:
    """Of the facts of one kind those of which the same is so. Every rule that asks who is safe goes
    through all that there are: what a kind is like is looked up once, and of each only its words.
    """
    told, may_call = all_told_by_kind().get(kind, ()), issubclass(kind, FamilyAsked)
    for held in facts:
        if _tell(held.event, told) or (may_call and calls_for_help(held.event)):
            yield held


def _tell(event: Event, members: Iterable[HarmTold]) -> bool:
    # A loop, as it is asked of all entries: of most no words stand there.
    for one in members:
        words = getattr(event, one.member)
        if words and type(words) is not str:
            words = of_member(event, one)
        if words and _harms_in(words):
            return True
    return False


def tells_of_pressure(event: Event) -> bool:
    """Whether words that stand in it read so."""
    return any(True for _ in pressure_in(event))


def pressure_in(event: Event) -> Iterator[tuple[HarmTold, Harm]]:
    """Each such sentence in it, with the member in which it stands."""
    for one in told_by_kind().get(type(event), ()):
        yield from ((one, harm) for harm in harms_in(of_member(event, one)) if harm.is_pressure)


def of_member(event: Any, told: HarmTold) -> str:
    """What stands there; nothing where nothing does. Each part of a list stands on its own line."""
    found = getattr(event, told.member) or ""
    if not isinstance(found, tuple):
        return str(found)
    parts = (getattr(one, told.within) if told.within else one for one in found)
    return "\n".join(filter(None, parts))


def harms_in(words: str) -> Iterator[Harm]:
    """Each sentence of it, by each thing in it that reads so."""
    yield from _harms_in(words) if words else ()


@read_once
def _harms_in(words: str) -> tuple[Harm, ...]:
    every = (
        Harm(sentence, found.start, found.end, found.group)
        for sentence in sentences(words)
        if any(table.stands_in(sentence) for table in _TABLES)
        for left in (_without_what_is_usual(sentence),)
        for table in _TABLES
        for found in table.found_in(left)
    )
    # A service that is not to hear is nobody who is feared.
    return tuple(one for one in every if not (one.is_kept and is_kept_from_a_service(words)))


def _without_what_is_usual(sentence: str) -> str:
    """Each word in its place. Where somebody was hurt says nothing of who did it."""
    left = USUAL.blanked(sentence)
    return left if GROWN_UP.stands_in(left) else AT_PLAY.blanked(left)
