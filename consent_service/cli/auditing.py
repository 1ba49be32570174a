"""`consent-service ledger …`: what auditors are given."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ledger.bundle import write_folder
from ledger.checkpoint import open_checkpoint
from ledger.note import format_public_key
from ledger.watching import watched

from ..domain.file.looks import KEEPER
from ..storage.door.opening import OpenStorage
from ..storage.keepers.vouching import Witnessing
from ..storage.whole.reader import LedgerReader
from .group import cli, fail, ledgers, say, storage


@cli.group("ledger")
def ledger_group() -> None:
    """What auditors are given."""


@ledger_group.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--authority", required=True)
@click.option("--quiet", is_flag=True, help="No progress, on a terminal either.")
def export(folder: Path, authority: str, quiet: bool) -> None:
    """Write the ledger as static files that `python -m ledger verify bundle` reads.

    Into a new folder, or that of an earlier export of this ledger, which then grows by what is
    new. After an export that was cut off, run it again: it goes on from there.
    """
    opened = storage()
    ledgers(opened, authority)
    opened.keepers[authority].checkpoint()
    last = opened.checkpoints[authority].latest()
    if last is None:
        fail("There is no checkpoint to export.", 5)
    if authority in opened.feeders:
        opened.keepers[authority].publish_now()
        opened.feeders[authority].feed()
        last = opened.feeders[authority].vouched.with_lines(last)
    origin = opened.keys[authority].origin
    size = open_checkpoint(last, origin, opened.keepers[authority].verifiers).size
    reader = LedgerReader(opened.engine, opened.records.ledgers[authority], KEEPER)
    with watched("Exporting", quiet=quiet) as progress:
        # A function of where to start: what is there already is not read again.
        write_folder(folder, lambda start: reader.lines(start, size), last, progress)
    click.echo(
        f"Written to {folder}: {size} entries. Verify it with:\n"
        f"python -m ledger verify bundle {folder} --origin {origin} "
        f"--key '{_key_text(opened, authority)}'"
    )


@ledger_group.command("key")
@click.option("--authority", required=True)
@click.option("--all", "every", is_flag=True, help="Every key that ever signed, the first first.")
def key(authority: str, every: bool) -> None:
    """Print the key that checkpoints are verified with. Auditors pin it."""
    opened = storage()
    ledgers(opened, authority)
    verifiers = opened.keepers[authority].verifiers
    for verifier in verifiers if every else verifiers[-1:]:
        click.echo(format_public_key(verifier))


def _key_text(opened: OpenStorage, authority: str) -> str:
    return format_public_key(opened.keepers[authority].verifiers[-1])


@ledger_group.command("witnesses")
@click.option("--authority", required=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def witnesses(authority: str, as_json: bool) -> None:
    """Say how far witnesses vouch for the ledger. Asks none of them.

    Exit codes: 0 as far and as lately as the policy asks; 1 late, or never; 64 no policy.
    """
    opened = storage()
    ledgers(opened, authority)
    if authority not in opened.feeders:
        raise click.UsageError(
            "This authority has no witness policy: see CONSENT_WITNESSES in docs/operating.md."
        )
    seen = opened.feeders[authority].look()
    if as_json:
        say(
            authority=authority,
            size=seen.size,
            cosigned=seen.cosigned,
            lag_seconds=None if seen.lag is None else int(seen.lag.total_seconds()),
            late=seen.is_late,
            witnesses=[
                {
                    "name": one.name,
                    "size": one.size,
                    "at": None if one.at is None else one.at.isoformat(),
                    "failure": one.failure,
                }
                for one in seen.witnesses
            ],
        )
    else:
        click.echo(_in_words(seen))
        for one in seen.witnesses:
            upto = "nothing yet" if one.at is None else f"{one.size} entries at {one.at}"
            click.echo(f"  {one.name}: {upto}" + (f". {one.failure}" if one.failure else ""))
    if seen.is_late:
        sys.exit(1)


def _in_words(seen: Witnessing) -> str:
    if seen.cosigned is None or seen.lag is None:
        return f"No checkpoint was ever cosigned as the policy asks; {seen.size} are published."
    how = "LATE" if seen.is_late else "In time"
    seconds = int(seen.lag.total_seconds())
    return (
        f"{how}: {seen.cosigned} of {seen.size} published entries are cosigned as the policy asks, "
        f"{seconds} seconds ago."
    )
