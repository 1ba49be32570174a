"""The key of keyed hashes is rotated while the service runs, and everybody is found throughout."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from consent_service.storage.database.engine import reading, writing
from consent_service.storage.database.tables import case_references, once, sign_in_codes
from consent_service.storage.door.trouble import KeyFileError
from consent_service.storage.people.accounts import Account
from consent_service.storage.people.sessions import HeldSession
from consent_service.storage.people.waysin import WayIn
from consent_service.storage.sealed import reindexing, succeeding
from consent_service.storage.sealed.keys import AuthorityKeys, read_key_file, reads_of
from consent_service.storage.sealed.reindexing import REPEATED_FOR
from consent_service.storage.sealed.succeeding import HowFar, standing
from tests.api.running import OURS, Family, Running, add_family, decision, reasons, running
from tests.builders import assert_ledger_sound
from tests.rules.test_rotated import MADE_BY_INDEX

NEVER = 2**40
NUMBER = {"scheme": "NHS_NUMBER", "number": "9000004713"}
BY_NAME = {"names": "Ng", "dob": "2024-02-01"}
#: Asked by one client under one key, before and after.
ASKED = {"reference": "ONCE"}


class Stopped(Exception):
    """The process ended here."""


def rotate(service: Running, ledger: str = OURS) -> HowFar:
    return succeeding.rotate(
        service.storage,
        service.settings.keys,
        ledger,
        "index",
        lambda *_: None,
        wait=lambda _: None,
    )


def stopped_after(service: Running, files: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rotation that is cut short once so many files were indexed again."""
    with monkeypatch.context() as broken:
        real, done = reindexing._index_files, 0

        def count(*given: Any) -> int:
            nonlocal done
            if done == files:
                raise Stopped
            done += 1
            return real(*given)

        broken.setattr(reindexing, "CHUNK", 1)
        broken.setattr(reindexing, "_index_files", count)
        with pytest.raises(Stopped):
            rotate(service)


def retire(service: Running, *, at_once: bool = False) -> str:
    folder = service.settings.keys
    return succeeding.retire(service.storage, folder, OURS, "index", at_once=at_once)


def keys_of(service: Running) -> AuthorityKeys:
    return read_key_file(service.settings.keys, OURS)


def found(service: Running, asked: dict[str, str]) -> set[str]:
    return {
        one["file"] for one in service.post("/v1/searches", asked, key=None).get_json()["found"]
    }


def again(service: Running, family: Family, rationale: dict[str, str]) -> tuple[int, Any]:
    """What comes of giving the reasons of before."""
    sent = decision(family, rationale=rationale)
    reply = service.post(f"{family.path}/authorisations", sent, "MASH_MANAGER")
    return reply.status_code, reply.get_json().get("errors")


def blinds(service: Running, column: Any, authority: str = OURS) -> set[bytes]:
    with reading(service.storage.engine, authority) as connection:
        mine = sa.select(column).where(column.table.c.authority == authority)
        return {bytes(one) for one in connection.scalars(mine) if one is not None}


def add_people(service: Running) -> None:
    storage = service.storage
    storage.accounts[OURS].put(("provider", "https://idp", "ann"), Account(staff="worker-1"))
    held = HeldSession(
        kind="STAFF", subject="worker-1", idle=1800, auth_time=0, issuer="https://idp", sid="s"
    )
    for id in (bytes(32), b"1" * 32):
        storage.sessions[OURS].add(id, held, NEVER, 3600)
    with writing(storage.engine, OURS) as connection:
        for reference, way in (("AB", "0"), ("EF", "1")):
            way_in = WayIn(
                way_in=way, file="0", person=way, role="PARENT", subject=way, expires=NEVER
            )
            for one in storage.ways_in[OURS].adding(reference, "CD", way_in, 0):
                connection.execute(one.statement, one.given)


@pytest.mark.each_database
def test_in_the_middle_of_a_rotation_everybody_is_found_by_old_keys_and_new_ones(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    families = [add_family(service, f"CASE-{n}") for n in range(3)]
    numbered = families[2]
    said = {"identifiers": [{"scheme": "NHS_NUMBER", "value": NUMBER["number"]}]}
    service.record(f"{numbered.path}/people/{numbered.child}/identifiers", said)
    opened = service.post("/v1/files", ASKED, key="once").get_json()
    rationale = reasons()
    assert again(service, families[0], rationale)[0] == 201
    pasted = again(service, families[1], rationale)
    assert pasted[0] == 422
    add_people(service)
    service.beat()
    first = keys_of(service)
    other, operator = service.restarted(), service.restarted()

    def assert_all_is_found(one: Running, files: set[str]) -> None:
        assert found(one, BY_NAME) == files
        assert found(one, NUMBER) == {numbered.file}
        for nth, family in enumerate(families):
            taken = one.post("/v1/files", {"reference": f"CASE-{nth}"})
            assert taken.status_code == 409
            asked = family.question(reference=f"CASE-{nth}")
            assert one.check_reference(asked)["outcome"] != "UNAVAILABLE"
        repeated = one.post("/v1/files", ASKED, key="once")
        assert repeated.get_json()["file"] == opened["file"]
        assert one.post("/v1/files", {"reference": "X"}, key="once").status_code == 409
        assert again(one, families[1], rationale) == pasted
        known = one.storage.accounts[OURS]
        assert known.find(known.ids_of("provider", "https://idp", "ann")) is not None

    files = {family.file for family in families}
    stopped_after(operator, 2, monkeypatch)
    for number, one in enumerate((service, other), start=1):
        assert_all_is_found(one, files)
        files |= {add_family(one, f"MEANWHILE-{number}").file}
        assert_all_is_found(service.restarted(), files)
        one.storage.verify(OURS, replay=True)
    left = standing(operator.storage, service.settings.keys, OURS, "index").left
    assert {"case_names", "once", "accounts", "sessions", "sign_in_codes", "requests"} <= set(left)
    assert other.storage.ways_in[OURS].spend("AB", "CD", 0) is not None

    assert set(rotate(operator).left) == {"sign_in_codes", "requests"}
    for one in (service, other):
        assert_all_is_found(one, files)
        one.storage.verify(OURS, replay=True)
    # Somebody signs out everywhere, and a provider's session ends, under whichever key they began.
    assert other.storage.sessions[OURS].end_elsewhere("https://idp", "s") == 2
    assert other.storage.sessions[OURS].end_all_of("worker-1") == 0
    with pytest.raises(KeyFileError, match="ends by itself"):
        retire(operator)
    assert retire(operator, at_once=True) == first.seal().index_id.hex()
    assert found(other, BY_NAME) == files
    assert other.storage.ways_in[OURS].spend("EF", "CD", 0) is None, "it was given up"
    # Whoever has the key of before, and the database of now, cannot try a name, a number, a
    # reference, reasons or a member of staff.
    thief = first.seal().index_id
    for column in MADE_BY_INDEX:
        if column.table not in (once, sign_in_codes):  # which end by themselves
            made = (one for one in blinds(service, column) if one.startswith(thief))
            assert not any(made), column
    reasons_said = sa.select(once.c.blind).where(once.c.blind == once.c.digest)
    with reading(service.storage.engine, OURS) as connection:
        assert not any(bytes(one).startswith(thief) for one in connection.scalars(reasons_said))
    service.restarted().storage.verify(OURS, replay=True)
    assert_ledger_sound(service)


def test_what_ends_by_itself_is_waited_for_and_no_longer(tmp_path: Path) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        add_family(service, "CASE-1")
        rotate(service)
        with pytest.raises(KeyFileError, match=r"requests.*30 days"):
            retire(service)
        with pytest.raises(KeyFileError, match="Retire the old one"):
            rotate(service)
        service.clock.now += REPEATED_FOR + timedelta(seconds=1)
        retire(service)
        assert blinds(service, sign_in_codes.c.id) == set()


def test_the_ledger_of_who_looked_finds_its_months_under_the_new_key(tmp_path: Path) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        family, reads = add_family(service), reads_of(OURS)
        service.get(family.path)
        before = blinds(service, case_references.c.blind, reads)
        assert not rotate(service, reads).to_do
        after = blinds(service, case_references.c.blind, reads)
        assert (len(after), after & before) == (len(before), set())
        service.get(family.path)
        service.restarted().get(family.path)
        # In the same file: there is one for each family and month.
        assert blinds(service, case_references.c.blind, reads) == after
        service.storage.verify(reads)


@pytest.mark.breaks_the_ledger("a case row is altered")
def test_a_file_that_does_not_open_keeps_the_old_key_needed(tmp_path: Path) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        family = add_family(service, "CASE-1")
        add_family(service, "CASE-2")
        with service.storage.engine.begin() as connection:
            spoiled = "UPDATE case_files SET sealed = zeroblob(99) WHERE file = :file"
            connection.execute(sa.text(spoiled), {"file": family.file})
        with pytest.raises(KeyFileError, match="1 rows or files do not open"):
            rotate(service)
        left = standing(service.storage, service.settings.keys, OURS, "index").left
        assert left["case_references"] == 1
        with pytest.raises(KeyFileError, match="still needed"):
            retire(service, at_once=True)
