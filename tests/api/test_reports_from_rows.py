"""A report of what stands beside the files is the report of the files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from consent_service.app import create_app
from consent_service.beginning import prepare
from consent_service.domain import may
from consent_service.domain.reports import REPORTS
from consent_service.samples import SampleClock, play, read_sample, sample_names
from consent_service.storage.believed.filesasof import FilesAsOf
from tests.api.running import OURS, Running, settings_in

DAY = timedelta(days=1)
_held, _opened = FilesAsOf._held, FilesAsOf._opened


def made(service: Running) -> dict[str, Any]:
    """Every report, and what waits for a manager."""
    replies = {
        one.name: service.get(f"/v1/reports/{one.name}", "HEAD_OF_SERVICE", limit="200")
        for one in REPORTS
    }
    replies["waiting"] = service.get("/v1/waiting", "MASH_MANAGER")
    assert {n: r.text for n, r in replies.items() if r.status_code != 200} == {}
    return {name: reply.get_json() for name, reply in replies.items()}


@pytest.fixture
def fresh(empty_database_url: str, tmp_path: Path) -> Iterator[Running]:
    """A demonstration ledger that begins before the samples do."""
    settings = settings_in(tmp_path, empty_database_url)
    begins = datetime(2026, 11, 9, tzinfo=UTC)
    prepare(settings, OURS, f"consent.test/{OURS}", begins, is_demonstration=True)
    clock = SampleClock()
    started = Running(settings, clock, create_app(settings, clock))
    yield started
    for engine in started.engines:
        engine.dispose()


@contextmanager
def counting(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """The files that are opened."""
    opened = set[str]()

    def counted(self: FilesAsOf, handles: list[str]) -> Any:
        opened.update(handles)
        return _opened(self, handles)

    with monkeypatch.context() as patched:
        patched.setattr(FilesAsOf, "_opened", counted)
        yield opened


def by_opening(service: Running, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    with monkeypatch.context() as patched:
        patched.setattr(FilesAsOf, "_held", lambda *_: {})
        return made(service)


def test_no_report_opens_a_file_whose_lines_stand_there_and_all_are_as_of_their_moment(
    fresh: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Tokens are issued by the machine's clock, which is not the samples'.
    monkeypatch.setattr(may, "_shown_lately", lambda *_: True)
    samples = [read_sample(name) for name in sample_names()]
    play(fresh.app, fresh.clock, OURS, *samples)
    records = fresh.storage.records
    own = records.ledgers[OURS].own_file
    files = [one for one in records.ledgers[OURS].newest.files() if one != own]
    # At night no row holds until it is made again, and the keeper has come to half of them.
    fresh.clock.now += DAY
    again = files[::2]
    records.lists.remake(OURS, again)
    fresh.clock.now += timedelta(seconds=1)
    with counting(monkeypatch) as opened:
        found = made(fresh)
    assert opened == set(files) - set(again)
    assert found == by_opening(fresh, monkeypatch)
