"""What becomes of what somebody said when its enquiry closes, as far as they know of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..codes import PURPOSES_WITHOUT_AGREEMENT
from ..file.held import Held
from ..file.view import View
from ..recorded.events import Response
from ..said.contradicting import noes_of
from ..said.saidlater import Later
from .eyes import Eyes
from .leftopen import unknown_ends
from .reaching import AGREEMENTS, meets


def still_for(
    view: View, eyes: Eyes, mine: Sequence[Held[Response]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Why an enquiry was closed is told by a person. So for whoever does not know, one that was
    handed on has ended, but for what we still need their agreement for: that they read, to stop it.
    """
    unknown = unknown_ends(view, eyes.person)
    for said in mine:
        enquiry = said.event.enquiry
        if enquiry in unknown:
            continue
        goes_on = view.goes_on_for(enquiry, said.event.scope.purposes)
        if enquiry in view.ended or eyes.knows_who_has_it(enquiry):
            yield said.event.response, goes_on
        elif enquiry in view.handed_on:
            needed = (p for p in goes_on if p not in PURPOSES_WITHOUT_AGREEMENT)
            yield said.event.response, tuple(needed)


def what_became(
    view: View, person: str, mine: Sequence[Held[Response]]
) -> Iterator[tuple[str, str]]:
    """Of what they said no to in an enquiry of whose end they know. It has ended with that, or is
    heard in each that comes, as a check hears it, until they say yes to it.
    """
    over = view.ended.keys() - unknown_ends(view, person)
    agreed = [one for one in mine if one.event.answer in AGREEMENTS]
    for no in mine:
        if no.event.enquiry in over and any(noes_of(no)):
            if not view.is_heard_in_each(no):
                yield no.event.response, "own_no_ended"
            elif Later(one for one in agreed if _is_of_it(one, no)).any_than(no):
                yield no.event.response, "own_some_yes"


def _is_of_it(yes: Held[Response], no: Held[Response]) -> bool:
    is_of_kind = yes.event.response_kind == no.event.response_kind
    return is_of_kind and meets(yes.event.scope, no.event.scope)
