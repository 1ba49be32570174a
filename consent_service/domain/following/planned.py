"""Safety plans as they stand: each version, who is to follow it, and who has which. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple, TypeAlias

from ..answers import Safe
from ..file.held import Held, in_order
from ..file.view import View
from ..recorded.plans import (
    ContactArrangement,
    PlanConfirmed,
    PlanEnded,
    PlanRecipientNamed,
    PlanShared,
    SafetyPlanMade,
)
from ..recorded.practice import EntryCorrected
from ..safety.feared import feared_as
from ..scopes.scope import Agency
from ..writing import folded
from .ofthefamily import NETWORK, Word, may_hear, may_mean, may_name, who_is_meant, words_to

#: How somebody may be with a child, with the most care first; what is minded of these.
_CARE: Final = ("NONE", "BY_TELEPHONE", "SUPERVISED", "AT_TIMES", "FREELY")
_MINDED: Final = frozenset({"NONE", "BY_TELEPHONE", "SUPERVISED"})

End: TypeAlias = Held[PlanEnded] | Held[EntryCorrected]

_HOSPITALS: Final = frozenset({"HOSPITAL", "URGENT_EMERGENCY_CARE", "MIDWIFERY"})


class Recipient(NamedTuple):
    """Somebody who is to follow a plan, or was: the version they have, and what they said of it.

    `person` is who of the family is meant; None for an agency. `told_of_end` is when they were told
    that it ended, or is no longer theirs to follow.
    """

    named: Held[PlanRecipientNamed]
    person: str | None
    follows: bool
    shared: Held[PlanShared] | None
    confirmed: Held[PlanConfirmed] | None
    told_of_end: Word | None
    #: Whether it is safe that they have it: an agency may.
    may_have: Safe

    @property
    def id(self) -> str:
        """Which, by id."""
        return self.named.event.recipient

    @property
    def has(self) -> int:
        """The version they were last given; 0 for none."""
        return 0 if self.shared is None else self.shared.event.version

    @property
    def has_confirmed(self) -> bool:
        """They said that they have what they were last given."""
        return self.confirmed is not None and self.confirmed.event.version >= self.has


class Planned(NamedTuple):
    """A safety plan: its versions in the order made, its recipients, and its end if it ended."""

    versions: tuple[Held[SafetyPlanMade], ...]
    #: The version that counts: one that waits for a manager is not given to anybody yet.
    newest: Held[SafetyPlanMade]
    recipients: tuple[Recipient, ...]
    ended: End | None

    @property
    def following(self) -> tuple[Recipient, ...]:
        """Those who are to follow it."""
        return tuple(one for one in self.recipients if one.follows)

    @property
    def to_have(self) -> tuple[Recipient, ...]:
        """Those of them who have it, may have it, or may be found to: whoever it is not safe to
        give it to is waited for by nobody.
        """
        return tuple(
            one
            for one in self.following
            if one.may_have is not Safe.NO or one.has == self.newest.event.version
        )

    @property
    def having(self) -> tuple[Recipient, ...]:
        """Those of them who have the newest version."""
        return tuple(one for one in self.following if one.has == self.newest.event.version)

    @property
    def so_far(self) -> str:
        """How many have it, in words: "3 of 7 have version 2"."""
        having, to_have = len(self.having), len(self.to_have)
        if not to_have:
            return f"Nobody was given version {self.newest.event.version}"
        return f"{having} of {to_have} have version {self.newest.event.version}"

    @property
    def looked_at_again(self) -> date | None:
        """Of the newest version."""
        return looked_at_again(self.newest.event)

    @property
    def lacks_a_ward(self) -> bool:
        """It says how somebody may be with a child on a ward, and nobody there is to have it."""
        held = any(one.on_the_ward for one in self.newest.event.contact)
        agencies = [one.named.event.agency for one in self.following]
        return held and not any(one and one.type in _HOSPITALS for one in agencies)


def looked_at_again(made: SafetyPlanMade) -> date | None:
    """The first day on which a version of a plan, or a part of it, is looked at again: whoever
    reads of it, on staff or in the family, reads of the same.
    """
    days = (made.review_on, *(step.review_on for step in made.steps))
    return min((day for day in days if day is not None), default=None)


def planned(view: View) -> Iterator[Planned]:
    """Each safety plan there was, in the order made. What would end one ends it
    once it counts for certain: until a manager has confirmed it, it stands.
    """
    made: dict[str, list[Held[SafetyPlanMade]]] = {}
    for held in view.read.of(SafetyPlanMade):
        if held.effective_at <= view.as_of and held.recorded_at <= view.known:
            made.setdefault(held.event.plan, []).append(held)
    for plan, every in made.items():
        counts = {
            held.seq
            for one in view.readings
            for held in one.by[SafetyPlanMade, "plan"].get(plan, ())
        }
        # Where each was found to be an error, whoever had one is still to be told.
        versions = [held for held in every if held.seq in counts] or every
        versions.sort(key=_number)
        standing = [one for one in (in_force(each).get(plan) for each in view.readings) if one]
        end = None if standing else _end(view, plan, every)
        newest = min(standing, key=_number, default=versions[-1])
        yield Planned(tuple(versions), newest, tuple(_recipients(view, newest, end)), end)


def _end(view: View, plan: str, every: Sequence[Held[SafetyPlanMade]]) -> End | None:
    """How it ended; or what was found to be wrong, where it was an error."""
    ended = view.newest[PlanEnded, "plan"].get(plan)
    if ended is not None:
        return ended
    places = {held.seq for held in every}
    wrong = (held for held in view.read.of(EntryCorrected) if held.event.corrects in places)
    return max(wrong, key=lambda held: held.seq, default=None)


def _number(held: Held[SafetyPlanMade]) -> int:
    return held.event.version


def in_force(reading: View) -> dict[str, Held[SafetyPlanMade]]:
    """The plans that have not ended, in one reading of the file, by their newest versions."""
    made = reading.by[SafetyPlanMade, "plan"]
    ended = reading.by[PlanEnded, "plan"]
    return {plan: max(held, key=_number) for plan, held in made.items() if plan not in ended}


def no_longer_kept(
    before: View, after: View, plan: str
) -> tuple[tuple[str, ...], tuple[str | None, ...]]:
    """Of a plan that goes on, what its newest version keeps no more: children whom it kept safe;
    and those who were to be with them only while somebody else is there, or not at all, and by it
    may be with less care. Whoever stands on no file is None, and so is one of whom it says nothing.
    """
    was, now = in_force(before)[plan].event, in_force(after)[plan].event
    children = {after.the_one(child) for child in now.children}
    left = tuple(child for child in was.children if after.the_one(child) not in children)
    # Of two things said of one person the one with less care is what may come of it.
    arranged = sorted(now.contact, key=lambda one: _CARE.index(one.how))
    cares = {_whom(after, one): _CARE.index(one.how) for one in arranged}
    freed = tuple(
        one.person
        for one in was.contact
        if _CARE.index(one.how) < cares.get(_whom(after, one), len(_CARE)) and one.how in _MINDED
    )
    return left, freed


def _whom(view: View, one: ContactArrangement) -> tuple[str | None, str]:
    """By id, or by the name that was typed."""
    return (None if one.person is None else view.the_one(one.person)), folded(one.who or "")


def _recipients(view: View, newest: Held[SafetyPlanMade], end: End | None) -> Iterator[Recipient]:
    plan = newest.event.plan
    for held in view.newest[PlanRecipientNamed, "recipient"].values():
        if held.event.plan == plan:
            id = held.event.recipient
            over = end if end is not None else held if held.event.ended else None
            said = held.event
            person = who_is_meant(view, said.person, said.agency, said.name)
            yield Recipient(
                held,
                person,
                over is None,
                max(view.by[PlanShared, "recipient"].get(id, ()), key=_by_version, default=None),
                max(view.by[PlanConfirmed, "recipient"].get(id, ()), key=_by_version, default=None),
                None if over is None else _told(view, held.event, person, over),
                Safe.YES if person is None else _may_have_it(view, newest, person),
            )


def _by_version(held: Held[PlanShared] | Held[PlanConfirmed]) -> tuple[int, int]:
    return held.event.version, held.seq


def _told(
    view: View,
    named: PlanRecipientNamed,
    person: str | None,
    over: End | Held[PlanRecipientNamed],
) -> Word | None:
    """Since it was over; or that it was not safe to."""
    told = words_to(view, named.plan, named.recipient, person)
    since = (one for one in told if one.seq > over.seq)
    return max(since, key=in_order, default=None)


def _may_have_it(view: View, plan: Held[SafetyPlanMade], person: str) -> Safe:
    """Whether somebody of the family may be given a plan, and may know of each child in it."""
    return may_hear(view, person, [plan.event.plan, *plan.event.children])


def decides_with_us(view: View, plan: SafetyPlanMade, person: str) -> bool:
    """The child themself, or who decides for each child of it: with them it is made, and to
    everybody else it is shared.
    """
    return person in plan.children or all(
        person in {link.event.person for link in view.deciders[child]} for child in plan.children
    )


def does_something_by(view: View, plan: Planned, person: str | None, agency: Agency | None) -> bool:
    """A step of its newest version is theirs: by id, or by a name that may mean them."""
    for step in plan.newest.event.steps:
        if step.person is not None:
            found = person is not None and view.the_one(step.person) == view.the_one(person)
        elif step.who is None:
            found = False
        elif person is not None:
            found = may_mean(view, person, step.who)
        else:
            found = agency is not None and may_name(agency, step.who)
        if found:
            return True
    return False


def shared_with(view: View, recipient: Recipient) -> Agency:
    """As which agency a recipient stands in a question, or in what was shared: somebody of the
    family is one of the family's network, by name.
    """
    named = recipient.named.event
    if named.agency is not None:
        return named.agency
    who = view.adults.get(named.person or "") or view.children.get(named.person or "")
    return Agency(NETWORK, None if who is None else who.event.names)


def not_for_them(view: View, event: PlanRecipientNamed | PlanShared) -> Iterator[str]:
    """Whom it names as one who is to have a plan, or says that they were given it, and of whom it
    is not known that it is safe to tell them.
    """
    for plan in planned(view):
        for one in plan.recipients:
            is_it = one.id == event.recipient
            if is_it and one.person is not None and one.may_have is not Safe.YES:
                yield one.person


def not_to_do_it(view: View, made: SafetyPlanMade) -> Iterator[str]:
    """Whom a plan gives something to do, or has be there, of whom it is not known that it is safe
    to tell them: nobody does their part of what they are not told.
    """
    typed = [*(step.who for step in made.steps), *(one.supervised_by for one in made.contact)]
    people = [step.person for step in made.steps]
    people += [feared_as(view, name) for name in typed if name is not None]
    for person in dict.fromkeys(view.the_one(one) for one in people if one is not None):
        if may_hear(view, person, [made.plan, *made.children]) is not Safe.YES:
            yield person
