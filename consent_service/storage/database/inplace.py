"""What is asked of SQLite, which is in this process, and written on it: as SQLAlchemy says it, and
without what it does for each execution.

A statement is written out once for the names of what is given; what it is given is handed over as
it is, which SQLite takes. Whoever listens to what is executed, as a tracer does, is told: then it
goes SQLAlchemy's way. Errors are SQLAlchemy's either way.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias, cast

from sqlalchemy import ClauseElement, Connection, Executable, Select, bindparam
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import operators
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import BinaryExpression, BindParameter
from sqlalchemy.sql.visitors import replacement_traverse

Given: TypeAlias = Mapping[str, Any]

_DIALECT: Final = pysqlite.dialect(paramstyle="qmark")
#: What somebody may listen to that tells them of a statement.
_TOLD_OF: Final = ("before_execute", "before_cursor_execute", "after_cursor_execute")
#: Where the driver's connection stands while a transaction goes past SQLAlchemy.
_DRIVEN: Final = "driven"


class _Prepared(NamedTuple):
    """`of` takes the values out of what is given, in their order; `readers` make of what stands in
    a column what SQLAlchemy does, where that is something else.
    """

    text: str
    of: Callable[[Given], tuple[Any, ...]]
    readers: tuple[tuple[int, Callable[[Any], Any]], ...]


def execute_in_place(
    connection: Connection, statement: Executable, given: Given | Sequence[Given]
) -> None:
    """The same as `connection.execute`, of what nothing comes back."""
    driven = _driven(connection)
    if driven is None:
        connection.execute(statement, given)
    elif isinstance(given, Mapping):
        _execute(connection, driven, statement, given)
    else:
        written = _written(statement, tuple(given[0]), ())
        try:
            driven.executemany(written.text, [written.of(row) for row in given])
        except sqlite3.Error as error:
            raise _as_raised(connection, driven, error) from error


def found_in_place(
    connection: Connection, statement: Executable, given: Given
) -> Sequence[Sequence[Any]]:
    """The rows that `connection.execute` finds."""
    driven = _driven(connection)
    if driven is None:
        return connection.execute(statement, given).all()
    written, rows = _execute(connection, driven, statement, given)
    return [_read(written, row) for row in rows] if written.readers else rows


def begin_in_place(connection: Connection, begins: str) -> None:
    """Begin a transaction, and see whether somebody listens to what is executed in it: then, and
    on another database, all of it goes SQLAlchemy's way.
    """
    listened = any(getattr(connection.dispatch, name) for name in _TOLD_OF)
    driven = None if listened else _of_sqlite(connection)
    connection.info[_DRIVEN] = driven
    if driven is None:
        connection.exec_driver_sql(begins)
        return
    try:
        driven.execute(begins)
    except sqlite3.Error as error:
        raise _as_raised(connection, driven, error) from error


def _driven(connection: Connection) -> sqlite3.Connection | None:
    """The driver's own; None of what goes SQLAlchemy's way, as what was begun otherwise does."""
    found: sqlite3.Connection | None = connection.info.get(_DRIVEN)
    return found


def _of_sqlite(connection: Connection) -> sqlite3.Connection | None:
    driven = connection.connection.driver_connection
    return driven if isinstance(driven, sqlite3.Connection) else None


def _as_raised(
    connection: Connection, driven: sqlite3.Connection, error: sqlite3.Error
) -> Exception:
    """As SQLAlchemy raises it. What it was about is not in it."""
    dialect = connection.dialect
    is_lost = dialect.is_disconnect(cast("Any", error), cast("Any", driven), None)
    if is_lost:
        connection.invalidate(error)
    return DBAPIError.instance(
        None,
        None,
        error,
        sqlite3.Error,
        hide_parameters=True,
        connection_invalidated=is_lost,
        dialect=dialect,
    )


def _execute(
    connection: Connection, driven: sqlite3.Connection, statement: Any, given: Given
) -> tuple[_Prepared, list[tuple[Any, ...]]]:
    names = tuple(given)
    sizes: tuple[tuple[str, int], ...] = ()
    if lists := _lists(statement):
        sizes = tuple([(name, _room(len(given[name]))) for name in lists])
        given = {**given, **{k: v for name, room in sizes for k, v in _each(given, name, room)}}
    written = _written(statement, names, sizes)
    values = written.of(given)
    try:
        return written, driven.execute(written.text, values).fetchall()
    except sqlite3.Error as error:
        raise _as_raised(connection, driven, error) from error


def _read(written: _Prepared, row: tuple[Any, ...]) -> tuple[Any, ...]:
    values = list(row)
    for place, reader in written.readers:
        values[place] = reader(values[place])
    return tuple(values)


# ── a list of keys ──────────────────────────────────────────────────────────────────────────


def _room(count: int) -> int:
    """As many marks as there are keys, or the next power of two: so few texts are written out."""
    if not count:
        raise ValueError("Nothing is asked for.")
    return 1 << (count - 1).bit_length()


def _mark(name: str, place: int) -> str:
    return f"{name}__{place}"


def _each(given: Given, name: str, room: int) -> list[tuple[str, Any]]:
    """A key for each mark: the last again where there are more marks than keys."""
    keys = [*given[name]]
    keys += keys[-1:] * (room - len(keys))
    return [(_mark(name, place), key) for place, key in enumerate(keys)]


@lru_cache(maxsize=512)
def _lists(statement: ClauseElement) -> tuple[str, ...]:
    """What of what is given are lists of keys."""
    binds = cast(SQLCompiler, statement.compile(dialect=_DIALECT)).binds
    return tuple(name for name, bind in binds.items() if bind.expanding)


# ── written out ─────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=512)
def _written(
    statement: ClauseElement, names: tuple[str, ...], sizes: tuple[tuple[str, int], ...]
) -> _Prepared:
    room = dict(sizes)

    def marks(element: Any, **_: object) -> Any:
        if (
            isinstance(element, BinaryExpression)
            and element.operator is operators.in_op
            and isinstance(element.right, BindParameter)
            and element.right.expanding
        ):
            key, kind = element.right.key, element.right.type
            return element.left.in_(
                [bindparam(_mark(key, place), type_=kind) for place in range(room[key])]
            )
        return None

    meant = cast(ClauseElement, replacement_traverse(statement, {}, marks)) if room else statement
    given = (*names, *(_mark(name, place) for name, most in sizes for place in range(most)))
    compiled = cast(SQLCompiler, meant.compile(dialect=_DIALECT, column_keys=list(given)))
    named, own = compiled.positiontup or [], compiled.params
    if any(compiled.binds[name].required and name not in given for name in named):
        raise ValueError("A parameter of a statement was not given.")
    readers = []
    if isinstance(meant, Select):
        for place, column in enumerate(meant.selected_columns):
            kind = column.type.dialect_impl(_DIALECT)
            reader = kind.result_processor(_DIALECT, None)
            if reader is not None:
                readers.append((place, reader))
    return _Prepared(
        str(compiled), in_order([(name, own[name]) for name in named], given), tuple(readers)
    )


def in_order(
    values: Sequence[tuple[str, Any]], given: Collection[str]
) -> Callable[[Given], tuple[Any, ...]]:
    """What takes these values, by their names, out of what is given under `given`: with each the
    value that the statement has itself, where it is not.
    """
    if len(values) < 2:
        return lambda row: tuple([row.get(name, own) for name, own in values])
    pick = itemgetter(*(name for name, _ in values))
    own = {name: value for name, value in values if name not in given}
    return (lambda row: pick({**own, **row})) if own else pick
