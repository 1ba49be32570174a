"""A service of its own for a test that changes something, one a module for those that do not."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from marshmallow import RAISE
from werkzeug.test import TestResponse

from consent_service.api.edge.operations import Plain
from consent_service.api.table import operations
from tests import prepared
from tests.api.onfile import family_in, with_family
from tests.api.running import OURS, Family, Running, add_family, agree, running
from tests.prepared import NewDatabase
from tests.trying import is_campaign

#: How many replies of an operation are read by its schema in one test, every day.
_READ = 1

REPLIES = {operation.name: operation.reply for operation in operations()}


@cache
def reader(name: str) -> Any:
    """What reads the replies of this operation: to make one takes longer than to read with it."""
    made = REPLIES[name]
    return made if isinstance(made, Plain) else made()


#: By which a family is put on file.
OPENED_BY = {
    *("recordStaff", "openFile", "addChild", "addAdult"),
    *("recordRelationship", "openEnquiry"),
}


@pytest.fixture
def has_family(request: pytest.FixtureRequest) -> bool:
    """Whether the service of this test is copied with its family on file. Not if the test names an
    operation that is to succeed in it and by which one is opened.
    """
    marks = request.node.iter_markers("each_database")
    named = {name for mark in marks for name in mark.args}
    return "family" in request.fixturenames and not named & OPENED_BY


@pytest.fixture(scope="session")
def postgres_with_family(whole_postgres: str) -> Iterator[tuple[NewDatabase, Family]]:
    """Copies of a PostgreSQL database with a family on file, and which."""
    names = (f"family_{os.getpid()}_{number}" for number in count(1))
    with prepared.another(whole_postgres, next(names)) as whole:
        family = family_in(prepared.settings_of(whole))
        yield lambda: prepared.copy_of(whole, next(names)), family


@pytest.fixture
def new_database(request: pytest.FixtureRequest, *, has_family: bool) -> NewDatabase:
    """With the family, if it is asked for."""
    if has_family:
        made: NewDatabase = request.getfixturevalue("postgres_with_family")[0]
        return made
    new: NewDatabase = request.getfixturevalue("new_postgres")
    return new


@pytest.fixture
def service(
    database_kind: str, database_url: str, tmp_path: Path, *, has_family: bool
) -> Iterator[Running]:
    """Two authorities; nothing recorded yet but, if it is asked for, the family."""
    whole = with_family()[0] if has_family and database_kind == "sqlite" else None
    with running(tmp_path, database_url, whole=whole) as started:
        if has_family:
            started.staffed.add(OURS)
        yield started


@pytest.fixture
def family(
    database_kind: str, service: Running, request: pytest.FixtureRequest, *, has_family: bool
) -> Family:
    if not has_family:
        return add_family(service, typed=True)
    if database_kind == "sqlite":
        return with_family()[1]
    on_file: Family = request.getfixturevalue("postgres_with_family")[1]
    return on_file


@pytest.fixture
def sqlite_service(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as started:
        yield started


@pytest.fixture(scope="module")
def steady(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Running]:
    """For tests after which the ledger is as it was."""
    folder = tmp_path_factory.mktemp("steady")
    if database_kind == "sqlite":
        with running(folder, f"sqlite:///{folder / 'test.db'}") as started:
            yield started
        return
    with request.getfixturevalue("new_postgres")() as fresh, running(folder, fresh) as started:
        yield started


@pytest.fixture(scope="module")
def steady_family(steady: Running) -> Family:
    return add_family(steady, "LCS-1")


@pytest.fixture
def covered(service: Running, family: Family) -> Family:
    """The mother has agreed, and a checkpoint says so."""
    agree(service, family)
    service.beat()
    return family


@pytest.fixture
def every_reply_matches_its_schema(service: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test here asks, the reply is what the specification says it is. Every day the
    first of each operation is read for that, in a campaign each.
    """
    sent = service.client.open
    heard: Counter[str] = Counter()

    def opened(*arguments: Any, **options: Any) -> TestResponse:
        reply: TestResponse = sent(*arguments, **options)
        if reply.status_code < 400:
            name = _endpoint(service, reply)
            held_to = reader(name)
            heard[name] += 1
            if heard[name] > _READ and not is_campaign():
                return reply
            # What was only tried with the authority's own file can be read nowhere.
            if not (reply.is_json and reply.get_json().get("dry_run")):
                assert ("Location" in reply.headers) is (reply.status_code == 201)
            if isinstance(held_to, Plain):
                assert reply.content_type == held_to.content_type
            else:
                assert held_to.load(reply.get_json(), unknown=RAISE) is not None
        return reply

    monkeypatch.setattr(service.client, "open", opened)


def _endpoint(service: Running, reply: TestResponse) -> str:
    adapter = service.app.url_map.bind("")
    name, _ = adapter.match(reply.request.path, reply.request.method)
    return str(name)
