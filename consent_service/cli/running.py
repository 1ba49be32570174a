"""Begin an authority, run the service, and what a developer needs beside it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from ledger.errors import RolledBack

from .. import demonstration, serving
from ..access.tokens import issue_token
from ..api.spec import document as specification
from ..app import create_app, machine_clocks, system_clock
from ..beginning import OPERATOR, prepare
from ..domain.codes import codes
from ..front.server import Limits
from ..storage.beginning import begin_reads
from ..storage.engine import DATABASE_ERRORS, assert_durable, has_synchronous_standby, open_engine
from ..storage.migrating import migrate
from ..storage.opening import Opened, open_storage
from ..storage.queries import read_authority
from ..storage.roles import APP, BACKUP, VERIFY
from ..storage.trouble import NotSound
from .group import WHAT_TO_DO, chosen, cli, fail, settings, storage


@cli.command()
@click.option("--authority", required=True, help="A short code, for example bexley.")
@click.option("--origin", required=True, help="The ledger's name for ever: service and authority.")
@click.option("--demonstration", "is_demonstration", is_flag=True, help="Made-up families only.")
def init(authority: str, origin: str, is_demonstration: bool) -> None:
    """Begin an authority: its keys, its ledger, its first checkpoint."""
    given = settings()
    prepare(given, authority, origin, system_clock(), is_demonstration=is_demonstration)
    click.echo(f"The ledger {origin} has begun. Keep a copy of {given.keys} apart from the data.")


@cli.command("migrate")
@click.option("--distribute", is_flag=True, help="Over the servers of Citus, by authority.")
@click.option("--roles", is_flag=True, help="Make PostgreSQL's roles. Needs a superuser.")
def migrate_command(*, distribute: bool, roles: bool) -> None:
    """Bring the database to the present shape, and begin what ledgers an authority lacks."""
    given = settings()
    engine = open_engine(given.database_url, apart=False)
    try:
        migrate(engine, distributed=distribute, roles=roles)
        begun = begin_reads(
            engine,
            keys_folder=given.keys,
            checkpoints_folder=given.checkpoints,
            by=OPERATOR,
            at=system_clock(),
        )
    finally:
        engine.dispose()
    click.echo("The database is in its present shape.")
    for authority in begun:
        click.echo(
            f"{authority}: the ledger of who looks at its record has begun. Keep a copy of "
            f"{given.keys} apart from the data."
        )
    if roles:
        click.echo(f"{APP} serves, {VERIFY} verifies, {BACKUP} copies: give each a way to sign in.")


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.option("--threads", default=16, show_default=True, help="In each worker.")
@click.option("--connections", default=1_000, show_default=True, help="In each worker, at most.")
@click.option("--waiting", default=64, show_default=True, help="For a thread of each, at most.")
@click.option("--strict", is_flag=True, help="End with 3 if a ledger is not what was signed.")
def serve(
    *,
    host: str,
    port: int,
    workers: int,
    threads: int,
    connections: int,
    waiting: int,
    strict: bool,
) -> None:
    """Start the service. Refuses a database that would not keep what it acknowledges.

    A ledger that is behind or beside what was signed for it is not appended to. Its checks are
    answered UNAVAILABLE all the same, with how to share now: nobody should find a closed door.
    """
    given = settings()
    opened = open_storage(given, machine_clocks())
    try:
        assert_durable(opened.engine)
        if not has_synchronous_standby(opened.engine):
            click.echo("No second machine holds what is acknowledged: docs/operating.md.", err=True)
        if not given.roles_apart:
            click.echo("Roles are not asked for: CONSENT_ROLES_APART, docs/operating.md.", err=True)
        as_signed = [_is_as_signed(opened, authority) for authority in opened.keepers]
        for authority in opened.keepers:
            if authority not in opened.feeders:
                click.echo(f"{authority}: no witness vouches for this ledger.", err=True)
        if strict and not all(as_signed):
            fail("Not started, as --strict asks.", RolledBack.exit_code)
    except DATABASE_ERRORS as error:
        # It may come up later. Until then checks are answered without it.
        click.echo(f"The database does not answer yet ({type(error).__name__}).", err=True)
    finally:
        # Its processes have connections of their own; this one has looked, and only waits.
        opened.engine.dispose()
    limits = Limits(connections=connections, threads=threads, waiting=waiting)
    try:
        serving.serve(serving.Serving(host, port, workers, limits))
    except serving.CannotServe as error:
        fail(str(error), 1)


def _is_as_signed(opened: Opened, authority: str) -> bool:
    """Whether this is the ledger that was signed for; if not, that is said before anybody asks."""
    try:
        opened.keepers[authority].compare()
    except NotSound as error:
        click.echo(f"{authority}: {error}\n{WHAT_TO_DO}", err=True)
        return False
    return True


@cli.command()
@click.option("--url", default="http://127.0.0.1:8000/livez", show_default=True)
def health(url: str) -> None:
    """Ask a running service whether it answers."""
    host = os.environ.get("CONSENT_HOSTS", "127.0.0.1").split(",")[0]
    if not serving.answers(url, host):
        fail("The service does not answer.", 1)


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
@click.option("--organisation", help="For a partner: the id of its service in the directory.")
def token(
    *,
    authority: str,
    subject: str,
    roles: tuple[str, ...],
    working_day: bool,
    file: str | None,
    person: str | None,
    organisation: str | None,
) -> None:
    """Issue a token for development. A role that needs more than was given is refused."""
    opened = storage()
    chosen(opened, authority)
    if working_day and not opened.demonstrations[authority]:
        fail("Only a demonstration ledger has tokens that last a working day.", 1)
    agency = None if organisation is None else _type_of(opened, authority, organisation)
    app = create_app(settings())
    with app.app_context():
        try:
            issued = issue_token(
                subject,
                list(roles),
                authority,
                demonstration=working_day,
                file=file,
                person=person,
                agency=agency,
                organisation=organisation,
            )
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    click.echo(issued)


def _type_of(opened: Opened, authority: str, organisation: str) -> str:
    """The type of a service that the directory has, and that has not ended."""
    own = read_authority(opened.records, authority)
    service = own.directory(system_clock()).by_id.get(organisation)
    if service is None or service.ended:
        raise click.UsageError("The directory has no such service: `consent-service directory`.")
    return service.type


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
        fail("Out of date: " + ", ".join(stale) + ". Run `make spec`.", 1)
