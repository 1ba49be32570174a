"""What is written on SQLite, which is in this process: as SQLAlchemy says it, and without what it
does for each execution but to raise its own errors and to tell whoever listens.

A statement is written out once for the names of what is given; what it is given is handed over as
it is, which SQLite takes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias, cast

from sqlalchemy import ClauseElement, Connection, Executable
from sqlalchemy.dialects.sqlite import pysqlite
from sqlalchemy.sql.compiler import SQLCompiler

Given: TypeAlias = Mapping[str, Any]

_DIALECT: Final = pysqlite.dialect(paramstyle="qmark")


class _Written(NamedTuple):
    """`of` takes the values out of what is given, in their order."""

    text: str
    of: Callable[[Given], tuple[Any, ...]]


def execute_in_place(
    connection: Connection, statement: Executable, given: Given | Sequence[Given]
) -> None:
    """The same as `connection.execute`, of what nothing comes back."""
    one = given if isinstance(given, Mapping) else given[0]
    written = _written(cast(ClauseElement, statement), tuple(one))
    if written is None:
        connection.execute(statement, given)
    elif isinstance(given, Mapping):
        connection.exec_driver_sql(written.text, written.of(given))
    else:
        connection.exec_driver_sql(written.text, [written.of(row) for row in given])


@lru_cache(maxsize=512)
def _written(statement: ClauseElement, names: tuple[str, ...]) -> _Written | None:
    """None of a statement whose text turns on what it is given: as many marks as there are keys."""
    compiled = cast(SQLCompiler, statement.compile(dialect=_DIALECT, column_keys=list(names)))
    if compiled.post_compile_params or compiled.literal_execute_params:
        return None
    named, own = compiled.positiontup or [], compiled.params
    if any(compiled.binds[name].required and name not in names for name in named):
        raise ValueError("A parameter of a statement was not given.")
    return _Written(str(compiled), in_order([(name, own[name]) for name in named], names))


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
