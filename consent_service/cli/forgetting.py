"""`consent-service forget-looks`: who looked is kept for as long as it should be, and no longer."""

from __future__ import annotations

import click

from ..domain.recorded.content import OPERATOR
from ..storage.people.forgetting import MONTH, forget_looks
from .group import chosen, cli, storage, two_people


@cli.command("forget-looks")
@click.option("--authority", required=True)
@click.option("--before", required=True, help="The first month that is kept, as 2026-05.")
@click.option("--approved-by", "people", multiple=True, help="A staff id. Twice: two people.")
def forget(authority: str, before: str, people: tuple[str, ...]) -> None:
    """Destroy the keys of who looked in the months before: nobody can read it any more.

    The ledger goes on saying how many looks there were, and when. May be run again.
    """
    both = two_people(people)
    if MONTH.fullmatch(before) is None:
        raise click.UsageError("--before takes a month, as 2026-05.")
    opened = storage()
    chosen(opened, authority)
    count = forget_looks(opened, authority, before, OPERATOR, both)
    click.echo(
        f"{authority}: forgotten who looked in the months before {before}, of {count} families and "
        "months. It is complete when no backup of the database from before is kept any more."
    )
