"""Two families, one of whom took their agreement back: what a forger would undo."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from tests import leaks
from tests.api.breaking import Snapshot, put_back, snapshot
from tests.api.running import NOON, OURS, Family, Running, add_family, agree
from tests.tamper.hand import Hand
from tests.tamper.once import one_service

SEARCH = {"names": "Cy Example", "dob": "1990-01-01"}


@dataclass
class Forged:
    """`took_back` agreed, which `before` shows, and then withdrew; `agreed` agrees still.

    `before` is every row of the database as it was before that, `withdrawal` the place of the
    entry by which it was done, and `yes` that of the agreement.
    """

    service: Running
    took_back: Family
    agreed: Family
    before: Snapshot
    yes: int
    withdrawal: int
    truth: dict[str, Any] = field(default_factory=dict)

    @property
    def file(self) -> str:
        return self.took_back.file

    @property
    def other(self) -> str:
        return self.agreed.file

    def old(self, table: str, **where: Any) -> dict[str, Any]:
        """A row as it was before the agreement was taken back."""
        (row,) = [
            row
            for row in self.before[table]
            if row["authority"] == OURS and all(row[name] == one for name, one in where.items())
        ]
        return dict(row)

    def hand(self, connection: Any) -> Hand:
        return Hand(connection, self.service.storage.records.ledgers[OURS])

    @property
    def database(self) -> Path:
        name = make_url(self.service.settings.database_url).database
        assert name is not None
        return Path(name)


def tell(service: Running) -> Forged:
    took_back, agreed = add_family(service, "LCS-1"), add_family(service, "LCS-2")
    service.record(f"{took_back.path}/adults", SEARCH)
    yes = agree(service, took_back)["entries"][0]["seq"]
    agree(service, agreed)
    assert service.check(took_back.file, took_back.question())["outcome"] == "COVERED"
    service.beat()
    before = snapshot(service)
    taken = service.record(f"{took_back.path}/withdrawals", {"person": took_back.mother})
    withdrawal = taken["entries"][0]["seq"]
    service.check(took_back.file, took_back.question())
    service.check(agreed.file, agreed.question())
    service.beat()
    told = Forged(service, took_back, agreed, before, yes, withdrawal)
    told.truth = look(told)
    assert told.truth["check"] not in ("COVERED", "UNAVAILABLE")
    assert told.truth["agreed"] == "COVERED"
    return told


# ── every way in which anything of the two families is shown ────────────────────────────────


def look(told: Forged) -> dict[str, Any]:
    """What each reader shows of them; a status where nothing is shown."""
    service, took_back = told.service, told.took_back
    by_reference = {**took_back.question(), "reference": "LCS-1"}
    found = service.post("/v1/searches", SEARCH, key=None)
    tasks = service.get("/v1/tasks", role="MASH_MANAGER")
    return {
        "check": service.check(told.file, took_back.question())["outcome"],
        "by reference": service.check_reference(by_reference)["outcome"],
        "agreed": service.check(told.other, told.agreed.question())["outcome"],
        "file": _shown(service.get(took_back.path), "positions", "children"),
        "history": _shown(service.get(f"{took_back.path}/history"), "entries")[: told.withdrawal],
        "search": (
            sorted(one["file"] for one in found.get_json()["found"] if _fits_wholly(one))
            if found.status_code == 200
            else found.status_code
        ),
        "tasks": (
            sorted(
                {task["code"] for task in tasks.get_json()["tasks"] if task["file"] == told.file}
            )
            if tasks.status_code == 200
            else tasks.status_code
        ),
    }


def _fits_wholly(one: Any) -> bool:
    """By name and birth. What fits less well is shown where nothing better is there."""
    return any({"NAME", "BIRTH"} <= set(fit["by"]) for fit in one["fits"])


def _shown(reply: Any, *members: str) -> Any:
    if reply.status_code != 200:
        return str(reply.status_code)
    body = reply.get_json()
    return repr([body.get(member) for member in members])


def assert_no_more_than_the_truth(told: Forged, seen: dict[str, Any]) -> None:
    """Each reader shows the truth, or nothing; and a search no file that is not found by it."""
    truth = told.truth
    for name in ("check", "by reference", "agreed"):
        assert seen[name] in (truth[name], "UNAVAILABLE"), (name, seen[name])
    assert seen["file"] in (truth["file"], "503"), "file"
    assert seen["history"] == "503" or seen["history"] == truth["history"], "history"
    assert seen["search"] == 503 or set(seen["search"]) <= set(truth["search"]), "search"
    assert seen["tasks"] == 503 or seen["tasks"] in ([], truth["tasks"]), "tasks"


# ── one service a module, put back after each test ──────────────────────────────────────────


@pytest.fixture(scope="module")
def forged_once(
    database_kind: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Forged]:
    with one_service(database_kind, request, tmp_path_factory, "forged") as service:
        yield tell(service)


@pytest.fixture
def forged(forged_once: Forged) -> Iterator[Forged]:
    """A process that has looked at the ledger; afterwards all is as it was."""
    told = forged_once
    settings = told.service.settings
    held = snapshot(told.service)
    aside = settings.checkpoints.with_name("checkpoints.aside")
    shutil.copytree(settings.checkpoints, aside)
    told.service = told.service.restarted()
    assert told.service.get(told.took_back.path).status_code == 200
    yield told
    for engine in told.service.engines:
        engine.dispose()
    put_back(told.service, held)
    shutil.rmtree(settings.checkpoints)
    aside.rename(settings.checkpoints)
    shutil.rmtree(settings.spool, ignore_errors=True)
    told.service.engines.clear()
    told.service = told.service.restarted()
    leaks.outlives(told.service.storage.engine)
    told.service.clock.now = NOON
