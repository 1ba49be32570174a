"""A service of its own for each test, on each database; and a story to do things to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from consent_service.domain.file.looks import GUARD
from consent_service.storage.database.engine import writing
from consent_service.storage.database.roles import APP
from consent_service.storage.people.accounts import Account
from consent_service.storage.people.drafts import DraftOfMine, DraftsOfMine
from consent_service.storage.people.sessions import HeldSession
from consent_service.storage.people.waysin import WayIn
from tests.api.rights import give_every_right
from tests.api.running import OURS, THEIRS, Running, add_family, running
from tests.prepared import NewDatabase
from tests.storage.as_served import signed_in_as, split
from tests.tamper.story import story, told

__all__ = ["service", "story", "told"]


#: A second so far away that no run sees it.
NEVER = 10**10


@pytest.fixture
def service(database_url: str, tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, database_url) as started:
        yield started


@pytest.fixture
def whole(new_postgres: NewDatabase, tmp_path: Path) -> Iterator[Running]:
    """The service as whoever owns everything, on a PostgreSQL with roles."""
    with new_postgres() as fresh:
        split(fresh)
        with running(tmp_path, fresh, demonstration=False) as service:
            give_every_right(service)
            yield service


@pytest.fixture
def served(whole: Running) -> Running:
    """The same, as it is served. Both authorities have a family, and somebody signed in."""
    url = signed_in_as(APP, whole.settings.database_url)
    service = whole.restarted(database_url=url, roles_apart=True)
    for authority in (OURS, THEIRS):
        theirs = service.as_authority(authority)
        file, now = add_family(theirs, "CASE-1").file, theirs.clock()
        begun = DraftsOfMine(theirs.storage.records, authority, file, "worker-1", GUARD)
        begun.keep(DraftOfMine(address="/", typed="{", kept_at=now), now, once="0")
        held = HeldSession(kind="STAFF", subject="worker-1", idle=1800, auth_time=0)
        accounts = service.storage.accounts[authority]
        accounts.put(("staff", "worker-1"), Account(staff="worker-1"))
        service.storage.sessions[authority].add(bytes(32), held, 2**40, 3600)
        way_in = WayIn(way_in="0", file="0", person="0", role="PARENT", subject="0", expires=NEVER)
        with writing(service.storage.engine, authority) as connection:
            for one in service.storage.ways_in[authority].adding("0", "0", way_in, 0):
                connection.execute(one.statement, one.given)
        assert service.app.extensions["consent"].limits.first(authority, "counted", until=NEVER)
    return service
