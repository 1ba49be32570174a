"""Each call into the kernel that a deed makes, ended, refused for a fault of the disk, refused for
want of room. What was acknowledged is there, nothing is half done, and it can be done again.

The numbers of a whole run stand in `docs/faults.md`. After Tessera's fault test, which does this
to one call of each kind.
"""

from __future__ import annotations

import shutil
import signal
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import pytest

from consent_service.domain.file.looks import VERIFY
from consent_service.domain.recorded.checked import CheckUnanswered
from consent_service.machine import system_clock
from consent_service.storage.door.opening import OpenStorage, open_storage
from consent_service.storage.whole.reader import LedgerReader
from ledger.folder import verify_folder
from tests.api.running import OURS, Running, running, settings_in
from tests.builders import a_check, alarm_of, an_answer, assert_ledger_sound
from tests.faults.tracing import Call, Deeds, Done, calls_after_ready, needs_strace
from tests.faults.writers import assert_database_is_whole
from tests.prepared import NewDatabase

pytestmark = [pytest.mark.slow, needs_strace]

DISK = (
    "pwrite64,fdatasync,fsync,unlink,ftruncate,openat,write,pread64,read,fcntl,rename,mkdir,"
    "unlinkat,rmdir,flock"
)
DISK_FAULTS = ("signal=KILL", "error=EIO", "error=ENOSPC")
#: Not sending: libpq then waits for what the server says of it, and this server is in good health.
NETWORK_FAULTS = {
    "sendto": ("signal=KILL",),
    "poll": ("signal=KILL",),
    "recvfrom": ("signal=KILL", "error=ECONNRESET"),
}
PUBLISHED_BEFORE = 254


@dataclass(frozen=True)
class Deed:
    """A deed to break, how its service is made ready, and what must hold after it was broken."""

    prepare: Callable[[Running], None]
    check: Callable[[OpenStorage, int, Done], None]


@dataclass(frozen=True)
class Injection:
    call: Call
    fault: str


# ── what must hold ──────────────────────────────────────────────────────────────────────────


def _reader(opened: OpenStorage) -> LedgerReader:
    return LedgerReader(opened.engine, opened.records.ledgers[OURS], VERIFY)


def _some(service: Running) -> None:
    for _ in range(3):
        service.storage.records.run(a_check())
    service.beat()
    service.storage.records.run(a_check())


def _many(service: Running) -> None:
    """What is to be published fills a tile, so that the partial ones before it are removed."""
    for _ in range(PUBLISHED_BEFORE - service.size()):
        service.storage.records.run(a_check())
    service.beat()
    for _ in range(4):
        service.storage.records.run(a_check())


def _answers_wait(service: Running) -> None:
    _some(service)
    for number in range(2):
        service.storage.spools[OURS].add(an_answer(number))


def _appended(opened: OpenStorage, before: int, done: Done) -> None:
    size = _reader(opened).head().size
    assert before <= size <= before + 1
    assert "TROUBLE" not in done.out, "the command let an exception through"
    if done.acknowledged:
        assert size == before + 1
        _, seq, entry_hash = done.out.split()
        (line,) = _reader(opened).lines(before, size)
        assert (line.seq, line.hash.hex()) == (int(seq), entry_hash)


def _published(opened: OpenStorage, before: int, done: Done) -> None:
    """At any moment the folder verifies as it is; done again, it is up to date."""
    keeper, keys = opened.keepers[OURS], opened.keys[OURS]
    found = verify_folder(keeper.published, keys.origin, keeper.verifiers, served=True)
    assert found.checkpoint.size in (PUBLISHED_BEFORE, before)
    last = opened.checkpoints[OURS].latest()
    assert last is not None
    if done.acknowledged and not done.err.count("not_published"):
        assert found.checkpoint.size == before
    keeper.publish_now()
    found = verify_folder(keeper.published, keys.origin, keeper.verifiers, served=True)
    assert found.checkpoint.size == before
    assert all(b"\n" in one for one in opened.checkpoints[OURS].history())


def _entered(opened: OpenStorage) -> list[str | None]:
    opened.keepers[OURS].drain()
    assert not opened.spools[OURS].has_set_aside
    size = _reader(opened).head().size
    events = [one.content.event for one in _reader(opened).opened(0, size)]
    return [event.spool for event in events if isinstance(event, CheckUnanswered)]


def _kept(opened: OpenStorage, before: int, done: Done) -> None:
    entered = _entered(opened)
    assert entered in ([], ["answer-9"])
    if done.acknowledged:
        assert entered == ["answer-9"]


def _drained(opened: OpenStorage, before: int, done: Done) -> None:
    assert _entered(opened) == ["answer-0", "answer-1"]
    assert opened.spools[OURS].is_empty


DEEDS = {
    "append": Deed(_some, _appended),
    "publish": Deed(_many, _published),
    "spool": Deed(_some, _kept),
    "drain": Deed(_answers_wait, _drained),
}


# ── sweeping ────────────────────────────────────────────────────────────────────────────────


def _all(calls: Sequence[Call], faults: Sequence[str]) -> list[Injection]:
    return [Injection(call, fault) for call in calls for fault in faults]


def _sample(calls: Sequence[Call], count: int, faults: Sequence[str]) -> list[Injection]:
    """Some of each kind of call that changes something, spread over the whole of the deed."""
    reading = ("openat", "pread64", "read", "fcntl", "flock")
    changing = [call for call in calls if call.name not in reading]
    spread = [changing[n * len(changing) // count] for n in range(min(count, len(changing)))]
    return [Injection(call, fault) for call, fault in zip(spread, cycle(faults), strict=False)]


class Sweep:
    """Breaks one deed on copies of one SQLite service, at one call after another."""

    def __init__(self, deed: str, deeds: Deeds, folder: Path) -> None:
        self.deed, self.deeds, self.folder = deed, deeds, folder
        self.base, self.copy = folder / "base", folder / "copy"
        self.base.mkdir()
        with running(self.base, f"sqlite:///{self.base / 'test.db'}") as service:
            DEEDS[deed].prepare(service)
            self.before = service.size()

    def do(self, *strace: str) -> Done:
        shutil.rmtree(self.copy, ignore_errors=True)
        shutil.copytree(self.base, self.copy)
        return self.deeds.do(self.deed, self.copy, f"sqlite:///{self.copy / 'test.db'}", *strace)

    def calls(self) -> list[Call]:
        # Once without: what is imported late is then compiled, and each deed makes the same calls.
        assert self.do().acknowledged
        done = self.do("-e", f"trace={DISK}")
        assert done.acknowledged
        return calls_after_ready(done.trace, DISK.split(","))

    def run(self, injections: Sequence[Injection]) -> str:
        seen: Counter[str] = Counter()
        bad: list[str] = []
        for one in injections:
            call = one.call
            inject = f"inject={call.name}:{one.fault}:when={call.when}"
            done = self.do("-e", f"trace={call.name}", "-e", inject)
            if "(INJECTED)" not in done.trace and done.code != -signal.SIGKILL:
                # One call fewer than when they were counted: SQLite asks for chance when it likes.
                assert done.acknowledged, (one, done)
                seen["not reached"] += 1
                continue
            seen["injections"] += 1
            seen["acknowledged"] += done.acknowledged
            try:
                assert done.code in (0, 1, -signal.SIGKILL), "how it ended"
                assert "Traceback" not in done.err, "a traceback"
                self._assert_in_order(done)
            except Exception as problem:  # noqa: BLE001 - each is told, at the end
                trouble = f"{type(problem).__name__}: {problem}"
                bad.append(f"{one.fault} {call.name} {call.when} {call.text}\n{done}\n{trouble}")
        assert seen["injections"] > 10 * seen["not reached"]
        assert bad == [], "\n\n".join(bad)
        return f"sweep of {self.deed}: {dict(seen)}, 0 violations"

    def _assert_in_order(self, done: Done) -> None:
        opened = open_storage(
            settings_in(self.copy, f"sqlite:///{self.copy / 'test.db'}"), system_clock
        )
        try:
            # No fault of a disk may be taken for somebody's having altered the record.
            assert alarm_of(opened.soundness[OURS]) is None
            DEEDS[self.deed].check(opened, self.before, done)
            opened.verify(OURS)
            with opened.engine.connect() as connection:
                found = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            assert found == ["ok"]
            # The next one finds everything in order.
            opened.records.run(a_check())
            opened.keepers[OURS].beat()
            opened.verify(OURS)
            assert alarm_of(opened.soundness[OURS]) is None
        finally:
            opened.engine.dispose()


@pytest.mark.parametrize(
    ("deed", "sample"),
    [
        ("append", (6, DISK_FAULTS)),
        # Python writes again what was refused once; only an end leaves a file half written.
        ("publish", (10, DISK_FAULTS[:1])),
        ("spool", (3, DISK_FAULTS)),
    ],
)
def test_what_is_broken_at_some_of_its_calls_is_whole_afterwards(
    deeds: Deeds,
    tmp_path: Path,
    deed: str,
    sample: tuple[int, Sequence[str]],
    tell: Callable[[str], None],
) -> None:
    sweep = Sweep(deed, deeds, tmp_path)
    tell(sweep.run(_sample(sweep.calls(), *sample)))


@pytest.mark.faults
@pytest.mark.parametrize("deed", DEEDS)
def test_what_is_broken_at_any_of_its_calls_is_whole_afterwards(
    deeds: Deeds, tmp_path: Path, deed: str, tell: Callable[[str], None]
) -> None:
    sweep = Sweep(deed, deeds, tmp_path)
    tell(sweep.run(_all(sweep.calls(), DISK_FAULTS)))


@pytest.mark.faults
def test_a_conversation_with_the_server_broken_anywhere_is_recorded_or_not(
    deeds: Deeds, new_postgres: NewDatabase, tmp_path: Path, tell: Callable[[str], None]
) -> None:
    """On a server it is the conversation that is broken; the server's own disk is its own."""
    names = [*NETWORK_FAULTS, "write"]
    folder = tmp_path / "service"
    folder.mkdir()
    with new_postgres() as database_url, running(folder, database_url) as service:
        _some(service)
        before = service.size()
        assert deeds.do("append", folder, database_url).acknowledged
        done = deeds.do("append", folder, database_url, "-e", f"trace={','.join(names)}")
        calls = calls_after_ready(done.trace, names)
        before += 2
        assert service.size() == before
        injections = [
            Injection(call, fault) for call in calls for fault in NETWORK_FAULTS.get(call.name, ())
        ]
        unacknowledged = 0
        for one in injections:
            inject = f"inject={one.call.name}:{one.fault}:when={one.call.when}"
            done = deeds.do(
                "append", folder, database_url, "-e", f"trace={one.call.name}", "-e", inject
            )
            size = service.size()
            assert before <= size <= before + 1, one
            assert size == before + 1 or not done.acknowledged, one
            assert done.code in (0, 1, -signal.SIGKILL), (one, done)
            unacknowledged += size - before - done.acknowledged
            before = size
            assert_ledger_sound(service)
        assert_database_is_whole(service)
        tell(
            f"sweep of PostgreSQL's client: {len(injections)} injections, "
            f"{unacknowledged} durable but not acknowledged, 0 violations"
        )
