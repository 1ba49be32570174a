"""Real clients whose checks are half way when the database, the server or they themselves end."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest

from consent_service.machine import system_clock
from tests.api.running import Running, add_family
from tests.api.weather import unanswered
from tests.builders import assert_ledger_sound
from tests.faults.freezing import frozen
from tests.faults.servers import SECONDS, until
from tests.front.strangers import Met, Said, Stranger, meeting

pytestmark = [pytest.mark.slow, pytest.mark.each_database]

#: More than there are threads, and than are in one batch of those.
CLIENTS = 12


@pytest.fixture
def met(service: Running) -> Iterator[Met]:
    # What is given by the server bears the machine's time.
    service.clock.now = system_clock()
    with meeting(service, add_family(service), processes=1, threads=3) as standing:
        yield standing


@contextmanager
def half_way(
    met: Met, request: pytest.FixtureRequest
) -> Iterator[tuple[list[Stranger], Sequence[Stranger]]]:
    """Many have asked a database that says nothing: those who stay, and those who went away."""
    with met.crowd(CLIENTS) as stay, met.crowd(CLIENTS) as go:
        for one in (*stay, *go):
            assert _recorded(one.send(met.check())) == "ledger"
        with frozen(met.service, request):
            for one in (*stay, *go):
                one.send(met.check())
            for one in go:
                one.close()
            yield stay, go


def _kept(service: Running) -> int:
    """How many answers given without the record stand on it."""
    service.beat()
    return len(list(unanswered(service)))


def _is_told_so(said: Said) -> bool:
    found = said.json()
    return (said.status, found["outcome"], found["recorded"]) == (200, "UNAVAILABLE", "spooled")


def test_each_of_those_half_way_is_told_once_that_the_database_says_nothing(
    service: Running, met: Met, request: pytest.FixtureRequest
) -> None:
    with half_way(met, request) as (stay, _):
        with met.crowd(3) as urgent:
            for one in urgent:
                said = one.send(met.check(immediate=True)).hears()
                assert said.json()["outcome"] == "SHARE_NOW"
        assert all(_is_told_so(one.hears()) for one in stay)
        # Nothing but that comes: the next reply on each is of what it asks next.
        for one in stay[:3]:
            assert _is_told_so(one.send(met.check()).hears())
    until(lambda: _asks_again(met))
    with met.crowd(1) as (again,):
        again.send(met.check() + met.check(immediate=True) + met.check())
        assert [_recorded(again) for _ in range(3)] == ["ledger", "spooled", "ledger"]
    until(lambda: service.storage.spools[service.authority].is_empty)
    assert _kept(service) >= CLIENTS + 3
    assert_ledger_sound(service)


def _recorded(stranger: Stranger) -> str:
    recorded: str = stranger.hears().json()["recorded"]
    return recorded


def _asks_again(met: Met) -> bool:
    with met.crowd(1) as (one,):
        return _recorded(one.send(met.check())) == "ledger"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_of_those_half_way_when_the_server_ends_each_reply_that_came_is_kept(
    service: Running, met: Met, request: pytest.FixtureRequest, number: signal.Signals
) -> None:
    before = service.size()
    with half_way(met, request) as (stay, _):
        if number is signal.SIGTERM:
            met.servers.starter.terminate()
            said = [one.hears() for one in stay]
            assert all(one.headers["connection"] == "close" for one in said)
            assert all(map(_is_told_so, said))
            assert met.servers.starter.wait(SECONDS) == 0
        else:
            said = [stay[0].hears()]
            (process,) = met.servers.processes()
            os.kill(process, number)
            for one in stay[1:]:
                try:
                    said.append(one.hears())
                except ConnectionError:
                    continue
            assert all(map(_is_told_so, said))
    end = time.monotonic() + SECONDS
    while _kept(service) < len(said):
        assert time.monotonic() < end
    assert service.storage.spools[service.authority].is_empty
    assert service.size() >= before + 2 * CLIENTS + len(said)
    assert_ledger_sound(service)
