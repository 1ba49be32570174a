"""`consent-service recover`: go on after entries were lost for good."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from ..domain.recorded.content import OPERATOR
from ..storage.believed.remembering import forget
from ..storage.whole.recovering import Accepted, Loss, find_loss
from ..storage.whole.recovering import recover as recover_loss
from .group import cli, fail, ledgers, storage, two_people

LEAST_WORDS: Final = 20


@cli.command()
@click.option("--authority", required=True)
@click.option("--approved-by", "people", multiple=True, help="A staff id. Twice: two people.")
@click.option("--why", help="What happened, for whoever reads the ledger later.")
@click.option(
    "--from",
    "source",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A newer copy of the ledger that somebody kept: an export, an auditor's.",
)
@click.option("--entries-are-gone", is_flag=True, help="No copy of the missing entries exists.")
@click.option("--checkpoints-are-gone", is_flag=True, help="The checkpoint store is lost for good.")
def recover(
    *,
    authority: str,
    people: tuple[str, ...],
    why: str | None,
    source: Path | None,
    entries_are_gone: bool,
    checkpoints_are_gone: bool,
) -> None:
    """Say what the ledger has lost; with two people's approval, record it and go on.

    Stop the service first. If a newer copy of the database exists anywhere, put that back instead:
    it has lost less. Exit codes: 0 nothing is lost, or it was recorded; 3 something is lost.
    """
    opened = storage()
    ledgers(opened, authority)
    loss = find_loss(opened, authority, source)
    if loss is None:
        forget(opened.checkpoints[authority].folder)
        opened.soundness[authority].recovered()
        click.echo("Nothing is lost: the ledger agrees with what was signed for it.")
        return
    if not people and why is None:
        fail(_found(loss), 3)
    accepted = Accepted(
        OPERATOR,
        two_people(people),
        _words(why),
        entries_gone=entries_are_gone,
        checkpoints_gone=checkpoints_are_gone,
    )
    in_doubt = recover_loss(opened, authority, loss, accepted)
    opened.soundness[authority].recovered()
    opened.keepers[authority].publish_now()
    _say_what_follows(authority, loss, in_doubt)


def _found(loss: Loss) -> str:
    if loss.signed is None:
        return (
            f"The ledger has {loss.first} entries and its checkpoint store is empty. Is it the "
            "right folder, and is its disk there? Nothing was changed."
        )
    found = (
        f"Entries {loss.first} to {loss.end - 1} were signed and are not in the database. "
        f"{len(loss.lines)} of these {loss.end - loss.first} can be put back without their "
        "content."
    )
    return (
        f"{found}\nNothing was changed. If a newer copy of the database exists, put it back. If "
        "not, run this again with --approved-by twice and --why."
    )


def _words(why: str | None) -> str:
    if why is None or len(why.strip()) < LEAST_WORDS:
        raise click.UsageError(
            f"Say with --why what happened, in at least {LEAST_WORDS} characters. Name no family."
        )
    return why.strip()


def _say_what_follows(authority: str, loss: Loss, in_doubt: list[str]) -> None:
    click.echo(
        f"Recorded. {len(loss.lines)} entries were put back without their content, and "
        f"{loss.end - loss.gone_from} are gone."
    )
    if in_doubt:
        click.echo(
            f"In doubt until a manager confirms each, once the family was asked again: "
            f"{len(in_doubt)} case file(s)."
        )
        for file in in_doubt:
            click.echo(f"  {file}")
    if loss.gone_from < loss.end:
        click.echo(
            "This history is not the one that was signed. Auditors and witnesses who hold a later "
            "checkpoint will say FORK or ROLLBACK, and they are right: tell them."
        )
    click.echo("Adopt the authority's policy and list its staff again if they had changed since.")
    click.echo(f"Then run: consent-service verify --replay --authority {authority}")
