"""What goes on in a file: enquiries, who supports whom in them, and decisions in force.

One place says whether an enquiry goes on. Closing one to an assessment, to section 47 or to another
council hands it on (edition 2026.3 of the rules, section 10): it has another owner, and has not
ended. Only `closed` also knows those; it is for what ends with this hub's own part.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from ..codes import codes
from ..may import FAMILY
from ..memo import cached_property, once_each
from ..recorded.events import (
    AdvocateStatusChanged,
    AuthorisationEnded,
    AuthorisationMade,
    ConversationRecorded,
    EnquiryClosed,
    EnquiryOpened,
    Response,
    ResponseRecorded,
)
from ..recorded.owning import EnquiryAssigned, EnquiryRated
from ..recorded.practice import ContactMade, KeepInformedAgreed
from ..said.contradicting import AGREEMENTS, NOES
from ..scopes.scope import ANY
from .careful import Careful
from .held import Held, by_place, in_order

#: By reason of closing: for which purpose the enquiry is handed on, and what was agreed for that.
HANDED_ON: Final = {
    row.code: str(row.attributes["hands_on"])
    for row in codes("close_reasons").values()
    if "hands_on" in row.attributes
}

#: What was said while no enquiry went on stands in none.
NO_ENQUIRY: Final = ""

#: What somebody answers who is talked with.
_THEIR_ANSWERS: Final = frozenset({*NOES, *AGREEMENTS, "UNDECIDED"})
#: How a referrer's word comes: it is nobody's answer, and reaches nobody.
BY_REFERRER: Final = "VIA_REFERRER"
_MAY_BE_NOES: Final = frozenset({*NOES, "NOT_CLEAR"})


class GoingOn(Careful):
    """A look that knows which enquiries go on."""

    @cached_property
    def enquiries(self) -> dict[str, Held[EnquiryOpened]]:
        """Enquiries recorded by then, in the order they were recorded."""
        return {held.event.enquiry: held for held in self.recorded[EnquiryOpened]}

    @cached_property
    def rated(self) -> dict[str, Held[EnquiryRated]]:
        """By enquiry: what was last put on record of how urgent it is, since it was opened. Whoever
        says what has been so since the morning knows what was said at noon.
        """
        said = sorted(self.holding[EnquiryRated], key=by_place)
        return {held.event.enquiry: held for held in said}

    def rating(self, enquiry: str) -> str:
        """How urgent an enquiry that stands here is, as it was said last: no answer turns on it."""
        said = self.rated.get(enquiry)
        return (self.enquiries[enquiry] if said is None else said).event.rating

    def rated_at_most(self, enquiry: str) -> str:
        """As how urgent it was rated at any time. Whoever says later that it is less urgent makes
        nobody have waited less.
        """
        ever = {self.enquiries[enquiry].event.rating}
        ever |= {h.event.rating for h in self.holding[EnquiryRated] if h.event.enquiry == enquiry}
        return next(rating for rating in codes("ratings") if rating in ever)

    @cached_property
    def ended(self) -> dict[str, Held[EnquiryClosed]]:
        """By enquiry: how it ended, if it had."""
        return {
            held.event.enquiry: held
            for held in self.holding[EnquiryClosed]
            if held.event.reason not in HANDED_ON
        }

    @cached_property
    def handed_on(self) -> dict[str, Held[EnquiryClosed]]:
        """By enquiry that goes on with somebody else: how it was last handed on, and to whom."""
        return {
            held.event.enquiry: held
            for held in sorted(self.holding[EnquiryClosed], key=in_order)
            if held.event.enquiry not in self.ended
        }

    @cached_property
    def whose(self) -> dict[str, Held[EnquiryClosed] | Held[EnquiryAssigned]]:
        """By enquiry: what was last said of who has it, in handing it over, taking it or handing it
        on. Ending it says nothing of that.
        """
        said: list[Held[EnquiryClosed] | Held[EnquiryAssigned]] = [
            *self.holding[EnquiryAssigned],
            *(h for h in self.holding[EnquiryClosed] if h.event.reason in HANDED_ON),
        ]
        return {held.event.enquiry: held for held in sorted(said, key=in_order)}

    @cached_property
    def closed(self) -> dict[str, Held[EnquiryClosed]]:
        """By enquiry: when this hub was done with it, whether it ended then or was handed on."""
        return self.handed_on | self.ended

    @cached_property
    def going_on(self) -> tuple[str, ...]:
        """Enquiries that go on, in the order recorded: open, or handed on and not ended since."""
        return tuple(enquiry for enquiry in self.enquiries if enquiry not in self.ended)

    @cached_property
    def may_go_on(self) -> tuple[str, ...]:
        """Those, and each whose end waits for a manager."""
        ends = [one.ended for one in self.readings]
        if not any(ends):
            return tuple(self.enquiries)
        return tuple(e for e in self.enquiries if any(e not in ended for ended in ends))

    def enquiry_meant(self, named: str | None) -> str | None:
        """Without one named: the enquiry that goes on, else the last one there was. Where several
        do, none is meant more than another: the rules take the most careful of their answers.
        """
        if named is not None or len(self.may_go_on) > 1:
            return named
        return next(reversed(self.may_go_on or tuple(self.enquiries)), None)

    @cached_property
    def opened_in_error(self) -> frozenset[str]:
        """Enquiries that never were: closed as an error, or their opening struck as one."""
        closed = {e for e, end in self.ended.items() if end.event.reason == "ENTERED_IN_ERROR"}
        opened = {
            h.event.enquiry for h in self.read.of(EnquiryOpened) if h.recorded_at <= self.known
        }
        return frozenset(closed | (opened - self.enquiries.keys()))

    def is_heard_in(self, said: Held[Response], enquiry: str | None) -> bool:
        """What somebody answered is heard in its enquiry. A no that stands in none is heard in
        each, those opened later among them, until they say yes in it.
        """
        return said.event.enquiry == enquiry or self.is_heard_in_each(said)

    def is_heard_in_each(self, said: Held[Response]) -> bool:
        """It says no, or may, and stands in none."""
        return said.event.answer in _MAY_BE_NOES and self._stands_in_none(said)

    def _stands_in_none(self, no: Held[Response]) -> bool:
        """A refusal ends with its enquiry. What was no enquiry ends nothing; and an end takes with
        it what was on record by then, since of what came after it nobody was told; but not what
        somebody said on their own page and nobody had talked about with them: their page says that
        it stands, and they were promised a call.
        """
        enquiry = no.event.enquiry
        end = self.ended.get(enquiry)
        return (
            enquiry == NO_ENQUIRY
            or enquiry in self.opened_in_error
            or (end is not None and (end.seq < no.seq or self._was_to_be_called(no, end)))
        )

    def _was_to_be_called(self, no: Held[Response], end: Held[EnquiryClosed]) -> bool:
        """They said it themself, and when it ended no talk with them since was on record."""
        if no.role not in FAMILY:
            return False
        since: list[Held[ConversationRecorded] | Held[ResponseRecorded]] = [
            *self.by[ConversationRecorded, "person"].get(no.event.person, ())
        ]
        said = self.by[ResponseRecorded, "person"].get(no.event.person, ())
        since += (one for one in said if one.event.answer in _THEIR_ANSWERS)
        return not any(
            no.seq < one.seq < end.seq
            and one.effective_at >= no.effective_at
            and one.role not in FAMILY
            and one.event.method != BY_REFERRER
            for one in since
        )

    def has_ended_for(self, enquiry: str, purpose: str) -> bool:
        """What was agreed or decided in it for this purpose has ended with it: it is closed, and
        was not handed on for that.
        """
        if enquiry in self.handed_on:
            return HANDED_ON[self.handed_on[enquiry].event.reason] != purpose
        return enquiry in self.ended

    def goes_on_for(self, enquiry: str, purposes: tuple[str, ...]) -> tuple[str, ...]:
        """Those of these purposes for which what was agreed or decided in it has not ended with it;
        `"*"` is each of them.
        """
        if enquiry not in self.closed:
            return purposes
        every = codes("purposes") if ANY in purposes else purposes
        return tuple(p for p in every if not self.has_ended_for(enquiry, p))

    @once_each
    def advocate(self, of: tuple[str, str | None]) -> Held[AdvocateStatusChanged] | None:
        """By person and enquiry: where this parent stands about an advocate in this enquiry; in
        whichever was last, where it is None.
        """
        person, enquiry = of
        every = self.by[AdvocateStatusChanged, "person"].get(person, ())
        return max(
            (held for held in every if enquiry in (None, held.event.enquiry)),
            key=in_order,
            default=None,
        )

    def advocate_discussed(self, enquiry: str | None) -> bool:
        """Some parent has an advocate status in this enquiry that is not NOT_DISCUSSED."""
        return any(
            held.event.enquiry == enquiry and held.event.status != "NOT_DISCUSSED"
            for held in self.holding[AdvocateStatusChanged]
        )

    def kept_informed(
        self, person: str, enquiry: str | None
    ) -> tuple[list[Held[KeepInformedAgreed]], list[Held[ContactMade]]]:
        """What was agreed with somebody of keeping them informed, and each time they were: in one
        enquiry, or in all of them.
        """
        agreed = self.by[KeepInformedAgreed, "person"].get(person, ())
        made = self.by[ContactMade, "person"].get(person, ())
        return (
            [held for held in agreed if enquiry in (None, held.event.enquiry)],
            [held for held in made if enquiry in (None, held.event.enquiry)],
        )

    @cached_property
    def authorisations(self) -> list[Held[AuthorisationMade]]:
        """Decisions in force: made and begun, not past their end, not ended by a review."""
        ended = self.by[AuthorisationEnded, "authorisation"]
        return [
            held
            for held in self.holding[AuthorisationMade]
            if held.recorded_at <= self.as_of
            and (held.event.end is None or self.as_of < held.event.end)
            and held.event.authorisation not in ended
        ]

    def over_since(self, decision: Held[AuthorisationMade]) -> datetime | None:
        """Since when a decision that nobody ended authorises nothing, whatever end it was given:
        its enquiry was closed, and handed on for nothing that it was made for. None while it does.
        """
        made = decision.event
        closed = self.closed.get(made.enquiry)
        if closed is None or self.goes_on_for(made.enquiry, made.scope.purposes):
            return None
        return closed.effective_at

    @cached_property
    def authorising(self) -> list[Held[AuthorisationMade]]:
        """Decisions that something goes ahead by now. Those in force keep from somebody what they
        are not to know, though their enquiry be closed.
        """
        return [held for held in self.authorisations if self.over_since(held) is None]
