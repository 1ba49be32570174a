"""Who says no and is not counted, and who is not warned of, by an entry that no manager has
confirmed. Pure.

When it was written it let nothing fall: nobody had said no, and no sign was there yet. It is looked
at again whenever something is recorded, so that a no or a sign is heard however late it comes: from
then on the entry waits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import accumulate, product
from typing import Final, NamedTuple

from ..answers import Safe
from ..file.bounds import Steps, of_a_reading, of_facts
from ..file.caring import caring
from ..file.held import Held
from ..file.leavingout import without
from ..file.responsibility import takes_their_word
from ..file.view import View
from ..file.whatwaits import confirmed, waiting
from ..memo import Memo, cached_property
from ..recorded.circumstances import (
    DeathRecorded,
    OrderEnded,
    OrderRecorded,
    PeopleJoined,
    PeopleParted,
    PersonAmended,
)
from ..recorded.event import Event
from ..recorded.events import ChildAdded, CompetenceRecorded, RelationshipRecorded, Response
from ..recorded.falling import MANAGERS
from ..recorded.practice import BirthRecorded, EntryCorrected
from ..safety.signs import asking
from ..said.contradicting import AGREEMENTS
from ..said.counting import is_disputed
from ..said.saidbesides import may_be_noes
from ..scopes.scope import ANY, Exclusions
from .written import says_why

#: What says who decides, and what says that it was an error.
_WHO_DECIDES: Final = (
    BirthRecorded,
    CompetenceRecorded,
    DeathRecorded,
    EntryCorrected,
    OrderEnded,
    OrderRecorded,
    PeopleJoined,
    PeopleParted,
    PersonAmended,
    RelationshipRecorded,
)
#: So many words that may be a no take as long as a step; and so many places of what is left out.
_WORDS: Final = 8
_PLACES: Final = 500


class SilencingWord(NamedTuple):
    """What somebody said that is a no or may be one: by which answer, of whom, for what purpose."""

    response: str
    subject: str
    purpose: str


def silencing(
    view: View,
    purposes: Sequence[str],
    newest: int,
    people: Collection[str] | None = None,
    steps: Steps | None = None,
) -> Iterator[frozenset[int]]:
    """The places of entries up to `newest` that no manager confirmed, and without which a word
    would be that of one of those who decide, which is nobody's in any reading of the file: for each
    such word of anybody, or of these people.

    Whatever waits already lets it be heard in one reading; who confirms that is told of it then.
    Raises `TooMuch` where these steps are not enough.
    """
    unconfirmed = sorted(_unconfirmed(view, newest), reverse=True)
    if not unconfirmed:
        return
    steps = Steps() if steps is None else steps
    steps.take(of_facts(view.file) * view.count_of_readings)
    heard: set[SilencingWord] = set()
    unheard: dict[SilencingWord, dict[View, str]] = {}
    for reading in view.readings:
        whose = None if people is None else {reading.the_one(one) for one in people}
        decides: Memo[tuple[str, str, str], bool] = Memo(partial(_decides_on, reading))
        for person, said, subject in _said_of(view, reading, whose, steps):
            steps.take(1 + len(purposes) // _WORDS)
            for purpose in purposes:
                word = SilencingWord(said, subject, purpose)
                if decides[person, subject, purpose]:
                    heard.add(word)
                else:
                    unheard.setdefault(word, {})[reading] = person
    if unheard.keys() <= heard:
        return
    views = _Views(view, steps)
    less: Memo[View, _Less] = Memo(lambda reading: _Less(reading, unconfirmed, views))

    @cache
    def without_which(reading: View, person: str, subject: str, purpose: str) -> frozenset[int]:
        """Whichever answer it is: what lets one of theirs be heard lets each."""
        places = less[reading].without_which(person, subject, purpose)
        return places and places | reading.left_out

    for word, readings in unheard.items():
        if word in heard:
            continue
        found = (
            without_which(reading, person, word.subject, word.purpose)
            for reading, person in readings.items()
        )
        first = next(filter(None, found), None)
        if first is not None:
            yield first


def hiding(view: View, newest: int, steps: Steps) -> Iterator[frozenset[int]]:
    """The places of entries up to `newest` that no manager confirmed, each of which says anew what
    somebody is to a child, and without which it would not be as safe to ask somebody. Raises
    `TooMuch` where these steps are not enough.
    """
    unconfirmed = set(_unconfirmed(view, newest))
    of_each = of_a_reading(view.file) * view.count_of_readings
    said: set[tuple[str, str]] = set()
    for link in view.file.of(RelationshipRecorded):
        pair = (link.event.person, link.event.child)
        if link.seq in unconfirmed and pair in said:
            steps.take(of_each)
            less = View(without(view.file, {link.seq}), view.as_of, view.known)
            if any(_is_less_safe(less, view, person) for person in caring(less)):
                yield frozenset({link.seq})
        said.add(pair)


def _is_less_safe(view: View, other: View, person: str) -> bool:
    one, two = (_SAFE.index(seen.each[asking][person].answer) for seen in (view, other))
    return one < two


_SAFE: Final = (Safe.NO, Safe.NOT_KNOWN, Safe.YES)


def unlooked_at(view: View, newest: int) -> frozenset[int]:
    """The places of all of those up to `newest` that do not wait already: where it is too much to
    tell which of them silences anybody, or hides a sign, each may.
    """
    waits = (held.event.entries for held in waiting(view.file, view.known))
    return frozenset(_unconfirmed(view, newest)).difference(*waits)


def with_whoever_decided(view: View, person: str) -> View:
    """The file without what takes it from this person to decide and no manager has confirmed: were
    they to say no, it would wait, and their no be heard.
    """
    unconfirmed = set(_unconfirmed(view, view.file.folded_to))
    links = {r.seq for r in view.file.of(RelationshipRecorded) if r.event.person == person}
    ends: tuple[Held[Event], ...] = (
        *(r for r in view.file.of(RelationshipRecorded) if takes_their_word(r.event)),
        *view.file.of(OrderRecorded),
        *(one for one in view.file.of(EntryCorrected) if one.event.corrects in links),
    )
    places = {end.seq for end in ends if end.seq in unconfirmed}
    return View(without(view.file, places), view.as_of, view.known) if places else view


def _unconfirmed(view: View, newest: int) -> Iterator[int]:
    """A manager's own word needs nobody else's, where they say why or from where they know."""
    looked_at = confirmed(view.file, view.known)
    for kind in _WHO_DECIDES:
        for fact in view.file.of(kind):
            counts = fact.role in MANAGERS and says_why(fact.event)
            if fact.seq <= newest and not counts and fact.seq not in looked_at:
                yield fact.seq


def _said_of(
    view: View, reading: View, whose: Collection[str] | None, steps: Steps
) -> Iterator[tuple[str, str, str]]:
    """Who said something that may be a no, by which answer, and of whom: each by their own id; of
    anybody, or of these people. What they said besides may be one to whatever it is about.
    """
    for person, said in reading.said_by.items():
        if whose is not None and person not in whose:
            continue
        steps.take(1 + len(said) * (1 + len(reading.children)) // _WORDS)
        words = [one.event for one in said if _may_be_a_no(reading, one)]
        subjects = (*_children(view), *((person,) if person in reading.adults else ()))
        for word, subject in product(words, subjects):
            if word.scope.names(reading.the_one(subject)):
                yield person, word.response, subject
    for person in (*reading.adults, *reading.children):
        if whose is not None and person not in whose:
            continue
        subjects = (*_children(view), *((person,) if person in reading.adults else ()))
        for one in reading.each[may_be_noes][person]:
            steps.take(1 + len(subjects) // _WORDS)
            for subject in subjects:
                yield person, f"{one.said.seq}", subject


def _children(view: View) -> dict[str, None]:
    return dict.fromkeys(held.event.child for held in view.file.of(ChildAdded))


def _may_be_a_no(view: View, said: Held[Response]) -> bool:
    """Not a plain yes to everything of a type: nothing of that can hold an item."""
    scope = said.event.scope
    if said.event.answer not in AGREEMENTS or scope.exclusions != Exclusions():
        return True
    return any(one.names_one for one in scope.agencies) or is_disputed(view, said)


def _decides_on(view: View, of: tuple[str, str, str]) -> bool:
    return _decides(view, *of)


def _decides(view: View, person: str, subject: str, purpose: str) -> bool:
    person, subject = view.the_one(person), view.the_one(subject)
    if person in view.the_dead:
        return False
    if person == subject:
        return subject in view.adults or view.decides_alone[subject, purpose]
    return not view.decides_alone[subject, purpose] and (
        any(link.event.person == person for link in view.deciders[subject])
        or _acts_for_those_who_do(view, person, subject, purpose)
    )


def _acts_for_those_who_do(view: View, person: str, child: str, purpose: str) -> bool:
    """In something of what was delegated to them."""
    return any(
        order.means.delegates
        and person in order.event.people
        and purpose in (ANY, *order.event.purposes)
        for order in view.standings[child].orders
    )


class _Views(dict[frozenset[int], View]):
    """A file without these places or those: looked at once, in whichever of its readings. Each is
    one more reading: who are one person in these, by what no manager has confirmed, are one in it.
    """

    def __init__(self, view: View, steps: Steps) -> None:
        self._view = view
        self.steps = steps
        self._of_each = of_facts(view.file)

    def __missing__(self, places: frozenset[int]) -> View:
        self.steps.take(self._of_each)
        found = self[places] = self._view.together.without(places)
        return found


class _Less:
    """A reading with less and less of what nobody confirmed, the newest left out first: each looked
    at once, whoever may be silenced by it.
    """

    def __init__(self, reading: View, newest_first: Iterable[int], views: _Views) -> None:
        self._left_out = reading.left_out
        self._steps = views.steps
        self._newest_first = [place for place in newest_first if place not in reading.left_out]
        self._views = views

    @cached_property
    def _less_and_less(self) -> tuple[frozenset[int], ...]:
        """What is left out: the newest, the two newest, and so on."""
        self._steps.take(len(self._newest_first) ** 2 // _PLACES)
        return tuple(accumulate((frozenset({one}) for one in self._newest_first), frozenset.union))

    def without_which(self, person: str, subject: str, purpose: str) -> frozenset[int]:
        """As few as are needed, of the newest that do: what came before them gave them their word.
        None where nothing does.
        """

        def decides(places: frozenset[int]) -> bool:
            self._steps.take(1)
            return _decides(self._views[places | self._left_out], person, subject, purpose)

        found = next(filter(decides, self._less_and_less), frozenset[int]())
        for place in self._newest_first:
            if place in found and decides(found - {place}):
                found -= {place}
        return found
