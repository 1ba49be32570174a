"""What is asked of a PostgreSQL: answers within the call's time, durability, limits of its own.

Each new connection is asked, because the address may name several servers, and the one that
answers after a failover is not the one that answered at the start.
"""

from __future__ import annotations

import math
from typing import Any, Final, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq.abc import PGresult as Result
from sqlalchemy import Connection, Engine, create_engine, event

from ..door.flights import Ahead
from ..door.trouble import UnsafeDatabase
from .apart import NOBODY, WHO, assert_apart, opening
from .deadline import left
from .prepared import HANDS_ON, WHICH_PROCESS, PreparedTexts, is_reached_itself, prepared_on
from .wire import in_one_flight, plain

#: Seconds a writer waits for the authority's lock before it gives up.
LOCK_SECONDS: Final = 2
#: Seconds any one statement may take, by the server's clock.
STATEMENT_SECONDS: Final = 5
#: Seconds to connect to each server that the address names, and to wait for a pooled connection.
CONNECT_SECONDS: Final = 2
POOL_SECONDS: Final = 1
#: Connections of one process: for each thread that `serve` begins, and for whoever keeps.
AT_MOST: Final = 36

#: Limits are milliseconds, and one of 0 is none. Longer than this is none to whoever waits.
_LONGEST: Final = 60_000
_LIMITS: Final = ("lock_timeout", "statement_timeout", "idle_in_transaction_session_timeout")
#: Where a name is looked for. Never first where somebody else may put a table of that name.
PATH: Final = "public,pg_temp"
#: What makes an acknowledged commit one that is on disk.
_DURABLE: Final = ("fsync", "full_page_writes", "synchronous_commit")

#: What a flight that opens a transaction is called where it fails.
_OPENING: Final = "BEGIN"
#: One round trip for all of them.
_SETTINGS: Final = (
    "SELECT name, setting FROM pg_settings WHERE name = ANY(%s) "
    "UNION ALL SELECT %s, pg_backend_pid()::text UNION ALL SELECT %s, current_setting(%s, true)"
)
_OF_WHICH: Final = (*_LIMITS, *_DURABLE, "search_path")

T = TypeVar("T")


class BoundedConnection(psycopg.Connection[Any]):
    """A connection none of whose waits outlasts the call under way.

    One that did is closed: what the server may still send would be taken for the answer to
    something else.
    """

    #: What was prepared on it; None while nothing is to be.
    prepared: PreparedTexts | None = None

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """As psycopg's own. Raises `psycopg.errors.ConnectionTimeout` when time has run out."""
        seconds = left() if timeout is None else timeout
        try:
            return super().wait(gen, interval, None if seconds == math.inf else seconds)
        except psycopg.errors._WaitTimeout as late:  # noqa: SLF001 - `wait` says so
            self.pgconn.finish()
            raise psycopg.errors.ConnectionTimeout("no answer in time") from late


def open_postgresql(url: str, *, apart: bool) -> Engine:
    """An engine for `url`. Nothing is connected yet.

    With `apart`, each connection is refused whose role row-level security does not hold.
    """
    options = (
        f"-c lock_timeout={LOCK_SECONDS}s -c statement_timeout={STATEMENT_SECONDS}s "
        f"-c idle_in_transaction_session_timeout={STATEMENT_SECONDS}s -c timezone=UTC "
        f"-c search_path={PATH}"
    )
    engine = create_engine(
        url,
        pool_size=8,
        max_overflow=AT_MOST - 8,
        pool_timeout=POOL_SECONDS,
        connect_args={
            "options": options,
            "connect_timeout": CONNECT_SECONDS,
            "tcp_user_timeout": 10_000,
            # The same for one who waits to hear: a machine that lost its power sends nothing, and
            # by itself Linux would wait for two hours, with the whole queue behind it.
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "application_name": "consent-service",
            # What is prepared is for `prepared` to say: a pooler hands each transaction to another
            # server process, which has not seen what was prepared in an earlier one.
            "prepare_threshold": None,
        },
    )
    # Many rows go in as one statement of VALUES. One that takes them from arrays would be committed
    # in two phases where tables are distributed, and is no faster elsewhere.
    engine.dialect.use_insertmanyvalues_wo_returning = True

    @event.listens_for(engine, "do_connect")
    def connect(_: Any, __: Any, given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        # The driver must not open transactions of its own: `begin` says whose each is.
        connection = BoundedConnection.connect(*given, autocommit=True, **named)
        try:
            assert_settings(settings := _settings_of(connection))
            if is_reached_itself(connection.info.backend_pid, settings):
                connection.prepared = PreparedTexts()
            if apart:
                ((who, left_open),) = connection.execute(WHO).fetchall()
                assert_apart(who, left_open)
        except Exception:
            connection.close()
            raise
        return connection

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        told = connection.get_execution_options()
        # On a replica, too, where whatever may write is refused; all of it as of one moment.
        kind = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if told.get("reads") else "BEGIN"
        whose, lazily = told.get("authority", NOBODY), told.get("lazily", False)
        opened = [plain(one) for one in opening(whose, kind, lazily=lazily)]
        ahead: Ahead | None = told.get("ahead")
        asked, landed = [] if ahead is None else ahead.sent(), list[Result]()
        driven: Any = connection.connection.driver_connection
        try:
            driven.wait(
                in_one_flight(driven.pgconn, [*opened, *asked], landed, prepared_on(driven))
            )
        except psycopg.Error as error:
            # As if SQLAlchemy had sent it: whether the connection is lost, and those beside it in
            # the pool with it, is for it to say.
            connection.exec_driver_sql(_OPENING, execution_options={"raises": error})
        if ahead is not None:
            ahead.landed(driven, landed[len(opened) :])

    @event.listens_for(engine, "do_execute")
    def execute(_: Any, __: Any, ___: Any, context: Any) -> None:
        error: psycopg.Error | None = context.execution_options.get("raises")
        if error is not None:
            raise error

    return engine


def _settings_of(connection: BoundedConnection) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute(_SETTINGS, ([*_OF_WHICH], WHICH_PROCESS, HANDS_ON, HANDS_ON))
        return dict(cursor.fetchall())


def assert_settings(settings: dict[str, str]) -> None:
    """Refuse a server that would not keep what it acknowledges, or that lost our limits.

    `settings` are as in `pg_settings`. Raises `UnsafeDatabase`, naming the first and the remedy.
    """
    assert_durable_settings(settings)
    for name in _LIMITS:
        if not 0 < int(settings[name]) <= _LONGEST:
            raise UnsafeDatabase(name, _DROPPED.format(f"{name} = '5s'"))
    if settings["search_path"].replace(" ", "") != PATH:
        raise UnsafeDatabase("search_path", _DROPPED.format(f"search_path = {PATH}"))


_DROPPED: Final = (
    "it was asked for and is not in force, as behind a pooler that drops it: give it to the role, "
    "ALTER ROLE … SET {}"
)


def assert_durable_settings(settings: dict[str, str], where: str = "postgresql.conf") -> None:
    """Refuse a server that acknowledges what is not on its disk. Raises `UnsafeDatabase`."""
    for name in _DURABLE:
        if settings[name] == "off":
            raise UnsafeDatabase(name, f"turn it on in {where} and restart")
