"""Run the service, and ask whether it runs."""

from __future__ import annotations

import os

import click

from ledger.errors import RolledBack

from .. import serving
from ..front.server import ProcessLimits
from ..machine import machine_clocks
from ..storage.database.engine import DATABASE_ERRORS, assert_durable, has_synchronous_standby
from ..storage.door.opening import OpenStorage, open_storage
from ..storage.door.trouble import NotSound
from .group import WHAT_TO_DO, cli, fail, settings


@cli.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", type=int, help="1, beside which another stands by.")
@click.option("--threads", default=32, show_default=True, help="In each worker.")
@click.option("--connections", default=1_000, show_default=True, help="In each worker, at most.")
@click.option("--waiting", default=64, show_default=True, help="For a thread of each, at most.")
@click.option("--strict", is_flag=True, help="End with 3 if a ledger is not what was signed.")
def serve(
    *,
    host: str,
    port: int,
    workers: int | None,
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
    limits = ProcessLimits(connections=connections, threads=threads, waiting=waiting)
    # They share batches the less, the more they are. Where somebody says how many, they all serve.
    stands_by, workers = workers is None, workers or 1
    try:
        serving.serve(serving.Serving(host, port, workers, limits, stands_by=stands_by))
    except serving.CannotServe as error:
        fail(str(error), 1)


def _is_as_signed(opened: OpenStorage, authority: str) -> bool:
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
