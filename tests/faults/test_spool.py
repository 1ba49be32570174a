"""The spool: what was answered is on disk before it is said, and enters the ledger once."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from consent_service.domain.recorded.checked import CheckUnanswered
from consent_service.storage.beside.spool import Kept, Spool, SpoolFull
from consent_service.storage.door.records import Records
from consent_service.storage.door.trouble import CannotRecord
from consent_service.storage.keepers import keeper as keeper_module
from consent_service.storage.keepers.draining import enter
from consent_service.storage.keepers.keeper import Keeper
from consent_service.storage.sealed.sealing import Succession, new_key
from tests.api.running import OURS, Running
from tests.builders import an_answer, assert_ledger_sound
from tests.faults.tracing import needs_strace

pytestmark = pytest.mark.each_database

KEY = new_key()


@pytest.fixture
def spool(tmp_path: Path) -> Spool:
    return Spool(tmp_path / "spool", OURS, lambda: Succession(KEY))


class Entered(list[str]):
    """The ids that were handed over, in order."""

    def __call__(self, spooled: Kept) -> None:
        self.append(spooled.id)


@pytest.fixture
def entered() -> Entered:
    return Entered()


# ── written ─────────────────────────────────────────────────────────────────────────────────


def test_what_goes_in_comes_out(spool: Spool, entered: Entered) -> None:
    whole: list[Kept] = []
    for number in range(3):
        spool.add(an_answer(number))
    assert spool.drain(whole.append) == 3
    assert whole == [an_answer(number) for number in range(3)]
    assert spool.is_empty
    assert spool.drain(entered) == 0


def test_an_answer_is_synced_before_it_is_acknowledged(
    spool: Spool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The line, and the first time the folder too: a name that was not synced is not there."""
    calls: list[tuple[str, str]] = []
    real_write, real_sync = os.write, os.fsync

    def name(handle: int) -> str:
        return Path(f"/proc/self/fd/{handle}").readlink().name

    def write(handle: int, data: bytes) -> int:
        calls.append(("write", name(handle)))
        return real_write(handle, data)

    def sync(handle: int) -> None:
        calls.append(("fsync", name(handle)))
        real_sync(handle)

    monkeypatch.setattr(os, "write", write)
    monkeypatch.setattr(os, "fsync", sync)
    file = f"{OURS}.spool"
    spool.add(an_answer(1))
    assert calls == [("write", file), ("fsync", file), ("fsync", "spool")]
    calls.clear()
    spool.add(an_answer(2))
    assert calls == [("write", file), ("fsync", file)]


@pytest.mark.slow
@needs_strace
def test_the_kernel_is_asked_to_sync_between_the_line_and_the_acknowledgement(
    tmp_path: Path,
) -> None:
    """As seen from outside the process, where nothing of ours can be mistaken."""
    script = (
        "import sys; from pathlib import Path\n"
        "from consent_service.storage.sealed.sealing import Succession, new_key\n"
        "from consent_service.storage.beside.spool import Spool\n"
        "from tests.builders import an_answer\n"
        "key = new_key()\n"
        "spool = Spool(Path(sys.argv[1]), sys.argv[2], lambda: Succession(key))\n"
        "spool.add(an_answer(1))\n"
        "print('ACK', flush=True)\n"
    )
    trace = tmp_path / "trace"
    watched = ["strace", "-f", "-y", "-e", "trace=write,fsync,fdatasync", "-o", str(trace)]
    done = subprocess.run(
        [*watched, sys.executable, "-c", script, str(tmp_path / "spool"), OURS],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    if "ptrace" in done.stderr:
        pytest.skip("this machine does not let one process watch another")
    assert done.stdout == "ACK\n", done.stderr
    calls = trace.read_text().splitlines()

    def place(*words: str) -> int:
        return next(n for n, call in enumerate(calls) if all(word in call for word in words))

    line = place("write(", f"{OURS}.spool")
    synced = place("fsync(", f"{OURS}.spool")
    folder = place("fsync(", "/spool>")
    assert line < synced < folder < place("write(1", "ACK")


def test_the_spool_can_be_read_by_nobody_else_and_shows_nothing(
    spool: Spool, tmp_path: Path
) -> None:
    spool.add(an_answer(1))
    assert (tmp_path / "spool").stat().st_mode & 0o077 == 0
    for file in (tmp_path / "spool").iterdir():
        assert file.stat().st_mode & 0o077 == 0
        assert b"LCS-1" not in file.read_bytes()
        assert b"worker-1" not in file.read_bytes()


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS])
@pytest.mark.parametrize("call", ["write", "fsync", "open"])
def test_what_cannot_be_kept_says_so(spool: Spool, entered: Entered, call: str, fault: int) -> None:
    spool.add(an_answer(1))

    def refuse(*_: object) -> int:
        raise OSError(fault, os.strerror(fault))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, call, refuse)
        with pytest.raises(SpoolFull):
            spool.add(an_answer(2))
    # Room again: the next one is kept, and what was kept before was not harmed.
    spool.add(an_answer(3))
    spool.drain(entered)
    assert entered[0] == "answer-1"
    assert entered[-1] == "answer-3"
    assert not spool.has_set_aside


def test_a_line_that_did_not_fit_is_taken_back(spool: Spool, entered: Entered) -> None:
    spool.add(an_answer(1))
    real = os.write

    def half(handle: int, data: bytes) -> int:
        return real(handle, data[: len(data) // 2])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", half)
        with pytest.raises(SpoolFull):
            spool.add(an_answer(2))
    spool.add(an_answer(3))
    assert spool.drain(entered) == 2
    assert entered == ["answer-1", "answer-3"]
    assert not spool.has_set_aside


# ── torn, foreign ───────────────────────────────────────────────────────────────────────────


@pytest.fixture
def kept(spool: Spool, tmp_path: Path) -> Path:
    """The file of a spool in which two answers wait."""
    spool.add(an_answer(1))
    spool.add(an_answer(2))
    return tmp_path / "spool" / f"{OURS}.spool"


@pytest.mark.parametrize("lost", [1, 2, 40])
def test_a_torn_line_is_set_aside_and_the_next_stands_alone(
    spool: Spool, kept: Path, entered: Entered, lost: int
) -> None:
    """A process that was ended in the middle of a line leaves the beginning of one."""
    kept.write_bytes(kept.read_bytes()[:-lost])
    spool.add(an_answer(3))
    assert spool.drain(entered) == (3 if lost == 1 else 2)
    assert entered[0] == "answer-1"
    assert entered[-1] == "answer-3"
    assert spool.has_set_aside == (lost != 1)
    assert spool.is_empty


def test_a_torn_last_line_is_set_aside(
    spool: Spool, kept: Path, entered: Entered, tmp_path: Path
) -> None:
    torn = kept.read_bytes()[:-7]
    kept.write_bytes(torn)
    assert spool.drain(entered) == 1
    assert entered == ["answer-1"]
    aside = tmp_path / "spool" / f"{OURS}.set-aside"
    assert aside.read_bytes() == torn.splitlines()[1] + b"\n"


def line_of(folder: Path, authority: str, key: bytes) -> bytes:
    Spool(folder, authority, lambda: Succession(key)).add(an_answer(9))
    return (folder / f"{authority}.spool").read_bytes()


#: From a folder to work in and a line of ours, a line that is not ours.
FOREIGN: dict[str, Callable[[Path, bytes], bytes]] = {
    "sealed with another key": lambda folder, _: line_of(folder, OURS, new_key()),
    "sealed for another authority": lambda folder, _: line_of(folder, "camden", KEY),
    "one bit flipped": lambda _, line: bytes([line[0] ^ 1]) + line[1:],
    "not base64": lambda _, __: b"what is this?\n",
    "short": lambda _, __: b"AAAA\n",
    "null bytes": lambda _, __: b"\0" * 512 + b"\n",
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_line_that_is_not_ours_is_set_aside_and_the_others_enter(
    spool: Spool, kept: Path, entered: Entered, kind: str, tmp_path: Path
) -> None:
    first, second = kept.read_bytes().splitlines(keepends=True)
    strange = FOREIGN[kind](tmp_path / "elsewhere", first)
    kept.write_bytes(first + strange + second)
    assert spool.drain(entered) == 2
    assert entered == ["answer-1", "answer-2"]
    assert spool.has_set_aside
    assert (tmp_path / "spool" / f"{OURS}.set-aside").read_bytes() == strange


def test_a_line_is_set_aside_once_however_often_draining_is_cut_short(
    spool: Spool, kept: Path, entered: Entered, tmp_path: Path
) -> None:
    first, second = kept.read_bytes().splitlines(keepends=True)
    kept.write_bytes(first + b"torn\n" + second)

    def refuse(spooled: Kept) -> None:
        if spooled.id == "answer-2":
            raise CannotRecord

    for _ in range(3):
        with pytest.raises(CannotRecord):
            spool.drain(refuse)
    spool.drain(entered)
    assert (tmp_path / "spool" / f"{OURS}.set-aside").read_bytes() == b"torn\n"


# ── drained ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("at", [0, 1, 4])
def test_draining_that_is_cut_short_begins_again_and_forgets_nothing(
    spool: Spool, entered: Entered, at: int
) -> None:
    for number in range(5):
        spool.add(an_answer(number))

    def until(spooled: Kept) -> None:
        if len(entered) == at:
            raise CannotRecord
        entered(spooled)

    with pytest.raises(CannotRecord):
        spool.drain(until)
    assert not spool.is_empty
    # What is added meanwhile comes after what was left.
    spool.add(an_answer(5))
    again = Entered()
    assert spool.drain(again) == 6
    assert again == [f"answer-{number}" for number in range(6)]
    assert spool.is_empty


def test_while_one_drains_another_does_nothing(spool: Spool, kept: Path, tmp_path: Path) -> None:
    other = Spool(tmp_path / "spool", OURS, lambda: Succession(KEY))
    seen: list[int] = []

    def enter(_: Kept) -> None:
        seen.append(other.drain(Entered()))

    assert spool.drain(enter) == 2
    assert seen == [0, 0]


def test_an_answer_added_while_draining_is_not_lost(spool: Spool, kept: Path) -> None:
    entered = Entered()

    def enter(spooled: Kept) -> None:
        if not entered:
            spool.add(an_answer(3))
        entered(spooled)

    spool.drain(enter)
    spool.drain(entered)
    assert entered == ["answer-1", "answer-2", "answer-3"]


# ── into the ledger ─────────────────────────────────────────────────────────────────────────


def entries_of(service: Running) -> list[str | None]:
    found = [entry.content.event for entry in service.entries()]
    return [event.spool for event in found if isinstance(event, CheckUnanswered)]


@pytest.fixture
def waiting(service: Running) -> Iterator[Running]:
    """A service in whose spool five answers wait."""
    for number in range(5):
        service.storage.spools[OURS].add(an_answer(number))
    yield service
    assert entries_of(service) == [f"answer-{number}" for number in range(5)]
    assert service.storage.spools[OURS].is_empty
    assert_ledger_sound(service)


def test_what_waits_enters_the_ledger_once(waiting: Running) -> None:
    keeper = waiting.storage.keepers[OURS]
    assert keeper.drain() == 5
    assert keeper.drain() == 0


@pytest.mark.parametrize("persisted", [False, True], ids=["absent", "present"])
def test_what_was_entered_when_draining_was_cut_short_is_not_entered_again(
    waiting: Running, monkeypatch: pytest.MonkeyPatch, persisted: bool
) -> None:
    keeper = waiting.storage.keepers[OURS]
    real = enter

    def third_fails(records: Records, authority: str, spooled: Kept) -> None:
        if spooled.id != "answer-2":
            real(records, authority, spooled)
            return
        monkeypatch.setattr(keeper_module, "enter", real)
        if persisted:
            real(records, authority, spooled)
        raise CannotRecord("broken on purpose")

    monkeypatch.setattr(keeper_module, "enter", third_fails)
    with pytest.raises(CannotRecord):
        keeper.drain()
    assert len(entries_of(waiting)) == 2 + persisted
    keeper.drain()


def test_two_who_drain_at_once_enter_each_answer_once(waiting: Running) -> None:
    other = waiting.restarted()
    keepers: list[Keeper] = [one.storage.keepers[OURS] for one in (waiting, other)]
    barrier = threading.Barrier(2)

    def drain(keeper: Keeper) -> None:
        barrier.wait(30)
        keeper.drain()

    threads = [threading.Thread(target=drain, args=(keeper,)) for keeper in keepers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()


def test_a_spool_put_back_after_it_was_drained_enters_nothing_again(waiting: Running) -> None:
    """The power can go after the last entry and before the file is gone."""
    file = waiting.settings.spool / f"{OURS}.spool"
    held = file.read_bytes()
    waiting.storage.keepers[OURS].drain()
    (waiting.settings.spool / f"{OURS}.draining").write_bytes(held)
    waiting.storage.keepers[OURS].drain()


def test_an_answer_in_the_spool_that_was_changed_does_not_enter(service: Running) -> None:
    """Nobody without the key can write an answer into the spool."""
    spool = service.storage.spools[OURS]
    forger = Spool(service.settings.spool, OURS, lambda: Succession(new_key()))
    forger.add(an_answer(1))
    service.storage.keepers[OURS].drain()
    assert entries_of(service) == []
    assert spool.has_set_aside
    assert_ledger_sound(service)
