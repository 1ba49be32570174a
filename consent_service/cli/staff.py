"""`consent-service staff`: who works here, in which roles they may act (on the ledger), and
how they come in.
"""

from __future__ import annotations

from typing import Any

import click
from marshmallow import ValidationError

from ..access.accounts import new_set_up_code
from ..access.provider import Provider
from ..access.providers import read_providers
from ..actions.moment import Moment
from ..actions.refused import Refused
from ..actions.said import Said
from ..api.edge.meanings import PROBLEMS
from ..api.recorded.registers import GRANT_RIGHT, RECORD_STAFF, REVOKE_RIGHT
from ..api.recorded.write import Write
from ..domain.recorded.content import OPERATOR
from ..domain.recorded.events import AnyEvent
from ..domain.recorded.ofauthority import RightGranted
from ..machine import system_clock
from ..storage.door.opening import OpenStorage
from ..storage.door.queries import read_authority
from ..storage.door.requests import OwnFile, Request
from ..storage.people.accounts import Account
from .group import STAFF, chosen, cli, fail, settings, storage

_authority = click.option("--authority", required=True)
_staff = click.option("--staff", required=True, help="Their staff id: opaque, and no address.")
_role = click.option("--role", required=True, help="As in GET /v1/codes, staff_roles.")
_until = click.option("--until", help="When it ends by itself: 2026-12-31T17:00:00Z.")
_subject = click.option("--subject", help="Their provider's own id of them: `sub`, no address.")
_organisation = click.option("--organisation", help="The listed service a partner speaks for.")


@cli.group("staff")
def staff_group() -> None:
    """Staff and their rights."""


@staff_group.command("add")
@_authority
@_staff
@click.option("--names", required=True, help="Who stands behind the id.")
@click.option("--team")
@_role
@_until
@_organisation
@_subject
def add(
    *,
    authority: str,
    staff: str,
    names: str,
    team: str | None,
    subject: str | None,
    **right: str | None,
) -> None:
    """List somebody, give them a role and a way in. So the first administrator is made."""
    opened = storage()
    chosen(opened, authority)
    if subject is not None:
        provider_of(opened, authority)
    _record(
        opened,
        authority,
        (RECORD_STAFF, {"staff": staff, "names": names, "team": team}),
        (GRANT_RIGHT, {"staff": staff, **right}),
    )
    if subject is None:
        say_set_up_code(opened, authority, staff)
    else:
        link(opened, authority, staff, subject)


@staff_group.command("set-up")
@_authority
@_staff
def set_up(*, authority: str, staff: str) -> None:
    """A code to set an account up with. The account of before is gone, its sessions have ended."""
    opened = storage()
    chosen(opened, authority)
    say_set_up_code(opened, authority, staff)


@staff_group.command("link")
@_authority
@_staff
@click.option("--subject", required=True, help="Their provider's own id of them: `sub`.")
def link_to_provider(*, authority: str, staff: str, subject: str) -> None:
    """Say who somebody is at their council's provider. Their sessions have ended."""
    opened = storage()
    chosen(opened, authority)
    link(opened, authority, staff, subject)


@staff_group.command("grant")
@_authority
@_staff
@_role
@_until
@_organisation
def grant(*, authority: str, **right: str | None) -> None:
    """Give somebody one more role."""
    opened = storage()
    chosen(opened, authority)
    _record(opened, authority, (GRANT_RIGHT, right))


@staff_group.command("revoke")
@_authority
@click.option("--right", required=True, help="Its id: see `staff list`.")
def revoke(*, authority: str, right: str) -> None:
    """Take a right back. It holds on the next request, in every process."""
    opened = storage()
    chosen(opened, authority)
    _record(opened, authority, (REVOKE_RIGHT, {}), right=right)
    click.echo(f"Right {right} is taken back.")


@staff_group.command("list")
@_authority
def list_staff(*, authority: str) -> None:
    """The rights that stand: id, staff id, role, organisation, end."""
    opened = storage()
    chosen(opened, authority)
    own = read_authority(opened.records, authority)
    for one in own.standing_rights(opened.records.now(authority)):
        until = "" if one.until is None else one.until.isoformat()
        click.echo("\t".join((one.right, one.staff, one.role, one.organisation or "", until)))


def _record(
    opened: OpenStorage,
    authority: str,
    *rows: tuple[Write[Any], dict[str, str | None]],
    **path: str,
) -> None:
    """As the API would record the same: all of it, or nothing. Says which rights were given."""
    said = [(write, _said(write, sent).but(**path)) for write, sent in rows]

    def action(moment: Moment) -> list[AnyEvent]:
        return [event for write, one in said for event in write.carry_out(one, moment)]

    try:
        recorded = opened.records.run(Request(authority, OPERATOR, OwnFile(), action))
    except Refused as refused:
        problem = PROBLEMS[refused.problem]
        fail(f"{problem.title} {problem.next}", 1)
    for written in recorded.entries:
        granted = written.content.event
        if isinstance(granted, RightGranted):
            click.echo(f"{granted.staff} may act as {granted.role}: right {granted.right}.")


def _said(write: Write[Any], sent: dict[str, str | None]) -> Said[Any]:
    try:
        said: Said[Any] = write.body().load({k: v for k, v in sent.items() if v is not None})
    except ValidationError as error:
        wrong = ", ".join(f"--{member}" for member in sorted(map(str, error.messages_dict)))
        raise click.UsageError(f"Not as {write.name} takes it: {wrong}.") from error
    return said


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
