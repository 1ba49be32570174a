"""Who of the family whoever referred may be: by name, or by the number that they left. Pure.

Nobody dangerous is told because they were the first to ring.
"""

from __future__ import annotations

from ..answers import Safe
from ..file.view import View
from ..following.ofthefamily import who_is_meant
from ..recorded.events import EnquiryOpened
from ..scopes.scope import Agency
from .sharedways import who_is_reached_by
from .signs import asking


def who_referred(view: View, opened: EnquiryOpened) -> str | None:
    """Where several may be, one who is not known to be safe is."""
    agency = Agency(opened.referrer_agency or "", opened.referrer_organisation)
    named = who_is_meant(view, None, agency, opened.referrer_name)
    reached = who_is_reached_by(view, opened.referrer_contact) if opened.referrer_contact else []
    every = [*reached, *filter(None, [named])]
    return min(every, key=lambda one: view.each[asking][one].answer is Safe.YES, default=None)
