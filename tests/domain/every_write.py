"""Every write that the API has, made up at random from its declaration and carried out in memory.

Nothing here knows a write by name: a new row of the tables is tried like all the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final, get_args, get_origin

import msgspec

from consent_service.actions.guarding import what_waits
from consent_service.actions.moment import Moment
from consent_service.actions.refused import NoSuchFile, Refused
from consent_service.actions.said import Said
from consent_service.api.recorded.write import Write
from consent_service.api.recorded.writes import WRITES
from consent_service.domain.codes import codes
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.file.held import Held
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events as ev
from consent_service.domain.recorded import members as m
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.members import Slot, members_of, own_id
from consent_service.domain.recorded.practice import ContactPointRecorded, CorrectionAsked
from consent_service.domain.scopes.scope import BOTH, Agency, Exclusions, Scope
from tests.trying import is_campaign

NOON: Final = datetime.fromisoformat("2026-11-10T12:00:00+00:00")
WORKER: Final = "MASH_WORKER"
MANAGER: Final = "MASH_MANAGER"
#: What is asked about, small enough for answers to meet.
AGENCIES: Final = (Agency("GP"), Agency("SCHOOL"), Agency("SCHOOL", "Elm Primary"))
CATEGORIES: Final = ("CHILD_HEALTH", "EDUCATION", "ADULT_MENTAL_HEALTH")
PURPOSE: Final = "AGENCY_CHECKS"
#: How much is written to a family of which each write is looked at.
MANY: Final = 20 if is_campaign() else 8
#: Codes that matter here; of the other lists any will do.
_CODES: Final = {
    "answers": ("AGREED", "AGREED", "REFUSED", "UNDECIDED", "AWAITING"),
    "methods": ("PHONE_VERBAL", "PHONE_VERBAL", "IN_PERSON_VERBAL", "ONLINE_SIGNED_IN"),
    "pr_statuses": ("YES", "YES", "NO", "ENDED", "UNCONFIRMED"),
    "roles": ("MOTHER", "FATHER", "GRANDPARENT"),
    "purposes": (PURPOSE,),
    "response_kinds": ("SHARE_INFO",),
    "validity_statuses": ("VALID", "CONCERN"),
    "competence_statuses": ("COMPETENT", "NOT_COMPETENT"),
    "categories": CATEGORIES,
}
#: As one number is typed by several.
_ONE_NUMBER: Final = ("020 7946 0018", "+44 20 7946 0018", "02079460018")


@dataclass
class Hub:
    """One family's file, and who writes to it. Each step comes an hour after the one before."""

    chance: Random
    file: CaseFile = field(default_factory=lambda: CaseFile(id="file"))
    own: AuthorityFile = field(default_factory=lambda: AuthorityFile(id="own"))
    at: datetime = NOON
    seq: int = 0

    def view(self) -> View:
        return View(self.file, self.at, self.at)

    def moment(self, role: str = WORKER, who: str | None = None) -> Moment:
        by = By(who or f"staff-{self.seq}", role)
        return Moment(self.at, self.own, by, self.file, self.view())

    def begin(self, *, two_enquiries: bool = False) -> None:
        """Two children, three adults, one enquiry or two; some of them have answered."""
        self.put(ev.FileOpened())
        for child, dob in (("kim", date(2019, 5, 1)), ("lee", date(2010, 11, 12))):
            self.put(ev.ChildAdded(child=child, names=child.title(), dob=dob))
        for adult in ("mum", "dad", "gran"):
            self.put(ev.AdultAdded(person=adult, names=f"{adult.title()} Example"))
        for child in ("kim", "lee"):
            for adult, role, pr in (("mum", "MOTHER", "YES"), ("dad", "FATHER", "YES")):
                self.put(
                    ev.RelationshipRecorded(
                        person=adult, child=child, role=role, pr_status=pr, effective_at=m.ALWAYS
                    )
                )
        self.put(ev.EnquiryOpened(enquiry="E1", effective_at=self.at))
        if two_enquiries:
            self.put(ev.EnquiryOpened(enquiry="E2", effective_at=self.at))
        for _ in range(6):
            self.at += timedelta(hours=1)
            person = self.chance.choice(("mum", "dad", "dad", "gran", "lee"))
            self.answer(person, self.chance.choice(("AGREED", "AGREED", "REFUSED")))
        for fact in self._of_care():
            if self.chance.random() < 0.5:
                self.put(fact)

    def _of_care(self) -> list[Event]:
        """What protects somebody, and what may be lifted again."""
        at, pick = self.at, self.chance.choice
        said = [held.event.response for held in self.file.responses]
        return [
            ev.SafetyRecorded(
                person=pick(("dad", "gran")), safe_to_ask=False, code="OTHER", effective_at=at
            ),
            SignRecorded(person="mum", code="CODE_WORD", effective_at=at),
            ContactPointRecorded(
                contact="contact-1",
                person="mum",
                type=pick(("ADDRESS", "PHONE")),
                value="020 7946 0018",
                safety=pick(("UNSAFE", "NEVER_TEXT", "CODE_WORD")),
                effective_at=at,
            ),
            ev.ValidityChanged(response=pick(said), status="CONCERN", effective_at=at),
            CorrectionAsked(
                correction="correction-1",
                person=self.file.responses[0].event.person,
                words="I did not say that.",
                about=said[0],
                effective_at=at,
            ),
            ev.CompetenceRecorded(child="lee", status="COMPETENT", effective_at=at),
            ev.WishRecorded(child="kim", objects=True, words="No.", heard_by="Zz", effective_at=at),
        ]

    def answer(self, person: str, answer: str, method: str = "PHONE_VERBAL") -> Sequence[Event]:
        """Somebody is spoken to and answers; what was recorded."""
        talk = f"talk-{self.seq}"
        enquiry = self.chance.choice(
            [held.event.enquiry for held in self.file.of(ev.EnquiryOpened)]
        )
        both: list[Event] = [
            ev.ConversationRecorded(
                conversation=talk,
                enquiry=enquiry,
                person=person,
                method=method,
                seen_alone="YES",
                effective_at=self.at,
            ),
            ev.ResponseRecorded(
                response=f"response-{self.seq}",
                enquiry=enquiry,
                person=person,
                answer=answer,
                scope=self.scope(),
                effective_at=self.at,
                expires_at=self.at + timedelta(days=60),
                conversation=talk,
                method=method,
            ),
        ]
        self.write(both, self.moment())
        return both

    def put(self, *events: Event, by: By | None = None) -> list[Held[Event]]:
        """Recorded as it is, without a guard; the facts that it makes."""
        before = self.seq
        for event in events:
            content = Content(by or By("staff", WORKER), event)
            self.file = fold(self.file, content, Stamp(self.seq, self.at))
            self.seq += 1
        return [fact for fact in self.file.every() if fact.seq >= before]

    def write(self, events: Sequence[Event], moment: Moment) -> None:
        """Recorded as the door records it: with what waits, in the same append."""
        self.put(*events, by=moment.by)
        self.put(*what_waits(moment, self.file), by=moment.by)

    def some_write(self, role: str = WORKER) -> tuple[Write[Any], Sequence[Event]] | None:
        """A write to the file made up and carried out, if it holds together."""
        write = self.chance.choice(_TO_A_FILE)
        if role not in write.roles:
            return None
        said = Said(write.records, dict(self._sent(write.records, ())))
        moment = self.moment(role)
        try:
            events = list(write.carry_out(said, moment))
        except (Refused, NoSuchFile, TypeError):
            # It does not hold together, or what it must say cannot be made up.
            return None
        self.write(events, moment)
        return write, events

    # ── what is said ────────────────────────────────────────────────────────────────────────

    def scope(self) -> Scope:
        pick = self.chance.choice
        return Scope(
            subjects=pick((("*",), ("kim",), ("kim", "lee"), ("dad",))),
            purposes=pick((("*",), (PURPOSE,))),
            agencies=(pick((Agency("*"), *AGENCIES)),),
            categories=pick((("*",), *((one,) for one in CATEGORIES))),
            directions=(BOTH,),
        )

    def _sent(self, kind: Any, without: Sequence[str]) -> Any:
        for member in members_of(kind):
            holds = member.holds
            if holds.mark(m.Spread):
                yield from self._sent(holds.base, without)
                continue
            ours = holds.mark(m.New) is not None and holds.mark(m.OnFile) is None
            if member.name in without or ours or holds.mark(m.Ours) is not None:
                continue
            settled = (m.LeftOut, m.Enquiry, m.New)
            may_be_left_out = (
                member.has_default
                or member.is_the_first_clock
                or any(holds.mark(one) for one in settled)
            )
            if may_be_left_out and self.chance.random() < 0.6:
                continue
            is_number = kind is ContactPointRecorded and member.name == "value"
            value = self.chance.choice(_ONE_NUMBER) if is_number else self._value(holds)
            if value is not None:
                yield member.name, value

    def _value(self, holds: Slot) -> Any:
        pick = self.chance.choice
        if holds.each is not None:
            size = holds.mark(m.HowMany) or m.HowMany()
            made = [self._value(holds.each) for _ in range(max(1, size.least))]
            return tuple(one for one in made if one is not None)
        coded = holds.mark(m.Coded)
        if coded is not None:
            name = pick(coded.lists)
            usual = [code for code in _CODES.get(name, tuple(codes(name))) if code not in coded.but]
            return pick([*usual, "*"]) if coded.or_any else pick(usual)
        on_file = holds.mark(m.OnFile)
        if on_file is not None:
            return self._on_file(on_file)
        if holds.mark(m.Enquiry) is not None:
            return pick([held.event.enquiry for held in self.file.of(ev.EnquiryOpened)])
        about = holds.mark(m.MonthOrYear)
        if about is not None:
            months = ("2008-01", "2019-05", "2026-11")
            return pick(months if about.is_month else (*months, "2010"))
        if holds.mark(m.Text) is not None:
            return "What was said there, in some words of their own."
        return self._plain(holds)

    def _plain(self, holds: Slot) -> Any:
        pick, base = self.chance.choice, holds.base
        if get_origin(base) is Said:
            without = holds.mark(m.Without)
            (kind,) = get_args(base)
            return Said(kind, dict(self._sent(kind, () if without is None else without.members)))
        if base is bool:
            return pick((True, False))
        if base is int:
            return pick([fact.seq for fact in self.file.every()])
        if base is datetime:
            return self.at - pick((timedelta(), timedelta(hours=2), timedelta(days=400)))
        if base is date:
            return pick((date(2008, 1, 1), date(2010, 1, 1), date(2019, 5, 2), date(2026, 11, 20)))
        if base is Scope:
            return self.scope()
        if base is Agency:
            return pick(AGENCIES)
        if base is Exclusions:
            return Exclusions()
        if base is str:
            return "made-up"
        if isinstance(base, type) and issubclass(base, msgspec.Struct):
            return None
        return None

    def _on_file(self, wanted: m.OnFile) -> Any:
        found = [
            getattr(fact.event, own_id(type(fact.event)) or "")
            for kind in wanted.kinds
            for fact in self.file.facts.get(kind, ())
        ]
        found += ["*"] if wanted.or_any else []
        return self.chance.choice(found) if found else None


_TO_A_FILE: Final = [write for write in WRITES if write.is_about_a_file]
