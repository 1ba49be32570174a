"""Open an enquiry, or end it with what was agreed in it; hand it on, and say who has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

import msgspec

from ..domain.file.goingon import HANDED_ON
from ..domain.following.closingtable import (
    NO_ENQUIRY_WAS,
    asking_why,
    asks_for_reasons,
    closing_table,
)
from ..domain.lifting.hanging import hangs_on
from ..domain.noticing.staffnamed import as_typed, teams
from ..domain.recorded.events import AnyEvent, EnquiryClosed, EnquiryOpened
from ..domain.recorded.members import HowMany, NamedEnquiry, OfStaff, Spread, Without
from ..domain.recorded.owning import ClosingGapExplained, EnquiryAssigned, EnquiryRated, who_has
from .moment import Moment
from .refused import Refused, RefusedInParts
from .said import Said, whole


def open_enquiry(opened: EnquiryOpened, moment: Moment) -> Sequence[AnyEvent]:
    """Who refers from a service of the directory need not say what it is, nor how it is called."""
    service = moment.directory.by_id.get(opened.referrer_service or "")
    if service is None:
        return [opened]
    return [
        msgspec.structs.replace(
            opened,
            referrer_agency=opened.referrer_agency or service.type,
            referrer_organisation=opened.referrer_organisation or service.shown,
        )
    ]


#: The closing says in which enquiry, and when.
_OF_A_CLOSING: Final = Without("GapInClosing", ("enquiry", "effective_at"))


@dataclass(frozen=True, slots=True)
class CloseEnquiry:
    """An enquiry ends or is handed on, and why each gap in its closing table is there."""

    end: Annotated[EnquiryClosed, Spread()]
    gaps: Annotated[
        tuple[Annotated[Said[ClosingGapExplained], _OF_A_CLOSING], ...],
        HowMany(most=200),
        "Why what is empty in the closing table is.",
    ] = ()


def close_enquiry(command: CloseEnquiry, moment: Moment) -> Sequence[AnyEvent]:
    """Ending one twice is a mistake worth knowing about. One that was handed on may be again, or
    end. Whose it is now is said of one that goes on; of one that ends, why each place of its
    closing table is empty, before or with the closing.
    """
    closed = command.end
    if closed.enquiry in moment.as_it_stands.ended:
        raise Refused("enquiry-closed", "/enquiry")
    if closed.reason not in HANDED_ON:
        for member in ("owner", "team"):
            if getattr(closed, member) is not None:
                raise Refused("not-handed-on", f"/{member}")
    _works_here(closed.owner, moment)
    if closed.reason == NO_ENQUIRY_WAS and any(hangs_on(moment.as_it_stands, closed.enquiry)):
        raise Refused("enquiry-was-one", "/reason")
    given = {"enquiry": closed.enquiry, "effective_at": closed.effective_at}
    gaps = [
        whole(said, moment, f"/gaps/{place}", **given) for place, said in enumerate(command.gaps)
    ]
    for place, gap in enumerate(gaps):
        _of_the_table(gap, moment, f"/gaps/{place}/about")
    if asks_for_reasons(closed.reason):
        _said_why(closed.enquiry, gaps, moment)
    return [msgspec.structs.replace(closed, team=_as_listed(closed.team, moment)), *gaps]


def explain_gap(gap: ClosingGapExplained, moment: Moment) -> Sequence[AnyEvent]:
    """Of a place that there is: what is said of none is read by nobody."""
    _of_the_table(gap, moment, "/about")
    return [gap]


def _of_the_table(gap: ClosingGapExplained, moment: Moment, pointer: str) -> None:
    view = moment.view()
    if view.the_one(gap.about) not in {row.id for row in closing_table(view, gap.enquiry)}:
        raise Refused("not-on-file", pointer)


def _said_why(enquiry: str, gaps: Sequence[ClosingGapExplained], moment: Moment) -> None:
    """Raises `RefusedInParts`, each part naming a place by its column and its row's id."""
    said = {(moment.view().the_one(gap.about), gap.column) for gap in gaps if gap.says_why}
    asking = [one for one in asking_why(closing_table(moment.view(), enquiry)) if one not in said]
    if asking:
        raise RefusedInParts(
            [Refused("gap-not-explained", "/gaps", f"{column} of {row}") for row, column in asking]
        )


def assign_enquiry(assigned: EnquiryAssigned, moment: Moment) -> Sequence[AnyEvent]:
    """To somebody, who stays in the team that has it unless another is named; or to a team, where
    nobody has it until somebody takes it.
    """
    _goes_on(assigned.enquiry, moment)
    if assigned.owner is None and assigned.team is None:
        raise Refused("handed-to-nobody", "/owner")
    _works_here(assigned.owner, moment)
    team = _as_listed(assigned.team, moment) or _team(assigned.enquiry, moment)
    return [msgspec.structs.replace(assigned, team=team)]


def rate_enquiry(rated: EnquiryRated, moment: Moment) -> Sequence[AnyEvent]:
    """While it goes on: of one that has ended it says what it was."""
    _goes_on(rated.enquiry, moment)
    return [rated]


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimEnquiry:
    """Take an enquiry that nobody has, for oneself or for somebody else. The team that has it stays
    the same; where none has it, it is that of whoever has it now, as they are listed.
    """

    enquiry: NamedEnquiry
    owner: (
        Annotated[str, OfStaff(), "Who has it from now on: a staff id; left out, whoever takes it."]
        | None
    ) = None


def claim_enquiry(claim: ClaimEnquiry, moment: Moment) -> Sequence[AnyEvent]:
    """Of two who take it at once, or give it to somebody, one is told that somebody has it."""
    _goes_on(claim.enquiry, moment)
    _works_here(claim.owner, moment)
    owner = claim.owner or moment.by.id
    said, own = moment.view().whose.get(claim.enquiry), moment.authority_file
    has_it = None if said is None else who_has(said.event.owner, own.left(moment.at))
    # Whoever takes again what they have has it; that somebody else has it is news to whoever gives.
    if has_it not in (None, moment.by.id if claim.owner is None else None):
        raise Refused("somebody-has-it", "/enquiry")
    listed = own.listing_of(owner, moment.at)
    team = _team(claim.enquiry, moment) or (None if listed is None else listed.team)
    return [EnquiryAssigned(enquiry=claim.enquiry, effective_at=moment.at, owner=owner, team=team)]


def _works_here(owner: str | None, moment: Moment) -> None:
    """What is given to somebody who has left is nobody's, and would be asked of nobody."""
    if owner is not None and who_has(owner, moment.authority_file.left(moment.at)) is None:
        raise Refused("owner-has-left", "/owner")


def _goes_on(enquiry: str, moment: Moment) -> None:
    if enquiry in moment.as_it_stands.ended:
        raise Refused("enquiry-closed", "/enquiry")


def _as_listed(team: str | None, moment: Moment) -> str | None:
    """As it is written where somebody is listed in it: its list is found by its name."""
    known = teams(moment.authority_file, moment.at)
    return None if team is None else known.get(as_typed(team), team)


def _team(enquiry: str, moment: Moment) -> str | None:
    said = moment.view().whose.get(enquiry)
    return None if said is None else said.event.team
