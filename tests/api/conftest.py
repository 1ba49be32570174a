"""A service of its own for a test that changes something, one a module for those that do not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from marshmallow import RAISE
from werkzeug.test import TestResponse

from consent_service.api.edge.operations import Plain
from consent_service.api.table import operations
from tests.api.running import Family, Running, add_family, agree, running, with_family

REPLIES = {operation.name: operation.reply for operation in operations()}


@pytest.fixture
def has_family(database_kind: str, request: pytest.FixtureRequest) -> bool:
    """Whether the service of this test is copied with its family on file. Not if the test names
    operations that are to succeed in it: they may be those by which one is opened.
    """
    names = any(mark.args for mark in request.node.iter_markers("each_database"))
    return database_kind == "sqlite" and "family" in request.fixturenames and not names


@pytest.fixture
def service(database_url: str, tmp_path: Path, *, has_family: bool) -> Iterator[Running]:
    """Two authorities; nothing recorded yet but, if it is asked for, the family."""
    whole = with_family()[0] if has_family else None
    with running(tmp_path, database_url, whole=whole) as started:
        yield started


@pytest.fixture
def family(service: Running, *, has_family: bool) -> Family:
    return with_family()[1] if has_family else add_family(service)


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
    """Whatever a test here asks, the reply is what the specification says it is."""
    sent = service.client.open

    def opened(*arguments: Any, **options: Any) -> TestResponse:
        reply: TestResponse = sent(*arguments, **options)
        if reply.status_code < 400:
            name = _endpoint(service, reply)
            held_to = REPLIES[name]
            # What was only tried with the authority's own file can be read nowhere.
            if not (reply.is_json and reply.get_json().get("dry_run")):
                assert ("Location" in reply.headers) is (reply.status_code == 201)
            if isinstance(held_to, Plain):
                assert reply.content_type == held_to.content_type
            else:
                assert held_to().load(reply.get_json(), unknown=RAISE) is not None
        return reply

    monkeypatch.setattr(service.client, "open", opened)


def _endpoint(service: Running, reply: TestResponse) -> str:
    adapter = service.app.url_map.bind("")
    name, _ = adapter.match(reply.request.path, reply.request.method)
    return str(name)
