"""A ledger with which nothing happens is left alone, and whatever happens is seen to at once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from consent_service.storage.keepers import resting
from consent_service.storage.keepers.keeper import Keeper
from consent_service.storage.keepers.keeping import Keeping
from consent_service.storage.keepers.resting import Bell
from ledger.checkpoint import open_checkpoint
from tests.api.running import OURS, Family, Running, add_family


@pytest.fixture
def family(service: Running) -> Family:
    return add_family(service)


@pytest.fixture
def bell(service: Running) -> Bell:
    return Bell(service.storage.checkpoints[OURS].folder)


@pytest.fixture
def keeper(service: Running, family: Family, bell: Bell) -> Keeper:
    """Of a ledger that nothing is left to be done for."""
    made = service.storage.keepers[OURS]
    made.look()
    _long_ago(bell)
    made.look()
    assert not made.is_due()
    return made


def _long_ago(bell: Bell) -> None:
    """It was rung, and not just now: of one that was just now it is too soon to say."""
    os.utime(bell._path, (1, 1))


def _checked(service: Running, family: Family) -> None:
    service.check(family.file, family.question())


def test_what_is_put_on_record_here_or_by_another_process_is_seen_to(
    service: Running, family: Family, keeper: Keeper, bell: Bell
) -> None:
    _checked(service, family)
    assert keeper.is_due()
    keeper.look()
    assert keeper.is_due(), "what was rung within the same tick could not be told"
    _long_ago(bell)
    keeper.look()
    assert not keeper.is_due()
    bell.ring()
    assert keeper.is_due()


def test_what_waits_in_the_spool_was_asked_for_or_was_left_over_is_seen_to(
    service: Running, family: Family, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.check(family.file, family.question(urgency="IMMEDIATE"))
    assert keeper.is_due()
    keeper.look()
    service.storage.keepers[OURS].verifications.ask(service.clock.now)
    assert keeper.is_to_verify()
    keeper.verify()
    assert not keeper.is_to_verify()
    assert keeper.is_due(), "it may have found something"
    monkeypatch.setattr(Engine, "connect", _refuse)
    keeper.look()
    monkeypatch.undo()
    assert keeper.is_due(), "the database was away"


def _refuse(_: Engine) -> None:
    raise AssertionError("the database was asked")


def test_nobody_rings_and_it_is_looked_at_all_the_same_after_a_while(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resting, "LOOKS_EVERY", 0.0)
    assert keeper.is_due()


def test_to_look_whether_anything_is_to_be_done_asks_no_database(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Engine, "connect", _refuse)
    keeping = Keeping([keeper])
    for _ in range(3):
        keeping._look_at(keeper)
    assert keeping._turns.empty()
    assert keeping._verifications.empty()


def test_a_bell_that_cannot_be_rung_keeps_nothing_from_being_recorded(
    service: Running, family: Family, keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "utime", full)
    _checked(service, family)
    assert keeper.is_due(), "this process knows what it has put on record itself"


def test_in_a_few_threads_all_are_signed_for_and_verified(service: Running, family: Family) -> None:
    opened = service.storage
    keeping = Keeping(opened.keepers.values(), every=0.01)
    keeping.start()
    try:
        _checked(service, family)
        _until(lambda: _signed(service) == service.size())
        opened.keepers[OURS].verifications.ask(service.clock.now)
        _until(lambda: not opened.keepers[OURS].verifications.is_asked)
    finally:
        keeping.stop()
    assert not any(thread.is_alive() for thread in keeping._threads)


def _signed(service: Running) -> int:
    note, keeper = service.storage.checkpoints[OURS].latest(), service.storage.keepers[OURS]
    origin = service.storage.records.ledgers[OURS].origin
    return 0 if note is None else open_checkpoint(note, origin, keeper.verifiers).size


def _until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)
