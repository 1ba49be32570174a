"""Verify the record, make what follows from it again, and see that it takes an entry."""

from __future__ import annotations

import sys

import click

from ledger.errors import LedgerError

from ..actions.checks import CheckSharing, check_sharing
from ..domain.proposal import Proposal
from ..domain.scope import SEEK, Agency
from ..storage.opening import SERVICE
from ..storage.rebuilding import rebuild as rebuild_projections
from ..storage.requests import ByReference, Request
from .shared import chosen, cli, one_authority, say, storage


@cli.command()
@one_authority
@click.option("--replay", is_flag=True, help="Recompute every recorded answer as well.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a ledger.")
def verify(authority: str | None, replay: bool, as_json: bool) -> None:
    """Verify the whole record: chain, tree, contents, projections; with --replay, answers.

    Exit codes: 0 sound, 2 altered, 3 rollback or fork, 4 content missing, 5 unreadable, 6 key or
    origin not the pinned one.
    """
    opened = storage()
    for one in chosen(opened, authority):
        try:
            found = opened.verify(one, replay=replay)
        except LedgerError as error:
            if as_json:
                say(authority=one, sound=False, exit_code=error.exit_code, fault=str(error))
                sys.exit(error.exit_code)
            raise
        if as_json:
            say(
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


@cli.command()
@one_authority
def rebuild(authority: str | None) -> None:
    """Drop the projections and make them again from the ledger."""
    opened = storage()
    for one in chosen(opened, authority):
        count = rebuild_projections(opened.records, opened.records.ledgers[one])
        click.echo(f"{one}: {count} case files made again from the ledger.")


@cli.command("append-one")
@click.option("--authority", required=True)
def append_one(authority: str) -> None:
    """Record one check of a reference that nobody knows, for tests that break storage on purpose.

    Says READY on standard error when the database answers, then `ACK seq hash` once it is durable.
    """
    opened = storage()
    chosen(opened, authority)
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
