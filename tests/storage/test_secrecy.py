"""A stolen database shows no name, no date of birth, no reference and no word of anybody."""

from __future__ import annotations

import base64
import json
import pickle
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa

from consent_service.storage.door.trouble import KeyFileError
from consent_service.storage.sealed.keys import create_key_file, read_key_files
from tests.api.running import OURS, THEIRS, Running, running
from tests.builders import assert_ledger_sound
from tests.databases import Server
from tests.prepared import NewDatabase

#: Made-up values, each of which would be found wherever it stood.
MARKED = {
    "a child's name": "Zznamechild Ŵyn",
    "a parent's name": "Zznamemother",
    "a date of birth": "2017-11-29",
    "an NHS number": "9000004713",
    "a reference": "Zzreference-4711",
    "an unknown reference": "Zzunknown-4712",
    "a parent's words": "Zzwords I would rather not",
    "a child's words": "Zzwish tell nobody",
    "why it is not safe": "Zzreason he reads her letters",
    "a referrer's words": "Zzreferrer the mother knows",
    "an organisation": "Zzsurgery Hillside",
    "an idempotency key": "Zzkey-4713",
    "who works here": "zzworker-4714",
}


def forms(value: str) -> dict[str, bytes]:
    """How a value may lie on a disk that somebody reads."""
    plain = value.encode()
    return {
        "utf-8": plain,
        "utf-16-le": value.encode("utf-16-le"),
        "utf-16-be": value.encode("utf-16-be"),
        "json": json.dumps(value)[1:-1].encode(),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
        # The first bytes, which are the same whatever follows.
        "base64": base64.b64encode(plain[: len(plain) // 3 * 3]),
        "reversed": plain[::-1],
    }


def play(service: Running) -> None:
    """A case with every marked value in it, told as its workers tell it."""
    who = MARKED["who works here"]

    def record(path: str, body: object, role: str = "MASH_WORKER", key: str = "") -> str:
        reply = service.post(path, body, role, subject=who, key=key)
        assert reply.status_code in (200, 201), reply.text
        known = reply.get_json()
        return str(known.get("id") or known.get("file"))

    opened = {"reference": MARKED["a reference"]}
    path = f"/v1/files/{record('/v1/files', opened, key=MARKED['an idempotency key'])}"
    child = record(
        f"{path}/children",
        {
            "names": MARKED["a child's name"],
            "dob": MARKED["a date of birth"],
            "identifiers": [{"scheme": "NHS_NUMBER", "value": MARKED["an NHS number"]}],
        },
    )
    mother = record(f"{path}/adults", {"names": MARKED["a parent's name"]})
    record(
        f"{path}/relationships",
        {"person": mother, "child": child, "role": "MOTHER", "pr_status": "YES"},
    )
    record(f"{path}/enquiries", {"referrer_words": MARKED["a referrer's words"]})
    record(
        f"{path}/safety",
        {
            "person": mother,
            "safe_to_ask": True,
            "code": "DOMESTIC_ABUSE",
            "reason": MARKED["why it is not safe"],
        },
    )
    words = {
        "child": child,
        "objects": True,
        "words": MARKED["a child's words"],
        "heard_by": "school nurse",
    }
    record(f"{path}/wishes", words)
    question = {
        "subjects": [child],
        "agency": {"type": "GP", "organisation": MARKED["an organisation"]},
        "categories": ["CHILD_HEALTH"],
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
    }
    record(
        f"{path}/conversations",
        {
            "person": mother,
            "method": "PHONE_VERBAL",
            "seen_alone": "YES",
            "parent_words": MARKED["a parent's words"],
            "responses": [
                {
                    "answer": "REFUSED",
                    "words": MARKED["a parent's words"],
                    "scope": {
                        "subjects": [child],
                        "purposes": ["AGENCY_CHECKS"],
                        "agencies": [question["agency"]],
                        "categories": ["CHILD_HEALTH"],
                        "directions": ["SEEK"],
                    },
                }
            ],
        },
    )
    service.check(path.rpartition("/")[2], question, subject=who)
    unknown = {**question, "reference": MARKED["an unknown reference"]}
    service.check_reference(unknown, subject=who)
    service.check_reference({**unknown, "urgency": "IMMEDIATE"}, subject=who)


def found_in(files: Iterator[Path]) -> set[str]:
    """What is found where, but for the folder of keys."""
    found = set()
    for file in files:
        held = bytes_of(file)
        for name, value in MARKED.items():
            for form, pattern in forms(value).items():
                if pattern in held:
                    found.add(f"{name} as {form} in {file.name}")
    return found


def files_of(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def holds(files: Iterator[Path], pattern: bytes) -> bool:
    return any(pattern in bytes_of(file) for file in files)


def bytes_of(file: Path) -> bytes:
    """A server that runs takes files away between the list and the look: nothing is in those."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


def test_a_stolen_sqlite_file_shows_nothing(tmp_path: Path) -> None:
    """With its journal, the spool while answers wait in it, and the checkpoints."""
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        play(service)
        spool = service.settings.spool / f"{OURS}.spool"
        assert spool.stat().st_size
        assert found_in(files_of(tmp_path)) == set()
        service.beat()
        # In the middle of a write the journal holds what the pages were.
        with service.storage.engine.connect().execution_options(writes=True) as connection:
            connection.execute(sa.text("UPDATE case_files SET folded_to = folded_to + 1"))
            assert (tmp_path / "test.db-journal").stat().st_size
            assert found_in(files_of(tmp_path)) == set()
        # The search itself is not blind: what is not secret is found.
        assert holds(files_of(tmp_path), b'"kind":"child-added"')
        assert_ledger_sound(service)


def test_a_stolen_data_directory_of_the_server_shows_nothing(
    postgres_server: Server, postgres_url: str, new_postgres: NewDatabase, tmp_path: Path
) -> None:
    """With its write-ahead log, its temporary files and what it wrote about errors."""
    if postgres_server.socket_folder is None:
        pytest.skip("the folder of somebody else's server is not ours to read")
    with new_postgres() as fresh, running(tmp_path, fresh) as service:
        play(service)
        service.beat()
        name = sa.make_url(fresh).database
        with psycopg.connect(postgres_url, autocommit=True) as admin:
            admin.execute("CHECKPOINT")
            found = "SELECT oid FROM pg_database WHERE datname = %s"
            row = admin.execute(found, (name,)).fetchone()
        assert row is not None
        home = postgres_server.socket_folder
        # Everything of the server but its other databases, which come and go.
        others = set((home / "data/base").iterdir()) - {home / "data/base" / str(row[0])}
        files = [home / "log"]
        files += (file for file in files_of(home / "data") if not others & set(file.parents))
        assert found_in(iter(files)) == set()
        assert found_in(files_of(tmp_path)) == set()
        assert holds(iter(files), b'"kind":"child-added"')
        assert_ledger_sound(service)


# ── the keys ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def keys_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "keys"
    create_key_file(folder, OURS, f"consent.test/{OURS}")
    return folder


def test_keys_are_their_owners_alone(tmp_path: Path) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        folder = service.settings.keys
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}
        assert set(modes) == {
            "tokens.keys",
            *(f"{one}{of}.json" for one in (OURS, THEIRS) for of in ("", ".reads")),
        }
        assert set(modes.values()) == {0o600}


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o610, 0o602, 0o777])
def test_a_key_that_others_can_reach_is_refused(keys_folder: Path, mode: int) -> None:
    (keys_folder / f"{OURS}.json").chmod(mode)
    with pytest.raises(KeyFileError, match="chmod 600"):
        read_key_files(keys_folder)


def test_a_token_key_that_others_can_reach_is_refused(tmp_path: Path) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        (service.settings.keys / "tokens.keys").chmod(0o640)
        with pytest.raises(KeyFileError, match=r"tokens\.keys"):
            service.restarted()


def test_a_key_file_that_leads_elsewhere_is_refused(keys_folder: Path, tmp_path: Path) -> None:
    file = keys_folder / f"{OURS}.json"
    elsewhere = tmp_path / "elsewhere.json"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    with pytest.raises(KeyFileError):
        read_key_files(keys_folder)


def test_keys_are_never_replaced(keys_folder: Path) -> None:
    before = (keys_folder / f"{OURS}.json").read_bytes()
    with pytest.raises(KeyFileError, match="already"):
        create_key_file(keys_folder, OURS, "consent.test/another")
    assert (keys_folder / f"{OURS}.json").read_bytes() == before


def test_a_key_file_under_another_name_is_refused(keys_folder: Path) -> None:
    (keys_folder / f"{OURS}.json").rename(keys_folder / "camden.json")
    with pytest.raises(KeyFileError, match="another authority"):
        read_key_files(keys_folder)


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "cut short": lambda held: held[:-40],
    "empty": lambda _: b"",
    "another shape": lambda _: b"[]",
    "not text": lambda _: b"\xff\xfe",
    "a member missing": lambda held: held.replace(b'"index"', b'"other"'),
    "a key too long": lambda held: held.replace(b'"wrapping": "', b'"wrapping": "AAAA'),
    "no signing key": lambda held: held.replace(b"PRIVATE", b"PRIVAT"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_key_file_is_named_and_shows_nothing(keys_folder: Path, damage: str) -> None:
    file = keys_folder / f"{OURS}.json"
    held = file.read_bytes()
    file.write_bytes(DAMAGE[damage](held))
    with pytest.raises(KeyFileError) as refused:
        read_key_files(keys_folder)
    text = str(refused.value)
    assert file.name in text
    secrets = [value for value in json.loads(held).values() if isinstance(value, str)]
    assert not any(value in text for value in secrets if len(value) > 40)


def test_nothing_that_holds_a_key_shows_it(tmp_path: Path) -> None:
    """In a log or a traceback stands what `repr` gives."""
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        document = json.loads((service.settings.keys / f"{OURS}.json").read_text())
        storage = service.storage
        keys = storage.keys[OURS]
        secrets = [document[name] for name in ("wrapping", "index", "spool")]
        secrets += [base64.b64decode(one).hex() for one in secrets]
        secrets += [repr(base64.b64decode(one))[2:-1] for one in secrets[:3]]
        secrets.append(document["signing"].split("+", 4)[4])
        shown = "".join(
            f"{one!r}{one!s}"
            for one in (
                *(storage, keys, storage.records, storage.records.ledgers[OURS], keys.seal()),
                *(keys.signer(), storage.spools[OURS], storage.keepers[OURS], service.settings),
                *(service.app.config, service),
            )
        )
        assert [one for one in secrets if one in shown] == []
        assert service.settings.database_url not in repr(service.settings)


def test_a_key_is_not_carried_out_of_the_process(tmp_path: Path) -> None:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        for one in (service.storage.keys[OURS].seal(), service.storage.spools[OURS]):
            with pytest.raises(TypeError):
                pickle.dumps(one)
