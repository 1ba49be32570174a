"""Begin an authority, and bring its database to the present shape."""

from __future__ import annotations

import click

from ..beginning import prepare
from ..domain.recorded.content import OPERATOR
from ..machine import system_clock
from ..storage.database.engine import open_engine
from ..storage.database.migrating import migrate
from ..storage.database.roles import APP, BACKUP, VERIFY
from ..storage.door.beginning import begin_reads
from .group import cli, settings


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
