"""`consent-service clock`: whether the time is believed, and setting right what ran ahead."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click
from flask import Flask

from ..actions.refused import Refused
from ..app import create_app
from ..domain.may import Principal
from ..domain.recorded.content import By
from ..domain.recorded.falling import MANAGERS
from ..storage.door.opening import OpenStorage
from ..storage.door.readiness import assert_recordable
from ..storage.sealed.keyfolder import read_secret
from ..storage.sealed.keys import whose
from ..storage.whole.settling import Approved, CannotSettle, Odd, find_odd, set_clock
from .group import cli, fail, ledgers, settings

LEAST_WORDS: Final = 20

_A_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@cli.command()
@click.option("--authority", required=True)
@click.option("--token", "tokens", multiple=True, type=_A_FILE, help="A manager's. Twice.")
@click.option("--recorded-at", "said", help="When the first of these entries really was recorded.")
@click.option("--why", help="What happened, for whoever reads the ledger later.")
def clock(authority: str, tokens: tuple[Path, ...], said: str | None, why: str | None) -> None:
    """Say which clocks disagree and which entries are stamped ahead; with the tokens of two
    managers, each in a file that only its owner reads, record when these entries really were.

    Set the machine's clock right first. Exit codes: 0 all agree, or it was set right; 3 not.
    """
    app = create_app(settings())
    opened: OpenStorage = app.extensions["consent_storage"]
    click.get_current_context().call_on_close(opened.engine.dispose)
    ledgers(opened, authority)
    disagreeing = assert_recordable(opened.records).disagreeing - {"entry"}
    odd = find_odd(opened, authority)
    if disagreeing:
        fail(
            f"The machine's clock disagrees with: {', '.join(sorted(disagreeing))}. Set it right "
            "first. Nothing was changed.",
            3,
        )
    if odd is None:
        click.echo("The clocks agree, and no entry is stamped ahead.")
        return
    if not tokens and said is None:
        _tell(odd)
        sys.exit(3)
    first, second = _two_managers(app, authority, tokens)
    approved = Approved(By(first.id, _role(first)), (first.id, second.id), _words(why))
    try:
        files = set_clock(opened, authority, odd, _time(said), approved)
    except CannotSettle as error:
        fail(f"{error} Nothing was changed.", 3)
    click.echo(f"Set right: {len(odd.entries)} entries, of {len(files)} families' files.")


def _tell(odd: Odd) -> None:
    first, last = odd.entries[0], odd.entries[-1]
    click.echo(f"Stamped ahead: {len(odd.entries)} entries, {first.seq} to {last.seq}.")
    click.echo(f"The first bears {first.stamp.isoformat()}.")
    after = "the beginning" if odd.after is None else odd.after.isoformat()
    click.echo(f"They were recorded between {after} and {odd.before.isoformat()}.")
    click.echo("Two managers say when the first was: --recorded-at, --token twice, --why.")


def _two_managers(
    app: Flask, authority: str, tokens: tuple[Path, ...]
) -> tuple[Principal, Principal]:
    managers = [_manager(app, authority, one) for one in tokens]
    if len(managers) != 2 or managers[0].id.casefold() == managers[1].id.casefold():
        raise click.UsageError("Two different managers answer for this: give --token twice.")
    return managers[0], managers[1]


def _manager(app: Flask, authority: str, path: Path) -> Principal:
    bearer = read_secret(path).decode("ascii", "replace").strip()
    try:
        with app.test_request_context(headers={"Authorization": f"Bearer {bearer}"}):
            access = app.extensions["consent"].access
            principal = access.as_of_now(access.principal())
    except Refused:
        raise click.UsageError(f"The token in {path.name} does not hold.") from None
    if principal.authority != whose(authority) or MANAGERS.isdisjoint(principal.roles):
        raise click.UsageError(f"The token in {path.name} is no manager's of this authority.")
    assert isinstance(principal, Principal)  # noqa: S101 - what access gives
    return principal


def _role(principal: Principal) -> str:
    return min(principal.roles & MANAGERS)


def _time(said: str | None) -> datetime:
    try:
        at = datetime.fromisoformat(said or "")
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise click.UsageError("--recorded-at takes a time like 2026-03-09T12:00:00Z.")
    return at.astimezone(UTC)


def _words(why: str | None) -> str:
    if why is None or len(why.strip()) < LEAST_WORDS:
        raise click.UsageError(f"--why says what happened, in at least {LEAST_WORDS} characters.")
    return why.strip()
