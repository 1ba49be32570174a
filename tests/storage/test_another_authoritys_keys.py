"""Another authority's key opens, finds and signs nothing: each of them, held against each thing."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from consent_service.actions.refused import RecordDamaged
from consent_service.storage.beside.spool import Spool
from consent_service.storage.database.tables import case_names, case_references, file_keys
from consent_service.storage.door.trouble import KeyFileError
from consent_service.storage.sealed.keys import AuthorityKeys, read_key_files, reads_of
from consent_service.storage.sealed.sealing import ID_BYTES, KeyNotHeld
from ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from ledger.errors import UnknownKey
from tests.api.running import OURS, THEIRS, Running, running
from tests.builders import an_answer
from tests.storage.test_rotating_index import blinds
from tests.storage.test_rotating_keys import SEALED, fill, rows

#: What each sealed row is sealed as; a file's key is opened another way.
SEALED_AS = {"accounts": "account", "sessions": "session", "sign_in_codes": "way-in"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("apart")
    with running(folder, f"sqlite:///{folder / 'test.db'}") as started:
        fill(started)
        yield started


@pytest.fixture
def keys(service: Running) -> dict[str, AuthorityKeys]:
    return read_key_files(service.settings.keys)


@pytest.fixture
def strangers(keys: dict[str, AuthorityKeys]) -> list[AuthorityKeys]:
    """Everybody's but those of our record: of who looked at it, too."""
    return [one for name, one in keys.items() if name != OURS]


def spool_with(keys: AuthorityKeys, folder: Path) -> Spool:
    return Spool(folder, OURS, lambda: keys.spool)


def test_no_key_is_there_twice(keys: dict[str, AuthorityKeys]) -> None:
    each = [
        secret
        for one in keys.values()
        for secret in (
            one.wrapping.active,
            one.index.active,
            one.spool.active,
            one.signing.encode(),
        )
    ]
    assert set(keys) == {of for one in (OURS, THEIRS) for of in (one, reads_of(one))}
    assert len(set(each)) == len(each) == 16


def test_none_wraps_for_us(
    service: Running, keys: dict[str, AuthorityKeys], strangers: list[AuthorityKeys]
) -> None:
    def opened(seal: Any, table: Any, key: Any, sealed: bytes) -> None:
        if table is file_keys:
            seal.unwrap(sealed, key)
        else:
            seal.open_row(SEALED_AS[table.name], sealed, bytes(key))

    for table, stranger in itertools.product(SEALED, strangers):
        held = rows(service, table)
        assert held, table.name
        seal = stranger.seal()
        for key, sealed in held.items():
            opened(keys[OURS].seal(), table, key, sealed)
            with pytest.raises(KeyNotHeld):
                opened(seal, table, key, sealed)
            # However it is said to be theirs.
            with pytest.raises(RecordDamaged):
                opened(seal, table, key, seal.wrapping_id + sealed[ID_BYTES:])


def test_none_finds_anything_of_ours(
    service: Running, keys: dict[str, AuthorityKeys], strangers: list[AuthorityKeys]
) -> None:
    found = blinds(service, case_references.c.blind) | blinds(service, case_names.c.blind)
    hashes = {one[ID_BYTES:] for one in found}
    assert found
    for stranger in strangers:
        tried = stranger.seal().blinds("name", "ng|2024-02-01")
        assert stranger.seal().index_id not in {one[:ID_BYTES] for one in found}
        assert hashes.isdisjoint(one[ID_BYTES:] for one in tried)
    assert {one[:ID_BYTES] for one in found} == {keys[OURS].seal().index_id}


def test_none_reads_what_waits(
    service: Running, strangers: list[AuthorityKeys], tmp_path: Path
) -> None:
    for stranger in strangers:
        spool_with(service.storage.keys[OURS], tmp_path).add(an_answer(1))
        entered: list[object] = []
        theirs = spool_with(stranger, tmp_path)
        assert theirs.drain(entered.append) == 0
        assert entered == []
        assert theirs.has_set_aside
        shutil.rmtree(tmp_path)
        tmp_path.mkdir()


def test_none_signs_for_us(keys: dict[str, AuthorityKeys], strangers: list[AuthorityKeys]) -> None:
    ours = keys[OURS]
    checkpoint = Checkpoint(ours.origin, 1, bytes(32))
    note = sign_checkpoint(checkpoint, ours.signer())
    assert open_checkpoint(note, ours.origin, ours.verifiers()) == checkpoint
    for stranger in strangers:
        note = sign_checkpoint(checkpoint, stranger.signer())
        with pytest.raises(UnknownKey):
            open_checkpoint(note, ours.origin, ours.verifiers())


def test_none_starts_in_the_place_of_ours(service: Running, strangers: list[AuthorityKeys]) -> None:
    path = service.settings.keys / f"{OURS}.json"
    ours = path.read_bytes()
    try:
        for stranger in strangers:
            name = stranger.authority.replace("/", ".")
            theirs = (path.parent / f"{name}.json").read_text()
            path.write_text(theirs)
            with pytest.raises(KeyFileError, match="belongs to another authority"):
                service.restarted()
            path.write_text(theirs.replace(f'"{stranger.authority}"', f'"{OURS}"'))
            with pytest.raises(KeyFileError, match="lacks the key that wraps"):
                service.restarted()
    finally:
        path.write_bytes(ours)
    service.restarted()
