"""What the person of a view may see, made by hand and not by the rules under test."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import msgspec

from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.particulars import DutyTest, Rationale, Telling
from consent_service.domain.scopes.scope import Agency, Exclusions, Scope

START = datetime(2026, 11, 7, 12, tzinfo=UTC)
DAY = timedelta(days=1)
#: In everything that staff typed. The view never has it.
STAFF = "Zzstaff"
WORKER = By(STAFF, "MASH_WORKER")
REASONS = Rationale(*[STAFF] * 5)
DUTY = DutyTest(relevant=True, may_help=True, more_harm_than_good=False)
HILLSIDE = Agency("GP", "Hillside")
#: Whom the person of the view wants beside them; others may name the very same.
SUPPORTER = "Ruth Example"
#: Anna is both parents'; Ben too, and turns 16 on 10 November; Cat is the father's alone.
CHILDREN = {"anna": date(2015, 2, 1), "ben": date(2010, 11, 10), "cat": date(2016, 5, 5)}
THEIRS = {"mum": ["anna", "ben"], "dad": ["anna", "ben", "cat"], "ben": ["ben"]}
EVERYBODY = ["mum", "dad", "gran", *CHILDREN]


class Visible:
    """Makes entries about one family for one viewer, from one source of chance: each as it was
    recorded, and with everything blotted out that they may not see.
    """

    def __init__(self, viewer: str, chance: Random) -> None:
        self.viewer, self.chance = viewer, chance
        self.others = [one for one in EVERYBODY if one != viewer]
        self.theirs = THEIRS[viewer]
        #: Anna for a parent: about Ben they see less from his birthday on.
        self.child = self.theirs[0]
        self.serial = 0
        self.own_answers: list[str] = []
        self.own_disclosures: list[str] = []
        self.own_decisions: list[str] = []
        self.own_requests: list[str] = []
        self.own_wrongs: list[str] = []
        self.hidden_ids = ["nothing"]
        self.is_unsafe = False

    def id(self, kind: str) -> str:
        self.serial += 1
        return f"{kind}-{self.serial}"

    def one(self, *values: Any) -> Any:
        return self.chance.choice(values)

    def then(self, at: datetime) -> datetime:
        return at - self.one(0, 0, 0, 1, 2) * DAY

    def scope(self, *subjects: str) -> Scope:
        return Scope(
            subjects=subjects
            or self.one((self.child,), ("*",), (self.viewer,), (self.child, "dad")),
            purposes=self.one(("AGENCY_CHECKS",), ("*",), ("CIN_ASSESSMENT", "AGENCY_CHECKS")),
            agencies=self.one((Agency("GP"),), (HILLSIDE,), (Agency("SCHOOL"), HILLSIDE)),
            categories=self.one(("CHILD_HEALTH",), ("*",), ("EDUCATION", "ADULT_HEALTH")),
            directions=self.one(("SEEK",), ("SHARE",), ("BOTH",)),
        )

    def answer(self, at: datetime) -> Iterator[tuple[Event, Event]]:
        id, then = self.id("answer"), self.then(at)
        answer = self.one("AGREED", "AGREED", "AGREED_IN_PART", "REFUSED")
        scope = self.scope()
        if answer == "AGREED_IN_PART":
            left_out = Exclusions((Agency("SCHOOL"),), self.one((), ("EDUCATION",)))
            scope = msgspec.structs.replace(scope, exclusions=left_out)
        self.own_answers.append(id)
        made = events.ResponseRecorded(
            response=id,
            enquiry=self.one("E1", "E2"),
            person=self.viewer,
            answer=answer,
            scope=scope,
            effective_at=then,
            response_kind=self.one("SHARE_INFO", "SHARE_INFO", "TAKE_PART"),
            expires_at=self.one(None, then + 3 * DAY, then + 30 * DAY),
            # Each in a talk of its own: that two were said in one is no secret from whoever did.
            conversation=STAFF + id,
            method="PHONE_VERBAL",
            words=STAFF,
            any_reason=STAFF,
        )
        blotted = {"conversation": None, "words": None, "any_reason": None, "method": None}
        yield made, msgspec.structs.replace(made, **blotted)

    def withdrawal(self, at: datetime) -> Iterator[tuple[Event, Event]]:
        made = events.AgreementWithdrawn(
            response=self.id("answer"),
            enquiry=self.one("E1", "E2"),
            person=self.viewer,
            scope=self.one(Scope(), self.scope()),
            effective_at=self.then(at),
        )
        yield made, made

    def disclosure(self, at: datetime) -> Iterator[tuple[Event, Event]]:
        id = self.id("disclosure")
        self.own_disclosures.append(id)
        made = practice.DisclosureRecorded(
            **{
                **self.shared(id, at, self.one((self.child,), (self.child, self.viewer))),
                "rests_on": tuple(self.own_answers[-1:]),
            }
        )
        blotted: dict[str, Any] = {"summary": "", "words_sent": "", "recipient": None}
        if made.agency.organisation == "Parkview":
            # They have never named it: where the child goes to school now is not for them to read.
            blotted["agency"] = Agency("SCHOOL")
        yield made, msgspec.structs.replace(made, check=None, **blotted)
        yield from self.maybe_told(id, at)

    def maybe_told(self, id: str, at: datetime) -> Iterator[tuple[Event, Event]]:
        """They were, in words of ours; or nobody told them, and they see what they agreed to."""
        if self.one(True, True, False):
            made = practice.TellingRecorded(
                about=id, told=True, person=self.viewer, words=STAFF, effective_at=at
            )
            yield made, msgspec.structs.replace(made, words=None)

    def shared(self, id: str, at: datetime, subjects: tuple[str, ...]) -> dict[str, Any]:
        return {
            "disclosure": id,
            "enquiry": self.one("E1", "E2"),
            "subjects": subjects,
            "agency": self.one(Agency("GP"), HILLSIDE, Agency("SCHOOL", "Parkview")),
            "categories": self.one(("CHILD_HEALTH",), ("CHILD_HEALTH", "EDUCATION")),
            "purpose": "AGENCY_CHECKS",
            "direction": self.one("SEEK", "SHARE", "BOTH"),
            "basis": "AGREED",
            "summary": STAFF,
            "words_sent": STAFF,
            "effective_at": self.then(at),
            "recipient": STAFF,
            "sent_via": STAFF,
            "check": self.serial,
        }

    def decision(self, at: datetime) -> Iterator[tuple[Event, Event]]:
        id = self.id("decision")
        self.own_decisions.append(id)
        made = events.AuthorisationMade(**self.decided(id, at, self.scope(self.child)))
        blotted: dict[str, Any] = {"reason_codes": (), "rationale": None, "requested_by": None}
        blotted |= {"review_due": None, "child_view_considered": None, "end": None}
        yield made, msgspec.structs.replace(made, **blotted)
        yield from self.maybe_told(id, at)

    def decided(self, id: str, at: datetime, scope: Scope) -> dict[str, Any]:
        kinds = ["OVERRIDE_DECISION", "DISPENSE_DECISION", "S47_DECISION", "COURT_ORDER"]
        return {
            "authorisation": id,
            "enquiry": "E1",
            "decision": self.one(*kinds),
            "scope": scope,
            "safe_to_tell": True,
            "effective_at": self.then(at),
            "end": at + 5 * DAY,
            "reason_codes": ("RISK_TO_ADULT_IF_ASKED",),
            "rationale": REASONS,
            "requested_by": STAFF,
            "duty_test": DUTY,
            "telling": Telling("TOLD", None, STAFF),
            "review_due": date(2026, 12, 1),
            "child_view_considered": STAFF,
        }

    def judged(self, at: datetime) -> Iterator[tuple[Event, Event]]:
        """Whether they may know of something of theirs: the view changes with it."""
        made = practice.SafeToTellChanged(
            about=self.one("nothing", *self.own_decisions, *self.own_disclosures),
            safe=self.one(True, True, False),
            person=self.one(None, self.viewer),
            reason=STAFF,
            effective_at=self.then(at),
        )
        yield made, msgspec.structs.replace(made, reason="")

    def keeping(self, at: datetime) -> Iterator[tuple[Event, Event]]:
        person, then = self.viewer, self.then(at)
        made: Event = self.one(
            practice.KeepInformedAgreed(
                person=person,
                enquiry="E1",
                methods=self.one(("CALL",), ("TEXT", "LETTER")),
                times=("WEEKLY",),
                effective_at=then,
                agreed_with_person=True,
                named_worker=STAFF,
                next_contact_due=self.one(None, date(2026, 11, 20)),
            ),
            practice.ContactMade(
                person=person,
                enquiry="E1",
                method="CALL",
                effective_at=then,
                words=STAFF,
                next_contact_due=date(2026, 11, 25),
            ),
            practice.ContactPointRecorded(
                contact=f"own-{self.one(1, 2)}",
                person=person,
                type=self.one("PHONE", "EMAIL", "ADDRESS"),
                value="020 0000 0000",
                safety=self.one("SAFE", "NEVER_TEXT", "CODE_WORD", "UNSAFE"),
                effective_at=then,
                note=STAFF,
                safe_times=STAFF,
                ended=self.one(False, False, True),
            ),
            events.AdvocateStatusChanged(
                person=person,
                enquiry="E1",
                status=self.one("OFFERED", "NOMINATED", "NOT_SUITABLE", "ACTIVE"),
                effective_at=then,
                advocate=SUPPORTER,
                information_permission=self.one(None, "FULL_PARENT_VIEW", "MEETINGS_ONLY"),
                note=STAFF,
                parent_words=STAFF,
                organisation=STAFF,
            ),
        )
        yield made, made

    def asking(self, at: datetime) -> Iterator[tuple[Event, Event]]:
        person, then = self.viewer, self.then(at)
        asked, wrong = self.id("asked"), self.id("wrong")
        self.own_requests.append(asked)
        self.own_wrongs.append(wrong)
        made: Event
        for made in (
            practice.FamilyAsked(
                request=asked, person=person, wants="LETTER", effective_at=then, words="Please."
            ),
            practice.CorrectionAsked(
                correction=wrong, person=person, words="Not so.", effective_at=then
            ),
            practice.DisagreementStated(
                about=STAFF, person=person, words="I did not say that.", effective_at=then
            ),
        ):
            yield made, made

    def answering(self, at: datetime) -> Iterator[tuple[Event, Event]]:
        then = self.then(at)
        made: Event = self.one(
            practice.FamilyAnswered(
                request=self.one("nothing", *self.own_requests), words=STAFF, effective_at=then
            ),
            practice.CorrectionAnswered(
                correction=self.one("nothing", *self.own_wrongs),
                accepted=self.one(True, False),
                reason=STAFF,
                effective_at=then,
            ),
        )
        blotted = {"words": ""} if isinstance(made, practice.FamilyAnswered) else {"reason": ""}
        yield made, msgspec.structs.replace(made, **blotted)

    def closing(self, at: datetime) -> Iterator[tuple[Event, Event]]:
        made = events.EnquiryClosed(enquiry="E2", reason="S47", effective_at=at)
        yield made, msgspec.structs.replace(made, reason="NFA_ADVICE")
