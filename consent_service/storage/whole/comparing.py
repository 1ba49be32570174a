"""The projections as they are stored, row by row against what the entries fold to."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Table, func, or_, select

from ledger.errors import Altered

from ...actions.refused import RecordDamaged
from ..database.tables import (
    case_files,
    case_lists,
    case_names,
    case_references,
    entry_contents,
    file_keys,
    ledger_tables,
    list_places,
    once,
)
from ..door.openfiles import Ledger, encode_state
from .comparinglists import Place, list_differences, places_by_file
from .findings import Finding, Places, Wall
from .projections import Projections

K = TypeVar("K")

_FILE_ID: Final = re.compile(r"[0-9a-f]{32}")


def is_file_id(text: str) -> bool:
    """Whether this is the id of a file, and nothing that somebody put in its place."""
    return type(text) is str and _FILE_ID.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Stored:
    """The projections in one snapshot, as they stand there: any column may hold anything.

    `beyond` has each table in which a row stands at a place that no entry can have, or that the
    head does not count, with that place where it is one.
    """

    files: dict[str, tuple[Any, Any]]
    keys: dict[str, Any]
    references: dict[bytes, str]
    names: set[tuple[bytes, str]]
    once: dict[bytes, tuple[Any, ...]]
    lists: dict[str, Any]
    places: Mapping[str, set[Place]]
    beyond: dict[str, int | None]

    def as_of_today(self, today: Mapping[bytes, bytes]) -> Stored:
        """The same, with keyed hashes by another index key as they are by the present one. Where
        one stands there by both, that is kept as it is.
        """
        if not today:
            return self

        def known(key: bytes, stands: Collection[object], row: object) -> bytes:
            return key if row in stands else today.get(key, key)

        return replace(
            self,
            references={
                known(key, self.references, today.get(key)): file
                for key, file in self.references.items()
            },
            names={
                (known(key, self.names, (today.get(key), file)), file) for key, file in self.names
            },
            once={
                known(key, self.once, today.get(key)): (today.get(digest, digest), *row)
                for key, (digest, *row) in self.once.items()
            },
        )

    @classmethod
    def read(cls, connection: Connection, ledger: Ledger, size: int) -> Stored:
        """Everything that stands beside the entries of this ledger, whose head counts `size`."""

        def rows(table: Table) -> Iterator[Any]:
            found = connection.execute(select(table).where(table.c.authority == ledger.authority))
            return iter(found.all())

        return cls(
            {row.file: (row.folded_to, row.sealed) for row in rows(case_files)},
            {row.file: row.wrapped for row in rows(file_keys)},
            {row.blind: row.file for row in rows(case_references)},
            {(row.blind, row.file) for row in rows(case_names)},
            {row.blind: (row.digest, row.file, row.first_seq, row.count) for row in rows(once)},
            {row.file: row for row in rows(case_lists)},
            places_by_file(rows(list_places)),
            dict(_beyond(connection, ledger, size)),
        )


def _beyond(connection: Connection, ledger: Ledger, size: int) -> Iterator[tuple[str, int | None]]:
    for table in (ledger_tables.entries, entry_contents):
        outside = or_(table.c.seq >= size, table.c.seq < 0)
        found = connection.execute(
            select(func.min(table.c.seq)).where(table.c.authority == ledger.authority, outside)
        ).scalar_one()
        if found is not None:
            # SQLite keeps a text in a column of numbers if somebody puts one there.
            yield table.name, found if type(found) is int else None


def outside_the_ledger(stored: Stored) -> Iterator[Finding]:
    """Rows at places that the stored head does not count."""
    for table, seq in stored.beyond.items():
        wall = Wall.CHAIN if table == ledger_tables.entries.name else Wall.CONTENTS
        why = f"in {table} a row stands at a place that its stored head does not count"
        places = Places()
        if seq is not None:
            places.add(seq)
        yield Finding(wall, Altered(seq, why), table, places=places)


def differences(
    stored: Stored, folded: Projections, damaged: Collection[str], newest: Mapping[str, int]
) -> Iterator[Finding]:
    """The first row of each projection that is not what the entries say, and how many there are.

    Of a file in `damaged`, whose contents cannot all be read, nobody knows what they fold to. Its
    row is held to `newest`, the place of the newest entry that changes each file, and to no more.
    """
    ledger, names = folded.ledger, folded.names
    stored = stored.as_of_today(folded.as_today)

    def is_known(file: str) -> bool:
        return file not in damaged

    files = {file: state for file, state in folded.files.items() if is_known(file)}

    def compare_file(file: str) -> str | None:
        return _case_row_fault(ledger, stored, file, files[file])

    unfolded = {file: newest[file] for file in damaged if newest.get(file, -1) >= 0}
    compared = {file: (file, state.folded_to) for file, state in files.items()}
    compared |= {file: (file, place) for file, place in unfolded.items()}
    yield from _first(
        case_files,
        compared,
        {file: (file, None) for file in stored.files if is_known(file) or file in unfolded},
        lambda file: (
            compare_file(file)
            if file in files
            else _unless(stored.files[file][0] == unfolded[file])
        ),
    )
    yield from _first(
        file_keys,
        {file: (file, None) for file in files},
        {file: (file, None) for file in stored.keys if is_known(file)},
        lambda _: None,
    )
    yield from _first(
        case_references,
        {key: (file, None) for key, file in folded.references.items() if is_known(file)},
        {key: (file, None) for key, file in stored.references.items() if is_known(file)},
        lambda key: _unless(stored.references[key] == folded.references[key]),
    )
    yield from _first(
        case_names,
        {name: (name[1], None) for name in names if is_known(name[1])},
        {name: (name[1], None) for name in stored.names if is_known(name[1])},
        lambda _: None,
    )
    expected = {
        key: (row.digest, row.file, row.first, row.count) for key, row in folded.once.items()
    }
    # A key goes to the last request that used it, which may have been about a damaged file.
    unknown = {key for rows in (expected, stored.once) for key in rows if rows[key][1] in damaged}
    yield from _first(
        once,
        {key: (row[1], row[2]) for key, row in expected.items() if key not in unknown},
        {key: (row[1], None) for key, row in stored.once.items() if key not in unknown},
        lambda key: _unless(stored.once[key] == expected[key]),
    )
    yield from list_differences(stored.lists, stored.places, stored.keys, folded, damaged)


def _unless(same: bool) -> str | None:
    return None if same else "is not what the entries say"


def _case_row_fault(ledger: Ledger, stored: Stored, file: str, state: Any) -> str | None:
    folded_to, sealed = stored.files[file]
    if file not in stored.keys:
        return "has no key"
    try:
        row = ledger.seal.unwrap(stored.keys[file], file).open_row(sealed, folded_to)
    except RecordDamaged:
        return "does not open where it stands"
    return _unless(folded_to == state.folded_to and row == encode_state(state))


def _first(
    table: Table,
    expected: Mapping[K, tuple[str, int | None]],
    stored: Mapping[K, tuple[str, int | None]],
    compare: Callable[[K], str | None],
) -> Iterator[Finding]:
    """One finding, about the first row by file that is missing, too many or another.

    Both map a row's key to its file and to the entry it comes from, where that is known.
    """
    differing: list[tuple[str, int | None, str]] = []
    for key in {**expected, **stored}:
        file, seq = expected[key] if key in expected else stored[key]
        if key not in stored:
            why: str | None = "is missing"
        elif key not in expected:
            why = "comes from no entry"
        else:
            why = compare(key)
        if why is not None:
            differing.append((str(file), seq, why))
    if not differing:
        return
    file, seq, why = min(differing, key=lambda row: (row[0], -1 if row[1] is None else row[1]))
    places = Places()
    if seq is not None and seq >= 0:
        places.add(seq)
    made = f", made from entry {seq}," if places.count else ""
    # An id is random and says nothing; what somebody put in its place might.
    is_id = is_file_id(file)
    whose = f"the row of file {file}" if is_id else "a row of what is no id of a file"
    fault = Altered(None, f"in {table.name} {whose}{made} {why}")
    files = {file for file, _, _ in differing if is_file_id(file)}
    named = file if is_id else None
    yield Finding(Wall.ROWS, fault, table.name, named, places, len(differing), files)
