"""`consent-service demo`: the service on SQLite with made-up families, and what to try."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import click

from . import serving
from .access.tokens import issue_token
from .app import create_app, system_clock
from .beginning import prepare
from .front.server import Limits
from .samples import Played, SampleClock, play, read_sample, sample_names
from .settings import Settings
from .storage.trouble import KeyFileError

AUTHORITY: Final = "demo"
ORIGIN: Final = "consent.example/demo"

#: The sample is moved by whole weeks, so that today falls in the week that begins here: both
#: parents have agreed by then, and what they agreed to has not yet ended.
_TODAY_IS_LIKE: Final = datetime(2026, 11, 22, tzinfo=UTC)

#: The ids that the sample's steps were given, by name.
_KEPT: Final = "sample.txt"


def run(folder: Path, port: int) -> None:
    """Make what is missing under `folder`, say what to try, and serve until stopped."""
    folder = folder.absolute()
    environment = settings_of(folder)
    os.environ.update(environment)
    settings = Settings.read(environment)
    if not (folder / _KEPT).exists():
        if settings.keys.exists():
            raise KeyFileError(f"An earlier start was cut short. Remove {folder} and start again.")
        click.echo("Making keys, a ledger and nine made-up families …")
        load(settings)
    click.echo(words(settings, port))
    serving.serve(serving.Serving("127.0.0.1", port, workers=2, limits=Limits()))


def settings_of(folder: Path) -> dict[str, str]:
    """The settings of a demonstration in `folder`, as the environment gives them."""
    return {
        "CONSENT_DATABASE_URL": f"sqlite:///{folder / 'consent.db'}",
        "CONSENT_KEYS": str(folder / "keys"),
        "CONSENT_CHECKPOINTS": str(folder / "checkpoints"),
        "CONSENT_SPOOL": str(folder / "spool"),
        "CONSENT_ISSUER": "https://consent.example",
        "CONSENT_AUDIENCE": "consent-service",
        "CONSENT_HOSTS": "127.0.0.1,localhost",
    }


def load(settings: Settings) -> Played:
    """Begin a demonstration ledger and play every sample in it, up to now. Gives John's."""
    now = system_clock()
    later = timedelta(weeks=(now - _TODAY_IS_LIKE) // timedelta(weeks=1))
    samples = [read_sample(name) for name in sample_names()]
    begins = min(datetime.fromisoformat(one["steps"][0]["at"]) for one in samples) + later
    prepare(settings, AUTHORITY, ORIGIN, begins, is_demonstration=True)
    clock = SampleClock()
    app = create_app(settings, clock)
    played = play(app, clock, AUTHORITY, *samples, until=now, later=later)
    storage = app.extensions["consent_storage"]
    storage.keepers[AUTHORITY].beat()
    storage.engine.dispose()
    folder = settings.keys.parent
    john, guardian = played[0], played[1]
    kept = {**john.kept, "guardian": guardian.kept["file"], "tess": guardian.kept["tess"]}
    _write_lines(folder / _KEPT, (f"{name} {value}" for name, value in kept.items()))
    # So that an operator's command finds the demonstration after `. var/env`.
    exported = settings_of(folder).items()
    _write_lines(folder / "env", (f"export {name}={shlex.quote(v)}" for name, v in exported))
    return john


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in lines))


def words(settings: Settings, port: int) -> str:
    """What to print: the address, a token, three commands that work when pasted."""
    kept = dict(line.split() for line in (settings.keys.parent / _KEPT).read_text().splitlines())
    app = create_app(settings)
    with app.app_context():
        token = issue_token("demo-worker", ["MASH_WORKER"], AUTHORITY, demonstration=True)
    base = f"http://127.0.0.1:{port}"
    check = f"{base}/v1/files/{kept['file']}/checks"

    def ask(agency: str, category: str, purpose: str, urgency: str = "STANDARD") -> str:
        body = (
            f'{{"subjects": ["{kept["john"]}"], "agency": {{"type": "{agency}"}}, '
            f'"categories": ["{category}"], "purpose": "{purpose}", "direction": "SEEK", '
            f'"urgency": "{urgency}"}}'
        )
        return (
            f"curl -s {check} -H 'Authorization: Bearer {token}' "
            f"-H 'Content-Type: application/json' -d '{body}'"
        )

    return f"""
The service runs at {base}   (Ctrl-C stops it; everything lies in {settings.keys.parent})
Operators' commands find it after: . {settings.keys.parent / "env"}

A token for a MASH worker, good for a working day:
{token}

1. May we ask the health visitor about John's health, for the assessment? Both parents agreed:
{ask("HEALTH_VISITOR", "CHILD_HEALTH", "CIN_ASSESSMENT")}

2. And the school, about his education? The referrer says they agreed; we have not asked them:
{ask("SCHOOL", "EDUCATION", "CIN_ASSESSMENT")}

3. Where does the family stand, and what has each of them said?
curl -s {base}/v1/files/{kept["file"]} -H 'Authorization: Bearer {token}'
"""
