"""`consent-service keys`: which keys there are, and a new one in the place of each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from ledger.entry import format_time
from ledger.files import Progress
from ledger.note import format_public_key

from ..access.tokenkeys import (
    TOKEN_KEYS,
    alone_with_token_keys,
    over_at,
    read_token_keys,
    replace_lost,
    retire_token_key,
    rotate_token_key,
)
from ..access.tokens import longest_life
from ..storage.door.opening import OpenStorage
from ..storage.sealed.keyfolder import KEY_FILES, KeyFolder, lay_plain, names_of, seal_again
from ..storage.sealed.keys import read_one_file
from ..storage.sealed.rotating import alone
from ..storage.sealed.succeeding import (
    LEARN_SECONDS,
    ROTATED,
    HowFar,
    bring_back,
    retire,
    rotate,
    standing,
    told,
)
from .group import cli, fail, ledgers, one_authority, settings, storage

#: The key that signs tokens is not an authority's: there is one.
TOKEN = "token"  # noqa: S105 - what it is called

one_of_them = click.option("--authority", help="Whose; not for the key of tokens, which is one.")
purpose = click.argument("purpose", type=click.Choice((*ROTATED, TOKEN)))


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
    for ledger in ledgers(opened, authority):
        keys = opened.keepers[ledger].keys
        beside = "".join(f"; {format_public_key(one.verifier)} beside it" for one in keys.beside())
        click.echo(f"{ledger} signing: {format_public_key(keys.signer().verifier)}{beside}")
    tokens = read_token_keys(settings().key_folder)
    since = "" if tokens.since is None else f", since {format_time(tokens.since)}"
    others = "".join(f"; {kid} beside it" for kid in tokens.public if kid != tokens.kid)
    click.echo(f"{TOKEN}: {tokens.kid}{since}{others}")


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
    tokens = read_token_keys(settings().key_folder)
    over = over_at(tokens, longest_life(opened.demonstrations))
    if over is not None:
        click.echo(f"{TOKEN}: the old one verifies what it signed, until {format_time(over)}.")
    elif tokens.incoming is not None:
        click.echo(f"{TOKEN}: a new one is published. Run `keys rotate {TOKEN}` again.")
    elif not is_open:
        click.echo("No rotation is open.")


@keys_group.command("rotate")
@purpose
@one_of_them
@click.option("--lost", is_flag=True, help="Nobody has the key of tokens: begin with another.")
def rotate_keys(*, purpose: str, authority: str | None, lost: bool) -> None:
    """Make a new key, and make again with it what the old one made.

    May be run again after it was cut short: it goes on where it stopped.
    """
    if purpose == TOKEN:
        _rotate_token(lost=lost)
        return
    opened = storage()
    authority = _needed(authority)
    names = ledgers(opened, authority)
    done = [one for one in names if _is_done(standing(opened, settings().key_folder, one, purpose))]
    if len(done) == len(names):
        fail(f"All of it is done. Run `consent-service keys retire {purpose}`.", 1)
    for ledger in names:
        if ledger not in done:
            rotate(opened, settings().key_folder, ledger, purpose, _counted(ledger))
            click.echo("", err=True)
    click.echo(
        f"The new {purpose} key is in use, and what could be made again with it is. Keep a copy of "
        f"the key files. Then run `consent-service keys retire {purpose} --authority "
        f"{authority}`. A backup from before needs the key file of before: keep that with it."
    )


@keys_group.command("retire")
@purpose
@one_of_them
@click.option("--at-once", is_flag=True, help="Do not wait for what ends by itself.")
def retire_keys(*, purpose: str, authority: str | None, at_once: bool) -> None:
    """Take the old key out of the key file, when nothing needs it any more."""
    opened = storage()
    if purpose == TOKEN:
        longest, now = longest_life(opened.demonstrations), opened.records.clock()
        gone = retire_token_key(*_token_folders(), now, longest=longest, at_once=at_once)
        click.echo(f"{TOKEN}: what {gone} signed holds no more.")
        return
    authority = _needed(authority)
    for ledger in ledgers(opened, authority):
        if standing(opened, settings().key_folder, ledger, purpose).outgoing is not None:
            gone = retire(opened, settings().key_folder, ledger, purpose, at_once=at_once)
            click.echo(f"{ledger}: the {purpose} key {gone} is gone from the key file.")
    click.echo(
        "Keep a copy of the present key files. Destroy the old ones when no backup of the database "
        "from before is kept any more."
    )


@keys_group.command("bring-back")
@click.argument("purpose", type=click.Choice(ROTATED))
@click.option("--authority", required=True)
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
    id = bring_back(
        opened, settings().key_folder, authority, purpose, read_one_file(settings().keys, file)
    )
    click.echo(
        f"{authority}: the {purpose} key {id} opens again what it sealed. Run "
        f"`consent-service keys rotate {purpose} --authority {authority}`."
    )


@keys_group.command("seal")
def seal_files() -> None:
    """Seal the key files, each with a new key of its own, by the program in the file `command`.

    For when there is one at last, and for when the program's own key was replaced.
    """
    names = _each_file(seal_again)
    click.echo(f"Sealed: {', '.join(names)}. Destroy the copies that lie about unsealed.")


@keys_group.command("unseal")
def unseal_files() -> None:
    """Lay the key files plain again, which the program in the file `command` opens once more."""
    names = _each_file(lay_plain)
    click.echo(
        f"Plain: {', '.join(names)}. Take the file `command` away, or they are sealed again."
    )


def _each_file(work: Callable[[Path, str], None]) -> list[str]:
    """Do this with each key file, while no other command changes it. Their names."""
    found = settings()
    names = [name for name in names_of(found.keys) if name.endswith(KEY_FILES)]
    for name in names:
        if name == TOKEN_KEYS:
            with alone_with_token_keys(found.checkpoints):
                work(found.keys, name)
        else:
            with alone(found.checkpoints / name.removesuffix(".json")):
                work(found.keys, name)
    return names


def _rotate_token(*, lost: bool) -> None:
    if lost:
        kid = replace_lost(*_token_folders()).kid
        click.echo(f"{TOKEN}: {kid}. Restart the service; everybody signs in again.")
        return
    opened = storage()
    keys = rotate_token_key(*_token_folders(), opened.records.clock, learn=LEARN_SECONDS)
    over = over_at(keys, longest_life(opened.demonstrations))
    until = "" if over is None else f" until {format_time(over)}"
    click.echo(
        f"{keys.kid} signs tokens and sessions. What the old key signed holds{until}; then run "
        f"`consent-service keys retire {TOKEN}`. Keep a copy of the key file."
    )


def _token_folders() -> tuple[KeyFolder, Path]:
    found = settings()
    return found.key_folder, found.checkpoints


def _needed(authority: str | None) -> str:
    if authority is None:
        raise click.UsageError("Say whose: --authority CODE.")
    return authority


def _standings(opened: OpenStorage, authority: str | None) -> Iterator[tuple[str, HowFar]]:
    for ledger in ledgers(opened, authority):
        for one in ROTATED:
            yield ledger, standing(opened, settings().key_folder, ledger, one)


def _is_done(one: HowFar) -> bool:
    return one.outgoing is not None and not one.to_do


def _beside(one: HowFar) -> str:
    if one.outgoing is not None:
        return f"; {one.outgoing} before it, still held"
    return "" if one.incoming is None else f"; {one.incoming} is to follow"


def _next(one: HowFar) -> str:
    if one.outgoing is None:
        return f"a new key is written and not used yet. Run `keys rotate {one.purpose}` again."
    if one.to_do:
        return f"left: {told(one.left)}. Run `keys rotate {one.purpose}` again."
    if one.left:
        return (
            f"done but for what ends by itself: {told(one.left)}. Then `keys retire {one.purpose}`."
        )
    return f"done; nothing needs {one.outgoing}. Run `keys retire {one.purpose}`."


def _counted(ledger: str) -> Progress:
    said: set[int] = set()

    def say(done: int, of: int) -> None:
        part = 100 * done // of if of else 100
        if part in said:
            return
        said.add(part)
        end = "\r" if sys.stderr.isatty() else "\n"
        click.echo(f"{ledger}: {done} of {of} made again{end}", nl=False, err=True)

    return say
