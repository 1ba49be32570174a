"""Each authority has a second ledger, of who looked: another ledger in all that makes it one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import sqlalchemy as sa

from consent_service.cli.group import chosen, ledgers
from consent_service.domain.recorded.content import OPERATOR
from consent_service.storage.database.tables import metadata
from consent_service.storage.door.beginning import begin_reads
from consent_service.storage.door.opening import open_storage
from consent_service.storage.door.trouble import KeyFileError
from consent_service.storage.sealed.keys import read_key_file, reads_of
from consent_service.storage.whole.recovering import Accepted, find_loss, recover
from tests.api.breaking import altering
from tests.api.counting_looks import looks_of
from tests.api.running import HOST, NOON, OURS, THEIRS, Running, add_family, running
from tests.tamper.hand import ENTRIES, Hand

READS = reads_of(OURS)


def ready(service: Running) -> dict[str, str]:
    said: dict[str, str] = service.client.get("/readyz", headers={"Host": HOST}).get_json()
    return said


@pytest.mark.each_database
@pytest.mark.breaks_the_ledger("an entry of the second ledger is altered")
def test_it_is_verified_like_any_and_what_is_altered_there_alters_no_answer(
    service: Running,
) -> None:
    storage = service.storage
    assert storage.verify(READS).origin == f"{storage.keys[OURS].origin}/reads"
    assert storage.keys[READS].wrapping != storage.keys[OURS].wrapping
    with altering(service) as connection:
        Hand(connection, storage.records.ledgers[READS]).flip(ENTRIES, "data", seq=0)
    assert storage.reconcile(READS).exit_code == 2
    assert storage.reconcile(OURS).exit_code == 0
    assert ready(service) == {"status": "ready", "reads": "altered"}


@pytest.mark.breaks_the_ledger("it is marked, and not recovered")
def test_while_it_takes_no_entries_nobody_is_sent_away(service: Running) -> None:
    service.storage.soundness[READS].distrust("behind its checkpoint")
    assert ready(service) == {"status": "ready", "reads": "waiting"}
    service.storage.soundness[READS].recovered()
    service.storage.soundness[OURS].distrust("behind its checkpoint")
    assert ready(service) == {"status": "not-ready"}


@pytest.mark.breaks_the_ledger("this process knows the ledger that was there before")
def test_an_authority_of_before_gets_its_second_ledger_when_the_database_is_migrated(
    service: Running,
) -> None:
    settings, engine = service.settings, service.storage.engine
    _forget(service)
    with pytest.raises(KeyFileError, match="consent-service migrate"):
        open_storage(settings, service.clock)

    def migrated() -> tuple[str, ...]:
        return begin_reads(
            engine,
            keys_folder=settings.keys,
            checkpoints_folder=settings.checkpoints,
            by=OPERATOR,
            at=NOON,
        )

    assert migrated() == (OURS,)
    keys = read_key_file(settings.keys, READS)
    # Once more changes nothing, and what was signed and is gone is begun by nobody again.
    assert migrated() == ()
    shutil.rmtree(settings.checkpoints / f"{OURS}.reads")
    assert migrated() == ()
    assert read_key_file(settings.keys, READS) == keys


@pytest.mark.breaks_the_ledger("this process knows the ledger that was there before")
def test_it_is_begun_again_where_that_was_cut_short_after_its_keys_were_made(
    service: Running,
) -> None:
    settings = service.settings
    kept = read_key_file(settings.keys, READS)
    path = settings.keys / f"{OURS}.reads.json"
    written = path.read_bytes()
    _forget(service)
    path.write_bytes(written)
    path.chmod(0o600)
    begun = begin_reads(
        service.storage.engine,
        keys_folder=settings.keys,
        checkpoints_folder=settings.checkpoints,
        by=OPERATOR,
        at=NOON,
    )
    assert begun == (OURS,)
    assert service.restarted().storage.verify(READS).origin == kept.origin


def _forget(service: Running) -> None:
    """As if it had never been: its keys, its checkpoints, its rows."""
    (service.settings.keys / f"{OURS}.reads.json").unlink()
    shutil.rmtree(service.settings.checkpoints / f"{OURS}.reads")
    with altering(service) as connection:
        for table in metadata.sorted_tables:
            connection.execute(sa.delete(table).where(table.c.authority == READS))
    assert (service.settings.keys / f"{THEIRS}.reads.json").exists()


def test_its_name_is_no_authoritys(service: Running) -> None:
    assert ledgers(service.storage, OURS) == [OURS, READS]
    assert ledgers(service.storage, READS) == [READS]
    chosen(service.storage, OURS)
    with pytest.raises(click.BadParameter):
        chosen(service.storage, READS)


@pytest.mark.breaks_the_ledger("this process knows entries that the database has lost")
def test_what_it_lost_with_an_old_copy_of_the_database_is_accepted_by_two_and_it_goes_on(
    on_sqlite: Running,
) -> None:
    """The copy of a file: how a database is copied is not what is shown here."""
    service = on_sqlite
    family = add_family(service)
    service.get(family.path)
    copied = sqlite_of(service).read_bytes()
    for _ in range(3):
        service.get(family.path)
    service.storage.keepers[READS].beat()
    sqlite_of(service).write_bytes(copied)
    after = service.restarted()
    # It takes no entries, and what is looked at meanwhile waits.
    assert after.get(family.path).status_code == 200
    assert ready(after) == {"status": "ready", "reads": "waiting"}
    loss = find_loss(after.storage, READS)
    assert loss is not None
    people = Accepted(OPERATOR, ("m.1", "ig.2"), "The disk failed, and a copy was put back.")
    assert recover(after.storage, READS, loss, people) == []
    after.storage.soundness[READS].recovered()
    after.storage.keepers[READS].beat()
    assert after.storage.verify(READS).contents_lost == 3
    assert [event.looked_at is None for _, event in looks_of(after)] == [True, False]


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as started:
        yield started


def sqlite_of(service: Running) -> Path:
    name = sa.make_url(service.settings.database_url).database
    assert name is not None
    return Path(name)
