"""An item while it is being decided, and what is raised of the family whoever decides. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from ..answers import Flag, Flagged, Outcome, Position, Reason, Safe, Says
from ..file.held import Held
from ..file.view import View
from ..said.heldbywords import held_by
from ..said.saidbesides import has_said, said_besides
from ..scopes.scope import Point
from ..scopes.services import Service

#: Nobody has heard from them.
_UNHEARD: Final = frozenset({Reason.NOT_ASKED, Reason.REPORTED_NOT_CONFIRMED})


class ItemSoFar:
    """An item while it is being decided: what is agreed so far, who stands where."""

    def __init__(
        self,
        outcome: Outcome,
        reason: Reason,
        positions: Iterable[Position],
        heard: Iterable[Position] = (),
    ) -> None:
        self.outcome = outcome
        self.reason = reason
        self.positions = tuple(positions)
        self.deciding = [p for p in self.positions if p.decides]
        #: Whose no is one though a decision goes ahead: whoever decides, and the parents beside a
        #: young person. Whoever else spoke is shown, never counted.
        self.heard = tuple(heard)
        self.flagged = {Flagged(p.history, p.person) for p in self.positions if p.history}

    def flag(self, flag: Flag, person: str | None = None) -> None:
        self.flagged.add(Flagged(flag, person))


def with_what_they_said(
    view: View,
    found: Position,
    point: Point,
    enquiry: str | None,
    directory: Sequence[Service],
) -> Position:
    """Their place, with what they said or wrote besides their answers: of one who decides each word
    that may be a no holds what it may be one to, and of nobody whose words stand on the file is it
    said that nobody has heard from them.
    """
    if not view.each[said_besides][found.person]:
        return found
    if found.decides and found.says is not Says.NO and not found.holds:
        word = held_by(view, found.person, point, enquiry, directory)
        if word is not None:
            return _held_by(found, word)
    if found.reason in _UNHEARD and has_said(view, found.person):
        return msgspec.structs.replace(found, reason=Reason.NOT_ANSWERED)
    return found


def _held_by(found: Position, word: Held[Any]) -> Position:
    return msgspec.structs.replace(
        found,
        says=Says.NO_ANSWER,
        reason=Reason.NOT_CLEAR,
        misses=(),
        response=None,
        entry=word.seq,
        said_at=word.effective_at,
        begins_at=None,
        ends_at=None,
        summary_due=False,
        holds=True,
        not_fully_explained=False,
    )


def as_theirs(mine: Position, no: Position) -> Position:
    """My place in an answer, with the no of one who may be me."""
    return msgspec.structs.replace(
        mine,
        says=no.says,
        reason=no.reason,
        misses=no.misses,
        response=no.response,
        entry=no.entry,
        said_at=no.said_at,
        begins_at=no.begins_at,
        ends_at=None,
        summary_due=False,
        holds=no.holds,
        not_fully_explained=False,
    )


def flag_about_the_family(
    draft: ItemSoFar, parents: Sequence[Position], carers: Sequence[Position]
) -> None:
    """What is raised whoever decides: a letter is due to a parent who said yes all the same."""
    for p in parents:
        if p.says is not Says.YES:
            continue
        if p.summary_due:
            draft.flag(Flag.WRITTEN_CONFIRMATION_DUE, p.person)
        if p.pr_status != "YES":
            draft.flag(Flag.PR_UNCONFIRMED, p.person)
    for p in draft.deciding:
        if p.says is Says.YES and p.not_fully_explained:
            draft.flag(Flag.AGREED_NOT_FULLY_EXPLAINED, p.person)
    for p in carers:
        if not parents and p.says is Says.YES and not p.decides:
            draft.flag(Flag.CARER_SUPPORTS, p.person)
        if p.reason is Reason.NOT_ASKED:
            draft.flag(Flag.CARER_WITHOUT_PR_NOT_SPOKEN_TO, p.person)


def flag_the_other_parent(draft: ItemSoFar, other: Position) -> None:
    """What to know of a holder of parental responsibility who has not agreed, once covered."""
    if other.says is not Says.NO_ANSWER or not other.decides:
        return
    if other.asking is Safe.NO:
        draft.flag(Flag.DO_NOT_CONTACT_OTHER_PARENT, other.person)
    elif other.asking is Safe.NOT_KNOWN:
        draft.flag(Flag.SAFETY_NOT_KNOWN, other.person)
    elif not other.reachable:
        draft.flag(Flag.OTHER_CAREGIVER_UNREACHABLE, other.person)
    elif other.can_be_asked:
        draft.flag(Flag.OTHER_CAREGIVER_NOT_ASKED, other.person)


def flag_what_is_not_known(draft: ItemSoFar, people: Iterable[Position]) -> None:
    for p in people:
        if p.says is Says.NO_ANSWER and p.asking is Safe.NOT_KNOWN:
            draft.flag(Flag.SAFETY_NOT_KNOWN, p.person)
