"""Very many families in an hour are said in the log, once, by the id of whoever looked."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from consent_service.domain.noticing.alarms import FAMILIES, OPENED, Alarm, alarms
from consent_service.domain.recorded.checked import ContactOpened, KeptRecordOpened, RecordOpened
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.falling import Looked
from consent_service.storage.keepers.watching import Watching
from tests.api.running import OURS, add_family, running

WORKER = By("worker-1", "MASH_WORKER")


def looks(by: By, families: int, times: int = 1) -> list[Content]:
    return [
        Content(by, Looked(what="showFile", of=f"family-{n}"))
        for _ in range(times)
        for n in range(families)
    ]


def test_only_very_much_is_an_alarm_and_only_of_staff() -> None:
    assert alarms(looks(WORKER, FAMILIES - 1, times=3)) == []
    assert alarms(looks(WORKER, FAMILIES)) == [Alarm("FAMILIES", "worker-1", FAMILIES)]
    # What many are shown every day, what is theirs, and what a system has quotas for.
    assert alarms([Content(WORKER, Looked(what="listTasks", shown=("f",) * FAMILIES))]) == []
    for by in (By("p", "PARENT"), By("p", "PARTNER_REP"), By("client:bexley.lcs", "MASH_WORKER")):
        assert alarms(looks(by, FAMILIES)) == []
    kept = ContactOpened(contact="c", reason="Zz")
    opens: list[ContactOpened | RecordOpened] = [kept] * (OPENED - 1)
    locked = RecordOpened(opening="o", reason="Zz")
    auditor = By("auditor-1", "AUDITOR")
    assert alarms(Content(auditor, one) for one in [*opens, locked]) == []
    unlocked = RecordOpened(opening="o", reason="Zz", unlocks=True)
    assert alarms(Content(auditor, one) for one in [*opens, unlocked]) == [
        Alarm("OPENED", "auditor-1", OPENED)
    ]
    # Whoever opens what is kept to nobody else is no alarm; what is kept to others is, each time.
    assert alarms([Content(WORKER, locked)]) == []
    assert alarms([Content(WORKER, locked), Content(WORKER, KeptRecordOpened(opening="o"))]) == [
        Alarm("KEPT_TO_OTHERS", "worker-1", 1)
    ]


def test_whoever_looked_at_many_is_said_once_within_the_hour_by_an_id_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consent_service.domain.noticing.alarms.FAMILIES", 2)
    with running(tmp_path, f"sqlite:///{tmp_path / 'test.db'}") as service:
        turns = count(0, 301)
        watching = Watching(service.storage.records, OURS, lambda: next(turns))
        families = [add_family(service, f"CASE-{n}") for n in range(2)]

        def said() -> list[MutableMapping[str, Any]]:
            with capture_logs() as logs:
                watching.look()
            return [one for one in logs if one["event"] == "staff.unusual"]

        service.get(families[0].path)
        assert said() == []
        service.get(families[1].path)
        (alarm,) = said()
        assert (alarm["staff"], alarm["of"], alarm["how_many"]) == ("worker-1", "FAMILIES", 2)
        assert "Ann" not in str(alarm)
        assert said() == []
        service.clock.now += timedelta(hours=2)
        assert said() == []
        for family in families:
            service.get(family.path)
        assert len(said()) == 1
