"""What a wrapping key has sealed, sealed again by the next one, beside a service at work.

Each row is changed only if it is still the one that was read, so that nothing is lost of what
others write meanwhile and a key that was destroyed stays so. Where it is cut short it goes on: a
row says itself which key it was sealed with.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Table,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.sql import ColumnElement

from ledger.files import Progress

from ...actions.refused import RecordDamaged
from ..database.engine import reading, writing
from ..database.tables import accounts, file_keys, sessions, sign_in_codes
from ..door.openfiles import Ledger
from .sealing import ID_BYTES, AuthoritySeal

#: How many rows are changed in one transaction, and how long others have the database to themselves
#: before the next: SQLite serves its writers in no order.
CHUNK: Final = 200
PAUSE: Final = 0.02


class Sealed(NamedTuple):
    """A table of what the wrapping key has sealed: by which column a row is known, and how it is
    sealed again.
    """

    table: Table
    key: Column[Any]
    sealed: Column[Any]
    again: Callable[[AuthoritySeal, Any, bytes], bytes]


def _row(what: str) -> Callable[[AuthoritySeal, Any, bytes], bytes]:
    def again(seal: AuthoritySeal, id: bytes, sealed: bytes) -> bytes:
        return seal.seal_row(what, seal.open_row(what, sealed, bytes(id)), bytes(id))

    return again


TABLES: Final = (
    Sealed(
        file_keys,
        file_keys.c.file,
        file_keys.c.wrapped,
        lambda seal, file, sealed: seal.rewrap(sealed, file),
    ),
    Sealed(accounts, accounts.c.id, accounts.c.sealed, _row("account")),
    Sealed(sessions, sessions.c.id, sessions.c.sealed, _row("session")),
    Sealed(sign_in_codes, sign_in_codes.c.id, sign_in_codes.c.sealed, _row("way-in")),
)


def is_by_another(made: ColumnElement[Any], id: bytes) -> ColumnElement[bool]:
    """Whether this was made with another key than the one of this id."""
    return func.substr(made, 1, ID_BYTES) != bindparam(None, id)


def left(engine: Engine, ledger: Ledger) -> dict[str, int]:
    """How many rows of each table another wrapping key than the present one has sealed."""
    found = {}
    with reading(engine, ledger.authority) as connection:
        for one in TABLES:
            count = connection.scalar(select(func.count()).where(*_others(one, ledger)))
            if count:
                found[one.table.name] = int(count)
    return found


def rewrap(engine: Engine, ledger: Ledger, progress: Progress) -> int:
    """Seal again what another wrapping key has sealed. How many rows do not open, and are left."""
    total, done, lost = sum(left(engine, ledger).values()), 0, 0
    progress(0, total)
    for one in TABLES:
        for rows in _chunks(engine, ledger, one):
            with writing(engine, ledger.authority) as connection:
                for key, sealed in rows:
                    try:
                        _again(connection, ledger, one, key, sealed)
                    except RecordDamaged:
                        lost += 1
            done += len(rows)
            progress(done, max(done, total))
            time.sleep(PAUSE)
    return lost


def _others(one: Sealed, ledger: Ledger) -> tuple[ColumnElement[bool], ...]:
    mine = one.table.c.authority == ledger.authority
    return mine, is_by_another(one.sealed, ledger.seal.wrapping_id)


def _chunks(engine: Engine, ledger: Ledger, one: Sealed) -> Iterator[list[tuple[Any, bytes]]]:
    after: Any = None
    while True:
        asked = select(one.key, one.sealed).where(*_others(one, ledger)).order_by(one.key)
        if after is not None:
            asked = asked.where(one.key > after)
        with reading(engine, ledger.authority) as connection:
            rows = [(key, sealed) for key, sealed in connection.execute(asked.limit(CHUNK))]
        if not rows:
            return
        yield rows
        after = rows[-1][0]


def _again(connection: Connection, ledger: Ledger, one: Sealed, key: Any, sealed: bytes) -> None:
    connection.execute(
        update(one.table)
        .where(
            one.table.c.authority == ledger.authority,
            one.key == bindparam("which", key),
            one.sealed == bindparam("held", sealed),
        )
        .values({one.sealed.name: bindparam("new", one.again(ledger.seal, key, sealed))})
    )
