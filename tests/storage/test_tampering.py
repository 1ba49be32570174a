"""Whatever is changed behind our back, `verify` finds it and names it; and nothing else."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa

from consent_service.domain.decision import share_now
from consent_service.storage.rebuilding import rebuild
from consent_service.storage.requests import Once, Recorded, Request
from consent_service.storage.spool import Spooled
from consent_service.storage.tables import case_files, case_references, once
from consent_service.storage.trouble import NotSound
from ledger import note
from ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from ledger.errors import (
    Altered,
    BadSignature,
    Forked,
    LedgerError,
    Malformed,
    RolledBack,
    UnknownKey,
)
from ledger.verify import verify_ledger
from tests import databases
from tests.api.breaking import Snapshot, altering, put_back, snapshot
from tests.api.running import NOON, OURS, THEIRS, Running, running
from tests.builders import (
    WORKER,
    a_check,
    add_household,
    an_adult,
    assert_ledger_sound,
    proposal,
    rows_of,
)
from tests.storage.tampering import CASES, Story

_serial = count(1)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Story]:
    """One service a module: what a test alters is put back after it."""
    folder = tmp_path_factory.mktemp("told")
    if request.param == "sqlite":
        with running(folder, f"sqlite:///{folder / 'test.db'}") as service:
            yield tell(service)
        return
    url: str = request.getfixturevalue("postgres_url")
    with (
        databases.new_database(url, f"told_{os.getpid()}_{next(_serial)}") as fresh,
        running(folder, fresh) as service,
    ):
        yield tell(service)


def tell(service: Running) -> Story:
    def run(one: Request) -> Recorded:
        # Room between two entries, so that a time can be changed without being out of order.
        service.clock.now += timedelta(seconds=10)
        return service.storage.records.run(one)

    house, other = add_household(service, "LCS-1"), add_household(service, "LCS-2")
    run(house.check())
    old_row = next(
        row._asdict() for row in rows_of(service, OURS)["case_files"] if row.file == house.file
    )
    run(house.withdrawal(Once("client-1", "key-1", b"the body")))
    check = run(house.check(Once("client-1", "key-2", b"the body"))).entries[0].seq
    service.storage.spools[OURS].add(
        Spooled("answer-1", WORKER, proposal("0" * 24), share_now(), NOON)
    )
    run(an_adult(other.file))
    service.clock.now += timedelta(seconds=10)
    service.beat()
    run(a_check())
    service.storage.keepers[OURS].checkpoint()
    signed = service.size()
    run(an_adult(house.file, "Cy Example"))
    run(house.check())
    run(a_check())
    size = service.size()
    assert_whole(service)
    return Story(service, house, other, signed, size, old_row, check)


def assert_whole(service: Running) -> None:
    for authority in (OURS, THEIRS):
        service.storage.verify(authority, replay=True)


@pytest.fixture
def story(told: Story) -> Iterator[Story]:
    """The story, and in the end the database, the checkpoints and the marks as they were."""
    service = told.service
    held: Snapshot = snapshot(service)
    checkpoints = service.settings.checkpoints
    aside = checkpoints.with_name("checkpoints.aside")
    shutil.copytree(checkpoints, aside)
    yield told
    put_back(service, held)
    shutil.rmtree(checkpoints)
    aside.rename(checkpoints)
    for name in ("not-sound", "altered"):
        (checkpoints / OURS / name).unlink(missing_ok=True)
    # Another process: nothing that this one remembers stands in the way of the next test.
    object.__setattr__(told, "service", service.restarted())
    assert_whole(told.service)


# ── no false alarm ──────────────────────────────────────────────────────────────────────────


def test_an_untouched_ledger_is_whole(story: Story) -> None:
    found = story.service.storage.verify(OURS, replay=True)
    assert found.entries == story.size
    assert found.checkpoint_size == story.signed
    assert found.case_files == 2
    assert found.answers_replayed == 6
    assert_ledger_sound(story.service)


def test_verifying_beside_a_running_service_gives_no_false_alarm(story: Story) -> None:
    service = story.service
    stop = threading.Event()
    written: list[int] = []

    def write() -> None:
        while not stop.is_set():
            done = service.storage.records.run(an_adult(story.other.file))
            written.append(done.entries[0].seq)
            service.storage.keepers[OURS].checkpoint()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(10):
            service.storage.verify(OURS, replay=True)
    finally:
        stop.set()
        writer.join(30)
    assert written
    assert_ledger_sound(service)


def test_reading_that_stops_half_way_keeps_nobody_from_writing(story: Story) -> None:
    """An open read transaction would, on SQLite, for as long as an exception is looked at."""
    service = story.service
    for half_read in (service.reader.lines(0, story.size), service.reader.opened(0, story.size)):
        next(half_read)
        service.storage.records.run(a_check())


# ── everything that is changed is found ─────────────────────────────────────────────────────


@pytest.mark.parametrize("name", CASES)
def test_verify_finds_that_somebody_changed(story: Story, name: str) -> None:
    case, service = CASES[name], story.service
    with altering(service) as connection:
        case.alter(story.hand(connection), story)
    with pytest.raises(LedgerError) as found:
        service.storage.verify(OURS, replay=True)
    assert type(found.value) is case.error, found.value
    assert found.value.exit_code == case.code
    # It is marked for every process, and what it is marked as decides what follows.
    soundness = service.storage.soundness[OURS]
    assert soundness.alarm == str(found.value)
    assert soundness.is_altered == (case.code != RolledBack.exit_code)
    if case.code == RolledBack.exit_code:
        before = service.size()
        with pytest.raises(NotSound):
            service.storage.records.run(a_check())
        assert service.size() == before
    # The other authority's ledger, in the same tables, is not under suspicion.
    service.storage.verify(THEIRS, replay=True)
    assert service.storage.soundness[THEIRS].alarm is None


def test_an_unsigned_answer_is_only_found_by_replaying_it(story: Story) -> None:
    """What `--replay` adds: everything fits, and the rules give another answer."""
    case = CASES["an unsigned answer, sealed and chained again"]
    with altering(story.service) as connection:
        case.alter(story.hand(connection), story)
    story.service.storage.verify(OURS)
    with pytest.raises(Altered):
        story.service.storage.verify(OURS, replay=True)


def test_an_entry_given_to_another_authority_is_found_there_too(story: Story) -> None:
    with altering(story.service) as connection:
        hand = story.hand(connection)
        hand.set(hand.ledger.store.tables.entries, {"seq": story.size - 1}, authority=THEIRS)
    for authority in (OURS, THEIRS):
        with pytest.raises(Altered):
            story.service.storage.verify(authority)
    (story.service.settings.checkpoints / THEIRS / "altered").unlink()


def test_any_one_bit_of_an_entry_counts(story: Story) -> None:
    """In its bytes and in the hash beside them."""
    head, lines = story.service.reader.head(), list(story.service.reader.lines(0, story.size))
    whole = lines[6]
    forged = [replace(whole, hash=flipped) for flipped in one_bit_flipped(whole.hash)]
    forged += [replace(whole, data=flipped) for flipped in one_bit_flipped(whole.data)]
    for line in forged:
        with pytest.raises(Altered):
            verify_ledger([*lines[:6], line, *lines[7:]], head.origin, head)


def one_bit_flipped(held: bytes) -> Iterator[bytes]:
    for bit in range(len(held) * 8):
        flipped = bytearray(held)
        flipped[bit // 8] ^= 1 << bit % 8
        yield bytes(flipped)


# ── the checkpoint ──────────────────────────────────────────────────────────────────────────


def checkpoint_file(story: Story) -> Path:
    return story.service.settings.checkpoints / OURS / "checkpoint"


def test_a_checkpoint_whose_signature_was_changed_is_found(story: Story) -> None:
    file = checkpoint_file(story)
    signed = file.read_bytes()
    changed = signed.replace(f"\n{story.signed}\n".encode(), f"\n{story.signed - 1}\n".encode())
    assert changed != signed
    file.write_bytes(changed)
    with pytest.raises(BadSignature) as found:
        story.service.storage.verify(OURS)
    assert found.value.exit_code == 2


def test_a_checkpoint_signed_by_another_key_is_found(story: Story) -> None:
    origin = story.service.storage.keys[OURS].origin
    root = story.service.reader.head().root()
    stranger = note.new_signer(origin)
    checkpoint_file(story).write_bytes(
        sign_checkpoint(Checkpoint(origin, story.size, root), stranger)
    )
    with pytest.raises(UnknownKey) as found:
        story.service.storage.verify(OURS)
    assert found.value.exit_code == 6


def test_a_checkpoint_of_our_own_over_another_history_is_a_fork(story: Story) -> None:
    keys = story.service.storage.keys[OURS]
    other = Checkpoint(keys.origin, story.signed, b"\1" * 32)
    checkpoint_file(story).write_bytes(sign_checkpoint(other, keys.signer()))
    with pytest.raises(Forked) as found:
        story.service.storage.verify(OURS)
    assert found.value.exit_code == 3
    with pytest.raises(NotSound):
        story.service.restarted().storage.records.run(a_check())


def test_a_checkpoint_that_is_gone_is_a_rollback(story: Story) -> None:
    """The disk that is not mounted looks just like it."""
    checkpoint_file(story).unlink()
    with pytest.raises(RolledBack):
        story.service.storage.verify(OURS)
    (checkpoint_file(story).with_name("not-sound")).unlink()
    fresh = story.service.restarted()
    with pytest.raises(NotSound):
        fresh.storage.records.run(a_check())
    assert fresh.size() == story.size
    assert fresh.storage.keepers[OURS].checkpoint() is None


def test_a_torn_checkpoint_is_unreadable(story: Story) -> None:
    file = checkpoint_file(story)
    file.write_bytes(file.read_bytes()[:40])
    with pytest.raises(Malformed) as found:
        story.service.storage.verify(OURS)
    assert found.value.exit_code == 5


# ── an old copy ─────────────────────────────────────────────────────────────────────────────


def test_an_old_copy_of_the_database_is_refused_by_every_process(
    database_url: str, tmp_path: Path
) -> None:
    """The whole of it, as a restored backup is: it is sound in itself, and behind what was signed.

    On SQLite the file itself is put back.
    """
    with running(tmp_path, database_url) as service:
        run = service.storage.records.run
        house = add_household(service)
        service.beat()
        is_file = service.storage.engine.dialect.name == "sqlite"
        file, copy = tmp_path / "test.db", tmp_path / "backup.db"
        if is_file:
            with sqlite3.connect(file) as source, sqlite3.connect(copy) as target:
                source.backup(target)
        held = snapshot(service)
        run(house.withdrawal())
        service.beat()
        assert_ledger_sound(service)
        newest = snapshot(service)
        if is_file:
            service.storage.engine.dispose()
            shutil.copy(copy, file)
        else:
            put_back(service, held)
        for asked in (service.restarted(), service):
            size = asked.size()
            with pytest.raises(NotSound):
                asked.storage.records.run(house.check())
            with pytest.raises(RolledBack) as found:
                asked.storage.verify(OURS)
            assert found.value.exit_code == 3
            assert asked.storage.keepers[OURS].checkpoint() is None
            assert asked.size() == size
        # The withdrawal was signed for: with the newest copy back and the mark gone, all is well.
        put_back(service, newest)
        (tmp_path / "checkpoints" / OURS / "not-sound").unlink()
        recovered = service.restarted()
        recovered.storage.records.run(house.check())
        assert_ledger_sound(recovered)


# ── the mark ────────────────────────────────────────────────────────────────────────────────


def test_the_mark_of_an_alteration_is_seen_by_every_process_until_it_is_mended(
    story: Story,
) -> None:
    service = story.service
    other = service.restarted()
    with altering(service) as connection:
        CASES["an old case row"].alter(story.hand(connection), story)
    with pytest.raises(Altered):
        service.storage.verify(OURS)
    assert other.storage.soundness[OURS].is_altered
    # It does not stop the work, and it does not go away by itself.
    other.storage.records.run(a_check())
    assert other.storage.soundness[OURS].is_altered
    assert rebuild(service.storage.records, service.storage.records.ledgers[OURS]) == 2
    service.storage.verify(OURS, replay=True)
    assert not other.storage.soundness[OURS].is_altered
    assert_ledger_sound(other)


def test_a_rollback_is_never_forgotten_by_verifying(story: Story) -> None:
    """Only an operator takes that mark away."""
    service = story.service
    service.storage.soundness[OURS].distrust("behind its checkpoint")
    service.storage.verify(OURS)
    with pytest.raises(NotSound):
        service.storage.records.run(a_check())


# ── made again ──────────────────────────────────────────────────────────────────────────────


def test_what_is_made_from_the_entries_can_be_made_again(story: Story) -> None:
    service = story.service
    before = rows_of(service, OURS)
    with altering(service) as connection:
        for table in (case_files, case_references, once):
            connection.execute(sa.delete(table).where(table.c.authority == OURS))
    with pytest.raises(Altered):
        service.storage.verify(OURS)
    rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    after = rows_of(service, OURS)
    # A row is sealed with a fresh nonce; all else is what it was.
    for held in (before, after):
        held["case_files"] = [(row.file, row.folded_to) for row in held["case_files"]]
    assert after == before
    assert_ledger_sound(service)


def test_nothing_is_made_again_from_an_altered_ledger(story: Story) -> None:
    """Rows made from it would only hide that."""
    service = story.service
    with altering(service) as connection:
        CASES["an entry's kind"].alter(story.hand(connection), story)
    before = rows_of(service, OURS)
    with pytest.raises(Altered):
        rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    assert rows_of(service, OURS) == before


def test_the_last_checkpoint_covers_what_verify_says_it_covers(story: Story) -> None:
    keys = story.service.storage.keys[OURS]
    signed = checkpoint_file(story).read_bytes()
    checkpoint = open_checkpoint(signed, keys.origin, (keys.signer().verifier,))
    assert checkpoint.size == story.signed == story.service.storage.verify(OURS).checkpoint_size
