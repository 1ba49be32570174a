"""`recover`: entries were lost for good, two people accept it, and the ledger goes on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from consent_service.actions.confirming import confirm_record
from consent_service.actions.refused import RecordDamaged, Refused
from consent_service.app import create_app
from consent_service.domain.answers import Outcome, Reason
from consent_service.domain.recorded.checked import CheckMade
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.losses import (
    CHECKPOINTS_GONE,
    CONTENT_GONE,
    ENTRIES_GONE,
    EntriesLost,
    RecordConfirmed,
    RecordRecovered,
)
from consent_service.samples import SampleClock
from consent_service.settings import Settings
from consent_service.storage.database.tables import entry_contents, file_keys
from consent_service.storage.door.requests import ByHandle, Recorded, Request
from consent_service.storage.door.trouble import NotSound
from consent_service.storage.whole.rebuilding import rebuild
from consent_service.storage.whole.recovering import Accepted, Loss, NothingLeft, find_loss, recover
from ledger.errors import ContentMissing, Forked, RolledBack
from ledger.folder import verify_folder
from tests import prepared
from tests.api.breaking import altering, put_back, snapshot
from tests.api.running import NOON, OURS, Running, running
from tests.builders import (
    Household,
    a_new_file,
    add_household,
    an_adult,
    assert_ledger_sound,
    doing,
)
from tests.prepared import NewDatabase
from tests.reasons import ENOUGH

ACCEPTED = Accepted(
    By("operator", "SYSTEM_ADMIN"), ("manager-1", "officer-1"), "The disk failed in the night."
)


#: Between what was kept and what was lost.
LATER = timedelta(minutes=10)


class Lost(NamedTuple):
    """A service whose database was put back to before a mother's withdrawal."""

    service: Running
    house: Household
    untouched: Household
    at: int
    signed: int


Told = tuple[Household, Household, int, int]


@pytest.fixture(scope="module")
def told(
    database_kind: str, request: pytest.FixtureRequest
) -> Iterator[tuple[Path | None, NewDatabase | None, Told]]:
    """What was lost, made once for each database and copied: on SQLite a folder, on PostgreSQL
    what makes copies.
    """
    if database_kind == "sqlite":
        folder = prepared.home("loss")
        settings = prepared.on_sqlite_in(folder)
        prepared.put_into(settings)
        yield folder, None, lose(settings)
        return
    names = (f"loss_{os.getpid()}_{number}" for number in count(1))
    with prepared.another(request.getfixturevalue("whole_postgres"), next(names)) as whole:
        said = lose(prepared.settings_of(whole))
        yield None, lambda: prepared.copy_of(whole, next(names)), said


def lose(settings: Settings) -> Told:
    """Nobody is served here meanwhile, and nobody is connected afterwards."""
    clock = SampleClock(NOON)
    service = Running(settings, clock, create_app(settings, clock))
    house, untouched = add_household(service, "LCS-1"), add_household(service, "LCS-2")
    assert outcome_of(service.storage.records.run(house.check())) is Outcome.COVERED
    service.beat()
    held, at = snapshot(service), service.size()
    clock.now += LATER
    run = service.storage.records.run
    run(house.withdrawal())
    run(house.check())
    run(untouched.check())
    run(a_new_file("LCS-3"))
    service.beat()
    signed = service.size()
    put_back(service, held)
    service.storage.engine.dispose()
    return house, untouched, at, signed


@pytest.fixture
def lost(told: tuple[Path | None, NewDatabase | None, Told], tmp_path: Path) -> Iterator[Lost]:
    folder, new, said = told
    on_sqlite = f"sqlite:///{tmp_path / 'test.db'}"
    at = new() if new else nullcontext(on_sqlite)
    with at as url, running(tmp_path, url, whole=folder) as service:
        service.clock.now += LATER
        yield Lost(service, *said)


def outcome_of(recorded: Recorded) -> Outcome:
    event = recorded.entries[0].content.event
    assert isinstance(event, CheckMade)
    return event.answer.outcome


def accept(lost: Lost, accepted: Accepted = ACCEPTED, source: Path | None = None) -> Running:
    """As the command does, and then the service starts again."""
    storage = lost.service.storage
    loss = find_loss(storage, OURS, source)
    assert loss is not None
    recover(storage, OURS, loss, accepted)
    storage.soundness[OURS].recovered()
    started = lost.service.restarted()
    started.beat()
    return started


def published(service: Running) -> Path:
    return service.storage.keepers[OURS].published


def test_a_copy_that_lost_nothing_has_nothing_to_accept(lost: Lost) -> None:
    started = accept(lost)
    assert find_loss(started.storage, OURS) is None


@pytest.mark.each_database
def test_what_was_published_is_put_back_byte_for_byte_and_every_old_checkpoint_still_holds(
    lost: Lost,
) -> None:
    old = lost.service.storage.checkpoints[OURS].latest()
    assert old is not None
    started = accept(lost)
    keeper = started.storage.keepers[OURS]
    # The auditor's own check, with the checkpoint they kept from before the loss.
    found = verify_folder(
        keeper.published, started.storage.keys[OURS].origin, keeper.verifiers, old, served=True
    )
    assert found.checkpoint.size > lost.signed
    verified = started.storage.verify(OURS, replay=True)
    assert verified.contents_lost == lost.signed - lost.at
    assert_ledger_sound(started)


def test_a_family_whose_withdrawal_was_lost_is_not_shown_as_agreeing(lost: Lost) -> None:
    started = accept(lost)
    run = started.storage.records.run
    answer = run(lost.house.check()).entries[0].content.event
    assert isinstance(answer, CheckMade)
    assert answer.answer.outcome is Outcome.UNAVAILABLE
    assert answer.answer.reasons == (Reason.RECORD_INCOMPLETE,)
    # Of the other family only a question was lost: what stands on their file is whole.
    assert outcome_of(run(lost.untouched.check())) is Outcome.COVERED
    started.storage.verify(OURS, replay=True)


@pytest.mark.parametrize("is_published", [True, False])
@pytest.mark.each_database
def test_a_family_whose_key_is_hidden_meanwhile_is_not_left_out(
    lost: Lost, is_published: bool
) -> None:
    """Which files there are is for the entries to say. Else whoever owns the database would take
    a withdrawal away, hide its family while the loss is accepted, and show it again.
    """
    if not is_published:
        shutil.rmtree(published(lost.service))
    accepted = replace(ACCEPTED, entries_gone=not is_published)
    here = file_keys.c.authority == OURS, file_keys.c.file == lost.house.file
    with altering(lost.service) as connection:
        (row,) = connection.execute(file_keys.select().where(*here)).mappings()
        connection.execute(file_keys.delete().where(*here))
    with pytest.raises(RecordDamaged):
        accept(lost, accepted)
    assert lost.service.size() == lost.at
    with altering(lost.service) as connection:
        connection.execute(file_keys.insert().values(**row))
    again = lost._replace(service=lost.service.restarted())
    run = accept(again, accepted).storage.records.run
    assert outcome_of(run(lost.house.check())) is Outcome.UNAVAILABLE


@pytest.mark.each_database("confirmRecord")
def test_a_manager_confirms_only_once_everybody_who_had_agreed_was_heard_again(lost: Lost) -> None:
    """What was lost was the mother's withdrawal. Her old yes must not come back by a signature."""
    started = accept(lost)
    run = started.storage.records.run
    confirm = Request(
        OURS,
        By("manager-1", "MASH_MANAGER"),
        ByHandle(lost.house.file),
        doing(confirm_record, RecordConfirmed(words=ENOUGH)),
    )
    with pytest.raises(Refused, match="not-asked-again"):
        run(confirm)
    run(lost.house.withdrawal())
    started.record(
        f"/v1/files/{lost.house.file}/record-confirmations",
        {"words": ENOUGH},
        "MASH_MANAGER",
    )
    assert outcome_of(run(lost.house.check())) is Outcome.OBJECTION
    with pytest.raises(Refused, match="nothing-in-doubt"):
        run(confirm)
    started.storage.verify(OURS, replay=True)


def test_the_ledger_says_what_was_lost_who_accepted_it_and_why(lost: Lost) -> None:
    started = accept(lost)
    said = [one.content.event for one in started.entries(lost.signed)]
    recovered = [e for e in said if isinstance(e, RecordRecovered)]
    assert [(e.first, e.end, e.how) for e in recovered] == [(lost.at, lost.signed, CONTENT_GONE)]
    assert recovered[0].approved_by == ("manager-1", "officer-1")
    assert recovered[0].why == ACCEPTED.why
    assert len(recovered[0].files_unknown) == 1
    lost_by = [e for e in said if isinstance(e, EntriesLost)]
    assert sorted((e.changes, e.kinds) for e in lost_by) == [
        (False, ("check-made",)),
        (True, ("agreement-withdrawn", "check-made")),
    ]


@pytest.mark.each_database
def test_after_it_the_projections_are_made_again_as_they_were(lost: Lost) -> None:
    started = accept(lost)
    rebuild(started.storage.records, started.storage.records.ledgers[OURS])
    started.storage.verify(OURS, replay=True)


@pytest.mark.parametrize("column", [{"changes": False}, {"file": "e" * 32}], ids=str)
@pytest.mark.each_database
def test_what_was_accepted_is_for_the_entries_to_say_and_for_no_column(
    lost: Lost, column: dict[str, object]
) -> None:
    started = accept(lost)
    opened = started.entries(lost.signed)
    (place,) = (o.entry.seq for o in opened if isinstance(o.content.event, RecordRecovered))
    with altering(started) as connection:
        here = entry_contents.c.seq == place
        connection.execute(entry_contents.update().where(here).values(column))
    found = started.storage.reconcile(OURS)
    assert found.exit_code == 2
    assert not any(isinstance(one.fault, ContentMissing) for one in found.findings)
    assert rebuild(started.storage.records, started.storage.records.ledgers[OURS]).left == ()
    started.storage.verify(OURS, replay=True)


@pytest.mark.breaks_the_ledger("an old copy was put back")
@pytest.mark.each_database
def test_nothing_is_appended_before_somebody_accepts_it(lost: Lost) -> None:
    with pytest.raises(NotSound):
        lost.service.storage.records.run(lost.house.check())
    assert lost.service.size() == lost.at


def test_a_copy_that_somebody_kept_stands_in_for_what_was_published(
    lost: Lost, tmp_path: Path
) -> None:
    copy = tmp_path / "an auditors copy"
    shutil.copytree(published(lost.service), copy)
    shutil.rmtree(published(lost.service))
    loss = find_loss(lost.service.storage, OURS)
    assert loss is not None
    with pytest.raises(NothingLeft, match="--from"):
        recover(lost.service.storage, OURS, loss, ACCEPTED)
    assert lost.service.size() == lost.at
    started = accept(lost, source=copy)
    started.storage.verify(OURS, replay=True)


def test_entries_that_nobody_has_are_accepted_as_gone_and_every_family_is_in_doubt(
    lost: Lost,
) -> None:
    shutil.rmtree(published(lost.service))
    old = lost.service.storage.checkpoints[OURS].latest()
    assert old is not None
    accepted = replace(ACCEPTED, entries_gone=True)
    started = accept(lost, accepted)
    run = started.storage.records.run
    for house in (lost.house, lost.untouched):
        assert outcome_of(run(house.check())) is Outcome.UNAVAILABLE
    started.storage.verify(OURS, replay=True)
    said = [one.content.event for one in started.entries(lost.at)]
    (recovered,) = [e for e in said if isinstance(e, RecordRecovered)]
    assert (recovered.first, recovered.end, recovered.how) == (lost.at, lost.signed, ENTRIES_GONE)
    # Whoever kept the old checkpoint is right to object, and it is kept as well.
    keeper = started.storage.keepers[OURS]
    with pytest.raises((Forked, RolledBack)):
        verify_folder(
            keeper.published, started.storage.keys[OURS].origin, keeper.verifiers, old, served=True
        )
    assert old in list(started.storage.checkpoints[OURS].history())


def test_a_lost_checkpoint_store_is_accepted_by_name(lost: Lost) -> None:
    """The database is as it was; what is gone is what tells whether it is."""
    shutil.rmtree(lost.service.settings.checkpoints / OURS)
    started = lost.service.restarted()
    with pytest.raises(NotSound, match="store is empty"):
        started.storage.records.run(lost.house.check())
    loss = find_loss(started.storage, OURS)
    assert loss == Loss(lost.at, lost.at)
    with pytest.raises(NothingLeft, match="--checkpoints-are-gone"):
        recover(started.storage, OURS, loss, ACCEPTED)
    accepted = replace(ACCEPTED, checkpoints_gone=True)
    again = accept(lost, accepted)
    assert outcome_of(again.storage.records.run(lost.house.check())) is Outcome.COVERED
    again.storage.verify(OURS, replay=True)
    said = [one.content.event for one in again.entries(lost.at)]
    assert [e.how for e in said if isinstance(e, RecordRecovered)] == [CHECKPOINTS_GONE]


@pytest.mark.breaks_the_ledger("an old copy went on by itself")
def test_another_history_is_no_loss_and_is_not_accepted(lost: Lost) -> None:
    """A copied database that went on by itself: two histories, and no command chooses."""
    service = lost.service
    shutil.move(service.settings.checkpoints / OURS / "checkpoint", service.settings.keys.parent)
    service.storage.soundness[OURS].recovered()
    # Without the check of the checkpoint: as a second server with another store would append.
    service.storage.records.ledgers[OURS].newest.is_compared = True
    for _ in range(lost.signed - lost.at):
        service.storage.records.run(an_adult(lost.house.file))
    shutil.move(service.settings.keys.parent / "checkpoint", service.settings.checkpoints / OURS)
    with pytest.raises(Forked):
        find_loss(service.restarted().storage, OURS)


@pytest.mark.each_database
def test_a_crash_between_the_record_and_the_checkpoint_is_gone_on_from(
    lost: Lost, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(published(lost.service))
    accepted = replace(ACCEPTED, entries_gone=True)
    storage = lost.service.storage

    def stop(*_: object) -> None:
        raise OSError("the disk")

    with monkeypatch.context() as broken:
        broken.setattr(type(storage.checkpoints[OURS]), "swap", stop)
        loss = find_loss(storage, OURS)
        assert loss is not None
        with pytest.raises(OSError, match="the disk"):
            recover(storage, OURS, loss, accepted)
    size = lost.service.size()
    started = accept(lost, accepted)
    assert started.size() == size, "nothing was recorded twice"
    started.storage.verify(OURS, replay=True)


@pytest.mark.breaks_the_ledger("a content is gone")
def test_an_entry_without_content_that_nobody_accepted_is_still_a_loss(lost: Lost) -> None:
    """An accepted loss covers its own entries and no others."""
    started = accept(lost)
    with altering(started) as connection:
        connection.execute(
            entry_contents.delete().where(
                entry_contents.c.authority == OURS, entry_contents.c.seq == lost.at - 1
            )
        )
    with pytest.raises(ContentMissing):
        started.storage.verify(OURS)
