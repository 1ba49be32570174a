"""`consent-service client`: systems that ask by themselves, on the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from ..access.jwk import NoKey, read_key
from ..actions.clients import CannotRegister, disable_client, register_client, rotate_client_key
from ..actions.moment import Moment
from ..actions.refused import Refused
from ..domain.recorded.clients import (
    ROLES,
    SCOPES,
    Client,
    ClientDisabled,
    ClientKey,
    ClientRegistered,
    Quotas,
)
from ..domain.recorded.content import By
from ..domain.recorded.events import AnyEvent
from ..domain.recorded.members import Bounds, members_of
from ..machine import system_clock
from ..storage.door.opening import OpenStorage
from ..storage.door.queries import read_authority
from ..storage.door.requests import OwnFile, Request
from .group import STAFF, chosen, cli, fail, say, storage

_A_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_authority = click.option("--authority", required=True)
_client = click.option("--client", required=True, help="Its id here, such as lcs-live.")
_by = click.option("--by", required=True, help="Your staff id.")
_key = click.option(
    "--key", "key_file", required=True, type=_A_FILE, help="Its public key: a JWK, or PEM."
)
_kid = click.option("--kid", help="The key's name; left out, its own, or its thumbprint.")


def _quotas(command: Callable[..., Any]) -> Callable[..., Any]:
    """An option for each quota, with its own default and bounds."""
    for member in reversed(members_of(Quotas)):
        bounds = member.holds.mark(Bounds)
        assert bounds is not None  # noqa: S101 - each quota has them
        command = click.option(
            f"--{member.name.replace('_', '-')}",
            default=getattr(Quotas(), member.name),
            show_default=True,
            type=click.IntRange(bounds.least, bounds.most),
        )(command)
    return command


@cli.group("client")
def client_group() -> None:
    """Systems that ask by themselves, such as a case system."""


@client_group.command("add")
@_authority
@_client
@click.option("--name", required=True, help="What people call it.")
@click.option("--scope", "scopes", multiple=True, required=True, type=click.Choice(list(SCOPES)))
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES))
@_key
@_kid
@_by
@_quotas
def add(
    *,
    authority: str,
    client: str,
    name: str,
    scopes: tuple[str, ...],
    roles: tuple[str, ...],
    key_file: Path,
    kid: str | None,
    by: str,
    **quotas: int,
) -> None:
    """Register a system with its first public key, or replace what it may do.

    The private half stays where it was made: nobody sends it, and this service never sees it.
    """
    opened = storage()
    key = _read(key_file, kid)
    if STAFF.fullmatch(client) is None:
        raise click.UsageError("--client takes an id: letters, digits, dots, hyphens.")
    registered = ClientRegistered(
        client=client,
        name=name.strip(),
        scopes=tuple(dict.fromkeys(scopes)),
        roles=tuple(dict.fromkeys(roles)),
        quotas=Quotas(**quotas),
    )
    _record(opened, authority, by, lambda moment: register_client(registered, key, moment))
    click.echo(f"Registered as {authority}.{client}, which is its client_id. Its key: {key.kid}.")


@client_group.command("rotate")
@_authority
@_client
@_key
@_kid
@click.option("--retire", "retired", multiple=True, help="A key that is good no more, by its name.")
@_by
def rotate(
    *,
    authority: str,
    client: str,
    key_file: Path,
    kid: str | None,
    retired: tuple[str, ...],
    by: str,
) -> None:
    """Give a system one more key, and end others. With the key that it has, only end the others.

    Tokens that were had by a key that ends are refused from the next request on.
    """
    opened = storage()
    key = _read(key_file, kid)
    _record(opened, authority, by, lambda moment: rotate_client_key(client, key, retired, moment))
    click.echo(f"Its keys: {', '.join(_clients(opened, authority)[client].keys)}.")


@client_group.command("disable")
@_authority
@_client
@click.option("--why", required=True, help="For whoever reads the ledger later.")
@_by
def disable(*, authority: str, client: str, why: str, by: str) -> None:
    """End a system's access at once and for good, with the tokens that it has."""
    opened = storage()
    disabled = ClientDisabled(client=client, why=why.strip())
    _record(opened, authority, by, lambda moment: disable_client(disabled, moment))
    click.echo("Disabled. Its tokens are refused from the next request on.")


@client_group.command("list")
@_authority
def list_clients(authority: str) -> None:
    """Print each system on a line of its own, as JSON."""
    opened = storage()
    for one in _clients(opened, authority).values():
        say(
            client_id=f"{authority}.{one.id}",
            name=one.name,
            scopes=sorted(one.scopes),
            roles=sorted(one.roles),
            keys={kid: key.algorithm for kid, key in one.keys.items()},
            disabled=not one.is_good,
        )


def _clients(opened: OpenStorage, authority: str) -> dict[str, Client]:
    chosen(opened, authority)
    return read_authority(opened.records, authority).clients(system_clock())


def _read(path: Path, name: str | None) -> ClientKey:
    try:
        return read_key(path.read_bytes(), name)
    except NoKey as error:
        fail(f"{path.name}: {error}", 1)


def _record(
    opened: OpenStorage, authority: str, by: str, action: Callable[[Moment], Sequence[AnyEvent]]
) -> None:
    chosen(opened, authority)
    if STAFF.fullmatch(by) is None:
        raise click.UsageError("--by takes a staff id: letters, digits, dots, hyphens.")
    try:
        opened.records.run(Request(authority, By(by, "SYSTEM_ADMIN"), OwnFile(), action))
    except CannotRegister as error:
        fail(f"{error} Nothing was changed.", 1)
    except Refused:
        fail("There is no such client. Nothing was changed.", 1)
