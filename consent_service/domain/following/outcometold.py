"""Who is to hear how an enquiry ended, and who has. Pure."""

from __future__ import annotations

from ..file.goingon import HANDED_ON
from ..file.held import Held, in_order
from ..file.view import View
from ..recorded.events import EnquiryClosed
from ..recorded.meetings import AgencyTold
from ..recorded.practice import DisclosureRecorded, ReferrerToldBack, TellingRecorded
from ..scopes.scope import Agency

#: Somebody of the family's network stands on the file, and hears it as one of the family.
_OF_THE_FAMILY = "FAMILY_NETWORK"
OUTCOME = "OUTCOME"


def contacted(view: View, enquiry: str) -> dict[Agency, list[Held[DisclosureRecorded]]]:
    """Each agency that was asked or told something in an enquiry, with each contact, in order."""
    found: dict[Agency, list[Held[DisclosureRecorded]]] = {}
    for held in sorted(view.by[DisclosureRecorded, "enquiry"].get(enquiry, ()), key=in_order):
        if held.event.agency.type != _OF_THE_FAMILY:
            found.setdefault(held.event.agency, []).append(held)
    return found


def person_told(view: View, enquiry: str, person: str) -> Held[TellingRecorded] | None:
    """That somebody was told how it ended or will end, or that it was not safe to. Where it had
    been handed on, that they were told with whom it went on is no word of its end, of which nobody
    can have heard while it goes on.
    """
    ends = view.by[EnquiryClosed, "enquiry"].get(enquiry, ())
    handed_on = any(held.event.reason in HANDED_ON for held in ends)
    end = view.ended.get(enquiry)
    if handed_on and end is None:
        return None
    since = end.effective_at if end is not None and handed_on else None
    return max(
        (
            held
            for held in view.by[TellingRecorded, "about"].get(enquiry, ())
            if held.event.person in (None, person) and (since is None or held.effective_at >= since)
        ),
        key=in_order,
        default=None,
    )


def agency_told(view: View, enquiry: str, agency: Agency) -> Held[AgencyTold] | None:
    """That this agency was told how it ended, by whichever contact with it."""
    contacts = {held.event.disclosure for held in contacted(view, enquiry).get(agency, ())}
    every = (
        held for held in view.by[AgencyTold, "about"].get(enquiry, ()) if held.event.to in contacts
    )
    return max(every, key=in_order, default=None)


def referrer_told(view: View, enquiry: str) -> Held[ReferrerToldBack] | None:
    """That the referrer was told how it ended."""
    every = view.by[ReferrerToldBack, "enquiry"].get(enquiry, ())
    return max((held for held in every if held.event.level == OUTCOME), key=in_order, default=None)
