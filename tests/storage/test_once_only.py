"""What may stand in a ledger once; ledgers that nobody has a key for; witnesses that say more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner

from consent_service.cli.group import cli
from consent_service.storage.database.tables import once
from consent_service.storage.door.requests import Once
from consent_service.storage.door.trouble import NotSound
from consent_service.storage.keepers.replays import Replays
from tests.api.breaking import altering
from tests.api.running import NOON, OURS, THEIRS, Running
from tests.builders import a_check, add_household, an_adult, an_answer
from tests.tamper.hand import Hand


def forget_requests(service: Running) -> None:
    with altering(service) as connection:
        Hand(connection, service.storage.records.ledgers[OURS]).remove(once)


@pytest.mark.breaks_the_ledger("an answer stands there twice")
def test_an_answer_put_back_into_the_spool_and_entered_twice_is_refused(service: Running) -> None:
    add_household(service, "LCS-1")
    spool = service.storage.spools[OURS]
    spool.add(an_answer(1))
    service.beat()
    forget_requests(service)
    spool.add(an_answer(1))
    service.beat()
    said = [str(finding) for finding in service.storage.reconcile(OURS).findings]
    assert any("the answer from the spool has been entered before" in one for one in said)


@pytest.mark.breaks_the_ledger("what was asked for stands there twice")
def test_a_request_that_was_carried_out_twice_is_refused(service: Running) -> None:
    house = add_household(service)
    asked = Once("client-1", "key-1", b"the body")
    service.storage.records.run(an_adult(house.file, once=asked))
    forget_requests(service)
    service.clock.now += timedelta(seconds=1)
    service.storage.records.run(an_adult(house.file, once=asked))
    said = [str(finding) for finding in service.storage.reconcile(OURS).findings]
    assert any("the request that it comes by was carried out before" in one for one in said)


def test_verify_names_a_ledger_that_no_key_file_is_for(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert service.storage.unnamed() == ()
    for name, value in (
        ("DATABASE_URL", service.settings.database_url),
        ("KEYS", service.settings.keys),
        ("CHECKPOINTS", service.settings.checkpoints),
        ("SPOOL", service.settings.spool),
        ("ISSUER", service.settings.issuer),
        ("AUDIENCE", service.settings.audience),
        ("HOSTS", ",".join(service.settings.hosts)),
        ("ROLES_APART", "no"),
    ):
        monkeypatch.setenv(f"CONSENT_{name}", str(value))
    (service.settings.keys / f"{THEIRS}.json").rename(service.settings.keys / "aside")
    ended = CliRunner().invoke(cli, ["verify"])
    assert ended.exit_code == 6
    assert f"a ledger that no key file is for: {THEIRS}" in ended.output


def test_a_witness_that_says_more_is_an_alarm_and_keeps_a_new_process_from_starting(
    service: Running,
) -> None:
    service.storage.records.run(a_check())
    soundness = service.storage.soundness[OURS]
    started = service.restarted()
    started.storage.keepers[OURS].ask_witnesses = lambda: soundness.witness_says_more("w", 1_000)
    with pytest.raises(NotSound, match="The witness w says that it knows of 1000"):
        started.storage.records.run(a_check())
    assert soundness.said_more == {"w": 1_000}
    # It is no proof: a process that has compared goes on.
    service.storage.records.run(a_check())
    soundness.witness_agrees("w")
    assert soundness.said_more == {}
    service.restarted().storage.records.run(a_check())


def test_answers_are_replayed_new_ones_each_hour_and_all_of_them_each_night(
    service: Running,
) -> None:
    replays = Replays(service.settings.checkpoints / OURS)
    assert replays.due_from(NOON) == 0
    house = add_household(service)
    service.storage.records.run(house.check())
    service.storage.keepers[OURS].verify_whole()
    whole = service.size()
    assert replays.due_from(NOON + timedelta(hours=1)) == whole
    assert replays.due_from(NOON + timedelta(hours=13)) == whole
    assert replays.due_from(NOON + timedelta(hours=14)) == 0
    service.storage.records.run(house.check())
    found = service.storage.reconcile(OURS, replay=True, replay_from=whole)
    assert found.whole().answers_replayed == 1
