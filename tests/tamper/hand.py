"""What somebody with the database's own rights can do to it by hand, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from consent_service.storage.database.tables import file_keys, ledger_tables
from consent_service.storage.door.openfiles import Ledger
from consent_service.storage.sealed.sealing import FileSeal
from ledger.entry import Entry, entry_hash, format_entry, format_time, parse_entry
from ledger.log import EntryLine, Head
from ledger.tree import Frontier

ENTRIES, HEADS = ledger_tables.entries, ledger_tables.heads


@dataclass(frozen=True)
class Hand:
    """Statements on one authority's rows, on a connection that no trigger stops."""

    connection: sa.Connection
    ledger: Ledger

    def _which(self, table: sa.Table, where: dict[str, Any]) -> list[sa.ColumnElement[bool]]:
        wanted = {"authority": self.ledger.authority} | where
        return [table.c[name] == value for name, value in wanted.items()]

    def row(self, table: sa.Table, **where: Any) -> dict[str, Any]:
        found = self.connection.execute(sa.select(table).where(*self._which(table, where)))
        return dict(found.mappings().one())

    def rows(self, table: sa.Table, **where: Any) -> list[dict[str, Any]]:
        found = self.connection.execute(sa.select(table).where(*self._which(table, where)))
        return [dict(row) for row in found.mappings()]

    def set(self, table: sa.Table, where: dict[str, Any], **values: Any) -> None:
        changed = self.connection.execute(
            sa.update(table).where(*self._which(table, where)).values(values)
        )
        assert changed.rowcount >= 1

    def add(self, table: sa.Table, **values: Any) -> None:
        self.connection.execute(sa.insert(table), {"authority": self.ledger.authority, **values})

    def remove(self, table: sa.Table, **where: Any) -> None:
        gone = self.connection.execute(sa.delete(table).where(*self._which(table, where)))
        assert gone.rowcount >= 1

    def remove_from(self, table: sa.Table, seq: int) -> None:
        self.connection.execute(sa.delete(table).where(*self._which(table, {}), table.c.seq >= seq))

    def flip(self, table: sa.Table, column: str, **where: Any) -> None:
        """Change one bit in the middle."""
        held = bytes(self.row(table, **where)[column])
        middle = len(held) // 2
        self.set(
            table,
            where,
            **{column: held[:middle] + bytes([held[middle] ^ 1]) + held[middle + 1 :]},
        )

    # ── the chain ───────────────────────────────────────────────────────────────────────────

    def entry(self, seq: int) -> Entry:
        return parse_entry(bytes(self.row(ENTRIES, seq=seq)["data"]))

    def write(self, seq: int, entry: Entry) -> None:
        """Put other bytes in an entry's place, with the hash that belongs to them."""
        data = format_entry(entry)
        self.set(ENTRIES, {"seq": seq}, data=data, hash=entry_hash(data))

    def chain_from(self, seq: int, change: Callable[[Entry], Entry]) -> None:
        """Change an entry and then all that follows from it: each hash, and the head."""
        size = len(self.rows(ENTRIES))
        for place in range(seq, size):
            entry = self.entry(place)
            if place == seq:
                entry = change(entry)
            else:
                entry = replace(entry, seq=place, prev=self.row(ENTRIES, seq=place - 1)["hash"])
            self.write(place, entry)
        self.end_at(size)

    def end_at(self, size: int) -> None:
        """Make the stored head what it was, or would be, after `size` entries."""
        lines = sorted(self.rows(ENTRIES), key=lambda row: row["seq"])[:size]
        last = parse_entry(bytes(lines[-1]["data"]))
        frontier = Frontier().extend(bytes(line["hash"]) for line in lines)
        self.set(
            HEADS,
            {},
            size=size,
            tip=bytes(lines[-1]["hash"]),
            at=format_time(last.at),
            frontier=frontier.format(),
        )

    def put(self, head: Head, lines: list[EntryLine]) -> None:
        """A whole ledger in the place of what is there."""
        self.remove_from(ENTRIES, 0)
        for line in lines:
            self.add(ENTRIES, seq=line.seq, hash=line.hash, data=line.data)
        self.end_at(head.size)

    # ── what only a thief of the key file could do ──────────────────────────────────────────

    def seal(self, file: str) -> FileSeal:
        wrapped = bytes(self.row(file_keys, file=file)["wrapped"])
        return self.ledger.seal.unwrap(wrapped, file)
