"""What the entries of a scenario have in common: when, in which order, from which directory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from consent_service.domain.file.folding import Stamp
from consent_service.domain.recorded import events
from consent_service.domain.scopes.services import LATER_THAN_EVERYTHING, Service

#: When everything was recorded for which a scenario gives no time.
BEGINNING = "2000-01-01T00:00:00+00:00"


class Recorded(NamedTuple):
    """An event of a scenario and when it was recorded."""

    at: datetime
    event: events.AnyEvent
    #: The place in `responses` of what this records or, for a correction, of what it corrects.
    response: int | None = None
    #: That what it lifts waits: who said so by telephone, and when it was confirmed or refused.
    waits: dict[str, Any] | None = None
    #: A manager recorded it, whatever it is.
    by_manager: bool = False
    #: The place in `words` of what this records, or says was read.
    words: int | None = None


def time_of(text: str) -> datetime:
    return datetime.fromisoformat(text)


def moment_of(text: str | None) -> datetime | None:
    return None if text is None else time_of(text)


def history(given: Any, nothing: Any, at: str = BEGINNING) -> list[dict[str, Any]]:
    """A fact's values over time; one bare value has always held, and `nothing` is no record."""
    if isinstance(given, list):
        return given
    if given == nothing:
        return []
    return [{"value": given, "effective_at": at, "recorded_at": at}]


def directory_of(facts: dict[str, Any], known: datetime) -> list[dict[str, Any]]:
    """What was listed by then; what gives no time always was."""
    listed = facts.get("directory", ())
    return [one for one in listed if time_of(one.get("recorded_at", BEGINNING)) <= known]


def services_of(
    listed: Iterable[dict[str, Any]], entries: Sequence[tuple[Stamp, Any]]
) -> tuple[Service, ...]:
    """As services, each first listed among these entries: before those of the same time."""
    return tuple(
        Service(
            one["id"],
            one["type"],
            tuple(one["names"]),
            since=next(
                (
                    stamp.seq
                    for stamp, _ in entries
                    if stamp.at >= time_of(one.get("recorded_at", BEGINNING))
                ),
                LATER_THAN_EVERYTHING,
            ),
        )
        for one in listed
    )
