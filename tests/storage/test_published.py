"""What is published is verified like the rest, handed out only as signed for, and made again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from consent_service.storage.keepers.publisher import ReadToSign
from consent_service.storage.whole.findings import Wall
from consent_service.storage.whole.reader import LedgerReader
from ledger.log import EntryLine
from ledger.note import parse_note
from tests import prepared
from tests.api.running import HOST, OURS, Running, running
from tests.builders import a_check, assert_ledger_sound, grow


@cache
def _long() -> Path:
    """On SQLite, more than one full tile, to be copied."""
    folder = prepared.home("more than one tile")
    with running(folder, f"sqlite:///{folder / 'test.db'}") as service:
        grow(service, 263)
    return folder


@pytest.fixture
def published(
    database_kind: str, database_url: str, tmp_path: Path
) -> Iterator[tuple[Running, Path]]:
    """A ledger of more than one full tile, published."""
    whole = _long() if database_kind == "sqlite" else None
    with running(tmp_path, database_url, whole=whole) as service:
        if whole is None:
            grow(service, 263)
        service.beat()
        yield service, service.storage.keepers[OURS].published


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-32])


def get(service: Running, path: str) -> int:
    status: int = service.get(f"/ledgers/{OURS}/{path}", role="AUDITOR").status_code
    return status


def assert_published(service: Running, size: int) -> None:
    checkpoint = (service.storage.keepers[OURS].published / "checkpoint").read_bytes()
    assert parse_note(checkpoint).text.split("\n")[1] == str(size)


def ready(service: Running) -> dict[str, str]:
    said: dict[str, str] = service.client.get("/readyz", headers={"Host": HOST}).get_json()
    return said


FULL, EDGE = "tile/0/000", "tile/0/001.p/6"
WAYS: dict[str, tuple[str, Callable[[Path], None]]] = {
    "a full tile": (FULL, flip),
    "a tile at the edge": (EDGE, flip),
    "the tile above": ("tile/1/000.p/1", flip),
    "a bundle of entries": ("tile/entries/000", flip),
    "a bundle at the edge": ("tile/entries/001.p/6", flip),
    "the checkpoint": ("checkpoint", flip),
    "a tile cut short": (FULL, cut),
}


@pytest.mark.parametrize("way", WAYS)
def test_what_was_altered_is_not_handed_out_and_is_made_again(
    published: tuple[Running, Path], way: str
) -> None:
    service, folder = published
    size = service.size()
    path, alter = WAYS[way]
    edge = f"{(size - 256) % 256}"
    path = path.replace(".p/6", f".p/{edge}")
    whole = (folder / path).read_bytes()
    assert get(service, path) == 200
    alter(folder / path)
    assert get(service, path) == 404
    # By verification as by the reader: a wall of its own, and no warning on any check.
    found = service.storage.reconcile(OURS)
    assert [finding.wall for finding in found.findings] == [Wall.PUBLISHED]
    assert found.exit_code in (2, 5, 6)
    assert not service.storage.soundness[OURS].is_altered
    assert ready(service) == {"status": "ready", "published": "altered"}
    service.beat()
    assert (folder / path).read_bytes() == whole
    assert get(service, path) == 200
    assert ready(service) == {"status": "ready", "published": "healed"}
    assert_ledger_sound(service)
    assert ready(service) == {"status": "ready"}


def test_a_file_that_is_gone_is_made_again_once_verification_missed_it(
    published: tuple[Running, Path],
) -> None:
    service, folder = published
    (folder / FULL).unlink()
    assert get(service, FULL) == 404
    assert [one.wall for one in service.storage.reconcile(OURS).findings] == [Wall.PUBLISHED]
    service.beat()
    assert get(service, FULL) == 200


@pytest.mark.parametrize("alter", [flip, Path.unlink])
def test_growing_on_what_was_altered_makes_it_again(
    published: tuple[Running, Path], alter: Callable[[Path], None]
) -> None:
    """The keeper goes on from the edge, which must have the root that was signed."""
    service, folder = published
    for edge in folder.glob("tile/0/001.p/*"):
        alter(edge)
    service.storage.records.run(a_check())
    service.beat()
    service.beat()
    assert ready(service)["published"] == "healed"
    assert get(service, "checkpoint") == 200
    assert_ledger_sound(service)


def test_each_new_line_is_read_once_to_be_signed_and_published(
    published: tuple[Running, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what another process signed is read for its publishing, as it was not signed here."""
    begun, _ = published
    read: list[int] = []
    real = LedgerReader.lines

    def noted(reader: LedgerReader, start: int, stop: int) -> Iterator[EntryLine]:
        read.extend(range(start, stop))
        return real(reader, start, stop)

    monkeypatch.setattr(LedgerReader, "lines", noted)
    service = begun.restarted()
    service.beat()
    for many in (1, 3, 2):
        size = service.size()
        grow(service, size + many)
        read.clear()
        service.beat()
        assert read == list(range(size, size + many))
        assert_published(service, size + many)
    size = service.size()
    grow(service, size + 2)
    service.storage.keepers[OURS].checkpoint()
    read.clear()
    other = begun.restarted()
    other.beat()
    assert set(read) >= {size, size + 1}
    assert_published(other, size + 2)
    assert_ledger_sound(other)


def test_what_was_read_is_signed_from_the_database_each_time() -> None:
    """What is remembered is given to whoever publishes, of just these lines, and once."""
    lines = [EntryLine(seq, bytes(32), b"") for seq in range(9)]
    asked: list[tuple[int, int]] = []

    def read(start: int, stop: int) -> Iterator[EntryLine]:
        asked.append((start, stop))
        return iter(lines[start:stop])

    reading = ReadToSign(read)
    for again in (reading.new, reading.new, reading.signed):
        assert list(again(2, 5)) == lines[2:5]
    assert asked == [(2, 5), (2, 5)]
    for start, stop in ((2, 5), (2, 4), (1, 5)):
        assert list(reading.signed(start, stop)) == lines[start:stop]
    assert asked[2:] == [(2, 5), (2, 4), (1, 5)]
    half = reading.new(2, 5)
    next(half)
    assert list(reading.signed(2, 5)) == lines[2:5]
    assert asked[5:] == [(2, 5), (2, 5)]
