"""Engines and connections that a test left open: that test fails, and not whichever runs when
they are collected.

An open connection holds a lock or a place on the server, and Python closes it when it likes, with
a warning that reddens somebody else. So each engine is known by the test that made it, and each
connection by its pool. What a fixture of a module or a session made may stay open after a test;
only nothing of it may be in use.
"""

from __future__ import annotations

import gc
from typing import Any

from sqlalchemy import Engine, Pool, QueuePool, event

#: Every engine there is, and the test in which it was made: empty for what outlives a test.
_engines: dict[int, tuple[Engine, str]] = {}
#: Every connection that is open, by its id: itself, so that it is not collected, and its record.
_connections: dict[int, tuple[Any, Any]] = {}
_now = ""


def watch() -> None:
    """From now on. Called once for each process."""
    made = Engine.__init__

    def init(engine: Engine, *arguments: Any, **named: Any) -> None:
        made(engine, *arguments, **named)
        _engines[id(engine)] = engine, _now

    Engine.__init__ = init  # type: ignore[method-assign, assignment]
    event.listen(Pool, "connect", _opened)
    for name in ("close", "close_detached"):
        event.listen(Pool, name, lambda closed, *_: _connections.pop(id(closed), None))


def _opened(connection: Any, record: Any) -> None:
    _connections[id(connection)] = connection, record


def begin(test: str) -> None:
    """A test begins: what is made from now on is its own."""
    global _now  # noqa: PLW0603 - one test at a time runs in a process
    _now = test


def outlives(engine: Engine) -> None:
    """This one was made by a test for others after it."""
    _engines[id(engine)] = engine, ""


def end() -> list[str]:
    """The test has ended, its fixtures too: what it left open, which is closed now."""
    global _now  # noqa: PLW0603 - as above
    _now = ""
    own = [engine for engine, test in _engines.values() if test]
    if not own and not any(_in_use(engine) for engine, _ in _engines.values()):
        return []
    # What nothing refers to closes itself now, and not in the middle of another test.
    gc.collect()
    kept = {id(engine.pool) for engine, test in _engines.values() if not test}
    left = [
        f"{engine.url.get_backend_name()}: {_in_use(engine)} connection(s) not given back"
        for engine, _ in _engines.values()
        if _in_use(engine)
    ]
    for connection, record in list(_connections.values()):
        if id(_pool_of(record)) not in kept:
            left.append(
                f"{type(connection).__module__}: a connection whose engine was not disposed"
            )
            connection.close()
            del _connections[id(connection)]
    for engine in own:
        engine.dispose()
        del _engines[id(engine)]
    return left


def _in_use(engine: Engine) -> int:
    pool = engine.pool
    return pool.checkedout() if isinstance(pool, QueuePool) else 0


def _pool_of(record: Any) -> Any:
    # No public way leads from a connection to its pool.
    return record._ConnectionRecord__pool
