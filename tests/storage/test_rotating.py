"""The signing key is rotated while the service runs; what was signed before goes on verifying."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from consent_service.domain.recorded.ofauthority import KeyRetired, KeyRotated
from consent_service.storage.door.queries import read_authority
from consent_service.storage.door.trouble import KeyFileError
from consent_service.storage.sealed import rotating
from consent_service.storage.sealed.keychain import statements_of
from consent_service.storage.sealed.keys import read_key_file, update_key_file
from consent_service.storage.sealed.rotating import retire_key, rotate_key
from ledger.checkpoint import open_checkpoint
from ledger.errors import NotPinned
from ledger.note import Verifier, format_private_key, format_public_key, new_signer, parse_note
from ledger.receipt import check_receipt
from tests.api.running import OURS, THEIRS, Running, running
from tests.builders import Household, a_check, add_household, assert_ledger_sound

pytestmark = pytest.mark.each_database

PROJECT = Path(__file__).resolve().parents[2]
PEOPLE = ("manager-1", "officer-1")


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, database_url) as started:
        started.beat()
        yield started


def rotate(service: Running) -> Verifier:
    return rotate_key(service.storage, service.settings.keys, OURS)


def retire(service: Running) -> Verifier:
    return retire_key(service.storage, service.settings.keys, OURS, PEOPLE)


def published(service: Running) -> bytes:
    return (service.storage.keepers[OURS].published / "checkpoint").read_bytes()


def signed_by(service: Running) -> set[bytes]:
    return {line.key_id for line in parse_note(published(service)).signatures}


def grow(service: Running) -> None:
    service.storage.records.run(a_check())
    service.beat()


def receipt_of(service: Running, house: Household, seq: int) -> bytes:
    reply = service.get(f"/v1/files/{house.file}/receipts/{seq}")
    assert reply.status_code == 200
    data: bytes = reply.get_data()
    return data


def auditor(service: Running, folder: Path, key: Verifier, *more: str) -> Any:
    """`python -m ledger verify bundle`, of what is published, with the key that they pinned."""
    origin = service.storage.keys[OURS].origin
    arguments = ["--origin", origin, "--key", format_public_key(key), "--served", *more]
    return subprocess.run(
        [sys.executable, "-m", "ledger", "verify", "bundle", str(folder), *arguments],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.each_database("showRotations")
def test_a_running_service_signs_with_both_keys_and_then_with_the_new_one(
    service: Running, tmp_path: Path
) -> None:
    house = add_household(service)
    seq = service.storage.records.run(house.check()).entries[0].seq
    service.beat()
    origin = service.storage.keys[OURS].origin
    old = service.storage.keepers[OURS].verifiers[-1]
    before = receipt_of(service, house, seq)
    operator = service.restarted()  # another process: the commands
    new = rotate(operator)
    grow(service)
    assert signed_by(service) == {old.key_id, new.key_id}
    between = receipt_of(service, house, seq)
    assert retire(operator) == old
    grow(service)
    assert signed_by(service) == {new.key_id}
    after = receipt_of(service, house, seq)
    # Each receipt with the key its holder was given.
    for receipt, key in ((before, old), (between, old), (between, new), (after, new)):
        assert check_receipt(receipt, origin, [key]).entry.seq == seq
    with pytest.raises(NotPinned):
        check_receipt(after, origin, [old])
    # An auditor who pinned the old key follows the statement; one who did not has nothing to go by.
    folder = service.storage.keepers[OURS].published
    statements = tmp_path / "rotations"
    reply = service.get(f"/ledgers/{OURS}/rotations", role="AUDITOR")
    assert reply.status_code == 200
    assert service.get(f"/ledgers/{THEIRS}/rotations", role="AUDITOR").status_code == 404
    statements.write_bytes(reply.get_data())
    assert auditor(service, folder, new).returncode == 0
    assert auditor(service, folder, old).returncode == 6
    followed = auditor(service, folder, old, "--rotations", str(statements))
    assert followed.returncode == 0, followed
    assert format_public_key(new) in followed.stdout
    said = [one.content.event for one in service.entries()]
    assert [type(e) for e in said if isinstance(e, KeyRotated | KeyRetired)] == [
        KeyRotated,
        KeyRetired,
    ]
    for one in (service, operator, service.restarted()):
        one.storage.verify(OURS, replay=True)
    assert_ledger_sound(service)
    kept = (service.settings.keys / f"{OURS}.json").read_text()
    assert kept.count("PRIVATE+KEY") == 1, "the old private key is gone"


def test_it_is_rotated_again_and_the_first_pin_still_leads_there(service: Running) -> None:
    first = service.storage.keepers[OURS].verifiers[-1]
    for _ in range(2):
        rotate(service)
        retire(service)
        grow(service)
    own = read_authority(service.storage.records, OURS)
    assert len(statements_of(own)) == 2
    verifiers = service.storage.keepers[OURS].verifiers
    assert verifiers[0] == first
    signed = open_checkpoint(published(service), service.storage.keys[OURS].origin, verifiers[-1:])
    assert signed.size == service.size()
    service.restarted().storage.verify(OURS)


#: Where `rotate_key` and `retire_key` can be cut short: before each of these calls.
STEPS = ["update_key_file", "_record", "publish"]


class Stopped(Exception):
    """The process ended here."""


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("what", [rotate, retire])
def test_cut_short_anywhere_and_run_again_it_ends_as_if_it_had_not_been(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    what: Callable[[Running], Verifier],
    nth: int,
    step: str,
) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        service.beat()
        if what is retire:
            rotate(service)
        with monkeypatch.context() as broken:
            calls = 0

            def counting(real: Callable[..., Any]) -> Callable[..., Any]:
                def call(*arguments: Any, **named: Any) -> Any:
                    nonlocal calls
                    calls += 1
                    if calls == nth:
                        raise Stopped
                    return real(*arguments, **named)

                return call

            if step == "publish":
                keeper = service.storage.keepers[OURS]
                broken.setattr(keeper, "publish_now", counting(keeper.publish_now))
            else:
                broken.setattr(rotating, step, counting(getattr(rotating, step)))
            with suppress(Stopped):
                what(service)
        again = service.restarted()
        grow(again)
        again.storage.verify(OURS)
        with suppress(KeyFileError):  # it had come to its end
            what(again)
        grow(again)
        again.storage.verify(OURS, replay=True)
        said = [one.content.event for one in again.entries()]
        assert sum(isinstance(e, KeyRotated) for e in said) == 1
        assert sum(isinstance(e, KeyRetired) for e in said) == (what is retire)
        keys = read_key_file(again.settings.keys, OURS)
        assert keys.incoming is None
        assert (keys.outgoing is None) == (what is retire)
        assert len(signed_by(again)) == (1 if what is retire else 2)


def test_under_load_in_two_processes_nothing_fails(service: Running) -> None:
    # Both before anybody works: `restarted` closes connections, which must not be in use.
    other, operator = service.restarted(), service.restarted()
    ended, failed = threading.Event(), []

    def work(one: Running) -> None:
        # SQLite serves its writers in no order: without a pause the operator would be starved.
        while not ended.wait(0.02):
            try:
                one.storage.records.run(a_check())
                one.storage.keepers[OURS].beat()
            except Exception as error:  # noqa: BLE001 - whatever it is, it fails the test
                failed.append(repr(error))
                return

    workers = [threading.Thread(target=work, args=(one,)) for one in (service, other)]
    for worker in workers:
        worker.start()
    for _ in range(3):
        rotate(operator)
        retire(operator)
    ended.set()
    for worker in workers:
        worker.join()
    assert failed == []
    for one in (service, other, operator):
        assert not one.storage.soundness[OURS].is_distrusted
        assert not one.storage.soundness[OURS].is_altered
        one.storage.keepers[OURS].beat()
        one.storage.verify(OURS)


@pytest.mark.breaks_the_ledger("the key file is another's")
def test_a_key_that_no_entry_hands_over_to_is_not_believed(service: Running) -> None:
    """Whoever can write the key file puts in a key of their own and signs with it."""
    keys = read_key_file(service.settings.keys, OURS)
    forged = format_private_key(new_signer(keys.origin))
    update_key_file(
        service.settings.keys,
        type(keys)(
            **{
                **{name: getattr(keys, name) for name in type(keys).__slots__},
                "signing": forged,
                "retired": (format_public_key(keys.signer().verifier),),
            }
        ),
    )
    again = service.restarted()
    grow(again)
    with pytest.raises(NotPinned, match="no entry of the ledger hands over to") as found:
        again.storage.verify(OURS)
    assert found.value.exit_code == 6


def test_a_rotation_that_is_open_is_finished_first(service: Running) -> None:
    with pytest.raises(KeyFileError, match="no key to retire"):
        retire(service)
    rotate(service)
    with pytest.raises(KeyFileError, match="not finished"):
        rotate(service)


def test_a_key_file_from_before_there_were_rotations_is_read_and_kept_as_it_was(
    service: Running,
) -> None:
    path = service.settings.keys / f"{OURS}.json"
    before = path.read_bytes()
    update_key_file(service.settings.keys, read_key_file(service.settings.keys, OURS))
    assert path.read_bytes() == before
    assert path.stat().st_mode & 0o777 == 0o600


def test_of_two_commands_at_once_the_second_is_refused_and_changes_nothing(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = service.restarted(), service.restarted()
    refused: list[str] = []
    real = read_key_file

    def meanwhile(*arguments: Any) -> Any:
        """The other command comes after this one has read the key file."""
        monkeypatch.setattr(rotating, "read_key_file", real)
        for what in (rotate, retire):
            with pytest.raises(KeyFileError, match="Another command") as found:
                what(second)
            refused.append(str(found.value))
        return real(*arguments)

    monkeypatch.setattr(rotating, "read_key_file", meanwhile)
    rotate(first)
    assert len(refused) == 2
    assert service.kinds().count("key-rotated") == 1
    retire(second)
    service.restarted().storage.verify(OURS)


def test_no_key_takes_over_before_the_old_one_signed_over_that(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process may be the first to sign, and with what was there before the entry."""
    keeper = service.storage.keepers[OURS]
    old = keeper.verifiers[-1]
    with monkeypatch.context() as never:
        never.setattr(keeper, "checkpoint", lambda: None)
        with pytest.raises(KeyFileError, match="has not handed over"):
            rotate(service)
    assert read_key_file(service.settings.keys, OURS).outgoing is None
    real, late = keeper.checkpoint, iter(range(2))
    with monkeypatch.context() as slowly:
        slowly.setattr(keeper, "checkpoint", lambda: real() if next(late, None) is None else None)
        new = rotate(service)
    assert signed_by(service) == {old.key_id, new.key_id}
    assert service.kinds().count("key-rotated") == 1
    statement = service.kinds().index("key-rotated")
    origin = service.storage.keys[OURS].origin
    covered = [
        open_checkpoint(note, origin, [old])
        for note in service.storage.checkpoints[OURS].history()
        if {line.key_id for line in parse_note(note).signatures} == {old.key_id}
    ]
    assert max(one.size for one in covered) > statement
