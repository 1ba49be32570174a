"""One item of a proposal: who decides it, what they come to, and what else the worker must know.

`domain.md` 5.2 step 3 and 5.6 with edition 2026.3 of the rules. Whoever said anything about the
item has a position in it; `decides` says whose word counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from ..answers import Flag, Item, Outcome, Position, Reason, Says
from ..codes import ADULT_CATEGORIES, CHILD_CATEGORIES, FITS_BOTH, PURPOSES_WITHOUT_AGREEMENT
from ..file.caring import caring
from ..file.comingofage import decides_from
from ..file.held import Held, in_order
from ..file.inanenquiry import says_no_in
from ..file.view import View
from ..names.onename import child_and_adult
from ..otherfiles.saidofchild import noes_on_another_file
from ..recorded.events import ChildAdded, RelationshipRecorded
from ..recorded.policy import Policy
from ..safety.wishes import told_in_confidence
from ..said.counting import said_nothing_of, ticked
from ..said.position import position, spoke, where_they_stand
from ..scopes.scope import Point
from ..scopes.services import Service
from .authorised import authorisation_reaching
from .itemsofar import (
    ItemSoFar,
    as_theirs,
    flag_about_the_family,
    flag_the_other_parent,
    flag_what_is_not_known,
    with_what_they_said,
)
from .outcomes import adult_outcome, combine, young_person_outcome


class _Everybody(NamedTuple):
    """Who has a position in an item about a child. `own` is the child's, `shown` among the others
    if they decide or spoke; `heard` are those whose no is one though a decision goes ahead.
    """

    parents: Sequence[Position]
    carers: Sequence[Position]
    own: Position
    others: Sequence[Position]
    shown: Sequence[Position]
    heard: Sequence[Position]


def answer_item(
    view: View,
    policy: Policy,
    enquiry: str | None,
    point: Point,
    directory: Sequence[Service],
) -> Item:
    """The answer to one item in one enquiry. Decisions on record come after what was agreed."""
    asking = _Asking(view, policy, enquiry, point, directory)
    if point.subject in view.children:
        draft = asking.about_a_child(view.children[point.subject])
    elif point.subject in view.adults:
        draft = asking.about_an_adult()
    else:
        draft = ItemSoFar(Outcome.ASK, Reason.NO_RECORD, ())
    decisions: tuple[str, ...] = ()
    if draft.outcome is not Outcome.COVERED and draft.reason is not Reason.NO_RECORD:
        reaching = authorisation_reaching(view, enquiry, point, draft.heard, directory)
        if reaching is not None:
            draft.outcome, draft.reason = Outcome.AUTHORISED, Reason(reaching.kind)
            draft.flag(Flag.TELL_PARENTS if reaching.safe_to_tell else Flag.DO_NOT_TELL)
            decisions = reaching.ids
    if (
        draft.outcome not in (Outcome.COVERED, Outcome.AUTHORISED)
        and point.purpose in PURPOSES_WITHOUT_AGREEMENT
    ):
        draft.outcome = Outcome.DECISION_NEEDED
        draft.reason = Reason.PURPOSE_NEEDS_NO_AGREEMENT
    if draft.outcome in (Outcome.AUTHORISED, Outcome.DECISION_NEEDED):
        for p in draft.heard:
            if p.says is Says.NO or p.holds:
                draft.flag(Flag.PARENT_POSITION_NO, p.person)
    return Item(
        subject=point.subject,
        category=point.category,
        direction=point.direction,
        outcome=draft.outcome,
        reason=draft.reason,
        flags=tuple(sorted({flagged.flag for flagged in draft.flagged})),
        positions=draft.positions,
        authorisations=decisions,
        ends_at=_ends(draft, policy, view, point) if draft.outcome is Outcome.COVERED else None,
        flagged=tuple(sorted(draft.flagged, key=lambda f: (f.flag, f.person or ""))),
    )


def _ends(draft: ItemSoFar, policy: Policy, view: View, point: Point) -> datetime | None:
    """Until when the item is agreed: while one yes lasts, or all of them, as the policy asks; and
    until the child decides.
    """
    every = (_said_to_end(draft, policy), decides_from(view, point.subject, point.purpose))
    return min((end for end in every if end is not None), default=None)


def _said_to_end(draft: ItemSoFar, policy: Policy) -> datetime | None:
    ends = [p.ends_at for p in draft.deciding if p.says is Says.YES]
    told = [end for end in ends if end is not None]
    if not policy.one_parent_enough:
        return min(told, default=None)
    return None if None in ends else max(told, default=None)


def _is_against(found: Position) -> bool:
    """A no, or what may be one."""
    return found.says is Says.NO or found.holds


class _Asking:
    """One question: this file, this policy, this enquiry, this item."""

    def __init__(
        self,
        view: View,
        policy: Policy,
        enquiry: str | None,
        point: Point,
        directory: Sequence[Service],
    ) -> None:
        self.view = view
        self.policy = policy
        self.enquiry = enquiry
        self.point = point
        self.directory = directory

    def _position(
        self,
        person: str,
        *,
        decides: bool,
        relationship: Held[RelationshipRecorded] | None = None,
    ) -> Position:
        """With a no of whoever may be the same, typed as a child here and as an adult."""
        mine = self._own_position(person, decides=decides, relationship=relationship)
        others = child_and_adult(self.view).get(person, ())
        for other in others if not _is_against(mine) else ():
            theirs = self._own_position(other, decides=mine.decides)
            if _is_against(theirs):
                return as_theirs(mine, theirs)
        return mine

    def _own_position(
        self,
        person: str,
        *,
        decides: bool,
        relationship: Held[RelationshipRecorded] | None = None,
    ) -> Position:
        found = self._by_their_answers(person, decides=decides, relationship=relationship)
        return with_what_they_said(self.view, found, self.point, self.enquiry, self.directory)

    def _by_their_answers(
        self,
        person: str,
        *,
        decides: bool,
        relationship: Held[RelationshipRecorded] | None,
    ) -> Position:
        counts = decides and person not in self.view.the_dead
        if person in self.view.said_by:
            return self._stands(person, relationship, decides=counts)
        # Of whoever has said nothing, whatever kind of information is asked about, and of whom.
        known, link = self.view.worked_out, relationship and relationship.event
        held = (link.role, link.pr_status) if link else None
        about = (self.point.subject, self.point.purpose, self.enquiry)
        key = ("has said nothing", person, *about, counts, held)
        if key not in known:
            known[key] = self._stands(person, relationship, decides=counts)
        silent: Position = known[key]
        return silent

    def _stands(
        self, person: str, relationship: Held[RelationshipRecorded] | None, *, decides: bool
    ) -> Position:
        return position(
            self.view,
            person,
            self.point,
            self.enquiry,
            decides=decides,
            relationship=relationship,
            directory=self.directory,
        )

    def _spoke(self, person: str) -> bool:
        every = (person, *child_and_adult(self.view).get(person, ()))
        return any(spoke(self.view, one, self.point, self.enquiry, self.directory) for one in every)

    # ── a child ─────────────────────────────────────────────────────────────────────────────

    def about_a_child(self, child: Held[ChildAdded]) -> ItemSoFar:
        """The young person if the decision is theirs, else who holds parental responsibility."""
        view, id = self.view, child.event.child
        died = id in view.the_dead
        alone = view.decides_alone[id, self.point.purpose] and not died
        # What is about an adult is that adult's to agree to, however the question was put.
        about_an_adult = self.point.category in ADULT_CATEGORIES - FITS_BOTH
        for_them = not alone and not about_an_adult
        parents = [self._of_a_holder(link, decides=for_them) for link in view.deciders[id]]
        carers = [self._of_a_carer(link, decides=for_them) for link in view.carers(id)]
        own = self._position(id, decides=alone and not about_an_adult)
        living = [p for p in parents if p.person not in view.the_dead]
        acting = [p for p in carers if p.decides]
        heard = [*living, *acting, *([own] if alone else [])]
        already = {p.person for p in (*parents, *carers, own)}
        others = list(self._others_who_spoke(already))
        already |= {p.person for p in others}
        others += self._who_else_spoke(one for one in view.children if one not in already)
        shown = [own] if alone or self._spoke(id) else []
        everybody = _Everybody(parents, carers, own, others, shown, heard)
        if about_an_adult:
            draft = self._of_an_adult_under_a_childs_name(everybody, alone=alone)
        elif alone:
            draft = _of_the_young_person(everybody, living)
        else:
            draft = self._of_those_responsible(everybody, died=died)
        if not about_an_adult and ticked(view, self.enquiry) == "NO":
            for p in living:
                # Also where a reply is awaited: that is no word of their own. Whether they decide
                # for this child does not change that a no was told of.
                if said_nothing_of(view, p.person, id, self.enquiry):
                    draft.flag(Flag.RELATED_REFUSAL, p.person)
        self._flag_noes_elsewhere(draft, (*caring(view), id))
        self._flag_noes_beside(draft, own)
        self._flag_about_the_child(draft, child, own, alone=alone)
        if not died:
            nobody = view.the_dead | view.standings[id].relatives_of_before
            spoken_to = [p for p in carers if p.person not in nobody]
            flag_about_the_family(draft, living, spoken_to)
        return draft

    def _of_an_adult_under_a_childs_name(self, everybody: _Everybody, *, alone: bool) -> ItemSoFar:
        """Nobody's yes covers it. A no of a child who decides alone is a no, whatever kind it was
        filed under: it was meant of themselves.
        """
        found = everybody
        if alone and found.own.says is Says.NO:
            own = msgspec.structs.replace(found.own, decides=True)
            draft = _of_the_young_person(found._replace(shown=[own]), ())
        else:
            shown = (*found.shown, *found.parents, *found.carers, *found.others)
            draft = ItemSoFar(Outcome.ASK, Reason.ADULT_NOT_ASKED, shown, found.heard)
        for person in self._adults_who_refused():
            draft.flag(Flag.RELATED_REFUSAL, person)
        return draft

    def _of_those_responsible(self, everybody: _Everybody, *, died: bool) -> ItemSoFar:
        """They all, and whoever acts for them. Of a child who has died nobody is responsible: a no
        is heard, and the rest is a manager's.
        """
        found = everybody
        deciding = [p for p in (*found.parents, *found.carers) if p.decides]
        outcome, reason = combine(self.policy, deciding)
        if died and outcome is not Outcome.OBJECTION:
            outcome, reason = Outcome.DECISION_NEEDED, Reason.UNREACHABLE
        shown = (*found.parents, *found.shown, *found.carers, *found.others)
        draft = ItemSoFar(outcome, reason, shown, found.heard)
        if outcome is Outcome.COVERED:
            for p in draft.deciding:
                flag_the_other_parent(draft, p)
        elif reason is Reason.NOT_SAFE_TO_ASK:
            flag_what_is_not_known(draft, draft.deciding)
        return draft

    def _of_a_holder(self, link: Held[RelationshipRecorded], *, decides: bool) -> Position:
        """Of whoever is heard and no more, a no counts like any other; nobody waits for them."""
        found = self._position(link.event.person, decides=decides, relationship=link)
        heard_only = link.event.person in self.view.standings[self.point.subject].heard_only
        if heard_only and not (found.says is Says.NO or found.holds):
            return msgspec.structs.replace(found, decides=False)
        return found

    def _of_a_carer(self, link: Held[RelationshipRecorded], *, decides: bool) -> Position:
        """They decide what was delegated to them."""
        point, standing = self.point, self.view.standings[self.point.subject]
        acts = decides and standing.delegated(link.event.person, point.purpose, point.category)
        return self._position(link.event.person, decides=acts, relationship=link)

    def _others_who_spoke(self, already: set[str]) -> Iterator[Position]:
        """Whoever else said anything about the item: responsibility ended, or none recorded; of the
        children whoever is or was something to this one.
        """
        for person in caring(self.view):
            if person in already or person not in self.view.responses:
                continue
            theirs = person in self.view.adults or self._last_link(person) is not None
            if theirs and self._spoke(person):
                yield self._position(person, decides=False, relationship=self._last_link(person))

    def _who_else_spoke(self, people: Iterable[str]) -> Iterator[Position]:
        """Whoever of these said anything about an item that is another's: a parent of the other
        one, a child of one of them or of a brother.
        """
        answered = (one for one in people if one in self.view.responses)
        for person in answered:
            if person != self.point.subject and self._spoke(person):
                found = self._position(person, decides=False)
                yield msgspec.structs.replace(found, history=None)

    def _last_link(self, person: str) -> Held[RelationshipRecorded] | None:
        """What this person last was to the child, though it may have ended."""
        links = self.view.by[RelationshipRecorded, "person"].get(person, ())
        mine = (link for link in links if link.event.child == self.point.subject)
        last = max(mine, key=in_order, default=None)
        if last is None or person not in self.view.standings[self.point.subject].ended:
            return last
        ended = msgspec.structs.replace(last.event, pr_status="ENDED")
        return msgspec.structs.replace(last, event=ended)

    def _adults_who_refused(self) -> Iterator[str]:
        """Adults who are or were something to the child, and said no to this about themselves, in
        whichever enquiry goes on: asking about the child is not a way round them.
        """
        id = self.point.subject
        recorded = self.view.by[RelationshipRecorded, "child"].get(id, ())
        by_order = self.view.standings[id].links
        for person in dict.fromkeys(link.event.person for link in (*recorded, *by_order)):
            point = self.point.about(person)
            here = where_they_stand(self.view, person, point, self.enquiry, self.directory)
            if here.says is Says.NO or says_no_in(self.view, person, point, self.directory):
                yield person

    def _flag_noes_elsewhere(self, draft: ItemSoFar, people: Iterable[str]) -> None:
        """A no in an enquiry that goes on is one to know of in the others, and on other files."""
        if noes_on_another_file(self.view, self.point, self.directory):
            draft.flag(Flag.RELATED_REFUSAL)
        elsewhere = any(one != self.enquiry for one in self.view.going_on)
        for person in self.view.responses.keys() & {*people} if elsewhere else ():
            said_no = says_no_in(self.view, person, self.point, self.directory)
            if any(one != self.enquiry for one in said_no):
                draft.flag(Flag.RELATED_REFUSAL, person)

    def _flag_noes_beside(self, draft: ItemSoFar, own: Position) -> None:
        """What the child said no to close to this, or whoever was somebody to them, though they
        have no position in it: only what is about the item itself gives them one.
        """
        known = {p.person for p in (own, *draft.positions)}
        spoke = [one for one in caring(self.view) if one in self.view.responses]
        was = [one for one in spoke if one not in known and self._last_link(one)]
        for p in (own, *(self._position(one, decides=False) for one in was)):
            if p.history is Flag.RELATED_REFUSAL:
                draft.flag(p.history, p.person)

    def _flag_about_the_child(
        self, draft: ItemSoFar, child: Held[ChildAdded], own: Position, *, alone: bool
    ) -> None:
        id = child.event.child
        if own.says is Says.NO or own.holds or (not alone and self.view.objects(id)):
            draft.flag(Flag.CHILD_OBJECTS, id)
        for person in told_in_confidence(self.view, id):
            draft.flag(Flag.TOLD_IN_CONFIDENCE, person)
        age = self.view.ages[id]
        assessed = self.view.competence[id, self.point.purpose]
        young = age is not None and 12 <= age <= 15 and id not in self.view.the_dead
        if not alone and young and assessed == "NOT_ASSESSED":
            draft.flag(Flag.CONSIDER_COMPETENCE, id)

    # ── an adult ────────────────────────────────────────────────────────────────────────────

    def about_an_adult(self) -> ItemSoFar:
        """An adult's own information: that adult only, nobody for them."""
        own = self._position(self.point.subject, decides=True)
        # Whoever else spoke is shown, and says nothing for them.
        shown = (own, *self._who_else_spoke((*self.view.adults, *self.view.children)))
        # The no of the dead is shown, not counted.
        heard = (own,) if own.decides else ()
        if self.point.category in CHILD_CATEGORIES - FITS_BOTH:
            # What is about a child is answered where the child is asked about.
            return ItemSoFar(Outcome.ASK, Reason.OUT_OF_SCOPE_CHILD, shown, heard)
        draft = ItemSoFar(*adult_outcome(own), shown, heard)
        self._flag_noes_elsewhere(draft, (self.point.subject,))
        if draft.outcome is Outcome.COVERED and own.not_fully_explained:
            draft.flag(Flag.AGREED_NOT_FULLY_EXPLAINED, own.person)
        if draft.reason is Reason.NOT_SAFE_TO_ASK:
            flag_what_is_not_known(draft, [own])
        return draft


def _of_the_young_person(everybody: _Everybody, living: Iterable[Position]) -> ItemSoFar:
    found = everybody
    shown = (*found.shown, *found.parents, *found.carers, *found.others)
    draft = ItemSoFar(*young_person_outcome(found.own), shown, found.heard)
    for p in living:
        if found.own.says is Says.YES and p.says is Says.NO:
            draft.flag(Flag.PARENT_OBJECTS_YP_AGREED, p.person)
    return draft
