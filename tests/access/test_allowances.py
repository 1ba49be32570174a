"""What one person, and one network, may look at in an hour: a ceiling, which no record and no check
is under.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from consent_service.access import allowances
from consent_service.access.allowances import HANDFUL, Allowances
from consent_service.access.limits import TooMany
from tests.api.running import OURS, THEIRS, Running, add_family, agree, problem_of, running
from tests.api.test_cookies import Cookie
from tests.pages.opening import opened
from tests.pages.test_own_page import STOP, on_their_page

HOME = "192.0.2.0/24"


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


def use_up(service: Running, who: str, authority: str = OURS, network: str = HOME) -> int:
    """Looks that passed until one did not."""
    for passed in range(10 * HANDFUL):
        try:
            of(service).look(authority, who, network)
        except TooMany:
            return passed
    raise AssertionError("nobody was told to wait")


def test_in_however_many_processes_a_person_has_so_many_looks(service: Running) -> None:
    other = service.restarted()
    of(other).look(OURS, "worker-1", HOME)
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
    for authority, who in list(of(service)._people.left):
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
    monkeypatch.setattr(allowances, "_REMEMBERED", 2)
    for who in ("a", "b", "c", "b"):
        of(service).look(OURS, who, who)
    for leave in (of(service)._people, of(service)._networks):
        assert [who for _, who in leave.left] == ["c", "b"]


# ── a network ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def narrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """Two handfuls for each network."""
    ceiling = replace(allowances.PER_NETWORK, most=2, seconds=10**9)
    monkeypatch.setattr(allowances, "PER_NETWORK", ceiling)
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as started:
        yield started.restarted(proxies=1)


def from_network(address: str) -> dict[str, str]:
    """As the proxy of ours tells it, behind what a client may have written itself."""
    return {"X-Forwarded-For": f"203.0.113.99, {address}"}


def test_many_people_of_one_network_have_so_many_looks_together(narrow: Running) -> None:
    family = add_family(narrow)
    agree(narrow, family)
    with capture_logs() as logs:
        passed = [use_up(narrow, f"worker-{n}", network="198.51.100.0/24") for n in range(3)]
    assert passed == [2 * HANDFUL, 0, 0]
    assert {one["event"] for one in logs} == {"network.too_many_looks"}
    assert "198.51.100" not in str(logs)
    # In each process, of each authority; and from elsewhere anybody still looks.
    assert use_up(narrow.restarted(), "worker-9", network="198.51.100.0/24") == 0
    assert use_up(narrow, "worker-9", THEIRS, network="198.51.100.0/24") == 2 * HANDFUL

    def get(address: str) -> Any:
        headers = {**narrow.headers(), **from_network(address)}
        return narrow.client.get(family.path, headers=headers)

    problem_of(get("198.51.100.77"), "too-many-requests")
    assert get("198.51.101.77").status_code == 200
    # What is recorded, checked or shared now waits for no count, on pages neither.
    near = from_network("198.51.100.8")
    sent = f"{family.path}/checks", {"urgency": "IMMEDIATE"}
    assert narrow.post(*sent, headers=near).get_json()["outcome"] == "SHARE_NOW"
    asked = narrow.post(f"{family.path}/checks", family.question(), headers=near)
    assert asked.get_json()["outcome"] == "COVERED"
    assert narrow.post(f"{family.path}/enquiries", {}, headers=near).status_code == 201
    worker = Cookie(narrow)
    for page in ("/share-now/new", f"/files/{family.file}/share-now-uses/new"):
        assert worker.get(page, **near).status_code == 200
    assert worker.get(f"/files/{family.file}", **near).status_code == 429


def test_a_hub_behind_one_address_is_not_stopped_on_a_busy_day() -> None:
    """Three hundred people, each of whom opens something every three seconds, all the hour long."""
    assert allowances.PER_NETWORK.most * HANDFUL >= 300 * 3600 / 3
    assert allowances.PER_NETWORK.most >= 50 * allowances.PER_PERSON.most
