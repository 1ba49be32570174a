"""`consent-service keys`: which keys there are, and a new one in the place of each."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ..storage.keys import read_one_file
from ..storage.opening import Opened
from ..storage.rewrapping import Progress
from ..storage.succeeding import ROTATED, Standing, bring_back, retire, rotate, standing, told
from .group import cli, fail, ledgers, one_authority, settings, storage

of_authority = click.option("--authority", required=True)
purpose = click.argument("purpose", type=click.Choice(ROTATED))


@cli.group("keys")
def keys_group() -> None:
    """The keys of an authority, and how they are rotated while the service runs."""


@keys_group.command("list")
@one_authority
def list_keys(authority: str | None) -> None:
    """Which keys are in use, by ids, which say nothing of a key."""
    opened = storage()
    for ledger, one in _standings(opened, authority):
        since = "" if one.since is None else f", since {one.since}"
        click.echo(f"{ledger} {one.purpose}: {one.active}{since}{_beside(one)}")


@keys_group.command("progress")
@one_authority
def progress(authority: str | None) -> None:
    """How far each rotation has come: what still needs the old key, and what to do next."""
    opened = storage()
    is_open = False
    for ledger, one in _standings(opened, authority):
        if one.is_open:
            is_open = True
            click.echo(f"{ledger} {one.purpose}: {_next(one)}")
    if not is_open:
        click.echo("No rotation is open.")


@keys_group.command("rotate")
@purpose
@of_authority
def rotate_keys(purpose: str, authority: str) -> None:
    """Make a new key, and make again with it what the old one made.

    May be run again after it was cut short: it goes on where it stopped.
    """
    opened = storage()
    names = ledgers(opened, authority)
    done = [one for one in names if _is_done(standing(opened, settings().keys, one, purpose))]
    if len(done) == len(names):
        fail(f"Nothing needs the old key any more. Run `consent-service keys retire {purpose}`.", 1)
    for ledger in names:
        if ledger not in done:
            rotate(opened, settings().keys, ledger, purpose, _counted(ledger))
            click.echo("", err=True)
    click.echo(
        f"The new {purpose} key is in use, and nothing in the database needs the old one. Keep a "
        f"copy of the key files. Then run `consent-service keys retire {purpose} --authority "
        f"{authority}`. A backup from before needs the key file of before: keep that with it."
    )


@keys_group.command("retire")
@purpose
@of_authority
def retire_keys(purpose: str, authority: str) -> None:
    """Take the old key out of the key file, when nothing needs it any more."""
    opened = storage()
    for ledger in ledgers(opened, authority):
        if standing(opened, settings().keys, ledger, purpose).outgoing is not None:
            gone = retire(opened, settings().keys, ledger, purpose)
            click.echo(f"{ledger}: the {purpose} key {gone} is gone from the key file.")
    click.echo(
        "Keep a copy of the present key files. Destroy the old ones when no backup of the database "
        "from before is kept any more."
    )


@keys_group.command("bring-back")
@purpose
@of_authority
@click.option(
    "--from",
    "file",
    required=True,
    type=click.Path(path_type=Path),
    help="The key file of that time.",
)
def bring_back_key(purpose: str, authority: str, file: Path) -> None:
    """Take the key of an old key file beside the present one, for a backup of its time.

    Then run `rotate`: it makes again what that key made.
    """
    opened = storage()
    ledgers(opened, authority)
    id = bring_back(opened, settings().keys, authority, purpose, read_one_file(file))
    click.echo(
        f"{authority}: the {purpose} key {id} opens again what it sealed. Run "
        f"`consent-service keys rotate {purpose} --authority {authority}`."
    )


def _standings(opened: Opened, authority: str | None) -> Iterator[tuple[str, Standing]]:
    for ledger in ledgers(opened, authority):
        for one in ROTATED:
            yield ledger, standing(opened, settings().keys, ledger, one)


def _is_done(one: Standing) -> bool:
    return one.outgoing is not None and not one.left


def _beside(one: Standing) -> str:
    if one.outgoing is not None:
        return f"; {one.outgoing} before it, still held"
    return "" if one.incoming is None else f"; {one.incoming} is to follow"


def _next(one: Standing) -> str:
    if one.outgoing is None:
        return f"a new key is written and not used yet. Run `keys rotate {one.purpose}` again."
    if one.left:
        return f"left: {told(one.left)}. Run `keys rotate {one.purpose}` again."
    return f"done; nothing needs {one.outgoing}. Run `keys retire {one.purpose}`."


def _counted(ledger: str) -> Progress:
    def say(done: int, of: int) -> None:
        end = "\r" if sys.stderr.isatty() else "\n"
        click.echo(f"{ledger}: {done} of {of} made again{end}", nl=False, err=True)

    return say
