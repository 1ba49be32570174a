"""Checkpoint, tiles and bundles over HTTP, as C2SP tlog-tiles says, and as auditors copy them."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
from werkzeug.test import TestResponse

from consent_service.api.edge.operations import Plain
from consent_service.api.table import operations
from consent_service.storage.sealed.keys import reads_of
from ledger.checkpoint import open_checkpoint
from ledger.note import format_public_key
from ledger.tiles import entries_path, tile_coordinates
from tests.api.running import (
    HOST,
    OURS,
    THEIRS,
    Family,
    Running,
    add_family,
    problem_of,
    running,
    same_but_for_instance,
)
from tests.builders import grow
from tests.faults.servers import environment
from tests.sweeping import each

ROOT = Path(__file__).resolve().parents[2]
BASE = f"/ledgers/{OURS}"
FOR_EVER = "max-age=31536000, immutable"


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A ledger with full tiles, a partial one, and one of an earlier checkpoint."""
    folder = tmp_path_factory.mktemp("grown")
    with running(folder, f"sqlite:///{folder / 'test.db'}") as service:
        add_family(service)
        for size in (260, 263):
            grow(service, size)
            service.beat()
        yield service


def get(service: Running, place: str, **headers: str) -> TestResponse:
    sent = service.headers("AUDITOR") | headers
    reply: TestResponse = service.client.get(f"{BASE}/{place}", headers=sent)
    return reply


# ── what is served, and how long it may be kept ─────────────────────────────────────────────


@each(
    "place",
    "content_type",
    "private",
    "public",
    of=[
        ("checkpoint", "text/plain; charset=utf-8", "no-cache", "max-age=1"),
        ("tile/0/000", "application/octet-stream", FOR_EVER, FOR_EVER),
        ("tile/0/001.p/7", "application/octet-stream", "max-age=3600", "max-age=3600"),
        ("tile/1/000.p/1", "application/octet-stream", "max-age=3600", "max-age=3600"),
        ("tile/entries/000", "application/octet-stream", FOR_EVER, None),
        ("tile/entries/001.p/7", "application/octet-stream", "max-age=3600", None),
    ],
)
def test_only_what_is_public_may_stand_in_a_cache_that_others_share(
    grown: Running, place: str, content_type: str, private: str, public: str | None
) -> None:
    kept = get(grown, place)
    assert (kept.status_code, kept.content_type) == (200, content_type)
    assert kept.headers["Cache-Control"] == f"private, {private}"
    open_to_all = grown.restarted(public_tiles=True)
    anybody = open_to_all.client.get(f"{BASE}/{place}", headers={"Host": HOST})
    if public is None:
        problem_of(anybody, "unauthenticated")
        kept = get(open_to_all, place)
        assert kept.headers["Cache-Control"] == f"private, {private}"
    else:
        assert anybody.data == kept.data
        assert anybody.headers["Cache-Control"] == f"public, {public}"
    open_to_all.storage.engine.dispose()


@each("place", of=["checkpoint", "tile/0/000", "tile/entries/001.p/7"])
def test_what_somebody_has_is_not_sent_again(grown: Running, place: str) -> None:
    first = get(grown, place)
    again = get(grown, place, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    other = get(grown, place, **{"If-None-Match": '"other"'})
    assert (other.status_code, other.data) == (200, first.data)
    without = {"Host": HOST, "If-None-Match": first.headers["ETag"]}
    problem_of(grown.client.get(f"{BASE}/{place}", headers=without), "unauthenticated")


def test_the_specification_says_which_answers_may_be_kept() -> None:
    kept = {o.name for o in operations() if isinstance(o.reply, Plain) and o.reply.is_kept}
    assert kept == {"showCheckpoint", "showTile", "showEntryBundle", "showSpecification"}


@each("place", of=["checkpoint", "tile/0/000", "tile/entries/001.p/7"])
def test_the_head_is_that_of_the_answer(grown: Running, place: str) -> None:
    whole = get(grown, place)
    head = grown.client.head(f"{BASE}/{place}", headers=grown.headers("AUDITOR"))
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Length", "Content-Type", "Cache-Control", "ETag"):
        assert head.headers[name] == whole.headers[name]


def test_partial_tiles_of_an_earlier_checkpoint_are_still_there(grown: Running) -> None:
    """Somebody may be in the middle of copying it."""
    for place, size in (("tile/0/001.p/4", 4 * 32), ("tile/0/001.p/7", 7 * 32)):
        assert len(get(grown, place).data) == size
    assert get(grown, "tile/entries/001.p/7").data.startswith(
        get(grown, "tile/entries/001.p/4").data
    )


# ── what is not there ───────────────────────────────────────────────────────────────────────

ODD = [
    "tile/0/001", "tile/0/001.p/8", "tile/0/001.p/5", "tile/0/000.p/9", "tile/1/000",
    "tile/1/000.p/2", "tile/2/000.p/1", "tile/64/000", "tile/00/000", "tile/-1/000",
    "tile/0/0", "tile/0/00", "tile/0/0000", "tile/0/x000/000", "tile/0/x000", "tile/0/000x",
    "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/001.p/07", "tile/0/001.p/", "tile/0/001.p",
    "tile/0/001.p/+7", "tile/0/001.p/7/", "tile/0/001.p/7%0a", "tile/0/000/", "tile//0/000",
    "tile/0//000", "/tile/0/000", "tile/0/../0/000", "tile/0/%2e%2e/0/000", "tile/0/..%2f000",
    "tile/0/../../checkpoint", "tile/entries/../0/000", "tile/0/000%00", "tile/0/%EF%BC%90",
    "tile/0/%D9%A0%D9%A0%D9%A0", "tile/entries/001.p/8", "tile/entries/0", "tile/entries",
    "tile/entries/", "tile", "tile/", "tile/data/000", "checkpoint/", "/checkpoint", "Checkpoint",
    "unfinished", "tile/unfinished", "tile/0/999999999999999999999", "tile/0/x999/x999/x999/999",
]  # fmt: skip


@each("place", of=ODD)
def test_every_other_address_looks_like_one_that_is_not_there(grown: Running, place: str) -> None:
    found, nothing = get(grown, place), get(grown, "tile/0/999")
    assert same_but_for_instance(problem_of(found, "not-found"), problem_of(nothing, "not-found"))
    assert found.headers["Cache-Control"] == "no-store"
    assert set(found.headers.keys()) == set(nothing.headers.keys())


@each("place", of=["checkpoint", "tile/0/000", "tile/entries/000"])
def test_another_authoritys_ledger_and_one_that_is_not_there_look_the_same(
    grown: Running, place: str
) -> None:
    bodies = [
        problem_of(grown.get(f"/ledgers/{authority}/{place}", "AUDITOR"), "not-found")
        for authority in (THEIRS, "nowhere", "..", "%2e%2e", f"{OURS}%00", OURS.upper())
    ]
    assert same_but_for_instance(*bodies)
    theirs = grown.as_authority(THEIRS)
    problem_of(theirs.get(f"{BASE}/{place}", "AUDITOR"), "not-found")
    problem_of(grown.get(f"{BASE}/{place}", "MASH_WORKER"), "not-your-role")
    problem_of(grown.client.get(f"{BASE}/{place}", headers={"Host": HOST}), "unauthenticated")


# ── an auditor's copy ───────────────────────────────────────────────────────────────────────


@contextmanager
def served(service: Running) -> Iterator[str]:
    """The same service as `consent-service serve` runs it; where it is."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = str(taken.getsockname()[1])
    command = "from consent_service.cli import main; main()"
    options = ["serve", "--port", port, "--workers", "1", "--threads", "2"]
    server = subprocess.Popen(
        [sys.executable, "-c", command, *options],
        env=environment(service.settings) | {"CONSENT_KEEP": "no"},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(server, f"http://127.0.0.1:{port}/livez")
        yield f"http://127.0.0.1:{port}{BASE}"
    finally:
        server.terminate()
        try:
            server.wait(timeout=60)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait_for(server: subprocess.Popen[bytes], url: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        try:
            if requests.get(url, headers={"Host": HOST}, timeout=10).ok:
                return
        except requests.RequestException:
            # Nobody listens yet, or the machine is too busy to answer: how busy says nothing here.
            time.sleep(0.1)
    raise AssertionError("the server did not start")


class Mirror:
    """A client that copies a ledger into a folder, and asks for nothing that it has."""

    def __init__(self, url: str, headers: dict[str, str], folder: Path) -> None:
        self.url, self.folder, self.asked = url, folder, 0
        self.session = requests.Session()
        self.session.headers.update(headers)

    def fetch(self, place: str) -> bytes:
        self.asked += 1
        reply = self.session.get(f"{self.url}/{place}", timeout=60)
        while reply.status_code == 503 and "Retry-After" in reply.headers:
            time.sleep(int(reply.headers["Retry-After"]))
            reply = self.session.get(f"{self.url}/{place}", timeout=60)
        assert reply.status_code == 200, place
        return reply.content

    def copy(self) -> int:
        """Tiles and bundles first, the checkpoint last, and then what it does not need away."""
        last = self.fetch("checkpoint")
        size = int(last.split(b"\n")[1])
        wanted = [tile.path for tile in tile_coordinates(size)]
        wanted += [entries_path(i, min(256, size - 256 * i)) for i in range(-(-size // 256))]
        for path in wanted:
            place = self.folder / path
            if not place.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(self.fetch(path))
        (self.folder / "checkpoint").write_bytes(last)
        for place in [one for one in self.folder.rglob("*") if one.is_file()]:
            if str(place.relative_to(self.folder)) not in (*wanted, "checkpoint"):
                place.unlink()
        return size


@pytest.mark.slow
def test_an_auditor_copies_the_ledger_over_http_and_two_verifiers_find_it_sound(
    tmp_path: Path,
) -> None:
    """With a token, from a server; again when there is more, and then only what is new."""
    folder = tmp_path / "copy"
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        add_family(service)
        with served(service) as url:
            mirror = Mirror(url, service.headers("AUDITOR"), folder)
            for size, files in ((200, 3), (258, 6), (260, 3)):
                grow(service, size)
                service.beat()
                mirror.asked = 0
                assert mirror.copy() == size
                assert mirror.asked == files
            # A copy that grew three times is as sound as one that was made at once.
            _assert_both_find_it_sound(service, folder)


def _assert_both_find_it_sound(service: Running, folder: Path) -> None:
    key = format_public_key(service.storage.keys[OURS].signer().verifier)
    pinned = [str(folder), "--origin", f"consent.test/{OURS}", "--key", key]
    alone = [sys.executable, "-I", "-S", str(ROOT / "docs" / "verify_ledger.py"), "bundle"]
    for command in ([sys.executable, "-m", "ledger", "verify", "bundle"], alone):
        done = subprocess.run(
            [*command, *pinned], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.startswith("SOUND:")


def test_the_ledger_of_who_looked_is_published_beside_it(service: Running, family: Family) -> None:
    service.get(family.path)
    service.storage.keepers[reads_of(OURS)].beat()
    key = service.storage.keys[reads_of(OURS)]
    note = service.get(f"/ledgers/{OURS}.reads/checkpoint", "AUDITOR").get_data()
    assert open_checkpoint(note, key.origin, [key.signer().verifier]).size == 3
    other = service.as_authority(THEIRS)
    assert other.get(f"/ledgers/{OURS}.reads/checkpoint", "AUDITOR").status_code == 404
    assert service.get(f"/ledgers/{OURS}.reads/checkpoint").status_code == 403
