"""With which agencies what a task is about was, or is to be, shared or talked about. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from ..file.held import Held
from ..file.view import View
from ..memo import worked_out_once
from ..recorded.events import AuthorisationMade, Response
from ..recorded.meetings import MeetingInvited
from ..recorded.plans import PlanRecipientNamed
from ..recorded.practice import (
    CorrectionAsked,
    DecisionRequested,
    DisclosureRecorded,
    FamilyAsked,
    NotShareDecided,
)
from ..scopes.scope import Agency
from ..words.naming import agency_in_words


@worked_out_once
def agencies_of(view: View) -> dict[str, str]:
    """By the id of what a task is about, an answer, a decision or a contact: these, in words."""
    found = {
        id: ", ".join(dict.fromkeys(map(agency_in_words, agencies)))
        for id, agencies in _each(view)
        if agencies
    }
    asked: list[Held[FamilyAsked] | Held[CorrectionAsked]] = [
        *view.holding[FamilyAsked],
        *view.holding[CorrectionAsked],
    ]
    for held in asked:
        said = held.event
        id = said.request if isinstance(said, FamilyAsked) else said.correction
        if said.about in found:
            found[id] = found[said.about]
    return found


def _each(view: View) -> Iterator[tuple[str, tuple[Agency, ...]]]:
    said: Held[Response]
    for said in view.read.responses:
        yield said.event.response, said.event.scope.agencies
    for made in view.holding[DisclosureRecorded]:
        yield made.event.disclosure, (made.event.agency,)
    for asked in view.holding[DecisionRequested]:
        yield asked.event.request, asked.event.scope.agencies
    for decided in view.holding[AuthorisationMade]:
        yield decided.event.authorisation, decided.event.scope.agencies
    for kept in view.holding[NotShareDecided]:
        yield kept.event.decision, kept.event.scope.agencies
    for invited in view.holding[MeetingInvited]:
        yield invited.event.invitation, _one(invited.event.agency)
    for named in view.holding[PlanRecipientNamed]:
        yield named.event.recipient, _one(named.event.agency)


def _one(agency: Agency | None) -> tuple[Agency, ...]:
    return () if agency is None else (agency,)
