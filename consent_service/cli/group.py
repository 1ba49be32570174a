"""The group of commands, and what several need: settings, what they open, how an end is said."""

from __future__ import annotations

import json
import os
import re
import sys
from importlib import import_module
from typing import Any, Final, NoReturn

import click

from ..forgood import for_good
from ..machine import machine_clocks
from ..settings import Settings
from ..storage.door.opening import OpenStorage, open_storage
from ..storage.sealed.keys import reads_of

#: In which modules each command is. They are imported when one is asked for: most need neither the
#: web nor the table of operations, which take as long to import as all the rest.
MODULES: Final = {
    "append-one": ("verifying",),
    "catalogue": ("translating",),
    "client": ("clientcommands",),
    "clock": ("clock",),
    "demo": ("developing",),
    "directory": ("listing",),
    "forget-looks": ("forgetting",),
    "health": ("running",),
    "init": ("beginning",),
    "keys": ("keys",),
    "ledger": ("auditing", "rotating"),
    "migrate": ("beginning",),
    "rebuild": ("verifying",),
    "recover": ("recovering",),
    "serve": ("running",),
    "spec": ("developing",),
    "staff": ("staff",),
    "token": ("developing",),
    "verify": ("verifying",),
}


class _WhenAskedFor(click.Group):
    """Each module adds its commands to the group by being imported."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        with for_good():
            for module in MODULES.get(cmd_name, ()):
                import_module(f"{__package__}.{module}")
        return super().get_command(ctx, cmd_name)


@click.group(cls=_WhenAskedFor)
def cli() -> None:
    """Asked before a safeguarding hub contacts another agency: what has the family agreed to?"""


#: After a ledger that is behind or beside what was signed for it.
WHAT_TO_DO = (
    "Nothing is appended. If a newer copy of the database exists, or the right checkpoint folder, "
    "put it back. `consent-service recover --authority CODE` says what is missing; "
    "docs/operating.md has the steps."
)

#: As staff ids in tokens are: opaque, and no address.
STAFF: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,63}")

one_authority = click.option("--authority", help="One authority; every one if left out.")


def settings() -> Settings:
    """The settings in the environment. Raises `SettingsMissing`."""
    return Settings.read(os.environ)


def storage() -> OpenStorage:
    """What the settings name, opened; its connections are closed when the command ends."""
    opened = open_storage(settings(), machine_clocks())
    click.get_current_context().call_on_close(opened.engine.dispose)
    return opened


def chosen(opened: OpenStorage, authority: str) -> None:
    """Raise what click says of a bad option unless this is an authority's code."""
    if authority not in opened.demonstrations:
        raise click.BadParameter("There is no key file for this authority.")


def ledgers(opened: OpenStorage, authority: str | None) -> list[str]:
    """The ledgers a command is about: of an authority its record, and that of who looked at it,
    which has a name of its own as well.

    The first is the one that was named. Raises what click says of a bad option.
    """
    if authority is None:
        return sorted(opened.keys)
    if authority not in opened.keys:
        raise click.BadParameter("There is no key file for this authority.")
    return [authority, *(one for one in (reads_of(authority),) if one in opened.keys)]


def fail(message: str, code: int) -> NoReturn:
    """Say why on standard error, and end with `code`."""
    click.echo(message, err=True)
    sys.exit(code)


def say(**members: Any) -> None:
    """One JSON object, on a line of its own."""
    click.echo(json.dumps(members))


def two_people(people: tuple[str, ...]) -> tuple[str, str]:
    """The staff ids of two different people who approve. Raises `click.UsageError`."""
    if len(people) != 2 or len({one.casefold() for one in people}) != 2:
        raise click.UsageError("Two different people approve this: give --approved-by twice.")
    if not all(STAFF.fullmatch(one) for one in people):
        raise click.UsageError("--approved-by takes a staff id: letters, digits, dots, hyphens.")
    return people[0], people[1]
