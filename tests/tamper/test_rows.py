"""Whatever is changed in the database behind our back, `verify` finds it and names it; and nothing
else. The cases are in the modules beside this one, all listed in docs/tamper-matrix.md.
"""

from __future__ import annotations

import threading

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from consent_service.storage.database.engine import is_damaged
from consent_service.storage.door.trouble import NotSound
from consent_service.storage.whole.findings import Reconciled
from ledger.errors import Altered, LedgerError, RolledBack
from tests.api.breaking import altering
from tests.api.running import OURS, THEIRS, Running
from tests.builders import a_check, alarm_of, an_adult, assert_ledger_sound
from tests.tamper.beside import BESIDE_CASES
from tests.tamper.case import Case, by_name
from tests.tamper.engines import SCHEMA_CASES, STATEMENT_CASES
from tests.tamper.entries import ENTRY_CASES
from tests.tamper.histories import HISTORY_CASES
from tests.tamper.sampling import sampled
from tests.tamper.story import Story

pytestmark = pytest.mark.each_database

CASES = {**ENTRY_CASES, **HISTORY_CASES, **BESIDE_CASES, **STATEMENT_CASES}


def assert_caught(service: Running, case: Case) -> Reconciled:
    """By the wall that the case names, with its exit code; and marked for every process."""
    found = service.storage.reconcile(OURS, replay=True)
    soundness = service.storage.soundness[OURS]
    if case.error is None:
        assert found.findings == ()
        assert alarm_of(soundness) is None
        return found
    with pytest.raises(LedgerError) as raised:
        found.whole()
    gravest = found.gravest
    assert gravest is not None
    assert gravest.fault is raised.value
    assert (gravest.wall, type(gravest.fault)) == (case.by, case.error), found.findings
    assert found.exit_code == gravest.fault.exit_code == case.code
    # What it is marked as decides what follows.
    codes = {one.fault.exit_code for one in found.findings}
    assert soundness.is_distrusted == (RolledBack.exit_code in codes)
    assert soundness.is_altered == bool(codes - {RolledBack.exit_code})
    assert alarm_of(soundness) in [str(one) for one in found.findings]
    return found


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


@sampled(CASES)
def test_verify_finds_that_somebody_changed(story: Story, name: str, case: Case) -> None:
    service = story.service
    with altering(service) as connection:
        case.alter(story.hand(connection), story)
    found = assert_caught(service, case)
    if found.rollback is not None:
        before = service.storage.soundness[OURS]
        with pytest.raises(NotSound):
            service.storage.records.run(a_check())
        assert before.is_distrusted
    # The other authority's ledger, in the same tables, is not under suspicion; unless its own
    # rows were taken away with ours.
    if not name.startswith("TRUNCATE"):
        service.storage.verify(THEIRS, replay=True)
        assert alarm_of(service.storage.soundness[THEIRS]) is None


@by_name(SCHEMA_CASES)
def test_verify_finds_what_was_done_to_the_schema_or_the_file(
    story: Story, name: str, case: Case
) -> None:
    with case.alter(story):
        assert_caught(story.service, case)
        if case.error is None:
            story.service.storage.records.run(a_check())
            assert_ledger_sound(story.service)


def test_no_table_has_partitions_that_could_be_detached(story: Story) -> None:
    """Nor is it a shard. Should one become so, this matrix needs more cases."""
    if story.service.storage.engine.dialect.name == "postgresql":
        with psycopg.connect(story.service.settings.database_url) as connection:
            kinds = connection.execute(
                "SELECT DISTINCT relkind, relispartition FROM pg_class "
                "WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'f')"
            ).fetchall()
        assert kinds == [("r", False)]


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


def test_a_page_that_postgresql_says_is_damaged_is_told_from_a_server_that_is_away() -> None:
    def said(orig: BaseException) -> DBAPIError:
        return DBAPIError("SELECT 1", None, orig)

    assert is_damaged(said(psycopg.errors.DataCorrupted()))
    assert is_damaged(said(psycopg.errors.IndexCorrupted()))
    assert not is_damaged(said(psycopg.errors.AdminShutdown()))
    assert not is_damaged(said(psycopg.OperationalError()))
