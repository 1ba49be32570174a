"""The keys that things are sealed with are rotated while the service runs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from consent_service.actions.refused import RecordDamaged
from consent_service.storage.database.engine import reading, writing
from consent_service.storage.database.roles import KEYS
from consent_service.storage.database.tables import accounts, file_keys, sessions, sign_in_codes
from consent_service.storage.door.trouble import KeyFileError
from consent_service.storage.people.accounts import Account
from consent_service.storage.people.sessions import HeldSession
from consent_service.storage.people.waysin import WayIn
from consent_service.storage.sealed import proving, rewrapping, succeeding
from consent_service.storage.sealed.keys import AuthorityKeys, read_key_file, reads_of
from consent_service.storage.sealed.sealing import KeyNotHeld
from consent_service.storage.sealed.succeeding import HowFar, bring_back, standing
from tests.api.running import HOST, OURS, THEIRS, Running, add_family, running
from tests.builders import a_check, assert_ledger_sound
from tests.storage.as_served import signed_in_as

SEALED = {
    file_keys: ("file", "wrapped"),
    accounts: ("id", "sealed"),
    sessions: ("id", "sealed"),
    sign_in_codes: ("id", "sealed"),
}
NEVER = 2**40


def fill(service: Running) -> str:
    """Of everything that the wrapping key seals something. The file."""
    family = add_family(service)
    service.beat()
    storage = service.storage
    ours = storage.accounts[OURS]
    ours.put(("staff", "worker-1"), Account(staff="worker-1"))
    held = HeldSession(kind="STAFF", subject="worker-1", idle=1800, auth_time=0)
    storage.sessions[OURS].add(bytes(32), held, NEVER, 3600)
    way_in = WayIn(way_in="0", file="0", person="0", role="PARENT", subject="0", expires=NEVER)
    with writing(storage.engine, OURS) as connection:
        for one in storage.ways_in[OURS].adding("AB", "CD", way_in, 0):
            connection.execute(one.statement, one.given)
    return family.file


def rotate(
    service: Running, ledger: str = OURS, wait: Callable[[float], None] = lambda _: None
) -> HowFar:
    folder = service.settings.keys
    return succeeding.rotate(
        service.storage, folder, ledger, "wrapping", lambda *_: None, wait=wait
    )


def retire(service: Running, ledger: str = OURS) -> str:
    return succeeding.retire(service.storage, service.settings.keys, ledger, "wrapping")


def rows(service: Running, table: sa.Table, authority: str = OURS) -> dict[Any, bytes]:
    id, sealed = (table.c[name] for name in SEALED[table])
    with reading(service.storage.engine, authority) as connection:
        found = connection.execute(sa.select(id, sealed).where(table.c.authority == authority))
        return {row[0]: row[1] for row in found}


def keys_of(service: Running) -> AuthorityKeys:
    return read_key_file(service.settings.keys, OURS)


@pytest.mark.each_database
def test_two_running_services_learn_the_new_key_and_the_old_one_opens_nothing_any_more(
    service: Running,
) -> None:
    file = fill(service)
    before = keys_of(service)
    other, operator = service.restarted(), service.restarted()
    looked = 0

    def work(_: float) -> None:
        """Both are at work whenever the operator waits."""
        nonlocal looked
        looked += 1
        for one in (service, other):
            add_family(one, f"WHILE-{looked}-{id(one)}")
            assert one.get(f"/v1/files/{file}").status_code == 200

    assert rotate(operator, wait=work).left == {}
    for one in (service, other):
        ready = one.client.get("/readyz", headers={"Host": HOST}).get_json()
        assert ready == {"status": "ready", "keys": "rotating"}
    # What was written by those who knew only the old key was sealed again with the rest.
    assert looked == 2
    for table in SEALED:
        assert rows(service, table), table.name
    for one in (service, other):
        assert one.storage.sessions[OURS].find(bytes(32), NEVER) is not None
        assert one.get(f"/v1/files/{file}").status_code == 200
    assert retire(operator) == before.seal().wrapping_id.hex()
    add_family(other, "AFTER")
    assert "keys" not in other.client.get("/readyz", headers={"Host": HOST}).get_json()
    # A thief with the key file of before, and the database of now.
    thief, ours = before.seal(), keys_of(service).seal()
    for handle, wrapped in rows(service, file_keys).items():
        ours.unwrap(wrapped, handle)
        with pytest.raises(KeyNotHeld):
            thief.unwrap(wrapped, handle)
        with pytest.raises(RecordDamaged):
            thief.unwrap(thief.wrapping_id + wrapped[8:], handle)
    for what, table in (("account", accounts), ("session", sessions), ("way-in", sign_in_codes)):
        for key, sealed in rows(service, table).items():
            ours.open_row(what, sealed, bytes(key))
            with pytest.raises(KeyNotHeld):
                thief.open_row(what, sealed, bytes(key))
    way_in = service.storage.ways_in[OURS].spend("AB", "CD", 0)
    assert way_in is not None
    for one in (service, other, service.restarted()):
        one.storage.verify(OURS, replay=True)
    kept = (service.settings.keys / f"{OURS}.json").read_text()
    assert "outgoing" not in kept
    assert_ledger_sound(service)


@pytest.mark.breaks_the_ledger("a key is destroyed by hand")
def test_who_looked_has_keys_of_its_own_and_one_that_is_destroyed_stays_so(
    service: Running,
) -> None:
    file = fill(service)
    service.get(f"/v1/files/{file}")
    reads = reads_of(OURS)
    wrapped = rows(service, file_keys, reads)
    forgotten = next(one for one in wrapped if one != service.storage.keys[reads].own_file)
    real = rewrapping._again

    def forget_first(connection: sa.Connection, *given: Any) -> None:
        gone = (file_keys.c.authority == reads, file_keys.c.file == forgotten)
        connection.execute(sa.delete(file_keys).where(*gone))
        real(connection, *given)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(rewrapping, "_again", forget_first)
        assert rotate(service, reads).left == {}
    assert set(rows(service, file_keys, reads)) == set(wrapped) - {forgotten}
    retire(service, reads)
    assert rows(service, file_keys) != {}, "the record's own keys are another ledger's"
    assert standing(service.storage, service.settings.keys, OURS, "wrapping").outgoing is None


class Stopped(Exception):
    """The process ended here."""


#: Where a rotation can be cut short: before each of these calls.
STEPS = [
    (succeeding, "update_key_file"),
    (succeeding, "note_keys"),
    (rewrapping, "_again"),
    (succeeding, "seal_again"),
]


@pytest.mark.parametrize(("module", "step"), STEPS, ids=[step for _, step in STEPS])
@pytest.mark.parametrize("nth", [1, pytest.param(2, marks=pytest.mark.campaign)])
def test_cut_short_anywhere_it_goes_on_when_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: Any, step: str, nth: int
) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        file = fill(service)
        monkeypatch.setattr(rewrapping, "CHUNK", 1)
        first = keys_of(service).seal().wrapping_id
        with monkeypatch.context() as broken:
            real, calls = getattr(module, step), 0

            def counting(*arguments: Any, **named: Any) -> Any:
                nonlocal calls
                calls += 1
                if calls == nth:
                    raise Stopped
                return real(*arguments, **named)

            broken.setattr(module, step, counting)
            with suppress(Stopped):
                rotate(service)
        again = service.restarted()
        assert again.get(f"/v1/files/{file}").status_code == 200
        again.storage.records.run(a_check())
        with suppress(KeyFileError):  # it had come to its end
            rotate(again)
        assert retire(again) == first.hex()
        again.storage.verify(OURS, replay=True)
        assert keys_of(again).seal().wrapping_id != first


def test_a_key_that_is_still_needed_is_not_retired_and_it_is_said_by_what(tmp_path: Path) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        fill(service)
        with pytest.raises(KeyFileError, match="rotate first"):
            retire(service)
        with pytest.MonkeyPatch.context() as broken:
            broken.setattr(rewrapping, "rewrap", lambda *_: 0)
            assert set(rotate(service).left) == {table.name for table in SEALED}
        with pytest.raises(KeyFileError, match=r"\d in file_keys"):
            retire(service)
        rotate(service)
        with pytest.raises(KeyFileError, match="Retire the old one"):
            rotate(service)
        retire(service)


def test_an_old_copy_of_the_key_file_starts_nothing_and_it_is_said_which_key_is_missing(
    tmp_path: Path,
) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        fill(service)
        path = service.settings.keys / f"{OURS}.json"
        copy = path.read_text()
        rotate(service)
        retire(service)
        present = shutil.copy(path, tmp_path / "present")
        needed = keys_of(service).seal().wrapping_id.hex()
        theirs = json.loads((service.settings.keys / f"{THEIRS}.json").read_text())
        another = {**json.loads(path.read_text()), "wrapping": theirs["wrapping"]}
        for lies_there in (copy, json.dumps(another)):
            path.write_text(lies_there)
            with pytest.raises(KeyFileError, match=r"bexley\.json lacks the key that wraps") as no:
                service.restarted()
            assert needed in str(no.value)
            assert "Put the newest copy of that file back." in str(no.value)
        # With nothing beside the checkpoints the database says which key it takes.
        (service.settings.checkpoints / OURS / proving.NAME).unlink()
        with pytest.raises(KeyFileError, match="lacks the key that wraps"):
            service.restarted()
        shutil.copy(present, path)
        service.restarted()
        assert (service.settings.checkpoints / OURS / proving.NAME).exists()


def test_with_a_backup_from_before_its_key_is_brought_back_and_followed_again(
    tmp_path: Path,
) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        file = fill(service)
        before, backup = keys_of(service), tmp_path / "backup"
        database = tmp_path / "test.db"
        service.storage.engine.dispose()
        shutil.copy(database, backup)
        rotate(service)
        retire(service)
        service.storage.engine.dispose()
        shutil.copy(backup, database)
        restored = service.restarted()
        assert restored.get(f"/v1/files/{file}").status_code == 503
        ours = (restored.storage, restored.settings.keys, OURS, "wrapping")
        another = replace(before, own_file="0" * 32)
        with pytest.raises(KeyFileError, match="another ledger"):
            bring_back(*ours, another)
        bring_back(*ours, before)
        assert restored.get(f"/v1/files/{file}").status_code == 200
        assert rotate(restored).left == {}
        retire(restored)
        restored.storage.verify(OURS, replay=True)


@pytest.mark.each_database
def test_who_serves_cannot_change_the_key_of_a_family_and_who_rotates_can(
    served: Running, whole: Running
) -> None:
    with pytest.raises(KeyFileError, match=f"the address of {KEYS}"):
        rotate(served)
    url = signed_in_as(KEYS, whole.settings.database_url)
    operator = served.restarted(database_url=url, roles_apart=True)
    assert rotate(operator).left == {}
    retire(operator)
    for ledger in (OURS, reads_of(OURS)):
        mine = (operator.storage, served.settings.keys, ledger, "index")
        assert not succeeding.rotate(*mine, lambda *_: None, wait=lambda _: None).to_do
        succeeding.retire(*mine, at_once=True)
    with (
        pytest.raises(sa.exc.ProgrammingError, match="permission denied"),
        operator.storage.engine.begin() as connection,
    ):
        connection.execute(sa.text("UPDATE file_keys SET file = file"))
    served.storage.verify(OURS)
    # Another authority's rows are as they were.
    assert standing(operator.storage, served.settings.keys, THEIRS, "wrapping").outgoing is None
    served.storage.verify(THEIRS)
