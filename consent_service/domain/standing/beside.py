"""What stands beside an entry wherever it is shown: that it was wrong, and what people say of it.

Nothing is overwritten. An entry that was corrected says so from the moment of the correction on;
a person's own statement about it stays for good (F10, F11).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..answers import Safe
from ..file.held import Held, in_order
from ..file.view import View
from ..file.whatwaits import holds_until, settled, waiting
from ..lifting.became import Became, became
from ..recorded import events, practice
from ..recorded.event import Event
from ..recorded.events import Response
from ..recorded.falling import EffectWaits
from ..recorded.practice import (
    CorrectionAnswered,
    CorrectionAsked,
    DisagreementStated,
    EntryCorrected,
)
from ..safety.everasign import why_it_lifts_nothing
from ..safety.signs import asking
from ..said.counting import called_wrong
from ..said.ofafact import is_of_a_fact
from ..said.ownwords import in_words

_NOT_CLEAR: Final = "NOT_CLEAR"

#: What people can make a statement about, and the member that holds its id.
_ID_OF: Final[dict[type[Event], str]] = {
    events.ConversationRecorded: "conversation",
    events.ResponseRecorded: "response",
    events.AgreementWithdrawn: "response",
    events.AuthorisationMade: "authorisation",
    practice.NotShareDecided: "decision",
    practice.DisclosureRecorded: "disclosure",
    practice.CorrectionAsked: "correction",
}


def spoken_of_as(event: Event) -> str | None:
    """The id by which a statement can be about what this event recorded; None if none can."""
    name = _ID_OF.get(type(event))
    if name is None:
        return None
    found: str = getattr(event, name)
    return found


def statements_on(view: View, response: str) -> list[dict[str, Any]]:
    """What the person who gave this answer says of it, in their own words, oldest first: where it
    is not clear, what they said; that it is wrong, whatever staff made of that; what else they
    stated.
    """
    found: dict[int, tuple[Held[Any], str]] = {}
    are_any = bool(view.holding[CorrectionAsked]) or bool(view.holding[DisagreementStated])
    for said in (held for held in view.said if held.event.response == response):
        if said.event.answer == _NOT_CLEAR and (words := in_words(view, said)):
            found[said.seq] = said, words
        if are_any:
            found |= {one.seq: (one, one.event.words) for one in _of_theirs(view, said)}
    return [
        {"words": words, "at": one.effective_at}
        for one, words in sorted(found.values(), key=lambda it: in_order(it[0]))
    ]


def _of_theirs(
    view: View, said: Held[Response]
) -> Iterator[Held[CorrectionAsked] | Held[DisagreementStated]]:
    yield from called_wrong(view, said)
    stated = view.by[DisagreementStated, "about"]
    for about in (said.event.response, getattr(said.event, "conversation", None)):
        for one in stated.get(about or "", ()):
            if one.event.person == said.event.person and one.event.correction is None:
                yield one
    yield from _of_no_entry(view, said)


def _of_no_entry(view: View, said: Held[Any]) -> Iterator[Held[CorrectionAsked]]:
    """What they said later is wrong, of nothing in particular, where it was answered and nothing
    was put right nor named that it is about: it may be this that they mean. A day or a spelling is
    no answer of theirs.
    """
    asked = [
        one
        for one in view.by[CorrectionAsked, "person"].get(view.the_one(said.event.person), ())
        if one.event.about is None and one.seq > said.seq and not is_of_a_fact(one.event)
    ]
    if not asked:
        return
    answered = {one.event.correction for one in view.holding[CorrectionAnswered]}
    placed = {one.event.correction for one in view.holding[EntryCorrected]}
    placed |= {
        one.event.correction
        for one in view.holding[DisagreementStated]
        if one.event.about != one.event.correction
    }
    yield from (one for one in asked if one.event.correction in answered - placed)


class Beside:
    """Corrections by the place of the entry, statements by the id of what they are about."""

    def __init__(self, view: View) -> None:
        self._view = view
        #: The places of entries that lift nothing, until a manager has said so or for good.
        self.waits = {
            seq for waits in waiting(view.file, view.known) for seq in waits.event.entries
        }
        self._corrected: dict[int, Held[EntryCorrected]] = {}
        for held in view.read.of(EntryCorrected):
            # The first that counts is the one; of those that do not, the last that was typed.
            before = self._corrected.get(held.event.corrects)
            counts = before is not None and before.seq not in self.waits
            if held.recorded_at <= view.known and not counts:
                self._corrected[held.event.corrects] = held
        self._stated = view.by[DisagreementStated, "about"]

    def corrected(self, seq: int) -> dict[str, Any] | None:
        """When the entry at this place was found to be wrong, and what was; None if it was not.

        What it protects `stands` until a manager has confirmed that, and once one has refused it.
        """
        held = self._corrected.get(seq)
        if held is None:
            return None
        return {
            "at": held.recorded_at,
            "seq": held.seq,
            "what_was_wrong": held.event.what_was_wrong,
            "right_version": held.event.right_version,
            "stands": held.seq in self.waits,
        }

    def became(self, seq: int) -> dict[str, Any] | None:
        """What became of what this entry would let fall, and until when a manager's word by
        telephone lifts it; None of an entry that says of nothing that it waits.
        """
        found = next((held for held in self._view.file.of(EffectWaits) if held.seq == seq), None)
        if found is None:
            return None
        file, known = self._view.file, self._view.known
        if found.event.told_by is None:
            return {"stands": became(file, found, known), "until": None, "lifted_until": None}
        until, said = holds_until(found), settled(file, found, known)
        stands = became(file, found, known)
        refused = said.recorded_at if said and stands is Became.REFUSED else until
        return {"stands": stands, "until": until, "lifted_until": min(until, refused)}

    def lifts_nothing(self, event: Event, seq: int) -> str | None:
        """By the code of a notice: why a yes to whether somebody is safe to ask lifts nothing, for
        as long as they do not count as safe.
        """
        view = self._view
        if not isinstance(event, events.SafetyRecorded):
            return None
        if view.each[asking][event.person].answer is Safe.YES:
            return None
        said = next((one for one in view.file.of(events.SafetyRecorded) if one.seq == seq), None)
        return None if said is None else why_it_lifts_nothing(view, said)

    def statements(self, about: str | None, said: Held[Any] | None = None) -> list[dict[str, Any]]:
        """What people say of it in their own words, oldest first. Of an answer, `said`, what may be
        meant of it as well.
        """
        stated: list[Held[Any]] = [*self._stated.get(about or "", ())]
        stated += [] if said is None else _of_no_entry(self._view, said)
        return [
            {"person": s.event.person, "words": s.event.words, "at": s.effective_at}
            for s in sorted(stated, key=in_order)
        ]

    def was_struck(self, fact: Held[Event]) -> bool:
        """It was known once, and by now it is known to have been an error."""
        view = self._view
        return (
            fact.effective_at <= view.as_of
            and fact.recorded_at <= view.known
            and fact.is_struck(view.known)
        )
