"""Ways in for staff: a code to set an account up, or who somebody is at their provider."""

from __future__ import annotations

import click

from ..access.accounts import new_set_up_code
from ..access.providers import Provider, read_providers
from ..machine import system_clock
from ..storage.accounts import Account
from ..storage.opening import OpenStorage
from .group import STAFF, fail, settings


def say_set_up_code(opened: OpenStorage, authority: str, staff: str) -> None:
    """Let somebody set up a password and a second factor. What they had before has ended."""
    _assert_an_id(staff)
    code = new_set_up_code(opened.accounts[authority], staff, system_clock().timestamp())
    opened.sessions[authority].end_all_of(staff)
    click.echo(f"{code}\nGood once, for a week, by {staff} alone, at /set-up/{authority}")


def provider_of(opened: OpenStorage, authority: str) -> Provider:
    """The authority's provider; the command ends where there is none."""
    provider = read_providers(settings().providers, opened.keys).get(authority)
    if provider is None:
        fail("This authority has no provider: CONSENT_PROVIDERS, docs/operating.md.", 1)
    return provider


def link(opened: OpenStorage, authority: str, staff: str, subject: str) -> None:
    """Say who somebody is at their provider. What they had before has ended."""
    _assert_an_id(staff)
    provider = provider_of(opened, authority)
    ours = opened.accounts[authority]
    ours.put(("provider", provider.issuer, subject), Account(staff=staff))
    opened.sessions[authority].end_all_of(staff)
    click.echo(f"{staff} signs in with {provider.issuer}")


def _assert_an_id(staff: str) -> None:
    if STAFF.fullmatch(staff) is None:
        raise click.UsageError("--staff takes a staff id: letters, digits, dots, hyphens.")
