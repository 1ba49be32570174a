"""What a developer needs beside the service: tokens, a sample case, the specification."""

from __future__ import annotations

from pathlib import Path

import click

from .. import demonstration
from ..access.tokens import issue_token
from ..api.spec import document as specification
from ..app import create_app
from ..domain.codes import codes
from ..machine import system_clock
from ..storage.door.opening import OpenStorage
from ..storage.door.queries import read_authority
from .group import chosen, cli, fail, settings, storage


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
@click.option("--named-at", type=int, help="For an advocate: the entry that named them.")
@click.option("--organisation", help="For a partner: the id of its service in the directory.")
def token(
    *,
    authority: str,
    subject: str,
    roles: tuple[str, ...],
    working_day: bool,
    file: str | None,
    person: str | None,
    named_at: int | None,
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
                named_at=named_at,
                agency=agency,
                organisation=organisation,
            )
        except ValueError as error:
            raise click.UsageError(str(error)) from error
    click.echo(issued)


def _type_of(opened: OpenStorage, authority: str, organisation: str) -> str:
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
