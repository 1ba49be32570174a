"""`consent-service rebuild`: drop the projections and make them again from the ledger."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from ledger.verify import verify_ledger

from .engine import writing
from .openfiles import Ledger, encode_state
from .projections import Projections
from .reader import LedgerReader
from .records import Records
from .tables import case_files, case_names, case_references, file_keys, once


def rebuild(records: Records, ledger: Ledger) -> int:
    """Drop the projections and make them again from the ledger. How many case files there are.

    One transaction under the ledger's lock: until it commits, the old rows stand. The chain is
    verified first, because rows made from an altered ledger would only hide it.
    """
    reader = LedgerReader(records.engine, ledger)
    with writing(records.engine) as connection:
        if connection.dialect.name == "postgresql":
            # Folding a long ledger takes longer than a request may keep its transaction waiting.
            for limit in ("idle_in_transaction_session_timeout", "statement_timeout"):
                connection.exec_driver_sql(f"SET LOCAL {limit} = 0")
        head = ledger.store.lock_head(connection)
        verify_ledger(ledger.store.lines(connection, 0), ledger.origin, head)
        keys = {
            row.file: row.wrapped
            for row in connection.execute(
                select(file_keys).where(file_keys.c.authority == ledger.authority)
            )
        }
        folded = Projections(ledger)
        folded.fold_all(reader.opened(0, head.size))
        for table in (case_files, case_references, case_names, once):
            connection.execute(delete(table).where(table.c.authority == ledger.authority))
        _insert(connection, case_files, [_file_row(ledger, keys, f) for f in folded.files.items()])
        _insert(
            connection,
            case_references,
            [
                {"authority": ledger.authority, "blind": blind, "file": file}
                for blind, file in folded.references.items()
            ],
        )
        _insert(
            connection,
            case_names,
            [
                {"authority": ledger.authority, "blind": blind, "file": file}
                for blind, file in sorted(folded.names)
            ],
        )
        _insert(
            connection,
            once,
            [
                {
                    "authority": ledger.authority,
                    "blind": key,
                    "digest": row.digest,
                    "file": row.file,
                    "first_seq": row.first,
                    "count": row.count,
                }
                for key, row in folded.once.items()
            ],
        )
    return len(folded.files) - 1


def _file_row(ledger: Ledger, keys: dict[str, bytes], item: tuple[str, Any]) -> dict[str, Any]:
    file, state = item
    seal = ledger.seal.unwrap(keys[file], file)
    return {
        "authority": ledger.authority,
        "file": file,
        "folded_to": state.folded_to,
        "sealed": seal.seal_row(encode_state(state), state.folded_to),
    }


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
