"""One person's position on one item: a no by overlap, a yes by containment.

Edition 2026.3 of the rules, sections 1 to 3. What a person said is a set, not a list: the order
in which two answers were typed never decides between them. A no stands until the same person's
certainly later yes lifts it; where it cannot be told which came last, the more careful counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from .answers import Flag, Position, Reason, Says
from .counting import Understood, counted_when_said, ticked, understood, why_not
from .events import RelationshipRecorded, Response
from .held import Held
from .safety import asking
from .scope import Point, Reach, contains, excludes, meets, misses, overlaps
from .services import Service
from .times import Span, span
from .view import View

AGREED: Final = frozenset({"AGREED", "AGREED_IN_PART"})
_NO: Final = {"REFUSED": Reason.REFUSED, "WITHDRAWN": Reason.WITHDRAWN}
_BY_THEIR_OWN_WORD: Final = AGREED | _NO.keys() | {"UNDECIDED"}

#: A no recorded after a yes that is dated less than this after it: they said both.
_CLOSE_TOGETHER: Final = timedelta(hours=24)

#: Of several words that hold an item, which one is told: as `NEAREST_GAP` of the decision.
_HOLDS: Final = (Reason.UNDECIDED, Reason.DISPUTED, Reason.SAID_BOTH, Reason.NAME_THE_SERVICE)


class _Found(NamedTuple):
    """What a person's answers come to. `holds`: it may be a no, so nobody else's yes covers."""

    says: Says
    reason: Reason | None
    response: Held[Response] | None = None
    misses: tuple[Reason, ...] = ()
    holds: bool = False


class _No(NamedTuple):
    """A refusal, a withdrawal, or what an agreement left out, and how far it reaches the item."""

    said: Held[Response]
    reach: Reach
    reason: Reason


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
    answers = _Answers(view, person, point, enquiry, directory, decides=decides)
    found, history = answers.position()
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
        asking=asking(view, person).answer,
        reachable=view.reachable[person, enquiry],
        has_capacity=view.capacity[person, point.purpose],
        summary_due=agreed and said is not None and said.event.response not in view.summarised,
        holds=found.holds,
        not_fully_explained=(
            agreed and said is not None and understood(view, said) is Understood.NOT_FULLY
        ),
    )


def noes_that_stand(
    view: View, person: str, point: Point, enquiry: str, directory: Sequence[Service] = ()
) -> tuple[Held[Response], ...]:
    """Every answer of theirs that says no to the item, or may, and that nothing has lifted."""
    said = _Answers(view, person, point, enquiry, directory, decides=True)
    return tuple(no.said for no in said.noes if not said.is_lifted(no))


class _Answers:
    """What one person said in one enquiry, sorted by what each answer makes of one item."""

    def __init__(
        self,
        view: View,
        person: str,
        point: Point,
        enquiry: str | None,
        directory: Sequence[Service],
        *,
        decides: bool,
    ) -> None:
        self.view = view
        self.person = person
        self.decides = decides
        self.point = point
        self.enquiry = enquiry
        self.directory = directory
        #: Latest first, other enquiries' among them.
        self.every = view.responses.get(person, [])
        self.mine = [said for said in self.every if said.event.enquiry == enquiry]
        self.noes = list(self._noes())
        self.yeses = [s for s in self.mine if s.event.answer in AGREED and self._contains(s)]

    # ── sorting ─────────────────────────────────────────────────────────────────────────────

    def _noes(self) -> Iterable[_No]:
        for said in self.mine:
            if said.event.answer in _NO:
                reach, reason = self._overlaps(said), _NO[said.event.answer]
            elif said.event.answer in AGREED:
                reach = excludes(said.event.scope, self.point, self.directory)
                reason = Reason.EXCLUDED
            else:
                continue
            if reach is not Reach.NOT:
                yield _No(said, reach, reason)

    def _overlaps(self, said: Held[Response]) -> Reach:
        return overlaps(said.event.scope, self.point, self.directory)

    def _contains(self, said: Held[Response]) -> bool:
        scope = said.event.scope
        return (
            not misses(scope, self.point, self.view.people_at[said.seq])
            and excludes(scope, self.point, self.directory) <= Reach.PERHAPS
        )

    def _has_begun(self, said: Held[Response]) -> bool:
        begins = said.event.valid_from
        return begins is None or begins <= self.view.as_of

    # ── before and after ────────────────────────────────────────────────────────────────────

    def _is_after(self, one: Held[Response], other: Held[Response]) -> bool:
        """Certainly said later. The answers of one conversation have no order."""
        if _of_one_conversation(one, other):
            return False
        return span_of(one).is_certainly_after(span_of(other))

    def _supersedes(self, one: Held[Response], other: Held[Response]) -> bool:
        """It names the other as ended by it; never what was said or recorded later."""
        return (
            one.event.supersedes == other.event.response
            and other.seq < one.seq
            and self._has_begun(one)
            and not _of_one_conversation(one, other)
            and not span_of(other).is_certainly_after(span_of(one))
        )

    # ── what becomes of a no ────────────────────────────────────────────────────────────────

    def _may_lift(self, yes: Held[Response], no: _No) -> bool:
        """It is a yes to the item that has begun, counted when it was said, and is as particular
        as the no: a general yes does not lift a no that names the organisation.
        """
        by_name = no.reach in (Reach.NAMED, Reach.PERHAPS)
        return (
            self._has_begun(yes)
            and (not by_name or self._names_it(yes) or self._supersedes(yes, no.said))
            and counted_when_said(self.view, yes, self.person, self.point)
        )

    def _names_it(self, said: Held[Response]) -> bool:
        asked = self.point.agency
        return any(a.names_one and contains(a, asked) for a in said.event.scope.agencies)

    def is_lifted(self, no: _No) -> bool:
        return any(
            (
                self._supersedes(yes, no.said)
                or (self._is_after(yes, no.said) and not _close_together(no.said, yes))
            )
            and self._may_lift(yes, no)
            for yes in self.yeses
        )

    def _said_both(self, no: _No) -> bool:
        return any(
            self._is_after(yes, no.said)
            and _close_together(no.said, yes)
            and self._may_lift(yes, no)
            for yes in self.yeses
        )

    def _is_wavering(self, no: _No) -> bool:
        """The last they said is that they have not decided: no longer a no, and not yet a yes."""
        return any(
            said.event.answer == "UNDECIDED"
            and self._overlaps(said) >= Reach.NAMED
            and self._is_after(said, no.said)
            and not any(self._is_after(yes, said) for yes in self.yeses if self._has_begun(yes))
            for said in self.mine
        )

    # ── the position ────────────────────────────────────────────────────────────────────────

    def position(self) -> tuple[_Found, Flag | None]:
        """What they come to, and the first piece of history passed on the way."""
        found = self._standing() or self._nothing_reaches()
        return found, self._history(found)

    def _standing(self) -> _Found | None:
        holding: dict[Reason, Held[Response]] = {}
        for no in self.noes:
            if self.is_lifted(no):
                continue
            if self._is_wavering(no):
                # Whatever they said both of, this is their next answer.
                holding.setdefault(Reason.UNDECIDED, no.said)
            elif self._said_both(no):
                holding.setdefault(Reason.SAID_BOTH, no.said)
            elif no.reach is Reach.PERHAPS:
                holding.setdefault(Reason.NAME_THE_SERVICE, no.said)
            else:
                return _Found(Says.NO, no.reason, no.said)
        current = self._current()
        if current is not None and current.holds and current.reason is not None:
            holding.setdefault(current.reason, current.response or self.mine[0])
        for reason in _HOLDS:
            if reason in holding:
                if current is not None and current.reason is Reason.AWAITING_REPLY:
                    # We have asked them since, and they may yet say which.
                    return current._replace(holds=True)
                return _Found(Says.NO_ANSWER, reason, holding[reason], holds=True)
        return current

    def _current(self) -> _Found | None:
        """The last of their words that are no noes; of those that may be the last, the most
        careful. A yes that begins later changes nothing until then.
        """
        words = [s for s in self.mine if self._is_a_word(s)]
        last = [w for w in words if not any(self._is_after(other, w) for other in words)]
        found = [self._as_found(said) for said in last]
        if found:
            return self._unless_it_may_be_meant(min(found, key=_carefulness))
        later = [yes for yes in self.yeses if not self._has_begun(yes)]
        if later:
            return _Found(Says.NO_ANSWER, Reason.NOT_YET, later[0])
        return None

    def _is_a_word(self, said: Held[Response]) -> bool:
        answer = said.event.answer
        if any(self._supersedes(other, said) for other in self.mine):
            return False
        if answer in AGREED:
            return self._has_begun(said) and said in self.yeses
        return answer in ("UNDECIDED", "AWAITING") and self._overlaps(said) >= Reach.NAMED

    def _as_found(self, said: Held[Response]) -> _Found:
        if said.event.answer == "UNDECIDED":
            return _Found(Says.NO_ANSWER, Reason.UNDECIDED, said)
        if said.event.answer == "AWAITING":
            return _Found(Says.NO_ANSWER, Reason.AWAITING_REPLY, said)
        gap = why_not(self.view, said, self.person, self.point)
        if gap is None:
            return _Found(Says.YES, None, said)
        return _Found(Says.NO_ANSWER, gap, said, holds=gap is Reason.DISPUTED)

    def _unless_it_may_be_meant(self, found: _Found) -> _Found:
        """A question that names no service is not answered yes while something less than a yes
        stands open about one service of that type.
        """
        if found.says is not Says.YES or found.response is None or self.point.agency.names_one:
            return found
        for said in self.mine:
            if (
                said is not found.response
                and not self._is_after(found.response, said)
                and self._is_less_than_a_yes(said)
            ):
                return _Found(Says.NO_ANSWER, Reason.NAME_THE_SERVICE, said, holds=True)
        return found

    def _is_less_than_a_yes(self, said: Held[Response]) -> bool:
        """Awaited, undecided, disputed, doubted or ended, about one named service of the type."""
        answer = said.event.answer
        if answer not in AGREED | {"UNDECIDED", "AWAITING"}:
            return False
        meant = [
            agency
            for agency in said.event.scope.agencies
            if agency.names_one and meets(agency, self.point.agency, self.directory) > Reach.NOT
        ]
        if not meant or self._overlaps(said) is Reach.NOT:
            return False
        return answer not in AGREED or (
            self._has_begun(said) and why_not(self.view, said, self.person, self.point) is not None
        )

    # ── nothing they said reaches ───────────────────────────────────────────────────────────

    def _nothing_reaches(self) -> _Found:
        if self._is_reported():
            return _Found(Says.NO_ANSWER, Reason.REPORTED_NOT_CONFIRMED, self._reported())
        for said in self.mine:
            if said.event.answer in AGREED and self._has_begun(said):
                missed = misses(said.event.scope, self.point, self.view.people_at[said.seq])
                if missed:
                    return _Found(Says.NO_ANSWER, missed[0], said, missed)
        return _Found(Says.NO_ANSWER, Reason.NOT_ASKED)

    def _reported(self) -> Held[Response] | None:
        """The referrer's word, entered as such. After the person's own it is history."""
        for said in self.mine:
            if said.event.answer == "REPORTED_BY_REFERRER" and self._overlaps(said) >= Reach.NAMED:
                return said
        return None

    def _is_reported(self) -> bool:
        """By an entry, or by the tick where the person has said nothing of this child."""
        return self._reported() is not None or (
            self.decides
            and self.person != self.point.subject
            and ticked(self.view, self.enquiry) in ("YES", "PARENTS_AWARE", "NO")
            and self.point.subject in self.view.children
            and not any(
                said.event.answer in _BY_THEIR_OWN_WORD
                and said.event.scope.names(self.point.subject)
                for said in self.mine
            )
        )

    # ── history ─────────────────────────────────────────────────────────────────────────────

    def _history(self, found: _Found) -> Flag | None:
        """The first piece, latest first, before the answer that decides: agreed in another
        enquiry; refused or withdrew in another or outside this item's scope.
        """
        for said in self.every:
            if said is found.response and not found.misses:
                return None
            if said.event.answer in _NO and (
                said.event.enquiry != self.enquiry or self._overlaps(said) is Reach.NOT
            ):
                return Flag.RELATED_REFUSAL
            if said.event.answer in AGREED and said.event.enquiry != self.enquiry:
                return Flag.EARLIER_AGREEMENT
        return None


def span_of(said: Held[Response]) -> Span:
    """The moments at which an answer may have been given."""
    return span(said.effective_at, said.event.precision)


def _of_one_conversation(one: Held[Response], other: Held[Response]) -> bool:
    return one.event.conversation is not None and (
        one.event.conversation == other.event.conversation
    )


def _close_together(no: Held[Response], yes: Held[Response]) -> bool:
    """The no was written down after the yes, and said so shortly before it that they may have
    been the other way round.
    """
    return no.seq > yes.seq and span_of(yes).first - span_of(no).end < _CLOSE_TOGETHER


_RANK: Final = {Reason.UNDECIDED: 0, Reason.AWAITING_REPLY: 1}


def _carefulness(found: _Found) -> tuple[int, datetime, int]:
    """The most careful first: undecided, awaiting, a yes that may be a no, one that does not count,
    a yes; of two alike the one that ends first, then the one recorded last.
    """
    said = found.response
    assert said is not None  # noqa: S101 - every word was said
    if found.says is Says.YES or found.reason is None:
        rank = 4
    else:
        rank = _RANK.get(found.reason, 2 if found.holds else 3)
    never = datetime.max.replace(tzinfo=said.effective_at.tzinfo)
    return rank, said.event.expires_at or never, -said.seq
