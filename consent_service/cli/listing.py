"""`consent-service directory import`: the directory of services, taken over from a list."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

import click
from marshmallow import ValidationError

from ..actions.listing import take_over
from ..actions.moment import Moment
from ..actions.refused import Refused
from ..actions.said import Said
from ..api.edge.meanings import PROBLEMS
from ..api.recorded.registers import LIST_SERVICE
from ..domain.file.authorityfile import AuthorityFile
from ..domain.noticing.servicesnamed import notices_of_services
from ..domain.recorded.content import By
from ..domain.recorded.directory import ServiceListed
from ..domain.recorded.falling import MANAGERS
from ..storage.door.queries import read_authority
from ..storage.door.records import Records
from ..storage.door.requests import OwnFile, Request
from .group import STAFF, chosen, cli, fail, storage

#: A hub has hundreds of services; this is many times the largest.
_LONGEST: Final = 10_000_000
_MOST: Final = 10_000
#: In a column of a CSV file, between two names of one service.
_BETWEEN_NAMES: Final = "|"
_NUMBERS: Final = {"ods": "ODS", "urn": "URN"}


@cli.group("directory")
def directory_group() -> None:
    """The authority's directory of services."""


@directory_group.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--authority", required=True)
@click.option("--by", "staff", required=True, help="The staff id of whoever keeps the directory.")
@click.option(
    "--role",
    default="SYSTEM_ADMIN",
    show_default=True,
    type=click.Choice(["SYSTEM_ADMIN", *sorted(MANAGERS)]),
    help="Of whoever that is. Until a manager has listed a name, only a no is heard by it.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def import_directory(*, file: Path, authority: str, staff: str, role: str, dry_run: bool) -> None:
    """Take over a list of services: all of FILE, or nothing of it.

    FILE is JSON, a list of what the API's listService takes; or CSV with the columns type, names
    (several with | between them) and, where there is something to say, ods, urn, contact,
    opening_hours, ended (yes) and service, the id of a listed one. A row is the listed service of
    its id, else of its number, else of one of its names; else it is a new one. What FILE leaves
    out stays as it is.
    """
    opened = storage()
    chosen(opened, authority)
    if STAFF.fullmatch(staff) is None:
        raise click.UsageError("--by takes a staff id: letters, digits, dots, hyphens.")
    rows = _read(file)
    try:
        own, changed = _taken_over(opened.records, authority, By(staff, role), rows, tried=dry_run)
    except Refused as refused:
        problem = PROBLEMS[refused.problem]
        fail(f"{_place(refused.pointer or '')}: {problem.title} {problem.next}", 1)
    listed = Counter(held.event.service for held in own.of(ServiceListed))
    new = sum(listed[one.service] == (0 if dry_run else 1) for one, _ in changed)
    would, rest = "would be " if dry_run else "", len(changed) - new
    same = len(rows) - len(changed)
    click.echo(f"{new} {would}listed, {rest} {would}changed, {same} as before.")
    for one, at in changed if not dry_run else ():
        for notice in notices_of_services(one, own.directory(at)):
            click.echo(notice.text, err=True)


def _taken_over(
    records: Records, authority: str, by: By, rows: Sequence[Said[ServiceListed]], *, tried: bool
) -> tuple[AuthorityFile, list[tuple[ServiceListed, datetime]]]:
    """The authority's file, and what changed of it and when; only tried, what would. Raises
    `Refused`.
    """
    if tried:
        own, now = read_authority(records, authority), records.now(authority)
        return own, [(one, now) for one in take_over(rows, Moment(now, own, by))]
    action = partial(take_over, rows)
    recorded = records.run(Request(authority, by, OwnFile(), action))
    events = ((written.content.event, written.at) for written in recorded.entries)
    return recorded.own, [(one, at) for one, at in events if isinstance(one, ServiceListed)]


def _read(file: Path) -> list[Said[ServiceListed]]:
    """What each row says. Ends the command at what cannot be read; no value is repeated."""
    raw = file.read_bytes()
    if len(raw) > _LONGEST:
        fail(f"The file is longer than {_LONGEST:,} bytes.", 1)
    try:
        text = raw.decode("utf-8-sig")
        rows = json.loads(text) if file.suffix.casefold() == ".json" else _of_csv(text)
    except (ValueError, csv.Error):
        fail("This is neither JSON nor CSV in UTF-8 that we can read.", 1)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        fail("This is not a list of services.", 1)
    if len(rows) > _MOST:
        fail(f"These are more than {_MOST:,} services.", 1)
    schema, said, wrong = LIST_SERVICE.body(), [], []
    for place, row in enumerate(rows):
        try:
            said.append(schema.load(row))
        except ValidationError as error:
            wrong.append(f"Row {place + 1}: {', '.join(sorted(map(str, error.messages_dict)))}")
    if wrong:
        fail("These are not as listService takes them:\n" + "\n".join(wrong[:50]), 1)
    return said


def _of_csv(text: str) -> list[dict[str, Any]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    rows = list(reader)
    if any(None in row for row in rows):
        raise csv.Error("more values than columns")
    return [_of_row({k: v for k, v in row.items() if v}) for row in rows]


def _of_row(row: Mapping[str, str]) -> dict[str, Any]:
    """A row of CSV as the body that it stands for."""
    made: dict[str, Any] = {k: v.strip() for k, v in row.items() if k not in _NUMBERS}
    if "names" in made:
        made["names"] = _names(made["names"].split(_BETWEEN_NAMES))
    for column, scheme in _NUMBERS.items():
        if row.get(column):
            made["identifier"] = {"scheme": scheme, "value": row[column].strip()}
    if "ended" in made:
        made["ended"] = {"yes": True, "no": False}.get(made["ended"].casefold(), made["ended"])
    return made


def _names(parts: Iterable[str]) -> list[str]:
    return [part.strip() for part in parts if part.strip()]


def _place(pointer: str) -> str:
    """`/3/type` as people count."""
    _, row, *member = pointer.split("/")
    return " ".join([f"Row {int(row) + 1}", *(f"({one})" for one in member)])
