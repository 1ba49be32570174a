"""The status of an answer and of a person, derived and never stored (`domain.md` 3.2). Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from .answers import Safe
from .contradicting import noes_of, takes_back
from .events import Response
from .held import Held
from .safety import asking
from .scope import ANY, Scope, takes_in
from .view import REACHED_BY, View

_SHOWN = {
    "UNDECIDED": "UNDECIDED",
    "REFUSED": "REFUSED",
    "WITHDRAWN": "WITHDRAWN",
    "ASK_ATTEMPTED": "ATTEMPTED",
    "AWAITING": "AWAITING_REPLY",
    "REPORTED_BY_REFERRER": "REPORTED_NOT_CONFIRMED",
    "NOT_ASKED_UNSAFE": "NOT_SAFE_TO_ASK",
}

#: From what promises least to what promises most; whatever else there is stands between.
_NOES: Final = frozenset({"REFUSED", "WITHDRAWN", "NOT_SAFE_TO_ASK"})
_AGREED: Final = frozenset({"AGREED", "AGREED_PART", "EXPIRING_SOON"})

#: An agreement that ends this soon is said to.
EXPIRING_SOON: Final = timedelta(days=7)


def shown_status(view: View, response: Held[Response]) -> str:
    """The derived status of one answer (`domain.md` 3.2). Unknown is never shown as agreed."""
    if response.event.answer not in ("AGREED", "AGREED_IN_PART"):
        return _SHOWN[response.event.answer]
    if response.seq < view.in_doubt_before:
        return "RECORD_INCOMPLETE"
    if response.event.response in view.unreliable:
        return "VALIDITY_CONCERN"
    if response.event.valid_from is not None and response.event.valid_from > view.as_of:
        # Agreed for later: until then nobody has agreed to anything.
        return "NOT_ASKED"
    later = [r for r in view.said_since(response) if takes_back(r, response)]
    if later:
        noes = [no for r in later for no in noes_of(r)]
        whole = any(takes_in_all(no, response.event.scope) for no in noes)
        return "WITHDRAWN" if whole else "PART_WITHDRAWN"
    if not view.goes_on_for(response.event.enquiry, response.event.scope.purposes):
        return "ENDED_WITH_ENQUIRY"
    if response.event.expires_at is not None:
        if response.event.expires_at <= view.as_of:
            return "EXPIRED"
        if response.event.expires_at - view.as_of <= EXPIRING_SOON:
            return "EXPIRING_SOON"
    excluded = response.event.scope.exclusions
    return "AGREED_PART" if excluded.agencies or excluded.categories else "AGREED"


def status_now(view: View, response: Held[Response]) -> str:
    """The same of one that may have been entered in error: until a correction that would lift
    something is confirmed, what it corrects still counts.
    """
    for reading in view.readings:
        for said in reading.said:
            if said.seq == response.seq:
                return shown_status(reading, said)
    return "CORRECTED"


def takes_in_all(taken: Scope, given: Scope) -> bool:
    """The one scope leaves nothing of the other out."""
    return (
        _covers(taken.subjects, given.subjects)
        and _covers(taken.purposes, given.purposes)
        and _covers(taken.categories, given.categories)
        and ("BOTH" in taken.directions or _covers(taken.directions, given.directions))
        and all(any(takes_in(t, g) for t in taken.agencies) for g in given.agencies)
    )


def _covers(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    return "*" in wide or set(narrow) <= set(wide)


def status_of_person(view: View, person: str, child: str, enquiry: str | None) -> str:
    """One word for where a caregiver stands about one child in an enquiry.

    An answer about a brother says nothing about this child: then nobody has been asked. Of several
    readings of the file the one that promises least: a no that waits to be lifted is one.
    """
    every = [_status(reading, person, child, enquiry) for reading in view.readings]
    return min(every, key=_promises)


def _promises(status: str) -> int:
    return 2 if status in _AGREED else 0 if status in _NOES else 1


def _status(view: View, person: str, child: str, enquiry: str | None) -> str:
    asked = asking(view, person).answer
    if asked is Safe.NO:
        return "NOT_SAFE_TO_ASK"
    said = [
        r
        for r in view.responses.get(person, ())
        if r.event.enquiry == enquiry
        and (child in r.event.scope.subjects or ANY in r.event.scope.subjects)
    ]
    answered = [r for r in said if r.event.answer != "ASK_ATTEMPTED"]
    # What they said themselves stands before what was recorded about them since.
    answered.sort(key=lambda r: r.event.answer not in REACHED_BY)
    if answered:
        return shown_status(view, answered[0])
    if asked is Safe.NOT_KNOWN:
        return "SAFETY_NOT_KNOWN"
    if not view.reachable[person, enquiry]:
        return "UNREACHABLE"
    return "ATTEMPTED" if said else "NOT_ASKED"
