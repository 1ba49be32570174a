"""A check for which no thread waits is answered as one that is waited for, whatever it comes to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

import pytest

from consent_service.actions.refused import NoSuchFile, Refused
from consent_service.api.edge.halfway import LATER
from consent_service.api.edge.straight import Straight
from consent_service.storage.door.trouble import (
    CannotRead,
    CannotRecord,
    ClockInDoubt,
    KeyReused,
    NotHeardYet,
    NotSound,
    OutcomeUnknown,
)
from tests.api.alone import ALONE, ids_of, path_of
from tests.api.running import Family, Running, add_family, agree
from tests.api.test_straight import Both, Sent, bodies, headers, unplaced, writes
from tests.made_up import MadeUp

_Reply = tuple[int, list[tuple[str, str]], bytes]


class Taker:
    """Takes the reply; what another thread is to do is waited for."""

    def __init__(self) -> None:
        self.replies: list[_Reply] = []
        self.is_another = False
        self.instead: list[Callable[[], None]] = []

    def put(self, work: Callable[[], None]) -> None:
        self.is_another = True
        # One that leads nobody, as those of the front.
        another = threading.Thread(target=work)
        another.start()
        another.join()
        self.is_another = False

    def unless(self, seconds: float, work: Callable[[], None]) -> None:
        assert seconds > 0
        self.instead.append(work)

    def answer(self, make: Callable[[], _Reply | None]) -> None:
        made = make()
        if made is not None:
            self.replies.append(made)


class Later:
    """The application, of which each reply that is told later is told by whoever took it."""

    def __init__(self, straight: Straight) -> None:
        self.straight, self.taken, self.taker = straight, 0, Taker()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        taker = self.taker = Taker()
        parts = self.straight({**environ, LATER: taker}, start_response)
        if not taker.instead:
            return parts
        self.taken += 1
        for late in taker.instead:
            # Nobody is told twice.
            late()
        ((status, headers, data),) = taker.replies
        start_response(f"{status} {HTTPStatus(status).phrase.upper()}", headers)
        return [data]


@pytest.fixture
def both(service: Running, covered: Family) -> Both:
    found = Both(service, covered)
    found.ask(Sent(), found.straight)
    return found


@pytest.fixture
def later(both: Both) -> Later:
    return Later(both.straight)


def test_whatever_is_asked(both: Both, later: Later) -> None:
    sent = [Sent(body) for body in bodies(both.covered.question()) if body]
    sent += [Sent(headers=said) for said in headers(both.service)]
    for one in sent:
        assert both.ask(one, later) == both.ask(one, both.straight), one
    assert later.taken > 10


def test_its_repeat_is_known_by_its_key(both: Both, later: Later) -> None:
    keyed = Sent(headers={"Idempotency-Key": "once"})
    first, again = both.ask(keyed, later), both.ask(keyed, later)
    assert (first.added, again.added, later.taken) == (1, 0, 2)
    assert (first.shown["replayed"], again.shown["replayed"]) == (False, True)


def test_that_a_repeat_is_shown_is_put_on_record_by_another_thread(
    both: Both, later: Later, service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever tells holds the lane, which is not to wait for another ledger's."""
    by_another: list[bool] = []
    lane = service.storage.records._lanes[service.authority]

    def looks(*_: object) -> None:
        by_another.append(later.taker.is_another)

    monkeypatch.setattr(service.storage.records.reads, "record", looks)
    keyed = Sent(headers={"Idempotency-Key": "once"})
    for _ in range(3):
        both.ask(keyed, later)
    assert by_another == [True, True]
    assert not lane.led


def test_whoever_leads_for_another_has_a_request_of_their_own(both: Both, later: Later) -> None:
    """What is replied is of who asked, whatever is asked in the thread that makes it."""
    asked = Sent(headers={"Idempotency-Key": "mine"})
    for _ in range(2):
        alone = both.ask(asked._replace(headers={"Idempotency-Key": "theirs"}), later)
        with both.service.app.test_request_context(
            "/v1/somewhere?as_of=2020-01-01T00:00:00Z",
            method="POST",
            data=b'{"urgency": "IMMEDIATE"}',
            headers={"Idempotency-Key": "theirs", "Authorization": "Bearer nobody"},
        ):
            assert both.ask(asked, later) == alone


def keyed(sent: Sent, key: str) -> dict[str, str | None]:
    return {"Idempotency-Key": key, **sent.headers}


def test_whatever_is_recorded(both: Both, later: Later) -> None:
    """Of two families that are alike. What asks for more than what was recorded is waited for: a
    try, which is a look, and who has a name, which is looked up.
    """
    service, other = both.service, add_family(both.service)
    agree(service, other)
    added = [
        Sent({"names": names, "dob": "1980-01-01"}, f"{one.path}/adults")
        for one, names in ((both.covered, "Pat Sample"), (other, "Jo Instance"))
    ]
    pairs = [*zip(writes(both.covered), writes(other), strict=True), added]
    for number, (one, two) in enumerate(pairs):
        for _ in range(2):
            ways = ((later, one, "a"), (both.straight.flask, two, "b"))
            before = later.taken
            told, waited = (
                unplaced(both.ask(sent._replace(headers=keyed(sent, f"{key}{number}")), way))
                for way, sent, key in ways
            )
            assert told == waited, one
            asks_more = one.path.endswith("/adults") or (
                isinstance(one.body, dict) and "dry_run" in one.body
            )
            assert not (asks_more and later.taken > before), one
    assert later.taken > 10


def test_each_row_that_stands_alone(both: Both, later: Later) -> None:
    """Nobody who leads asks anything, or this would fail: see `Records.run_all`."""
    family, service = both.covered, both.service
    made = MadeUp(ids_of(family))
    for write in ALONE:
        body = made.body(write)
        if "enquiry" in write.body().fields:
            body["enquiry"] = family.enquiry
        role = "MASH_WORKER" if "MASH_WORKER" in write.roles else min(write.roles)
        said = {**service.headers(role), "Idempotency-Key": write.name}
        path = path_of(write, family.file, ids_of(family))
        replied = both.ask(Sent(body, path, headers=said), later)
        assert replied.status == "201 CREATED", (write.name, replied.shown)
    assert later.taken > 5


def test_whatever_becomes_of_it_and_nothing_is_asked_twice(
    both: Both, later: Later, service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[object] = []
    for error in (
        *(CannotRead("x"), CannotRecord("x"), OutcomeUnknown("x"), NotSound("x"), ClockInDoubt()),
        *(KeyReused(), NoSuchFile(), Refused("service-not-listed", "/agency"), ZeroDivisionError()),
    ):

        def run(requests: list[object], _: object, error: Exception = error) -> list[Exception]:
            tried.extend(requests)
            return [error]

        lane = service.storage.records._lanes[service.authority]
        monkeypatch.setattr(lane, "carry_out", run)
        assert both.ask(Sent(), later) == both.ask(Sent(), both.straight), error
        assert len(tried) == 2, error
        tried.clear()
    assert later.taken


def test_what_was_said_while_nobody_knew_the_time_is_entered_first(
    both: Both, later: Later, service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then it is asked again, which nobody waits for either."""
    lane, tried = service.storage.records._lanes[service.authority], list[object]()
    run = lane.carry_out

    def once_more(requests: Any, views: Any) -> Any:
        tried.extend(requests)
        return [NotHeardYet()] if len(tried) == 1 else run(requests, views)

    monkeypatch.setattr(lane, "carry_out", once_more)
    said = both.ask(Sent(), later)
    assert (said.shown["outcome"], said.added, len(tried)) == ("COVERED", 1, 2)


def test_where_nothing_answers_it_is_told_at_once(
    both: Both, later: Later, service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    circuit = service.storage.records._lanes[service.authority].circuit
    monkeypatch.setattr(circuit, "_is_open", True)
    said = both.ask(Sent(), later)
    assert (said.shown["outcome"], said.added, later.taken) == ("UNAVAILABLE", 0, 0)
