"""Of what somebody agreed to, what leaves all of it open: what they said of it themself, or that no
check goes by it any more. The rest is asked item by item (`counted.py`). Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar

from ..file.held import Held
from ..file.view import View
from ..memo import Memo, cached_property
from ..recorded.event import Event
from ..recorded.events import ConversationRecorded, Response
from ..safety.telling import known_until
from ..said.contradicting import AGREEMENTS, noes_of
from ..said.counting import is_disputed
from ..said.saidlater import by_what_they_name, takes_the_place_of
from ..scopes.near import Near
from ..scopes.scope import Scope
from .bymatter import ByMatter
from .reaching import meets

F = TypeVar("F", bound=Held[Event])


def left_open(view: View, person: str, mine: Sequence[Held[Response]]) -> Iterator[tuple[str, str]]:
    """Of each of their agreements that is left open whole: as which status."""
    among = _Among(view, person, mine)
    for said in mine:
        if said.event.answer in AGREEMENTS and (status := among.status_of(said)) is not None:
            yield said.event.response, status


class _Among:
    """All that they said, beside which each of their agreements stands."""

    def __init__(self, view: View, person: str, mine: Sequence[Held[Response]]) -> None:
        self._view, self._person = view, person
        self._mine = mine
        self._agreements = [said for said in mine if said.event.answer in AGREEMENTS]
        every = [
            said for reading in view.readings_apart for said in reading.said_by.get(person, ())
        ]
        self._naming = by_what_they_name(every)

    def status_of(self, said: Held[Response]) -> str | None:
        """As which it is left open; None where nothing leaves it so."""
        if any(is_disputed(reading, said) for reading in self._view.readings_apart):
            return "DISPUTED"
        if self._is_replaced(said):
            # What took its place is struck, and that waits: it may stand again.
            return "REPLACED"
        if self._is_open_elsewhere(said):
            return "SAID_BOTH"
        return "CALLED_WRONG" if self._is_called_wrong(said) else None

    def _is_replaced(self, said: Held[Response]) -> bool:
        naming = self._naming.get(said.event.response, ())
        return any(takes_the_place_of(other, said) for other in naming)

    def _is_called_wrong(self, said: Held[Response]) -> bool:
        """The answer itself, or the talk in which it was given: no check goes by a yes of a talk
        that never was, whether or not its answers were taken back with it.
        """
        return said.seq not in self._standing or said.event.conversation in self._struck_talks

    @cached_property
    def _standing(self) -> set[int]:
        return {one.seq for one in self._view.said}

    @cached_property
    def _struck_talks(self) -> set[str | None]:
        talks = self._view.read.of(ConversationRecorded)
        return {t.event.conversation for t in talks if t.is_struck(self._view.known)}

    # ── in other enquiries ──────────────────────────────────────────────────────────────────

    def _is_open_elsewhere(self, said: Held[Response]) -> bool:
        """They said no to some of it in another enquiry that is open. That an enquiry was handed on
        is told by a person, so a page says nothing by it.
        """
        mine = {said.event.enquiry}
        enquiries = self._open_noes_to[said.event.response_kind, said.event.scope]
        return any(not one <= mine for one in enquiries)

    @cached_property
    def _open_noes_to(self) -> Memo[tuple[str, Scope], list[set[str | None]]]:
        """By the kind of question, and what is agreed to: by what they say no to that meets it, in
        which enquiries they do.
        """
        return Memo(
            lambda of: [
                enquiries
                for no, enquiries in self._open_noes_near[of[0]].to(of[1])
                if meets(no, of[1])
            ]
        )

    @cached_property
    def _open_noes_near(self) -> Memo[str, Near[tuple[Scope, set[str | None]]]]:
        return Memo(lambda kind: Near((no[0], no) for no in self._open_noes[kind].items()))

    @cached_property
    def _open_noes(self) -> dict[str, dict[Scope, set[str | None]]]:
        """Likewise all of them that they have not said yes to since."""
        found: dict[str, dict[Scope, set[str | None]]] = defaultdict(dict)
        going_on = {e for e in self._view.going_on if e not in self._view.handed_on}
        going_on |= unknown_ends(self._view, self._person)
        agreed = ByMatter(self._agreements)
        for no in self._mine:
            if no.event.enquiry in going_on and not agreed.any_later(meets, no):
                for scope in noes_of(no):
                    of_kind = found[no.event.response_kind]
                    of_kind.setdefault(scope, set()).add(no.event.enquiry)
        return found


def known_to(view: View, person: str, held: Sequence[F]) -> list[F]:
    """Those that were on record while the person may have come to know of them: what staff write
    down of somebody who is not safe, or with whom nobody has spoken, is no news from a page.
    """
    until = known_until(view, person)
    return [one for one in held if until is None or one.seq <= until]


def unknown_ends(view: View, person: str) -> frozenset[str]:
    """The enquiries of whose closing, or handing on, they may not have come to know: in the hour in
    which something was said against them it is no news from a page that our work has another part.
    """
    every = {**view.handed_on, **view.ended}
    until = {enquiry: known_until(view, person, [enquiry]) for enquiry in every}
    return frozenset(
        enquiry
        for enquiry, held in every.items()
        if (place := until[enquiry]) is not None and held.seq > place
    )
