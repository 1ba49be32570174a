"""What the tasks are derived from: a file at one moment, and the questions they all ask of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import datetime
from itertools import chain
from typing import Any, Final, TypeAlias, TypeVar

from ..answers import Safe
from ..codes import DECIDING_PR, PLACEHOLDER
from ..file.caring import caring, who_may_wish
from ..file.goingon import BY_REFERRER
from ..file.held import Held
from ..file.inanenquiry import answers_in, talks_in
from ..file.ordersmean import COUNCIL
from ..file.view import View
from ..file.whattheysaid import NOT_HEARD_HERE, REACHED_BY
from ..file.whatwaits import refused_places
from ..following.convened import times_heard
from ..following.section47 import why_ask_first
from ..lifting.written import was_pressed
from ..memo import Memo, cached_property
from ..noticing.whichway import keeps_a_promise
from ..recorded.events import (
    AuthorisationMade,
    ChildAdded,
    ConversationRecorded,
    EnquiryOpened,
    RelationshipRecorded,
    Response,
)
from ..recorded.policy import Policy
from ..safety.heard import is_told_nothing
from ..safety.reaching import asked_not_to_be
from ..safety.signs import asking
from ..safety.telling import telling
from ..said.explaining import explained
from ..said.spokenof import not_spoken_of
from ..scopes.scope import ANY, Scope
from ..times import day_of
from .task import Task

#: An area of the work, and what it makes of a file.
AreaOfWork: TypeAlias = Callable[["Scene"], Iterator[Task]]

V = TypeVar("V")

#: Parents, with or without parental responsibility.
_PARENTS: Final = frozenset({"MOTHER", "FATHER", "SECOND_PARENT", "ADOPTIVE_PARENT"})
_NO_PARENT: Final = frozenset({"LOCAL_AUTHORITY", PLACEHOLDER})
#: From here on somebody is nobody's child before the law.
_GROWN_UP: Final = 18


class Scene:
    """A view, and what tasks ask of it: whom to speak to, in which enquiries, since when."""

    def __init__(self, view: View, policy: Policy) -> None:
        self.view = view
        self.policy = policy
        self.file = view.read
        self.as_of = view.as_of
        self.known = view.known
        self.today = day_of(view.as_of)
        self._tasks: dict[AreaOfWork, tuple[Task, ...]] = {}
        #: What an area of the work makes of it besides tasks, and asks for again.
        self.worked_out: dict[Any, Any] = {}
        #: The same of other looks. This one is not among them, or it would stay after it is over.
        self._others = Memo[View, Scene](lambda look: Scene(look, policy))

    def tasks(self, *areas: AreaOfWork) -> list[Task]:
        """What areas of the work make of it, each worked out once."""
        for area in areas:
            if area not in self._tasks:
                self._tasks[area] = tuple(area(self))
        return [task for area in areas for task in self._tasks[area]]

    def once(self, key: Hashable, make: Callable[[], V]) -> V:
        """What was made so of the file as it was before, and is the same of it now by this policy;
        else what is made now. It holds no view and no part of one.
        """
        return self.view.answers.once(key, make, self.policy)

    def derive(self, areas: Iterable[AreaOfWork], key: Hashable) -> None:
        """What these areas of the work make of it, each once; what they made of the file as it was
        before, where it is the same.
        """
        self._tasks |= self.once(key, lambda: {area: tuple(area(self)) for area in areas})

    @cached_property
    def as_it_stands(self) -> tuple[Scene, ...]:
        """The same without anything that waits for a manager, or was refused by one; nothing where
        there is no such thing, or where it says of two that they are one and nothing else: that is
        left out already.
        """
        least = max(self.view.readings_apart, key=lambda one: len(one.left_out))
        is_less = bool(least.left_out - self.view.together.yet_apart)
        return (Scene(least, self.policy),) if is_less else ()

    @cached_property
    def as_refused(self) -> tuple[Scene, ...]:
        """The same without what a manager refused; nothing where there is no such thing."""
        places = refused_places(self.view.file, self.known)
        return (Scene(self.view.without(places), self.policy),) if places else ()

    @property
    def with_what_stands(self) -> Scene:
        """The same, in which nothing is an error by what waits for a manager, nor ends by what was
        refused.
        """
        return self._of(self.view.with_what_stands)

    @property
    def without_refused_ends(self) -> Scene:
        """The same, in which nothing ends by what a manager has refused."""
        return self._of(self.view.without_refused_ends)

    def _of(self, view: View) -> Scene:
        return self if view is self.view else self._others[view]

    @cached_property
    def open(self) -> dict[str, Held[EnquiryOpened]]:
        """Enquiries that had been opened and go on, with us or with whom they were handed to."""
        return {
            e.event.enquiry: e
            for e in self.view.holding[EnquiryOpened]
            if e.event.enquiry not in self.view.ended
        }

    @cached_property
    def councils(self) -> frozenset[str]:
        """Whoever is nothing but a council to each of their children."""
        return frozenset(
            person
            for person, links in self.people.items()
            if all(link.event.role == COUNCIL for link in links)
        )

    # ── people ──────────────────────────────────────────────────────────────────────────────

    @cached_property
    def children(self) -> list[Held[ChildAdded]]:
        """Children and young people who are alive, the unborn included."""
        return [
            child
            for id, child in self.view.children.items()
            if ((age := self.view.ages[id]) is None or age < _GROWN_UP)
            and id not in self.view.the_dead
        ]

    @cached_property
    def who_may_wish(self) -> list[str]:
        """Whose wishes are heard, of those who are alive: a child is one until they are of age."""
        grown_up = {child.event.child for child in self.grown_up}
        return [
            one
            for one in who_may_wish(self.view)
            if one not in grown_up and one not in self.view.the_dead
        ]

    @cached_property
    def grown_up(self) -> list[Held[ChildAdded]]:
        """Whoever was put on file as a child, is alive, and is nobody's child any more."""
        return [
            child
            for id, child in self.view.children.items()
            if (self.view.ages[id] or 0) >= _GROWN_UP and id not in self.view.the_dead
        ]

    @cached_property
    def people(self) -> dict[str, list[Held[RelationshipRecorded]]]:
        """Whoever is alive and linked to a child, with what they are to each. No placeholders, and
        nobody of the family that an adoption took the child from.
        """
        found: dict[str, list[Held[RelationshipRecorded]]] = defaultdict(list)
        for child in self.children:
            standing = self.view.standings[child.event.child]
            nobody = self.view.the_dead | standing.relatives_of_before
            for link in standing.links:
                person = link.event.person
                known = link.event.role != PLACEHOLDER and person in caring(self.view)
                if known and person not in nobody:
                    found[person].append(link)
        return dict(found)

    def was_taken_from(self, person: str, subjects: Iterable[str]) -> bool:
        """Of all the children that are meant by these, an adoption ended what they were to them:
        nobody sends them anything about them any more.
        """
        if person not in self._of_before:
            return False
        standings, every = self.view.standings, set(subjects)
        meant = set(standings) if ANY in every else every & {*standings}
        theirs = {
            child
            for child in meant
            if person in standings[child].ended
            or any(link.event.person == person for link in standings[child].links)
        }
        taken = all(person in standings[child].ended for child in theirs)
        return bool(theirs) and taken and person not in every

    @cached_property
    def _of_before(self) -> frozenset[str]:
        """Whoever was something to a child until an adoption."""
        return frozenset(chain.from_iterable(one.ended for one in self.view.standings.values()))

    @cached_property
    def parents(self) -> list[str]:
        """Of these, those who are parents or hold parental responsibility."""
        return [p for p, links in self.people.items() if any(map(_is_parent, links))]

    def parents_of(self, scope: Scope) -> list[str]:
        """The parents of the children that a scope names."""
        return [
            person
            for person in self.parents
            if any(
                _is_parent(link) and _names(scope, {link.event.child, person})
                for link in self.people[person]
            )
        ]

    def only_child(self, person: str) -> str | None:
        """The child they are linked to, where there is just one."""
        links = self.people.get(person, [])
        return links[0].event.child if len(links) == 1 else None

    @cached_property
    def linked_to(self) -> dict[tuple[str, str], datetime]:
        """By person and child: when it was first recorded that they are linked."""
        every = [
            *self.view.recorded[RelationshipRecorded],
            *(link for links in self.view.relationships.values() for link in links),
        ]
        # The first that was recorded of each pair counts.
        return {(held.event.person, held.event.child): held.recorded_at for held in reversed(every)}

    @cached_property
    def linked_at(self) -> dict[str, datetime]:
        """By person: when it was first recorded that they are linked to a child of the file."""
        found: dict[str, datetime] = {}
        for (person, _), at in self.linked_to.items():
            found[person] = min(at, found.get(person, at))
        return found

    @cached_property
    def mourning(self) -> frozenset[str]:
        """Whoever is or was somebody to a child who has died."""
        died = self.without_refused_ends.view.the_dead
        every = self.view.recorded[RelationshipRecorded] if died else ()
        return frozenset(held.event.person for held in every if held.event.child in died)

    def is_about_the_dead(self, task: Task) -> bool:
        """Whoever it would be done with, or the child it is about, has died; or an answer that it
        is about was about nobody else.
        """
        if not self.view.the_dead:
            return False
        if any(one is not None and one in self.view.the_dead for one in (task.person, task.child)):
            return True
        subjects = self._asked_about.get(task.about or "", ())
        return bool(subjects) and all(one in self.view.the_dead for one in subjects)

    @cached_property
    def _asked_about(self) -> dict[str, tuple[str, ...]]:
        """By answer: those whom it was about."""
        return {held.event.response: held.event.scope.subjects for held in self.view.said}

    # ── speaking ────────────────────────────────────────────────────────────────────────────

    def spoken_to(self, person: str, enquiry: str) -> datetime | None:
        """When we first heard them ourselves in this enquiry. The referrer's word is not theirs."""
        return self.view.each[_spoken_to][person, enquiry]

    def to_be_spoken_of(self, person: str, enquiry: str) -> tuple[str, ...]:
        """The children for whom they care about whom nobody has spoken with them yet: all of them,
        until we have heard them in this enquiry.
        """
        children = dict.fromkeys(link.event.child for link in self.people[person])
        if self.spoken_to(person, enquiry) is None:
            return tuple(children)
        return not_spoken_of(self.view, person, children, self.view.going_on)

    def talked_to(self, person: str, enquiry: str) -> bool:
        """Some of us talked with them in this enquiry: what they pressed or wrote on their own page
        is their word, and no talk; nor is it one that they rang and were told nothing.
        """
        return self.view.each[_talked_to][person, enquiry]

    def only_online(self, person: str, enquiry: str) -> bool:
        """All that there is of them in this enquiry they pressed or wrote on their own page."""
        said = [*_heard(self.view, (person, enquiry))]
        return bool(said) and all(was_pressed(self.view, held) for held in said)

    def heard_after(self, person: str, moment: datetime) -> bool:
        """Whether we spoke to them, or they to us, after a moment: what only went out to them, by
        another way than they want, is no talk.
        """
        last = self._last_heard[person]
        return last is not None and last > moment

    @cached_property
    def _last_heard(self) -> Memo[str, datetime | None]:
        view = self.view
        return Memo(lambda person: max(times_heard(view, person, keeps_a_promise), default=None))

    @cached_property
    def explained_to(self) -> Memo[tuple[str, str], frozenset[str]]:
        """By person and enquiry: what of the nine points they were told in it, in any talk."""
        return self.view.each[_explained_to]

    @cached_property
    def may_be_spoken_to(self) -> Memo[str, bool]:
        """By person: it is safe to, and undoes no decision that they are not to be told."""
        view, safe = self.view, self.is_safe_to_ask
        return Memo(lambda person: safe[person] and why_ask_first(view, person) is None)

    @cached_property
    def asked_not_to_be(self) -> Memo[str, list[str]]:
        """By person: how they asked not to be contacted, until a manager has let it go."""
        readings = self.view.readings_apart
        return Memo(
            lambda person: sorted({how for one in readings for how in asked_not_to_be(one, person)})
        )

    @cached_property
    def is_safe_to_ask(self) -> Memo[str, bool]:
        """By person: it is known to be. Not known is not yes."""
        asked = self.view.each[asking]
        return Memo(lambda person: asked[person].answer is Safe.YES)

    def is_kept_from(self, person: str) -> bool:
        """A decision in force about them, or about a child of theirs, is not to reach them."""
        if not self.view.authorisations:
            return False
        concerned = {person, *(link.event.child for link in self.people.get(person, ()))}
        return any(
            _names(decision.event.scope, concerned) and self.is_kept(decision, person)
            for decision in self.view.authorisations
        )

    def must_ask_first(self, person: str) -> bool:
        """A manager is asked before anybody speaks to them, about anything: a decision is kept from
        them, or may be. What a young person does not want a parent to know is no such thing.
        """
        return why_ask_first(self.view, person) is not None

    def is_kept(self, decision: Held[AuthorisationMade], person: str) -> bool:
        """They are not to know of a decision. Where nobody said so, they are still to be told."""
        return telling(self.view, person, [decision.event.authorisation]).answer is Safe.NO


def _explained_to(view: View, of: tuple[str, str]) -> frozenset[str]:
    person, enquiry = of
    return frozenset(
        point for talk in talks_in(view, enquiry, person) for point in explained(view, talk)
    )


def _spoken_to(view: View, of: tuple[str, str]) -> datetime | None:
    return min((held.effective_at for held in _heard(view, of)), default=None)


def _talked_to(view: View, of: tuple[str, str]) -> bool:
    said = (held for held in _heard(view, of) if not was_pressed(view, held))
    return any(not is_told_nothing(held.event) for held in said)


def _heard(
    view: View, of: tuple[str, str]
) -> Iterator[Held[ConversationRecorded] | Held[Response]]:
    """What they said to us in an enquiry, whichever way."""
    person, enquiry = of
    for talk in talks_in(view, enquiry, person):
        if talk.event.method != BY_REFERRER:
            yield talk
    for said in answers_in(view, enquiry, person):
        if said.event.answer in REACHED_BY and said.event.method not in NOT_HEARD_HERE:
            yield said


def _is_parent(link: Held[RelationshipRecorded]) -> bool:
    return link.event.role in _PARENTS or (
        link.event.pr_status in DECIDING_PR and link.event.role not in _NO_PARENT
    )


def _names(scope: Scope, concerned: set[str]) -> bool:
    return ANY in scope.subjects or bool(concerned & set(scope.subjects))


def what_is_done(task: Task, view: View) -> tuple[str | None, ...]:
    """By which two tasks are one, whoever of two who are one person they name."""
    person, child = (one and view.the_one(one) for one in (task.person, task.child))
    return (task.code, person, child, task.about, task.enquiry)
