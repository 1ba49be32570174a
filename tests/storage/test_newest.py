"""What is newest of each file is known from entries, kept beside the checkpoints, and proved."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.storage.believed import remembering
from consent_service.storage.believed.newest import LedgerSoFar
from consent_service.storage.database.deadline import NoAnswer
from consent_service.storage.door.trouble import CannotRead, NotSound
from consent_service.storage.whole.reader import LedgerReader
from ledger.checkpoints import FolderCheckpoints
from ledger.log import EntryLine, Head
from ledger.testing import ledger_of
from tests.api.running import HOST, OURS, Running
from tests.builders import a_check, add_household, an_adult, assert_ledger_sound

ORIGIN = "records.example.org/north"


@pytest.fixture
def kept(service: Running, monkeypatch: pytest.MonkeyPatch) -> tuple[Running, list[int]]:
    """A service that has kept what is newest; and from where on its entries are read."""
    add_household(service, "LCS-1")
    service.beat()
    service.storage.records.run(a_check())
    read: list[int] = []
    real = LedgerReader.lines

    def noted(self: LedgerReader, start: int, stop: int) -> Iterator[EntryLine]:
        read.append(start)
        return real(self, start, stop)

    monkeypatch.setattr(LedgerReader, "lines", noted)
    return service, read


def test_a_start_reads_only_what_is_new(kept: tuple[Running, list[int]]) -> None:
    service, read = kept
    signed = service.size() - 1
    started = service.restarted()
    started.storage.records.run(a_check())
    assert read
    assert min(read) == signed
    assert_ledger_sound(started)


def test_a_start_that_is_cut_short_goes_on_where_it_was(
    kept: tuple[Running, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a long ledger on a database that now and then says nothing would never be read."""
    service, read = kept
    (service.settings.checkpoints / OURS / remembering.NAME).unlink()
    monkeypatch.setattr(remembering, "CHUNK", 2)
    whole = LedgerReader.lines

    def cut(self: LedgerReader, start: int, stop: int) -> Iterator[EntryLine]:
        if start == 4 and read.count(4) == 0:
            read.append(4)
            raise NoAnswer("There was no answer in time.")
        return whole(self, start, stop)

    monkeypatch.setattr(LedgerReader, "lines", cut)
    started = service.restarted()
    read.clear()
    with pytest.raises(CannotRead):
        started.storage.records.run(a_check())
    started.storage.records.run(a_check())
    assert (read.count(0), read.count(2), read.count(4)) == (1, 1, 2)
    assert_ledger_sound(started)


@pytest.mark.parametrize("harm", ["gone", "a bit", "cut", "of another ledger"])
def test_what_was_kept_and_is_not_proved_is_made_again(
    kept: tuple[Running, list[int]], harm: str
) -> None:
    service, read = kept
    path = service.settings.checkpoints / OURS / remembering.NAME
    whole = path.read_bytes()
    other = path.parent.with_name("camden") / remembering.NAME
    service.as_authority("camden").beat()
    harmed = {
        "gone": None,
        "a bit": whole[:50] + bytes([whole[50] ^ 1]) + whole[51:],
        "cut": whole[:-1],
        "of another ledger": other.read_bytes() if other.exists() else b"",
    }[harm]
    if harmed is None:
        path.unlink()
    else:
        path.write_bytes(harmed)
    read.clear()
    started = service.restarted()
    started.storage.records.run(a_check())
    assert 0 in read
    started.beat()
    assert remembering.remembered(
        path.parent, started.reader.head().origin, started.storage.keys[OURS].seal()
    )
    assert_ledger_sound(started)


def test_of_a_new_ledger_nobody_is_warned_that_nothing_is_remembered(
    service: Running, kept: tuple[Running, list[int]], capsys: pytest.CaptureFixture[str]
) -> None:
    path = service.settings.checkpoints / OURS / remembering.NAME
    path.unlink()
    service.restarted().storage.keepers[OURS].compare()
    assert "not_remembered" not in capsys.readouterr().out
    path.write_bytes(b"not ours")
    service.restarted().storage.keepers[OURS].compare()
    assert "not_remembered" in capsys.readouterr().out


def test_while_everything_is_read_the_service_is_not_ready_and_says_why(
    kept: tuple[Running, list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    service, _ = kept
    (service.settings.checkpoints / OURS / remembering.NAME).unlink()
    started = service.restarted()
    said: list[object] = []
    real = remembering.Memory._go_on

    def asked_meanwhile(self: remembering.Memory, *given: object) -> Head:
        said.append(started.client.get("/readyz", headers={"Host": HOST}).get_json())
        return real(self, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(remembering.Memory, "_go_on", asked_meanwhile)
    started.storage.keepers[OURS].compare()
    assert said == [{"status": "not-ready", "record": "being-read"}]


@pytest.mark.parametrize("place", [(remembering, "remembered"), (FolderCheckpoints, "latest")])
def test_a_start_beside_a_process_that_signs_meanwhile_takes_it_for_no_rollback(
    kept: tuple[Running, list[int]],
    monkeypatch: pytest.MonkeyPatch,
    place: tuple[object, str],
) -> None:
    """Whichever of the two it has read when the other signs and keeps more."""
    service, _ = kept
    # Of what each process has signed since it started, it keeps the first at once.
    started, other = service.restarted(), service.restarted()
    real = getattr(*place)

    def read_just_before(*given: object) -> object:
        found = real(*given)
        monkeypatch.setattr(*place, real)
        other.storage.records.run(a_check())
        other.beat()
        return found

    monkeypatch.setattr(*place, read_just_before)
    started.storage.keepers[OURS].compare()
    assert not started.storage.soundness[OURS].is_distrusted
    assert_ledger_sound(started)


@pytest.mark.breaks_the_ledger("its checkpoint is an old one")
def test_checkpoints_older_than_what_was_kept_are_a_rollback(service: Running) -> None:
    """The folder was put back in part: what was kept beside it is ours, and says more."""
    folder = service.settings.checkpoints / OURS
    service.storage.records.run(a_check())
    service.beat()
    old = (folder / "checkpoint").read_bytes()
    for _ in range(remembering.KEEP_EVERY):
        service.storage.records.run(a_check())
    service.beat()
    (folder / "checkpoint").write_bytes(old)
    started = service.restarted()
    with pytest.raises(NotSound, match="ROLLBACK"):
        started.storage.records.run(a_check())


def test_each_process_knows_what_another_wrote(service: Running) -> None:
    house, other = add_household(service), service.restarted()
    for one, two in pairwise([service, other, service, other]):
        one.storage.records.run(an_adult(house.file))
        answer = two.storage.records.run(house.check())
        assert answer.file == house.file, "the row is the newest to the other process too"


@given(st.lists(st.integers(1, 9), max_size=6))
def test_it_does_not_matter_in_which_parts_a_ledger_is_read(parts: list[int]) -> None:
    size = sum(parts)
    head, lines = ledger_of(size, ORIGIN)
    at_once, in_parts = (LedgerSoFar(Head.empty(ORIGIN)) for _ in range(2))
    at_once.follow(lines, head)
    for part in parts:
        start = in_parts.head.size
        in_parts.follow(lines[start : start + part])
    assert in_parts == at_once
    assert at_once.head == head
