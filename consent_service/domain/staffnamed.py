"""Whom of the staff, and which team, a write names: held against who is listed there. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from .authorityfile import AuthorityFile
from .content import Content
from .events import EnquiryClosed
from .folding import Stamp
from .held import Held
from .owning import EnquiryAssigned
from .view import View
from .writing import folded


def as_typed(team: str) -> str:
    """The name of a team without what makes no difference: case, width and spaces."""
    return " ".join(folded(team).split())


def teams(own: AuthorityFile, known: datetime) -> dict[str, str]:
    """Each team that somebody of the staff is listed in, as it is written there, by how it may be
    typed.
    """
    listed = own.listings_of_staff(known).values()
    return {
        as_typed(one.team): one.team for one in listed if one.team is not None and not one.ended
    }


def not_listed(
    content: Content, stamp: Stamp, view: View | None, own: AuthorityFile
) -> Iterator[str]:
    """By the codes of notices. Whoever is given an enquiry is on the authority's list of staff, has
    a right on record, or took it themself; else it may be nobody's. A team in which nobody is, and
    that was not named of this enquiry before, may be a mistype: then nobody looks there.
    """
    said = content.event
    if not isinstance(said, EnquiryAssigned | EnquiryClosed):
        return
    at, owner = stamp.at, said.owner
    is_their_own = owner in (None, content.by.id)
    if not is_their_own and own.listing_of(owner or "", at) is None:
        yield from () if own.rights_of(owner or "", at) else ("OWNER_NOT_KNOWN",)
    known = teams(own, at)
    if said.team is not None and as_typed(said.team) not in known:
        yield from () if _named_before(said, stamp, view) else ("TEAM_NOT_KNOWN",)


def _named_before(said: EnquiryAssigned | EnquiryClosed, stamp: Stamp, view: View | None) -> bool:
    """Whoever named it first was asked whether it is right."""
    if view is None:
        return False
    every: list[Held[EnquiryAssigned] | Held[EnquiryClosed]] = [
        *view.file.of(EnquiryAssigned),
        *view.file.of(EnquiryClosed),
    ]
    about = (said.enquiry, said.team)
    return any(h.seq < stamp.seq and (h.event.enquiry, h.event.team) == about for h in every)
