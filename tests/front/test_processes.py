"""The server's processes: stopped in time, started again, and none left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from http.client import HTTPException
from pathlib import Path

import pytest

from tests.api.running import HOST, Family, Running
from tests.faults.servers import ROOT, SECONDS, send, until
from tests.front.strangers import asks, meeting
from tests.trying import is_campaign

#: What a stop may take, and what a loaded machine may add to it.
STOPS_WITHIN, ALLOWED = 10.0, 5.0


def has_ended(pid: int) -> bool:
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        # It may be gone between the opening of what is told of it and the reading.
        return True
    # One that nobody has waited for is a line in a table, and holds nothing.
    return stat.rpartition(")")[2].split()[0] == "Z"


def has_answered(answered: list[int], enough: int) -> bool:
    return len(answered) >= enough


def is_closed(port: int) -> bool:
    try:
        asks(port, f"GET /livez HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
    except ConnectionError:
        return True
    return False


def test_a_stop_takes_ten_seconds_at_most_whatever_clients_do(
    service: Running, family: Family
) -> None:
    with meeting(service, family, processes=2, threads=2) as met, met.crowd(60) as crowd:
        for number, stranger in enumerate(crowd):
            sent = (b"", met.head(100) + b"{", b"GET /livez HTTP/1.1\r\n", met.check() * 50)
            stranger.socket.settimeout(0.2)
            with suppress(TimeoutError):
                stranger.send(sent[number % 4])
        crowd[0].send(met.check(Held_For="600"))
        processes = met.servers.processes()
        assert len(processes) == 2
        begun = time.monotonic()
        met.servers.starter.terminate()
        assert met.servers.starter.wait(SECONDS) == 0
        assert time.monotonic() - begun < STOPS_WITHIN + ALLOWED
        assert all(map(has_ended, processes))
        assert is_closed(met.port)


def test_a_stop_ends_what_was_begun(service: Running, family: Family, tmp_path: Path) -> None:
    held = tmp_path / "held"
    with meeting(service, family, threads=2) as met, met.crowd(2) as (asked, idle):
        checks = met.checks()
        assert idle.send(met.check()).hears().status == 200
        asked.send(met.check(Held_While_There_Is=str(held)))
        until(held.exists)
        met.servers.starter.terminate()
        assert idle.is_sent_away()
        # Only now is it told to stop for certain, and what was begun is still to be answered.
        held.unlink()
        assert asked.hears().headers["connection"] == "close"
        assert met.servers.starter.wait(SECONDS) == 0
        assert met.checks() == checks + 2


@pytest.mark.parametrize("deaths", [2, pytest.param(5, marks=pytest.mark.faults)])
def test_deaths_in_a_row_cost_what_was_in_flight(
    service: Running, family: Family, deaths: int
) -> None:
    with meeting(service, family, processes=2, threads=2) as met:
        failed, answered, stop = [], [], threading.Event()

        def client() -> None:
            while not stop.is_set():
                try:
                    answered.append(asks(met.port, met.check()).status)
                except (ConnectionError, HTTPException):
                    failed.append(1)

        asking = threading.Thread(target=client)
        asking.start()
        try:
            for _ in range(deaths):
                before = met.servers.processes()
                os.kill(before[0], signal.SIGKILL)
                until(partial(met.servers.has_a_new_one, before))
                enough = len(answered) + 3
                until(partial(has_answered, answered, enough))
        finally:
            stop.set()
            asking.join(SECONDS)
        assert met.servers.starter.poll() is None
        assert set(answered) == {200}
        assert len(failed) <= deaths
        assert met.is_open()


def test_an_orphan_does_not_keep_the_port(service: Running, family: Family) -> None:
    with meeting(service, family, processes=1, threads=2) as met, met.crowd(1) as (slow,):
        slow.send(met.head(100))
        processes = met.servers.processes()
        met.servers.starter.kill()
        until(lambda: all(map(has_ended, processes)))
        assert is_closed(met.port)


def test_a_process_that_is_frozen_is_ended_and_one_that_is_busy_or_starved_is_not(
    service: Running, family: Family
) -> None:
    with meeting(service, family, processes=1, threads=4, frozen=0.75) as met:
        before = met.servers.processes()
        with met.crowd(4) as crowd:
            with starved(before[0], seconds=2.5):
                for one in crowd:
                    one.send(met.check(Busy_For="2"))
            assert {one.hears().status for one in crowd} == {200}
        assert met.servers.processes() == before
        os.kill(before[0], signal.SIGSTOP)
        until(partial(met.servers.has_a_new_one, before))
        assert has_ended(before[0])
        assert met.is_open()


@contextmanager
def starved(pid: int, *, seconds: float) -> Iterator[None]:
    """A process has next to nothing of its one processor for so long: another computes there, and
    where the kernel shares a processor among sessions, its own is to have the least.
    """
    cores = os.sched_getaffinity(pid)
    code = f"import time; end = time.monotonic() + {seconds}\nwhile time.monotonic() < end: pass"
    with subprocess.Popen([sys.executable, "-S", "-c", code]) as other:
        os.sched_setaffinity(other.pid, {min(cores)})
        _confine(pid, {min(cores)}, "19")
        try:
            yield
            other.wait(SECONDS)
        finally:
            _confine(pid, cores, "0")


def _confine(pid: int, cores: set[int], least: str) -> None:
    for thread in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(thread.name), cores)
    share = Path(f"/proc/{pid}/autogroup")
    if share.exists():
        share.write_text(least)


def test_whoever_stands_by_lets_nobody_in_unless_the_other_is_silent_or_ends_and_then_at_once(
    service: Running, family: Family
) -> None:
    with meeting(service, family, threads=2, frozen=8, stands_by=True) as met:

        def serves() -> int:
            served_by = send(met.port, "GET", "/livez", None, {}).process
            return int(served_by or 0)

        def is_served_by(process: int) -> bool:
            return {serves() for _ in range(20)} == {process}

        def served_alone() -> int:
            """Whose turn it is: where the machine keeps that one from speaking, the other stands in
            for as long, and is no mistake.
            """
            while len(found := {serves() for _ in range(20)}) > 1:
                pass
            return found.pop()

        def stand_by(count: int) -> bool:
            return met.servers.log.read_text().count("worker.stands_by") >= count

        # Each asks for its turn as it begins, and one has it. One that is killed, and one that is
        # frozen: the other stands in for it, until it goes on or is ended for its silence.
        for number, end in enumerate((signal.SIGKILL, signal.SIGSTOP), start=2):
            until(partial(stand_by, number))
            before, first = met.servers.processes(), served_alone()
            assert first in before
            assert len(before) == 2
            (other,) = set(before) - {first}
            if end is signal.SIGSTOP:
                os.kill(first, signal.SIGSTOP)
                assert met.is_open()
                assert serves() == other
                os.kill(first, signal.SIGCONT)
                until(partial(is_served_by, first))
                until(partial(stand_by, number + 1))
            os.kill(first, end)
            until(partial(has_ended, first))
            assert serves() == other
            checks = met.checks()
            assert asks(met.port, met.check()).status == 200
            assert met.checks() == checks + 1
        until(partial(stand_by, 5))
        processes = met.servers.processes()
        met.servers.starter.terminate()
        assert met.servers.starter.wait(SECONDS) == 0
        assert all(map(has_ended, processes))
        assert is_closed(met.port)


def served_alone(how: str) -> subprocess.CompletedProcess[str]:
    """What is said until it ends, which it does at once."""
    code = (
        "from consent_service import serving; from consent_service.front.server import ProcessLimits; "  # noqa: E501
        f"serving.serve(serving.Serving('127.0.0.1', {how}))"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = served_alone(f"{port}, 1, ProcessLimits()")
    assert f"Nothing can be served at 127.0.0.1:{port}" in said.stderr


def test_a_server_of_which_no_process_comes_up_ends_and_says_so() -> None:
    processes = 2 if is_campaign() else 1
    said = served_alone(f"0, {processes}, ProcessLimits(), 'os:abort'")
    assert said.returncode == 1
    assert "No process of the server comes up" in said.stderr
