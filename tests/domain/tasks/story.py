"""A family's record put together one entry after another, with a clock that is moved by hand.

Nothing here goes through the web: events are folded as the ledger folds them.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events, practice, sharingatonce
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import AdultAdded
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.recorded.particulars import DutyTest, Rationale
from consent_service.domain.recorded.policy import DEFAULT_POLICY, Policy
from consent_service.domain.scopes.proposal import Proposal
from consent_service.domain.scopes.scope import SEEK, Agency, Scope
from consent_service.domain.tasks import due
from consent_service.domain.tasks.task import Task
from consent_service.domain.times import LONDON
from tests.reasons import ENOUGH

#: A Monday in winter, so that London and UTC agree and working days are easy to count.
MONDAY = datetime(2026, 3, 9, 12, tzinfo=UTC)
DAY = timedelta(days=1)
WORKER = By("worker-1", "MASH_WORKER")
MANAGER = By("manager-1", "MASH_MANAGER")
REASONS = Rationale("A fracture.", "He goes home.", "The surgery.", "He is hurt.", "Asking.")
NINE = (
    "WHY_WORRIED",
    "WHO_WE_CONTACT",
    "WHAT_WE_ASK",
    "WHAT_WE_TELL_THEM",
    "HOW_LONG",
    "CAN_SAY_NO",
    "CAN_CHANGE_MIND",
    "WHAT_HAPPENS_IF_NO",
    "WHEN_WE_SHARE_ANYWAY",
)


def scope(*subjects: str, **changes: Any) -> Scope:
    """Asking the surgery about the child's health."""
    usual: dict[str, Any] = {
        "subjects": subjects or ("ng",),
        "purposes": ("AGENCY_CHECKS",),
        "agencies": (Agency("GP"),),
        "categories": ("CHILD_HEALTH",),
        "directions": (SEEK,),
    }
    return Scope(**{**usual, **changes})


def question(*subjects: str, **changes: Any) -> Proposal:
    """May we ask the surgery about the child's health?"""
    usual: dict[str, Any] = {
        "enquiry": "E1",
        "subjects": subjects or ("ng",),
        "agency": Agency("GP"),
        "categories": ("CHILD_HEALTH",),
        "purpose": "AGENCY_CHECKS",
        "direction": SEEK,
    }
    return Proposal(**{**usual, **changes})


def london(day: str, clock: str = "12:00") -> datetime:
    """A time of day in London, as UTC."""
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=LONDON).astimezone(UTC)


class Story:
    """`at` is when the next entry is recorded, and takes effect unless it says otherwise."""

    def __init__(self, at: datetime = MONDAY) -> None:
        self.at = at
        self.file = CaseFile(id="file")
        self.entries: list[tuple[Stamp, Content]] = []
        self._ids = count(1)

    # ── telling ─────────────────────────────────────────────────────────────────────────────

    def later(self, by: timedelta = timedelta(minutes=1)) -> Story:
        """Let time pass."""
        self.at += by
        return self

    def record(self, event: Any, by: By = WORKER) -> int:
        """Put an event on record; its place."""
        place, content = Stamp(len(self.entries), self.at), Content(by, event)
        self.entries.append((place, content))
        self.file = fold(self.file, content, place)
        return place.seq

    def make(self, kind: type[Event], by: By = WORKER, **members: Any) -> int:
        """The same for a kind of event and what it holds, true from now."""
        if "effective_at" in kind.__struct_fields__:
            members.setdefault("effective_at", self.at)
        return self.record(kind(**members), by)

    def child(self, id: str = "ng", dob: date | None = date(2024, 2, 1), **members: Any) -> Story:
        self.make(events.ChildAdded, child=id, names="Zz", dob=dob, **members)
        return self

    def adult(self, id: str, child: str = "ng", **members: Any) -> Story:
        """An adult, linked to a child: a parent with parental responsibility unless it says."""
        if id not in {adult.event.person for adult in self.file.of(AdultAdded)}:
            needed = members.pop("interpreter_needed", False)
            self.make(events.AdultAdded, person=id, names=f"Zz {id}", interpreter_needed=needed)
        role = {"mum": "MOTHER", "dad": "FATHER", "gran": "GRANDPARENT"}.get(id, "OTHER_HOUSEHOLD")
        usual = {"role": role, "pr_status": "YES", "effective_at": ALWAYS}
        self.make(events.RelationshipRecorded, person=id, child=child, **{**usual, **members})
        return self

    def enquiry(self, id: str = "E1", **members: Any) -> Story:
        self.make(events.EnquiryOpened, enquiry=id, **members)
        return self

    def close(self, id: str = "E1", reason: str = "NFA_ADVICE", **members: Any) -> Story:
        self.make(events.EnquiryClosed, enquiry=id, reason=reason, **members)
        return self

    def talk(self, person: str = "mum", explained: tuple[str, ...] = NINE, **members: Any) -> str:
        """A conversation; its id."""
        id = f"talk-{next(self._ids)}"
        usual = {"enquiry": "E1", "method": "PHONE_VERBAL", "seen_alone": "YES"}
        usual["pressure_concern"] = "NONE"
        self.make(
            events.ConversationRecorded,
            conversation=id,
            person=person,
            explained=explained,
            **{**usual, **members},
        )
        return id

    def say(self, answer: str, person: str = "mum", **members: Any) -> str:
        """An answer about what is usually asked; its id."""
        id = f"said-{next(self._ids)}"
        usual: dict[str, Any] = {"enquiry": "E1", "scope": scope()}
        kind: type[Event] = events.ResponseRecorded
        if answer == "WITHDRAWN":
            kind = events.AgreementWithdrawn
        else:
            usual["answer"] = answer
        self.make(kind, response=id, person=person, **{**usual, **members})
        return id

    def agree(self, person: str = "mum", **members: Any) -> str:
        """They agree in a conversation in which everything was explained; the answer's id."""
        talk = self.talk(person)
        usual = {"conversation": talk, "expires_at": self.at + 20 * DAY}
        return self.say("AGREED", person, **{**usual, **members})

    def decide(self, id: str = "decision", **members: Any) -> str:
        """A manager goes ahead without asking."""
        usual: dict[str, Any] = {
            "enquiry": "E1",
            "decision": "DISPENSE_DECISION",
            "scope": scope(),
            "safe_to_tell": True,
            "end": self.at + 10 * DAY,
        }
        self.make(events.AuthorisationMade, MANAGER, authorisation=id, **{**usual, **members})
        return id

    def decide_not(self, id: str = "not", **members: Any) -> str:
        """A manager decides not to share for now."""
        usual: dict[str, Any] = {
            "enquiry": "E1",
            "scope": scope(),
            "reason_codes": ("NOT_RELEVANT",),
            "rationale": REASONS,
            "duty_test": DutyTest(relevant=True, may_help=False, more_harm_than_good=False),
            "review_due": (self.at + 14 * DAY).date(),
        }
        self.make(practice.NotShareDecided, MANAGER, decision=id, **{**usual, **members})
        return id

    def unsafe(self, person: str, by: By = WORKER, **members: Any) -> Story:
        usual: dict[str, Any] = {"safe_to_ask": False, "code": "ALLEGED_ABUSER"}
        if members.get("safe_to_ask"):
            usual["reason"] = ENOUGH
        self.make(events.SafetyRecorded, by, person=person, **{**usual, **members})
        return self

    def wish(self, by: By = WORKER, **members: Any) -> int:
        """What a child wants, or does not; its place."""
        usual = {"child": "ng", "objects": False, "words": "Zz", "heard_by": "Zz"}
        return self.make(events.WishRecorded, by, **{**usual, **members})

    def correct(self, place: int, by: By = WORKER, **members: Any) -> int:
        """An entry was made in error; the place of the one that says so."""
        usual = {"what_was_wrong": "Zz", "requested_by": "STAFF"}
        return self.make(practice.EntryCorrected, by, corrects=place, **{**usual, **members})

    def reached(self, person: str, through: str = "PHONE", **members: Any) -> str:
        """A way of reaching somebody; its id."""
        id = f"way-{next(self._ids)}"
        value = {"PHONE": "020 7946 0018", "EMAIL": "zz@example.org"}.get(through, "1 Zz Street")
        usual = {"type": through, "value": value, "safety": "SAFE"}
        self.make(practice.ContactPointRecorded, contact=id, person=person, **{**usual, **members})
        return id

    def told(self, about: str, person: str | None, **members: Any) -> Story:
        self.make(practice.TellingRecorded, about=about, person=person, **{"told": True, **members})
        return self

    def share_now(self, id: str = "now", enquiry: str | None = "E1") -> str:
        self.make(
            sharingatonce.ShareNowUsed,
            share_now=id,
            enquiry=enquiry,
            subjects=("ng",),
            agency=Agency("POLICE"),
            categories=("CONCERN_DETAILS",),
            purpose="IMMEDIATE_PROTECTION",
            direction="SHARE",
        )
        return id

    # ── asking ──────────────────────────────────────────────────────────────────────────────

    def due(
        self,
        as_of: datetime | None = None,
        known: datetime | None = None,
        policy: Policy = DEFAULT_POLICY,
    ) -> tuple[Task, ...]:
        """What is due; now, unless another time is given."""
        return due(View(self.file, as_of or self.at, known or as_of or self.at), policy)

    def the(self, code: str, as_of: datetime | None = None, **members: Any) -> Task:
        """The one task of a kind; more or fewer are a failure."""
        (found,) = self.every(code, as_of, **members)
        return found

    def every(self, code: str, as_of: datetime | None = None, **members: Any) -> list[Task]:
        return [
            task
            for task in self.due(as_of)
            if task.code == code and all(getattr(task, n) == v for n, v in members.items())
        ]

    def codes(self, as_of: datetime | None = None) -> set[str]:
        return {task.code for task in self.due(as_of)}

    def whose(self, code: str) -> set[str | None]:
        """With whom it is to be done."""
        return {task.person for task in self.due() if task.code == code}


def family(at: datetime = MONDAY, **enquiry: Any) -> Story:
    """A child, both parents, an open enquiry; nobody has been asked."""
    return Story(at).child().adult("mum").adult("dad").enquiry(**enquiry)
