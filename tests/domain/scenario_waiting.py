"""What waits for a manager in a scenario, and who turned out to be one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from consent_service.domain.recorded.circumstances import PeopleJoined, PeopleParted
from consent_service.domain.recorded.falling import (
    EffectConfirmed,
    EffectRefused,
    EffectWaits,
    Fall,
    FallKind,
)
from tests.domain.scenario_times import Recorded, time_of


def waiting_entries(recorded: Iterable[Recorded]) -> Iterator[Recorded]:
    """Each entry, and after it that what it lifts waits; which place that is, is known later."""
    for place, entry in enumerate(recorded):
        yield entry
        if entry.waits is None:
            continue
        id, told = f"waiting-{place}", entry.waits.get("told_by")
        falls = (Fall(FallKind.OBJECTION, "Zzwords"),)
        yield Recorded(
            entry.at,
            EffectWaits(
                waiting=id, entries=(-1,), falls=falls, told_by="Zzmanager" if told else None
            ),
        )
        for then, kind in (("confirmed", EffectConfirmed), ("refused", EffectRefused)):
            if then in entry.waits:
                decided = entry.waits[then]
                yield Recorded(
                    time_of(decided["recorded_at"]),
                    kind(
                        waiting=id,
                        reason="Zzreason",
                        effective_at=time_of(decided["effective_at"]),
                    ),
                )


def joining_entries(facts: dict[str, Any]) -> Iterator[Recorded]:
    for place, given in enumerate(facts.get("joined", ())):
        people = {"person": given["person"], "other": given["other"]}
        joined = PeopleJoined(joining=f"joining-{place}", **people, reason="Zzreason")
        yield Recorded(time_of(given["recorded_at"]), joined, waits=given.get("waits"))
        if given.get("parted_at"):
            parted = PeopleParted(joining=joined.joining, reason="Zzreason")
            yield Recorded(time_of(given["parted_at"]), parted)
