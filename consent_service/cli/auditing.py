"""`consent-service ledger …`: what auditors are given."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.bundle import write_folder
from ledger.checkpoint import open_checkpoint
from ledger.note import format_verifier

from ..storage.opening import Opened
from ..storage.reader import LedgerReader
from .shared import chosen, cli, fail, storage


@cli.group("ledger")
def ledger_group() -> None:
    """What auditors are given."""


@ledger_group.command("export")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--authority", required=True)
def export(folder: Path, authority: str) -> None:
    """Write the ledger as static files that `python -m ledger verify bundle` reads."""
    opened = storage()
    chosen(opened, authority)
    opened.keepers[authority].checkpoint()
    last = opened.checkpoints[authority].latest()
    if last is None:
        fail("There is no checkpoint to export.", 5)
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
    opened = storage()
    chosen(opened, authority)
    click.echo(_key_text(opened, authority))


def _key_text(opened: Opened, authority: str) -> str:
    return format_verifier(opened.keys[authority].signer().verifier)
