"""What a check without the record is held to, afterwards."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from consent_service.domain.recorded import checked
from ledger.entry import Entry
from tests.api.running import (
    OURS,
    Running,
)


def only_reason(answer: dict[str, Any]) -> str:
    (reason,) = answer["reasons"]
    code: str = reason["code"]
    return code


def unanswered(service: Running, start: int = 0) -> list[tuple[Entry, checked.CheckUnanswered]]:
    """Every entry of an answer that was given without the record."""
    return [
        (one.entry, one.content.event)
        for one in service.entries(start)
        if isinstance(one.content.event, checked.CheckUnanswered)
    ]


def assert_entered_once(service: Running, outcome: str, times: int = 1) -> None:
    """What waited in the spool is in the ledger, at a later time than it was answered."""
    assert not service.storage.spools[OURS].is_empty
    answered_at = service.clock.now
    service.clock.now += timedelta(minutes=3)
    service.beat()
    service.beat()
    found = unanswered(service)
    assert [kept.answer.outcome.value for _, kept in found] == [outcome] * times
    for entry, kept in found:
        assert kept.answered_at == answered_at
        assert entry.at == service.clock.now
    assert service.storage.spools[OURS].is_empty
    service.assert_sound()
