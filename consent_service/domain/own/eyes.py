"""What one person may see of the sharing and deciding on a file, and of which children. Pure.

It is cut down to what is about them and their children before anything shows it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from typing import Final

import msgspec

from ..answers import Safe
from ..codes import ADULT_CATEGORIES, CHILD_CATEGORIES, TEXTS
from ..deciding.authorised import decided_at
from ..file.held import Held, in_order
from ..file.view import View
from ..may import FAMILY
from ..memo import Memo, cached_property
from ..recorded.events import AuthorisationMade, Response
from ..recorded.practice import DisclosureRecorded
from ..safety.heard import spoken_to_first
from ..safety.signs import Judged, Sign
from ..safety.telling import known_until, telling
from ..said.travelling import scope_of
from ..scopes.scope import ANY, Agency, Scope
from .asknown import AsKnown
from .children import linked_children, own_children, unborn_when_recorded
from .keptfromthem import NOT_SAFE, is_kept
from .ofothers import OF_OTHERS, SEE_ADULTS, SEE_BOTH, TOLD_IN_PERSON, agencies_read
from .theirword import TheirWord
from .whatisshown import DecisionSeen, Shared
from .whosechildren import answered_for, theirs_as_known

#: Why what stands on a page is nothing that the page tells them first.
NO_NEWS: Final = frozenset({Sign.TOLD_OF_IT, Sign.SAID_THAT_THEY_MAY_KNOW})
#: Somebody said of this very thing that they are not to know of it.
_SAID_OF_IT: Final = frozenset({Sign.SAID_NOT_SAFE_TO_TELL, Sign.YOUNG_PERSON_WANTS_IT_KEPT})
#: Kinds of decision whose being there says nothing about what anybody answered.
_WHATEVER_WAS_SAID: Final = frozenset({"S47_DECISION", "COURT_ORDER"})


class Eyes:
    """One person's eyes on a file as it stands. `said` is what they answered themself."""

    def __init__(
        self, view: View, person: str, said: Sequence[Held[Response]], *, as_child: bool
    ) -> None:
        self.view = view
        self.person = person
        self.as_child = as_child
        self.said = said
        self._linked = linked_children(view, person)
        self.known = AsKnown(view, person, as_child=as_child and not self._linked)
        self._word = TheirWord(view, person, said)
        scopes = [r.event.scope for r in said]
        self._spoken_of = {subject for scope in scopes for subject in scope.subjects}
        self._by_them = {one for r in said if r.role in FAMILY for one in r.event.scope.subjects}
        #: But for whom staff wrote into an answer that they take back: those they need not know.
        self._named_themselves = self._by_them - self._written_in
        self._knows_child = Memo(self._knows_the_child)
        self.children = {
            id: child
            for id, child in theirs_as_known(self.known, as_child=as_child).items()
            if self._is_their_own(id) or self._knows_child[id]
        }
        self._agencies_named = {a for s in scopes for a in (*s.agencies, *s.exclusions.agencies)}
        self._types_named = {agency.type for agency in self._agencies_named}
        self._named = {
            code for s in scopes for code in (*s.categories, *s.exclusions.categories, *s.purposes)
        }

    def _is_their_own(self, child: str) -> bool:
        """A young person reads of themself, and of whoever is a child beside them; of a child of
        their own they read as any parent does.
        """
        return self.as_child and child not in self._linked

    def as_known(self, said: Held[Response]) -> Held[Response] | None:
        """An answer of theirs without the children that they do not know of and that were written
        into it while it was not known to be safe, or into one that they took back or said again;
        None where it is about nobody else.
        """
        scope = said.event.scope
        kept = tuple(s for s in scope.subjects if not self._is_hidden_in(s, said))
        if not kept or kept == scope.subjects:
            return said if kept else None
        scope = msgspec.structs.replace(scope, subjects=kept)
        event = msgspec.structs.replace(said.event, scope=scope)
        return msgspec.structs.replace(said, event=event)

    def _is_hidden_in(self, subject: str, said: Held[Response]) -> bool:
        return (
            not self._is_their_own(subject)
            and subject in self.view.children
            and not self._knows_child[subject]
            and (subject in self._written_in if said.role in FAMILY else self._was_unsafe(said))
        )

    @cached_property
    def _written_in(self) -> frozenset[str]:
        """Whom staff wrote into an answer of theirs while it was not known to be safe, of those who
        stand in one that they gave themselves: of nobody else is it asked.
        """
        asked = self._by_them & self.view.children.keys()
        return frozenset(
            subject
            for said in self.said
            if said.role not in FAMILY
            for subject in asked.intersection(said.event.scope.subjects)
            if self._was_unsafe(said)
        )

    def _knows_the_child(self, child: str) -> bool:
        """They named the child on their own page, were told of it, or it stood on the file as
        theirs when we first spoke to them and that was about it. A child who came later, or is not
        yet born, is on no page before somebody said so; that staff wrote an answer of theirs down
        about it says nothing. Nor is one who came, or became theirs, after something was said
        against them and before we spoke to them, unless that was about this child by name.
        """
        if child in self._named_themselves:
            return True
        judged = telling(self.view, self.person, [child])
        by_name = judged.answer is Safe.NO and Sign.SAID_NOT_SAFE_TO_TELL in judged.signs
        # Whatever was said against them since, they know of whom they were asked before it.
        if self._is_no_news(judged) or (not by_name and self._was_asked_of_hers(child)):
            return True
        # That we never spoke to them is nothing that one who calls it an error says alone.
        first = spoken_to_first(self.view.with_what_stands, self.person)
        if first is None or child in unborn_when_recorded(self.view):
            return False
        stood, safe = self.view.people_at[first], self.known.safe_until
        place = first if safe is None or child in self._spoken_of else min(first, safe)
        theirs = own_children(self.known.by_place[place], self.person, as_child=False)
        return child in stood and child in theirs and self._spoke_of(child, stood, by_name=by_name)

    def _was_asked_of_hers(self, child: str) -> bool:
        """She answered of the child that she carries, or bore, when it was safe to ask her."""
        links = self.view.relationships.get(child, ())
        if not any(r.event.person == self.person and r.event.role == "MOTHER" for r in links):
            return False
        return any(not self._was_unsafe(said) for said in self._said_about.get(child, ()))

    @cached_property
    def _said_about(self) -> dict[str, list[Held[Response]]]:
        """By whoever it names: what they said."""
        found: dict[str, list[Held[Response]]] = defaultdict(list)
        for said in self.said:
            for subject in dict.fromkeys(said.event.scope.subjects):
                found[subject].append(said)
        return found

    def _was_unsafe(self, said: Held[Response]) -> bool:
        return not self.known.was_safe_to_ask(said.seq)

    def _spoke_of(self, child: str, stood: frozenset[str], *, by_name: bool) -> bool:
        """Some answer of theirs, whoever wrote it down, is about this child. So it is, unless it
        must be by its name, where none says about which of those who stood on the file it is.

        Whether it was safe to ask them is not looked at: a page that left out what they were asked
        themselves would say that something is kept from them.
        """
        if child in self._spoken_of:
            return True
        return not by_name and (ANY in self._spoken_of or stood.isdisjoint(self._spoken_of))

    @cached_property
    def may_answer_for(self) -> frozenset[str]:
        """These children, and whom else they answer for as far as they know."""
        theirs = set() if self.as_child else answered_for(self.known) & self._linked
        return frozenset((*self.children, *(id for id in theirs if self._knows_child[id])))

    @cached_property
    def names(self) -> dict[str, str]:
        """By child: the name by which they know each that they see, or have spoken of."""
        linked = self._spoken_of & self._linked & self.view.children.keys()
        others = (id for id in linked if self._knows_child[id])
        theirs = (id for id in self.view.children if id in self.may_answer_for)
        return {id: self._name_of(id) for id in dict.fromkeys((*self.children, *theirs, *others))}

    def _name_of(self, child: str) -> str:
        """As it stood when they may last have heard it: one that was given so that somebody does
        not find the child is on no page of theirs. Of a child who is theirs no more, as it was when
        they last spoke of it.
        """
        name = self.view.children[child].event.names
        if self._is_their_own(child):
            return name
        until = known_until(self.view, self.person, [child])
        named = [r for r in self.said if child in r.event.scope.subjects]
        if until == 0:
            named = [r for r in named if not self._is_hidden_in(child, r)]
        if until == 0 or child not in self._theirs_now:
            last = max((r.seq for r in named), default=0)
            until = min(until or last, last)
        if until is None:
            return name
        known = self.known.by_place[until].children.get(child)
        return TEXTS["own_somebody"] if known is None else known.event.names

    @cached_property
    def _theirs_now(self) -> Collection[str]:
        return own_children(self.view, self.person, as_child=False).keys()

    def shared(self) -> Iterator[Shared]:
        """What was asked and told about them or their children, as far as they may know."""
        for held in self.view.holding[DisclosureRecorded]:
            visible = self.seen_of(held)
            if visible is not None:
                yield Shared(held.effective_at, visible)

    def seen_of(self, held: Held[DisclosureRecorded]) -> Scope | None:
        """What stands on their page of one contact; None where nothing does."""
        scope = scope_of(held.event)
        judged = self._judged(held, scope)
        knows = self._knows_of(held, scope, judged)
        if knows or self._read_before(
            held.seq, judged, lambda then: then.seen_of(held) is not None
        ):
            return self._part_of(held, scope)
        return None

    def _read_before(self, seq: int, judged: Judged, stood: Callable[[Eyes], bool]) -> bool:
        """They read on of what stood there when something was first said against them: a page from
        which it went that day would say so. But not once that was said of this very thing.
        """
        then = self._while_safe
        return (
            then is not None
            and seq <= (self.known.safe_until or 0)
            and _SAID_OF_IT.isdisjoint(judged.signs)
            and stood(then)
        )

    @cached_property
    def _while_safe(self) -> Eyes | None:
        """The same eyes before anything was said against them; None where nothing was."""
        until = self.known.safe_until
        if until is None:
            return None
        said = [one for one in self.said if one.seq <= until]
        return Eyes(self.known.by_place[until], self.person, said, as_child=self.as_child)

    def first_not_told(self, enquiries: Collection[str]) -> Held[DisclosureRecorded] | None:
        """Of these enquiries, the first that would stand on their page had they been told, where
        nobody said that it must not. What came after it is not looked at.
        """
        for held in sorted(self.view.holding[DisclosureRecorded], key=in_order):
            if held.event.enquiry in enquiries and self._is_to_be_told(held):
                return held
        return None

    def _is_to_be_told(self, held: Held[DisclosureRecorded]) -> bool:
        scope = scope_of(held.event)
        judged = self._judged(held, scope)
        is_told = judged.answer is Safe.NO or self._knows_of(held, scope, judged)
        return not is_told and self._part_of(held, scope) is not None

    def _part_of(self, held: Held[DisclosureRecorded], scope: Scope) -> Scope | None:
        agreed = not self._their_answers.isdisjoint(held.event.rests_on)
        return self._part(scope, held.effective_at, agreed_to=agreed)

    @cached_property
    def _their_answers(self) -> frozenset[str]:
        return frozenset(r.event.response for r in self.said)

    def _judged(self, held: Held[DisclosureRecorded], scope: Scope) -> Judged:
        """Whether they may know of it."""
        judged = telling(self.view, self.person, self._known_as(held.event))
        is_by_word = Sign.SAID_THAT_THEY_MAY_KNOW in judged.signs
        return NOT_SAFE if is_by_word and is_kept(self.view, self.person, held, scope) else judged

    def _known_as(self, made: DisclosureRecorded) -> list[str]:
        """By what they are told of it: its own id, its decision's, that of the share-now."""
        return [made.disclosure, *(id for id in made.rests_on if id not in self._answers)]

    @cached_property
    def _answers(self) -> set[str]:
        return {r.event.response for r in self.view.read.responses}

    def decided(self) -> Iterator[DecisionSeen]:
        """Decisions they may know of. One that is there only because somebody else said no, or was
        relied on, would tell a person who agreed what the other one said: it is not among them.
        """
        for decision in self.view.holding[AuthorisationMade]:
            if not self._may_know_decision(decision) or self.is_because_of_others(decision):
                continue
            then = decided_at(decision)
            visible = self._part(decision.event.scope, then, agreed_to=False)
            if visible is not None:
                over_own_no = self._said_of(decision) == "NO"
                yield DecisionSeen(then, visible, decision.event.decision, over_own_no)

    def may_infer(self, decision: Held[AuthorisationMade]) -> bool:
        """They may work out from what they are told that it was made: somebody has told them of it.
        A person does, with the reason; who read it first in other words of their page read none.
        """
        judged = telling(self.view, self.person, [decision.event.authorisation])
        return (
            judged.answer is Safe.YES
            and self._is_no_news(judged)
            # Of a refuge, say, no part may ever stand on a page.
            and self._part(decision.event.scope, decided_at(decision), agreed_to=False) is not None
        )

    def is_because_of_others(self, decision: Held[AuthorisationMade]) -> bool:
        """It was needed only for what somebody else said, or did not: this person had agreed."""
        made = decision.event
        agreed = self._said_of(decision) == "YES" or made.relies_on == self.person
        return agreed and made.decision not in _WHATEVER_WAS_SAID

    def _said_of(self, decision: Held[AuthorisationMade]) -> str | None:
        return self._word.about(decision.event.scope, decided_at(decision))

    def _knows_of(self, held: Held[DisclosureRecorded], scope: Scope, judged: Judged) -> bool:
        """They may know, and it is no news to them: they agreed to it, were told, or somebody said
        that they may read it. A young person reads what anybody agreed to about them.
        """
        return judged.answer is Safe.YES and (
            self._is_no_news(judged)
            or (held.event.basis == "AGREED" and self._is_of_themself(scope))
            or self._word.agreed_to(held, scope)
        )

    def _is_of_themself(self, scope: Scope) -> bool:
        """It is about a young person, and not about a child of theirs alone."""
        return self.as_child and not self._linked.issuperset(scope.subjects)

    def _is_no_news(self, judged: Judged) -> bool:
        return not NO_NEWS.isdisjoint(judged.signs)

    def _may_know_decision(self, decision: Held[AuthorisationMade]) -> bool:
        """Hidden until it was looked at (`domain.md` 1, on Schedule 3 of the DPA 2018)."""
        return self.knows(decision.event.authorisation, decision.seq)

    def knows(self, id: str, seq: int) -> bool:
        """They may know of this, at a place, and it is no news; or read it while they did."""
        judged = telling(self.view, self.person, [id])
        knows = judged.answer is Safe.YES and self._is_no_news(judged)
        return knows or self._read_before(seq, judged, lambda then: then.knows(id, seq))

    def knows_who_has_it(self, enquiry: str) -> bool:
        """They may know that it was handed on."""
        handed = self.view.handed_on.get(enquiry)
        return self.knows(enquiry, 0 if handed is None else handed.seq)

    def _part(self, scope: Scope, then: datetime, *, agreed_to: bool) -> Scope | None:
        """The part about this person and their children; None if there is none."""
        children = self._children_in(scope, then, agreed_to=agreed_to)
        others = [s for s in scope.subjects if s not in self.children and s != self.person]
        # With another adult named beside them it could be that one's information.
        about_self = not self.as_child and self.person in scope.subjects and not others
        allowed = CHILD_CATEGORIES if children else frozenset()
        allowed |= ADULT_CATEGORIES if about_self else frozenset()
        if not self.as_child:
            allowed -= TOLD_IN_PERSON - self._named
        part = Scope(
            subjects=(*children, *((self.person,) if about_self else ())),
            purposes=tuple(p for p in scope.purposes if p not in OF_OTHERS - self._named),
            agencies=tuple(self._agencies(scope, alone=not others, about_self=about_self)),
            categories=tuple(c for c in scope.categories if c in allowed or c == ANY),
            directions=scope.directions,
        )
        return part if all((part.subjects, part.purposes, part.agencies, part.categories)) else None

    def _children_in(self, scope: Scope, then: datetime, *, agreed_to: bool) -> list[str]:
        """Those who were theirs then and are now. What a young person decided for themself is
        theirs alone, unless it rested on this very person's word.
        """
        named = [id for id in self.children if id in scope.subjects or ANY in scope.subjects]
        if self.as_child and self._linked.isdisjoint(named):
            return named
        before = self.view.at[then]
        theirs = set(own_children(before, self.person, as_child=False))
        if not theirs >= set(named) and self.known.as_far_as_whose is not None:
            # Whoever does not know that a child is theirs no more reads on of it.
            theirs |= own_children(
                self.known.as_far_as_whose.at[then], self.person, as_child=False
            ).keys()
        return [
            id
            for id in named
            if self._is_their_own(id)
            or (
                id in theirs
                and (
                    agreed_to
                    or not any(before.decides_alone[id, purpose] for purpose in scope.purposes)
                )
            )
        ]

    def _agencies(self, scope: Scope, *, alone: bool, about_self: bool) -> Iterator[Agency]:
        sees = SEE_ADULTS if about_self else SEE_BOTH if self.as_child and alone else frozenset()
        return agencies_read(scope, self._types_named | sees, self._agencies_named)
