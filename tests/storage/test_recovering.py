"""After an alteration or a rollback: what goes on, what stops, and how it is put right."""

from __future__ import annotations

import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from consent_service.domain.answers import Reason
from consent_service.domain.recorded.checked import CheckUnanswered
from consent_service.storage.database import postgresql as postgresql_module
from consent_service.storage.database.tables import case_files, case_names, case_references, once
from consent_service.storage.door.trouble import NotSound
from consent_service.storage.keepers.soundness import Soundness
from consent_service.storage.whole.reader import LedgerReader, NotOpened, OpenedEntry
from consent_service.storage.whole.rebuilding import rebuild
from ledger.checkpoints import FolderCheckpoints
from ledger.errors import (
    Altered,
    RolledBack,
)
from tests.api.breaking import altering, put_back, snapshot
from tests.api.running import OURS, running
from tests.builders import (
    a_check,
    add_household,
    alarm_of,
    assert_ledger_sound,
    rows_of,
)
from tests.tamper.beside import BESIDE_CASES
from tests.tamper.entries import ENTRY_CASES
from tests.tamper.story import Story

pytestmark = pytest.mark.each_database

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
        BESIDE_CASES["an old case row"].alter(story.hand(connection), story)
    with pytest.raises(Altered):
        service.storage.verify(OURS)
    assert other.storage.soundness[OURS].is_altered
    # It does not stop the work, and it does not go away by itself.
    other.storage.records.run(a_check())
    assert other.storage.soundness[OURS].is_altered
    assert rebuild(service.storage.records, service.storage.records.ledgers[OURS]).files == 2
    service.storage.verify(OURS, replay=True)
    assert not other.storage.soundness[OURS].is_altered
    assert_ledger_sound(other)


def test_many_who_find_a_fault_at_once_all_mark_it(tmp_path: Path) -> None:
    """A request and the keeper, say. The mark is whole, and nobody fails over it."""
    soundness, failed = Soundness(tmp_path), []

    def mark() -> None:
        try:
            for _ in range(300):
                soundness.found_altered("a row was changed")
        except OSError as error:
            failed.append(error)

    threads = [threading.Thread(target=mark) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failed == []
    assert alarm_of(soundness) == "a row was changed"
    assert [path.name for path in tmp_path.iterdir()] == ["altered"]


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
        for table in (case_files, case_names, case_references, once):
            connection.execute(sa.delete(table).where(table.c.authority == OURS))
    with pytest.raises(Altered):
        service.storage.verify(OURS)
    rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    after = rows_of(service, OURS)
    # A row is sealed with a fresh nonce; all else is what it was.
    for held in (before, after):
        held["case_files"] = [(row.file, row.folded_to) for row in held["case_files"]]
        held["case_lists"] = [(r.file, r.folded_to, r.basis) for r in held["case_lists"]]
    assert after == before
    assert_ledger_sound(service)


def test_nothing_is_made_again_from_an_altered_ledger(story: Story) -> None:
    """Rows made from it would only hide that."""
    service = story.service
    with altering(service) as connection:
        ENTRY_CASES["an entry's kind"].alter(story.hand(connection), story)
    before = rows_of(service, OURS)
    with pytest.raises(Altered):
        rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    assert rows_of(service, OURS) == before


def test_making_again_outlasts_the_limits_that_requests_have(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long ledger takes longer to fold than a transaction may otherwise stand idle."""
    monkeypatch.setattr(postgresql_module, "STATEMENT_SECONDS", 1)
    service = story.service.restarted()
    real = LedgerReader.each

    def slowly(self: LedgerReader, start: int, stop: int) -> Iterator[OpenedEntry | NotOpened]:
        time.sleep(1.5)
        return real(self, start, stop)

    monkeypatch.setattr(LedgerReader, "each", slowly)
    assert rebuild(service.storage.records, service.storage.records.ledgers[OURS]).files == 2
    assert_ledger_sound(service)


@pytest.mark.parametrize(
    "name",
    [
        "an old case row",
        "an old case row under the new number",
        "two case rows swapped",
        "a bit of a case row",
        "a case row, gone",
    ],
)
def test_a_row_that_is_not_the_newest_is_not_decided_from(story: Story, name: str) -> None:
    """One from before the withdrawal would say that the mother agrees."""
    service, house = story.service, story.house
    with altering(service) as connection:
        BESIDE_CASES[name].alter(story.hand(connection), story)
    event = service.storage.records.run(house.check()).entries[0].content.event
    assert isinstance(event, CheckUnanswered)
    assert event.answer.reasons == (Reason.RECORD_DAMAGED,)
    rebuild(service.storage.records, service.storage.records.ledgers[OURS])
    assert_ledger_sound(service)


def test_a_ledger_that_grows_while_it_is_compared_is_not_taken_for_one_that_was_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database_url: str
) -> None:
    """Another process appends and signs just before this one reads the checkpoint: what is held to
    it is the head as it is then, and not as it was a moment before.
    """
    with running(tmp_path, database_url) as service:
        service.storage.records.run(a_check())
        service.beat()
        late = service.restarted()
        store = late.storage.checkpoints[OURS]
        read = type(store).latest

        def latest(self: FolderCheckpoints) -> bytes | None:
            if self is store:
                service.storage.records.run(a_check())
                service.storage.keepers[OURS].checkpoint()
            return read(self)

        monkeypatch.setattr(type(store), "latest", latest)
        late.storage.keepers[OURS].compare()
        late.storage.keepers[OURS].checkpoint()
        assert not late.storage.soundness[OURS].is_distrusted
