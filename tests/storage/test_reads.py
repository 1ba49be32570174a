"""That somebody looked is on record before anything is shown, or waits on disk until it can be."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa

from consent_service.domain.file.looks import VERIFY, NobodySaid, Somebody
from consent_service.domain.recorded.content import OPERATOR, By
from consent_service.storage.beside.spool import SpoolFull
from consent_service.storage.database.tables import file_keys
from consent_service.storage.door.looking import look
from consent_service.storage.door.queries import read_file
from consent_service.storage.door.trouble import CannotRead, CannotRecord
from consent_service.storage.people import reads
from consent_service.storage.people.forgetting import forget_looks
from consent_service.storage.people.lookedat import looks_at
from consent_service.storage.sealed.keys import reads_of
from consent_service.storage.whole.reader import LedgerReader
from consent_service.storage.whole.rebuilding import rebuild
from tests.api.breaking import altering
from tests.api.counting_looks import Look, looks_of
from tests.api.running import NOON, OURS, Family, Running, add_family
from tests.tamper.hand import Hand

READS = reads_of(OURS)


@pytest.fixture
def family(service: Running) -> Family:
    return add_family(service)


def somebody(operation: str = "showFile") -> Somebody:
    return Somebody(By("worker-1", "MASH_WORKER"), operation)


def at(file: str | None, operation: str = "showFile") -> Look:
    return Look("worker-1", operation, file)


@pytest.mark.each_database
def test_a_look_has_its_line_under_a_key_of_this_family_and_month(
    service: Running, family: Family
) -> None:
    other = add_family(service, "LCS-2")
    whom = somebody()
    for file in (family.file, other.file, family.file):
        read_file(service.storage.records, OURS, file, whom)
    read_file(service.storage.records, OURS, family.file, somebody("showHistory"))
    assert [one for one, _ in looks_of(service)] == [
        at(family.file),
        at(other.file),
        at(family.file, "showHistory"),
    ]
    ledger = service.storage.records.ledgers[READS]
    opened = LedgerReader(service.storage.engine, ledger, VERIFY).opened(1, 6)
    by_file = {one.entry.file: one.entry.kind for one in opened}
    assert len(by_file) == 2
    service.beat()
    service.storage.keepers[READS].beat()
    assert service.storage.verify(READS).case_files == 2


def test_nothing_is_opened_unless_it_is_said_for_whom(service: Running, family: Family) -> None:
    records = service.storage.records
    for nobody in (None, "worker-1", By("worker-1", "MASH_WORKER")):
        with pytest.raises(NobodySaid):
            look(records, OURS, lambda files: files.load([family.file], []), nobody)  # type: ignore[arg-type]
        with pytest.raises(NobodySaid):
            LedgerReader(service.storage.engine, records.ledgers[OURS], nobody)  # type: ignore[arg-type]
    assert looks_of(service) == []


def test_what_cannot_be_entered_waits_and_is_entered_once_with_when_it_was(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = service.storage.records
    with monkeypatch.context() as broken:
        broken.setattr(type(records), "run_all", _raising(CannotRecord("It is full.")))
        was = service.clock()
        read_file(records, OURS, family.file, somebody())
    assert looks_of(service) == []
    assert not service.storage.spools[READS].is_empty
    service.clock.now += timedelta(minutes=5)
    for _ in range(2):
        service.storage.keepers[READS].beat()
    ((look_at, event),) = looks_of(service)
    assert look_at == at(family.file)
    assert event.looked_at == was
    assert service.storage.spools[READS].is_empty


def test_a_look_that_waits_nowhere_is_said_and_shown_all_the_same(
    service: Running,
    family: Family,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    records = service.storage.records
    monkeypatch.setattr(type(records), "run_all", _raising(CannotRecord("It is full.")))
    monkeypatch.setattr(type(service.storage.spools[READS]), "add", _raising(SpoolFull()))
    assert read_file(records, OURS, family.file, somebody()).id == family.file
    said = capsys.readouterr().out
    assert "read.not_recorded" in said
    assert family.file in said


def test_a_line_keeps_nobody_waiting_for_long(
    service: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever holds the ledger's lock: the first wait is cut short, and the next is none."""
    monkeypatch.setattr(reads, "LOOK_SECONDS", 1.1)
    engine = sa.create_engine(service.settings.database_url)
    with engine.connect() as other:
        is_sqlite = engine.dialect.name == "sqlite"
        holds = "BEGIN IMMEDIATE" if is_sqlite else "SELECT size FROM ledger_heads FOR UPDATE"
        other.exec_driver_sql(holds)
        for _ in range(3):
            read_file(service.storage.records, OURS, family.file, somebody())
        other.rollback()
    engine.dispose()
    while not service.storage.spools[READS].is_empty:
        with suppress(CannotRead):  # until it was tried again, apart
            service.storage.keepers[READS].drain()
    assert [one for one, _ in looks_of(service)] == [at(family.file)] * 3


@pytest.mark.breaks_the_ledger("the key of a family's month is another")
def test_where_the_months_file_is_damaged_the_line_stands_in_the_ledgers_own(
    service: Running, family: Family
) -> None:
    read_file(service.storage.records, OURS, family.file, somebody())
    ledger = service.storage.records.ledgers[READS]
    with altering(service) as connection:
        hand = Hand(connection, ledger)
        month = next(row["file"] for row in hand.rows(file_keys) if row["file"] != ledger.own_file)
        hand.flip(file_keys, "wrapped", file=month)
    read_file(service.storage.records, OURS, family.file, somebody())
    reader = LedgerReader(service.storage.engine, ledger, VERIFY)
    *_, last = reader.each(0, reader.head().size)
    assert last.entry is not None
    assert (last.entry.kind, last.entry.file) == ("looked", ledger.own_file)


def test_what_is_shown_again_to_who_sent_it_twice_has_a_line(
    service: Running, family: Family
) -> None:
    body = {"person": family.father}
    for _ in range(2):
        assert service.post(f"{family.path}/attempts", body, key="twice").status_code == 201
    assert [one for one, _ in looks_of(service)] == [at(family.file, "recordAttempt")]


def _raising(error: Exception) -> Callable[..., None]:
    def call(*_: object, **__: object) -> None:
        raise error

    return call


@pytest.mark.each_database
def test_a_month_is_forgotten_by_its_keys_and_the_chain_stays_whole(
    service: Running, family: Family
) -> None:
    opened, ledger = service.storage, service.storage.records.ledgers[READS]
    read_file(opened.records, OURS, family.file, somebody())
    service.clock.now += timedelta(days=62)
    read_file(opened.records, OURS, family.file, somebody("showHistory"))
    before = LedgerReader(opened.engine, ledger, VERIFY).head().size
    assert forget_looks(opened, OURS, f"{service.clock.now:%Y-%m}", OPERATOR, ("m.1", "ig.2")) == 1
    assert forget_looks(opened, OURS, f"{service.clock.now:%Y-%m}", OPERATOR, ("m.1", "ig.2")) == 0
    assert [one for one, _ in looks_of(service)] == [at(family.file, "showHistory")]
    assert LedgerReader(opened.engine, ledger, VERIFY).head().size == before + 1
    opened.keepers[READS].beat()
    verified = opened.verify(READS)
    assert (verified.case_files, verified.contents_lost) == (1, 2)
    # What is left is told apart from what nobody can read, in a process that has read it all anew.
    (service.settings.checkpoints / f"{OURS}.reads" / "newest").unlink(missing_ok=True)
    again = service.restarted().storage
    found = looks_at(again.records, OURS, family.file, NOON, service.clock.now)
    assert (len(found.looks), found.unreadable) == (1, 0)
    assert rebuild(again.records, again.records.ledgers[READS]).left == ()
    # A family that was never looked at still gets a file of its own.
    other = add_family(service, "LCS-9")
    read_file(again.records, OURS, other.file, somebody())
    assert len(looks_at(again.records, OURS, other.file, NOON, service.clock.now).looks) == 1
