"""The operator's commands: `consent-service …`."""

from __future__ import annotations

import json
import logging
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from ledger.bundle import write_folder
from ledger.checkpoint import open_checkpoint
from ledger.errors import LedgerError
from ledger.note import format_verifier

from . import demonstration, logs, serving, specification
from .actions.checks import CheckSharing, check_sharing
from .api.access import issue_token
from .app import create_app, system_clock
from .beginning import prepare
from .domain.codes import codes
from .domain.proposal import Proposal
from .domain.scope import SEEK, Agency
from .settings import Settings, SettingsMissing
from .storage.engine import DATABASE_ERRORS, assert_durable, open_engine
from .storage.migrating import migrate
from .storage.opening import SERVICE, Opened, open_storage
from .storage.reader import LedgerReader
from .storage.rebuilding import rebuild as rebuild_projections
from .storage.requests import ByReference, Request
from .storage.trouble import KeyFileError, StorageError


@click.group()
def cli() -> None:
    """Asked before a safeguarding hub contacts another agency: what has the family agreed to?"""


def main() -> None:
    """Run the commands; what goes wrong is a sentence on standard error, never a traceback."""
    logs.configure(logging.WARNING)
    # Databases, keys and spools are nobody else's to read.
    os.umask(0o077)
    try:
        sys.exit(cli(standalone_mode=False) or 0)
    except click.exceptions.Exit as end:
        sys.exit(end.exit_code)
    except click.Abort:
        sys.exit(130)
    except click.ClickException as error:
        # Not click's own 2: that is what `verify` says of an altered ledger.
        error.show()
        sys.exit(64)
    except DATABASE_ERRORS as error:
        _fail(f"The database cannot be used ({type(error).__name__}). Is it there?", 1)
    except LedgerError as error:
        _fail(str(error), error.exit_code)
    except (SettingsMissing, KeyFileError, StorageError) as error:
        _fail(str(error), 1)


def _fail(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(code)


def _settings() -> Settings:
    return Settings.read(os.environ)


def _storage() -> Opened:
    return open_storage(_settings(), system_clock)


def _chosen(opened: Opened, authority: str | None) -> list[str]:
    if authority is None:
        return sorted(opened.keys)
    if authority not in opened.keys:
        raise click.BadParameter("There is no key file for this authority.")
    return [authority]


_one_authority = click.option("--authority", help="One authority; every one if left out.")


@cli.command()
@click.option("--authority", required=True, help="A short code, for example bexley.")
@click.option("--origin", required=True, help="The ledger's name for ever: service and authority.")
@click.option("--demonstration", "is_demonstration", is_flag=True, help="Made-up families only.")
def init(authority: str, origin: str, is_demonstration: bool) -> None:
    """Begin an authority: its keys, its ledger, its first checkpoint."""
    settings = _settings()
    prepare(settings, authority, origin, system_clock(), is_demonstration=is_demonstration)
    click.echo(
        f"The ledger {origin} has begun. Keep a copy of {settings.keys} apart from the data."
    )


@cli.command("migrate")
def migrate_command() -> None:
    """Bring the database to the present shape."""
    migrate(open_engine(_settings().database_url))
    click.echo("The database is in its present shape.")


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.option("--threads", default=16, show_default=True, help="In each worker.")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """Start the service. Refuses a database that would not keep what it acknowledges."""
    settings = _settings()
    open_storage(settings, system_clock)
    try:
        assert_durable(open_engine(settings.database_url))
    except DATABASE_ERRORS as error:
        # It may come up later. Until then checks are answered without it.
        click.echo(f"The database does not answer yet ({type(error).__name__}).", err=True)
    serving.serve(host, port, workers, threads)


@cli.command()
@click.option("--url", default="http://127.0.0.1:8000/livez", show_default=True)
def health(url: str) -> None:
    """Ask a running service whether it answers."""
    host = os.environ.get("CONSENT_HOSTS", "127.0.0.1").split(",")[0]
    if not serving.answers(url, host):
        _fail("The service does not answer.", 1)


@cli.command()
@click.option("--authority", required=True)
@click.option("--subject", default="developer", show_default=True, help="An opaque staff id.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    required=True,
    type=click.Choice(sorted(codes("staff_roles"))),
)
@click.option("--working-day", is_flag=True, help="For a demonstration ledger only.")
@click.option("--file", help="For a parent or young person: the case file.")
@click.option("--person", help="For a parent or young person: who they are on it.")
def token(
    *,
    authority: str,
    subject: str,
    roles: tuple[str, ...],
    working_day: bool,
    file: str | None,
    person: str | None,
) -> None:
    """Issue a token for development."""
    opened = _storage()
    _chosen(opened, authority)
    if working_day and not opened.demonstrations[authority]:
        _fail("Only a demonstration ledger has tokens that last a working day.", 1)
    app = create_app(_settings())
    with app.app_context():
        click.echo(
            issue_token(
                subject,
                list(roles),
                authority,
                demonstration=working_day,
                file=file,
                person=person,
            )
        )


@cli.command()
@_one_authority
@click.option("--replay", is_flag=True, help="Recompute every recorded answer as well.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a ledger.")
def verify(authority: str | None, replay: bool, as_json: bool) -> None:
    """Verify the whole record: chain, tree, contents, projections; with --replay, answers.

    Exit codes: 0 sound, 2 altered, 3 rollback or fork, 4 content missing, 5 unreadable, 6 key or
    origin not the pinned one.
    """
    opened = _storage()
    for one in _chosen(opened, authority):
        try:
            found = opened.verify(one, replay=replay)
        except LedgerError as error:
            if as_json:
                _say(authority=one, sound=False, exit_code=error.exit_code, fault=str(error))
                sys.exit(error.exit_code)
            raise
        if as_json:
            _say(
                authority=one,
                sound=True,
                origin=found.origin,
                entries=found.entries,
                root=found.root.hex(),
                checkpoint=found.checkpoint_size,
                case_files=found.case_files,
                answers_replayed=found.answers_replayed,
            )
        else:
            click.echo(
                f"{found.origin} is complete and unaltered: {found.entries} entries, "
                f"{found.case_files} case files"
                + (f", {found.answers_replayed} answers recomputed." if replay else ".")
            )


def _say(**members: Any) -> None:
    click.echo(json.dumps(members))


@cli.command()
@_one_authority
def rebuild(authority: str | None) -> None:
    """Drop the projections and make them again from the ledger."""
    opened = _storage()
    for one in _chosen(opened, authority):
        count = rebuild_projections(opened.records, opened.records.ledgers[one])
        click.echo(f"{one}: {count} case files made again from the ledger.")


@cli.command("append-one")
@click.option("--authority", required=True)
def append_one(authority: str) -> None:
    """Record one check of a reference that nobody knows, for tests that break storage on purpose.

    Says READY on standard error when the database answers, then `ACK seq hash` once it is durable.
    """
    opened = _storage()
    _chosen(opened, authority)
    opened.keepers[authority].compare()
    click.echo("READY", err=True)
    entry = opened.records.run(_harmless_check(authority)).entries[0]
    click.echo(f"ACK {entry.seq} {entry.entry_hash.hex()}")


def _harmless_check(authority: str) -> Request:
    """It concerns no family: its reference is nobody's, so it stands in the own file."""
    nobody, agency = "0" * 24, Agency("HEALTH_VISITOR")
    proposal = Proposal(None, (nobody,), agency, ("CHILD_HEALTH",), "AGENCY_CHECKS", SEEK)
    command = CheckSharing(proposal, asked_of="append-one")
    return Request(
        authority,
        SERVICE,
        ByReference("append-one"),
        lambda moment: check_sharing(command, moment),
    )


@cli.group("ledger")
def ledger_group() -> None:
    """What auditors are given."""


@ledger_group.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--authority", required=True)
def export(folder: Path, authority: str) -> None:
    """Write the ledger as static files that `python -m ledger verify bundle` reads."""
    opened = _storage()
    _chosen(opened, authority)
    opened.keepers[authority].checkpoint()
    last = opened.checkpoints[authority].latest()
    if last is None:
        _fail("There is no checkpoint to export.", 5)
    origin = opened.keys[authority].origin
    size = open_checkpoint(last, origin, (opened.keys[authority].signer().verifier,)).size
    reader = LedgerReader(opened.engine, opened.records.ledgers[authority])
    # A function of where to start: an export that was cut off goes on from there.
    write_folder(folder, lambda start: reader.lines(start, size), last)
    click.echo(
        f"Written to {folder}: {size} entries. Verify it with:\n"
        f"python -m ledger verify bundle {folder} --origin {origin} "
        f"--key '{_key_text(opened, authority)}'"
    )


@ledger_group.command("key")
@click.option("--authority", required=True)
def key(authority: str) -> None:
    """Print the key that checkpoints are verified with. Auditors pin it."""
    opened = _storage()
    _chosen(opened, authority)
    click.echo(_key_text(opened, authority))


def _key_text(opened: Opened, authority: str) -> str:
    return format_verifier(opened.keys[authority].signer().verifier)


@cli.command()
@click.option("--folder", default="var", type=click.Path(path_type=Path), show_default=True)
@click.option("--port", default=8000, show_default=True)
def demo(folder: Path, port: int) -> None:
    """Start the service on SQLite with a sample case, and say what to try."""
    demonstration.run(folder, port)


@cli.command()
@click.option("--check", is_flag=True, help="Only say whether they are up to date.")
def spec(check: bool) -> None:
    """Write the API's specification and the event catalogue from the code."""
    stale = specification.write(Path.cwd(), check=check)
    if check and stale:
        _fail("Out of date: " + ", ".join(stale) + ". Run `make spec`.", 1)
