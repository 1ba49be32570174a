"""Several statements in one flight to PostgreSQL, waited for once, by libpq's pipeline.

SQLAlchemy says what is sent, as everywhere; but it sends a statement, waits, and sends the next,
and each wait is one for Python's interpreter as well. A statement of a flight begins when the one
before it has ended, and sees what was committed until then: one that follows a lock sees what
whoever held it has written. After one that fails the server carries out none.

What is sent again and again may be prepared under a name, where that holds (`prepared`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from struct import Struct
from typing import Any, Final, NamedTuple, cast

import psycopg
from psycopg.abc import PQGen
from psycopg.adapt import Transformer
from psycopg.pq import ConnStatus, DiagnosticField, ExecStatus, Format
from psycopg.pq.abc import PGconn
from psycopg.pq.abc import PGresult as Result
from psycopg.waiting import Ready, Wait
from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ClauseElement,
    Executable,
    Insert,
    Integer,
    LargeBinary,
    String,
    any_,
    bindparam,
)
from sqlalchemy.dialects.postgresql import psycopg as driver
from sqlalchemy.sql import operators
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import BinaryExpression, BindParameter
from sqlalchemy.sql.visitors import replacement_traverse
from sqlalchemy.types import TypeEngine

from .inplace import Given, in_order
from .prepared import OVER, PreparedTexts

#: How SQLAlchemy writes a statement for libpq: the parameters are numbered.
_DIALECT: Final = driver.dialect(paramstyle="numeric_dollar")  # type: ignore[no-untyped-call]
#: So many rows are one statement at most: parameters in one are counted in two bytes, and to write
#: out a longer text is no cheaper than to send a shorter one again.
_MOST_ROWS: Final = 64


class StatementSent(NamedTuple):
    """A statement as libpq takes it, its parameters in the server's own binary format."""

    text: bytes
    values: Sequence[bytes | None] = ()
    types: Sequence[int] = ()


def plain(text: str) -> StatementSent:
    """A statement without parameters."""
    return StatementSent(text.encode())


def sent(statement: Executable, given: Given | Sequence[Given]) -> Iterator[StatementSent]:
    """As SQLAlchemy would execute it. Several rows of an insert are a statement for each power of
    two that they are the sum of, so that however many they are few texts are sent, each often; of
    another, one each.
    """
    # Mostly so, and the other question is asked of many classes.
    rows = [given] if type(given) is dict or isinstance(given, Mapping) else given
    names = tuple(rows[0])
    written = _written(statement, names)
    if len(rows) == 1 or not isinstance(statement, Insert):
        for row in rows:
            yield written.with_values([row])
        return
    first = 0
    while left := len(rows) - first:
        many = min(_MOST_ROWS, 1 << (left.bit_length() - 1))
        yield written.with_values(rows[first : first + many])
        first += many


# ── what is sent ────────────────────────────────────────────────────────────────────────────


class _Encoded(NamedTuple):
    """`of` takes the values out of what is given; then of each its type, and how it is written."""

    text: str
    of: Callable[[Given], tuple[Any, ...]]
    types: tuple[int, ...]
    encoders: tuple[Callable[[Any], bytes], ...]

    def with_values(self, rows: Sequence[Given]) -> StatementSent:
        values = [
            None if value is None else encode(value)
            for row in rows
            for value, encode in zip(self.of(row), self.encoders, strict=True)
        ]
        text = _of_many(self.text, len(self.types), len(rows))
        return StatementSent(text, values, self.types * len(rows))


@lru_cache(maxsize=512)
def _written(statement: ClauseElement, names: tuple[str, ...]) -> _Encoded:
    meant = cast(ClauseElement, replacement_traverse(statement, {}, _in_array))
    compiled = cast(SQLCompiler, meant.compile(dialect=_DIALECT, column_keys=list(names)))
    binds, own = compiled.binds, compiled.params
    named = compiled.positiontup or ()
    if any(name not in names and binds[name].required for name in named):
        raise ValueError("A parameter of a statement was not given.")
    kinds = [binds[name].type for name in named]
    return _Encoded(
        str(compiled),
        in_order([(name, own[name]) for name in named], names),
        tuple(map(_type, kinds)),
        tuple(map(_encoder, kinds)),
    )


def _in_array(element: Any, **_: object) -> Any:
    """One array in the place of as many parameters as there are values: the text stays the same."""
    if (
        isinstance(element, BinaryExpression)
        and element.operator is operators.in_op
        and isinstance(element.right, BindParameter)
        and element.right.expanding
    ):
        # Without a length, to which a cast would cut what is longer.
        kind = String() if isinstance(element.right.type, String) else element.right.type
        return element.left == any_(bindparam(element.right.key, type_=ARRAY(kind)))
    return None


@lru_cache(maxsize=512)
def _of_many(text: str, count: int, rows: int) -> bytes:
    if rows == 1:
        return text.encode()
    head, row = text.split(" VALUES ")
    row, on, conflict = row.partition(" ON CONFLICT ")

    def numbered(nth: int) -> str:
        return re.sub(r"\$(\d+)", lambda found: f"${int(found[1]) + nth * count}", row)

    return f"{head} VALUES {', '.join(map(numbered, range(rows)))}{on}{conflict}".encode()


_PLACE, _NUMBER, _LENGTH = Struct("!q"), Struct("!i"), Struct("!i")
#: Dimensions, whether any is NULL, the type; of the one dimension its length and first index.
_ARRAY: Final = Struct("!iiIii")
_EMPTY: Final = Struct("!iiI")
_YES, _NO = b"\x01", b"\x00"

#: The types that are used: what they are called on the wire, and how a value of them is written.
#: A number of eight bytes stands before one of four, which it is a kind of to SQLAlchemy.
_TYPES: Final[Sequence[tuple[type[TypeEngine[Any]], str, Callable[[Any], bytes]]]] = (
    (Boolean, "bool", lambda value: _YES if value else _NO),
    (BigInteger, "int8", _PLACE.pack),
    (Integer, "int4", _NUMBER.pack),
    (String, "varchar", str.encode),
    (LargeBinary, "bytea", bytes),
)


def _type(kind: TypeEngine[Any]) -> int:
    info = psycopg.adapters.types[_found(kind.item_type if isinstance(kind, ARRAY) else kind)[0]]
    return info.array_oid if isinstance(kind, ARRAY) else info.oid


def _found(kind: TypeEngine[Any]) -> tuple[str, Callable[[Any], bytes]]:
    for known, name, encode in _TYPES:
        if isinstance(kind, known):
            return name, encode
    raise TypeError(f"{kind!r} is not written to the wire.")


def _encoder(kind: TypeEngine[Any]) -> Callable[[Any], bytes]:
    if not isinstance(kind, ARRAY):
        return _found(kind)[1]
    oid, each = _type(kind.item_type), _found(kind.item_type)[1]

    def encode(values: Sequence[Any]) -> bytes:
        if not values:
            return _EMPTY.pack(0, 0, oid)
        head, every = _ARRAY.pack(1, 0, oid, len(values), 1), [*map(each, values)]
        if len(lengths := {*map(len, every)}) == 1:
            # As most are: ids, places and digests, each with the same before it.
            before = _LENGTH.pack(*lengths)
            return head + before + before.join(every)
        return head + b"".join([_LENGTH.pack(len(one)) + one for one in every])

    return encode


# ── the flight ──────────────────────────────────────────────────────────────────────────────


def in_one_flight(
    pgconn: PGconn,
    statements: Sequence[StatementSent],
    landed: list[Result],
    prepared: PreparedTexts | None = None,
) -> PQGen[None]:
    """Send these and wait once, for `psycopg.Connection.wait`. What the server answers to each that
    it has carried out is added to `landed` as it comes. What is sent often is `prepared` on the
    way, where that is given.

    Why not one text with semicolons? Citus hands on the whole text in which it finds a SET LOCAL,
    BEGIN included, and then refuses the isolation level. Why not psycopg's own pipeline? It sends
    and waits more often than once. Raises what the server said of the first that failed, and
    `psycopg.OperationalError` where it said nothing.
    """
    flight = Flight(pgconn, prepared)
    flight.depart(statements)
    yield from flight.land(landed)


class Flight:
    """The same where the server is to begin with some before the rest is there. It departs in
    parts, and after each the server is idle in its transaction, as its limits count: whoever stops
    between two of them holds nobody's lock for longer than that.
    """

    def __init__(self, pgconn: PGconn, prepared: PreparedTexts | None) -> None:
        self._pgconn, self._prepared = pgconn, prepared
        #: What each answer is to: that a text is prepared, and under which name, or a statement.
        self._answers: list[tuple[bytes, bytes] | None] = []
        self._new: dict[bytes, bytes] = {}
        #: Parts that have departed and did not land.
        self._parts = 0

    def depart(self, statements: Iterable[StatementSent]) -> None:
        """Hand these over, as far as that goes without waiting. Raises `psycopg.Error`."""
        if not self._parts:
            self._pgconn.enter_pipeline_mode()
        for one in statements:
            self._send(one)
        self._pgconn.pipeline_sync()
        self._parts += 1
        self._pgconn.flush()

    def _send(self, one: StatementSent) -> None:
        pgconn, prepared = self._pgconn, self._prepared
        formats, name = [Format.BINARY] * len(one.values), None
        if prepared is not None and one.values:
            name = prepared.name(one.text) or self._new.get(one.text)
            if name is None and (name := prepared.name_for(one.text)) is not None:
                pgconn.send_prepare(name, one.text, one.types)
                self._answers.append((one.text, name))
                self._new[one.text] = name
        if name is None:
            pgconn.send_query_params(one.text, one.values, one.types, formats, Format.BINARY)
        else:
            pgconn.send_query_prepared(name, one.values, formats, Format.BINARY)
        self._answers.append(None)

    def land(self, landed: list[Result]) -> PQGen[None]:
        """Wait for all that has departed."""
        pgconn = self._pgconn
        while pgconn.flush():
            if (yield Wait.RW) & Ready.R:
                pgconn.consume_input()
        failed = yield from self._answered(landed)
        if failed is not None:
            if failed.error_field(DiagnosticField.SQLSTATE) in OVER:
                # Of this connection nothing is known any more: another one is.
                pgconn.finish()
            raise psycopg.errors.error_from_result(failed)
        if pgconn.status != ConnStatus.OK:
            raise psycopg.OperationalError("the connection was lost")

    def _answered(self, landed: list[Result]) -> PQGen[Result | None]:
        """The first that failed."""
        pgconn, answers = self._pgconn, iter(self._answers)
        failed: Result | None = None
        while self._parts:
            while pgconn.is_busy():
                yield Wait.R
                pgconn.consume_input()
            result = pgconn.get_result()
            if result is None:
                # Between two answers; or there is nobody there any more.
                if pgconn.status != ConnStatus.OK:
                    return failed
            elif result.status == ExecStatus.PIPELINE_SYNC:
                self._parts -= 1
            elif result.status == ExecStatus.FATAL_ERROR:
                failed = failed or result
            elif failed is None and (now := next(answers)) is None:
                landed.append(result)
            elif failed is None and now is not None and self._prepared is not None:
                self._prepared.is_prepared(*now)
        pgconn.exit_pipeline_mode()
        return failed


def rows_of(connection: psycopg.Connection[Any], result: Result) -> list[tuple[Any, ...]]:
    """What a statement found."""
    loading = Transformer(connection)
    loading.set_pgresult(result)
    return loading.load_rows(0, result.ntuples, tuple)
