"""Who is signed in: only what is in the list lives, and what has ended does not come back."""

from __future__ import annotations

import os
from hashlib import sha256

import msgspec
import pytest
import sqlalchemy as sa

from consent_service.storage.database.deadline import left
from consent_service.storage.database.tables import sessions
from consent_service.storage.door.trouble import CannotRead
from consent_service.storage.people.sessions import HeldSession, Sessions
from tests.api.running import OURS, THEIRS, Running
from tests.unhurried import as_served

pytestmark = pytest.mark.each_database

NOW = 1_800_000_000
HOUR = 3600
ANN = HeldSession(
    kind="STAFF", subject="zzann-worker", idle=1800, auth_time=NOW, roles=("MASH_WORKER",)
)
BO = msgspec.structs.replace(ANN, subject="zzbo-worker")


@pytest.fixture
def ours(service: Running) -> Sessions:
    return service.storage.sessions[OURS]


def begun(ours: Sessions, held: HeldSession = ANN, at: int = NOW) -> bytes:
    id = sha256(os.urandom(32)).digest()
    ours.add(id, held, at, 8 * HOUR)
    return id


def test_a_session_lives_until_it_has_been_idle_or_its_day_is_over(ours: Sessions) -> None:
    id = begun(ours)
    assert ours.find(id, NOW + 1799).held == ANN  # type: ignore[union-attr]
    # That was a use of it: it lives on for as long again, and no longer.
    assert ours.find(id, NOW + 3598) is not None
    assert ours.find(id, NOW + 3598 + 1800) is None
    kept = begun(ours)
    for minutes in range(0, 8 * 60, 20):
        assert ours.find(kept, NOW + minutes * 60) is not None
    assert ours.find(kept, NOW + 8 * HOUR) is None


def test_what_is_not_in_the_list_is_no_session(ours: Sessions, service: Running) -> None:
    id = begun(ours)
    assert ours.find(os.urandom(32), NOW) is None
    assert ours.find(id[:-1], NOW) is None
    assert service.storage.sessions[THEIRS].find(id, NOW) is None
    # A row that was moved to another id, as somebody with the database in their hands may, is none.
    with service.storage.engine.begin() as connection:
        connection.execute(sa.update(sessions).values(id=bytes(32)))
    assert ours.find(bytes(32), NOW) is None


def test_one_session_or_all_of_somebody_can_be_ended(ours: Sessions) -> None:
    first, second, other = begun(ours), begun(ours), begun(ours, BO)
    ours.end(first)
    assert (ours.find(first, NOW), ours.find(second, NOW) is None) == (None, False)
    assert ours.end_all_of("zzann-worker") == 1
    assert ours.find(second, NOW) is None
    assert ours.find(other, NOW) is not None


def test_rows_show_nobody_and_go_when_they_are_over(ours: Sessions, service: Running) -> None:
    begun(ours)
    second = begun(ours, BO, NOW + 1800)
    with service.storage.engine.connect() as connection:
        (row,) = connection.execute(sa.select(sessions)).all()
    assert row.id == second
    held = b"".join(value if isinstance(value, bytes) else str(value).encode() for value in row)
    assert not any(name in held for name in (b"zzann", b"zzbo"))
    assert b"worker" not in held


def test_what_is_ended_without_the_database_has_ended_in_every_process(ours: Sessions) -> None:
    id, other = begun(ours), begun(ours, BO)
    away = Sessions(
        sa.create_engine("sqlite:////nowhere/at/all.db"), OURS, ours._sealing, ours._ended.parent
    )
    away.end(id)
    waited: list[float] = []
    with pytest.MonkeyPatch.context() as frozen, as_served():
        frozen.setattr(Sessions, "_write", lambda *_: waited.append(left()))
        away.end(id)
    assert waited[0] < 1, "whoever leaves waits for the database"
    assert ours.find(id, NOW) is None
    with pytest.raises(CannotRead):
        away.find(other, NOW)
    begun(ours)
    assert list(ours._ended.iterdir()) == []
    assert ours.find(id, NOW) is None
    assert ours.find(other, NOW) is not None
