"""Where a family stands: everybody, what each has said, what was decided, what is owed to whom.

Plain values, codes kept. Nothing is decided here: a check is answered by `decision.py`.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from ..file.view import View
from ..scopes.services import Service
from .beside import Beside
from .besides import (
    shown_besides,
    shown_harm,
    shown_harm_told,
    shown_harmless,
    shown_led_through,
    shown_unread,
)
from .bytelephone import lifted_by_telephone
from .contacts import contact_points, keep_informed, referrer_feedback
from .decisions import authorisations, decision_requests, decisions_not_to_share
from .done import done
from .family import adults, advocates, children, enquiries, needs
from .known import known, noted
from .meetings import injuries, meetings
from .plans import plans
from .said import conversations, corrections, corrections_asked, responses

__all__ = ["standing"]


def standing(
    view: View, directory: Sequence[Service] = (), left: Container[str] = ()
) -> dict[str, Any]:
    """The file at one moment. What stands beside an entry is shown with it wherever it stands.

    `directory` is the authority's, as it was known then, and `left` are those of its staff who had
    left.
    """
    beside = Beside(view)
    called_wrong = corrections(view, beside)
    # What was called wrong and stands is shown as it stands.
    with_what_waits, view = view, view.with_what_stands
    newest = next(reversed(view.enquiries), None)
    return {
        "reference": view.file.reference,
        "in_doubt_since": view.in_doubt_since,
        "enquiry": newest,
        "enquiries": enquiries(view, left),
        "children": children(view, directory),
        "adults": adults(view, newest),
        "needs": needs(view),
        "advocates": advocates(view),
        "contact_points": contact_points(view),
        "keep_informed": keep_informed(view),
        "referrer_feedback": referrer_feedback(view),
        "conversations": conversations(view, beside),
        "said_besides": shown_besides(view, with_what_waits),
        "harm_to_read": shown_harm(view),
        "harm_told": shown_harm_told(view),
        "harmless": shown_harmless(view),
        "unread_writing": shown_unread(view),
        "led_through": shown_led_through(view),
        "responses": responses(view, beside, directory),
        "authorisations": authorisations(view, beside),
        "not_share": decisions_not_to_share(view, beside),
        "decision_requests": decision_requests(view),
        "corrections": called_wrong,
        "corrections_asked": corrections_asked(view, beside),
        "injuries": injuries(view),
        "meetings": meetings(view),
        "plans": plans(view),
        "lifted_by_telephone": lifted_by_telephone(view),
        "known": known(view),
        "done": done(view),
        "noted": noted(view),
    }
