"""Whoever holds the authority's lock is stopped in the middle, and goes on later."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from consent_service.machine import system_clock
from consent_service.storage.database.engine import DATABASE_ERRORS
from tests.api.running import Family, Running, add_family, problem_of
from tests.builders import assert_ledger_sound
from tests.databases import Server
from tests.faults.tracing import Deeds, Doing
from tests.faults.writers import stored
from tests.unhurried import as_served

pytestmark = [pytest.mark.each_database, pytest.mark.slow]


def _others_are_answered(service: Running, family: Family) -> dict[str, object]:
    """A check gets its answer and a write its problem, in words. The answer."""
    with as_served():
        answer = service.check(family.file, family.question())
    assert answer["outcome"] in {"ASK", "UNAVAILABLE"}
    assert (answer["outcome"] == "UNAVAILABLE") == (answer["recorded"] == "spooled")
    reply = service.post(f"{family.path}/adults", {"names": "Cy Example"})
    if reply.status_code != 201:
        problem_of(reply, "storage-unavailable")
    return answer


def test_a_worker_stopped_with_the_lock_keeps_nobody_waiting_and_acknowledges_nothing_wrong(
    service: Running, deeds: Deeds, tmp_path: Path
) -> None:
    """PostgreSQL ends its transaction, and the others go on. Nothing does so for SQLite: until it
    goes on, or is killed, checks are answered without the record.
    """
    # What it writes when it goes on is stamped by the machine's clock, so all go by that.
    service.clock.now = system_clock()
    family = add_family(service)
    is_server = service.storage.engine.dialect.name == "postgresql"
    doing = deeds.begin("hold", tmp_path, service.settings.database_url)
    doing.let_go()
    _wait_until_stopped(doing)
    first = _others_are_answered(service, family)
    assert first["outcome"] == "UNAVAILABLE"
    if is_server:
        _until_recorded(service, family)
    os.kill(doing.process, signal.SIGCONT)
    code, out, _ = doing.ended()
    said = re.fullmatch(r"ACK (\d+) ([0-9a-f]{64})\n", out)
    assert (said is not None) == (code == 0)
    if said is not None:
        # It held the lock all the while, or began again: then what it says is so.
        assert stored(service)[int(said[1])].hex() == said[2]
    _until_recorded(service, family)
    service.beat()
    assert_ledger_sound(service)


def test_a_stopped_backend_with_the_lock_keeps_nobody_waiting_and_forks_nothing(
    service: Running, request: pytest.FixtureRequest
) -> None:
    if service.storage.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no backend")
    server: Server = request.getfixturevalue("postgres_server")
    if server.process is None:
        pytest.skip("the server is another machine's")
    family = add_family(service)
    size = service.size()
    # Not by the door: what is asked meanwhile, in this thread, would be a part of its call.
    with service.storage.engine.connect() as holder:
        holder.execute(sa.text("SELECT size FROM ledger_heads FOR UPDATE"))
        backend = holder.execute(sa.text("SELECT pg_backend_pid()")).scalar_one()
        os.kill(backend, signal.SIGSTOP)
        try:
            for _ in range(2):
                answer = _others_are_answered(service, family)
                assert answer["outcome"] == "UNAVAILABLE"
            assert service.size() == size
        finally:
            os.kill(backend, signal.SIGCONT)
        # It was idle in its transaction for longer than is allowed, and is ended for it.
        _until_recorded(service, family)
        with pytest.raises(DATABASE_ERRORS):
            holder.execute(sa.text("UPDATE ledger_heads SET size = size + 1"))
    service.beat()
    assert_ledger_sound(service)


def _wait_until_stopped(doing: Doing) -> None:
    stat = Path(f"/proc/{doing.process}/stat")
    deadline = time.monotonic() + 60
    while stat.read_text().rpartition(")")[2].split()[0] != "T":
        assert time.monotonic() < deadline, doing.said("err")
        time.sleep(0.01)
    # Before it may stand that it had to read every entry: nothing was remembered yet.
    assert doing.said("err").endswith("READY\n")


def _until_recorded(service: Running, family: Family) -> None:
    """Each answer meanwhile is one; in the end they are recorded again. Asked now and then: each
    that was not is an entry in the end, and verified with the rest.
    """
    deadline = time.monotonic() + 60
    while _others_are_answered(service, family)["recorded"] != "ledger":
        assert time.monotonic() < deadline, "the others were kept waiting"
        time.sleep(0.1)
