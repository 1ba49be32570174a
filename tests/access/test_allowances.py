"""What one person may look at in an hour: a ceiling, which no record and no check is under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from consent_service.access import allowances
from consent_service.access.allowances import HANDFUL, Allowances
from consent_service.access.limits import TooMany
from tests.api.running import OURS, THEIRS, Running, add_family, agree, problem_of, running
from tests.pages.opening import opened
from tests.pages.test_own_page import STOP, on_their_page


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """Three handfuls for each person, and an hour that does not end."""
    ceiling = replace(allowances.PER_PERSON, most=3, seconds=10**9)
    monkeypatch.setattr(allowances, "PER_PERSON", ceiling)
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as started:
        yield started


def of(service: Running) -> Allowances:
    found: Allowances = service.app.extensions["consent"].allowances
    return found


def use_up(service: Running, who: str, authority: str = OURS) -> int:
    """Looks that passed until one did not."""
    for passed in range(10 * HANDFUL):
        try:
            of(service).look(authority, who)
        except TooMany:
            return passed
    raise AssertionError("nobody was told to wait")


def test_in_however_many_processes_a_person_has_so_many_looks(service: Running) -> None:
    other = service.restarted()
    of(other).look(OURS, "worker-1")
    with capture_logs() as logs:
        assert use_up(service, "worker-1") == 2 * HANDFUL
    assert [(one["event"], one["who"]) for one in logs] == [("person.too_many_looks", "worker-1")]
    # What a process has taken leave for it still has.
    assert use_up(other, "worker-1") == HANDFUL - 1
    # Everybody has their own, and so has whoever is called so elsewhere.
    assert use_up(service, "worker-2") == 3 * HANDFUL
    assert use_up(service, "worker-1", THEIRS) == 3 * HANDFUL


def test_what_is_recorded_checked_or_shared_now_waits_for_no_count(service: Running) -> None:
    family = add_family(service)
    agreed = agree(service, family)["id"]
    assert service.get(family.path).status_code == 200
    mother = on_their_page(service, family)
    page = mother.open(f"{STOP}?answer={agreed}")
    for authority, who in list(of(service)._left):
        assert use_up(service, who, authority) > HANDFUL
    for waits in (service.get(family.path), service.post("/v1/searches", {"names": "Ng"})):
        assert int(waits.headers["Retry-After"]) >= 1
        problem_of(waits, "too-many-requests")
    assert "ring us" in opened(mother.get("/"), 429).text
    # A check, whatever it is about; a no, by whoever says it; and the way out.
    assert service.check(family.file, family.question())["outcome"] == "COVERED"
    now = service.check(family.file, {"urgency": "IMMEDIATE"})
    assert now["outcome"] == "SHARE_NOW"
    opened(mother.send(page, STOP), 200)
    assert service.check(family.file, family.question())["outcome"] != "COVERED"
    assert mother.get("/exit").status_code == 303


def test_where_nothing_can_be_counted_everybody_looks(service: Running) -> None:
    family = add_family(service)
    use_up(service, "worker-1")
    with service.storage.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE counts RENAME TO counts_gone")
    with capture_logs() as logs:
        assert service.get(family.path).status_code == 200
    assert "look.uncounted" in {one["event"] for one in logs}


def test_a_process_remembers_so_many_people(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(allowances, "_PEOPLE", 2)
    for who in ("a", "b", "c", "b"):
        of(service).look(OURS, who)
    assert [who for _, who in of(service)._left] == ["c", "b"]
