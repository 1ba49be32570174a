"""`consent-service demo`: the service on SQLite with made-up families, and what to try."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import click
import msgspec

from . import serving
from .access.madeup import MadeUp
from .access.tokens import issue_token
from .app import create_app
from .beginning import prepare
from .front.server import Limits
from .machine import system_clock
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
#: Who can be chosen on the first page.
_PEOPLE: Final = "people.json"


def run(folder: Path, port: int) -> None:
    """Make what is missing under `folder`, say what to try, and serve until stopped."""
    folder = folder.absolute()
    environment = settings_of(folder)
    os.environ.update(environment)
    settings = Settings.read(environment)
    if not (folder / _PEOPLE).exists():
        if settings.keys.exists():
            raise KeyFileError(f"An earlier start was cut short. Remove {folder} and start again.")
        click.echo("Making keys, a ledger and nine made-up families …")
        load(settings)
    click.echo(words(settings, port))
    serving.serve(serving.Serving("127.0.0.1", port, workers=1, limits=Limits()))


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
        "CONSENT_MADE_UP_PEOPLE": str(folder / _PEOPLE),
        "CONSENT_COUNCILS": json.dumps({AUTHORITY: "Sampleshire County Council"}),
        # A number that Ofcom keeps for stories: it rings nowhere.
        "CONSENT_LETTERHEADS": json.dumps(
            {AUTHORITY: {"telephone": "020 7946 0000", "freepost": "FREEPOST SAMPLESHIRE HUB"}}
        ),
    }


def load(settings: Settings) -> Played:
    """Begin a demonstration ledger and play every sample in it, up to now. Gives John's."""
    now = system_clock()
    later = timedelta(weeks=(now - _TODAY_IS_LIKE) // timedelta(weeks=1))
    samples = [read_sample(name) for name in sample_names()]
    begins = min(datetime.fromisoformat(one["steps"][0]["at"]) for one in samples) + later
    prepare(settings, AUTHORITY, ORIGIN, begins, is_demonstration=True)
    clock = SampleClock()
    app = create_app(replace(settings, made_up_people=None), clock)
    played = play(app, clock, AUTHORITY, *samples, until=now, later=later)
    storage = app.extensions["consent_storage"]
    storage.keepers[AUTHORITY].beat()
    storage.engine.dispose()
    folder = settings.keys.parent
    samples_played = dict(zip(sample_names(), played, strict=True))
    john, guardian = samples_played["john"], samples_played["guardian"]
    kept = {**john.kept, "guardian": guardian.kept["file"], "tess": guardian.kept["tess"]}
    _write_lines(folder / _KEPT, (f"{name} {value}" for name, value in kept.items()))
    (folder / _PEOPLE).write_bytes(msgspec.json.encode(_people(samples_played)))
    # So that an operator's command finds the demonstration after `. var/env`.
    exported = settings_of(folder).items()
    _write_lines(folder / "env", (f"export {name}={shlex.quote(v)}" for name, v in exported))
    return john


def _people(played: Mapping[str, Played]) -> list[MadeUp]:
    """One of each kind: those who act in the samples, and others who look at what they did."""
    john, school, young = (played[name].kept for name in ("john", "spellings", "sixteen"))
    park = {"agency": "SCHOOL", "organisation": school["park"]}
    everybody: list[tuple[str, str, str, str, dict[str, str]]] = [
        ("worker-priya", "Priya Sample", "takes calls and asks families", "MASH_WORKER", {}),
        ("manager-omar", "Omar Sample", "decides", "MASH_MANAGER", {}),
        ("edt-lee", "Lee Sample", "works at night, out of hours", "EDT_WORKER", {}),
        ("auditor-ines", "Ines Sample", "checks the record from outside", "AUDITOR", {}),
        ("officer-tom", "Tom Sample", "answers for data protection", "IG_OFFICER", {}),
        ("lawyer-noor", "Noor Sample", "advises on the law", "LEGAL_SERVICES", {}),
        ("admin-lee", "Ash Sample", "runs the service", "SYSTEM_ADMIN", {}),
        ("partner-park", "The office of Park School", "is asked", "PARTNER_REP", park),
        (
            "family-mia",
            "Mia Sample",
            "is John's mother",
            "PARENT",
            {"file": john["file"], "person": john["mum"]},
        ),
        (
            "family-ali",
            "Ali Sample",
            "is sixteen",
            "YOUNG_PERSON",
            {"file": young["file"], "person": young["ali"]},
        ),
    ]
    return [
        MadeUp(subject=id, name=name, about=about, role=role, authority=AUTHORITY, **more)
        for id, name, about, role, more in everybody
    ]


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
Open {base} in a browser and press one name: you are then that made-up person.
Ctrl-C stops the service; everything lies in {settings.keys.parent}.
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
