"""What the tests of storage ask the door for, and the oracle that each of them ends with."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from consent_service.actions.checks import CheckSharing, check_sharing
from consent_service.actions.conversations import RecordConversation, record_conversation
from consent_service.actions.families import add_child, open_file, record_relationship
from consent_service.actions.moment import Action, Moment
from consent_service.actions.responses import Withdraw, withdraw
from consent_service.actions.said import Said, whole
from consent_service.domain.deciding.decision import share_now
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import (
    AdultAdded,
    AnyEvent,
    ChildAdded,
    EnquiryOpened,
    FileOpened,
    RelationshipRecorded,
    ResponseRecorded,
)
from consent_service.domain.scopes.proposal import Proposal
from consent_service.domain.scopes.scope import SEEK, Agency, Scope
from consent_service.storage.beside.spool import Spooled
from consent_service.storage.database.tables import metadata
from consent_service.storage.door.requests import (
    ByHandle,
    ByReference,
    NewFile,
    Once,
    Recorded,
    Request,
    Target,
)
from consent_service.storage.door.trouble import NotSound
from consent_service.storage.keepers.soundness import Soundness
from ledger.checkpoint import open_checkpoint
from tests.api.running import NOON, OURS, Running

C = TypeVar("C")

WORKER: Final = By("worker-1", "MASH_WORKER")
NOBODYS_REFERENCE: Final = "LCS-unknown"
BORN: Final = date(1990, 1, 1)


def request(target: Target, action: Action, once: Once | None = None) -> Request:
    """One thing to do, by a worker of our authority."""
    return Request(OURS, WORKER, target, action, once)


def doing(action: Callable[[C, Moment], Sequence[AnyEvent]], command: C) -> Action:
    """The action with its command, as the API hands it to the door."""
    return lambda moment: action(command, moment)


def saying(
    action: Callable[[C, Moment], Sequence[AnyEvent]], kind: type[C], **members: Any
) -> Action:
    """The action with what was said of this kind, as a row of the API carries it out."""
    return lambda moment: action(whole(Said(kind, members), moment), moment)


def alone(event: AnyEvent, _: Moment) -> Sequence[AnyEvent]:
    """What stands by itself needs no action."""
    return [event]


def raising(error: Exception) -> Action:
    """An action that refuses."""

    def refuse(_: Moment) -> Sequence[AnyEvent]:
        raise error

    return refuse


def proposal(*subjects: str) -> Proposal:
    """May we ask the health visitor about their health?"""
    return Proposal(
        None, subjects, Agency("HEALTH_VISITOR"), ("CHILD_HEALTH",), "AGENCY_CHECKS", SEEK
    )


def a_check(reference: str = NOBODYS_REFERENCE, once: Once | None = None) -> Request:
    """The smallest thing that is recorded: a check of a reference that nobody knows."""
    command = CheckSharing(proposal("0" * 24), asked_of=reference)
    return request(ByReference(reference), doing(check_sharing, command), once)


def grow(service: Running, size: int) -> None:
    """Until our ledger has so many entries: checks, as many at once as it takes."""
    service.storage.records.run_all([a_check()] * (size - service.size()))
    assert service.size() == size


def a_new_file(reference: str | None = None, once: Once | None = None) -> Request:
    return request(NewFile(reference), saying(open_file, FileOpened, reference=reference), once)


def an_adult(file: str, names: str = "Ann Example", once: Once | None = None) -> Request:
    """Something that changes a file's row."""
    return request(ByHandle(file), saying(alone, AdultAdded, names=names, dob=BORN), once)


def an_answer(number: int) -> Spooled:
    """One that waits in the spool."""
    return Spooled(
        id=f"answer-{number}",
        by=By("worker-1", "MASH_WORKER"),
        proposal=proposal("0" * 24),
        answer=share_now(),
        answered_at=NOON,
        asked_of="LCS-1",
    )


# ── a family ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Household:
    """A file with a child, two parents, an open enquiry and the mother's agreement."""

    file: str
    child: str
    mother: str
    father: str

    def check(self, once: Once | None = None) -> Request:
        command = CheckSharing(proposal(self.child), asked_of=self.file)
        return request(ByHandle(self.file), doing(check_sharing, command), once)

    def withdrawal(self, once: Once | None = None) -> Request:
        return request(ByHandle(self.file), saying(withdraw, Withdraw, person=self.mother), once)


def add_household(service: Running, reference: str | None = None) -> Household:
    """A household put on record through the door, without the web: who they are in one
    transaction, and in another what they are to each other and said.
    """
    file = service.storage.records.run(a_new_file(reference)).file

    def record(*actions: Action) -> list[AnyEvent]:
        done = service.storage.records.run_all([request(ByHandle(file), one) for one in actions])
        assert all(isinstance(one, Recorded) for one in done), done
        return [one.entries[0].content.event for one in done if isinstance(one, Recorded)]

    born = (NOON - timedelta(days=700)).date()
    found = record(
        saying(add_child, ChildAdded, names="Ng", dob=born),
        saying(alone, AdultAdded, names="Ann Example"),
        saying(alone, AdultAdded, names="Bo Example"),
        saying(alone, EnquiryOpened),
    )
    child: str = getattr(found[0], "child", "")
    mother: str = getattr(found[1], "person", "")
    father: str = getattr(found[2], "person", "")
    agreed = {
        "answer": "AGREED",
        "scope": Scope(
            subjects=(child,),
            purposes=("AGENCY_CHECKS",),
            agencies=(Agency("HEALTH_VISITOR"),),
            categories=("CHILD_HEALTH",),
            directions=(SEEK,),
        ),
        "expires_at": NOON + timedelta(days=20),
    }
    parent = {"child": child, "pr_status": "YES"}
    record(
        saying(record_relationship, RelationshipRecorded, person=mother, role="MOTHER", **parent),
        saying(record_relationship, RelationshipRecorded, person=father, role="FATHER", **parent),
        saying(
            record_conversation,
            RecordConversation,
            person=mother,
            method="PHONE_VERBAL",
            seen_alone="YES",
            responses=(Said(ResponseRecorded, agreed),),
        ),
    )
    return Household(file, child, mother, father)


# ── many at once ────────────────────────────────────────────────────────────────────────────


def in_one_batch(service: Running, *requests: Request) -> list[Recorded | Exception]:
    """Run these requests so that one transaction takes them all, in this order."""
    records = service.storage.records
    entered, may_go = threading.Event(), threading.Event()

    def hold(_: Moment) -> Sequence[AnyEvent]:
        entered.set()
        assert may_go.wait(30)
        return []

    threads = [_Runner(service, request(ByReference(NOBODYS_REFERENCE), hold))]
    threads[0].start()
    assert entered.wait(30)
    lane = records._lanes[OURS]
    for one in requests:
        threads.append(_Runner(service, one))
        threads[-1].start()
        # Each is in the queue before the next comes, so that their order is ours.
        while len(lane.waiting) < len(threads) - 1:
            threading.Event().wait(0.001)
    may_go.set()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "a thread was left asleep at the door"
    return [thread.came_of_it() for thread in threads[1:]]


def at_once(service: Running, requests: Sequence[Request]) -> list[Recorded | Exception]:
    """Run these requests in as many threads, let go together."""
    threads = [_Runner(service, one) for one in requests]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive(), "a thread was left asleep at the door"
    return [thread.came_of_it() for thread in threads]


class _Runner(threading.Thread):
    def __init__(self, service: Running, one: Request) -> None:
        super().__init__(daemon=True)
        self._records = service.storage.records
        self._request = one
        self._result: Recorded | Exception | None = None

    def run(self) -> None:
        try:
            self._result = self._records.run(self._request)
        except Exception as error:  # noqa: BLE001 - whatever came of it is looked at later
            self._result = error

    def came_of_it(self) -> Recorded | Exception:
        assert self._result is not None
        return self._result


def recorded(result: Recorded | Exception) -> Recorded:
    """The result, which must not be a failure."""
    if isinstance(result, Exception):
        raise result
    return result


# ── what is stored ──────────────────────────────────────────────────────────────────────────


def rows_of(service: Running, authority: str) -> dict[str, list[Any]]:
    """Every row of one authority, table by table."""
    with service.storage.engine.connect() as connection:
        return {
            table.name: sorted(
                connection.execute(sa.select(table).where(table.c.authority == authority)).all()
            )
            for table in metadata.sorted_tables
        }


# ── the oracle ──────────────────────────────────────────────────────────────────────────────


def alarm_of(soundness: Soundness) -> str | None:
    """What is marked, in the words it was marked with; None when nothing is."""
    try:
        soundness.assert_sound()
    except NotSound as marked:
        return str(marked)
    return json.loads(soundness._altered.read_text())["why"] if soundness.is_altered else None


def assert_ledger_sound(service: Running) -> None:
    """Everything on record verifies, every answer comes out the same again, nothing is marked,
    and a checkpoint can be signed over all of it.
    """
    storage, authority = service.storage, service.authority
    found = storage.verify(authority, replay=True)
    assert alarm_of(storage.soundness[authority]) is None
    storage.keepers[authority].checkpoint()
    last = storage.checkpoints[authority].latest()
    assert last is not None
    origin, verifiers = storage.keys[authority].origin, storage.keepers[authority].verifiers
    checkpoint = open_checkpoint(last, origin, verifiers)
    assert (checkpoint.size, checkpoint.root) == (found.entries, found.root)
