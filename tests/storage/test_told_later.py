"""Whoever waits at the door without a thread is told once what it came to, whatever that is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec
import pytest

from consent_service.actions.moment import Moment
from consent_service.domain.recorded.events import AnyEvent
from consent_service.storage.database.deadline import Circuit, one_call
from consent_service.storage.door import lanes as door
from consent_service.storage.door.batch import Batch, Result
from consent_service.storage.door.lanes import Lane, Waiter
from consent_service.storage.door.requests import ByReference, OwnFile, Recorded
from consent_service.storage.door.trouble import CannotRead, CannotRecord, OutcomeUnknown
from tests.api.running import OURS, Running
from tests.builders import NOBODYS_REFERENCE, a_check, assert_ledger_sound, request


@dataclass
class Person:
    """Whoever is told, and whoever has threads for them."""

    heard: list[Result] = field(default_factory=list)
    late: list[Callable[[], None]] = field(default_factory=list)
    led: list[threading.Thread] = field(default_factory=list)

    def put(self, work: Callable[[], None]) -> None:
        self.led.append(threading.Thread(target=work, daemon=True))
        self.led[-1].start()

    def unless(self, seconds: float, work: Callable[[], None]) -> None:
        assert seconds > 0
        self.late.append(work)

    def asks(self, service: Running) -> Person:
        service.storage.records.run_later(a_check(), self.heard.append, self)
        return self


class Held:
    """A batch that somebody leads, and that goes on when it is let."""

    def __init__(self, service: Running) -> None:
        self.entered, self.may_go = threading.Event(), threading.Event()
        self._service = service
        self.leader = threading.Thread(target=self._lead, daemon=True)
        self.leader.start()
        assert self.entered.wait(30)

    def _lead(self) -> None:
        self._service.storage.records.run(request(ByReference(NOBODYS_REFERENCE), self._hold))

    def _hold(self, _: Moment) -> Sequence[AnyEvent]:
        self.entered.set()
        assert self.may_go.wait(30)
        return []


@contextmanager
def held(service: Running) -> Iterator[None]:
    """Somebody leads while this block lasts; then all that follows has come to its end."""
    one = Held(service)
    yield
    one.may_go.set()
    one.leader.join(30)
    assert not one.leader.is_alive()


def settled(*people: Person) -> None:
    """Each has heard."""
    for _ in range(3_000):
        if all(one.heard for one in people):
            return
        threading.Event().wait(0.01)
    raise AssertionError("somebody was never told")


def of(people: Sequence[Person], kind: type[object]) -> int:
    return sum(isinstance(result, kind) for one in people for result in one.heard)


def opens(service: Running, monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """How often nobody else was to be kept waiting; and nothing is tried again meanwhile."""
    times: list[None] = []
    circuit = service.storage.records._lanes[OURS].circuit
    monkeypatch.setattr(circuit, "open", lambda: times.append(None))
    return times


def test_whoever_finds_the_lane_free_leads(service: Running) -> None:
    one = Person().asks(service)
    assert of([one], Recorded) == 1
    assert not one.led


@pytest.mark.each_database
def test_what_somebody_is_told_of_others_can_read_already(service: Running) -> None:
    before, read, people = service.size(), list[int](), [Person() for _ in range(4)]

    def told(result: Result) -> None:
        assert isinstance(result, Recorded)
        (written,) = result.entries
        (found,) = service.entries(written.seq)[:1]
        assert found.line.hash == written.entry_hash
        read.append(service.size())

    service.storage.records.run_later(a_check(), told, people[0])
    with held(service):
        for one in people[1:]:
            service.storage.records.run_later(a_check(), told, one)
    for one in people:
        for led in one.led:
            led.join(30)
    assert read == [before + 1, *[before + 4] * 3]


def test_where_nobody_sleeps_a_thread_is_had_to_lead(service: Running) -> None:
    before = service.size()
    people = [Person() for _ in range(5)]
    with held(service):
        for one in people:
            one.asks(service)
            assert not one.heard
    settled(*people)
    assert [len(one.led) for one in people] == [1, 0, 0, 0, 0]
    assert of(people, Recorded) == 5
    assert service.size() == before + 5
    for one in people:
        (late,) = one.late
        late()
        assert len(one.heard) == 1
    assert_ledger_sound(service)


def test_who_sleeps_leads_before_a_thread_is_had(service: Running) -> None:
    """As where every thread sleeps here: there is none to be had."""
    people = [Person() for _ in range(3)]
    lane = service.storage.records._lanes[OURS]
    with held(service):
        for one in people:
            one.asks(service)
        sleeps = threading.Thread(
            target=service.storage.records.run, args=(a_check(),), daemon=True
        )
        sleeps.start()
        while len(lane.waiting) < 4:
            threading.Event().wait(0.001)
    sleeps.join(30)
    assert not sleeps.is_alive()
    settled(*people)
    assert not any(one.led for one in people)
    assert of(people, Recorded) == 3


class Busy(Person):
    """Whose threads are all at something else: what they are to do waits."""

    def __init__(self) -> None:
        super().__init__()
        self.to_do: list[Callable[[], None]] = []

    def put(self, work: Callable[[], None]) -> None:
        self.to_do.append(work)

    def waits(self, service: Running) -> Busy:
        """In a lane that a thread is being had for."""
        with held(service):
            self.asks(service)
        assert len(self.to_do) == 1
        assert not self.heard
        return self


def test_who_would_sleep_while_a_thread_is_had_leads(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be that very thread: all would wait for it until their time was up."""
    before, one, lane = service.size(), Busy(), service.storage.records._lanes[OURS]
    opened = opens(service, monkeypatch)
    one.waits(service)
    service.storage.records.run(a_check())
    assert of([one], Recorded) == 1
    assert not lane.led
    # Nothing is left to lead for the thread, and the next lead is not that one's.
    one.to_do.pop()()
    two = Busy().waits(service)
    two.to_do.pop()()
    assert of([two], Recorded) == 1
    assert (lane.led, lane.offered, opened) == (False, False, [])
    assert service.size() == before + 3
    assert_ledger_sound(service)


def test_whoever_has_waited_for_long_leads_for_others_who_have_not(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They were told that there was no answer where it was one asker's time that was over."""
    monkeypatch.setattr(door, "SLOW_SECONDS", 30.0)
    one = Busy().waits(service)
    with one_call(0.0):
        service.storage.records.run(a_check())
    assert of([one], Recorded) == 1


def fails(_: Result) -> None:
    raise ZeroDivisionError


def test_of_one_who_cannot_be_told_nobody_else_hears(service: Running) -> None:
    people = [Person() for _ in range(3)]
    with held(service):
        people[0].asks(service)
        service.storage.records.run_later(a_check(), fails, people[1])
        people[2].asks(service)
    settled(people[0], people[2])
    assert of(people, Recorded) == 2
    assert isinstance(service.storage.records.run(a_check()), Recorded)


def test_whose_turn_does_not_come_is_told_so(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, one = service.size(), Person()
    opened = opens(service, monkeypatch)
    with held(service):
        one.asks(service).late[0]()
        assert of([one], CannotRead) == 1
    assert len(opened) == 1
    service.storage.records.run(a_check())
    assert len(one.heard) == 1
    assert service.size() == before + 1


def test_of_a_batch_that_does_not_end_nobody_knows(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are told so; what was recorded stands there all the same, and nobody is told twice."""
    before, one = service.size(), Person()
    opened = opens(service, monkeypatch)
    entered, may_go, run = threading.Event(), threading.Event(), Batch.run

    def hang(self: Batch, requests: Sequence[object]) -> list[Result]:
        results = run(self, requests)  # type: ignore[arg-type]
        entered.set()
        assert may_go.wait(30)
        return results

    monkeypatch.setattr(Batch, "run", hang)
    leads = threading.Thread(target=one.asks, args=(service,), daemon=True)
    leads.start()
    assert entered.wait(30)
    one.late[0]()
    assert of([one], OutcomeUnknown) == 1
    assert len(opened) == 1
    may_go.set()
    leads.join(30)
    assert len(one.heard) == 1
    assert service.size() == before + 1


def test_all_who_wait_behind_a_batch_that_was_kept_waiting_are_told(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = [Person() for _ in range(3)]
    lane = service.storage.records._lanes[OURS]

    def fail(*_: object) -> list[Result]:
        raise CannotRecord("It said nothing.")

    with held(service):
        for one in people:
            one.asks(service)
        behind = Person()
        monkeypatch.setattr(door, "kept_waiting", lambda _: True)
        opens(service, monkeypatch)
        monkeypatch.setattr(service.storage.records, "_commit", fail)
        nexts = lane.next

        def one_fewer() -> list[object]:
            batch = nexts()
            behind.asks(service)
            return batch  # type: ignore[return-value]

        monkeypatch.setattr(type(lane), "next", lambda self: one_fewer())
    settled(*people, behind)
    assert of(people, CannotRecord) == 3
    assert of([behind], CannotRead) == 1
    assert not lane.led


def test_whoever_leads_asks_nothing_while_they_tell(service: Running) -> None:
    """They would wait for themselves until nobody had an answer."""
    records, heard = service.storage.records, list[tuple[Result, str]]()

    def told(result: Result) -> None:
        try:
            records.run(a_check())
        except AssertionError as error:
            heard.append((result, str(error)))

    records.run_later(a_check(), told, Person())
    ((result, said),) = heard
    assert isinstance(result, Recorded)
    assert said == "It would wait for itself."
    assert isinstance(records.run(a_check()), Recorded)


def test_whoever_asks_waits_behind_so_much_that_is_recorded() -> None:
    """However many record at once: what each costs is worked out while the lock is held."""
    lane = Lane(Circuit(lambda: None, ()), lambda *_: [])
    asked = msgspec.structs.replace(a_check(), asks=True)
    for one in (*[request(OwnFile(), lambda _: [])] * 100, *[asked] * 300):
        lane.join(Waiter([one], list[Result]().append, Person()))
    sizes = [len(lane.next()) for _ in range(5)]
    assert sizes == [32, 32, 32, 4 + 224, 76]
    assert not lane.next()
