"""A case file seen at one moment, with what had been recorded by another.

Everything the rules ask of a file goes through here, so that each question about the two clocks
is answered in one place.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from .casefile import CaseFile
from .codes import DECIDING_PR
from .events import (
    AdultAdded,
    AdvocateStatusChanged,
    AuthorisationEnded,
    AuthorisationMade,
    CapacityRecorded,
    ChildAdded,
    CompetenceRecorded,
    ConversationRecorded,
    EnquiryClosed,
    EnquiryOpened,
    ReachabilityRecorded,
    RelationshipRecorded,
    Response,
    SafetyRecorded,
    ValidityChanged,
    WishRecorded,
    WrittenSummarySent,
)
from .held import Held, latest
from .losses import EntriesLost
from .practice import BirthRecorded, SafeToTellChanged
from .scope import ANY

LONDON: Final = ZoneInfo("Europe/London")

#: Answers that were spoken or written by the person, and so show that they were reached.
REACHED_BY: Final = frozenset({"AGREED", "AGREED_IN_PART", "REFUSED", "UNDECIDED", "WITHDRAWN"})

#: How a referrer's word comes: it is nobody's answer, and reaches nobody.
BY_REFERRER: Final = "VIA_REFERRER"

#: This many attempts on different occasions, none of which reached the person (`domain.md` 5.6).
ATTEMPTS_UNTIL_UNREACHABLE: Final = 3

EXPIRING_SOON: Final = timedelta(days=7)


def age_on(dob: date, day: date) -> int:
    """Whole years. An age is reached as its birthday begins (Family Law Reform Act 1969 s.9)."""
    return day.year - dob.year - ((day.month, day.day) < (dob.month, dob.day))


class View:
    """`file` as things stood at `as_of`, from what had been recorded by `known`."""

    def __init__(self, file: CaseFile, as_of: datetime, known: datetime) -> None:
        self.file = file
        self.as_of = as_of
        self.known = known

    @cached_property
    def children(self) -> dict[str, Held[ChildAdded]]:
        """Children on the file. Whether a child exists does not depend on `as_of`; whether one
        has been born does.
        """
        on_file = {
            c.event.child: c
            for c in self.file.of(ChildAdded)
            if c.holds(c.effective_at, self.known)
        }
        births = [b for b in self.file.of(BirthRecorded) if b.holds(self.as_of, self.known)]
        for birth in sorted(births, key=lambda held: held.order):
            born, held = birth.event, on_file.get(birth.event.child)
            if held is not None:
                child = msgspec.structs.replace(
                    held.event,
                    dob=born.dob,
                    names=born.names or held.event.names,
                    gender=born.gender or held.event.gender,
                )
                on_file[born.child] = msgspec.structs.replace(held, event=child)
        return on_file

    @cached_property
    def adults(self) -> dict[str, Held[AdultAdded]]:
        """Adults on the file, likewise."""
        return {
            a.event.person: a
            for a in self.file.of(AdultAdded)
            if a.holds(a.effective_at, self.known)
        }

    @cached_property
    def enquiries(self) -> dict[str, Held[EnquiryOpened]]:
        """Enquiries recorded by then, in the order they were recorded."""
        return {
            e.event.enquiry: e
            for e in self.file.of(EnquiryOpened)
            if e.holds(e.effective_at, self.known)
        }

    @cached_property
    def relationships(self) -> dict[str, list[Held[RelationshipRecorded]]]:
        """By child: the relationships that count, in the order the people were first recorded."""
        pairs: dict[tuple[str, str], list[Held[RelationshipRecorded]]] = defaultdict(list)
        for relationship in self.file.of(RelationshipRecorded):
            pairs[relationship.event.child, relationship.event.person].append(relationship)
        found: dict[str, list[Held[RelationshipRecorded]]] = defaultdict(list)
        for (child, _), recorded in pairs.items():
            current = latest(recorded, self.as_of, self.known)
            if current is not None and not current.event.ended:
                found[child].append(current)
        return found

    @cached_property
    def responses(self) -> dict[str, list[Held[Response]]]:
        """By person: what they answered about sharing, latest first."""
        found: dict[str, list[Held[Response]]] = defaultdict(list)
        for response in self.file.responses:
            if response.event.response_kind == "SHARE_INFO" and response.holds(
                self.as_of, self.known
            ):
                found[response.event.person].append(response)
        for answers in found.values():
            answers.sort(key=lambda response: response.order, reverse=True)
        return found

    @cached_property
    def summarised(self) -> frozenset[str]:
        """Responses whose written copy had been sent."""
        return frozenset(
            s.event.response
            for s in self.file.of(WrittenSummarySent)
            if s.holds(self.as_of, self.known)
        )

    @cached_property
    def _validity(self) -> dict[str, Held[ValidityChanged]]:
        found: dict[str, Held[ValidityChanged]] = {}
        for fact in self.file.of(ValidityChanged):
            held = found.get(fact.event.response)
            if fact.holds(self.as_of, self.known) and (held is None or fact.order > held.order):
                found[fact.event.response] = fact
        return found

    def is_in_doubt(self, response: Held[Response]) -> bool:
        """Recorded before a part of this file was found to be lost, which nobody has confirmed
        since: that it was taken back may be what is missing.
        """
        if self.file.in_doubt_since(self.known) is None:
            return False
        return response.seq < max(lost.seq for lost in self.file.of(EntriesLost))

    def can_be_relied_on(self, response: Held[Response]) -> bool:
        """No concern stands about how this answer was given, and the conversation it was given in
        was not entered in error: what was agreed in that rests on nothing.
        """
        if (
            response.event.conversation is not None
            and self.conversation(response.event.conversation) is None
        ):
            return False
        fact = self._validity.get(response.event.response)
        return fact is None or fact.event.status == "VALID"

    @cached_property
    def _closed(self) -> dict[str, Held[EnquiryClosed]]:
        return {
            c.event.enquiry: c
            for c in self.file.of(EnquiryClosed)
            if c.holds(self.as_of, self.known)
        }

    def closed(self, enquiry: str) -> Held[EnquiryClosed] | None:
        """How the enquiry ended, if it had."""
        return self._closed.get(enquiry)

    def conversation(self, id: str) -> Held[ConversationRecorded] | None:
        """A conversation on the file that was not entered in error."""
        return next(
            (
                c
                for c in self.file.of(ConversationRecorded)
                if c.event.conversation == id and c.holds(c.effective_at, self.known)
            ),
            None,
        )

    def is_safe_to_ask(self, person: str) -> bool:
        """The latest word on it; `NOT_ASKED_UNSAFE` is such a word. Nothing said is safe."""
        fact = latest(
            (s for s in self.file.of(SafetyRecorded) if s.event.person == person),
            self.as_of,
            self.known,
        )
        unsafe = latest(
            (
                r
                for r in self.file.responses
                if r.event.person == person and r.event.answer == "NOT_ASKED_UNSAFE"
            ),
            self.as_of,
            self.known,
        )
        if unsafe is not None and (fact is None or unsafe.order > fact.order):
            return False
        return fact is None or fact.event.safe_to_ask

    def is_reachable(self, person: str, enquiry: str | None) -> bool:
        """Not recorded as unreachable, nor tried three times in vain in this enquiry, unless
        they were reached since.
        """
        heard: list[datetime] = [
            r.effective_at
            for r in self.file.responses
            if r.event.person == person
            and r.event.answer in REACHED_BY
            and r.event.method != BY_REFERRER
            and r.holds(self.as_of, self.known)
        ]
        heard += [
            c.effective_at
            for c in self.file.of(ConversationRecorded)
            if c.event.person == person
            and c.event.method != BY_REFERRER
            and c.holds(self.as_of, self.known)
        ]
        facts = [
            r
            for r in self.file.of(ReachabilityRecorded)
            if r.event.person == person and r.holds(self.as_of, self.known)
        ]
        heard += [r.effective_at for r in facts if r.event.reachable]
        last_heard = max(heard, default=None)
        if facts:
            said = max(facts, key=lambda fact: fact.order)
            if not said.event.reachable and (last_heard is None or said.effective_at >= last_heard):
                return False
        tries = {
            r.effective_at
            for r in self.responses.get(person, ())
            if r.event.answer == "ASK_ATTEMPTED"
            and r.event.enquiry == enquiry
            and (last_heard is None or r.effective_at > last_heard)
        }
        return len(tries) < ATTEMPTS_UNTIL_UNREACHABLE

    def has_capacity(self, person: str, purpose: str) -> bool:
        """Presumed unless assessed as lacking (Mental Capacity Act 2005 s.1(2))."""
        fact = latest(
            (
                c
                for c in self.file.of(CapacityRecorded)
                if c.event.person == person and c.event.purpose in (purpose, ANY)
            ),
            self.as_of,
            self.known,
        )
        return fact is None or fact.event.status != "LACKS"

    def age(self, child: Held[ChildAdded]) -> int | None:
        """In whole years on the day of `as_of` in London; None before birth."""
        if child.event.dob is None:
            return None
        return age_on(child.event.dob, self.as_of.astimezone(LONDON).date())

    def competence(self, child: str, purpose: str) -> str:
        """The latest assessment that is about this purpose, or about every decision."""
        fact = latest(
            (
                c
                for c in self.file.of(CompetenceRecorded)
                if c.event.child == child and c.event.purpose in (purpose, ANY)
            ),
            self.as_of,
            self.known,
        )
        return "NOT_ASSESSED" if fact is None else fact.event.status

    def decides_alone(self, child: Held[ChildAdded], purpose: str) -> bool:
        """The young person decides: at 16 and 17 unless assessed otherwise, below 16 only if
        Gillick competent. At 18 there is no parental responsibility left to decide for them.
        """
        age = self.age(child)
        assessed = self.competence(child.event.child, purpose)
        if age is None:
            return False
        if age >= 18:
            return True
        return assessed != "NOT_COMPETENT" if age >= 16 else assessed == "COMPETENT"

    def objects(self, child: str) -> bool:
        """The child's latest recorded wish is against it."""
        wish = latest(
            (w for w in self.file.of(WishRecorded) if w.event.child == child),
            self.as_of,
            self.known,
        )
        return wish is not None and wish.event.objects

    def deciders(self, child: str) -> list[Held[RelationshipRecorded]]:
        """Holders of parental responsibility, confirmed or not, in the order recorded.

        Before birth the mother decides alone, where she is on the file (`domain.md` 5.3); from
        the day of the birth on they all do.
        """
        holders = [r for r in self.relationships.get(child, ()) if r.event.pr_status in DECIDING_PR]
        mothers = [r for r in holders if r.event.role == "MOTHER"]
        unborn = child in self.children and self.children[child].event.dob is None
        return mothers if unborn and mothers else holders

    def carers(self, child: str) -> list[Held[RelationshipRecorded]]:
        """Linked adults whose word does not decide. They are shown, never counted."""
        deciding = {r.event.person for r in self.deciders(child)}
        return [r for r in self.relationships.get(child, ()) if r.event.person not in deciding]

    def advocate(self, person: str, enquiry: str | None) -> Held[AdvocateStatusChanged] | None:
        """Where this parent stands about an advocate in this enquiry."""
        return latest(
            (
                a
                for a in self.file.of(AdvocateStatusChanged)
                if a.event.person == person and (enquiry is None or a.event.enquiry == enquiry)
            ),
            self.as_of,
            self.known,
        )

    def advocate_discussed(self, enquiry: str | None) -> bool:
        """Some parent has an advocate status in this enquiry that is not NOT_DISCUSSED."""
        return any(
            a.event.enquiry == enquiry
            and a.event.status != "NOT_DISCUSSED"
            and a.holds(self.as_of, self.known)
            for a in self.file.of(AdvocateStatusChanged)
        )

    def is_safe_to_tell(self, about: str, at_first: bool) -> bool:
        """Whether anybody may know of a decision: as recorded at first, or as judged since."""
        judged = latest(
            (
                held
                for held in self.file.of(SafeToTellChanged)
                if held.event.about == about and held.event.person is None
            ),
            self.as_of,
            self.known,
        )
        return at_first if judged is None else judged.event.safe

    @cached_property
    def authorisations(self) -> list[Held[AuthorisationMade]]:
        """Decisions in force: begun, not past their end, not ended by a review."""
        ended = {
            e.event.authorisation
            for e in self.file.of(AuthorisationEnded)
            if e.holds(self.as_of, self.known)
        }
        return [
            a
            for a in self.file.of(AuthorisationMade)
            if a.holds(self.as_of, self.known)
            and (a.event.end is None or self.as_of < a.event.end)
            and a.event.authorisation not in ended
        ]
