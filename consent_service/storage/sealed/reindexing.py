"""What an index key has made, made again by the next one, beside a service at work.

No keyed hash can be turned into another. It is made again from what it was made of: names and
references from each file, under the ledger's lock and as the entries say that it stands; reasons
from the contents; accounts and sessions from their own rows. Two are not made again, because nobody
has what they were made of: a code, which is over after its days, and the key of a request that was
carried out, which is recognised for as long as `REPEATED_FOR` after it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    Column,
    Connection,
    Select,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
    union,
    update,
)

from ledger.errors import LedgerError
from ledger.files import Progress

from ...actions.refused import RecordDamaged
from ...domain.families.searching import search_keys
from ...domain.file.casefile import CaseFile
from ...domain.file.looks import INDEXING
from ..database.engine import reading, writing
from ..database.tables import (
    accounts,
    case_lists,
    case_names,
    case_references,
    once,
    sessions,
    sign_in_codes,
)
from ..door.openfiles import Ledger, OpenFiles
from ..door.records import Records
from ..door.repeats import reasons_of
from ..door.requests import reasons_keys
from ..people.accounts import read_account
from ..people.sessions import found_by, read_held
from ..shown.lists import write
from ..shown.names import name_blinds
from ..whole.reader import LedgerReader
from .rewrapping import PAUSE, is_by_another

#: How many files are opened in one transaction, under the lock that every writer waits for.
CHUNK: Final = 50
#: For how long after a rotation a request that was carried out before it is still recognised.
REPEATED_FOR: Final = timedelta(days=30)
#: What nobody can make again, by what it is called where it is said what is left.
NOT_MADE_AGAIN: Final = frozenset({"sign_in_codes", "requests"})


def left(records: Records, authority: str, now: datetime, since: datetime | None) -> dict[str, int]:
    """How much still needs another index key than the present one, which took over at `since`: rows
    by table; and `requests` that could be repeated.
    """
    ledger = records.ledgers[authority]
    counted: dict[str, tuple[Column[Any], list[Any]]] = {
        "case_names": (case_names.c.blind, []),
        "case_references": (case_references.c.blind, []),
        "case_lists": (case_lists.c.basis, []),
        "once": (once.c.blind, [_is_of_reasons()]),
        "accounts": (accounts.c.id, []),
        "sessions": (sessions.c.subject, []),
        "sign_in_codes": (sign_in_codes.c.id, [sign_in_codes.c.expires > int(now.timestamp())]),
    }
    if since is None or now < since + REPEATED_FOR:
        counted["requests"] = (once.c.blind, [~_is_of_reasons()])
    found = {}
    with reading(records.engine, authority) as connection:
        for name, (made, more) in counted.items():
            count = connection.scalar(
                select(func.count()).where(*_others(ledger, made.table, made), *more)
            )
            if count:
                found[name] = int(count)
    return found


def reindex(records: Records, authority: str, progress: Progress) -> int:
    """Make again what can be. How much cannot be, because it does not open."""
    records.assert_sound(authority)
    now = records.clock()
    needs = left(records, authority, now, now)
    total = sum(count for name, count in needs.items() if name not in NOT_MADE_AGAIN)
    done, lost = 0, 0
    progress(done, total)
    for worked, not_opened in _steps(records, records.ledgers[authority]):
        done, lost = done + worked, lost + not_opened
        progress(min(done, total), total)
        time.sleep(PAUSE)
    progress(total, total)
    return lost


def _steps(records: Records, ledger: Ledger) -> Iterator[tuple[int, int]]:
    for handles in _chunks(records, _files(ledger), ledger):
        yield len(handles), _index_files(records, ledger, [handle for (handle,) in handles])
    rows_of_lists = select(case_lists.c.file).where(
        *_others(ledger, case_lists, case_lists.c.basis)
    )
    for handles in _chunks(records, rows_of_lists, ledger):
        _make_lists(records, ledger, [handle for (handle,) in handles])
        yield len(handles), 0
    reasons = select(once.c.blind, once.c.file, once.c.first_seq, once.c.count).where(
        *_others(ledger, once, once.c.blind), _is_of_reasons()
    )
    for rows in _chunks(records, reasons, ledger):
        yield len(rows), sum(_index_reasons(records, ledger, row) for row in rows)
    ways = select(accounts.c.id, accounts.c.version, accounts.c.sealed).where(
        *_others(ledger, accounts, accounts.c.id)
    )
    for rows in _chunks(records, ways, ledger):
        yield len(rows), sum(_index_account(records, ledger, row) for row in rows)
    live = select(sessions.c.id, sessions.c.sealed).where(
        *_others(ledger, sessions, sessions.c.subject)
    )
    for rows in _chunks(records, live, ledger):
        yield len(rows), sum(_index_session(records, ledger, row) for row in rows)


def _others(ledger: Ledger, table: Any, made: Column[Any]) -> tuple[Any, Any]:
    return table.c.authority == ledger.authority, is_by_another(made, ledger.seal.index_id)


def _is_of_reasons() -> Any:
    """What was said, and not what was asked for: its digest is its own key (`Repeats.remember`)."""
    return once.c.blind == once.c.digest


def _files(ledger: Ledger) -> Select[Any]:
    found = union(
        *(
            select(table.c.file).where(*_others(ledger, table, table.c.blind))
            for table in (case_names, case_references)
        )
    ).subquery()
    return select(found.c.file)


def _chunks(records: Records, asked: Select[Any], ledger: Ledger) -> Iterator[Sequence[Any]]:
    """The rows in the order of their first column, each once: what does not open stays behind."""
    by, after = asked.selected_columns[0], None
    while True:
        further = asked if after is None else asked.where(by > after)
        with reading(records.engine, ledger.authority) as connection:
            rows = connection.execute(further.order_by(by).limit(CHUNK)).all()
        if not rows:
            return
        yield rows
        after = rows[-1][0]


def _index_files(records: Records, ledger: Ledger, handles: list[str]) -> int:
    try:
        with writing(records.engine, ledger.authority) as connection:
            head = ledger.store.lock_head(connection)
            seen = ledger.newest.catch_up(connection, head)
            stopped = records.soundness[ledger.authority].damaged
            files = OpenFiles(ledger, connection, seen, INDEXING, stopped)
            files.load(handles, [])
            states = [one.state for one in files if one.state.id in handles]
            for state in states:
                if isinstance(state, CaseFile):
                    _index_file(connection, ledger, state)
            return len(handles) - len(states)
    except LedgerError as error:
        raise records.distrust(ledger.authority, error) from error


def _make_lists(records: Records, ledger: Ledger, handles: list[str]) -> None:
    """Those that cannot be made are gone: whoever reads a list is told that they are."""
    records.lists.remake(ledger.authority, handles)
    with writing(records.engine, ledger.authority) as connection:
        ledger.store.lock_head(connection)
        asked = select(case_lists.c.file).where(
            *_others(ledger, case_lists, case_lists.c.basis), case_lists.c.file.in_(handles)
        )
        write(connection, ledger, [], list(connection.scalars(asked)))


def _index_file(connection: Connection, ledger: Ledger, state: CaseFile) -> None:
    seal = ledger.seal
    blinds = {
        case_names: {name_blinds(seal, key)[0] for key in search_keys(state)},
        case_references: {seal.blind_references(one)[0] for one in state.references},
    }
    for table, wanted in blinds.items():
        mine = table.c.authority == ledger.authority, table.c.file == state.id
        connection.execute(delete(table).where(*mine, is_by_another(table.c.blind, seal.index_id)))
        there = {bytes(one) for one in connection.scalars(select(table.c.blind).where(*mine))}
        rows = [
            {"authority": ledger.authority, "blind": blind, "file": state.id}
            for blind in sorted(wanted - there)
        ]
        if rows:
            connection.execute(insert(table), rows)


def _index_reasons(records: Records, ledger: Ledger, row: Any) -> int:
    try:
        reader = LedgerReader(records.engine, ledger, INDEXING)
        (one,) = reader.opened(row.first_seq, row.first_seq + 1)
    except (LedgerError, ValueError):
        return 1
    said = reasons_of(one.content.event)
    if said is None:
        return 1
    new = reasons_keys(ledger.seal, one.content.by, said)[0]
    with writing(records.engine, ledger.authority) as connection:
        ledger.store.lock_head(connection)
        if _take_away(connection, ledger, once, once.c.blind, row.blind):
            stands = once.c.authority == ledger.authority, once.c.blind == bindparam("now", new)
            # Said again since, it stands there as said last.
            if not connection.execute(select(once.c.blind).where(*stands)).all():
                held = {"file": row.file, "first_seq": row.first_seq, "count": row.count}
                made = {"authority": ledger.authority, "blind": new, "digest": new, **held}
                connection.execute(insert(once), [made])
    return 0


def _index_account(records: Records, ledger: Ledger, row: Any) -> int:
    seal = ledger.seal
    try:
        opened = seal.open_row("account", row.sealed, bytes(row.id))
    except RecordDamaged:
        return 1
    id = seal.blind("account", *read_account(opened).way)
    made = {"authority": ledger.authority, "id": id, "version": row.version}
    made["sealed"] = seal.seal_row("account", opened, id)
    with writing(records.engine, ledger.authority) as connection:
        unchanged = accounts.c.sealed == bindparam("held", row.sealed)
        if _take_away(connection, ledger, accounts, accounts.c.id, row.id, unchanged):
            connection.execute(insert(accounts), [made])
    return 0


def _index_session(records: Records, ledger: Ledger, row: Any) -> int:
    seal = ledger.seal
    try:
        held = read_held(seal.open_row("session", row.sealed, bytes(row.id)))
    except RecordDamaged:
        return 1
    with writing(records.engine, ledger.authority) as connection:
        mine = sessions.c.authority == ledger.authority, sessions.c.id == bindparam("which", row.id)
        connection.execute(update(sessions).where(*mine).values(**found_by(seal, held)))
    return 0


def _take_away(
    connection: Connection, ledger: Ledger, table: Table, by: Column[Any], value: Any, *more: Any
) -> bool:
    """Whether it was still there."""
    mine = table.c.authority == ledger.authority, by == bindparam("which", value)
    return connection.execute(delete(table).where(*mine, *more)).rowcount == 1
