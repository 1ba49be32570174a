"""Copies of the database: put back, or served beside the one they were taken from.

A copy is sound in itself. What gives it away is the last checkpoint, kept where no backup of the
database reaches.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from consent_service.storage.door.trouble import NotSound
from tests.api.breaking import Snapshot, put_back, snapshot
from tests.api.running import OURS, Running, running
from tests.builders import a_check, assert_ledger_sound
from tests.faults.tracing import Deeds, Done
from tests.faults.writers import stored

pytestmark = [pytest.mark.each_database, pytest.mark.slow]


ENTRIES = 60


def _mark(service: Running) -> Path:
    return service.settings.checkpoints / OURS / "not-sound"


def _back_up(database: Path, to: Path) -> Path:
    """As an operator should, while the service runs."""
    with sqlite3.connect(database) as source, sqlite3.connect(to) as target:
        source.backup(target)
    return to


def _assert_refused(done: Done) -> None:
    assert (done.code, done.out) == (3, "")
    assert "ACK" not in done.out
    assert "Nothing is appended." in done.err
    assert "docs/operating.md" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize("copies", [3, pytest.param(50, marks=pytest.mark.faults)])
def test_every_earlier_copy_that_is_put_back_is_refused(
    service: Running, deeds: Deeds, tmp_path: Path, copies: int, tell: Callable[[str], None]
) -> None:
    """Whenever it was taken: nothing is appended, and the commands say so by their exit code."""
    chance = random.Random(50)
    taken: list[Path | Snapshot] = []
    url = service.settings.database_url
    database = tmp_path / "test.db"
    is_file = database.exists()
    moments = sorted(chance.randrange(ENTRIES) for _ in range(copies))
    for number in range(ENTRIES):
        for _ in range(moments.count(number)):
            # As often as not between an entry and the checkpoint over it.
            if is_file:
                taken.append(_back_up(database, tmp_path / f"backup-{len(taken)}.db"))
            else:
                taken.append(snapshot(service))
        service.storage.records.run(a_check())
        if chance.random() < 0.3:
            service.beat()
    service.beat()
    newest: Path | Snapshot
    newest = _back_up(database, tmp_path / "newest.db") if is_file else snapshot(service)
    before = service.size()
    for copy in taken:
        _restore(service, copy)
        size = service.size()
        assert size < before
        # The command that only looks comes first: the mark it leaves must not be what stops others.
        verified = deeds.do("verify", tmp_path, url)
        # The authority's other ledger, of who looks, is as it was.
        assert verified.code == 3
        assert "consent.test/bexley is complete" not in verified.out
        assert "ROLLBACK" in verified.err
        _mark(service).unlink()
        _assert_refused(deeds.do("append", tmp_path, url))
        _mark(service).unlink()
        with pytest.raises(NotSound):
            service.restarted().storage.records.run(a_check())
        _assert_refused(deeds.do("append", tmp_path, url))
        assert service.size() == size
        _mark(service).unlink()
    _restore(service, newest)
    assert deeds.do("append", tmp_path, url).acknowledged
    assert_ledger_sound(service.restarted())
    dialect = service.storage.engine.dialect.name
    tell(f"{copies} earlier copies put back on {dialect}: {copies} refused")


def _restore(service: Running, copy: Path | Snapshot) -> None:
    service.storage.engine.dispose()
    if isinstance(copy, Path):
        shutil.copy(copy, copy.with_name("test.db"))
    else:
        put_back(service, copy)


def test_a_second_server_on_a_copy_is_refused_once_the_first_has_signed_more(
    tmp_path: Path, deeds: Deeds
) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        service.storage.records.run(a_check())
        service.beat()
        copy = _back_up(tmp_path / "test.db", tmp_path / "copy.db")
        service.storage.records.run(a_check())
        service.beat()
        second = service.restarted(database_url=f"sqlite:///{copy}")
        with pytest.raises(NotSound):
            second.storage.records.run(a_check())
        _assert_refused(deeds.do("append", tmp_path, second.settings.database_url))
        # One mark for all who share the checkpoints: which of them is right is for a person to say.
        with pytest.raises(NotSound):
            service.storage.records.run(a_check())
        assert deeds.do("verify", tmp_path, second.settings.database_url).code == 3
        assert deeds.do("verify", tmp_path, service.settings.database_url).code == 0
        _mark(service).unlink()
        service.storage.records.run(a_check())
        assert_ledger_sound(service)


def test_of_two_servers_that_append_to_two_copies_one_signs_and_the_other_stops(
    tmp_path: Path, deeds: Deeds
) -> None:
    """Until the next checkpoint, a second at most, neither can know of the other."""
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        service.beat()
        copy = _back_up(tmp_path / "test.db", tmp_path / "copy.db")
        second = service.restarted(database_url=f"sqlite:///{copy}")
        for one in (service, second):
            one.storage.records.run(a_check())
        assert stored(service) != stored(second)
        service.beat()
        signed = service.storage.checkpoints[OURS].latest()
        second.beat()
        # The loser's history is signed nowhere, and neither appends until somebody has looked.
        assert service.storage.checkpoints[OURS].latest() == signed
        for one in (service, second):
            with pytest.raises(NotSound):
                one.storage.records.run(a_check())
        assert deeds.do("verify", tmp_path, second.settings.database_url).code == 3
        assert deeds.do("verify", tmp_path, service.settings.database_url).code == 0
        _mark(service).unlink()
        _assert_refused(deeds.do("append", tmp_path, second.settings.database_url))
        # Whoever refused at its own start has said so, and marked nothing for the others.
        assert not _mark(service).exists()
        assert deeds.do("append", tmp_path, service.settings.database_url).acknowledged
        assert_ledger_sound(service)
