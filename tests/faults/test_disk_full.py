"""No room: on the disk of the database, of the checkpoints, of the spool. Small disks in memory.

What was acknowledged stays, what cannot be kept is refused in words, reading goes on, and with room
again so does writing, without a restart.
"""

from __future__ import annotations

import errno
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from consent_service.storage.door.trouble import NotSound, StorageError
from consent_service.storage.keepers.keeping import Keeping
from ledger.checkpoint import open_checkpoint
from tests import databases
from tests.api.breaking import away
from tests.api.running import OURS, Family, Running, add_family, problem_of, running
from tests.builders import a_check, alarm_of, assert_ledger_sound
from tests.faults.writers import assert_database_is_whole, stored

pytestmark = [pytest.mark.each_database, pytest.mark.slow]


MIB = 1024 * 1024
TRIES_WHEN_FULL = 20


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """A disk of this size at `folder`, or the test is skipped: mounting takes root."""
    folder.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0755", "tmpfs", str(folder)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("there is no program to mount a small disk with")
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill(disk: Path, but_for: int = 0) -> Path:
    """Take all the room there is but `but_for` bytes. Removing the file gives it back."""
    ballast = disk / "ballast"
    room = shutil.disk_usage(disk).free - but_for
    with ballast.open("wb", buffering=0) as file:
        try:
            while room > 0:
                room -= file.write(b"\1" * min(room, 4096))
        except OSError as problem:
            assert problem.errno == errno.ENOSPC  # noqa: PT017 - any other is raised by the test
    return ballast


def _until_refused(service: Running, acknowledged: dict[int, str], most: int = 5000) -> None:
    """Append until something is refused."""
    for _ in range(most):
        try:
            entry = service.storage.records.run(a_check()).entries[0]
        except StorageError:
            return
        acknowledged[entry.seq] = entry.entry_hash.hex()
    raise AssertionError("the disk was never full")


def _assert_refused_in_words(service: Running, family: Family) -> int:
    """Tries that may succeed if they are small enough; the others say what happened. How many."""
    refused = 0
    for _ in range(TRIES_WHEN_FULL):
        reply = service.post(f"{family.path}/adults", {"names": "Cy Example"})
        if reply.status_code != 201:
            assert reply.status_code == 503
            problem_of(reply)
            refused += 1
        answer = service.check(family.file, family.question())
        assert (answer["outcome"] == "UNAVAILABLE") == (answer["recorded"] == "spooled")
        assert answer["outcome"] in {"ASK", "UNAVAILABLE"}
    return refused


def _assert_all_there(service: Running, acknowledged: dict[int, str]) -> None:
    held = {seq: entry_hash.hex() for seq, entry_hash in stored(service).items()}
    assert acknowledged.items() <= held.items()


def test_a_full_database_disk_refuses_in_words_and_goes_on_when_there_is_room(
    tmp_path: Path, tell: Callable[[str], None]
) -> None:
    with (
        small_disk(tmp_path / "disk", "3m") as disk,
        running(tmp_path, f"sqlite:///{disk / 'test.db'}") as service,
    ):
        family = add_family(service)
        acknowledged: dict[int, str] = {}
        ballast = fill(disk, but_for=MIB // 4)
        _until_refused(service, acknowledged)
        assert acknowledged
        assert _assert_refused_in_words(service, family)
        _assert_all_there(service, acknowledged)
        # Reading goes on, and what is there is whole.
        assert service.get(family.path).status_code == 200
        service.storage.verify(OURS, replay=True)
        ballast.unlink()
        service.record(f"{family.path}/adults", {"names": "Di Example"})
        assert service.check(family.file, family.question())["recorded"] == "ledger"
        service.beat()
        assert service.storage.spools[OURS].is_empty
        _assert_all_there(service, acknowledged)
        assert_database_is_whole(service)
        assert_ledger_sound(service)
        tell(f"SQLite on 3 MiB: {len(acknowledged)} acknowledged, 0 lost")


@pytest.mark.faults
def test_a_server_whose_disk_is_full_loses_nothing_and_goes_on_when_there_is_room(
    tmp_path: Path, tell: Callable[[str], None]
) -> None:
    """PostgreSQL may have to stop over it. Started again, it is all there; the service was not."""
    # Where its account can reach it.
    place = Path(tempfile.mkdtemp(prefix="disk-"))
    place.chmod(0o755)
    with small_disk(place, "120m") as disk:
        data = disk / "data"
        data.mkdir()
        with databases.made(databases.own_binaries(), data, "--wal-segsize=1") as cluster:
            cluster.settings |= {"max_wal_size": "8MB", "min_wal_size": "2MB"}
            cluster.start()
            with running(tmp_path, cluster.url) as service:
                family = add_family(service)
                acknowledged: dict[int, str] = {}
                ballast = fill(disk, but_for=2 * MIB)
                _until_refused(service, acknowledged, most=20_000)
                assert _assert_refused_in_words(service, family)
                ballast.unlink()
                assert cluster.server is not None
                assert cluster.server.process is not None
                _wait_for_the_end_or_recovery(cluster)
                _until_recorded(service, family)
                service.storage.engine.dispose()
                service.beat()
                _assert_all_there(service, acknowledged)
                assert_ledger_sound(service)
                tell(f"PostgreSQL on 120 MiB: {len(acknowledged)} acknowledged, 0 lost")
    place.rmdir()


def _wait_for_the_end_or_recovery(cluster: databases.Cluster) -> None:
    """Start it again if it gave up, as whatever runs it would."""
    assert cluster.server is not None
    assert cluster.server.process is not None
    try:
        cluster.server.process.wait(5)
    except subprocess.TimeoutExpired:
        return
    cluster.start()


def _until_recorded(service: Running, family: Family) -> None:
    deadline = time.monotonic() + 60
    while service.check(family.file, family.question())["recorded"] != "ledger":
        assert time.monotonic() < deadline, "the service did not recover"
        time.sleep(0.1)


def test_with_the_checkpoint_disk_full_entries_go_on_and_signing_resumes_by_itself(
    tmp_path: Path,
) -> None:
    with (
        small_disk(tmp_path / "checkpoints", "1m") as disk,
        running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service,
    ):
        service.beat()
        keeper = service.storage.keepers[OURS]
        signed = service.storage.checkpoints[OURS].latest()
        ballast = fill(disk)
        with capture_logs() as logs:
            keeping = Keeping([keeper], every=0.05)
            keeping.start()
            for _ in range(5):
                service.storage.records.run(a_check())
            _wait_until(lambda: any(one["event"] == "keeper.delayed" for one in logs))
            # Nobody mistakes a full disk for an altered ledger.
            assert alarm_of(service.storage.soundness[OURS]) is None
            assert service.storage.checkpoints[OURS].latest() == signed
            ballast.unlink()
            _wait_until(lambda: _signed_size(service) == service.size())
            keeping.stop()
        assert keeper.published.joinpath("checkpoint").read_bytes() == (
            service.storage.checkpoints[OURS].latest()
        )
        assert_ledger_sound(service)


@pytest.mark.breaks_the_ledger("an older copy is put back, and the disk is full")
def test_a_ledger_found_put_back_is_not_appended_to_even_if_no_mark_can_be_written(
    tmp_path: Path,
) -> None:
    with (
        small_disk(tmp_path / "checkpoints", "1m") as disk,
        running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service,
    ):
        service.storage.records.run(a_check())
        fill(disk)
        service.storage.soundness[OURS].distrust("behind its checkpoint")
        with pytest.raises(NotSound, match="behind its checkpoint"):
            service.storage.records.run(a_check())
        assert alarm_of(service.storage.soundness[OURS]) == "behind its checkpoint"


def test_a_checkpoint_that_cannot_be_read_is_trouble_with_storage_and_stops_only_appending(
    service: Running,
) -> None:
    """A disk that gives errors, say. Not to know what was signed is not to know the ledger."""
    family = add_family(service)
    service.beat()
    last = service.settings.checkpoints / OURS / "checkpoint"
    aside = last.rename(last.with_name("aside"))
    last.mkdir()
    asked = service.restarted()
    answer = asked.check(family.file, family.question())
    assert (answer["outcome"], answer["recorded"]) == ("UNAVAILABLE", "spooled")
    reply = asked.post(f"{family.path}/adults", {"names": "Cy Example"})
    problem_of(reply, "storage-unavailable")
    last.rmdir()
    aside.rename(last)
    asked.record(f"{family.path}/adults", {"names": "Cy Example"})
    asked.beat()
    assert asked.kinds().count("check-unanswered") == 1
    assert_ledger_sound(asked)


def test_with_the_spool_full_too_answers_are_given_and_say_that_they_are_not_kept(
    database_url: str, tmp_path: Path
) -> None:
    with (
        small_disk(tmp_path / "spool", "64k") as disk,
        running(tmp_path, database_url) as service,
    ):
        family = add_family(service)
        ballast = fill(disk)
        with away(service):
            answer = service.check(family.file, family.question())
            assert (answer["outcome"], answer["recorded"]) == ("UNAVAILABLE", "no")
            urgent = service.check(family.file, family.question(urgency="IMMEDIATE"))
            assert (urgent["outcome"], urgent["recorded"]) == ("SHARE_NOW", "no")
            ballast.unlink()
            answer = service.check(family.file, family.question())
            assert (answer["outcome"], answer["recorded"]) == ("UNAVAILABLE", "spooled")
        service.beat()
        assert service.kinds().count("check-unanswered") == 1
        assert not service.storage.spools[OURS].has_set_aside
        assert_ledger_sound(service)


def _signed_size(service: Running) -> int:
    last = service.storage.checkpoints[OURS].latest()
    assert last is not None
    keys = service.storage.keys[OURS]
    return open_checkpoint(last, keys.origin, (keys.signer().verifier,)).size


def _wait_until(holds: object) -> None:
    assert callable(holds)
    deadline = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.02)
