"""`consent-service demo`: the service on SQLite with made-up families, and what to try."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import click
import msgspec

from . import serving
from .access.madeup import MadeUp
from .access.tokens import issue_token
from .actions.moment import Moment
from .api.recorded.registers import GRANT_RIGHT, RECORD_STAFF
from .app import create_app
from .beginning import prepare
from .domain.recorded.content import OPERATOR
from .domain.recorded.events import AnyEvent
from .front.server import ProcessLimits
from .machine import system_clock
from .samples import Played, SampleClock, play, read_sample, sample_names
from .settings import Settings
from .storage.door.opening import OpenStorage
from .storage.door.requests import OwnFile, Request
from .storage.door.trouble import KeyFileError

AUTHORITY: Final = "demo"
ORIGIN: Final = "consent.example/demo"

#: The sample is moved by whole weeks, so that today falls in the week that begins here: both
#: parents have agreed by then, and what they agreed to has not yet ended.
_TODAY_IS_LIKE: Final = datetime(2026, 11, 22, tzinfo=UTC)


def _made_up(subject: str, name: str, about: str, role: str, **more: str) -> MadeUp:
    return MadeUp(subject=subject, name=name, about=about, role=role, authority=AUTHORITY, **more)


#: Who works here.
_STAFF: Final = (
    _made_up("worker-priya", "Priya Sample", "takes calls and asks families", "MASH_WORKER"),
    _made_up("manager-omar", "Omar Sample", "decides", "MASH_MANAGER"),
    _made_up("edt-lee", "Lee Sample", "works at night, out of hours", "EDT_WORKER"),
    _made_up("auditor-ines", "Ines Sample", "checks the record from outside", "AUDITOR"),
    _made_up("officer-tom", "Tom Sample", "answers for data protection", "IG_OFFICER"),
    _made_up("lawyer-noor", "Noor Sample", "advises on the law", "LEGAL_SERVICES"),
    _made_up("admin-lee", "Ash Sample", "runs the service", "SYSTEM_ADMIN"),
)
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
    serving.serve(serving.Serving("127.0.0.1", port, workers=1, limits=ProcessLimits()))


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


def moved_by(now: datetime) -> timedelta:
    """How much later than its sample's is what a demonstration tells that is begun now."""
    return timedelta(weeks=(now - _TODAY_IS_LIKE) // timedelta(weeks=1))


def load(settings: Settings) -> Played:
    """Begin a demonstration ledger and play every sample in it, up to now. Gives John's."""
    now = system_clock()
    later = moved_by(now)
    samples = [read_sample(name) for name in sample_names()]
    begins = min(datetime.fromisoformat(one["steps"][0]["at"]) for one in samples) + later
    prepare(settings, AUTHORITY, ORIGIN, begins, is_demonstration=True)
    clock = SampleClock()
    app = create_app(replace(settings, made_up_people=None), clock)
    storage = app.extensions["consent_storage"]
    clock.now = begins
    _listed(storage, _STAFF)
    played = play(app, clock, AUTHORITY, *samples, until=now, later=later)
    samples_played = dict(zip(sample_names(), played, strict=True))
    people = _people(samples_played)
    _listed(storage, [one for one in people if one.organisation])
    storage.keepers[AUTHORITY].beat()
    storage.engine.dispose()
    folder = settings.keys.parent
    john, guardian = samples_played["john"], samples_played["guardian"]
    kept = {**john.kept, "guardian": guardian.kept["file"], "tess": guardian.kept["tess"]}
    _write_lines(folder / _KEPT, (f"{name} {value}" for name, value in kept.items()))
    (folder / _PEOPLE).write_bytes(msgspec.json.encode(people))
    # So that an operator's command finds the demonstration after `. var/env`.
    exported = settings_of(folder).items()
    _write_lines(folder / "env", (f"export {name}={shlex.quote(v)}" for name, v in exported))
    return john


def _people(played: Mapping[str, Played]) -> list[MadeUp]:
    """One of each kind: those who act in the samples, and others who look at what they did."""
    john, school, young = (played[name].kept for name in ("john", "spellings", "sixteen"))
    park = {"agency": "SCHOOL", "organisation": school["park"]}
    mia = {"file": john["file"], "person": john["mum"]}
    ali = {"file": young["file"], "person": young["ali"]}
    return [
        *_STAFF,
        _made_up("partner-park", "The office of Park School", "is asked", "PARTNER_REP", **park),
        _made_up("family-mia", "Mia Sample", "is John's mother", "PARENT", **mia),
        _made_up("family-ali", "Ali Sample", "is sixteen", "YOUNG_PERSON", **ali),
    ]


def _listed(storage: OpenStorage, people: Iterable[MadeUp]) -> None:
    """They are listed, each with their role, by whoever runs the service."""

    def action(moment: Moment) -> list[AnyEvent]:
        return [
            event
            for one in people
            for row, said in ((RECORD_STAFF, _listing(one)), (GRANT_RIGHT, _right(one)))
            for event in row.carry_out(row.body().load(said), moment)
        ]

    storage.records.run(Request(AUTHORITY, OPERATOR, OwnFile(), action))


def _listing(one: MadeUp) -> dict[str, Any]:
    return {"staff": one.subject, "names": one.name}


def _right(one: MadeUp) -> dict[str, Any]:
    of = {"organisation": one.organisation} if one.organisation else {}
    return {"staff": one.subject, "role": one.role, **of}


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
