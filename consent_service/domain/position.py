"""One person's position on one item: the walk through their responses of `domain.md` 5.6."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from .answers import Flag, Position, Reason, Says
from .events import RelationshipRecorded, Response
from .held import Held
from .scope import Point, excludes, misses, names_the_organisation
from .view import View

_AGREED: Final = frozenset({"AGREED", "AGREED_IN_PART"})
_NO: Final = {"REFUSED": Reason.REFUSED, "WITHDRAWN": Reason.WITHDRAWN}
_GAP: Final = {
    "UNDECIDED": Reason.UNDECIDED,
    "AWAITING": Reason.AWAITING_REPLY,
    "REPORTED_BY_REFERRER": Reason.REPORTED_NOT_CONFIRMED,
}


#: Recorded about a person, and not said by them.
_NOT_THEIR_WORD: Final = frozenset({"AWAITING", "REPORTED_BY_REFERRER"})


class _Found(NamedTuple):
    says: Says
    reason: Reason | None
    response: Held[Response] | None = None
    misses: tuple[Reason, ...] = ()


def position(
    view: View,
    person: str,
    point: Point,
    enquiry: str | None,
    *,
    decides: bool,
    relationship: Held[RelationshipRecorded] | None = None,
) -> Position:
    """Where `person` stands on `point`, from their responses in effect and known.

    `decides` says whether their word counts for this item; it does not change the walk.
    """
    answers = view.responses.get(person, [])
    found, history = _walk(view, answers, point, enquiry)
    response = found.response
    return Position(
        person=person,
        decides=decides,
        says=found.says,
        reason=found.reason,
        misses=found.misses,
        history=history,
        response=None if response is None else response.event.response,
        said_at=None if response is None else response.effective_at,
        ends_at=response.event.expires_at
        if response is not None and found.says is Says.YES
        else None,
        role=None if relationship is None else relationship.event.role,
        pr_status=None if relationship is None else relationship.event.pr_status,
        safe_to_ask=view.safe_to_ask[person],
        reachable=view.reachable[person, enquiry],
        has_capacity=view.capacity[person, point.purpose],
        summary_due=(
            response is not None
            and found.says is Says.YES
            and response.event.response not in view.summarised
        ),
    )


def _walk(
    view: View, answers: list[Held[Response]], point: Point, enquiry: str | None
) -> tuple[_Found, Flag | None]:
    """Latest first. The first answer that reaches the item decides; what is passed on the way is
    remembered: the first piece of history, and how the nearest agreement misses.
    """
    history: Flag | None = None
    missed: tuple[Reason, ...] = ()
    missed_by: Held[Response] | None = None
    for place, response in enumerate(answers):
        if response.event.enquiry != enquiry:
            history = history or _history(response)
            continue
        found = _decides(view, response, point)
        if found is not None and response.event.answer in _NOT_THEIR_WORD:
            # Neither a referrer's word nor our waiting for a reply takes back what they said.
            found = _own_no(view, answers[place + 1 :], point, response) or found
        if found is not None:
            if response.event.answer in _AGREED and found.says is not Says.NO:
                # A general yes does not lift an earlier no that names the very organisation.
                found = _standing_no(view, answers[place + 1 :], point, response) or found
            return found, history
        if response.event.answer in _NO:
            history = history or Flag.RELATED_REFUSAL
        elif response.event.answer in _AGREED and not missed and _has_begun(view, response):
            missed, missed_by = misses(response.event.scope, point), response
    reason = missed[0] if missed else Reason.NOT_ASKED
    return _Found(Says.NO_ANSWER, reason, missed_by, missed), history


def _own_no(
    view: View, earlier: list[Held[Response]], point: Point, since: Held[Response]
) -> _Found | None:
    """The no that this person last gave to the item in the same enquiry, if that came last."""
    for response in earlier:
        if response.event.enquiry != since.event.enquiry:
            continue
        if response.event.answer in _AGREED and excludes(response.event.scope, point):
            return _Found(Says.NO, Reason.EXCLUDED, response)
        if misses(response.event.scope, point):
            continue
        if response.event.answer in _NO:
            return _Found(Says.NO, _NO[response.event.answer], response)
        if response.event.answer in _AGREED and not _has_begun(view, response):
            continue  # until then it is as if it had not been given, and lifts nothing
        if response.event.answer in _AGREED or response.event.answer == "UNDECIDED":
            return None
    return None


def _history(response: Held[Response]) -> Flag | None:
    if response.event.answer in _AGREED:
        return Flag.EARLIER_AGREEMENT
    return Flag.RELATED_REFUSAL if response.event.answer in _NO else None


def _has_begun(view: View, response: Held[Response]) -> bool:
    return response.event.valid_from is None or response.event.valid_from <= view.as_of


def _decides(view: View, response: Held[Response], point: Point) -> _Found | None:
    """What this one answer makes of the item, or None if it does not reach it.

    An attempt to ask never reaches: it is not an answer, and must not hide one that was given.
    """
    if response.event.answer in _AGREED:
        if excludes(response.event.scope, point):
            return _Found(Says.NO, Reason.EXCLUDED, response)
        if misses(response.event.scope, point) or not _has_begun(view, response):
            return None
        gap = _why_it_does_not_count(view, response)
        if gap is not None:
            return _Found(Says.NO_ANSWER, gap, response)
        return _Found(Says.YES, None, response)
    if misses(response.event.scope, point):
        return None
    if response.event.answer in _NO:
        return _Found(Says.NO, _NO[response.event.answer], response)
    if response.event.answer in _GAP:
        return _Found(Says.NO_ANSWER, _GAP[response.event.answer], response)
    return None


def _why_it_does_not_count(view: View, response: Held[Response]) -> Reason | None:
    """A yes counts only while it is sound, its enquiry is open and its end not reached."""
    if response.event.response in view.unreliable:
        return Reason.VALIDITY_CONCERN
    if view.closed.get(response.event.enquiry) is not None:
        return Reason.ENQUIRY_CLOSED
    if response.event.expires_at is not None and response.event.expires_at <= view.as_of:
        return Reason.EXPIRED
    return None


def _standing_no(
    view: View, earlier: Iterable[Held[Response]], point: Point, decided: Held[Response]
) -> _Found | None:
    """An earlier no that names the organisation, if the later yes does not name it too."""
    if point.agency.organisation is None or names_the_organisation(decided.event.scope, point):
        return None
    for response in earlier:
        if response.event.enquiry != decided.event.enquiry:
            continue
        if not names_the_organisation(response.event.scope, point):
            continue
        found = _decides(view, response, point)
        if found is not None and (found.says is Says.NO or response.event.answer in _AGREED):
            return found if found.says is Says.NO else None
    return None
