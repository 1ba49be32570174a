"""What was written is read back before it is committed: a trigger, a rule or a view may drop it.

PostgreSQL is asked by one statement that itself fails unless every row stands there with its hash.
A transaction that failed cannot be committed, so the commit may follow without waiting to hear.
On SQLite, which is in this process, the rows are looked at as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Connection,
    Integer,
    LargeBinary,
    Select,
    String,
    Table,
    and_,
    any_,
    bindparam,
    case,
    func,
    literal,
    select,
    tuple_,
    type_coerce,
)
from sqlalchemy.sql.elements import Grouping
from sqlalchemy.types import NullType, TypeEngine

from ledger.log import EntryLine, Head

from ..door.flights import Outgoing
from ..door.trouble import CannotRecord
from .inplace import found_in_place
from .tables import (
    case_files,
    case_names,
    case_references,
    entry_contents,
    file_keys,
    ledger_tables,
    once,
)

TableRow = dict[str, Any]


@dataclass(slots=True)
class WrittenRows:
    """The rows of one batch, as they were handed to the database."""

    authority: str
    head: Head
    lines: Sequence[EntryLine]
    #: By table: what was added to it, or put in the place of what was there.
    rows: Mapping[Table, list[TableRow]]

    def read_back(self, out: Outgoing) -> None:
        """Have it fail unless each of them stands there: at once, with `CannotRecord`, or in the
        flight that is on its way.
        """
        entries = [{"seq": one.seq, "hash": one.hash, "data": one.data} for one in self.lines]
        written = {table.name: rows for table, rows in self.rows.items() if rows}
        written[ledger_tables.entries.name] = entries
        if out.is_one_flight:
            out.execute(read_back_statement(frozenset(written)), self._given(written))
            return
        connection = out.connection
        for looked in _LOOKED_AT:
            rows = written.get(looked.table.name, [])
            if rows and not looked.stand(connection, self.authority, rows):
                raise CannotRecord("The database did not keep what was written to it.")
        stored = found_in_place(connection, _HEAD_OF, {"whose": self.authority})
        if [tuple(row) for row in stored] != [(self.head.size, self.head.tip)]:
            raise CannotRecord("The database did not keep the head of the ledger.")

    def _given(self, written: dict[str, list[TableRow]]) -> dict[str, Any]:
        given: dict[str, Any] = {
            "whose": self.authority,
            "size": self.head.size,
            "tip": self.head.tip,
            "first": self.lines[0].seq,
            "end": self.head.size,
        }
        for looked in _LOOKED_AT:
            if looked.table.name in written:
                given |= looked.given(written[looked.table.name])
        return given


_HEAD: Final = ledger_tables.heads
_HEAD_OF: Final = select(_HEAD.c.size, _HEAD.c.tip).where(_HEAD.c.authority == bindparam("whose"))


@dataclass(frozen=True, slots=True)
class _Looked:
    """A table, with the columns that are compared: as they are, or the SHA-256 of `hashed`."""

    table: Table
    columns: dict[str, TypeEngine[Any]]
    hashed: str | None = None
    prefix: bytes = b""

    def given(self, rows: list[TableRow]) -> dict[str, Any]:
        """The parameters of `standing`."""
        name = self.table.name
        found: dict[str, Any] = {f"{name}_{one}": [r[one] for r in rows] for one in self.columns}
        if self.hashed is not None:
            hashes = [sha256(self.prefix + row[self.hashed]).digest() for row in rows]
            found[f"{name}_{self.hashed}"] = hashes
        return found | {f"{name}_rows": len(rows)}

    def standing(self) -> Any:
        """PostgreSQL: whether as many rows stand there as were given, each as it was given.

        Why arrays with places, and no join? A join with what a server takes for a large table
        would be planned as one; this is a look by the primary key whatever it knows of the table.
        """
        table, name = self.table, self.table.name
        # In brackets, or PostgreSQL takes the index for a part of the type that it is cast to.
        arrays: dict[str, Any] = {
            one: Grouping(bindparam(f"{name}_{one}", type_=ARRAY(kind)))
            for one, kind in self._types.items()
        }
        key = next(iter(self.columns))
        if key == "seq":
            place: Any = table.c.seq - bindparam("first", type_=BigInteger) + 1
            there = [table.c.seq >= bindparam("first"), table.c.seq < bindparam("end")]
        else:
            place = func.array_position(arrays[key], table.c[key])
            there = [table.c[key] == any_(arrays[key])]
        same = [table.c[one] == arrays[one][place] for one in self.columns if one != key]
        if self.hashed is not None:
            data: Any = table.c[self.hashed]
            if self.prefix:
                data = literal(self.prefix, LargeBinary).op("||")(data)
            same.append(func.sha256(data) == arrays[self.hashed][place])
        return self._counted(select(func.count()).where(*there, *same))

    def _counted(self, count: Any) -> Any:
        mine = self.table.c.authority == bindparam("whose", type_=String)
        found = count.select_from(self.table).where(mine).scalar_subquery()
        return found == bindparam(f"{self.table.name}_rows", type_=BigInteger)

    @property
    def _types(self) -> dict[str, TypeEngine[Any]]:
        return self.columns | ({} if self.hashed is None else {self.hashed: LargeBinary()})

    @property
    def compared(self) -> list[str]:
        """The columns that are looked at."""
        return [*self.columns, *([] if self.hashed is None else [self.hashed])]

    def at_the_keys(self) -> Any:
        """SQLite: what stands there, at each of the keys."""
        # As it stands there: a text in a column of bytes is another thing.
        as_it_stands = (type_coerce(self.table.c[one], NullType()) for one in self.compared)
        key = self.table.c[next(iter(self.columns))]
        mine = self.table.c.authority == bindparam("whose")
        return select(*as_it_stands).where(mine, key.in_(bindparam("keys", expanding=True)))

    def stand(self, connection: Connection, authority: str, rows: list[TableRow]) -> bool:
        """SQLite: whether as many rows stand there as were given, each as it was given."""
        given = {tuple(row[one] for one in self.compared) for row in rows}
        asked = {"whose": authority, **self._keys(rows)}
        found = found_in_place(connection, _AT_THE_KEYS[self.table.name], asked)
        return sum(tuple(row) in given for row in found) == len(rows)

    def _keys(self, rows: list[TableRow]) -> dict[str, Any]:
        """SQLite: by which values they are looked for."""
        key = next(iter(self.columns))
        return {"keys": sorted({row[key] for row in rows})}


class _Pairs(_Looked):
    """A table of which a row is its key and nothing else: one hash may be of very many files, and
    those of others are not gone through.
    """

    def standing(self) -> Any:
        """As above, by comparing whole rows."""
        arrays = [
            bindparam(f"{self.table.name}_{o}", type_=ARRAY(t)) for o, t in self._types.items()
        ]
        rows = func.unnest(*arrays).table_valued(*self._types).render_derived(name="new")
        columns = [self.table.c[one] for one in self._types]
        given = tuple_(*columns).in_(select(*(rows.c[one] for one in self._types)))
        some = [column == any_(these) for column, these in zip(columns, arrays, strict=True)]
        return self._counted(select(func.count()).where(*some, given))

    def at_the_keys(self) -> Any:
        return (
            super().at_the_keys().where(self.table.c.file.in_(bindparam("files", expanding=True)))
        )

    def _keys(self, rows: list[TableRow]) -> dict[str, Any]:
        return super()._keys(rows) | {"files": sorted({row["file"] for row in rows})}


_BYTES, _PLACE, _FILE = LargeBinary(), BigInteger(), String()
_LOOKED_AT: Final = (
    _Looked(ledger_tables.entries, {"seq": _PLACE, "hash": _BYTES}, "data", b"\x00"),
    _Looked(entry_contents, {"seq": _PLACE, "file": _FILE, "changes": Boolean()}, "sealed"),
    _Looked(case_files, {"file": _FILE, "folded_to": _PLACE}, "sealed"),
    _Looked(file_keys, {"file": _FILE}, "wrapped"),
    _Looked(case_references, {"blind": _BYTES, "file": _FILE}),
    _Pairs(case_names, {"blind": _BYTES, "file": _FILE}),
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

_AT_THE_KEYS: Final = {looked.table.name: looked.at_the_keys() for looked in _LOOKED_AT}

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


@cache
def read_back_statement(written: frozenset[str]) -> Select[Any]:
    """One division by zero, unless everything in these tables stands there as it was written."""
    standing = (one.standing() for one in _LOOKED_AT if one.table.name in written)
    return select(literal(1) / case((and_(_head_stands == 1, *standing), 1), else_=0))
