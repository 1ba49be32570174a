"""A case file seen at one moment, with what had been recorded by another.

Everything the rules ask of a file goes through here, so that each question about the two clocks is
answered in one place, and once: whoever decides, lists what is due, words an answer or shows a
page about one moment is handed the same view, and what one of them asked the next finds answered.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from datetime import date, datetime

import msgspec

from ..codes import DECIDING_PR
from ..freetext.readslikeano import is_against, says_what_they_want
from ..memo import cached_property, once_each
from ..recorded.amending import amended, as_estimated, as_if_born, is_overdue
from ..recorded.births import as_born_on
from ..recorded.circumstances import DeathRecorded, PersonAmended
from ..recorded.events import (
    AdultAdded,
    CapacityRecorded,
    ChildAdded,
    CompetenceRecorded,
    RelationshipRecorded,
    WishRecorded,
)
from ..recorded.members import ALWAYS
from ..recorded.practice import BirthRecorded
from ..scopes.containing import Then
from ..scopes.scope import ANY
from ..times import LONDON, age_on
from .findings import DECIDES_FROM, OF_AGE, says_something
from .held import E, Held, in_order
from .responsibility import READ, Standings, standings
from .whattheysaid import WhatTheySaid
from .whatwaits import NOT_ABLE


class View(WhatTheySaid):
    """`file` as things stood at `as_of`, from what had been recorded by `known`."""

    @cached_property
    def children(self) -> dict[str, Held[ChildAdded]]:
        """Children on the file. Whether a child exists does not depend on `as_of`; whether one
        has been born does.
        """
        if self.like is not None and not (self.is_as_if_born or self.read.of(BirthRecorded)):
            return self.like.children
        on_file = {held.event.child: held for held in self.recorded[ChildAdded]}
        for birth in sorted(self.holding[BirthRecorded], key=in_order):
            born, held = birth.event, on_file.get(birth.event.child)
            if held is not None:
                child = msgspec.structs.replace(
                    as_born_on(held.event, born.dob),
                    names=born.names or held.event.names,
                    gender=born.gender or held.event.gender,
                )
                on_file[born.child] = msgspec.structs.replace(held, event=child)
        children = {
            id: msgspec.structs.replace(held, event=read)
            if (read := as_estimated(held.event)) is not held.event
            else held
            for id, held in self._as_amended(on_file).items()
        }
        if not self.is_as_if_born:
            return children
        return {
            id: msgspec.structs.replace(held, event=as_if_born(held.event, self._today))
            for id, held in children.items()
        }

    @cached_property
    def _today(self) -> date:
        return self.as_of.astimezone(LONDON).date()

    @cached_property
    def may_be_born(self) -> bool:
        """Somebody stands on the file as unborn, and was expected before this day."""
        return any(is_overdue(held.event, self._today) for held in self.children.values())

    @cached_property
    def adults(self) -> dict[str, Held[AdultAdded]]:
        """Adults on the file, likewise."""
        if self.like is not None:
            return self.like.adults
        return self._as_amended({held.event.person: held for held in self.recorded[AdultAdded]})

    def _as_amended(self, on_file: dict[str, Held[E]]) -> dict[str, Held[E]]:
        """With what was put right of them, which was never otherwise."""
        amendments = self.recorded[PersonAmended]
        if not amendments:
            return on_file
        found: dict[str, list[PersonAmended]] = defaultdict(list)
        for one in amendments:
            found[one.event.person].append(one.event)
        return {
            id: msgspec.structs.replace(held, event=amended(held.event, found[id]))
            if id in found
            else held
            for id, held in on_file.items()
        }

    @cached_property
    def standings(self) -> Standings:
        """By child: who is what to them, by what was recorded of it and by the orders there are."""
        like = self.like
        if like is not None and [self.holding[k] for k in READ] == [like.holding[k] for k in READ]:
            return like.standings
        return standings(self)

    def since(self, at: datetime) -> datetime:
        """Since when it was as it was at a moment who decides and who is able to, whoever's age it
        turns on: so that whoever asks of many moments looks at few.
        """
        before = bisect_right(self._changes, at)
        return self._changes[before - 1] if before else min(at, ALWAYS)

    @cached_property
    def _changes(self) -> list[datetime]:
        """The moments from which on it may be otherwise."""
        facts = (fact for kind in (*READ, CapacityRecorded) for fact in self.read.of(kind))
        return sorted({fact.effective_at for fact in facts})

    @cached_property
    def relationships(self) -> dict[str, tuple[Held[RelationshipRecorded], ...]]:
        """By child: the relationships that count, in the order the people were first recorded."""
        return {child: standing.links for child, standing in self.standings.items()}

    @once_each
    def deciders(self, child: str) -> list[Held[RelationshipRecorded]]:
        """By child: holders of parental responsibility, confirmed or not, in the order recorded.

        Before birth the mother decides alone, and without her nobody does; from the day of the
        birth on they all do.
        """
        holders = [r for r in self.relationships.get(child, ()) if r.event.pr_status in DECIDING_PR]
        mothers = [r for r in holders if r.event.role == "MOTHER"]
        unborn = child in self.children and self.children[child].event.dob is None
        return mothers if unborn else holders

    def carers(self, child: str) -> list[Held[RelationshipRecorded]]:
        """Linked adults whose word does not decide. They are shown, never counted."""
        deciding = {r.event.person for r in self.deciders[child]}
        return [r for r in self.relationships.get(child, ()) if r.event.person not in deciding]

    @cached_property
    def ages(self) -> dict[str, int | None]:
        """By child: in whole years on the day of `as_of` in London; None before birth."""
        return {
            id: None if held.event.dob is None else max(0, age_on(held.event.dob, self._today))
            for id, held in self.children.items()
        }

    def born_on(self, child: str) -> date | None:
        """The day that their age goes by; None before birth, or of nobody on the file."""
        held = self.children.get(child)
        return None if held is None else held.event.dob

    @once_each
    def competence(self, of: tuple[str, str]) -> str:
        """By child and purpose: the latest assessment of it, or of all, that says something."""
        child, purpose = of
        every = self.by[CompetenceRecorded, "child"].get(child)
        if every is None:
            return "NOT_ASSESSED"
        about = [h for h in every if h.event.purpose in (purpose, ANY) and self.still_says(h)]
        assessed = max(about, key=in_order, default=None)
        return "NOT_ASSESSED" if assessed is None else assessed.event.status

    def still_says(self, found: Held[CompetenceRecorded]) -> bool:
        """Of a finding: it was made before they are 16, or of them at 16 or later."""
        dob = self.born_on(self.the_one(found.event.child))
        return says_something(found, dob, self._today, self.put_to_a_manager)

    @once_each
    def decides_alone(self, of: tuple[str, str]) -> bool:
        """By child and purpose: the young person decides. At 16 and 17 unless assessed otherwise
        since, below 16 only if Gillick competent. At 18 there is no parental responsibility left to
        decide for them.
        """
        age = self.ages.get(of[0])
        if age is None:
            return False
        if age >= OF_AGE:
            return True
        assessed = self.competence[of]
        return assessed != NOT_ABLE if age >= DECIDES_FROM else assessed == "COMPETENT"

    @once_each
    def wish(self, child: str) -> Held[WishRecorded] | None:
        """What they want now, by the last that says so; who is not to be told is none."""
        every = self.by[WishRecorded, "child"].get(child, ())
        says = (one for one in every if says_what_they_want(one.event))
        return max(says, key=in_order, default=None)

    def objects(self, child: str) -> bool:
        """What the child wants now is against it."""
        wish = self.wish[child]
        return wish is not None and is_against(wish.event)

    @once_each
    def capacity(self, of: tuple[str, str]) -> bool:
        """By person and purpose. Presumed unless assessed as lacking (Mental Capacity Act 2005
        s.1(2)).
        """
        person, purpose = of
        every = self.by[CapacityRecorded, "person"].get(person)
        if every is None:
            return True
        about = [held for held in every if held.event.purpose in (purpose, ANY)]
        assessed = max(about, key=in_order, default=None)
        return assessed is None or assessed.event.status != "LACKS"

    @cached_property
    def the_dead(self) -> frozenset[str]:
        """Whose death is on record."""
        return frozenset(self.by[DeathRecorded, "person"])

    @once_each
    def people_at(self, seq: int) -> frozenset[str]:
        """By place in the ledger: whom `"*"` meant in an entry, who had been put on the file
        before it.
        """
        return frozenset([person for place, person in self._added if place < seq])

    def then(self, seq: int) -> Then:
        """What `"*"` meant in an entry."""
        return Then(self.people_at[seq], seq)

    @cached_property
    def _added(self) -> tuple[tuple[int, str], ...]:
        """Whoever was put on the file, with the place; by mistake as well."""
        children = ((held.seq, held.event.child) for held in self.read.of(ChildAdded))
        adults = ((held.seq, held.event.person) for held in self.read.of(AdultAdded))
        return (*children, *adults)
