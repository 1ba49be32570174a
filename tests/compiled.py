"""What comes out the same is made once for each process that runs tests, and not for each service:
a statement compiled, a ledger's statements written, a key read.

SQLAlchemy keeps what it compiled with the engine, because another may speak another dialect. A
service in production has one for as long as it runs, and begins once; here each test has its own,
to the same kind of server, with the same keys. A tenth of what a served test took was compiling
again what the last one had, and a fifth of beginning was the rest.
"""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Engine

from ledger import note
from ledger.store import LedgerTables, SqlStore


class _Compiled(dict[Hashable, Any]):
    """What was compiled, by the kind of dialect in place of the one that an engine has."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_a_kind(key), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__(_of_a_kind(key), compiled)


def _of_a_kind(key: Any) -> Hashable:
    dialect, *rest = key
    return (type(dialect), *rest)


_compiled: Final = _Compiled()


def share() -> None:
    """From now on. Called once for each process."""
    _share_compiled()
    _share_written()
    # What was read cannot be changed, and what cannot be read is not kept.
    note.private_key_from_text = lru_cache(maxsize=64)(note.private_key_from_text)


def _share_compiled() -> None:
    made = Engine.__init__

    def init(engine: Engine, *arguments: Any, **named: Any) -> None:
        made(engine, *arguments, **named)
        engine.update_execution_options(compiled_cache=_compiled)

    Engine.__init__ = init  # type: ignore[method-assign, assignment]


def _share_written() -> None:
    made = SqlStore.__init__

    @lru_cache(maxsize=64)
    def written(tables: LedgerTables, authority: str, origin: str) -> dict[str, Any]:
        store = SqlStore.__new__(SqlStore)
        made(store, tables, authority, origin)
        return vars(store)

    def init(store: SqlStore, tables: LedgerTables, authority: str, origin: str) -> None:
        vars(store).update(written(tables, authority, origin))

    SqlStore.__init__ = init  # type: ignore[method-assign, assignment]
