"""Keeping ledgers in SQLite or PostgreSQL. The only file here that needs SQLAlchemy.

Two tables. `ledger_entries` has the bytes that were hashed, as bytes: a JSON column would sort
members and drop spaces, and so keep something that was never hashed. `ledger_heads` has a row
for each ledger; locking it puts its writers in a row, and nobody else's. Every key begins with
`authority`, a short code of whose ledger it is, so that one database (or one shard of it) can
keep many and no statement reaches into two.

`SqlStore` works on a Connection whose transaction is the caller's, because what else the caller
keeps must be committed with the entries or not at all. `EngineStore` is for a caller who keeps
nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Connection,
    Engine,
    Executable,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    insert,
    select,
    update,
)

from ledger.entry import NO_PREVIOUS, format_time, parse_entry, parse_time
from ledger.errors import Altered, Malformed, StaleHead, Unreadable
from ledger.log import EntryLine, Head
from ledger.origin import check_origin
from ledger.tree import Frontier

_CHUNK: Final = 1000
_END: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class LedgerTables:
    """The tables, so that a caller can join them to its own and write migrations for them."""

    heads: Table
    entries: Table


def define_tables(metadata: MetaData) -> LedgerTables:
    """Add `ledger_heads` and `ledger_entries` to `metadata`. Nothing is created yet."""
    heads = Table(
        "ledger_heads",
        metadata,
        Column("authority", String(64), primary_key=True),
        Column("origin", String(255), nullable=False),
        Column("size", BigInteger, CheckConstraint("size >= 0"), nullable=False),
        Column("tip", LargeBinary, nullable=False),
        # Text, as it is in the entries: a database that rounds times would change the last one.
        Column("at", String(27), nullable=True),
        Column("frontier", LargeBinary, nullable=False),
    )
    entries = Table(
        "ledger_entries",
        metadata,
        Column("authority", String(64), primary_key=True),
        Column("seq", BigInteger, CheckConstraint("seq >= 0"), primary_key=True),
        Column("hash", LargeBinary, nullable=False),
        Column("data", LargeBinary, nullable=False),
        UniqueConstraint("authority", "hash"),
    )
    return LedgerTables(heads, entries)


class SqlStore:
    """The statements for one ledger: that of `authority`, called `origin`.

    Every method runs in the transaction that is open on `conn`, and neither begins nor commits.
    Nothing is durable before the caller has committed. Statements are built once.
    """

    def __init__(self, tables: LedgerTables, authority: str, origin: str) -> None:
        self.tables = tables
        self.authority = authority
        self.origin = check_origin(origin)
        heads, entries = tables.heads, tables.entries
        mine = heads.c.authority == authority
        #: Asks for the head as `head` does, for who sends it among other statements.
        self.heading = select(
            heads.c.origin, heads.c.size, heads.c.tip, heads.c.at, heads.c.frontier
        ).where(mine)
        #: Asks for the head as `lock_head` does, for who sends it among other statements.
        self.locking = self.heading.with_for_update()
        self._move_head = update(heads).where(
            mine, heads.c.size == bindparam("old_size"), heads.c.tip == bindparam("old_tip")
        )
        self._insert = insert(entries)
        here = entries.c.seq >= bindparam("start"), entries.c.seq < bindparam("stop")
        columns = entries.c.seq, entries.c.hash, entries.c.data
        page = select(*columns).where(entries.c.authority == authority, *here)
        #: Asks for lines from `start` on, a thousand at most, for who sends it among others.
        self.following = page.order_by(entries.c.seq).limit(_CHUNK)

    def create(self, conn: Connection) -> Head:
        """Begin this ledger: its head, empty. One that is there is an IntegrityError."""
        head = Head.empty(self.origin)
        row = {"authority": self.authority, "origin": self.origin} | _columns(head)
        conn.execute(insert(self.tables.heads), row)
        return head

    def lock_head(self, conn: Connection) -> Head:
        """The head, which nobody else can lock or move until this transaction ends.

        On PostgreSQL the row is locked (SELECT FOR UPDATE). SQLite has no row locks: there the
        transaction must have begun with BEGIN IMMEDIATE, which locks all writers out. If it did
        not, nothing is lost: `append` finds the head moved and raises StaleHead.
        """
        return self._read_head(conn, self.locking)

    def head(self, conn: Connection) -> Head:
        """The head as this transaction sees it, without a lock. Raises Unreadable, Altered."""
        return self._read_head(conn, self.heading)

    def head_of(self, rows: Sequence[Sequence[Any]]) -> Head:
        """The head, from what `locking` found. Raises as `lock_head` does."""
        if not rows:
            raise Unreadable(f"There is no ledger for {self.authority} here. Create it first.")
        ((origin, size, tip, stamped, stored),) = rows
        if origin != self.origin:
            raise Altered(None, f"its stored head says it is the ledger {origin}")
        try:
            frontier = Frontier.parse(stored)
            at = None if stamped is None else parse_time(stamped)
        except (Malformed, TypeError) as error:
            raise Altered(None, "its stored head cannot be read") from error
        empty = size == 0
        if (
            frontier.size != size
            or type(tip) is not bytes
            or len(tip) != 32
            or (at is None) != empty
            or (empty and tip != NO_PREVIOUS)
        ):
            raise Altered(None, "its stored head contradicts itself")
        return Head(origin, size, tip, at, frontier)

    def appending(self, lines: Sequence[EntryLine], head: Head) -> list[tuple[Executable, Any]]:
        """What `append` executes, for who sends it among other statements, and then looks whether
        all of it stands there: a head that has moved is not moved, and says nothing.
        """
        follows = {"old_size": lines[0].seq, "old_tip": parse_entry(lines[0].data).prev}
        mine = self.authority
        rows = [
            {"authority": mine, "seq": line.seq, "hash": line.hash, "data": line.data}
            for line in lines
        ]
        return [(self._move_head, follows | _columns(head)), (self._insert, rows)]

    def append(self, conn: Connection, lines: list[EntryLine], head: Head) -> None:
        """Insert `lines`, which follow the locked head, and make `head` the head.

        One update, which finds the head where these lines begin or raises StaleHead, and one
        insert whatever the number of lines. After an error the caller must roll back; an
        IntegrityError is a place that is taken, so that the stored head was put back.
        """
        if not lines:
            return
        (move, moving), (insert_, rows) = self.appending(lines, head)
        moved = conn.execute(move, moving)
        if moved.rowcount != 1 or head.size != lines[0].seq + len(lines):
            raise StaleHead(
                f"The ledger {self.origin} does not end before entry {lines[0].seq}: its head "
                "has moved. Nothing may be committed; begin again."
            )
        conn.execute(insert_, rows)

    def lines(self, conn: Connection, start: int, stop: int | None = None) -> Iterator[EntryLine]:
        """The stored lines with start <= seq < stop by seq, a thousand in memory at a time.

        Without `stop`, also lines that the head does not count, which a verifier must see.
        Each thousand is a query of its own: on PostgreSQL, lines may be added in between.
        """
        for seq, hash_, data in self._pages(conn, start, stop):
            # SQLite keeps a text or a number in a BLOB column if someone puts one there.
            if type(hash_) is not bytes or type(data) is not bytes:
                raise Altered(seq, "a column of it does not hold bytes")
            yield EntryLine(seq, hash_, data)

    def _pages(self, conn: Connection, start: int, stop: int | None) -> Iterator[Any]:
        end = _END if stop is None else stop
        while start < end:
            try:
                rows = conn.execute(self.following, {"start": start, "stop": end}).all()
            except (TypeError, ValueError) as error:
                raise Altered(None, f"a column at or after entry {start} is not bytes") from error
            yield from rows
            if len(rows) < _CHUNK:
                return
            start = rows[-1].seq + 1

    def _read_head(self, conn: Connection, statement: Any) -> Head:
        try:
            rows = conn.execute(statement).all()
        except (TypeError, ValueError) as error:
            raise Altered(None, "its stored head is not of the right types") from error
        return self.head_of(rows)


@dataclass(frozen=True, slots=True)
class EngineTransaction:
    """A `ledger.log.Transaction` on one connection."""

    conn: Connection
    sql: SqlStore

    def lock_head(self) -> Head:
        """See `SqlStore.lock_head`."""
        return self.sql.lock_head(self.conn)

    def append(self, lines: list[EntryLine], head: Head) -> None:
        """See `SqlStore.append`."""
        self.sql.append(self.conn, lines, head)


class EngineStore:
    """A `ledger.log.Store` in a database of its own: each change is one transaction.

    Whether a commit is on disk when it returns is the database's to promise: on SQLite,
    `synchronous` FULL or EXTRA; on PostgreSQL, `fsync` and `synchronous_commit` on.
    """

    def __init__(self, engine: Engine, sql: SqlStore) -> None:
        self._engine = engine
        self._sql = sql

    def create(self) -> None:
        """Create the tables that are not there, and begin the ledger if it has not begun."""
        self._sql.tables.heads.metadata.create_all(
            self._engine, tables=[self._sql.tables.heads, self._sql.tables.entries]
        )
        with self._begin() as conn:
            try:
                self._sql.head(conn)
            except Unreadable:
                self._sql.create(conn)

    @contextmanager
    def transaction(self) -> Iterator[EngineTransaction]:
        """See `ledger.log.Store.transaction`."""
        with self._begin() as conn:
            yield EngineTransaction(conn, self._sql)

    def head(self) -> Head:
        """See `ledger.log.Store.head`."""
        with self._engine.connect() as conn:
            return self._sql.head(conn)

    def lines(self, start: int, stop: int | None = None) -> Iterator[EntryLine]:
        """See `ledger.log.Store.lines`."""
        with self._engine.connect() as conn:
            yield from self._sql.lines(conn, start, stop)

    @contextmanager
    def _begin(self) -> Iterator[Connection]:
        with self._engine.begin() as conn:
            if conn.dialect.name == "sqlite":
                # Python's driver begins a transaction only before the first write, and then a
                # deferred one: two writers would both read the head and one would fail.
                driver = conn.connection.dbapi_connection
                if driver is not None and not getattr(driver, "in_transaction", False):
                    conn.exec_driver_sql("BEGIN IMMEDIATE")
            yield conn


def _columns(head: Head) -> dict[str, Any]:
    return {
        "size": head.size,
        "tip": head.tip,
        "at": None if head.at is None else format_time(head.at),
        "frontier": head.frontier.format(),
    }
