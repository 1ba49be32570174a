"""What was written is read back before it is committed: a trigger, a rule or a view may drop it.

PostgreSQL is asked by one statement that itself fails unless every row stands there with its hash.
A transaction that failed cannot be committed, so the commit may follow without waiting to hear.
On SQLite, which is in this process, the rows are looked at as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Connection,
    Integer,
    LargeBinary,
    String,
    Table,
    and_,
    bindparam,
    case,
    func,
    literal,
    select,
    type_coerce,
)
from sqlalchemy.types import NullType, TypeEngine

from ledger.log import Head, Line

from .tables import (
    case_files,
    case_names,
    case_references,
    entry_contents,
    file_keys,
    ledger_tables,
    once,
)
from .trouble import CannotRecord

Row = dict[str, Any]


@dataclass(slots=True)
class WrittenRows:
    """The rows of one batch, as they were handed to the database."""

    authority: str
    head: Head
    lines: Sequence[Line]
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: Table, rows: list[Row]) -> None:
        """These were added to a table, or put in the place of what was there."""
        self.rows.setdefault(table.name, []).extend(rows)

    def read_back(self, connection: Connection) -> None:
        """Raise unless each of them stands there: `CannotRecord`, or what the database raises."""
        entries = [{"seq": one.seq, "hash": one.hash, "data": one.data} for one in self.lines]
        written = {**self.rows, ledger_tables.entries.name: entries}
        if connection.dialect.name == "postgresql":
            connection.execute(READ_BACK, self._given(written))
            return
        for looked in _LOOKED_AT:
            rows = written.get(looked.table.name, [])
            if any(not looked.stands(connection, self.authority, row) for row in rows):
                raise CannotRecord("The database did not keep what was written to it.")
        mine = ledger_tables.heads.c.authority == self.authority
        stored = connection.execute(select(_HEAD.c.size, _HEAD.c.tip).where(mine)).one_or_none()
        if stored is None or (stored.size, stored.tip) != (self.head.size, self.head.tip):
            raise CannotRecord("The database did not keep the head of the ledger.")

    def _given(self, written: dict[str, list[Row]]) -> dict[str, Any]:
        given: dict[str, Any] = {
            "whose": self.authority,
            "size": self.head.size,
            "tip": self.head.tip,
        }
        for looked in _LOOKED_AT:
            given |= looked.given(written.get(looked.table.name, []))
        return given


_HEAD: Final = ledger_tables.heads


@dataclass(frozen=True, slots=True)
class _Looked:
    """A table, with the columns that are compared: as they are, or the SHA-256 of `hashed`."""

    table: Table
    columns: dict[str, TypeEngine[Any]]
    hashed: str | None = None
    prefix: bytes = b""

    def given(self, rows: list[Row]) -> dict[str, Any]:
        """The parameters of `standing`."""
        name = self.table.name
        found: dict[str, Any] = {f"{name}_{one}": [r[one] for r in rows] for one in self.columns}
        if self.hashed is not None:
            hashes = [sha256(self.prefix + row[self.hashed]).digest() for row in rows]
            found[f"{name}_{self.hashed}"] = hashes
        return found | {f"{name}_rows": len(rows)}

    def standing(self) -> Any:
        """PostgreSQL: whether as many rows stand there as were given, each as it was given."""
        table, name = self.table, self.table.name
        types = dict(self.columns)
        if self.hashed is not None:
            types[self.hashed] = LargeBinary()
        arrays = [bindparam(f"{name}_{one}", type_=ARRAY(kind)) for one, kind in types.items()]
        rows = func.unnest(*arrays).table_valued(*types).render_derived(name=f"new_{name}")
        same = [
            table.c[one] == type_coerce(rows.c[one], kind) for one, kind in self.columns.items()
        ]
        if self.hashed is not None:
            data: Any = table.c[self.hashed]
            if self.prefix:
                data = literal(self.prefix, LargeBinary).op("||")(data)
            same.append(func.sha256(data) == rows.c[self.hashed])
        count = (
            select(func.count())
            .select_from(table.join(rows, and_(*same)))
            .where(table.c.authority == bindparam("whose", type_=String))
            .scalar_subquery()
        )
        return count == bindparam(f"{name}_rows", type_=BigInteger)

    def stands(self, connection: Connection, authority: str, row: Row) -> bool:
        """SQLite: whether this row stands there."""
        table = self.table
        compared = [*self.columns, *([] if self.hashed is None else [self.hashed])]
        key = [column.name for column in table.primary_key if column.name != "authority"]
        # As it stands there: a text in a column of bytes is another thing.
        found = connection.execute(
            select(*(type_coerce(table.c[one], NullType()) for one in compared)).where(
                table.c.authority == authority, *(table.c[one] == row[one] for one in key)
            )
        ).one_or_none()
        return found is not None and tuple(found) == tuple(row[one] for one in compared)


_BYTES, _PLACE, _FILE = LargeBinary(), BigInteger(), String()
_LOOKED_AT: Final = (
    _Looked(ledger_tables.entries, {"seq": _PLACE, "hash": _BYTES}, "data", b"\x00"),
    _Looked(entry_contents, {"seq": _PLACE, "file": _FILE, "changes": Boolean()}, "sealed"),
    _Looked(case_files, {"file": _FILE, "folded_to": _PLACE}, "sealed"),
    _Looked(file_keys, {"file": _FILE}, "wrapped"),
    _Looked(case_references, {"blind": _BYTES, "file": _FILE}),
    _Looked(case_names, {"blind": _BYTES, "file": _FILE}),
    _Looked(
        once,
        {
            "blind": _BYTES,
            "digest": _BYTES,
            "file": _FILE,
            "first_seq": _PLACE,
            "count": Integer(),
        },
    ),
)

_head_stands = (
    select(func.count())
    .select_from(_HEAD)
    .where(
        _HEAD.c.authority == bindparam("whose", type_=String),
        _HEAD.c.size == bindparam("size"),
        _HEAD.c.tip == bindparam("tip"),
    )
    .scalar_subquery()
)

#: One division by zero unless everything stands there as it was written.
READ_BACK: Final = select(
    literal(1)
    / case((and_(_head_stands == 1, *(one.standing() for one in _LOOKED_AT)), 1), else_=0)
)
