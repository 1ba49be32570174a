"""One person's position on one item: a no by overlap, a yes by containment.

Edition 2026.3 of the rules, sections 1 to 3. What a person said is a set, not a list: the order
in which two answers were typed never decides between them. A no stands until the same person's
certainly later yes lifts it; where it cannot be told which came last, the more careful counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..answers import Flag, Position, Reason, Says
from ..file.held import Held
from ..file.view import View
from ..memo import cached_property
from ..recorded.events import RelationshipRecorded, Response
from ..safety.signs import asking
from ..scopes.scope import Point, Reach, contains, meets, resolved
from ..scopes.services import Service
from .cometo import CameTo, carefulness
from .contradicting import AGREEMENTS
from .counting import (
    Understood,
    counted_when_said,
    is_disputed,
    said_nothing_of,
    spoken_of,
    ticked,
    understood,
    why_not,
)
from .saidabout import No, SaidAbout, told_of
from .saidlater import Later, close_together, is_after, last_of

#: Of several words that hold an item, which one is told: as `NEAREST_GAP` of the decision.
_HOLDS: Final = (
    Reason.UNDECIDED,
    Reason.DISPUTED,
    Reason.SAID_BOTH,
    Reason.NOT_CLEAR,
    Reason.NAME_THE_SERVICE,
)


_NOT_ASKED: Final = CameTo(Says.NO_ANSWER, Reason.NOT_ASKED)


def position(
    view: View,
    person: str,
    point: Point,
    enquiry: str | None,
    *,
    decides: bool,
    relationship: Held[RelationshipRecorded] | None = None,
    directory: Sequence[Service] = (),
) -> Position:
    """Where `person` stands on `point`, from their responses in effect and known.

    `decides` says whether their word counts for this item; it does not change what they said.
    """
    answers = Standpoint.of(view, person, point, enquiry, directory)
    found, history = answers.position(decides=decides)
    said = found.response
    agreed = said is not None and found.says is Says.YES
    return Position(
        person=person,
        decides=decides,
        says=found.says,
        reason=found.reason,
        misses=found.misses,
        history=history,
        response=None if said is None else said.event.response,
        entry=None if said is None else said.seq,
        said_at=None if said is None else said.effective_at,
        begins_at=said.event.valid_from if said and found.reason is Reason.NOT_YET else None,
        ends_at=said.event.expires_at if said is not None and agreed else None,
        role=None if relationship is None else relationship.event.role,
        pr_status=None if relationship is None else relationship.event.pr_status,
        asking=view.each[asking][person].answer,
        reachable=view.reachable[person, enquiry],
        has_capacity=view.capacity[person, point.purpose],
        summary_due=agreed and said is not None and said.event.response not in view.summarised,
        holds=found.holds,
        not_fully_explained=(
            agreed and said is not None and understood(view, said) is Understood.NOT_FULLY
        ),
    )


def where_they_stand(
    view: View,
    person: str,
    point: Point,
    enquiry: str | None,
    directory: Sequence[Service] = (),
    *,
    kind: str = "SHARE_INFO",
) -> CameTo:
    """What `person` has come to about `point`, of sharing or of taking part."""
    return Standpoint.of(view, person, point, enquiry, directory, kind=kind).found(decides=False)


def spoke(
    view: View, person: str, point: Point, enquiry: str | None, directory: Sequence[Service] = ()
) -> bool:
    """They said something themselves that bears on the item, whatever came after it."""
    if person not in view.said_by:
        return False
    said = Standpoint.of(view, person, point, enquiry, directory)
    return bool(said.noes or said.yeses) or any(
        one.event.answer == "UNDECIDED" and said.overlaps(one) >= Reach.NAMED for one in said.mine
    )


def noes_that_stand(
    view: View,
    person: str,
    point: Point,
    enquiry: str | None,
    directory: Sequence[Service] = (),
    *,
    kind: str = "SHARE_INFO",
) -> tuple[Held[Response], ...]:
    """Every answer of theirs that says no to the item, or may, and that nothing has lifted."""
    return Standpoint.of(view, person, point, enquiry, directory, kind=kind).noes_that_stand


class Standpoint(SaidAbout):
    """Where what they said leaves them."""

    # ── what becomes of a no ────────────────────────────────────────────────────────────────

    @cached_property
    def counted(self) -> list[Held[Response]]:
        """Each yes to the item that has begun, and counted when it was said."""
        return [
            yes
            for yes in self.yeses
            if self.has_begun(yes) and counted_when_said(self.view, yes, self.person, self.point)
        ]

    @cached_property
    def _counted_later(self) -> Later:
        return Later(self.counted)

    def _may_lift(self, yes: Held[Response], no: No) -> bool:
        """It is as particular as the no: a general yes does not lift a no that names the
        organisation.
        """
        by_name = no.reach in (Reach.NAMED, Reach.PERHAPS)
        return self.view.is_one_voice(yes, no.said) and (
            not by_name or self._names_it(yes) or self.supersedes(yes, no.said)
        )

    def _names_it(self, said: Held[Response]) -> bool:
        named = (a for a in said.event.scope.agencies if a.names_one)
        return any(contains(resolved(a, self.directory), self.point.agency) for a in named)

    def is_lifted(self, no: No) -> bool:
        replaced_by = self.heard.replaced_by.get(no.said.seq)
        return any(
            not close_together(no.said, yes) and self._may_lift(yes, no)
            for yes in self._counted_later.than(no.said)
        ) or (
            replaced_by is not None
            and any(yes.seq in replaced_by and self._may_lift(yes, no) for yes in self.counted)
        )

    def _said_both(self, no: No) -> bool:
        return any(
            close_together(no.said, yes) and self._may_lift(yes, no)
            for yes in self._counted_later.than(no.said)
        )

    def _is_wavering(self, no: No) -> bool:
        """The last they said is that they have not decided: no longer a no, and not yet a yes."""
        return any(
            self.view.is_one_voice(said, no.said) for said in self._wavering_later.than(no.said)
        )

    @cached_property
    def _wavering_later(self) -> Later:
        return Later(self.undecided_since)

    # ── what becomes of a yes that they deny ────────────────────────────────────────────────

    def _denied(self) -> Held[Response] | None:
        """The last yes of which they say that it was none. It may be a no, so it holds as one does:
        until they answer again. To be pressed into a yes is no answer, nor is to be waited for, nor
        to leave it open, nor what is not clear.
        """
        denied = (yes for yes in self.yeses if is_disputed(self.view, yes) and self.is_current(yes))
        return next(
            (
                yes
                for yes in denied
                if not any(
                    self.view.is_one_voice(said, yes) for said in self._answering_later.than(yes)
                )
            ),
            None,
        )

    @cached_property
    def _answering_later(self) -> Later:
        """A no for certain, and a yes that counts and stands: each answers what they deny."""
        certain = [no for no in self.noes if no.reach >= Reach.NAMED]
        noes = {no.said.seq: no.said for no in certain if no.reason is not Reason.NOT_CLEAR}
        yeses = {yes.seq: yes for yes in self.counted if self.is_current(yes)}
        return Later((noes | yeses).values())

    def _leave_it_open(self, denied: Held[Response]) -> bool:
        """They have said since that they have not decided: what may be a no still holds."""
        return Later(self.undecided).any_than(denied)

    # ── the position ────────────────────────────────────────────────────────────────────────

    def position(self, *, decides: bool) -> tuple[CameTo, Flag | None]:
        """What they come to, and the first piece of history passed on the way. Whether their word
        counts for this item changes only what a tick is taken to say.
        """
        found = self.found(decides=decides)
        is_told = not found.misses and found.reason is not Reason.NOT_ANSWERED
        return found, self.history(found.response if is_told else None)

    def found(self, *, decides: bool) -> CameTo:
        """What they come to alone: most who ask do not look at the history."""
        return self._standing or self._nothing_reaches(decides=decides)

    @property
    def is_a_no(self) -> bool:
        """What reaches the item by no word of theirs is none."""
        return self._standing is not None and self._standing.says is Says.NO

    @cached_property
    def noes_that_stand(self) -> tuple[Held[Response], ...]:
        """Whatever of theirs says no, or may, and nothing has lifted."""
        return tuple({no.said.seq: no.said for no in self.noes if not self.is_lifted(no)}.values())

    @cached_property
    def _standing(self) -> CameTo | None:
        if not self.mine:
            return None
        left = [(no, self._only_holds(no)) for no in self.noes if not self.is_lifted(no)]
        noes = [no for no, holds in left if holds is None]
        if noes:
            told = told_of(noes)
            return CameTo(Says.NO, told.reason, told.said)
        holding = [(holds, no.said) for no, holds in left]
        denied = self._denied()
        if denied is not None:
            open_still = self._leave_it_open(denied)
            holding.append((Reason.UNDECIDED if open_still else Reason.DISPUTED, denied))
        current = self._current()
        if current is not None and current.holds:
            holding.append((current.reason, current.response or self.mine[0]))
        if not holding:
            return current
        asked = current and current.reason is Reason.AWAITING_REPLY and current.response
        if current and asked and all(is_after(asked, said) for _, said in holding):
            # They may yet say which.
            return current._replace(holds=True)
        reason, said = min(holding, key=lambda one: _HOLDS.index(one[0]))
        return CameTo(Says.NO_ANSWER, reason, said, holds=True)

    def _only_holds(self, no: No) -> Reason | None:
        """Why one that nothing has lifted is only what may be a no; None where it is one."""
        if self._is_wavering(no):
            # Whatever they said both of, this is their next answer.
            return Reason.UNDECIDED
        if self._said_both(no):
            return Reason.SAID_BOTH
        if no.reach is Reach.PERHAPS:
            return Reason.NAME_THE_SERVICE
        return Reason.NOT_CLEAR if no.reason is Reason.NOT_CLEAR else None

    def _current(self) -> CameTo | None:
        """The last of their words that are no noes; of those that may be the last, the most
        careful. A yes that begins later changes nothing until then.
        """
        words = [s for s in self.here if self._is_a_word(s)]
        later, places = Later(words), {word.seq for word in words}
        last = words
        if len(words) > 1:
            replaced = {other for one, other in self.heard.replaced if one in places}
            last = [w for w in words if w.seq not in replaced and not later.any_than(w)]
        found = [self._as_found(said) for said in last]
        if any(one.says is Says.YES for one in found):
            found.extend(self._left_open(self.places_of_yeses | places, later))
        if len(found) == 1:
            return found[0]
        if found:
            return min(found, key=lambda one: (*carefulness(one), *self._last_to_do(one)))
        to_come = [yes for yes in self.yeses if not self.has_begun(yes)]
        if to_come:
            newest = last_of(to_come)
            last = [yes for yes in to_come if yes.seq in newest]
            first = min(last, key=lambda yes: yes.event.valid_from or yes.effective_at)
            return CameTo(Says.NO_ANSWER, Reason.NOT_YET, first)
        return None

    def _is_a_word(self, said: Held[Response]) -> bool:
        answer = said.event.answer
        if answer in AGREEMENTS:
            return said.seq in self.places_of_yeses and self.is_current(said)
        return answer in ("UNDECIDED", "AWAITING") and self.overlaps(said) >= Reach.NAMED

    def _as_found(self, said: Held[Response]) -> CameTo:
        if said.event.answer == "UNDECIDED":
            return CameTo(Says.NO_ANSWER, Reason.UNDECIDED, said)
        if said.event.answer == "AWAITING":
            return CameTo(Says.NO_ANSWER, Reason.AWAITING_REPLY, said)
        gap = why_not(self.view, said, self.person, self.point)
        if gap is None:
            return CameTo(Says.YES, None, said)
        return CameTo(Says.NO_ANSWER, gap, said, holds=gap is Reason.DISPUTED)

    def _last_to_do(self, found: CameTo) -> tuple[int, int]:
        """Of two yeses alike first that about which there is more to do, then the last recorded."""
        said = found.response
        if said is None or found.says is not Says.YES:
            return 0, 0 if said is None else -said.seq
        todo = said.event.response not in self.view.summarised
        return -todo - (understood(self.view, said) is Understood.NOT_FULLY), -said.seq

    def _left_open(self, told: frozenset[int], words: Later) -> Iterator[CameTo]:
        """Something less than a yes about a service that may be the one asked for, because the
        question names none, or another by a name that is alike. Nothing is answered yes over it.
        """
        for said in self.here:
            if said.seq not in told and not words.any_than(said) and self._is_less_than_a_yes(said):
                yield CameTo(Says.NO_ANSWER, Reason.NAME_THE_SERVICE, said, holds=True)

    def _is_less_than_a_yes(self, said: Held[Response]) -> bool:
        """Awaited, undecided, disputed, doubted or ended, about one named service of the type."""
        answer = said.event.answer
        if answer not in AGREEMENTS | {"UNDECIDED", "AWAITING"}:
            return False
        meant = [
            agency
            for agency in said.event.scope.agencies
            if agency.names_one and meets(agency, self.point.agency, self.directory) > Reach.NOT
        ]
        if not meant or self.overlaps(said) is Reach.NOT:
            return False
        return answer not in AGREEMENTS or (
            self.is_current(said) and why_not(self.view, said, self.person, self.point) is not None
        )

    # ── nothing they said reaches ───────────────────────────────────────────────────────────

    def _nothing_reaches(self, *, decides: bool) -> CameTo:
        if self._is_reported(decides=decides):
            return CameTo(Says.NO_ANSWER, Reason.REPORTED_NOT_CONFIRMED, self._reported())
        if not self.mine:
            return self._said_no_elsewhere or _NOT_ASKED
        missed = self.nearest_miss()
        if missed is not None:
            said, why = missed
            return CameTo(Says.NO_ANSWER, why[0], said, why)
        ended = next((one for one in self.mine if self._has_agreed(one)), None)
        if ended is not None:
            # They said yes to this, and what took its place is about something else.
            return CameTo(Says.NO_ANSWER, Reason.EXPIRED, ended)
        return self._said_no_elsewhere or _NOT_ASKED

    @cached_property
    def _said_no_elsewhere(self) -> CameTo | None:
        """They said no to it in an enquiry that has ended, or in another: of nobody whose own word
        reaches the item is it said that they were not asked.
        """
        noes = (one for one in self.every if self.is_a_no_beside(one))
        last = next((one for one in noes if self.overlaps(one) is not Reach.NOT), None)
        return None if last is None else CameTo(Says.NO_ANSWER, Reason.NOT_ANSWERED, last)

    def _has_agreed(self, said: Held[Response]) -> bool:
        return said.event.answer in AGREEMENTS and self.has_begun(said)

    def _reported(self) -> Held[Response] | None:
        """The referrer's word, entered as such. After any yes of the person's own it is history."""
        for said in self.here if not self.yeses else ():
            if said.event.answer == "REPORTED_BY_REFERRER" and self.overlaps(said) >= Reach.NAMED:
                return said
        return None

    def _is_reported(self, *, decides: bool) -> bool:
        """By an entry, or by the tick where a parent has said nothing of this child. Of whoever
        acts for them it says nothing.
        """
        return self._reported() is not None or (
            decides
            and self.person != self.point.subject
            and ticked(self.view, self.enquiry) in ("YES", "PARENTS_AWARE", "NO")
            and self.point.subject in self.view.children
            and self.person in spoken_of(self.view, self.point.subject, self.enquiry)
            and said_nothing_of(self.view, self.person, self.point.subject, self.enquiry)
        )
