"""`consent-service ledger rotate-key`, `retire-key`, `rotations`: a new key for the signature."""

from __future__ import annotations

from pathlib import Path

import click

from ledger.note import format_public_key
from ledger.rotation import format_rotations

from ..storage.door.queries import read_authority
from ..storage.sealed.keychain import statements_of
from ..storage.sealed.rotating import retire_key, rotate_key
from .auditing import ledger_group
from .group import ledgers, settings, storage, two_people


@ledger_group.command("rotate-key")
@click.option("--authority", required=True)
def rotate(authority: str) -> None:
    """Make a new signing key, which signs beside the old one until that is retired.

    May be run again after it was cut short: it goes on where it stopped.
    """
    opened = storage()
    ledgers(opened, authority)
    new = format_public_key(rotate_key(opened, settings().key_folder, authority))
    click.echo(
        f"The new key signs beside the old one from now on:\n{new}\n"
        "Keep a copy of the key file. Tell auditors and witnesses this key by a way they trust, "
        f"and give them what `consent-service ledger rotations --authority {authority}` prints. "
        "When they have it, run `consent-service ledger retire-key`."
    )


@ledger_group.command("retire-key")
@click.option("--authority", required=True)
@click.option("--approved-by", "people", multiple=True, help="A staff id. Twice: two people.")
def retire(authority: str, people: tuple[str, ...]) -> None:
    """Destroy the old signing key after a rotation. What it signed goes on verifying."""
    both = two_people(people)
    opened = storage()
    ledgers(opened, authority)
    old = format_public_key(retire_key(opened, settings().key_folder, authority, both))
    click.echo(
        f"This key signs no more, and its private half is gone from the key file:\n{old}\n"
        "Destroy it in the copies of the key file as well, and keep a copy of the present one."
    )


@ledger_group.command("rotations")
@click.option("--authority", required=True)
@click.option("--output", type=click.Path(path_type=Path), help="A file, instead of printing.")
def rotations(authority: str, output: Path | None) -> None:
    """Print how one key handed over to the next, for `python -m ledger verify --rotations`."""
    opened = storage()
    ledgers(opened, authority)
    data = format_rotations(statements_of(read_authority(opened.records, authority)))
    if output is None:
        click.echo(data, nl=False)
    else:
        output.write_bytes(data)
