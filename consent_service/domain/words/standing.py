"""What an agency is told of where each person stands, of who decided, and on what we rest.

The fewer words about a person the better: why somebody is not safe to speak to, whether they can
decide, what they said when they said no and how a yes was given stay with us.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final

from ..answers import Item, Outcome, Position, Reason, Safe, Says
from ..codes import ADULT_CATEGORIES, DECIDING_PR, PLACEHOLDER, codes, label
from ..file.authorityfile import AuthorityFile
from ..file.held import Held, in_order
from ..file.ordersmean import COUNCIL
from ..file.view import View
from ..file.whatwaits import with_what_may_stand_again
from ..recorded.event import Event
from ..recorded.events import AuthorisationMade
from ..recorded.falling import MANAGERS
from ..recorded.particulars import PUBLIC_TASK
from ..safety.heard import heard_ourselves
from ..said.saidbesides import has_said
from ..said.toldof import told_of
from ..scopes.proposal import Proposal
from ..scopes.scope import Point, as_asked
from ..scopes.services import Directory
from .naming import day, listed, lower_first, name_in, name_of, with_role

_NOT_ASKED: Final = "{} has not been asked about this yet."
#: They heard of it, and nobody asked them to agree to it.
_TOLD: Final = "{} was told of this on {}."
_NOT_HEARD: Final = "We have not heard from {} about this ourselves yet."
#: Why there is no answer that counts, where the agency may know. For any other reason it is told
#: only that there is none.
_NO_ANSWER: Final = {
    Reason.AWAITING_REPLY: "{} has been asked about this and has not replied yet.",
    Reason.UNDECIDED: "{} has been asked about this and has not decided yet.",
    # Perhaps there is no answer: the referrer may have said no more than that they know.
    Reason.REPORTED_NOT_CONFIRMED: _NOT_HEARD,
    Reason.NOT_ASKED: _NOT_ASKED,
    Reason.OUT_OF_SCOPE_CHILD: _NOT_ASKED,
    Reason.OUT_OF_SCOPE_PURPOSE: _NOT_ASKED,
    Reason.OUT_OF_SCOPE_AGENCY: _NOT_ASKED,
    Reason.OUT_OF_SCOPE_CATEGORY: _NOT_ASKED,
    Reason.OUT_OF_SCOPE_DIRECTION: _NOT_ASKED,
}
_NONE_THAT_COUNTS: Final = "We have no answer from {} about this that we rely on."
_NOT_REACHED: Final = "We have not been able to reach {} about this."


class CanBeSaid:
    """What can be said of the items of one answer, from the file as it was known then."""

    def __init__(self, view: View, own: AuthorityFile | None, proposal: Proposal) -> None:
        self.view = view
        self._own = own
        self._enquiry = proposal.enquiry
        self._purpose = proposal.purpose
        self._directory = Directory() if own is None else own.directory(view.known)
        self._agency = as_asked(proposal.agency, self._directory)
        self._decisions = {a.event.authorisation: a for a in view.read.of(AuthorisationMade)}

    def sentences(self, item: Item) -> tuple[str, ...]:
        """Where those who can decide stand, who decided otherwise, and our lawful basis."""
        people = [*self._people(item)]
        over_a_no = any(p.decides and p.says is Says.NO for p in item.positions)
        decided = [self._decided(one, over_a_no=over_a_no) for one in self.decisions(item)]
        return (*people, *decided, basis_of(self._purpose, self.decisions(item)))

    def decisions(self, item: Item) -> list[Held[AuthorisationMade]]:
        """The decisions that reach an item, the latest last."""
        if item.outcome is not Outcome.AUTHORISED:
            return []
        found = [self._decisions[id] for id in item.authorisations if id in self._decisions]
        return sorted(found, key=in_order)

    def _people(self, item: Item) -> Iterator[str]:
        deciding = [p for p in item.positions if p.decides]
        if not deciding and item.category in ADULT_CATEGORIES:
            yield "We are not relying on an answer of the adult whom this is about."
        elif not deciding:
            child = self.view.each[name_of][item.subject]
            if item.subject in self.view.the_dead:
                yield f"{child} has died."
                return
            yield f"We do not know yet who has parental responsibility for {child}."
        for position in deciding:
            yield from self._position(position, item)

    def _position(self, position: Position, item: Item) -> Iterator[str]:
        name = name_in(self.view, position)
        if position.says is Says.YES:
            when = "" if position.said_at is None else f" on {day(position.said_at)}"
            by = ", to whom it was delegated to decide it," if _acts_for_them(position) else ""
            yield f"{self._for_whom(name, position)}{by} agreed to this{when}."
        elif position.asking is not Safe.YES:
            # The agency is asked not to contact them, and told nothing else.
            return
        elif position.says is Says.NO:
            yield f"{name} {_said_no(position)}."
        elif position.role == PLACEHOLDER:
            yield "We do not know yet who the father is."
            return
        elif (before := self._said_no_before(position)) is not None:
            yield f"{name} {before}"
        elif (told := self._told(position, item)) is not None:
            yield _TOLD.format(name, day(told))
        else:
            said = has_said(self.view, position.person) or self._was_set_aside(position.person)
            heard = said or heard_ourselves(self.view, position.person) is not None
            yield _no_answer(position, has_said=said, is_heard=heard).format(name)
        if position.pr_status == "UNCONFIRMED":
            yield f"We have not confirmed that {name} has parental responsibility."
        elif position.pr_status == "DISPUTED":
            yield f"Whether {name} has parental responsibility is disputed."

    def _told(self, position: Position, item: Item) -> datetime | None:
        point = Point(item.subject, self._purpose, self._agency, item.category, item.direction)
        return told_of(self.view, position, self._enquiry, point, self._directory)

    def _was_set_aside(self, person: str) -> bool:
        """What they said was called an error, and the last word on that is not spoken."""
        file = with_what_may_stand_again(self.view.file, self.view.known)
        if file is self.view.file:
            return False
        then = View(file, self.view.as_of, self.view.known)
        return len(then.said_by.get(person, ())) > len(self.view.said_by.get(person, ()))

    def _said_no_before(self, position: Position) -> str | None:
        """Whoever said no where that has ended, or in another enquiry, was asked all the same."""
        if position.reason is not Reason.NOT_ANSWERED or position.response is None:
            return None
        nos = (held for held in self.view.said if held.seq == position.entry)
        is_over = any(one.event.enquiry in self.view.ended for one in nos)
        where = "an enquiry that has closed" if is_over else "another enquiry"
        when = "" if position.said_at is None else f" on {day(position.said_at)}"
        return f"said no to this{when}, in {where}. We are still to ask again."

    def _for_whom(self, name: str, position: Position) -> str:
        """A council agrees by a manager, who is named."""
        said = [held for held in self.view.said if held.seq == position.entry]
        if position.role != COUNCIL or not said:
            return name
        return f"{self._who(said[0])} for {name}".replace(", for", " for")

    def _decided(self, decision: Held[AuthorisationMade], *, over_a_no: bool) -> str:
        """Who decided, on which day, and what kind of decision it was: whoever said no was asked,
        whatever the decision is called.
        """
        # When it was put on record, not when it is said to hold from: that is when it was decided.
        when = day(decision.recorded_at)
        if decision.event.decision == "COURT_ORDER":
            reference = decision.event.order_reference
            return f"A court has ordered this{f': {reference}' if reference else ''}."
        who = self._who(decision)
        if decision.event.decision == "S47_DECISION":
            return (
                f"{who} decided on {when}, under section 47 of the Children Act 1989, "
                "that this goes ahead whether or not anybody agrees to it."
            )
        if decision.event.decision == "RELY_ONE_PARENT" and decision.event.relies_on is not None:
            relied_on = with_role(self.view, decision.event.relies_on, None)
            return f"{who} decided on {when} to rely on the answer of {relied_on}."
        if decision.event.decision == "DISPENSE_DECISION" and not over_a_no:
            return f"{who} decided on {when} to go ahead without asking everybody who can agree."
        return f"{who} decided on {when} to go ahead without everybody's agreement."

    def _who(self, decision: Held[Event]) -> str:
        """A manager, by name where the authority has listed one; never of a higher grade."""
        role = decision.role
        grade = "member of staff"
        if role in codes("staff_roles"):
            grade = "manager" if role in MANAGERS else lower_first(label("staff_roles", role))
        article = "An" if grade[0] in "aeiou" else "A"
        by, own = decision.by, self._own
        names = None if own is None else own.names_of(by, self.view.known)
        return f"{article} {grade}" if names is None else f"{article} {grade}, {names},"


def _acts_for_them(position: Position) -> bool:
    """They hold no parental responsibility, and decide what was delegated to them."""
    return position.pr_status is not None and position.pr_status not in DECIDING_PR


def _said_no(position: Position) -> str:
    when = "" if position.said_at is None else f" on {day(position.said_at)}"
    if position.reason is Reason.WITHDRAWN:
        return f"took back any agreement to this{when}"
    return f"said no to this{when}"


def _no_answer(position: Position, *, has_said: bool, is_heard: bool) -> str:
    """Of nobody whose words are on record is it said that they have not been asked, and of nobody
    to whom we have spoken that we have not heard from them.
    """
    if not position.has_capacity or position.reason is None:
        return _NONE_THAT_COUNTS
    if not position.reachable and position.reason not in (
        Reason.AWAITING_REPLY,
        Reason.UNDECIDED,
    ):
        return _NOT_REACHED
    said = _NO_ANSWER.get(position.reason, _NONE_THAT_COUNTS)
    is_false = (has_said and said == _NOT_ASKED) or (is_heard and said == _NOT_HEARD)
    return _NONE_THAT_COUNTS if is_false else said


#: Said to every agency, whatever we ask or tell (Children Act 2004 s.16LA).
OWN_DECISION: Final = (
    "You make your own decision, including under section 16LA of the Children Act 2004."
)

_USUAL_POWERS: Final = ("CA2004_S10", "CA2004_S11", "CA2004_S16LA")
_OF_PURPOSE: Final = {"CIN_ASSESSMENT": ("CA1989_S17",), "CIN_PLAN": ("CA1989_S17",)}
_OF_DECISION: Final = {"S47_DECISION": ("CA1989_S47",), "COURT_ORDER": ("COURT_ORDER",)}


def basis_of(purpose: str, decisions: Sequence[Held[AuthorisationMade]] = ()) -> str:
    """Our lawful basis: as the latest decision has it, else public task under the usual powers."""
    decision = decisions[-1] if decisions else None
    basis = PUBLIC_TASK if decision is None else decision.event.lawful_basis
    powers = basis.powers
    if not powers and decision is not None:
        powers = _OF_DECISION.get(decision.event.decision, ())
    art6 = lower_first(label("art6", basis.art6).split(":")[0])
    under = powers_in_words(powers or _OF_PURPOSE.get(purpose, _USUAL_POWERS))
    return f"Our lawful basis is {art6}, under {under}."


def powers_in_words(powers: Sequence[str]) -> str:
    """`sections 10 and 11 of the Children Act 2004`, from labels that begin with the act."""
    return _in_words(tuple(powers))


@lru_cache(maxsize=256)
def _in_words(powers: tuple[str, ...]) -> str:
    sections: dict[str, list[str]] = {}
    others = []
    for power in powers:
        named = label("powers", power).split(":")[0]
        act, comma, section = named.partition(", section ")
        if comma:
            sections.setdefault(act, []).append(section)
        else:
            others.append(f"a {lower_first(named)}")
    return listed(
        [
            f"section{'s' if len(found) > 1 else ''} {listed(found)} of the {act}"
            for act, found in sections.items()
        ]
        + others
    )
