"""Of what somebody agreed to, what their page says beside it: what they left open themself, or what
no check goes by any more. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from ..contradicting import noes_of
from ..counting import is_disputed
from ..event import Event
from ..events import ConversationRecorded, Response
from ..held import Held, in_order
from ..safety import known_until
from ..saidlater import close_together, is_after, takes_the_place_of
from ..view import View
from .reaching import AGREEMENTS, meets, one_matter, says_again

F = TypeVar("F", bound=Held[Event])


def left_open(view: View, person: str, mine: Sequence[Held[Response]]) -> Iterator[tuple[str, str]]:
    """What they said that a check tells instead of their yes; what we think is for no page."""
    every = [said for reading in view.readings for said in reading.said_by.get(person, ())]
    undecided = [said for said in every if said.event.answer == "UNDECIDED"]
    # That they were asked again is no news to them; where it may be, it is on no page.
    waiting = known_to(view, person, [said for said in every if said.event.answer == "AWAITING"])
    open_since = sorted([*undecided, *waiting], key=in_order)
    for said in mine:
        if said.event.answer not in AGREEMENTS:
            continue
        if any(is_disputed(reading, said) for reading in view.readings):
            yield said.event.response, "DISPUTED"
        elif any(takes_the_place_of(other, said) for other in every):
            # What took its place is struck, and that waits: it may stand again.
            yield said.event.response, "REPLACED"
        elif since := [o for o in open_since if one_matter(said, o) and not is_after(said, o)]:
            waits = since[-1].event.answer == "AWAITING"
            yield said.event.response, "AWAITING_REPLY" if waits else "UNDECIDED"
        elif any(_may_be_held_by(view, said, no, mine, every) for no in mine):
            yield said.event.response, "SAID_BOTH"
        elif _is_called_wrong(view, said):
            yield said.event.response, "CALLED_WRONG"


def _is_called_wrong(view: View, said: Held[Response]) -> bool:
    """The answer itself, or the talk in which it was given: no check goes by a yes of a talk that
    never was, whether or not its answers were taken back with it.
    """
    talks = (t for t in view.read.of(ConversationRecorded) if t.is_struck(view.known))
    return not any(one.seq == said.seq for one in view.said) or any(
        talk.event.conversation == said.event.conversation for talk in talks
    )


def _may_be_held_by(
    view: View,
    said: Held[Response],
    no: Held[Response],
    mine: Sequence[Held[Response]],
    every: Sequence[Held[Response]],
) -> bool:
    """They said no as well, so that both may stand: close to each other, in another enquiry that is
    open, or before a yes that counts only once they have been rung. That an enquiry was handed on
    is told by a person, so a page says nothing by it.
    """
    if not _says_no_to_some(no, said):
        return False
    if no.event.enquiry != said.event.enquiry:
        is_open = no.event.enquiry in view.going_on and no.event.enquiry not in view.handed_on
        return is_open and not any(
            yes.event.answer in AGREEMENTS and one_matter(yes, no) and is_after(yes, no)
            for yes in mine
        )
    if not is_after(said, no):
        return False
    if close_together(no, said):
        return True
    # Once they have said it again, in a talk, there is nothing left to ask them; but of what they
    # put another answer in the place of nothing is left either.
    again = (
        yes
        for yes in mine
        if yes.event.answer in AGREEMENTS
        and says_again(yes, said)
        and not any(takes_the_place_of(other, yes) for other in every)
    )
    return not any(
        _counts(view, yes) for yes in (said, *again) if yes is said or is_after(yes, said)
    )


def _counts(view: View, said: Held[Response]) -> bool:
    """In each reading of the file: nothing of it waits."""
    return all(any(one.seq == said.seq for one in reading.said) for reading in view.readings)


def _says_no_to_some(no: Held[Response], said: Held[Response]) -> bool:
    return no.event.response_kind == said.event.response_kind and any(
        meets(scope, said.event.scope) for scope in noes_of(no)
    )


def known_to(view: View, person: str, held: Sequence[F]) -> list[F]:
    """Those that were on record while the person may have come to know of them: what staff write
    down of somebody who is not safe, or with whom nobody has spoken, is no news from a page.
    """
    until = known_until(view, person)
    return [one for one in held if until is None or one.seq <= until]
