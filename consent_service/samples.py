"""Made-up history, played through the application's own HTTP interface with a clock of its own.

Nothing else can set when something was recorded, so a sample's past is made the way the past is:
by asking the service, one step after another, at the time the step says.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from flask import Flask

from .access.tokens import issue_token

FOLDER: Final = Path(__file__).parent.parent / "samples"

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


class SampleFailed(Exception):
    """A step of a sample was not taken. The message says which, and the problem's code."""


@dataclass(slots=True)
class SampleClock:
    """A clock that stands where it was set. Only samples and tests have one."""

    now: datetime = datetime(2026, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a sample: the ids it kept by name, and each scenario's answer."""

    kept: dict[str, str] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)


def sample_names() -> list[str]:
    """Every sample; John's comes first."""
    return sorted((path.stem for path in FOLDER.glob("*.json")), key=lambda n: (n != "john", n))


def read_sample(name: str) -> dict[str, Any]:
    """A sample by name. Raises `FileNotFoundError`."""
    document = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert isinstance(document, dict)  # noqa: S101 - our own file
    return document


def play(
    app: Flask,
    clock: SampleClock,
    authority: str,
    *samples: dict[str, Any],
    until: datetime | None = None,
    later: timedelta = timedelta(0),
) -> list[Played]:
    """Take every step of these samples at its own time, moved `later`; stop before `until`.

    The samples are played together, in the order of time, because a ledger's time never goes back.
    Raises `SampleFailed` at a step that is not answered with 200 or 201.
    """
    played = [Played() for _ in samples]
    client = app.test_client()
    steps = [
        (datetime.fromisoformat(step["at"]) + later, which, number, step)
        for which, sample in enumerate(samples)
        for number, step in enumerate(sample["steps"])
    ]
    for at, which, number, step in sorted(steps, key=lambda one: one[:3]):
        if until is not None and at >= until:
            break
        clock.now, kept = at, played[which].kept
        subject, role = step["by"]
        with app.app_context():
            token = issue_token(subject, [role], authority)
        reply = client.post(
            _filled(step["post"], kept),
            json=_moved(_filled(step["body"], kept), later),
            headers={
                "Authorization": f"Bearer {token}",
                "Idempotency-Key": f"sample-{which}-{number}",
                "Host": app.config["TRUSTED_HOSTS"][0],
            },
        )
        if reply.status_code not in (200, 201):
            raise SampleFailed(f"Step {number} was answered {reply.status_code}: {reply.json}")
        for name, path in step.get("keep", {}).items():
            kept[name] = _at(reply.json, path)
        if "scenario" in step:
            played[which].answers[step["scenario"]] = reply.get_json()
    return played


def _at(value: Any, path: str) -> str:
    for part in path.split("."):
        value = value[int(part)] if part.isdigit() else value[part]
    return str(value)


def _filled(value: Any, kept: dict[str, str]) -> Any:
    if isinstance(value, str):
        return re.sub(r"\$(\w+)", lambda name: kept[name[1]], value)
    if isinstance(value, list):
        return [_filled(member, kept) for member in value]
    if isinstance(value, dict):
        return {key: _filled(member, kept) for key, member in value.items()}
    return value


def _moved(value: Any, later: timedelta) -> Any:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        return (datetime.fromisoformat(value) + later).isoformat().replace("+00:00", "Z")
    if isinstance(value, str) and _DAY.fullmatch(value):
        return (datetime.fromisoformat(value) + later).date().isoformat()
    if isinstance(value, list):
        return [_moved(member, later) for member in value]
    if isinstance(value, dict):
        return {key: _moved(member, later) for key, member in value.items()}
    return value
