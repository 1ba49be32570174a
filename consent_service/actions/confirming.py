"""Confirm a record of which a part was lost, once the family has been asked again."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.file.view import View
from ..domain.file.whattheysaid import NOT_HEARD_HERE, REACHED_BY
from ..domain.freetext.rationale import says_why
from ..domain.recorded.events import AnyEvent
from ..domain.recorded.losses import EntriesLost, RecordConfirmed
from ..domain.said.contradicting import AGREEMENTS
from .moment import Moment
from .refused import Refused


def confirm_record(confirmed: RecordConfirmed, moment: Moment) -> Sequence[AnyEvent]:
    """From now on checks are answered from the file again.

    Refused where nothing is in doubt, and while somebody's agreement from before the loss stands
    whom nobody has heard since: what was lost may be that they took it back. Nor for words that do
    not say how it was found out.
    """
    if moment.view().in_doubt_since is None:
        raise Refused("nothing-in-doubt")
    if not says_why(confirmed.words):
        raise Refused("reason-says-too-little", "/words")
    if _agreed_before(moment.view()) - _heard_since(moment.view()):
        raise Refused("not-asked-again")
    return [confirmed]


def _found_at(view: View) -> int:
    """Where the last loss that is not confirmed stands on record."""
    return max(lost.seq for lost in view.file.of(EntriesLost))


def _agreed_before(view: View) -> set[str]:
    """Whose agreement, given before the loss was found, still counts: its enquiry goes on."""
    return {
        r.event.person
        for r in view.file.responses
        if r.event.answer in AGREEMENTS
        and r.seq < _found_at(view)
        and r.holds(view.as_of, view.known)
        and r.event.enquiry not in view.ended
        and (r.event.expires_at is None or r.event.expires_at > view.as_of)
    }


def _heard_since(view: View) -> set[str]:
    """Who has said something themselves since then. An attempt to ask is not an answer."""
    return {
        r.event.person
        for r in view.file.responses
        if r.event.answer in REACHED_BY
        and r.event.method not in NOT_HEARD_HERE
        and r.seq > _found_at(view)
        and r.holds(view.as_of, view.known)
    }
