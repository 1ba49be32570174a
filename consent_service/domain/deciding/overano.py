"""What whoever decides should know of what was said before. Pure.

To go ahead without asking is one decision, and despite a no another: an agency reads which it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..codes import label
from ..file.view import View
from ..own.reaching import meets
from ..recorded.event import Event
from ..recorded.events import AuthorisationMade, ReachabilityRecorded
from ..recorded.falling import Notice
from ..said.contradicting import NOES
from ..said.relied import RELIES, said_yes_to
from ..said.saidbesides import may_be_noes
from ..words.naming import name_of

_WITHOUT_ASKING: Final = "DISPENSE_DECISION"
#: The reason that nobody could be reached.
_OUT_OF_REACH: Final = "UNREACHABLE_AFTER_ATTEMPTS"


def notices_of_decisions(event: Event, view: View) -> Iterator[Notice]:
    """Who said no to something of it, though it goes ahead as if nobody had been asked; and that
    one to rely on somebody counts for nothing, as they say no yes that counts, or what they said
    besides is answered by nobody.
    """
    if isinstance(event, AuthorisationMade) and event.decision == RELIES and event.relies_on:
        person = event.relies_on
        said_yes = said_yes_to(view, person, event.enquiry, event.scope, None)
        if not said_yes or may_be_noes(view, view.the_one(person)):
            words = label("notices", "RELIES_ON_NO_YES").format(names=view.each[name_of][person])
            yield Notice("RELIES_ON_NO_YES", words)
    if (
        isinstance(event, AuthorisationMade)
        and _OUT_OF_REACH in event.reason_codes
        and not _tried_to_reach(view, event.enquiry)
    ):
        # What nobody wrote down was perhaps done: whoever decides says it, and is refused nothing.
        yield Notice("NO_ATTEMPT_ON_RECORD", label("notices", "NO_ATTEMPT_ON_RECORD"))
    if isinstance(event, AuthorisationMade) and event.decision == _WITHOUT_ASKING:
        names = [view.each[name_of][person] for person in _said_no(view, event)]
        if names:
            words = label("notices", "THEY_SAID_NO").format(names="; ".join(names))
            yield Notice("THEY_SAID_NO", words)


def _tried_to_reach(view: View, enquiry: str) -> bool:
    """Somebody tried in it to ask any of the family, or said that one cannot be reached."""
    tried = (one.event for one in view.said if one.event.answer == "ASK_ATTEMPTED")
    lost = any(not one.event.reachable for one in view.holding[ReachabilityRecorded])
    return lost or any(one.enquiry == enquiry for one in tried)


def _said_no(view: View, made: AuthorisationMade) -> Iterator[str]:
    """Whose last answer in its enquiry about any of it is a no."""
    for person, answers in view.responses.items():
        about = (
            said.event
            for said in answers
            if said.event.enquiry == made.enquiry and meets(said.event.scope, made.scope)
        )
        last = next(about, None)
        if last is not None and last.answer in NOES:
            yield person
