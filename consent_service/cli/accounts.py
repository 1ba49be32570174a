"""Ways in for staff: a code to set an account up, or who somebody is at their provider."""

from __future__ import annotations

import click

from ..access.accounts import new_set_up_code
from ..access.providers import read_providers
from ..machine import system_clock
from ..storage.accounts import Account
from .group import STAFF, chosen, cli, fail, settings, storage

_authority = click.option("--authority", required=True)
_staff = click.option("--staff", required=True, help="Their staff id: opaque, and no address.")


@cli.command("set-up-code")
@_authority
@_staff
def set_up_code(*, authority: str, staff: str) -> None:
    """Let somebody set up a password and a second factor. Whatever they had before is gone."""
    _assert_an_id(staff)
    opened = storage()
    chosen(opened, authority)
    code = new_set_up_code(opened.accounts[authority], staff, system_clock().timestamp())
    opened.sessions[authority].end_all_of(staff)
    click.echo(f"{code}\nGood once, for a week, by {staff} alone, at /set-up/{authority}")


@cli.command("link-provider")
@_authority
@_staff
@click.option("--subject", required=True, help="The provider's own id of them: `sub`.")
def link_provider(*, authority: str, staff: str, subject: str) -> None:
    """Say who somebody is at their council's provider. Their sessions from before end."""
    _assert_an_id(staff)
    opened = storage()
    chosen(opened, authority)
    provider = read_providers(settings().providers, opened.keys).get(authority)
    if provider is None:
        fail("This authority has no provider: CONSENT_PROVIDERS, docs/operating.md.", 1)
    ours = opened.accounts[authority]
    ours.put(ours.id_of("provider", provider.issuer, subject), Account(staff=staff))
    opened.sessions[authority].end_all_of(staff)
    click.echo(f"{staff} signs in with {provider.issuer}")


def _assert_an_id(staff: str) -> None:
    if STAFF.fullmatch(staff) is None:
        raise click.UsageError("--staff takes a staff id: letters, digits, dots, hyphens.")
